"""HTML: the main text, found by trafilatura, with every character mapped back to the page's source.

trafilatura says which text is the story but not where it stands. So the page is also read by a tokenizer that keeps
positions, and each line that trafilatura gives is looked up there by its visible characters.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from array import array
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import accumulate

from mtlint.document import Document
from mtlint.readers.mapped import MappedText

_is_skipped = re.compile(
    "script|style|template|noscript|head|svg|math|iframe|object|select|button|textarea|audio|video|canvas"
).fullmatch
_is_block = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hgroup|hr|html|legend|li|main|menu|nav|ol|option|p|pre|section|summary|table|tbody|td|"
    "tfoot|th|thead|title|tr|ul"
).fullmatch
#: White space that a browser folds; a no-break space is a character like any other.
_FOLDED = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([-\w.:]+)""", re.I)
_LOOKS_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
#: What trafilatura puts before a list item or between a table's cells; no part of the page.
_ADDED = re.compile(r"^\s*[-*|]\s+|\s*\\?\|\s*")
#: Every line that is not found costs a search through the page; after so many the map is given up.
_MOST_MISSES = 20


def looks_like_html(source: str) -> bool:
    """Whether a text of unknown kind begins as an HTML page does."""
    return _LOOKS_HTML.match(source, 0, 4096) is not None


def declared_charset(data: bytes) -> str | None:
    """The charset that a meta element in the first 4,096 bytes names, if any."""
    found = _DECLARED.search(data, 0, 4096)
    return found.group(1).decode("ascii", "replace") if found else None


def read(source: str, id: str) -> Document:
    """A document of the page's main text; of all its visible text where no main text is found.

    Its offsets count the page's source. Where a part of the main text cannot be found again in the source, the document
    has no map and its `offsets` are "text".
    """
    page, headline = _tokenized(source)
    title = page.text[slice(*headline)] if headline else None
    lines = _main_lines(source)
    if lines:
        spans = _Finder(page.text).spans(lines)
        if spans is None:
            return Document("\n\n".join(lines), id=id, source=source, format="html", title=title)
        page = _selected(page, _with_headline(spans, headline))
    return Document(
        page.text, id=id, source=source, origins=page.origins, widths=page.widths, format="html", title=title
    )


def visible(source: str, offset: int = 0) -> MappedText:
    """All text that a browser would show, a line for each block; `offset` is added to all origins."""
    return _tokenized(source, offset)[0]


def _tokenized(source: str, offset: int = 0) -> tuple[MappedText, tuple[int, int] | None]:
    """The visible text, and the span in it of the one h1 element, if there is just one with text."""
    reader = _VisibleText(source, offset)
    reader.feed(source)
    reader.close()
    reader.flush()
    headlines = [(start, end) for start, end in reader.headlines if reader.out.text[start:end].strip()]
    return reader.out, headlines[0] if len(headlines) == 1 else None


def _main_lines(source: str) -> list[str]:
    """The lines of the page's main text, as trafilatura sees them."""
    import trafilatura

    # Its warnings (an empty page, a broken tree) are no news to the user: what follows handles them.
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    found = trafilatura.extract(source, include_comments=False, favor_recall=True) or ""
    return [stripped for line in found.splitlines() if (stripped := line.strip())]


