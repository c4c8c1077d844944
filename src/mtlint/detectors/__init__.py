"""Detectors: each reads a Document and reports Findings; none knows another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from mtlint.document import Document
from mtlint.findings import Finding


@runtime_checkable
class Detector(Protocol):
    """What the entry point group `mtlint.detectors` holds: a class built as `cls(config)`.

    `depth` is the shallowest depth at which it runs: "fast", "standard" or "deep".
    """

    name: str
    depth: str

    def detect(self, document: Document) -> Iterable[Finding]:
        """Findings in `document`, in any order; DetectorUnavailableError when it cannot work here."""
        ...
