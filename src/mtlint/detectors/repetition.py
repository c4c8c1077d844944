"""Whole-document repetition: a headline repeated as the first line, paragraphs and sentences that stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

from mtlint.config import Config
from mtlint.document import Document, Span
from mtlint.findings import Finding, Severity

#: Similarity (0..100, rapidfuzz's normalised indel ratio) from which two passages are the same.
_SAME = 94.0
_LEAST_WORDS = 5
_LEAST_WORDS_SENTENCE = 8
#: Texts with more passages than this are compared exactly only: the fuzzy comparison grows with their square.
_MOST_FUZZY = 400


class RepetitionDetector:
    """Marks the later of two equal or nearly equal paragraphs or sentences; a suggestion deletes it."""

    name = "repetition"
    depth = "fast"

    def __init__(self, config: Config) -> None:
        del config

    def detect(self, document: Document) -> Iterator[Finding]:
        marked: list[Span] = []
        for span, message in (*self._headlines(document), *self._passages(document)):
            if not any(other.start < span.end and span.start < other.end for other in marked):
                marked.append(span)
                yield _finding(document, span, message)

    @staticmethod
    def _headlines(document: Document) -> Iterator[tuple[Span, str]]:
        """A headline that stands again at the end or the beginning of its neighbour, as page furniture does."""
        top = document.blocks[:4]
        for first, second in pairwise(top):
            one = " ".join(document.text[first.start : first.end].split()).casefold()
            two = " ".join(document.text[second.start : second.end].split()).casefold()
            if len(two.split()) >= _LEAST_WORDS and one != two and (one.endswith(two) or one.startswith(two)):
                yield second, "The headline stands here a second time."
            elif len(one.split()) >= _LEAST_WORDS and two.startswith(one) and len(two) > len(one):
                yield Span(second.start, second.start + len(one)), "The headline is repeated in the first line."

    def _passages(self, document: Document) -> Iterator[tuple[Span, str]]:
        yield from self._twins(document, document.blocks, _LEAST_WORDS, "This paragraph stands a second time.")
        yield from self._twins(
            document, document.segments, _LEAST_WORDS_SENTENCE, "This sentence stands a second time."
        )

    @staticmethod
    def _twins(document: Document, spans: Sequence[Span], least: int, message: str) -> Iterator[tuple[Span, str]]:
        texts, kept = [], []
        for span in spans:
            words = document.text[span.start : span.end].casefold().split()
            if len(words) >= least:
                texts.append(" ".join(words))
                kept.append(span)
        seen: dict[str, int] = {}
        for index, (text, span) in enumerate(zip(texts, kept, strict=True)):
            if text in seen:
                yield span, message
                continue
            if len(texts) <= _MOST_FUZZY and index and len(text) >= 40:
                near = process.extractOne(text, texts[:index], scorer=fuzz.ratio, score_cutoff=_SAME)
                if near is not None and _same_numbers(text, near[0]):
                    yield span, message
            seen[text] = index


def _same_numbers(one: str, two: str) -> bool:
    """Two lines that differ in a figure are entries of a list, not one line twice."""
    return [c for c in one if c.isdigit()] == [c for c in two if c.isdigit()]


def _finding(document: Document, span: Span, message: str) -> Finding:
    return Finding(
        rule="repetition/passage",
        category="fluency/repetition",
        severity=Severity.MAJOR,
        confidence=0.95,
        start=span.start,
        end=span.end,
        text=document.text[span.start : span.end],
        message=message,
        suggestions=("",),
        detector="repetition",
    )
