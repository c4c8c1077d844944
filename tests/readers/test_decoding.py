from __future__ import annotations

import pytest

from mtlint.errors import InputError
from mtlint.readers.decoding import decode, known_encoding

STORY = "The café in Velmora “closed” on Monday \U0001f6a2 for good."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_read_and_not_counted(encoding: str) -> None:
    assert decode(STORY.encode(encoding), "a.txt") == STORY


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_a_mark_wins_over_the_users_encoding(codec: str, mark: bytes) -> None:
    assert decode(mark + STORY.encode(codec), "a.txt", encoding="cp1252") == STORY


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"One.\r\nTwo.\rThree.\n", "a.txt") == "One.\r\nTwo.\rThree.\n"


def test_the_users_encoding_wins_over_the_declared_one() -> None:
    data = "Qualität".encode("cp1252")
    assert decode(data, "a.html", encoding="cp1252", declared="utf-8") == "Qualität"


@pytest.mark.parametrize("declared", ["ISO-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_declared_latin_1_is_read_as_browsers_do(declared: str) -> None:
    assert decode(b"a \x93word\x94", "a.html", declared=declared) == "a “word”"


def test_a_declared_charset_that_nobody_knows_counts_as_utf_8() -> None:
    assert decode("é".encode(), "a.html", declared="x-nonsense") == "é"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: empty"),
        (b" \r\n\t ", "a.txt: empty"),
        ("\ufeff \u00a0\n".encode(), "a.txt: empty"),
        (
            b"Fine until \x96 here",
            "a.txt: not valid UTF-8 at byte 11 (0x96); name the encoding, for example --encoding cp1252",
        ),
        (b"A word\0 and more words", "a.txt: holds a NUL byte at byte 6: not a text file, or a damaged one"),
        (b"x" * 70_000 + b"\0", "a.txt: holds a NUL byte at byte 70000: not a text file, or a damaged one"),
        ("Sold.\0".encode("utf-16"), "a.txt: holds a NUL character at character 5: not a text file, or a damaged one"),
        (bytes(range(256)) * 8, "a.txt: a binary file, not text"),
        (b"%PDF-1.7 and so on", "a.txt: a binary file (PDF document), not text"),
        (STORY.encode("utf-16-le"), "a.txt: looks like UTF-16 without a byte order mark; try --encoding utf-16-le"),
        (STORY.encode("utf-16-be"), "a.txt: looks like UTF-16 without a byte order mark; try --encoding utf-16-be"),
        (b"\xff\xfeA", "a.txt: not valid UTF-16 at byte 2 (0x41)"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert str(caught.value) == message


def test_utf_16_without_a_mark_can_be_named() -> None:
    assert decode(STORY.encode("utf-16-le"), "a.txt", encoding="utf-16-le") == STORY


def test_known_encodings() -> None:
    assert known_encoding("cp1252")
    assert known_encoding("UTF-16")
    assert not known_encoding("hex")
    assert not known_encoding("nonsense")
    assert not known_encoding("utf\0")
