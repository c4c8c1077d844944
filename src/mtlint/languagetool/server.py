"""One local LanguageTool server for all runs of a user: started on first use, shared, restarted, ended when idle.

A state file in the cache folder says where it listens and which process it is; a file lock makes starting it one
process's work. The process carries a random word on its command line, so that a process id that the system gave to
somebody else meanwhile is never taken for it.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mtlint.config import LanguageToolSettings
from mtlint.errors import DetectorUnavailableError
from mtlint.languagetool import VERSION, java, provisioning

#: Seconds until a starting server must listen, and then have answered for the first time (it loads its rules then).
_START = 60.0
_FIRST_ANSWER = 120.0
_HEALTH = 3.0
#: A port can be taken between looking and listening, a machine can be short of memory for a moment.
_TRIES = 3
#: Seconds to wait for another process that is starting the server.
_PATIENCE = 300.0
#: Suggestions for misspellings are by far the dearest thing it does, so in a sentence that is no English it stops after
#: a few. Answers are kept elsewhere, across runs.
_OPTIONS = """\
maxSpellingSuggestions=3
pipelineCaching=true
maxPipelinePoolSize=12
pipelineExpireTimeInSeconds=86400
maxTextLength=1000000
cacheSize=0
"""


@dataclass(frozen=True, slots=True)
class State:
    """What the state file says of the running server."""

    port: int
    pid: int
    watchdog: int
    token: str
    version: str = VERSION

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def ensure(settings: LanguageToolSettings, bad: State | None = None) -> State:
    """The running server, started if need be. `bad`: one that did not answer as it should; it is replaced.

    Raises DetectorUnavailableError, one line, when there is none to be had.
    """
    state = read()
    if state is not None and state != bad and alive(state):
        touch()
        return state
    classpath = _classpath(settings)
    binary = java.find(settings.java)
    from filelock import FileLock, Timeout

    try:
        provisioning.home().mkdir(parents=True, exist_ok=True)
        with FileLock(provisioning.home() / "server.lock", timeout=_PATIENCE):
            # Another process may have started it, or put a new one in the place of the bad one.
            state = read()
            if state is not None and state != bad and healthy(state):
                touch()
                return state
            if state is not None:
                end(state)
            return _start(settings, binary, classpath)
    except Timeout:
        raise DetectorUnavailableError("another process has been starting LanguageTool for too long") from None
    except OSError as error:
        raise DetectorUnavailableError(
            f"the LanguageTool server cannot be started: {error.strerror or error}"
        ) from None


def read() -> State | None:
    """The state file's content, whether or not it is still true."""
    try:
        data = json.loads(_path("server.json").read_text("utf-8"))
        return State(**data) if data.get("version") == VERSION else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def alive(state: State) -> bool:
    """Whether the process is there and is ours."""
    return _ours(state.pid, state.token)


def healthy(state: State, timeout: float = _HEALTH) -> bool:
    """Whether it is there and answers."""
    return alive(state) and _answers(state.port, timeout)


def touch() -> None:
    """Tell the watchdog that the server is wanted."""
    with contextlib.suppress(OSError):
        _path("server.used").touch()


@contextlib.contextmanager
def _kept_awake() -> Iterator[None]:
    """Keep the watchdog from ending a server that is still starting."""
    done = threading.Event()

    def go_on() -> None:
        while not done.wait(0.5):
            touch()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        touch()


def stop() -> bool:
    """End the running server; whether there was one."""
    from filelock import FileLock

    if not provisioning.home().is_dir():
        return False
    with FileLock(provisioning.home() / "server.lock", timeout=_PATIENCE):
        state = read()
        if state is None:
            return False
        was = alive(state)
        end(state)
        return was


def end(state: State) -> None:
    """End this server, by force if it hangs, and forget it."""
    import psutil

    for pid, patience in ((state.pid, 5.0), (state.watchdog, 2.0)):
        if not _ours(pid, state.token):
            continue
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            process.terminate()
            try:
                # A stopped process takes no signal but this one.
                process.wait(0.1 if process.status() == psutil.STATUS_STOPPED else patience)
            except psutil.TimeoutExpired:
                process.kill()
                process.wait(patience)
    if read() == state:
        _path("server.json").unlink(missing_ok=True)


def _classpath(settings: LanguageToolSettings) -> str:
    if settings.provider == "download":
        from mtlint.languagetool import download

        return str(download.ensure())
    return str(provisioning.ensure() / "*")