class _VisibleText(HTMLParser):
    def __init__(self, source: str, offset: int) -> None:
        super().__init__(convert_charrefs=False)
        self.out = MappedText()
        self._source = source
        self._offset = offset
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._skipping: list[str] = []
        self._preformatted = 0
        self._headline_start = 0
        self._start = self._end = 0  # the run of character data not yet written
        self._space: tuple[int, int] | None = None  # white space that shows only if text follows it in its block
        self._fresh = True  # nothing written yet in this block
        self.headlines: list[tuple[int, int]] = []

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        if tag == "body":
            self._skipping.clear()
        if _is_skipped(tag):
            self._skipping.append(tag)
        if _is_block(tag):
            self._break()
        if tag == "h1":
            self._headline_start = self.out.length
        self._preformatted += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        if _is_block(tag):
            self._break()

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        if tag in self._skipping:
            del self._skipping[self._skipping.index(tag) :]
        if tag == "h1":
            self.headlines.append((self._headline_start, self.out.length))
        if _is_block(tag):
            self._break()
        self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        self._extend(len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, raw: str) -> None:
        end = self._position() + len(raw)
        self._extend(len(raw) + (self._source[end : end + 1] == ";"))

    def _extend(self, length: int) -> None:
        if self._skipping:
            return
        at = self._position()
        if at != self._end:
            self.flush()
            self._start = at
        self._end = at + length

    def flush(self) -> None:
        """Write the pending run of character data, white space folded as a browser does."""
        raw, at = self._source[self._start : self._end], self._start
        self._start = self._end
        if self._preformatted:
            self.out.character_data(raw, at + self._offset)
            self._fresh = False
            return
        done = 0
        for match in _FOLDED.finditer(raw):
            self._write(raw[done : match.start()], at + done)
            self._space = self._space or (at + match.start(), len(match.group()))
            done = match.end()
        self._write(raw[done:], at + done)

    def _write(self, raw: str, at: int) -> None:
        if not raw:
            return
        if self._space and not self._fresh:
            self.out.show(" ", self._space[0] + self._offset, self._space[1])
        self._space = None
        self._fresh = False
        self.out.character_data(raw, at + self._offset)

    def _break(self) -> None:
        if not self._fresh:
            self.out.show("\n", self._position() + self._offset, 1)
        self._fresh = True
        self._space = None


def _key(text: str) -> Iterator[tuple[str, int]]:
    """The visible characters of `text`, decomposed, each with its index.

    trafilatura composes accents, drops format characters and changes white space: none of it may hide a line.
    """
    for index, character in enumerate(text):
        if character.isascii():
            if " " < character < "\x7f":
                yield character, index
        else:
            for part in unicodedata.normalize("NFD", character):
                if part.isprintable() and not part.isspace():
                    yield part, index


class _Finder:
    """Finds lines in a text by their visible characters, each after the one before."""

    def __init__(self, text: str) -> None:
        pairs = list(_key(text))
        self._key = "".join(character for character, _ in pairs)
        self._index = array("q", (index for _, index in pairs))

    def spans(self, lines: list[str]) -> list[tuple[int, int]] | None:
        """The spans of `lines`, or None when too much of them is not there."""
        found: list[tuple[int, int]] = []
        at = misses = 0
        for line in lines:
            pieces = self._pieces(line, at)
            if pieces is None:
                misses += 1
                if misses > _MOST_MISSES:
                    return None
                continue
            found.extend((self._index[start], self._index[end - 1] + 1) for start, end in pieces)
            at = max(at, pieces[-1][1]) if pieces else at
        return found if not misses else None

    def _pieces(self, line: str, at: int) -> list[tuple[int, int]] | None:
        whole = self._find(line, at)
        if whole:
            return [whole]
        pieces = []
        for part in _ADDED.split(line):
            if any(True for _ in _key(part)):
                piece = self._find(part, at)
                if piece is None:
                    return None
                pieces.append(piece)
                at = piece[1]
        return pieces

    def _find(self, line: str, at: int) -> tuple[int, int] | None:
        key = "".join(character for character, _ in _key(line))
        start = self._key.find(key, at)
        if start < 0:
            start = self._key.find(key)
        return (start, start + len(key)) if start >= 0 and key else None


def _with_headline(spans: list[tuple[int, int]], headline: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The spans in the page's order, with the headline before them, which trafilatura may take for metadata."""
    if headline and headline[1] <= min(spans)[0]:
        return [headline, *sorted(spans)]
    return sorted(spans)


def _selected(page: MappedText, spans: list[tuple[int, int]]) -> MappedText:
    out = MappedText()
    done = 0
    for start, end in spans:
        start = max(start, done)
        if start >= end:
            continue
        if out.length:
            out.show("\n", page.origins[start], 1)
        out.take(page, start, end)
        done = end
    return out
