"""Whole-document consistency: what a text does in two ways, or begins and does not end.

Names in two spellings or orders, two dialects, quotation marks that do not close, a number that disagrees with itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtlint.config import Config
from mtlint.detectors.consistency import dialect, figures, names, paragraphs, quotes
from mtlint.document import Document
from mtlint.findings import Finding


class ConsistencyDetector:
    """Marks the rarer way of two, with the commoner one as the suggestion."""

    name = "consistency"
    depth = "fast"

    def __init__(self, config: Config) -> None:
        del config

    def detect(self, document: Document) -> Iterator[Finding]:
        yield from names.spellings(document)
        yield from names.swapped(document)
        yield from dialect.words(document)
        yield from dialect.dates(document)
        yield from dialect.weekdays(document)
        yield from quotes.unclosed(document)
        yield from quotes.mixed(document)
        yield from figures.disagreements(document)
        yield from paragraphs.broken(document)
