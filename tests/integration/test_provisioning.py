"""Fetching LanguageTool: checked, once, whole or not at all, and never a reason to lose a check."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from maven_repository import Repository
from running import command, environment, mtlint

from mtlint.errors import DetectorUnavailableError
from mtlint.languagetool import provisioning

pytestmark = pytest.mark.integration

TEXT = "The port lost its third lender on Monday, the harbour office said.\n"
NOWHERE = {"MTLINT_MAVEN_REPOSITORY": "http://127.0.0.1:9"}


def test_two_runs_at_once_fetch_once(empty_cache: Path, repository: Repository) -> None:
    runs = [
        subprocess.Popen(command("setup", "-q"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        for _ in range(2)
    ]
    outs = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outs
    assert sorted(repository.jars_asked()) == sorted(jar.name for jar in provisioning.locked())
    assert not provisioning.missing()
    assert not provisioning.damaged()
    assert not list(provisioning.home().glob("fetch-*"))


def test_a_second_run_needs_no_network(empty_cache: Path, repository: Repository) -> None:
    provisioning.ensure(progress=False)
    asked = len(repository.asked)
    outcome = mtlint("setup", **NOWHERE)
    assert outcome.code == 0, outcome.err
    assert "is there already" in outcome.out
    assert len(repository.asked) == asked


def test_a_jar_cut_short_once_is_fetched_again(empty_cache: Path, repository: Repository) -> None:
    name = provisioning.locked()[0].name
    repository.spoil[name] = 1
    provisioning.ensure(progress=False)
    assert not provisioning.damaged()
    assert repository.jars_asked().count(name) == 2


def test_a_jar_with_a_wrong_sum_is_an_error_and_nothing_is_kept(empty_cache: Path, repository: Repository) -> None:
    name = provisioning.locked()[3].name
    repository.spoil[name] = 99
    outcome = mtlint("setup", "-q")
    assert outcome.code == 2
    assert outcome.err.splitlines() == [
        f"mtlint: error: {name} does not have the checksum that the lock file pins; nothing was kept"
    ]
    assert [path.name for path in provisioning.home().iterdir()] == ["fetch.lock"]


def test_setup_repairs_what_is_damaged_and_fetches_nothing_else(empty_cache: Path, repository: Repository) -> None:
    folder = provisioning.ensure(progress=False)
    first, second = provisioning.locked()[1:3]
    (folder / first.name).write_bytes(b"short")
    content = bytearray((folder / second.name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / second.name).write_bytes(content)
    doctor = mtlint("doctor")
    assert doctor.code == 2
    assert "not fetched yet" in doctor.out or "damaged" in doctor.out
    repository.asked.clear()
    assert mtlint("setup", "-q").code == 0
    assert sorted(repository.jars_asked()) == sorted([first.name, second.name])
    assert not provisioning.damaged()


def test_the_users_own_maven_repository_is_used(
    empty_cache: Path, jars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for jar in provisioning.locked():
        path = tmp_path / "m2" / jar.maven_path
        path.parent.mkdir(parents=True)
        path.symlink_to(jars / jar.name)
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setenv("MTLINT_MAVEN_REPOSITORY", NOWHERE["MTLINT_MAVEN_REPOSITORY"])
    provisioning.ensure(progress=False)
    assert not provisioning.damaged()


def test_without_a_network_the_check_goes_on_and_says_so(empty_cache: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT)
    outcome = mtlint("check", "story.txt", "--format", "json", cwd=tmp_path, **NOWHERE)
    assert outcome.code == 0
    assert outcome.data["documents"][0]["id"] == "story.txt"
    (line,) = outcome.err.splitlines()
    assert line.startswith("mtlint: note: checked without languagetool: ")
    assert "no connection to the Maven repository" in line


def test_without_a_network_requiring_it_is_an_error(empty_cache: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT)
    outcome = mtlint("check", "story.txt", "--require", "languagetool", cwd=tmp_path, **NOWHERE)
    assert (outcome.code, outcome.out) == (2, "")
    (line,) = outcome.err.splitlines()
    assert line.startswith("mtlint: error: ")
    assert "no connection to the Maven repository" in line


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir(mode=0o500)
    monkeypatch.setenv("MTLINT_CACHE", str(folder))
    with pytest.raises(DetectorUnavailableError, match="Permission denied"):
        provisioning.ensure(progress=False)


def test_a_cache_that_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MTLINT_CACHE", str(tmp_path / "file"))
    with pytest.raises(DetectorUnavailableError, match="Not a directory"):
        provisioning.ensure(progress=False)
    (tmp_path / "story.txt").write_text(TEXT)
    outcome = mtlint("check", "story.txt", "--quiet", cwd=tmp_path)
    assert outcome.code == 0
    assert "Traceback" not in outcome.err


def test_a_maven_mirror_in_the_users_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_cache: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("MTLINT_MAVEN_REPOSITORY", raising=False)
    assert provisioning.repositories() == {}
    settings = tmp_path / ".m2" / "settings.xml"
    settings.parent.mkdir()
    settings.write_text(
        '<settings xmlns="urn:maven"><mirrors>'
        "<mirror><mirrorOf>other</mirrorOf><url>http://127.0.0.1/other</url></mirror>"
        "<mirror><mirrorOf>*, !local</mirrorOf><url>http://127.0.0.1/all/</url></mirror>"
        "</mirrors></settings>"
    )
    assert provisioning.repositories() == {"central": "http://127.0.0.1/all"}
    monkeypatch.setenv("MTLINT_MAVEN_REPOSITORY", "http://127.0.0.1/named/")
    assert provisioning.repositories() == {"central": "http://127.0.0.1/named"}
    settings.write_text("<settings")
    monkeypatch.delenv("MTLINT_MAVEN_REPOSITORY")
    assert provisioning.repositories() == {}


def test_the_progress_bar_is_for_terminals(empty_cache: Path, repository: Repository) -> None:
    """Under a pseudo-terminal a bar is drawn; it is not tested how it looks."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", "from mtlint.languagetool import provisioning as p; p.ensure()"],
        stderr=theirs,
        env=environment(TERM="xterm", COLUMNS="100"),
        timeout=120,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode(errors="replace")
    os.close(ours)
    assert done.returncode == 0
    assert "Fetching LanguageTool" in shown
    assert "\x1b" in shown
