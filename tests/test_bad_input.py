"""What a user can give wrongly: each ends in one line on standard error and exit code 2, and leaves nothing half-written."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import BAD, GOOD, Outcome, command, environment, fast, mtlint


def refused(outcome: Outcome, *parts: str) -> None:
    """One line, code 2, nothing on standard output."""
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1, outcome.err
    assert outcome.err.startswith("mtlint: error: ")
    assert "Traceback" not in outcome.err
    for part in parts:
        assert part in outcome.err


def test_missing_file() -> None:
    refused(fast("no/such/story.txt"), "no/such/story.txt: no such file or folder")


def test_folder_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    refused(fast(tmp_path), f"{tmp_path}: the folder holds no readable file (.txt ")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (bytes(range(256)) * 40, "a binary file, not text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a binary file (PNG picture), not text"),
        (b"", "empty"),
        (b" \n\r\n\t", "empty"),
        (
            b"Fine until \x96 here.",
            "not valid UTF-8 at byte 11 (0x96); name the encoding, for example --encoding cp1252",
        ),
        (b"A port\0 and its cranes.", "holds a NUL byte at byte 6"),
    ],
    ids=["binary", "picture", "empty", "white space", "invalid UTF-8", "NUL"],
)
@pytest.mark.parametrize("name", ["story.txt", "story.html", "story.md", "-"])
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, problem: str, name: str) -> None:
    if name == "-":
        refused(fast("-", stdin=data), f"-: {problem}")
        return
    (tmp_path / name).write_bytes(data)
    refused(fast(name, cwd=tmp_path), f"{name}: {problem}")


def spans_are_right(outcome: Outcome, text: str) -> None:
    """Every finding's offsets count code points of `text`; there is at least one."""
    assert outcome.code == 1, outcome.err
    findings = outcome.data["documents"][0]["findings"]
    assert findings
    for finding in findings:
        assert text[finding["start"] : finding["end"]] == finding["text"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_do_not_count(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(BAD.encode(encoding))
    spans_are_right(fast(path, "--format", "json"), BAD)


def test_named_encoding(tmp_path: Path) -> None:
    text = BAD.replace("Tamsin", "Tämsin")
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode("cp1252"))
    spans_are_right(fast(path, "--format", "json", "--encoding", "cp1252"), text)
    refused(fast(path, "--encoding", "nonsense"), "unknown encoding 'nonsense'")


def test_emoji_and_combining_characters_around_findings(tmp_path: Path) -> None:
    text = "\U0001f6a2\U0001f468\u200d\U0001f469\u200d\U0001f467 cafe\u0301 " + BAD.replace(
        "the town", "\U0001f3d7\ufe0f the e\u0301"
    )
    path = tmp_path / "story.txt"
    path.write_text(text)
    spans_are_right(fast(path, "--format", "json"), text)


def test_crlf_counts_as_two_characters(tmp_path: Path) -> None:
    text = BAD.replace("\n", "\r\n")
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode())
    outcome = fast(path, "--format", "json")
    spans_are_right(outcome, text)
    unix = tmp_path / "unix.txt"
    unix.write_text(BAD)
    assert [f["rule"] for f in outcome.data["documents"][0]["findings"]] == [
        f["rule"] for f in fast(unix, "--format", "json").data["documents"][0]["findings"]
    ]


def _sentences(size: int, end: str) -> str:
    """About `size` characters of sentences that do not repeat each other."""
    names = ("Orla", "Tamsin", "Brevik", "Calder", "Doran", "Ennis", "Falk", "Garrow", "Hestia", "Ivor")
    things = ("cranes", "ferries", "lenders", "wharves", "pilots", "tugs", "berths", "dredgers", "ropes", "barges")
    out: list[str] = []
    length = number = 0
    while length < size:
        digits = f"{number:07d}"
        words = [names[int(d)] if i % 2 else things[int(d)] for i, d in enumerate(digits)]
        sentence = f"Report {number} on {words[0]} from {words[1]} named {words[2]}, {words[3]}, {words[4]} and {words[5]}.{end}"
        out.append(sentence)
        length += len(sentence)
        number += 1
    return "".join(out)


def test_one_line_of_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text(_sentences(1_000_000, " "))
    outcome = fast(path, "--format", "json", "--exit-zero", "--select", "calques")
    assert outcome.code == 0, outcome.err
    assert outcome.data["documents"][0]["words"] > 100_000


def test_a_page_of_20_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    filler = f"<script>{'var x = 1;' * 2_000_000}</script>"
    path.write_text(
        f"<html><body>{filler}<article><p>{BAD.replace(chr(10) * 2, '</p><p>')}</p></article></body></html>"
    )
    assert path.stat().st_size > 20_000_000
    outcome = fast(path, "--format", "json")
    assert outcome.code == 1, outcome.err
    findings = outcome.data["documents"][0]["findings"]
    assert "can not" in [finding["text"] for finding in findings]
    assert all(finding["start"] > 20_000_000 for finding in findings)


