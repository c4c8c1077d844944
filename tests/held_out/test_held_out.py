"""The held-out suite is well formed, and what mtlint does with it does not get worse (floors.json is a ratchet)."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
COUNTS = {
    "spacing-punctuation": 24,
    "repetition": 14,
    "boilerplate-markup": 16,
    "calque-idiom": 34,
    "false-friend": 24,
    "collocation": 34,
    "sense-news": 44,
    "grammar": 26,
    "numbers-dates": 12,
    "names-scripts": 12,
}
KEYS = {"id", "kind", "from", "wrong", "start", "end", "corrections", "severity", "twin"}


def _runner() -> ModuleType:
    # By path and under a name of its own: `run` is too common a module name to put on sys.path.
    spec = importlib.util.spec_from_file_location("held_out_run", HERE / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


RUN = _runner()
CASES: list[dict[str, Any]] = RUN.load()


def _write(case: dict[str, Any], correction: str) -> str:
    return case["wrong"][: case["start"]] + correction + case["wrong"][case["end"] :]


def test_counts_by_kind() -> None:
    assert dict(Counter(case["kind"] for case in CASES)) == COUNTS


def test_ids_and_texts_are_unique() -> None:
    for key in ("id", "wrong", "twin"):
        doubled = [value for value, times in Counter(case[key] for case in CASES).items() if times > 1]
        assert not doubled, (key, len(doubled))


# The messages name ids alone, so that a failure shows no sentence to those who write rules.
def test_shape() -> None:
    bad = [
        case.get("id")
        for case in CASES
        if set(case) != KEYS
        or case["severity"] not in ("minor", "major", "critical")
        or not case["corrections"]
        or not 0 <= case["start"] < case["end"] <= len(case["wrong"])
    ]
    assert not bad


def test_spans_are_tight_and_corrections_change_the_text() -> None:
    bad = []
    for case in CASES:
        span = case["wrong"][case["start"] : case["end"]]
        written = [_write(case, correction) for correction in case["corrections"]]
        ok = span == span.strip() and case["wrong"] not in written and len(set(written)) == len(written)
        bad += [] if ok else [case["id"]]
    assert not bad


def test_twins_differ_and_are_not_wrong_texts() -> None:
    wrong = {case["wrong"] for case in CASES}
    assert not [case["id"] for case in CASES if case["twin"] in wrong]


def test_nothing_is_quoted_from_the_seed(shared: Path) -> None:
    def five(text: str) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}

    seed = five((shared / "seed" / "article.txt").read_text("utf-8"))
    assert not [case["id"] for case in CASES if seed & (five(case["wrong"]) | five(case["twin"]))]


@pytest.fixture(scope="module")
def outcomes() -> list[Any]:
    return RUN.try_all(CASES, "fast")


@pytest.mark.parametrize("what", ["found", "fixed", "twins"])
def test_floors(outcomes: list[Any], what: str) -> None:
    floors = json.loads((HERE / "floors.json").read_text("utf-8"))
    groups = {kind: [one for one in outcomes if one.case["kind"] == kind] for kind in COUNTS} | {"all": outcomes}
    worse = {}
    for name, rows in groups.items():
        have, limit = RUN.summary(rows)[what], floors["fast"].get(name, {}).get(what)
        if limit is not None and (have > limit if what == "twins" else have < limit):
            worse[name] = (have, limit)
    assert not worse, f"{what}: (now, floor) {worse}"
