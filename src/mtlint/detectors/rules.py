"""The rule engine as a detector: regular expressions on blocks, relations and token patterns on the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from mtlint.config import Config
from mtlint.document import Document, Segment, Span
from mtlint.errors import ConfigError
from mtlint.findings import Finding
from mtlint.rules import suggest
from mtlint.rules.loading import load_rules
from mtlint.rules.regexes import TIME_LIMIT, compiled
from mtlint.rules.relations import Graph
from mtlint.rules.schema import Rule
from mtlint.rules.words import article

_ARTICLE = re.compile(r"\b(an?) \Z", re.IGNORECASE)


class RulesDetector:
    """Runs all rules of the packs that the configuration selects.

    At depth "fast" only the regular expressions; from "standard" on also the rules that need the parser, and only on the
    sentences that hold the words which they ask for.
    """

    name = "rules"
    depth = "fast"

    def __init__(self, config: Config, rules: Sequence[Rule] | None = None) -> None:
        chosen = load_rules(config.packs) if rules is None else rules
        known = {rule.id for rule in chosen} | {rule.pack for rule in chosen}
        self._check_selectors(config, known)
        self._rules = [rule for rule in chosen if rule.default or _selected(rule, config.select)]
        self._parsed = config.depth != "fast"
        self.slow: set[str] = set()  # rules that ran out of time, for `rules mine` and the tests

    @staticmethod
    def _check_selectors(config: Config, known: set[str]) -> None:
        own_packs = {rule.partition("/")[0] for rule in known}
        for selector in (*config.select, *config.ignore):
            pack = selector.partition("/")[0]
            if pack in own_packs and not any(rule == selector or rule.startswith(selector + "/") for rule in known):
                raise ConfigError(f"no rule {selector!r} in pack {pack!r}; see: mtlint rules list")

    def detect(self, document: Document) -> Iterator[Finding]:
        yield from self._regexes(document)
        if self._parsed:
            yield from self._relations(document)

    def _regexes(self, document: Document) -> Iterator[Finding]:
        lower = document.text.lower()
        # Lower-casing can change the length of exotic text ("İ"); then no block prefilter by offset.
        aligned = len(lower) == len(document.text)
        for rule in self._rules:
            if not rule.regex or (rule.anchors and not any(anchor in lower for anchor in rule.anchors)):
                continue
            pattern = compiled(rule.regex, rule.case)
            for block in document.blocks:
                if (
                    rule.anchors
                    and aligned
                    and not any(lower.find(a, block.start, block.end) >= 0 for a in rule.anchors)
                ):
                    continue
                yield from self._matches(rule, pattern, document, block)

    def _matches(self, rule: Rule, pattern: Any, document: Document, block: Span) -> Iterator[Finding]:
        text = document.text[block.start : block.end]
        try:
            for match in pattern.finditer(text, timeout=TIME_LIMIT * max(1, len(text) / 10_000)):
                start, end = match.span("mark") if "mark" in pattern.groupindex else (-1, -1)
                if start < 0:  # no such group, or in the other branch of an alternation
                    start, end = match.span()
                segment = document.segment_at(block.start + start)
                if self._excused(rule, document, segment or block):
                    continue
                start, fixes = _with_article(text, start, suggest.from_regex(rule.suggest, match, rule.case))
                yield self._finding(rule, document, block.start + start, block.start + end, fixes)
        except TimeoutError:
            self.slow.add(rule.id)

    @cached_property
    def _matcher(self) -> Any:
        from spacy.matcher import Matcher

        from mtlint.models.parser import pipeline

        matcher = Matcher(pipeline().vocab)
        for number, rule in enumerate(self._rules):
            if rule.tokens:
                matcher.add(str(number), [list(rule.tokens)], greedy="LONGEST")
        return matcher

    @cached_property
    def _by_key(self) -> dict[str, list[Rule]]:
        """Relation rules by the lemmas of their key slot."""
        table: dict[str, list[Rule]] = {}
        for rule in self._rules:
            if rule.relation:
                slot = rule.relation.key[1]
                for word in slot.lemmas | slot.surfaces or {"*"}:
                    table.setdefault(word, []).append(rule)
        return table

    def _relations(self, document: Document) -> Iterator[Finding]:
        parsed = [rule for rule in self._rules if not rule.regex]
        lower = document.text.lower()
        likely = [rule for rule in parsed if all(any(word in lower for word in need) for need in rule.needs)]
        wanted = [segment for segment in document.segments if self._worth_parsing(document, segment, likely)]
        if not wanted:
            return
        for segment, doc in document.parse.of(wanted):
            yield from self._in_sentence(document, segment, doc)

    @staticmethod
    def _worth_parsing(document: Document, segment: Segment, rules: Sequence[Rule]) -> bool:
        words = set(_tokens(document.text[segment.start : segment.end].lower()))
        return any(all(not words.isdisjoint(need) for need in rule.needs) for rule in rules)

    def _in_sentence(self, document: Document, segment: Segment, doc: Any) -> Iterator[Finding]:
        graph = Graph(doc)
        for token in doc:
            keys = dict.fromkeys((graph.lemmas[token.i], token.lower_, "*"))
            for rule in dict.fromkeys(rule for key in keys for rule in self._by_key.get(key, ())):
                assert rule.relation is not None
                for binding in rule.relation.matches(graph, token.i):
                    marked = [binding[role] for role in rule.mark if role in binding] or list(binding.values())
                    yield from self._bound(rule, document, segment, doc, binding, min(marked), max(marked) + 1)
        if any(rule.tokens for rule in self._rules):
            for number, start, end in self._matcher(doc):
                rule = self._rules[int(doc.vocab.strings[number])]
                binding = {str(index): start + index for index in range(end - start)}
                marked = [binding[role] for role in rule.mark if role in binding]
                if marked:
                    start, end = min(marked), max(marked) + 1
                yield from self._bound(rule, document, segment, doc, binding, start, end)

    def _bound(
        self,
        rule: Rule,
        document: Document,
        segment: Segment,
        doc: Any,
        binding: dict[str, int],
        start: int,
        end: int,
    ) -> Iterator[Finding]:
        if self._excused(rule, document, segment):
            return
        fixes = suggest.from_tokens(doc, binding, start, end, rule.replace, rule.suggest)
        before = doc[start - 1] if start else None
        if fixes and before is not None and before.lower_ in {"a", "an"} and article(fixes[0]) != before.lower_:
            # "an unpleasant ..." -> "a tense ...": the article belongs to the fix.
            start -= 1
            fixes = [f"{_cased_article(fix, before.text)} {fix}" for fix in fixes]
        first, last = doc[start], doc[end - 1]
        at = segment.start
        yield self._finding(rule, document, at + first.idx, at + last.idx + len(last.text), fixes)

    @staticmethod
    def _excused(rule: Rule, document: Document, around: Span) -> bool:
        if not rule.unless and not rule.when:
            return False
        sentence = document.text[around.start : around.end]
        try:
            if any(compiled(pattern).search(sentence, timeout=TIME_LIMIT) for pattern in rule.unless):
                return True
            return any(not compiled(pattern).search(sentence, timeout=TIME_LIMIT) for pattern in rule.when)
        except TimeoutError:
            return True  # in doubt, say nothing

    @staticmethod
    def _finding(rule: Rule, document: Document, start: int, end: int, fixes: list[str]) -> Finding:
        text = document.text[start:end]
        kept = tuple(fix for fix in fixes if fix != text)
        message = rule.message.replace("{text}", text).replace("{fix}", kept[0] if kept else "")
        return Finding(rule.id, rule.category, rule.severity, rule.confidence, start, end, text, message, kept, "rules")


def _tokens(text: str) -> list[str]:
    """Words as the parser cuts them, near enough for a prefilter: "don't" gives "don't", "do" and "n't" alike."""
    words = text.replace("’", "'").split()
    found = []
    for word in words:
        bare = word.strip("\"'“”‘()[]{}.,;:!?…—–-")
        found.append(bare)
        if "'" in bare or "-" in bare:
            found += bare.replace("'", " '").replace("-", " ").split()
        if "—" in bare or "/" in bare or "–" in bare:
            found += bare.replace("—", " ").replace("–", " ").replace("/", " ").split()
    return found


def _with_article(text: str, start: int, fixes: list[str]) -> tuple[int, list[str]]:
    """Take "a" or "an" before a match into the fixes where the first of them asks for the other one."""
    before = _ARTICLE.search(text, max(0, start - 4), start)
    if not before or not fixes or not fixes[0][:1].isalpha() or article(fixes[0]) == before.group(1).lower():
        return start, fixes
    return before.start(), [f"{_cased_article(fix, before.group(1))} {fix}" for fix in fixes]


def _cased_article(word: str, model: str) -> str:
    found = article(word)
    return found.capitalize() if model[0].isupper() else found


def _selected(rule: Rule, selectors: Sequence[str]) -> bool:
    return any(rule.id == selector or rule.id.startswith(selector + "/") for selector in selectors)
