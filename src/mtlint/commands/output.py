"""Where a report goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO, cast

from mtlint.errors import MtlintError


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A text stream to write a report to; UTF-8.

    A file is written beside its final place and takes it only when the block ends without an exception; otherwise what
    stood there before stays. None is standard output.

    Raises:
        MtlintError: the file cannot be written; raised on entry, before any work, where that can be known.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        target = path.resolve()
        if target.is_dir():
            raise MtlintError(f"{path}: cannot be written: is a folder")
        # A device or a pipe (/dev/stdout) cannot be replaced.
        device = target.open("w", encoding="utf-8") if target.exists() and not target.is_file() else None
        if device is None:
            number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".part")
    except OSError as error:
        raise MtlintError(f"{path}: cannot be written: {error.strerror or error}") from None
    if device is not None:
        with device:
            yield device
        return
    part = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as stream:
            yield cast(TextIO, stream)
        try:
            part.chmod(_mode(target))
            part.replace(target)
        except OSError as error:
            raise MtlintError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _mode(target: Path) -> int:
    """The permissions that an ordinary new file would have here, or those of the file to be replaced."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
