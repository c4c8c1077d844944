"""Corpora: text files, folders, and JSON lines with a field "text" (plain or gzip)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mtlint.document import Document
from mtlint.errors import InputError


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a JSON lines file; InputError names the line that is not a JSON object."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise InputError(f"{path}:{number}: not a JSON object")
                yield row
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON lines: {error}") from None
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None


def corpus(paths: Sequence[str], where: Mapping[str, str]) -> Iterator[Document]:
    """Documents of all paths; of JSON lines only the rows whose fields equal `where`."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            for each in sorted(path.rglob("*.txt")):
                yield Document(each.read_text("utf-8"), id=str(each))
        elif ".jsonl" in path.suffixes:
            for number, row in enumerate(rows(path)):
                if all(str(row.get(key)) == value for key, value in where.items()):
                    yield Document(str(row.get("text", "")), id=str(row.get("id", number)))
        else:
            yield Document(path.read_text("utf-8"), id=name)
