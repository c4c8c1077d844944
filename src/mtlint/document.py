"""The one container that flows through the chain: a text, its segments, and the way back to what the user gave."""

from __future__ import annotations

import bisect
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from mtlint.models.parser import Parse

_BLOCK = re.compile(r"[^\r\n\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_ABBREVIATIONS = frozenset(
    [
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "maj", "capt", "lt", "sgt", "cpl", "adm", "cmdr", "gov", "sen",
        "rep", "rev", "hon", "pres", "st", "sr", "jr", "vs", "etc", "inc", "ltd", "co", "corp", "no", "jan", "feb",
        "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft", "u.s", "u.k", "u.n", "e.g",
        "i.e", "a.m", "p.m", "d.c", "approx", "dept", "est", "fig",
    ]
)  # fmt: skip
#: A sentence ends at . ! ? … (and closing quotes) before white space and something that opens a sentence.
_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*[A-Z0-9Ѐ-ӿ])")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment(Span):
    """A sentence of the text; `block` is the index of the line or paragraph that it stands in."""

    block: int


class Document:
    """A text to check.

    `text` is what detectors read, and what findings' offsets count (code points). `source` is what the user gave, decoded;
    for plain text the two are the same object. For HTML and Markdown `origins[i]` is the offset in `source` of the
    character `text[i]`; where no map could be made it is None while `text is not source`, and `offsets` says so.
    `widths[i]` is how many characters of `source` show `text[i]`, given only where it is not one (`&amp;` is five).
    """

    def __init__(
        self,
        text: str,
        *,
        id: str = "-",
        source: str | None = None,
        origins: Sequence[int] | None = None,
        widths: Mapping[int, int] | None = None,
        format: str = "text",
        title: str | None = None,
    ) -> None:
        if origins is not None and len(origins) != len(text):
            raise ValueError(f"origins has {len(origins)} entries for a text of {len(text)} characters")
        self.id = id
        self.text = text
        self.source = text if source is None else source
        self.origins = array("q", origins) if origins is not None else None
        self.widths = widths or {}
        self.format = format
        self.title = title
        self.memo: dict[str, Any] = {}

    @property
    def offsets(self) -> Literal["source", "text"]:
        """What reported offsets count: code points of the source as given, or of the text extracted from it."""
        return "source" if self.origins is not None or self.source is self.text else "text"

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `source` that shows `text[start:end]`; the same numbers where there is no map."""
        if self.origins is None:
            return start, end
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else len(self.source)
            return at, at
        return self.origins[start], self.origins[end - 1] + self.widths.get(end - 1, 1)

    @cached_property
    def blocks(self) -> list[Span]:
        """Lines or paragraphs that hold something else than white space, without the white space around them."""
        found = []
        for match in _BLOCK.finditer(self.text):
            line = match.group()
            stripped = line.strip()
            if stripped:
                start = match.start() + len(line) - len(line.lstrip())
                found.append(Span(start, start + len(stripped)))
        return found

    @cached_property
    def segments(self) -> list[Segment]:
        """Sentences, in order; no segment crosses a block."""
        return [
            Segment(start, end, number)
            for number, block in enumerate(self.blocks)
            for start, end in split_sentences(self.text, block.start, block.end)
        ]

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds `offset`, or None between segments."""
        index = bisect.bisect_right(self._segment_starts, offset) - 1
        if index >= 0 and offset < self.segments[index].end:
            return self.segments[index]
        return None

    @cached_property
    def words(self) -> list[Span]:
        """Word tokens: letters and digits, with inner hyphens, apostrophes and full stops."""
        return [Span(*match.span()) for match in _WORD.finditer(self.text)]

    @property
    def parse(self) -> Parse:
        """The dependency parse, made on first use and shared by all detectors."""
        from mtlint.models.parser import parse_of

        return parse_of(self)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `text[start:end]` into sentence spans by punctuation, capitals and a list of abbreviations.

    Deliberately simple: it must be the same at every depth, and a missed boundary costs less than a wrong one.
    """
    spans = []
    at = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match.start(1) <= at:
            continue
        before = text[at : match.start(1)]
        last = before.rsplit(None, 1)[-1].strip("\"'“”‘’()[]")
        if last.endswith("."):
            stem = last[:-1].lower()
            if stem in _ABBREVIATIONS or (len(stem) == 1 and stem.isalpha()):
                continue
        spans.append((at, match.start(1)))
        at = match.end(1)
    if at < end:
        spans.append((at, end))
    return spans
