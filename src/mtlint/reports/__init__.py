"""Reports: what a reader, a browser or a program gets to see of checked documents.

A format is one module here, found by its name, with a function `write(results, file, options)`. Modules whose names begin with
an underscore are shared by several formats.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TextIO, cast

from mtlint.errors import ConfigError

if TYPE_CHECKING:
    from mtlint.config import Config
    from mtlint.pipeline import Result

__all__ = ["Options", "formats", "json_schema", "render"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a format may heed.

    `color` None means "where the output can show it"; `width` is in cells, None means the terminal's, or 80 where there is
    none. `errors` are (input, reason) pairs; the sequence may still grow while results are drawn, so read it last.
    """

    config: Config
    color: bool | None = None
    width: int | None = None
    quiet: bool = False
    errors: Sequence[tuple[str, str]] = ()


class _Format(Protocol):
    def write(self, results: Iterable[Result], file: TextIO, options: Options) -> None: ...


def formats() -> tuple[str, ...]:
    """Names of the formats, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


def render(
    results: Iterable[Result],
    format: str,
    *,
    file: TextIO,
    config: Config,
    color: bool | None = None,
    width: int | None = None,
    quiet: bool = False,
    errors: Sequence[tuple[str, str]] = (),
) -> None:
    """Write a report on `results` to `file`.

    Args:
        results: drawn one by one; "terminal" and "jsonl" write each before they draw the next.
        format: one of `formats()`.
        file: a text stream; "html", "json" and "jsonl" expect UTF-8, "terminal" heeds the stream's encoding.
        config: settings of the run: its signature and thresholds are shown.
        color: True or False force it; None decides by the stream and the environment (NO_COLOR).
        width: cells in a line of the terminal; None: the terminal's own, or 80 when piped.
        quiet: one line a document (terminal only).
        errors: (input, reason) for what could not be checked; read after the last result.

    Raises:
        ConfigError: there is no such format.
    """
    if format not in formats():
        raise ConfigError(f"unknown report format {format!r} (valid: {', '.join(formats())})")
    module = cast(_Format, importlib.import_module(f"{__name__}.{format}"))
    module.write(results, file, Options(config, color, width, quiet, errors))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every "json" report and every line of a "jsonl" report is valid against."""
    import json
    from pathlib import Path

    schema: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    return schema
