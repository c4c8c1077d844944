"""Word pairs: rules for an editor who does not want to know what a pattern is.

    pairs:
      - {wrong: stinging ally, right: prickly ally}
      - {wrong: make a visit, right: [pay a visit, visit], ok: ["He made the visit possible."]}

A pair becomes one rule, or two. The words side by side are a regular expression, which runs at every depth; two words of
which one modifies the other, or a verb and its object, are also a relation, which finds them apart, in the passive and
in relative clauses. A word in its base form stands for all its forms, and the new word takes the form found; any other
form ("stinging") stands for itself. An article or possessive stands for any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mtlint.rules.schema import FieldError
from mtlint.rules.words import inflect, tags_of

FIELDS = frozenset(
    [
        "wrong", "right", "ok", "examples", "id", "message", "why", "from", "category", "severity", "confidence",
        "kind", "default",
    ]
)  # fmt: skip
KINDS = ("auto", "adjective-noun", "verb-object", "phrase")
_DETERMINERS = (
    "a",
    "an",
    "the",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "this",
    "that",
    "these",
    "those",
    "some",
    "any",
)
_FUNCTION = frozenset(
    [
        *_DETERMINERS, "of", "to", "in", "on", "at", "for", "by", "with", "from", "as", "into", "about", "over", "up", "out", "off", "down",
        "and", "or", "not", "no", "than", "that", "who", "be", "against", "under", "after", "before", "between", "through", "during",
    ]
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|\S")


def expand(number: int, raw: Any) -> Iterator[dict[str, Any]]:
    """The rules that a pair stands for, as they would stand in a pack; FieldError says what is wrong with it."""
    pair = _checked(number, raw)
    wrong = _words(pair["wrong"])
    kinds = _kinds(pair.get("kind", "auto"), wrong)
    rights = [pair["right"]] if isinstance(pair["right"], str) else pair["right"]
    id = pair.get("id") or slug(pair["wrong"])
    common = {
        "message": pair.get("message") or f"“{pair['wrong']}” is not what English says here: {_listed(rights)}.",
        "category": pair.get("category", "style/unidiomatic"),
        "severity": pair.get("severity", "minor"),
        "confidence": pair.get("confidence", 0.7),
        "why": pair.get("why", ""),
        "from": pair.get("from", []),
        "ok": pair.get("ok", []),
        "default": pair.get("default", True),
    }
    common = {key: value for key, value in common.items() if value not in ("", True)}
    yield {
        "id": id,
        **common,
        "regex": r"\b" + r"\s+".join(_pattern(index, word, kinds[index]) for index, word in enumerate(wrong)) + r"\b",
        "suggest": [_template(wrong, kinds, _words(right)) for right in rights],
        "wrong": pair.get("examples", []),
    }
    relation = _relation(pair.get("kind", "auto"), wrong)
    if relation is not None:
        roles, first, second = relation
        changes = [change for right in rights if (change := _change(roles, first, second, _words(right)))]
        if changes:
            yield {
                "id": f"{id}/apart",
                **common,
                "relation": {
                    role: _slot(word, kinds[wrong.index(word)])
                    for role, word in zip(roles, (first, second), strict=True)
                },
                "replace": changes,
            }


def slug(phrase: str) -> str:
    """A rule id made of a phrase."""
    return re.sub(r"[^a-z0-9]+", "-", phrase.lower()).strip("-") or "pair"


def _checked(number: int, raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise FieldError((), "a pair is a mapping with the fields wrong and right")
    for key in raw:
        if key not in FIELDS:
            raise FieldError((key,), f"unknown field (valid: {', '.join(sorted(FIELDS))})")
    for key in ("wrong", "right"):
        value = raw.get(key)
        values = value if key == "right" and isinstance(value, list) else [value]
        if not values or not all(isinstance(each, str) and each.strip() for each in values):
            raise FieldError(
                (key,), "is missing" if value is None else "must be words" + " or a list" * (key == "right")
            )
    if not _content(_words(raw["wrong"])):
        raise FieldError(("wrong",), "needs a word that is more than an article or a preposition")
    rights = raw["right"] if isinstance(raw["right"], list) else [raw["right"]]
    if any(right.lower().split() == raw["wrong"].lower().split() for right in rights):
        raise FieldError(("right",), "is the same as wrong")
    if raw.get("kind", "auto") not in KINDS:
        raise FieldError(("kind",), f"unknown kind {raw['kind']!r} (valid: {', '.join(KINDS)})")
    for key in ("id", "message", "why"):
        if key in raw and not isinstance(raw[key], str):
            raise FieldError((key,), "must be a string")
    return raw


def _words(phrase: str) -> list[str]:
    return _WORD.findall(phrase)


def _content(words: list[str]) -> list[str]:
    return [word for word in words if word.lower() not in _FUNCTION]


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _tags(word: str) -> frozenset[str]:
    return frozenset(tags_of(word.lower()))


def _kinds(kind: str, words: list[str]) -> list[str]:
    """What each word of the wrong phrase varies as: N, V, J, or "" where it stands only for itself."""
    relation = _relation(kind, words)
    content = [index for index, word in enumerate(words) if word.lower() not in _FUNCTION]
    kinds = [""] * len(words)
    for index in content:
        tags = _tags(words[index])
        if not words[index].isalpha() or not words[index].islower():
            continue
        last = index == content[-1] and (len(content) > 1 or index > 0)
        if relation and index == content[0]:
            kinds[index] = relation[0][0][0].upper().replace("M", "J")
        elif last and "NN" in tags:
            kinds[index] = "N"
        elif (
            "VB" in tags and index == content[0] and (index + 1 == len(words) or words[index + 1].lower() in _FUNCTION)
        ):
            kinds[index] = "V"
        else:
            kinds[index] = "J" if "JJ" in tags else "N" if "NN" in tags else ""
        base = {"N": "NN", "V": "VB", "J": "JJ"}.get(kinds[index], "")
        if base not in tags or (kinds[index] == "J" and words[index].endswith(("ing", "ed"))):
            kinds[index] = ""
    return kinds


def _pattern(index: int, word: str, kind: str) -> str:
    if word.lower() in _DETERMINERS:
        return rf"(?P<w{index}>{'|'.join(_DETERMINERS)})"
    forms = {word}
    if kind:
        tags = {"N": ("NNS",), "V": ("VBZ", "VBD", "VBN", "VBG"), "J": ("JJR", "JJS")}[kind]
        forms |= {form for tag in tags if " " not in (form := inflect(word, tag))}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return f"(?P<w{index}>{'|'.join(map(re.escape, ordered))})"


def _template(wrong: list[str], kinds: list[str], right: list[str]) -> str:
    """The suggestion: words that both share stay as they were found, a new word takes the form of the one it replaces."""
    if len(wrong) == len(right):
        return " ".join(
            _part(index, old, new, kinds[index]) for index, (old, new) in enumerate(zip(wrong, right, strict=True))
        )
    head = 0
    while head < min(len(wrong), len(right)) and wrong[head].lower() == right[head].lower():
        head += 1
    tail = 0
    while tail < min(len(wrong), len(right)) - head and wrong[-1 - tail].lower() == right[-1 - tail].lower():
        tail += 1
    middle = right[head : len(right) - tail]
    parts = [_same(index) for index in range(head)]
    if middle:
        # A phrase takes the form of the first word that can have one: "make a visit" -> "drop in".
        model = next((index for index in range(head, len(wrong) - tail) if kinds[index] in {"V", "N"}), None)
        if model is None or middle[0].lower() in _FUNCTION:
            parts.append(" ".join(middle))
        elif kinds[model] == "N":
            parts.append(" ".join([*middle[:-1], f"{{{middle[-1]}~w{model}}}"]))
        else:
            parts.append(" ".join([f"{{{middle[0]}~w{model}}}", *middle[1:]]))
    parts += [_same(index) for index in range(len(wrong) - tail, len(wrong))]
    return " ".join(parts)


def _part(index: int, old: str, new: str, kind: str) -> str:
    if old.lower() == new.lower():
        return _same(index)
    return f"{{{new}~w{index}}}" if kind else new


def _same(index: int) -> str:
    return rf"\g<w{index}>"


def _slot(word: str, kind: str) -> str:
    return word.lower() if kind else f"={word.lower()}"


def _relation(kind: str, words: list[str]) -> tuple[tuple[str, str], str, str] | None:
    """The roles of a pair's two words of meaning, and the words; None where they are no such pair."""
    content = _content(words)
    inner = [word.lower() for word in words[words.index(content[0]) : words.index(content[-1])] if word not in content]
    if kind == "phrase" or len(content) != 2 or any(word not in _DETERMINERS for word in inner):
        return None
    if words[-1] != content[-1]:
        return None  # "depend from": what follows is not known
    first, second = (_tags(word) for word in content)
    if not {"NN", "NNS"} & second and kind == "auto":
        return None
    adjective = bool({"JJ", "VBG", "VBN"} & first) and not inner
    if kind == "adjective-noun" or (kind == "auto" and adjective):
        return ("modifier", "noun"), content[0], content[1]
    if kind == "verb-object" or (kind == "auto" and inner and "VB" in first):
        return ("verb", "object"), content[0], content[1]
    return None


def _change(roles: tuple[str, str], first: str, second: str, right: list[str]) -> dict[str, str]:
    """What each role becomes; empty where the right words do not stand in the same two places."""
    bare = [word for word in right if word.lower() not in _DETERMINERS]
    if len(bare) < 2 or (bare[-1].lower() != second.lower() and len(bare) > 2) or bare[-1].lower() in _FUNCTION:
        return {}
    changes = zip(roles, (first, second), (" ".join(bare[:-1]), bare[-1]), strict=True)
    return {role: new for role, old, new in changes if old.lower() != new.lower()}
