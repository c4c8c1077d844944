"""What all fetches share: checksums, and telling the user what is being fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any


def sha256(path: Path) -> str:
    """The file's checksum in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def shown(what: str, total: int, progress: bool | None) -> Iterator[Callable[[int], None]]:
    """Tell on stderr what is fetched: a bar on a terminal, else one line. `progress` False: nothing."""
    import sys

    if progress is False:
        yield lambda _bytes: None
        return
    title = f"Fetching {what} (once, {total / 1e6:.0f} MB)"
    if not sys.stderr.isatty():
        told = False

        def tell(_bytes: int) -> None:
            # Not before something comes: without a network the error says all.
            nonlocal told
            if not told:
                told = True
                print(f"mtlint: {title}", file=sys.stderr, flush=True)

        yield tell
        return
    with _bar() as bar:
        task = bar.add_task(title, total=total)
        yield lambda size: bar.advance(task, size)


def _bar() -> AbstractContextManager[Any]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
