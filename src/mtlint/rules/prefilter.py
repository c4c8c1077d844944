"""Which rules can match where: one pass over a text instead of one pass a rule.

A document holds few of the words that a thousand rules ask for. All literals of all regular expressions go into one
Aho-Corasick automaton, and all words that relations need into one table, so that what a rule costs on a text without its
words is nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mtlint.document import Span
from mtlint.rules.schema import Rule

#: Windows closer than this are searched as one.
_GAP = 16


class Anchors:
    """The literals of regex rules in one automaton."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        sets: dict[tuple[str, ...], int] = {}
        self._open = []  # rules of which no literal is known: they run on every block
        self._by_set: dict[int, list[tuple[Rule, int]]] = {}  # rules by their anchors, with what else they need
        for rule in rules:
            if not rule.anchors:
                self._open.append(rule)
                continue
            first = sets.setdefault(rule.anchors, len(sets))
            also = sets.setdefault(rule.also, len(sets)) if rule.also else -1
            self._by_set.setdefault(first, []).append((rule, also))
        table: dict[str, list[int]] = {}
        for literals, number in sets.items():
            for literal in literals:
                table.setdefault(literal, []).append(number)
        self._automaton: Any = None
        if table:
            import ahocorasick

            self._automaton = ahocorasick.Automaton()
            for literal, numbers in table.items():
                self._automaton.add_word(literal, (len(literal), tuple(numbers)))
            self._automaton.make_automaton()

    def candidates(self, text: str, blocks: Sequence[Span]) -> Iterator[tuple[Rule, Span, int, int]]:
        """Each rule with a block and the range in it where a match can lie, all in offsets of `text`."""
        for rule in self._open:
            for block in blocks:
                yield rule, block, block.start, block.end
        if self._automaton is None:
            return
        lower = text.lower()
        if len(lower) != len(text):  # "İ" becomes two characters: keep the offsets, lose the exotic capital
            lower = "".join(small if len(small := char.lower()) == 1 else char for char in text)
        ends: dict[int, list[int]] = {}
        starts: dict[int, list[int]] = {}
        for last, (length, numbers) in self._automaton.iter(lower):
            for number in numbers:
                if number in ends:
                    ends[number].append(last + 1)
                    starts[number].append(last + 1 - length)
                else:
                    ends[number] = [last + 1]
                    starts[number] = [last + 1 - length]
        for number in sorted(ends.keys() & self._by_set.keys()):
            ranges: dict[tuple[int, int], list[tuple[Span, int, int]]] = {}
            for rule, also in self._by_set[number]:
                if also >= 0 and also not in ends:
                    continue
                shape = rule.reach, rule.around
                if shape not in ranges:
                    ranges[shape] = list(_ranges(rule, starts[number], ends[number], blocks))
                for block, low, high in ranges[shape]:
                    if also < 0 or _within(ends[also], low, high + max(0, rule.around)):
                        yield rule, block, low, high


def _within(ends: Sequence[int], low: int, high: int) -> bool:
    """True when a literal ends in the range."""
    at = bisect_right(ends, low)
    return at < len(ends) and ends[at] <= high


def _ranges(
    rule: Rule, starts: Sequence[int], ends: Sequence[int], blocks: Sequence[Span]
) -> Iterator[tuple[Span, int, int]]:
    """Blocks that hold an anchor, with the part of each that a match around its anchors can touch."""
    index = 0
    open_block: Span | None = None
    low = high = 0
    for start, end in zip(starts, ends, strict=True):  # by their ends, in order
        while index < len(blocks) and blocks[index].end < end:
            index += 1
        if index == len(blocks):
            break
        block = blocks[index]
        if start < block.start:
            continue
        if rule.reach < 0:
            begin, until = block.start, block.end
        else:
            begin = max(block.start, end - rule.reach - rule.around)
            # One character more than a look-ahead sees, so that the end of the range is not taken for a word's end.
            until = min(block.end, start + rule.reach + 2 * rule.around + 2)
        if open_block is block and begin <= high + _GAP:
            low, high = min(low, begin), max(high, until)
            continue
        if open_block is not None:
            yield open_block, low, high
        open_block, low, high = block, begin, until
    if open_block is not None:
        yield open_block, low, high


class Needs:
    """The words that relations and token patterns ask for: which rules a sentence's words allow."""

    def __init__(self, rules: Iterable[Rule], class_forms: Mapping[str, frozenset[str]]) -> None:
        self._symbols: dict[str, list[int]] = {}  # a word, or "@class" -> the needs that it meets
        self._classes: dict[str, list[str]] = {}  # a word -> the classes that it belongs to
        self._by_need: list[list[tuple[Rule, frozenset[int]]]] = []  # rules by the rarest of their needs
        self._always: list[Rule] = []
        numbers: dict[frozenset[str], int] = {}
        used: set[str] = set()
        for rule in rules:
            own = []
            for need in rule.needs:
                if need not in numbers:
                    numbers[need] = len(self._by_need)
                    self._by_need.append([])
                    for symbol in need:
                        self._symbols.setdefault(symbol, []).append(numbers[need])
                    used |= {symbol for symbol in need if symbol.startswith("@")}
                own.append((sum(len(class_forms.get(s[1:], s)) if s[0] == "@" else 1 for s in need), numbers[need]))
            if own:
                self._by_need[min(own)[1]].append((rule, frozenset(number for _, number in own)))
            else:
                self._always.append(rule)
        for symbol in used:
            for form in class_forms.get(symbol[1:], ()):
                self._classes.setdefault(form, []).append(symbol)

    def candidates(self, words: Iterable[str]) -> set[Rule]:
        """The rules whose every need is met by `words` (lower case)."""
        met: set[int] = set()
        for word in words:
            met.update(self._symbols.get(word, ()))
            for symbol in self._classes.get(word, ()):
                met.update(self._symbols[symbol])
        found = set(self._always)
        for number in met:
            for rule, needs in self._by_need[number]:
                if needs <= met:
                    found.add(rule)
        return found
