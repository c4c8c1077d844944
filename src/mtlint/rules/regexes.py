"""Regular expressions of rules: word macros, and where in a text one can match at all.

`{pay}` stands for all forms of "pay", `{pay|make}` for those of both, `{$set}` for those of a word set, `{=$set}` for its
words as they are written. Expressions run on the `regex` module, which can be given a time limit.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
#: Seconds more for each further 10,000 characters: ten times what the slowest shipped rule needs.
_MORE_TIME = 0.02
_MOST_LITERALS = 1500
#: Literals side by side multiply; more of them cost more to look for than the expression itself.
_MOST_PRODUCTS = 64
#: Of a class of characters ("[?!]") at most so many count as literals.
_LARGEST_CLASS = 12
_LARGEST_RANGE = 200


def expand(pattern: str, words_of: Callable[[str], list[str]]) -> str:
    """Replace the macros of `pattern`; `words_of` resolves a word expression to words."""

    def replacement(match: re.Match[str]) -> str:
        words: Iterable[str] = words_of(match.group(2))
        words = {word.lower() for word in words} if match.group(1) else all_forms(words)
        # Longest first: an alternation takes the first that fits.
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(" ", r"\s+") for word in ordered) + ")"

    return _MACRO.sub(replacement, pattern)


def time_limit(length: int) -> float:
    """Seconds that one rule may spend on a text of `length` characters."""
    return TIME_LIMIT + _MORE_TIME * (length // 10_000)


@lru_cache(maxsize=16384)
def compiled(pattern: str, case: bool = False) -> Any:
    """The compiled expression; ValueError with the reason when it is not one."""
    flags = regex_module.VERSION0 | regex_module.MULTILINE | (0 if case else regex_module.IGNORECASE)
    try:
        return regex_module.compile(pattern, flags)
    except regex_module.error as error:
        raise ValueError(f"not a regular expression: {error}") from None


@dataclass(frozen=True, slots=True)
class Outline:
    """What can be told of an expression without running it.

    `anchors` are lower-case literals of which any match, or what its look-arounds see, holds one (empty: not known), and
    `also` such literals of another part of it. `reach` is the most characters that a match can be long, and `around` how
    far its look-arounds can see beyond it; -1 where there is no bound.
    """

    anchors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    reach: int = -1
    around: int = -1


#: Syntax of the `regex` module that the parser of `re` does not know, and what stands for it when only literals and
#: widths are asked for.
_FOREIGN = ((re.compile(r"\\[pP]\{[^{}]*\}"), r"\\w"), (re.compile(r"\\[pP][A-Z]"), r"\\w"))
_GROUP_NAME = re.compile(r"\(\?P<(\w+)>")
_UNBOUNDED = 1 << 20
#: A run of white space, and one of letters, that is longer than this is not looked for.
_LONGEST_SPACE = 16
_LONGEST_WORD = 64
#: Literals expected more often than this in 1,000 words narrow nothing; a second set must be rarer than the other figure.
_TOO_MANY = 2000.0
_RARE_ENOUGH = 60.0


def outline(pattern: str) -> Outline:
    """The anchors and the reach of an expression."""
    parsed = _parsed(pattern)
    if parsed is None:
        return Outline()
    widths = _Widths()
    reach = widths.of(parsed)
    bounded = reach < _UNBOUNDED and widths.around < _UNBOUNDED
    best, *others = sorted(_literals(parsed), key=_expected) or [frozenset()]
    if not best or _expected(best) > _TOO_MANY:
        return Outline(reach=reach if bounded else -1, around=widths.around if bounded else -1)
    # A second set helps when it is rare itself and no part of the first.
    second = next((each for each in others if each.isdisjoint(best) and _expected(each) < _RARE_ENOUGH), frozenset())
    return Outline(
        tuple(sorted(best)),
        tuple(sorted(second)),
        reach if bounded else -1,
        widths.around if bounded else -1,
    )


def _expected(literals: frozenset[str]) -> float:
    """How many of the literals 1,000 words may hold."""
    return sum(map(_hits, literals))


def _parsed(pattern: str) -> Any:
    if sre_parser is None:
        return None
    for foreign, known in _FOREIGN:
        pattern = foreign.sub(known, pattern)
    seen: set[str] = set()

    def once(match: re.Match[str]) -> str:  # `regex` lets alternatives share a group's name
        if match.group(1) in seen:
            return "("
        seen.add(match.group(1))
        return match.group()

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return sre_parser.parse(_GROUP_NAME.sub(once, pattern))
    except (re.error, OverflowError, RecursionError):
        return None


def _rarity(literal: str) -> int:
    """How much a literal narrows a search: its length, and a character beyond ASCII (“，”) is as rare as three letters."""
    if len(literal) == 1 and literal in "()[]{}<>;:$@#%&*=|\\/_~^+!?":
        return 2
    return len(literal) if literal.isascii() else len(literal) + 2


#: Words so common that an anchor made of them alone narrows nothing.
_COMMON = frozenset(
    ["a", "an", "the", "of", "to", "in", "and", "or", "on", "at", "for", "by", "with", "from", "as", "is", "was",
     "are", "be", "been", "has", "have", "had", "it", "its", "that", "this", "he", "she", "his", "her", "they",
     "their", "not", "but", "who", "said", "will", "would", "could", "more", "than", "up", "out", "into", "over",
     "after", "one", "two", "new", "all", "about", "which", "were", "when"]
)  # fmt: skip


@lru_cache(maxsize=16384)
def _hits(literal: str) -> float:
    """How often a literal may be expected in 1,000 words, roughly."""
    words = literal.split()
    if len(words) > 1:
        return min(_hits(word) for word in words) / 10
    if not words:
        return 900.0 / len(literal)
    word = words[0]
    if not word.isascii():
        return 0.05
    if not any(c.isalpha() for c in word):
        return 20.0 / len(word) ** 2 if any(c in ".,0123456789" for c in word) else 2.0 / len(word)
    if word in _COMMON and word != literal:
        return 15.0
    return {1: 300.0, 2: 50.0, 3: 8.0, 4: 2.0, 5: 0.8}.get(len(word), 0.2)


def _required(parsed: Any) -> frozenset[str] | None:
    """The best set of literals one of which every match of a parsed sequence holds."""
    return min(_literals(parsed), key=_expected, default=None)


def _literals(parsed: Any) -> list[frozenset[str]]:
    """Sets of literals, of each of which every match of a parsed sequence holds one (or its look-arounds see it)."""
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
        repeated = _exact_repeat(operator, argument)
        if repeated is not None and len(run) * len(repeated) <= _MOST_PRODUCTS:
            run = {head + tail for head in run for tail in repeated}  # " +": at least one, and perhaps more after it
            flush()
            run = set(repeated)
            continue
        flush()
        if exact is not None:
            run = set(exact)
        elif operator is sre.SUBPATTERN:
            candidates += _literals(argument[3])
        elif operator is sre.ASSERT:
            candidates += _literals(argument[1])
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
    return [candidate for candidate in candidates if candidate and min(map(_rarity, candidate)) >= 2]


def _exact(operator: Any, argument: Any) -> set[str] | None:
    """All strings that one parsed item can match, where they are few; None where it is open."""
    if operator is sre.LITERAL:
        return {chr(argument).lower()}
    if operator is sre.IN:
        return _members(argument)
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


def _members(members: Any) -> set[str] | None:
    """The characters of a class, where they are few or rare."""
    codes: list[int] = []
    for kind, value in members:
        if kind is sre.LITERAL:
            codes.append(value)
        elif kind is sre.RANGE and value[0] > 127 and value[1] - value[0] <= _LARGEST_RANGE:
            codes += range(value[0], value[1] + 1)
        else:
            return None
    ascii = sum(code < 128 for code in codes)
    return {chr(code).lower() for code in codes} if ascii <= _LARGEST_CLASS and len(codes) <= _LARGEST_RANGE else None


def _exact_repeat(operator: Any, argument: Any) -> set[str] | None:
    """What one or more of something begin and end with, where that is plain."""
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and argument[0] >= 1:
        return _exact_sequence(argument[2])
    return None


def _exact_sequence(parsed: Any) -> set[str] | None:
    found = {""}
    for operator, argument in parsed:
        inner = _exact(operator, argument)
        if inner is None or len(found) * len(inner) > _MOST_LITERALS:
            return None
        found = {head + tail for head in found for tail in inner}
    return found


class _Widths:
    """How long a match can be; `around` collects how far look-arounds can see."""

    def __init__(self) -> None:
        self.around = 0
        self._groups: dict[int, int] = {}

    def of(self, parsed: Any) -> int:
        """The most characters that a parsed sequence can match, `_UNBOUNDED` or more where there is no bound."""
        return sum(self._item(operator, argument) for operator, argument in parsed)

    def _item(self, operator: Any, argument: Any) -> int:
        if operator is sre.SUBPATTERN:
            width = self.of(argument[3])
            if argument[0] is not None:
                self._groups[argument[0]] = width
            return width
        if operator is sre.BRANCH:
            return max(self.of(branch) for branch in argument[1])
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            inner = self.of(argument[2])
            if argument[1] is not sre.MAXREPEAT:
                return inner * int(argument[1])
            return _longest_run(argument[2]) or (_UNBOUNDED if inner else 0)
        if operator in (sre.ASSERT, sre.ASSERT_NOT):
            before, self.around = self.around, 0
            width = self.of(argument[1])
            # A look-ahead inside a look-ahead sees further still.
            self.around = max(before, self.around + width)
            return 0
        if operator is sre.GROUPREF:
            return self._groups.get(argument, _UNBOUNDED)
        if operator is sre.GROUPREF_EXISTS:
            return max(self.of(argument[1]), self.of(argument[2] or ()))
        if operator is sre.ATOMIC_GROUP:
            return self.of(argument)
        return 0 if operator is sre.AT else 1


def _longest_run(repeated: Any) -> int:
    """The longest run to expect of one repeated character class without an upper bound: white space or letters."""
    if len(repeated) != 1:
        return 0
    operator, argument = repeated[0]
    members = argument if operator is sre.IN else [(operator, argument)]
    kinds = {value for kind, value in members if kind is sre.CATEGORY}
    if kinds == {sre.CATEGORY_SPACE} and all(kind is sre.CATEGORY for kind, _ in members):
        return _LONGEST_SPACE
    letters = all(
        (kind is sre.CATEGORY and value in (sre.CATEGORY_WORD, sre.CATEGORY_DIGIT))
        or (kind is sre.LITERAL and (chr(value).isalnum() or chr(value) in "'’-_ "))
        or (kind is sre.RANGE and chr(value[0]).isalnum() and chr(value[1]).isalnum())
        for kind, value in members
    )
    spaces = any(kind is sre.LITERAL and value == 32 for kind, value in members)
    if spaces:
        return _LONGEST_SPACE if all(kind is sre.LITERAL and value == 32 for kind, value in members) else 0
    return _LONGEST_WORD if letters else 0
