"""`mtlint check`: read texts, check them, report."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtlint import readers
from mtlint.commands.output import opened
from mtlint.config import DEPTHS, Config, find, load_file
from mtlint.errors import InputError
from mtlint.findings import Severity
from mtlint.readers.decoding import known_encoding

if TYPE_CHECKING:
    from mtlint.pipeline import Checker, Result

FORMATS = ("terminal", "html", "json", "jsonl")

_EPILOG = """\b
Examples:
  mtlint check story.txt
  mtlint check stories/ --format jsonl --output findings.jsonl
  mtlint check https://example.org/story.html --format html --output report.html
  cat story.txt | mtlint check - --depth fast --quiet
  mtlint check story.txt --select calques,collocations --ignore calques/weather
  mtlint check old.txt --encoding cp1252 --min-severity major --reject-penalty 20

\b
Exit codes:
  0    all texts are clean
  1    a text is over the thresholds (its verdict is review or reject); the output is complete
  2    something could not be done: the reason is on standard error, the other texts are still checked
  130  interrupted; no output file is left half-written
"""


class _Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "name,..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        names = tuple(name.strip() for name in str(value).split(",") if name.strip())
        return names or self.fail("names no rule or pack", param, ctx)


class _Encoding(click.ParamType[str]):
    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not known_encoding(str(value)):
            self.fail(f"unknown encoding {value!r}", param, ctx)
        return str(value)


class _Url(click.ParamType[str]):
    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not readers.is_url(str(value)):
            self.fail(f"{value!r} is not an http:// or https:// address", param, ctx)
        return str(value)


_PENALTY = click.FloatRange(min=0)
_SHARE = click.FloatRange(0, 1)


@click.command(epilog=_EPILOG)
@click.argument("inputs", metavar="PATH|URL|-...", nargs=-1, required=True)
@click.option("--format", "-f", "format_", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write here; the file appears when it is complete."
)
@click.option("--depth", type=click.Choice(DEPTHS), help="How much is looked at.  [default: standard]")
@click.option("--select", type=_Names(), multiple=True, help="Only these packs or rules.")
@click.option("--ignore", type=_Names(), multiple=True, help="Not these packs or rules.")
@click.option(
    "--min-severity",
    metavar="LEVEL",
    type=click.Choice([str(s) for s in Severity]),
    help="Leave out what is lighter: neutral, minor, major, critical.",
)
@click.option("--min-confidence", metavar="N", type=_SHARE, help="Leave out what is less sure.")
@click.option(
    "--review-penalty", metavar="N", type=_PENALTY, help="From here on (points per 1,000 words): review.  [default: 5]"
)
@click.option("--reject-penalty", metavar="N", type=_PENALTY, help="From here on: reject.  [default: 40]")
@click.option(
    "--reject-critical", metavar="N", type=click.IntRange(min=0), help="So many critical findings: reject; 0: never."
)
@click.option(
    "--reject-probability", metavar="N", type=_SHARE, help="As likely to be machine-translated: reject.  [default: 0.9]"
)
@click.option("--pack", "packs", type=click.Path(path_type=Path), multiple=True, help="A rule pack beside the shipped.")
@click.option("--language-tool", type=_Url(), help="Ask this LanguageTool server instead of a local one.")
@click.option(
    "--require", type=click.Choice(["languagetool", "models"]), multiple=True, help="Fail when this cannot be had."
)
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Instead of the nearest mtlint.toml.")
@click.option(
    "--encoding", type=_Encoding(), help="What the texts are written in.  [default: UTF-8, or as they declare]"
)
@click.option("--input-format", type=click.Choice(readers.FORMATS), help="Instead of guessing by name and content.")
@click.option("--quiet", "-q", is_flag=True, help="One line a text.")
@click.option("--no-color", is_flag=True, help="No colours; NO_COLOR in the environment does the same.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 for texts over the thresholds too.")
def check(
    inputs: tuple[str, ...],
    format_: str,
    output: Path | None,
    config_file: Path | None,
    encoding: str | None,
    input_format: str | None,
    quiet: bool,
    no_color: bool,
    exit_zero: bool,
    **options: Any,
) -> int:
    """Find machine-translation artefacts in files, folders, web pages or standard input (-).

    Plain text, HTML and Markdown are read. Settings come from the nearest mtlint.toml, or [tool.mtlint] in
    pyproject.toml, at or above the text; options win over them.
    """
    with ExitStack() as stack:
        # First of all, so that nobody waits for a report that cannot be written.
        stream = stack.enter_context(opened(output))
        run = _Run(_Settings(config_file, options), encoding, input_format, stack)
        results = run.results(inputs)
        first = next(results, None)
        if first is None:
            # Nothing was checked, and there is nothing to write.
            raise click.exceptions.Exit(2)
        if output is None and format_ != "terminal":
            _as_utf8()
        from mtlint.reports import render

        render(
            chain([first], results),
            format_,
            file=stream,
            config=run.first_config,
            color=False if no_color or _no_color() else None,
            width=None,
            quiet=quiet,
            errors=run.errors,
        )
        stream.flush()
    if run.errors:
        return 2
    return 1 if run.over and not exit_zero else 0


@dataclass(slots=True)
class _Settings:
    """The configuration for each text: the file that is nearest to it, with the options over it."""

    explicit: Path | None
    options: dict[str, Any]
    _found: dict[Path, Path | None] = field(default_factory=dict)
    _loaded: dict[Path | None, Config] = field(default_factory=dict)

    def at(self, start: Path) -> Config:
        """The configuration for the text at `start`."""
        folder = start.parent
        if folder not in self._found:
            self._found[folder] = self.explicit or find(start)
        path = self._found[folder]
        if path not in self._loaded:
            self._loaded[path] = self._with_options(load_file(path) if path else Config())
        return self._loaded[path]

    def _with_options(self, config: Config) -> Config:
        given = {name: value for name, value in self.options.items() if value not in (None, ())}
        changes: dict[str, Any] = {name: given[name] for name in ("depth", "min_confidence") if name in given}
        changes.update(
            (name, tuple(chain.from_iterable(given[name]))) for name in ("select", "ignore") if name in given
        )
        if "min_severity" in given:
            changes["min_severity"] = Severity.parse(given["min_severity"])
        if "packs" in given:
            changes["packs"] = (*config.packs, *given["packs"])
        limits = {name: given[name] for name in given if name.startswith(("review_", "reject_"))}
        if limits:
            changes["thresholds"] = replace(config.thresholds, **limits)
        server: dict[str, Any] = {}
        if "language_tool" in given:
            server["url"] = given["language_tool"]
        if "languagetool" in given.get("require", ()):
            server["required"] = True
        if "models" in given.get("require", ()):
            changes["models"] = replace(config.models, required=True)
        if server:
            changes["languagetool"] = replace(config.languagetool, **server)
        return config.with_(**changes)


class _Run:
    """One call of the command: what was checked, what could not be read, whether a text is over the thresholds."""

    def __init__(self, settings: _Settings, encoding: str | None, input_format: str | None, stack: ExitStack) -> None:
        self.errors: list[tuple[str, str]] = []
        self.over = False
        self.first_config = Config()
        self._settings = settings
        self._encoding = encoding
        self._format = input_format
        self._stack = stack
        self._checkers: dict[Config, Checker] = {}
        self._noted: set[str] = set()

    def results(self, inputs: tuple[str, ...]) -> Iterator[Result]:
        """Check all inputs lazily; what cannot be read is told on stderr and left out."""
        documents = readers.expand(inputs, self._reading, on_error=self._failed)
        for number, document in enumerate(documents):
            config = self._settings.at(_place(document.id))
            if number == 0:
                self.first_config = config
            result = self._checker(config).check(document)
            self.over = self.over or result.score.verdict != "clean"
            for note in result.notes:
                if note not in self._noted:
                    self._noted.add(note)
                    _tell(f"note: {note}")
            yield result

    def _reading(self, source: str) -> readers.Options:
        return readers.Options(self._encoding, self._format, self._settings.at(_place(source)).max_bytes)

    def _failed(self, source: str, error: InputError) -> None:
        self.errors.append((source, str(error).removeprefix(f"{source}: ")))
        _tell(f"error: {error}")

    def _checker(self, config: Config) -> Checker:
        from mtlint.pipeline import Checker

        if config not in self._checkers:
            self._checkers[config] = self._stack.enter_context(Checker(config))
        return self._checkers[config]


def _place(source: str) -> Path:
    """Where the search for a configuration begins."""
    return Path.cwd() if source == "-" or readers.is_url(source) else Path(source)


def _tell(message: str) -> None:
    click.echo(f"mtlint: {message}", err=True)


def _no_color() -> bool:
    """The convention of no-color.org: set to anything but nothing."""
    return bool(os.environ.get("NO_COLOR"))


def _as_utf8() -> None:
    """Formats for programs are UTF-8 whatever the terminal's encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
