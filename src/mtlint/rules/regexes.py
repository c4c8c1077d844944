"""Regular expressions of rules: word macros, and the literals that a text must hold before one is tried.

`{pay}` stands for all forms of "pay", `{pay|make}` for those of both, `{$set}` for those of a word set, `{=$set}` for its
words as they are written. Expressions run on the `regex` module, which can be given a time limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import regex as regex_module

from mtlint.rules.words import all_forms

# The parser of `re` is not public, but stable since Python 3.11, and only a speed-up hangs on it.
sre: Any = getattr(re, "_constants", None)
sre_parser: Any = getattr(re, "_parser", None)

_MACRO = re.compile(r"(?<!\\[pPN])\{(=?)([A-Za-z$][^{}]*)\}")
#: Seconds that one rule may spend on one block of up to 10,000 characters.
TIME_LIMIT = 0.25
_MOST_LITERALS = 400
#: Literals side by side multiply; more of them cost more to look for than the expression itself.
_MOST_PRODUCTS = 64
#: Of a class of characters ("[?!]") at most so many count as literals.
_LARGEST_CLASS = 12


def expand(pattern: str, words_of: Callable[[str], list[str]]) -> str:
    """Replace the macros of `pattern`; `words_of` resolves a word expression to words."""

    def replacement(match: re.Match[str]) -> str:
        words: Iterable[str] = words_of(match.group(2))
        words = {word.lower() for word in words} if match.group(1) else all_forms(words)
        # Longest first: an alternation takes the first that fits.
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(" ", r"\s+") for word in ordered) + ")"

    return _MACRO.sub(replacement, pattern)


@lru_cache(maxsize=4096)
def compiled(pattern: str, case: bool = False) -> Any:
    """The compiled expression; ValueError with the reason when it is not one."""
    flags = regex_module.VERSION0 | regex_module.MULTILINE | (0 if case else regex_module.IGNORECASE)
    try:
        return regex_module.compile(pattern, flags)
    except regex_module.error as error:
        raise ValueError(f"not a regular expression: {error}") from None


def anchors(pattern: str) -> tuple[str, ...]:
    """Lower-case literals of which any match must hold one; empty where none can be told."""
    if sre_parser is None:
        return ()
    try:
        # `re` forbids what `regex` allows: the group "mark" in several branches. Names do not matter here.
        parsed = sre_parser.parse(pattern.replace("(?P<mark>", "("))
    except (re.error, OverflowError, RecursionError):
        return ()  # syntax of the `regex` module that `re` does not know
    best = _required(parsed)
    return tuple(sorted(best)) if best and min(map(_rarity, best)) >= 2 else ()


def _rarity(literal: str) -> int:
    """How much a literal narrows a search: its length, and a character beyond ASCII (“，”) is as rare as three letters."""
    return len(literal) if literal.isascii() else len(literal) + 2


def _required(parsed: Any) -> frozenset[str] | None:
    """The best set of literals one of which every match of a parsed sequence holds."""
    candidates: list[frozenset[str]] = []
    run: set[str] = {""}

    def flush() -> None:
        nonlocal run
        if run != {""} and "" not in run:
            candidates.append(frozenset(run))
        run = {""}

    for operator, argument in parsed:
        exact = _exact(operator, argument)
        if exact is not None and len(run) * len(exact) <= (_MOST_LITERALS if run == {""} else _MOST_PRODUCTS):
            run = {head + tail for head in run for tail in exact}
            continue
        flush()
        if exact is not None:
            run = set(exact)
        elif operator is sre.SUBPATTERN:
            inner = _required(argument[3])
            if inner:
                candidates.append(inner)
        elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and argument[0] >= 1:
            inner = _required(argument[2])
            if inner:
                candidates.append(inner)
        elif operator is sre.BRANCH:
            inners = [_required(branch) for branch in argument[1]]
            if all(inners):
                union = frozenset().union(*(inner for inner in inners if inner))
                if len(union) <= _MOST_LITERALS:
                    candidates.append(union)
    flush()
    useful = [candidate for candidate in candidates if candidate]
    return max(useful, key=lambda each: (min(min(map(_rarity, each)), 4), -len(each)), default=None)


def _exact(operator: Any, argument: Any) -> set[str] | None:
    """All strings that one parsed item can match, where they are few; None where it is open."""
    if operator is sre.LITERAL:
        return {chr(argument).lower()}
    if operator is sre.IN and len(argument) <= _LARGEST_CLASS and all(kind is sre.LITERAL for kind, _ in argument):
        return {chr(code).lower() for _, code in argument}
    if operator is sre.AT:
        return {""}
    if operator is sre.SUBPATTERN:
        return _exact_sequence(argument[3])
    if operator is sre.BRANCH:
        found: set[str] = set()
        for branch in argument[1]:
            inner = _exact_sequence(branch)
            if inner is None or len(found) > _MOST_LITERALS:
                return None
            found |= inner
        return found
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT) and tuple(argument[:2]) == (0, 1):
        inner = _exact_sequence(argument[2])
        return None if inner is None else inner | {""}
    return None


def _exact_sequence(parsed: Any) -> set[str] | None:
    found = {""}
    for operator, argument in parsed:
        inner = _exact(operator, argument)
        if inner is None or len(found) * len(inner) > _MOST_LITERALS:
            return None
        found = {head + tail for head in found for tail in inner}
    return found
