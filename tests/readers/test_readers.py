from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from mtlint import readers
from mtlint.errors import InputError
from mtlint.readers import Options


class _Stdin:
    """What `sys.stdin` is to a reader: an object with a binary `buffer`."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_the_ending_chooses_the_format(tmp_path: Path) -> None:
    for name, expected in (
        ("a.txt", "text"),
        ("b.MD", "markdown"),
        ("c.htm", "html"),
        ("d.log", "text"),
        ("e", "text"),
    ):
        path = tmp_path / name
        path.write_text("<p>One.</p>" if expected == "html" else "One.")
        document = readers.read(str(path))
        assert (document.format, document.text.strip(), document.id) == (expected, "One.", str(path))


def test_without_an_ending_a_page_is_known_by_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_bytes("<!-- x -->\n<!DOCTYPE html><meta charset=windows-1252><p>A “quote”.".encode("cp1252"))
    document = readers.read(str(path))
    assert document.format == "html"
    assert "“quote”" in document.text


def test_a_text_that_talks_of_charsets_is_not_read_by_them(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("Write <meta charset=windows-1251> for “Минск”.")
    assert "“Минск”" in readers.read(str(path)).text


def test_the_users_format_wins(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>One.</p>")
    assert readers.read(str(path), Options(format="text")).text == "<p>One.</p>"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin("Ein Haus für zwei.\r\n".encode("cp1252")))
    document = readers.read("-", Options(encoding="cp1252"))
    assert (document.id, document.text) == ("-", "Ein Haus für zwei.\r\n")


def test_a_folder_is_read_in_sorted_order_and_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/two.md", "a/one.txt", "three.html", ".git/no.txt", "a/.no.txt", "picture.png", "b/c/deep.text"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>Words.</p>")
    (tmp_path / "loop").symlink_to(tmp_path)
    names = [os.path.relpath(document.id, tmp_path) for document in readers.expand([str(tmp_path)])]
    assert names == ["a/one.txt", "b/c/deep.text", "b/two.md", "three.html"]


def test_expand_reads_lazily(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.")
    documents = readers.expand([str(path), str(tmp_path / "missing.txt")])
    assert next(documents).text == "One."
    with pytest.raises(InputError, match=r"missing\.txt: no such file or folder"):
        next(documents)


def test_expand_can_go_on_after_an_error(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("" if name == "b.txt" else "Words.")
    errors: list[tuple[str, str]] = []
    documents = readers.expand(
        [str(tmp_path), "nowhere"], on_error=lambda name, error: errors.append((name, str(error)))
    )
    assert [Path(document.id).name for document in documents] == ["a.txt", "c.txt"]
    assert errors == [
        (str(tmp_path / "b.txt"), f"{tmp_path / 'b.txt'}: empty"),
        ("nowhere", "nowhere: no such file or folder"),
    ]


def test_too_large_is_refused_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(10**12)  # sparse: reading it would fill the memory
    with pytest.raises(InputError, match=r"larger than the limit of 50,000,000 bytes \(max_bytes\)"):
        readers.read(str(path))


def test_a_pipe_is_read_up_to_the_limit(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"word " * 100,))
    writer.start()
    with pytest.raises(InputError, match="larger than the limit of 99 bytes"):
        readers.read(str(pipe), Options(max_bytes=99))
    writer.join()


def test_an_endless_device_is_refused() -> None:
    with pytest.raises(InputError, match="larger than the limit"):
        readers.read("/dev/zero", Options(max_bytes=1000))


def test_a_name_with_line_breaks_and_broken_bytes_stays_one_line(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/a\n\x1b[31m\xff.txt")
    Path(name).write_text("Words.")
    document = readers.read(name)
    assert document.id.isprintable()
    document.id.encode("utf-8")


def test_a_page_without_text(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><script>x</script></body></html>")
    with pytest.raises(InputError, match="holds no text to check"):
        readers.read(str(path))


def test_a_long_line_and_a_long_file_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 4_000_000)
    document = readers.read(str(path))
    assert len(document.text) == 20_000_000
    assert document.offsets == "source"
