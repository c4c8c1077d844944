"""JSON Lines: each document on a line of its own, written as soon as it is checked.

What could not be checked is told on standard error and by the exit code: a line is always a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from mtlint.reports.json import SCHEMA, document, dumps, tool

if TYPE_CHECKING:
    from mtlint.pipeline import Result
    from mtlint.reports import Options


def write(results: Iterable[Result], file: TextIO, options: Options) -> None:
    """Write a line a document and flush it, so that a reader at the other end of a pipe can begin."""
    head = {"schema": SCHEMA, "tool": tool(options.config)}
    for result in results:
        file.write(dumps(head | document(result)) + "\n")
        file.flush()
