"""What a rule is, and how one is read from a pack's YAML. See docs/rules.md for the language of packs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtlint.findings import CATEGORIES, Severity
from mtlint.rules.relations import HEADS, ROLES, Relation
from mtlint.rules.words import Slot, word_class

KINDS = ("regex", "tokens", "relation")
#: Every field that a rule (or a row of one) may have.
FIELDS = frozenset(
    [
        "id", "message", "why", "category", "severity", "confidence", "from", "regex", "tokens", "relation", "mark",
        "suggest", "replace", "unless", "when", "case", "rows", "wrong", "ok", "default",
    ]
)  # fmt: skip
_EXAMPLE = re.compile(r"\[\[(.+?)(?: => (.*?))?\]\]")


class FieldError(ValueError):
    """A field of a rule is wrong. `path` leads to it from the rule, for the line number."""

    def __init__(self, path: tuple[str | int, ...], problem: str) -> None:
        super().__init__(problem)
        self.path = path


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must mark: the text, the marked span and, where given, the fix that must be offered."""

    text: str
    start: int
    end: int
    fix: str | None

    @classmethod
    def parse(cls, line: str) -> Example:
        """Read "They [[made a visit => paid a visit]] to him."; ValueError when nothing is marked."""
        match = _EXAMPLE.search(line)
        if match is None:
            raise ValueError("a wrong example marks its artefact: [[like this]] or [[like this => so]]")
        marked = match.group(1)
        return cls(
            line[: match.start()] + marked + line[match.end() :],
            match.start(),
            match.start() + len(marked),
            match.group(2),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, ready to match. Exactly one of `regex`, `tokens` and `relation` is set.

    `anchors`, `also`, `reach` and `around` say where an expression can match at all (see `regexes.Outline`); `needs` are sets of
    word forms ("@person": all of that class), of each of which a sentence must hold one.
    """

    id: str
    message: str
    category: str
    severity: Severity
    confidence: float
    why: str = ""
    languages: tuple[str, ...] = ()
    regex: str = ""
    case: bool = False
    tokens: tuple[dict[str, Any], ...] = ()
    relation: Relation | None = None
    mark: tuple[str, ...] = ()
    suggest: tuple[str, ...] = ()
    replace: tuple[dict[str, str], ...] = ()
    unless: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    default: bool = True
    anchors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    reach: int = -1
    around: int = -1
    needs: tuple[frozenset[str], ...] = ()
    wrong: tuple[Example, ...] = ()
    ok: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> bool:
        """True when the rule asks for names of people, places, ... that the parser finds."""
        if self.relation:
            slots = (self.relation.head, *(slot for _, slot in self.relation.dependents))
            return any(slot.entities or any(word.isupper() for word in slot.excluded) for slot in slots)
        return any("ENT_TYPE" in token for token in self.tokens)

    @property
    def pack(self) -> str:
        return self.id.partition("/")[0]

    @property
    def kind(self) -> str:
        return "regex" if self.regex else "relation" if self.relation else "tokens"


class Words:
    """Resolves word expressions: lemmas, "$set", "@class", "%ENTITY", "=surface" and "!excluded", joined by "|"."""

    def __init__(self, sets: Mapping[str, Any]) -> None:
        self._sets = sets

    def atoms(self, expression: Any, path: tuple[str | int, ...], _inside: tuple[str, ...] = ()) -> list[str]:
        """The expression as a flat list of atoms, sets replaced by what they hold."""
        parts: Sequence[Any] = expression if isinstance(expression, list) else str(expression).split("|")
        found: list[str] = []
        for part in parts:
            atom = str(part).strip()
            if "|" in atom:
                found += self.atoms(atom, path, _inside)
                continue
            sign, name = ("!", atom[1:].strip()) if atom.startswith("!") else ("", atom)
            if name.startswith("$"):
                if name[1:] not in self._sets or name[1:] in _inside:
                    raise FieldError(path, f"unknown word set {name!r}")
                found += [sign + inner for inner in self.atoms(self._sets[name[1:]], path, (*_inside, name[1:]))]
            elif name:
                found.append(sign + name)
            else:
                raise FieldError(path, "an empty word")
        return found

    def plain(self, expression: str, path: tuple[str | int, ...]) -> list[str]:
        """The expression's words, for a regular expression: classes and entities make no sense there."""
        atoms = self.atoms(expression, path)
        for atom in atoms:
            if atom[0] in "@%!*":
                raise FieldError(path, f"{atom!r} cannot stand in a regular expression")
        return [atom.lstrip("=") for atom in atoms]

    def slot(self, value: Any, path: tuple[str | int, ...]) -> Slot:
        """Read a slot: an expression, or {words: expression, tag: Penn tag prefixes}."""
        tags: tuple[str, ...] = ()
        if isinstance(value, dict):
            unknown = set(value) - {"words", "tag"}
            if unknown:
                raise FieldError((*path, min(unknown)), "unknown field of a slot (valid: words, tag)")
            tag = value.get("tag", "")
            tags = (
                tuple(str(each) for each in tag) if isinstance(tag, list) else tuple(str(tag).split("|")) if tag else ()
            )
            value = value.get("words", "*")
        kinds: dict[str, set[str]] = {sign: set() for sign in ("", "=", "%", "@", "!", "!@")}
        for atom in self.atoms(value, path):
            sign = "!@" if atom.startswith("!@") else atom[0] if atom[0] in "=%@!" else ""
            if atom != "*":
                kinds[sign].add(atom[len(sign) :].lstrip("%="))
        for name in kinds["@"] | kinds["!@"]:
            try:
                word_class(name)
            except KeyError:
                raise FieldError(path, f"unknown word class '@{name}'") from None
        return Slot(
            lemmas=frozenset(word.lower() for word in kinds[""]),
            surfaces=frozenset(word.lower() for word in kinds["="]),
            entities=frozenset(kinds["%"]),
            excluded=frozenset(kinds["!"]),
            classes=tuple(sorted(kinds["@"])),
            excluded_classes=tuple(sorted(kinds["!@"])),
            tags=tags,
        )


def read_relation(value: Any, words: Words) -> Relation:
    """Read a rule's `relation` field: {verb: slot, object: slot, prep: slot, ..., without: [role]}."""
    if not isinstance(value, dict):
        raise FieldError(("relation",), "must be a mapping of roles to words")
    heads = [key for key in value if key in HEADS]
    if len(heads) != 1:
        raise FieldError(("relation",), f"needs exactly one head of {', '.join(HEADS)}")
    for key in value:
        if key not in HEADS and key not in ROLES and key != "without":
            raise FieldError(("relation", key), f"unknown role (valid: {', '.join(sorted(ROLES))}, without)")
    without = value.get("without", [])
    without = [without] if isinstance(without, str) else without
    for role in without:
        if role not in ROLES:
            raise FieldError(("relation", "without"), f"unknown role {role!r}")
    return Relation(
        head_kind=heads[0],
        head=words.slot(value[heads[0]], ("relation", heads[0])),
        dependents=tuple((role, words.slot(value[role], ("relation", role))) for role in value if role in ROLES),
        without=frozenset(without),
    )


def check_common(raw: Mapping[str, Any]) -> None:
    """Check the fields that every kind of rule has; FieldError names the first that is wrong."""
    for key in raw:
        if key not in FIELDS:
            raise FieldError((key,), f"unknown field (valid: {', '.join(sorted(FIELDS))})")
    for key in ("message", "category", "severity"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            raise FieldError((key,), "is missing")
    if raw["category"] not in CATEGORIES:
        raise FieldError(("category",), f"unknown category {raw['category']!r} (valid: {', '.join(CATEGORIES)})")
    try:
        Severity.parse(raw["severity"])
    except ValueError as error:
        raise FieldError(("severity",), str(error)) from None
    confidence = raw.get("confidence", 0.8)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise FieldError(("confidence",), f"must be a number from 0 to 1, got {confidence!r}")
    kinds = [kind for kind in KINDS if kind in raw]
    if len(kinds) != 1:
        raise FieldError((), f"needs exactly one of {', '.join(KINDS)}")


def strings(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A field that holds a string or a list of strings, as a tuple."""
    value = raw.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise FieldError((key,), "must be a string or a list of strings (quote what YAML reads as a number or mapping)")
    return tuple(value)


def read_examples(raw: Mapping[str, Any]) -> tuple[tuple[Example, ...], tuple[str, ...]]:
    """The rule's wrong examples and its innocent ones."""
    wrong = []
    for number, line in enumerate(strings(raw, "wrong")):
        try:
            wrong.append(Example.parse(line))
        except ValueError as error:
            raise FieldError(("wrong", number), str(error)) from None
    return tuple(wrong), strings(raw, "ok")
