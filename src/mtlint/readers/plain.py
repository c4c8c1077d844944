"""Plain text: what the user gave is what is checked, line ends and all."""

from __future__ import annotations

from mtlint.document import Document


def read(source: str, id: str) -> Document:
    """A document whose text and source are one."""
    return Document(source, id=id, format="text")
