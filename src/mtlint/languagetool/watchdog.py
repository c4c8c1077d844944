"""Runs the Java server as its parent: ends it when nobody asked for a while, and goes when it goes.

A script of its own that imports nothing but the standard library, so that it stays small beside the server:

    watchdog.py STAMP IDLE_SECONDS LOG COMMAND...

It prints the server's process id and nothing else. Who asks the server touches the file STAMP.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_GRACE = 10.0


def main(arguments: list[str]) -> int:
    stamp, idle, log = Path(arguments[0]), float(arguments[1]), Path(arguments[2])
    with log.open("wb") as out:
        server = subprocess.Popen(arguments[3:], stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=log.parent)

    def end(*_: object) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print(server.pid, flush=True)
    # Whoever started this may wait for the end of its output.
    os.close(sys.stdout.fileno())
    started = time.time()
    pause = min(5.0, max(0.2, idle / 10))
    while True:
        try:
            return server.wait(timeout=pause)
        except subprocess.TimeoutExpired:
            pass
        try:
            last = max(started, stamp.stat().st_mtime)
        except OSError:
            last = started
        # A clock set back must not keep the server for ever.
        if not -60 <= time.time() - last <= idle:
            return _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> int:
    server.terminate()
    try:
        return server.wait(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


if __name__ == "__main__":
    code = main(sys.argv[1:])
    os._exit(0 if code in (0, 143, -15) else 1)
