"""Readers: a path, an address or standard input becomes a Document. One module a format."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mtlint.errors import InputError

if TYPE_CHECKING:
    from mtlint.document import Document

#: Endings of the files that are read from a folder, with their format.
ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
FORMATS = ("text", "markdown", "html")
DEFAULT_MAX_BYTES = 50_000_000

_MODULES = {"text": "plain", "markdown": "markdown", "html": "html"}
_URL = re.compile(r"https?://", re.I)


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read.

    `encoding` None: by byte order mark, by what the input declares, else UTF-8. `format` None: by ending, media type or
    the first characters. `max_bytes`: a larger input is refused before it is decoded.
    """

    encoding: str | None = None
    format: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES


def read(source: str, options: Options = Options()) -> Document:
    """Read one text.

    Args:
        source: a file's path, an http(s) address, or "-" for standard input; it becomes the document's id.
        options: encoding, format and size limit.

    Raises:
        InputError: one line that begins with `source`.
    """
    from mtlint.readers import decoding

    name = printable(source)
    declared = None
    if source == "-":
        data, kind = _read_stream(name, options.max_bytes), None
    elif is_url(source):
        from mtlint.readers import web

        page = web.fetch(source, max_bytes=options.max_bytes)
        data, declared = page.data, page.charset
        kind = _format_of_media(page.media_type) or ENDINGS.get(Path(source.split("?")[0]).suffix.lower())
    else:
        data = _read_file(Path(source), name, options.max_bytes)
        kind = ENDINGS.get(Path(source).suffix.lower())
    kind = options.format or kind
    if declared is None and kind in (None, "html"):
        from mtlint.readers.html import declared_charset

        declared = declared_charset(data)
        if kind is None and declared and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            declared = None
    text = decoding.decode(data, name, encoding=options.encoding, declared=declared)
    if kind is None:
        from mtlint.readers.html import looks_like_html

        kind = "html" if looks_like_html(text) else "text"
    document: Document = import_module(f"mtlint.readers.{_MODULES[kind]}").read(text, name)
    if not document.text.strip():
        raise InputError(f"{name}: holds no text to check")
    return document


def expand(
    inputs: Iterable[str],
    options: Callable[[str], Options] | None = None,
    *,
    on_error: Callable[[str, InputError], None] | None = None,
) -> Iterator[Document]:
    """Read texts lazily, one after the other.

    Args:
        inputs: files, folders (read recursively, see `targets`), addresses, or "-".
        options: how to read the one of this name; None is `Options()` for all.
        on_error: told of each input that cannot be read, which is then left out; without it the error is raised.
    """
    for name in inputs:
        try:
            sources = targets(name)
        except InputError as error:
            if on_error is None:
                raise
            on_error(printable(name), error)
            continue
        for source in sources:
            try:
                document = read(source, options(source) if options else Options())
            except InputError as error:
                if on_error is None:
                    raise
                on_error(printable(source), error)
            else:
                yield document


def targets(name: str) -> list[str]:
    """What `read` is to be asked for: `name` itself, or for a folder its readable files in sorted order.

    Hidden files and folders are left out, and links to folders are not followed.

    Raises:
        InputError: the folder cannot be listed or holds no file of a known ending.
    """
    if name == "-" or is_url(name) or not Path(name).is_dir():
        return [name]
    failures: list[OSError] = []
    found = [
        str(Path(folder) / file)
        for folder, folders, files in os.walk(name, onerror=failures.append)
        for file in _visible_files(folders, files)
    ]
    if failures:
        failed = failures[0]
        raise InputError(f"{printable(str(failed.filename))}: cannot be read: {failed.strerror}")
    if not found:
        raise InputError(f"{printable(name)}: the folder holds no readable file ({' '.join(ENDINGS)})")
    return sorted(found)


def is_url(source: str) -> bool:
    """Whether `source` is an http or https address."""
    return _URL.match(source) is not None


def printable(name: str) -> str:
    """A file's name as one line of valid Unicode: a name may hold line breaks, escapes and bytes that are no UTF-8."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def _visible_files(folders: list[str], files: list[str]) -> list[str]:
    folders[:] = [folder for folder in folders if not folder.startswith(".")]
    return [file for file in files if not file.startswith(".") and Path(file).suffix.lower() in ENDINGS]


def _read_file(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if stat.S_ISREG(state.st_mode) and state.st_size > max_bytes:
                raise _too_large(name, max_bytes)
            # A pipe or a device tells no size.
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise InputError(f"{name}: no such file or folder") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > max_bytes:
        raise _too_large(name, max_bytes)
    return data


def _read_stream(name: str, max_bytes: int) -> bytes:
    try:
        data = sys.stdin.buffer.read(max_bytes + 1)
    except (OSError, AttributeError) as error:
        raise InputError(f"{name}: standard input cannot be read: {error}") from None
    if len(data) > max_bytes:
        raise _too_large(name, max_bytes)
    return data


def _too_large(name: str, max_bytes: int) -> InputError:
    return InputError(f"{name}: larger than the limit of {max_bytes:,} bytes (max_bytes)")


def _format_of_media(media_type: str) -> str | None:
    if media_type.endswith(("/html", "/xhtml+xml")):
        return "html"
    return "markdown" if media_type.endswith("/markdown") else None
