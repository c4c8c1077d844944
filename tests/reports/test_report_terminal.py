from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from made_results import CONFIG, clean, finding, hostile, overlapping, rendered, result
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from mtlint import Result, Severity
from mtlint.reports import render


@pytest.mark.parametrize("width", [None, 40, 100])
def test_terminal(width: int | None, snapshot: SnapshotAssertion) -> None:
    assert rendered(result(notes=["checked without languagetool: no memory"]), clean(), width=width) == snapshot


def test_overlaps(snapshot: SnapshotAssertion) -> None:
    assert rendered(overlapping()) == snapshot


def test_odd_characters(snapshot: SnapshotAssertion) -> None:
    assert rendered(hostile()) == snapshot


@pytest.mark.parametrize("make", [result, clean, hostile, overlapping])
@pytest.mark.parametrize("width", [32, 40, 61, 80, 100])
def test_no_line_is_wider_than_asked(make: Callable[[], Result], width: int) -> None:
    for line in rendered(make(), width=width).splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip()


@pytest.mark.parametrize("color", [None, False, True])
@pytest.mark.parametrize("quiet", [False, True])
def test_nothing_of_a_story_drives_the_terminal(color: bool | None, quiet: bool) -> None:
    out = rendered(hostile(), color=color, quiet=quiet)
    # Only the codes for colours, and these only where they are asked for.
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert (plain != out) is bool(color)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", plain)
    assert plain == rendered(hostile(), color=False, quiet=quiet)


def test_a_streams_colour_codes_are_not_the_storys() -> None:
    out = rendered(hostile(), color=True)
    assert "␛[31mred␇" in re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert "[bold red]no markup[/]" in re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert ":smile:" in out


def test_no_color_is_heeded_unless_colour_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in rendered(result())
    assert "\x1b" in rendered(result(), color=True)


def _marked(out: str) -> Iterator[tuple[str, str]]:
    """Each line of the story with the row of markers beneath it."""
    lines = [line[2:] for line in out.splitlines() if line.startswith("│")]
    for line, below in pairwise(lines):
        if re.fullmatch(r"[ #^~.\d]+", below) and re.search(r"[#^~]", below):
            yield line, below


def test_markers_stand_under_their_cells() -> None:
    text = "漢字漢字 bad 👨‍👩‍👧 wrong cafe\u0301 awful ❤️ poor."
    words = ("bad", "wrong", "awful", "poor")
    out = rendered(result(text, [finding(text, word) for word in words]))
    ((line, below),) = _marked(out)
    for number, word in enumerate(words, 1):
        column = cell_len(line[: line.index(word)])
        marker = "~" * len(word) + str(number)
        assert below[column : column + len(marker)] == marker


def test_a_mark_over_a_line_end_is_numbered_once_where_it_ends() -> None:
    words = " ".join(["word"] * 30)
    out = rendered(result(words, [finding(words, words)]))
    rows = [below for _, below in _marked(out)]
    assert len(rows) == 2
    assert [row.strip("~ ") for row in rows] == ["", "1"]


def test_each_severity_has_its_own_marker() -> None:
    for severity, marker in (("critical", "#"), ("major", "^"), ("minor", "~"), ("neutral", ".")):
        assert f"{marker * 8}1" in rendered(
            result("A horrible day.", [finding("A horrible day.", "horrible", severity)])
        )


def test_only_what_is_near_a_mark_is_shown() -> None:
    filler = "This sentence is quite all right as it stands. " * 40
    text = f"{filler}Here is a blunder. {filler}"
    out = rendered(result(text, [finding(text, "blunder")]))
    story = [line for line in out.splitlines() if line.startswith("│")]
    assert len(story) == 6
    assert story[0] == story[-1] == "│ ⋯"
    assert "Nothing is wrong in this paragraph" not in rendered(result())


def test_spaces_that_change_are_visible() -> None:
    out = rendered(result("Here  there.", [finding("Here  there.", "  ", "minor", " ")]))
    assert "␣␣ → ␣" in out


def test_a_text_without_words_lists_its_findings() -> None:
    out = rendered(result(" \n", [replace(finding("x", "x"), text="")]))
    assert "1 minor" in out
    assert "This is wrong." in out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_encoding_will_do(encoding: str) -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    render([hostile(), result()], "terminal", file=file, config=CONFIG)
    file.flush()
    assert "stinging ally -> prickly ally" in raw.getvalue().decode(encoding)


def test_quiet(snapshot: SnapshotAssertion) -> None:
    assert rendered(result(), clean(), hostile(), quiet=True) == snapshot


def test_documents_come_one_by_one() -> None:
    file = io.StringIO()
    seen: list[int] = []

    def results() -> Iterator[Result]:
        for _ in range(3):
            seen.append(file.getvalue().count("signature"))
            yield result()

    render(results(), "terminal", file=file, config=CONFIG)
    assert seen == [0, 1, 2]


def test_reasons_are_those_of_the_configuration() -> None:
    assert "reject: 1 critical finding (limit 1); penalty 320.0 (limit 40)" in rendered(result())
    lenient = CONFIG.with_(thresholds=replace(CONFIG.thresholds, reject_critical=0, reject_penalty=1e6))
    assert "reject: probability 97% (limit 90%)" in rendered(result(), config=lenient)


def test_a_long_line_is_quick() -> None:
    text = "word " * 100_000 + "wrong " + "word " * 100_000
    out = rendered(result(text, [finding(text, "wrong")]))
    assert len(out.splitlines()) < 30


def test_the_table_counts_every_finding() -> None:
    out = rendered(result())
    row = next(line for line in out.splitlines() if re.match(r"  all +\d", line))
    assert [int(number) for number in row.split()[1:]] == [1, 1, 3, 5]
    assert sum(f.severity is Severity.MINOR for f in result().findings) == 3
