"""Markdown: the running text without markup, code, addresses and front matter, mapped back to the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtlint.document import Document
from mtlint.readers.html import visible
from mtlint.readers.mapped import MappedText

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:.*?\r?\n)?\1[ \t]*(?:\r?\n|\Z)", re.S)
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(source: str, id: str) -> Document:
    """A document of the text that a reader of the rendered page would see as prose.

    Offsets count the source; where a piece of text cannot be found again in its lines, the document has no map and its
    `offsets` are "text".
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    # Left apart from the text around it, an escape or an entity still tells how it was written.
    parser.disable("text_join")
    front = _FRONT_MATTER.match(source)
    start = front.end() if front else 0
    reader = _Reader(source, start)
    for token in parser.parse(source[start:]):
        reader.block(token)
    out = reader.out
    if reader.lost:
        return Document(out.text, id=id, source=source, format="markdown")
    return Document(out.text, id=id, source=source, origins=out.origins, widths=out.widths, format="markdown")


class _Reader:
    def __init__(self, source: str, start: int) -> None:
        self.out = MappedText()
        self.lost = False
        self._source = source
        ends = [match.end() for match in _LINE_END.finditer(source, start)]
        self._lines = [start, *ends, len(source)]
        self._at = start
        self._stop = start

    def block(self, token: Token) -> None:
        """Add the text of one block token; code and rules have none."""
        if token.map is None or token.type not in ("inline", "html_block"):
            return
        begin, end = self._lines[token.map[0]], self._lines[min(token.map[1], len(self._lines) - 1)]
        if token.type == "html_block":
            self._gap(begin)
            inner = visible(self._source[begin:end], begin)
            self.out.take(inner, 0, inner.length)
            self._at = end
            return
        self._at, self._stop = max(self._at, begin), end
        self._gap(self._at)
        # An address in angle brackets is shown, but is no prose.
        address = False
        for child in token.children or ():
            if child.type in ("link_open", "link_close") and child.info == "auto":
                address = child.type == "link_open"
            elif address:
                self._skip_to(child.content)
            else:
                self._inline(child)

    def _gap(self, origin: int) -> None:
        if self.out.length:
            self.out.show("\n\n", min(origin, len(self._source) - 1), 1)

    def _inline(self, token: Token) -> None:
        if token.type == "text_special":
            at = self._skip_to(token.markup)
            self.out.show(token.content, at, len(token.markup))
        elif token.type == "text":
            self._text(token.content)
        elif token.type == "code_inline":
            self._skip_to(token.markup)
            self._text(token.content)
            self._skip_to(token.markup)
        elif token.type in ("softbreak", "hardbreak"):
            found = _LINE_END.search(self._source, self._at, self._stop)
            if found:
                self._at = found.end()
            # A soft break is a space to the reader; a line break here would cut the sentence.
            at, width = (found.start(), len(found.group())) if found else (self._at, 1)
            self.out.show(" " if token.type == "softbreak" else "\n", at, width)
        elif token.type == "link_close":
            self._skip_destination()
        elif token.type == "image":
            self._skip_to("![")
            self._skip_to(token.content)
            self._skip_destination()
        elif token.type == "html_inline":
            self._skip_to(token.content)

    def _skip_to(self, raw: str) -> int:
        """Move behind the next `raw`; its offset, or where we were when it is not in these lines."""
        found = self._source.find(raw, self._at, self._stop)
        if found < 0:
            self.lost = True
            return self._at
        self._at = found + len(raw)
        return found

    def _text(self, content: str) -> None:
        found = self._source.find(content, self._at, self._stop)
        if found >= 0:
            self.out.copy(content, found)
            self._at = found + len(content)
            return
        # Code over two lines, or a table's escaped bar: one character at a time.
        for character in content:
            if character == " " and (end := _LINE_END.match(self._source, self._at, self._stop)):
                self.out.show(" ", end.start(), len(end.group()))
                self._at = end.end()
            else:
                self.out.show(character, self._skip_to(character), 1)

    def _skip_destination(self) -> None:
        """Move behind the `](address "title")`, `][label]` or `]` that ends a link here."""
        closed = self._source.find("]", self._at, self._stop)
        if closed < 0:
            return
        at = closed + 1
        opening = self._source[at : at + 1]
        if opening == "[":
            closed = self._source.find("]", at, self._stop)
            at = closed + 1 if closed >= 0 else at
        elif opening == "(":
            at = _end_of_destination(self._source, at, self._stop)
        self._at = at


def _end_of_destination(source: str, at: int, stop: int) -> int:
    """The offset behind the bracket that closes the one at `at`; titles in quotes and escapes are stepped over."""
    depth = 0
    quote = ""
    position = at
    while position < stop:
        character = source[position]
        if character == "\\":
            position += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and source[position - 1].isspace():
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return at
