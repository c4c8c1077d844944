"""The learned word tagger as a detector: words that are probably wrong, without a reason or a fix.

What it marks is a remark (severity neutral): it asks an editor to look, and moves no score.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding, Severity

if TYPE_CHECKING:
    from mtlint.models.language_model import LanguageModel
    from mtlint.models.tagger import Tagger

#: One word in a thousand of human-written news is over it.
CUT = 0.8
_BATCH = 64


class TaggerDetector:
    """Marks runs of words whose probability of being wrong is over `CUT`."""

    name = "tagger"
    depth = "deep"

    def __init__(self, config: Config) -> None:
        self._settings = config.models
        self._lock = threading.Lock()
        self._models: tuple[LanguageModel, Tagger] | None = None

    def detect(self, document: Document) -> Iterator[Finding]:
        segments = [segment for segment in document.segments if segment.end - segment.start > 1]
        for start in range(0, len(segments), _BATCH):
            batch = segments[start : start + _BATCH]
            texts = [document.text[segment.start : segment.end] for segment in batch]
            for segment, text, scored in zip(batch, texts, self._scored(texts), strict=True):
                for (begin, end), p in _runs(scored):
                    yield self._finding(text[begin:end], segment.start + begin, p)

    def _scored(self, texts: list[str]) -> Iterator[list[tuple[tuple[int, int], float]]]:
        """For each text its words as spans, with the probability that each is wrong."""
        from mtlint.models.tagger import word_features, words

        with self._lock:
            model, tagger = self._ready()
            readings = model.read(texts, hidden=True)
            for text, reading in zip(texts, readings, strict=True):
                spans = words(text)
                if not spans or not len(reading.surprisal):
                    yield []
                    continue
                probabilities: Any = tagger.probabilities(word_features(reading, spans, text))
                yield list(zip(spans, map(float, probabilities), strict=True))

    def _ready(self) -> tuple[LanguageModel, Tagger]:
        if self._models is None:
            from mtlint.models.provisioning import PACKAGES, ensure, needs

            needs(*PACKAGES)
            from mtlint.models.language_model import LanguageModel
            from mtlint.models.tagger import Tagger

            own = Path(self._settings.file).expanduser() if self._settings.file else None
            folder = ensure(own)
            self._models = (LanguageModel(folder, self._settings.threads), Tagger(threads=self._settings.threads))
        return self._models

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
