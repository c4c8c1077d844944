"""Runs the real command in a process of its own, as a user's shell does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: A story in wire style with artefacts that the fast checks find, and one without.
BAD = (
    "VELMORA, 3 May - The the port lost its third lender on Monday. .\n\n"
    "Minister Orla Tamsin said the town can not wait for the $ 2 billion, and critics called her a stinging ally.\n\n"
    "Prosecutors said the regime wanted to prolong the death of the old harbour company under pressure or pressure.\n\n"
    "Source link\n"
)
GOOD = (
    "VELMORA, 3 May - The port lost its third lender on Monday, the harbour office said.\n\n"
    "Minister Orla Tamsin told reporters that the town could wait until the autumn for new cranes.\n"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def command(*arguments: str | Path) -> list[str]:
    """The command line that runs mtlint with this Python."""
    return [sys.executable, "-m", "mtlint.cli", *map(str, arguments)]


def environment(**changes: str) -> dict[str, str]:
    """The environment without what would change the output."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "MTLINT_DEBUG")
    }
    return kept | {"PYTHONIOENCODING": "utf-8"} | changes


def mtlint(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **changes: str) -> Outcome:
    """Run mtlint to its end; `changes` go into its environment."""
    done = subprocess.run(
        command(*arguments),
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**changes),
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def fast(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **changes: str) -> Outcome:
    """`mtlint check --depth fast`, which needs no server."""
    return mtlint("check", "--depth", "fast", *arguments, stdin=stdin, cwd=cwd, **changes)
