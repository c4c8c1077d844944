"""A document read by the language model, once for all detectors."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from mtlint.config import ModelSettings
from mtlint.document import Document, Segment
from mtlint.models.language_model import LanguageModel, Reading
from mtlint.models.provisioning import PACKAGES, ensure, needs

_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def language_model(settings: ModelSettings) -> LanguageModel:
    """The model of the process; DetectorUnavailableError when it cannot be had."""
    needs(*PACKAGES)
    own = Path(settings.file).expanduser() if settings.file else None
    return LanguageModel(ensure(own), settings.threads)


def readings(document: Document, settings: ModelSettings) -> tuple[LanguageModel, list[tuple[Segment, Reading]]]:
    """The model, and each segment that holds a token with its reading."""
    with _LOCK:
        model = language_model(settings)
        found = document.memo.get("readings")
        if found is None:
            texts = [document.text[segment.start : segment.end] for segment in document.segments]
            read = model.read(texts, hidden=True)
            found = [pair for pair in zip(document.segments, read, strict=True) if len(pair[1].surprisal)]
            document.memo["readings"] = found
        return model, found
