"""The learned word tagger as a detector: words that are probably wrong, without a reason or a fix.

What it marks is a remark (severity neutral): it asks an editor to look, and moves no score.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding, Severity

#: One word in a thousand of human-written news is over it.
CUT = 0.79


class TaggerDetector:
    """Marks runs of words whose probability of being wrong is over `CUT`."""

    name = "tagger"
    depth = "deep"

    def __init__(self, config: Config) -> None:
        self._settings = config.models

    def detect(self, document: Document) -> Iterator[Finding]:
        from mtlint.models.reading import readings
        from mtlint.models.tagger import tagger, word_features, words

        for segment, reading in readings(document, self._settings)[1]:
            text = document.text[segment.start : segment.end]
            spans = words(text)
            if spans:
                probabilities: Any = tagger(self._settings.threads).probabilities(word_features(reading, spans, text))
                for (start, end), p in _runs(list(zip(spans, map(float, probabilities), strict=True))):
                    yield self._finding(text[start:end], segment.start + start, p)

    def _finding(self, text: str, start: int, p: float) -> Finding:
        return Finding(
            rule="tagger/doubtful-word",
            category="accuracy/mistranslation",
            severity=Severity.NEUTRAL,
            confidence=round(p, 2),
            start=start,
            end=start + len(text),
            text=text,
            message="A model trained on corrected machine translation doubts this wording.",
            detector=self.name,
        )


def _runs(scored: list[tuple[tuple[int, int], float]]) -> Iterator[tuple[tuple[int, int], float]]:
    """Neighbouring words over the cut as one span, with the highest of their probabilities."""
    run: list[tuple[tuple[int, int], float]] = []
    for word in [*scored, ((0, 0), 0.0)]:
        if word[1] >= CUT:
            run.append(word)
        elif run:
            yield (run[0][0][0], run[-1][0][1]), max(p for _, p in run)
            run = []
