"""What `mtlint rules new` asks, and the rule that the answers make."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mtlint.findings import CATEGORIES
from mtlint.rules.editing import add
from mtlint.rules.pairs import slug
from mtlint.rules.schema import Rule

#: Kinds that a linguist thinks in: the roles of their words in a relation, and the role that the fix replaces.
KINDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "verb-object": (("verb", "object"), "verb"),
    "adjective-noun": (("modifier", "noun"), "modifier"),
    "noun-noun": (("compound", "noun"), "compound"),
    "verb-preposition": (("verb", "prep"), "prep"),
    "regex": ((), ""),
}
_ASK_FOR = {
    "verb-object": ("verb (a|b for several)", "its object (a|b, @person, ...)"),
    "adjective-noun": ("adjective", "noun"),
    "noun-noun": ("first noun", "second noun"),
    "verb-preposition": ("verb", "preposition"),
}


def add_pair(file: Path, pair: str, pack: str, options: Mapping[str, Any]) -> list[Rule]:
    """Add a word pair given as "wrong=right" or "wrong=right|other right"."""
    wrong, sign, right = pair.partition("=")
    if not sign or not wrong.strip() or not right.strip():
        raise click.UsageError(f'--pair {pair!r}: must be "wrong words=right words"')
    rights = [each.strip() for each in right.split("|") if each.strip()]
    entry: dict[str, Any] = {"wrong": wrong.strip(), "right": rights[0] if len(rights) == 1 else rights}
    entry |= _given(options, "id", "message", "why", "category", "severity", "kind")
    if options["wrong"]:
        entry["examples"] = list(options["wrong"])
    if options["ok"]:
        entry["ok"] = list(options["ok"])
    if options["languages"]:
        entry["from"] = list(options["languages"])
    return add(file, "pairs", entry, pack=pack)


def add_rule(file: Path, pack: str, options: Mapping[str, Any]) -> list[Rule]:
    """Add a rule by its options, and by questions for what they leave open where a person sits at the terminal."""
    asking = sys.stdin.isatty() and sys.stderr.isatty()
    told = dict(options)
    if asking:
        _ask(told)
    missing = [f"--{name}" for name in ("kind", "message") if not told.get(name)]
    missing += ["--wrong"] * (not told["wrong"])
    if missing:
        raise click.UsageError(f"{', '.join(missing)} missing (or --pair WRONG=RIGHT; at a terminal it is asked)")
    kind = told["kind"]
    if kind not in KINDS:
        raise click.UsageError(f"--kind {kind!r}: must be one of {', '.join(KINDS)}")
    return add(file, "rules", _entry(kind, told), pack=pack)


def _entry(kind: str, told: Mapping[str, Any]) -> dict[str, Any]:
    roles, replaced = KINDS[kind]
    words = [" | ".join(part.strip() for part in word.split("|")) for word in told["words"]]
    entry: dict[str, Any] = {
        "id": told.get("id") or slug(" ".join(words) if words else told["message"])[:40].strip("-"),
        "message": told["message"],
        "category": told.get("category") or "style/unidiomatic",
        "severity": told.get("severity") or "minor",
        **_given(told, "why"),
    }
    if told["languages"]:
        entry["from"] = list(told["languages"])
    fixes = list(told["fixes"])
    if kind == "regex":
        if not told.get("regex"):
            raise click.UsageError("--regex missing for kind regex")
        entry["regex"] = told["regex"]
        if fixes:
            entry["suggest"] = fixes
    else:
        if len(words) != len(roles):
            raise click.UsageError(f"kind {kind} takes {len(roles)} words (--word, in order: {', '.join(roles)})")
        entry["relation"] = dict(zip(roles, words, strict=True))
        if fixes:
            entry["replace"] = {replaced: fixes[0] if len(fixes) == 1 else fixes}
    entry["wrong"] = list(told["wrong"])
    entry["ok"] = list(told["ok"])
    return entry


def _ask(told: dict[str, Any]) -> None:
    kind = told["kind"] = told["kind"] or click.prompt("Kind", type=click.Choice(list(KINDS)), err=True)
    if kind == "regex":
        told["regex"] = told["regex"] or click.prompt("Regular expression ({pay} stands for all its forms)", err=True)
    elif not told["words"]:
        told["words"] = tuple(click.prompt(label.capitalize(), err=True) for label in _ASK_FOR.get(kind, ()))
    told["fixes"] = told["fixes"] or _several("Right word instead (best first; empty to go on)")
    told["message"] = told["message"] or click.prompt("Message that an editor reads", err=True)
    told["why"] = told["why"] or click.prompt("Why does a machine write it", default="", show_default=False, err=True)
    told["category"] = told["category"] or click.prompt(
        "Category", type=click.Choice(list(CATEGORIES)), default="style/unidiomatic", show_choices=False, err=True
    )
    told["severity"] = told["severity"] or click.prompt(
        "Severity", type=click.Choice(["neutral", "minor", "major", "critical"]), default="minor", err=True
    )
    told["wrong"] = told["wrong"] or _several("Wrong sentence, with [[wrong => right]] (empty to go on)", least=1)
    told["ok"] = told["ok"] or _several("Good sentence that looks alike (empty to go on)")
    told["id"] = told["id"] or click.prompt("Id", default=_entry(kind, told)["id"], err=True)


def _several(label: str, least: int = 0) -> tuple[str, ...]:
    found: list[str] = []
    while True:
        line = str(click.prompt(label, default="", show_default=False, err=True)).strip()
        if line:
            found.append(line)
        elif len(found) >= least:
            return tuple(found)


def _given(options: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: options[name] for name in names if options.get(name)}
