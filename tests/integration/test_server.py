"""The shared server: found, shared, replaced when it dies, hangs, starves or loses its port, ended when idle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from running import command, environment, mtlint

from mtlint.config import LanguageToolSettings
from mtlint.errors import DetectorUnavailableError
from mtlint.languagetool import server
from mtlint.languagetool.client import Client, Query

pytestmark = pytest.mark.integration

SETTINGS = LanguageToolSettings(heap="512m", timeout=60)
QUERY = Query("en-US")
WRONG = "She have seen the harbour."


def answers(client: Client) -> bool:
    return bool(client.check(WRONG, QUERY))


def gone(pid: int, seconds: float) -> bool:
    """Whether the process ends within so many seconds."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_two_processes_share_one_server(cache: Path, tmp_path: Path) -> None:
    server.stop()
    (tmp_path / "story.txt").write_text(WRONG + "\n")
    run = command("check", "story.txt", "--format", "json", "--select", "languagetool")
    runs = [
        subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment())
        for _ in range(2)
    ]
    outs = [each.communicate(timeout=180) for each in runs]
    assert all(b"languagetool/" in out for out, _ in outs), outs
    assert [err for _, err in outs] == [b"", b""]
    ours = [p for p in psutil.process_iter(["cmdline"]) if f"{cache}/" in " ".join(p.info["cmdline"] or ())]
    assert (
        len([p for p in ours if "org.languagetool.server.HTTPServer" in p.info["cmdline"]]) == 2
    )  # Java, its watchdog
    state = server.read()
    assert state is not None
    assert server.healthy(state)
    # No test of the environment's own making hangs on the child of a run that has ended.
    assert psutil.Process(state.pid).ppid() == state.watchdog


def test_a_killed_server_is_replaced_between_two_questions(cache: Path) -> None:
    client = Client(SETTINGS)
    assert answers(client)
    first = server.read()
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    assert gone(first.pid, 5)
    assert answers(client)
    second = server.read()
    assert second is not None
    assert second.pid != first.pid
    assert gone(first.watchdog, 10)


def test_a_hanging_server_is_replaced(cache: Path) -> None:
    first = server.ensure(SETTINGS)
    os.kill(first.pid, signal.SIGSTOP)
    client = Client(replace(SETTINGS, timeout=2))
    assert answers(client)
    second = server.read()
    assert second is not None
    assert second.pid != first.pid
    assert gone(first.pid, 5)


def test_a_taken_port_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.stop()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        free = server._free_port()
        ports = iter([taken, free])
        monkeypatch.setattr(server, "_free_port", lambda: next(ports))
        monkeypatch.setattr(server, "_HEALTH", 0.3)
        state = server.ensure(SETTINGS)
        assert state.port == free
        assert answers(Client(SETTINGS))


def test_a_process_id_that_went_to_another_is_left_alone(cache: Path) -> None:
    server.stop()
    with subprocess.Popen(["sleep", "60"]) as innocent:
        server._write(server.State(port=1, pid=innocent.pid, watchdog=innocent.pid, token="0123456789abcdef"))
        assert not server.alive(server.State(1, innocent.pid, innocent.pid, "0123456789abcdef"))
        assert answers(Client(SETTINGS))
        assert innocent.poll() is None
        innocent.kill()


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"port": 1', '{"version": "1.0", "port": 1}'])
def test_a_broken_state_file_counts_as_none(cache: Path, content: str) -> None:
    path = server._path("server.json")
    before = path.read_text() if path.exists() else None
    path.write_text(content)
    assert server.read() is None
    path.unlink()
    if before is not None:
        path.write_text(before)


def test_commands_tell_start_and_stop(cache: Path) -> None:
    started = mtlint("server", "start")
    assert started.code == 0, started.err
    state = server.read()
    assert state is not None
    assert state.url in started.out
    status = mtlint("server", "status")
    assert (status.code, state.url in status.out) == (0, True)
    doctor = mtlint("doctor")
    assert doctor.code == 0, doctor.out
    assert len(doctor.out.splitlines()) == 8
    assert "absent  language model" in doctor.out
    assert mtlint("server", "stop").out == "the server has ended\n"
    assert gone(state.pid, 10)
    assert gone(state.watchdog, 10)
    assert mtlint("server", "status").code == 1
    assert mtlint("server", "stop").out == "no server was running\n"


def test_too_little_memory_is_said(cache: Path) -> None:
    server.stop()
    with pytest.raises(DetectorUnavailableError, match=r"out of memory \(.*languagetool\.heap"):
        Client(replace(SETTINGS, heap="16m")).check(WRONG, QUERY)
    assert server.read() is None


def test_a_java_that_is_none_is_said(cache: Path, tmp_path: Path) -> None:
    server.stop()
    fake = tmp_path / "java"
    fake.write_text("#!/bin/sh\necho 'no such luck: Error: sorry' >&2\nexit 3\n")
    fake.chmod(0o755)
    with pytest.raises(DetectorUnavailableError, match=r"does not start: it ended at once .no such luck"):
        server.ensure(replace(SETTINGS, java=str(fake)))
    with pytest.raises(DetectorUnavailableError, match="is not a program that can be run"):
        server.ensure(replace(SETTINGS, java=str(tmp_path / "none")))


def test_an_idle_server_ends_by_itself(cache: Path) -> None:
    server.stop()
    state = server.ensure(replace(SETTINGS, idle_minutes=0.05, timeout=2))
    assert gone(state.pid, 30)
    assert gone(state.watchdog, 10)


def test_a_named_server_that_is_none(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtlint.languagetool.client._PAUSE", 0.0)
    with pytest.raises(DetectorUnavailableError, match=r"at http://127\.0\.0\.1:9 gives no answer: no connection"):
        Client(replace(SETTINGS, url="http://127.0.0.1:9")).check(WRONG, QUERY)
    (tmp_path / "story.txt").write_text("The port is open.\n")
    outcome = mtlint("check", "story.txt", "--language-tool", "http://127.0.0.1:9", "--quiet", cwd=tmp_path)
    assert outcome.code == 0
    assert outcome.err.startswith("mtlint: note: checked without languagetool: the LanguageTool server at ")
    assert len(outcome.err.splitlines()) == 1