def _start(settings: LanguageToolSettings, binary: Path, classpath: str) -> State:
    reason = ""
    for _ in range(_TRIES):
        token = secrets.token_hex(8)
        port = _free_port()
        pid, watchdog = _launch(settings, binary, classpath, port, token)
        state = State(port, pid, watchdog, token)
        with _kept_awake():
            reason = _wait(state)
        if not reason:
            _write(state)
            return state
        end(state)
        if reason.startswith("Java"):  # the same will happen again
            break
    raise DetectorUnavailableError(f"the LanguageTool server does not start: {reason}")


def _launch(settings: LanguageToolSettings, binary: Path, classpath: str, port: int, token: str) -> tuple[int, int]:
    """Start the watchdog, which starts Java; their process ids, Java's first."""
    options = _path("server.properties")
    options.write_text(_OPTIONS, "utf-8")
    touch()
    command = [
        str(binary),
        f"-Xmx{settings.heap}",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-Djava.awt.headless=true",
        f"-Dmtlint.server={token}",
        "-cp",
        classpath,
        "org.languagetool.server.HTTPServer",
        *("--port", str(port)),
        *("--config", str(options)),
    ]
    script = Path(__file__).with_name("watchdog.py")
    # While it answers nobody may touch the stamp, for as long as an answer may take.
    idle = max(settings.idle_minutes * 60, settings.timeout)
    watchdog = subprocess.Popen(
        [
            sys.executable,
            "-I",
            script,
            _path("server.used"),
            str(idle),
            _path("server.log"),
            *command,
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **_detached(),
    )
    assert watchdog.stdout is not None
    with watchdog.stdout as out:
        line = out.readline().strip()
    if not line:
        raise DetectorUnavailableError(f"the LanguageTool server does not start: {binary} cannot be run")
    # It goes on without this process; nothing waits for it, and nothing is to complain of that.
    watchdog.returncode = 0
    return int(line), watchdog.pid


def _detached() -> dict[str, Any]:
    """So that it outlives this process, and Ctrl-C here is not for it."""
    if os.name == "nt":
        return {"creationflags": 0x00000008 | 0x00000200}  # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP
    return {"start_new_session": True}


def _wait(state: State) -> str:
    """Wait until it has answered a first question; what went wrong, or nothing."""
    give_up = time.monotonic() + _START
    while not _answers(state.port, _HEALTH):
        if not alive(state):
            return _died()
        if time.monotonic() > give_up:
            return f"it does not answer within {_START:.0f} seconds"
        time.sleep(0.1)
    if not alive(state):  # somebody else answers on that port
        return _died()
    try:
        # It loads its rules at the first question; that time belongs to the start, not to the first text.
        connection = http.client.HTTPConnection("127.0.0.1", state.port, timeout=_FIRST_ANSWER)
        body = "language=en-US&text=It+starts."
        connection.request("POST", "/v2/check", body, {"Content-Type": "application/x-www-form-urlencoded"})
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        return _died() if not alive(state) else "it does not answer a first question"
    return "" if response.status == 200 else f"it answers a first question with status {response.status}"


def _died() -> str:
    """Why the server ended, from its log."""
    try:
        log = _path("server.log").read_text("utf-8", errors="replace")
    except OSError:
        log = ""
    if "OutOfMemoryError" in log or "Could not reserve enough space" in log:
        return "Java ran out of memory (setting languagetool.heap)"
    if "Address already in use" in log or "BindException" in log:
        return "its port was taken"
    if "UnsupportedClassVersionError" in log:
        return f"Java is older than {java.LEAST} (setting languagetool.java)"
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line or "Caused by" in line]
    return f"it ended at once ({(telling or lines or ['no word in its log'])[-1][:160]})"


def out_of_memory() -> bool:
    """Whether the server that ran last ended for want of memory."""
    return "out of memory" in _died()


def _answers(port: int, timeout: float) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        connection.request("GET", "/v2/healthcheck")
        response = connection.getresponse()
        return response.status == 200 and response.read(16).strip() == b"OK"
    except (OSError, http.client.HTTPException):
        return False


def _ours(pid: int, token: str) -> bool:
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return any(token in argument for argument in process.cmdline())
    except psutil.Error:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _write(state: State) -> None:
    path = _path("server.json")
    scratch = path.with_suffix(f".{state.token}")
    scratch.write_text(json.dumps(asdict(state)), "utf-8")
    scratch.replace(path)


def _path(name: str) -> Path:
    return provisioning.home() / name