@pytest.mark.skipif(not os.environ.get("MTLINT_SLOW_TESTS"), reason="takes minutes: set MTLINT_SLOW_TESTS=1")
def test_a_text_of_20_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text(_sentences(20_000_000, "\n"))
    outcome = fast(path, "--format", "json", "--exit-zero", "--select", "calques")
    assert outcome.code == 0, outcome.err
    assert outcome.data["documents"][0]["words"] > 2_000_000


def test_larger_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    refused(fast(path), f"{path}: larger than the limit of 50,000,000 bytes (max_bytes)")
    (tmp_path / "mtlint.toml").write_text("max_bytes = 10\n")
    refused(fast("-", stdin=GOOD.encode(), cwd=tmp_path), "-: larger than the limit of 10 bytes")


def test_broken_pack(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(GOOD)
    pack = tmp_path / "own.yaml"
    pack.write_text("rules: [\n  - id: x\n")
    refused(fast(story, "--pack", pack), "own.yaml")
    refused(fast(story, "--pack", tmp_path / "none.yaml"), "none.yaml")


def test_broken_configuration(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(GOOD)
    settings = tmp_path / "mtlint.toml"
    settings.write_text("# ours\n\nmin_confidence = 'high'\n")
    refused(fast(story), f"{settings}:3: min_confidence: must be a number from 0 to 1, got 'high'")
    settings.write_text("depth = \n")
    refused(fast(story), f"{settings}:1: not valid TOML")
    refused(fast(story, "--config", tmp_path / "none.toml"), "none.toml: cannot be read")


@pytest.mark.parametrize("target", ["story.txt/report.json", "/proc/report.json", "missing/report.json", "."])
def test_output_that_cannot_be_written(tmp_path: Path, target: str) -> None:
    (tmp_path / "story.txt").write_text(BAD)
    refused(fast("story.txt", "--format", "json", "--output", target, cwd=tmp_path), f"{target}: cannot be written: ")
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_output_folder_without_permission(tmp_path: Path) -> None:
    # Root may write everywhere, unless it runs without that capability.
    drop = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    if drop and not shutil.which(drop[0]):
        pytest.skip("needs setpriv to give up root's permission to write everywhere")
    (tmp_path / "story.txt").write_text(BAD)
    closed = tmp_path / "closed"
    closed.mkdir(0o555)
    done = subprocess.run(
        [*drop, *command("check", "--depth", "fast", "story.txt", "--output", "closed/report.txt")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    refused(
        Outcome(done.returncode, done.stdout, done.stderr), "closed/report.txt: cannot be written: Permission denied"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(BAD)
    refused(fast("story.txt", "--format", "json", "--output", "/dev/full", cwd=tmp_path), "No space left on device")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("check", "--depth", "fast", "--format", "json", "story.txt"),
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "mtlint: error: the output cannot be written: No space left on device\n"


def test_a_failed_run_leaves_the_old_report(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("old")
    refused(fast("missing.txt", "--format", "json", "--output", report, cwd=tmp_path))
    assert report.read_text() == "old"


def test_usage_errors_are_one_line() -> None:
    refused(mtlint("check"), "Missing argument", "mtlint check --help")
    refused(mtlint("chek"), "No such command 'chek'")
    refused(fast("x", "--nonsense"), "No such option")
    refused(fast("x", "--min-confidence", "2"), "--min-confidence")
    refused(fast("x", "--language-tool", "localhost"), "not an http:// or https:// address")


@contextlib.contextmanager
def _started(*arguments: str | Path, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command("check", "--depth", "fast", *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment(),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _wait_for_part(folder: Path) -> None:
    limit = time.monotonic() + 60
    while not list(folder.glob(".report*.part")):
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_interrupt_while_waiting_for_input(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(BAD)
    with _started("story.txt", "-", "--format", "jsonl", "--output", "report.jsonl", cwd=tmp_path) as process:
        _wait_for_part(tmp_path)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"mtlint: interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


@pytest.mark.parametrize("delay", [0.1, 1.0, 2.0])
def test_interrupt_while_checking(tmp_path: Path, delay: float) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    (tmp_path / "report.html").write_text("old")
    for number in range(500):
        (stories / f"{number}.txt").write_text(_sentences(200_000, "\n"))
    with _started("stories", "--format", "html", "--output", "report.html", cwd=tmp_path) as process:
        _wait_for_part(tmp_path)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"mtlint: interrupted\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "stories"]
    assert (tmp_path / "report.html").read_text() == "old"


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03d}.txt").write_text(BAD)
    with _started(".", "--format", "jsonl", cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        err = process.stderr.read()
        code = process.wait(timeout=60)
    assert (code, err) == (141, b"")
