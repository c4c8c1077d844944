"""Text that remembers where in its source each character stood."""

from __future__ import annotations

import html
import re
from array import array

_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")


class MappedText:
    """Grows a text with, for every character, its offset in the source and the length of what stands there."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.origins = array("q")
        self.widths: dict[int, int] = {}

    @property
    def text(self) -> str:
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def copy(self, text: str, origin: int) -> None:
        """Add characters that stand in the source just so, from `origin` on."""
        self._parts.append(text)
        self.origins.extend(range(origin, origin + len(text)))
        self.length += len(text)

    def show(self, text: str, origin: int, width: int) -> None:
        """Add characters that the source writes as `width` other ones, such as an entity."""
        self._parts.append(text)
        self.origins.extend([origin] * len(text))
        if width != 1:
            self.widths.update((self.length + i, width) for i in range(len(text)))
        self.length += len(text)

    def character_data(self, raw: str, origin: int) -> None:
        """Add the source's `raw`, which stands at `origin`, with its HTML entities decoded."""
        at = 0
        for match in _ENTITY.finditer(raw):
            decoded = html.unescape(match.group())
            if decoded == match.group():
                continue
            self.copy(raw[at : match.start()], origin + at)
            self.show(decoded, origin + match.start(), len(match.group()))
            at = match.end()
        self.copy(raw[at:], origin + at)

    def take(self, other: MappedText, start: int, end: int) -> None:
        """Add `other.text[start:end]` with its origins."""
        self._parts.append(other.text[start:end])
        self.origins.extend(other.origins[start:end])
        shift = self.length - start
        if other.widths:
            self.widths.update((i + shift, other.widths[i]) for i in range(start, end) if i in other.widths)
        self.length += end - start
