"""From bytes to text, or to one clear sentence on why they are no text."""

from __future__ import annotations

import codecs
import re

from mtlint.errors import InputError

#: Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "PDF document"),
    (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x7fELF", "program"),
    (b"PAR1", "Parquet table"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536
#: More control characters than this, and than this share of a sample: no text, whatever the encoding.
_MOST_CONTROL = 8
_MOST_CONTROL_SHARE = 0.02

#: As browsers do: pages that declare Latin-1 are written in Windows-1252.
_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}


def decode(data: bytes, name: str, *, encoding: str | None = None, declared: str | None = None) -> str:
    """Decode a whole input.

    Args:
        data: the bytes as they came.
        name: what the message of an error begins with.
        encoding: the user's choice; it wins over everything but a byte order mark.
        declared: what the input says of itself (an HTTP header, an HTML meta tag); unknown names count as UTF-8.

    Returns:
        The text without a byte order mark, line ends as they are.

    Raises:
        InputError: empty, binary, holding NUL characters, or not valid in the encoding; names the byte offset.
    """
    if not data.strip():
        raise InputError(f"{name}: empty")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: a binary file ({kind}), not text")
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    codec = marked or encoding or _web_codec(declared) or "utf-8"
    if not marked and not encoding:
        _refuse_binary(data, name)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        advice = "" if marked or encoding else "; name the encoding, for example --encoding cp1252"
        raise InputError(
            f"{name}: not valid {_public(codec)} at byte {error.start} (0x{data[error.start]:02X}){advice}"
        ) from None
    if (at := text.find("\0")) >= 0:
        raise InputError(f"{name}: holds a NUL character at character {at}: not a text file, or a damaged one")
    if not text.strip().strip("\ufeff\u200b"):
        raise InputError(f"{name}: empty")
    return text.removeprefix("\ufeff")


def known_encoding(name: str) -> bool:
    """Whether Python can decode text from the encoding `name`."""
    try:
        b"a".decode(name)
    except UnicodeDecodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) <= max(_MOST_CONTROL, _MOST_CONTROL_SHARE * len(sample)):
        if (at := data.find(b"\0")) >= 0:
            raise InputError(f"{name}: holds a NUL byte at byte {at}: not a text file, or a damaged one")
        return
    for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        # English in UTF-16 has a zero as nearly every second byte.
        if half.count(0) > 0.7 * len(half) and sample[1 - offset :: 2].count(0) < 0.1 * len(half):
            raise InputError(f"{name}: looks like UTF-16 without a byte order mark; try --encoding {codec}")
    raise InputError(f"{name}: a binary file, not text")


def _web_codec(declared: str | None) -> str | None:
    if not declared or not known_encoding(declared):
        return None
    codec = codecs.lookup(declared).name
    return _WEB.get(codec, codec)


def _public(codec: str) -> str:
    return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8"}.get(codec, codec.upper() if codec.startswith("utf") else codec)
