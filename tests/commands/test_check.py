from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import BAD, GOOD, command, environment, fast, mtlint


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with a bad and a good story."""
    (tmp_path / "bad.txt").write_text(BAD)
    (tmp_path / "good.txt").write_text(GOOD)
    return tmp_path


def test_exit_codes_tell_clean_and_over(stories: Path) -> None:
    assert fast("good.txt", cwd=stories).code == 0
    assert fast("bad.txt", cwd=stories).code == 1
    assert fast("bad.txt", "--exit-zero", cwd=stories).code == 0
    assert fast("good.txt", "bad.txt", cwd=stories).code == 1


def test_thresholds_change_the_verdict(stories: Path) -> None:
    high = ("--review-penalty", "1e9", "--reject-penalty", "1e9", "--reject-critical", "0", "--reject-probability", "1")
    outcome = fast("bad.txt", "--format", "json", *high, cwd=stories)
    assert outcome.code == 0
    assert outcome.data["documents"][0]["score"]["verdict"] == "clean"


def test_json_holds_all_documents_in_order(stories: Path) -> None:
    outcome = fast(".", "--format", "json", cwd=stories)
    assert [document["id"] for document in outcome.data["documents"]] == ["bad.txt", "good.txt"]
    assert outcome.err == ""


def test_jsonl_is_a_document_a_line(stories: Path) -> None:
    outcome = fast("bad.txt", "good.txt", "--format", "jsonl", cwd=stories)
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["bad.txt", "good.txt"]


def test_standard_input(stories: Path) -> None:
    outcome = fast("-", "--format", "json", stdin=BAD.encode(), cwd=stories)
    assert outcome.code == 1
    assert outcome.data["documents"][0]["id"] == "-"


def test_html_offsets_count_the_source(tmp_path: Path) -> None:
    page = "<html><body><article><p>" + BAD.replace("\n\n", "</p>\n<p>").replace("can not", "can <b>not</b>")
    page += "</p></article></body></html>"
    (tmp_path / "page.html").write_text(page)
    outcome = fast("page.html", "--format", "json", cwd=tmp_path)
    (document,) = outcome.data["documents"]
    assert document["offsets"] == "source"
    assert "can not" in [finding["text"] for finding in document["findings"]]
    for finding in document["findings"]:
        marked = page[finding["start"] : finding["end"]]
        for tag in ("<b>", "</b>", "<p>", "</p>"):
            marked = marked.replace(tag, "")
        assert marked.split() == finding["text"].split()


def test_one_unreadable_file_does_not_stop_the_others(stories: Path) -> None:
    (stories / "broken.txt").write_bytes(b"\xff\xfe\xff")
    outcome = fast("broken.txt", "good.txt", "missing.txt", "--format", "json", cwd=stories)
    assert outcome.code == 2
    assert [document["id"] for document in outcome.data["documents"]] == ["good.txt"]
    assert [error["id"] for error in outcome.data["errors"]] == ["broken.txt", "missing.txt"]
    lines = outcome.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("mtlint: error: broken.txt: not valid UTF-16")
    assert lines[1] == "mtlint: error: missing.txt: no such file or folder"


def test_select_and_ignore(stories: Path) -> None:
    def rules(*options: str) -> set[str]:
        (document,) = fast("bad.txt", "--format", "json", *options, cwd=stories).data["documents"]
        return {finding["rule"] for finding in document["findings"]}

    everything = rules()
    packs = sorted({rule.split("/")[0] for rule in everything})
    assert len(packs) > 1
    first, second = packs[:2]
    assert rules("--select", first) == {rule for rule in everything if rule.startswith(first + "/")}
    assert rules("--select", f"{first}, {second}") == rules("--select", first, "--select", second)
    assert rules("--ignore", first) == {rule for rule in everything if not rule.startswith(first + "/")}


def test_minimum_severity(stories: Path) -> None:
    (document,) = fast("bad.txt", "--format", "json", "--min-severity", "major", cwd=stories).data["documents"]
    assert {finding["severity"] for finding in document["findings"]} <= {"major", "critical"}


def test_configuration_is_found_beside_each_text_and_options_win(stories: Path) -> None:
    inner = stories / "inner"
    inner.mkdir()
    (inner / "bad.txt").write_text(BAD)
    (inner / "mtlint.toml").write_text(
        "min_confidence = 1.0\nmin_severity = 'critical'\nselect = ['nothing-of-this-name']\n"
    )
    documents = fast("bad.txt", "inner/bad.txt", "--format", "json", cwd=stories).data["documents"]
    assert documents[0]["findings"]
    assert not documents[1]["findings"]
    packs = sorted({finding["rule"].split("/")[0] for finding in documents[0]["findings"]})
    options = ("--select", ",".join(packs), "--min-severity", "neutral", "--min-confidence", "0")
    (document,) = fast("inner/bad.txt", "--format", "json", *options, cwd=stories).data["documents"]
    assert len(document["findings"]) == len(documents[0]["findings"])


def test_output_is_written_whole_with_ordinary_permissions(stories: Path) -> None:
    outcome = fast("bad.txt", "--format", "json", "--output", "report.json", cwd=stories)
    assert (outcome.code, outcome.out) == (1, "")
    report = stories / "report.json"
    assert json.loads(report.read_text())["documents"][0]["id"] == "bad.txt"
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(report.stat().st_mode) == 0o666 & ~mask
    report.chmod(0o640)
    fast("good.txt", "--format", "json", "--output", "report.json", cwd=stories)
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert sorted(path.name for path in stories.iterdir()) == ["bad.txt", "good.txt", "report.json"]


def test_output_through_a_link_keeps_the_link(stories: Path) -> None:
    (stories / "link.json").symlink_to("real.json")
    fast("good.txt", "--format", "json", "--output", "link.json", cwd=stories)
    assert (stories / "link.json").is_symlink()
    assert json.loads((stories / "real.json").read_text())["schema"] == 1


@pytest.mark.parametrize("format_", ["terminal", "html", "json", "jsonl"])
def test_every_format_is_complete_when_over(stories: Path, format_: str) -> None:
    outcome = fast("bad.txt", "--format", format_, cwd=stories)
    assert outcome.code == 1
    assert outcome.err == ""
    assert "can not" in outcome.out


def test_piped_output_has_no_escape_codes(stories: Path) -> None:
    for options in ((), ("--no-color",)):
        assert "\x1b" not in fast("bad.txt", *options, cwd=stories).out
    assert "\x1b" not in fast("bad.txt", cwd=stories, NO_COLOR="1", FORCE_COLOR="1").out


def test_formats_for_programs_are_utf_8_whatever_the_terminal_says(stories: Path) -> None:
    (stories / "bad.txt").write_text(BAD.replace("Orla", "Örla \U0001f6a2"))
    for format_ in ("json", "html"):
        outcome = fast("bad.txt", "--format", format_, cwd=stories, PYTHONIOENCODING="ascii")
        assert outcome.code == 1, outcome.err
    assert fast("bad.txt", cwd=stories, PYTHONIOENCODING="ascii").code == 1


def test_quiet_is_a_line_a_text(stories: Path) -> None:
    outcome = fast(".", "--quiet", cwd=stories)
    assert len(outcome.out.splitlines()) == 2
    assert "bad.txt" in outcome.out


def test_help_has_examples_and_starts_fast() -> None:
    outcome = mtlint("check", "-h")
    assert outcome.code == 0
    assert "Examples:" in outcome.out
    assert "Exit codes:" in outcome.out
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        assert mtlint("--help").code == 0
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.4


def test_help_loads_nothing_heavy() -> None:
    program = "import sys\nfrom mtlint.cli import run\nrun(['--help'])\nprint(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    for heavy in ("spacy", "rich", "httpx", "trafilatura", "yaml", "mtlint.pipeline"):
        assert f"'{heavy}'" not in done.stderr


def test_version() -> None:
    from mtlint import __version__

    assert mtlint("--version").out.strip().endswith(__version__)


def test_an_unexpected_failure_is_one_line_and_debug_shows_all(stories: Path) -> None:
    # A command that is listed but not there is a bug of ours, as far as the command line can tell.
    program = "import sys, mtlint.cli as c\nc._COMMANDS['check'] = ('mtlint.no_such:x', '')\nc.main(['check'])"
    for debug in ("", "1"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            env=environment(MTLINT_DEBUG=debug),
            check=False,
        )
        assert ("Traceback" in done.stderr) is bool(debug)
        if not debug:
            assert done.returncode == 2
            assert done.stderr.startswith("mtlint: internal error: ModuleNotFoundError")
            assert done.stderr.count("\n") == 1


def test_a_name_that_cannot_be_shown_does_not_break_the_report(stories: Path) -> None:
    name = os.fsencode(stories) + b"/a\n\xff.txt"
    Path(os.fsdecode(name)).write_text(BAD)
    done = subprocess.run(
        [*command("check", "--depth", "fast", "--format", "json"), name],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 1, done.stderr
    json.loads(done.stdout)
