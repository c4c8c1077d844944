"""What LanguageTool's rules mean to mtlint: which count, how heavy, which MQM category, how sure. A table in YAML.

The most specific entry holds: the rule by its name, then the longest pattern that fits it (`EN_COMPOUNDS_*`), then its
category, and else the entry `*` of the categories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import yaml

from mtlint.errors import PackError
from mtlint.findings import CATEGORIES, Severity
from mtlint.resources import rules_dir

FILE = "languagetool.yaml"
_FIELDS = ("category", "severity", "confidence")
_SECTIONS = ("policy", "about", "spelling", "categories", "rules")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a match is reported."""

    category: str
    severity: Severity
    confidence: float


@dataclass(frozen=True)
class Policy:
    """The table; None in it means: off."""

    spelling: Verdict
    categories: Mapping[str, Verdict | None]
    rules: Mapping[str, Verdict | None]
    patterns: Mapping[str, Verdict | None] = field(default_factory=dict)

    def verdict(self, rule: str, category: str) -> Verdict | None:
        """What a match of `rule` means; None: nothing."""
        if rule in self.rules:
            return self.rules[rule]
        for pattern in sorted(self.patterns, key=len, reverse=True):
            if fnmatchcase(rule, pattern):
                return self.patterns[pattern]
        return self.categories.get(category, self.categories.get("*"))

    @property
    def off_categories(self) -> tuple[str, ...]:
        """Categories that the server need not run at all: off, and no rule of theirs is named by itself."""
        return tuple(sorted(name for name, verdict in self.categories.items() if verdict is None and name != "*"))

    @property
    def off_rules(self) -> tuple[str, ...]:
        return tuple(sorted(name for name, verdict in self.rules.items() if verdict is None))


def load(path: Path | None = None) -> Policy:
    """Read a policy; the shipped one by default. PackError, one line, names file, line and rule."""
    return _load(path or rules_dir() / FILE)


@lru_cache(maxsize=4)
def _load(path: Path) -> Policy:
    try:
        with path.open(encoding="utf-8") as file:
            node = yaml.compose(file, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(f"{path}:{line}: not valid YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise PackError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from None
    sections = dict(_pairs(node, path, "the policy"))
    for name, value in sections.items():
        if name not in _SECTIONS:
            _fail(path, value, f"unknown section {name!r} (valid: {', '.join(_SECTIONS)})")
    for name in ("spelling", "categories", "rules"):
        if name not in sections:
            raise PackError(f"{path}:1: section {name!r} is missing")
    spelling = _verdict(sections["spelling"], path, "spelling")
    if spelling is None:
        _fail(path, sections["spelling"], "spelling: cannot be off; ignore its findings in the configuration instead")
    rules: dict[str, Verdict | None] = {}
    patterns: dict[str, Verdict | None] = {}
    for name, value in _pairs(sections["rules"], path, "rules"):
        (patterns if "*" in name else rules)[name] = _verdict(value, path, name)
    categories = {
        name: _verdict(value, path, name) for name, value in _pairs(sections["categories"], path, "categories")
    }
    return Policy(spelling, categories, rules, patterns)


def _pairs(node: yaml.Node | None, path: Path, what: str) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        _fail(path, node, f"{what}: must be a mapping")
    seen = set()
    for key, value in node.value:
        if key.value in seen:
            _fail(path, key, f"{key.value}: stands here twice")
        seen.add(key.value)
        yield key.value, value


def _verdict(node: yaml.Node, path: Path, name: str) -> Verdict | None:
    if isinstance(node, yaml.ScalarNode):
        if node.value == "off":
            return None
        _fail(path, node, f"{name}: must be off, or a mapping with {', '.join(_FIELDS)}")
    values = {}
    for key, value in _pairs(node, path, name):
        if key not in _FIELDS:
            _fail(path, value, f"{name}: unknown field {key!r} (valid: {', '.join(_FIELDS)})")
        values[key] = value
    for key in _FIELDS:
        if key not in values:
            _fail(path, node, f"{name}: field {key!r} is missing")
    category = str(values["category"].value)
    if category not in CATEGORIES:
        _fail(path, values["category"], f"{name}: category: unknown category {category!r}")
    try:
        severity = Severity.parse(str(values["severity"].value))
    except ValueError as error:
        _fail(path, values["severity"], f"{name}: severity: {error}")
    try:
        confidence = float(values["confidence"].value)
    except (TypeError, ValueError):
        confidence = -1.0
    if not 0 < confidence <= 1:
        _fail(path, values["confidence"], f"{name}: confidence: must be a number above 0 and at most 1")
    return Verdict(category, severity, confidence)


def _fail(path: Path, node: yaml.Node | None, problem: str) -> NoReturn:
    line = node.start_mark.line + 1 if node is not None else 1
    raise PackError(f"{path}:{line}: {problem}")
