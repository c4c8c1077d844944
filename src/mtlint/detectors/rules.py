"""The rule engine as a detector: regular expressions on blocks, relations and token patterns on the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from typing import Any

from mtlint.config import Config
from mtlint.dialect import dialect
from mtlint.document import Document, Segment, Span
from mtlint.errors import ConfigError
from mtlint.findings import Finding
from mtlint.rules import suggest
from mtlint.rules.loading import class_forms, load_rules
from mtlint.rules.prefilter import Anchors, Needs
from mtlint.rules.regexes import TIME_LIMIT, compiled, time_limit
from mtlint.rules.relations import Graph
from mtlint.rules.schema import Rule
from mtlint.rules.words import american, article, british

#: A rule that runs out of time so often in a document is not tried on the rest of it.
_PATIENCE = 3


class RulesDetector:
    """Runs all rules of the packs that the configuration selects.

    At depth "fast" only the regular expressions; from "standard" on also the rules that need the parser, and only on the
    sentences that hold the words which they ask for.
    """

    name = "rules"
    depth = "fast"

    def __init__(self, config: Config, rules: Sequence[Rule] | None = None) -> None:
        chosen = load_rules(config.packs, examples=False) if rules is None else rules
        known = {rule.id for rule in chosen} | {rule.pack for rule in chosen}
        self._check_selectors(config, known)
        self._rules = [rule for rule in chosen if rule.default or _selected(rule, config.select)]
        self._dialect = config.dialect
        self._parsed = config.depth != "fast"
        self._naming = {rule for rule in self._rules if rule.names}
        self._anchors = Anchors([rule for rule in self._rules if rule.regex])
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
        late: dict[str, int] = {}  # rules that ran out of time here, and how often
        for rule, block, low, high in self._anchors.candidates(document.text, document.blocks):
            if late.get(rule.id, 0) < _PATIENCE:
                try:
                    try:
                        found = list(self._matches(rule, document, block, low, high))
                    except TimeoutError:  # the clock runs on while a busy machine does something else
                        if rule.id in late:
                            raise
                        found = list(self._matches(rule, document, block, low, high, patience=4))
                except TimeoutError:
                    late[rule.id] = late.get(rule.id, 0) + 1
                else:
                    yield from found
        self.slow.update(late)
        for id in (id for id, times in late.items() if times >= _PATIENCE):
            document.memo.setdefault("notes", []).append(
                f"rule {id} is too slow for this text and was not used on all of it"
            )

    def _matches(
        self, rule: Rule, document: Document, block: Span, low: int, high: int, patience: int = 1
    ) -> Iterator[Finding]:
        text = document.text[block.start : block.end]
        at = block.start
        pattern = compiled(rule.regex, rule.case)
        for match in pattern.finditer(text, low - at, high - at, timeout=patience * time_limit(high - low)):
            start, end = match.span("mark") if "mark" in pattern.groupindex else (-1, -1)
            if start < 0:  # no such group, or in the other branch of an alternation
                start, end = match.span()
            if (rule.unless or rule.when) and self._excused(rule, document, document.segment_at(at + start) or block):
                continue
            fixes = suggest.from_regex(rule.suggest, match, rule.case)
            start, fixes = suggest.with_article(text, start, end, fixes)
            yield self._finding(rule, document, at + start, at + end, fixes)

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

    @cached_property
    def _needs(self) -> Needs:
        return Needs((rule for rule in self._rules if not rule.regex), class_forms())

    def likely(self, document: Document) -> dict[Segment, Set[Rule]]:
        """The sentences that hold all words of a rule that needs the parser, with these rules."""
        found: dict[Segment, Set[Rule]] = {}
        for segment in document.segments if self._parsed else ():
            rules = self._needs.candidates(set(_tokens(document.text[segment.start : segment.end].lower())))
            if rules:
                found[segment] = rules
        return found

    def _relations(self, document: Document) -> Iterator[Finding]:
        likely = self.likely(document)
        if not likely:
            return
        named = [segment for segment, rules in likely.items() if not self._naming.isdisjoint(rules)]
        docs = dict(document.parse.of(likely, entities=False))
        docs.update(document.parse.of(named))
        for segment, doc in docs.items():
            yield from self._in_sentence(document, segment, doc, likely[segment])

    def _in_sentence(self, document: Document, segment: Segment, doc: Any, likely: Set[Rule]) -> Iterator[Finding]:
        graph = Graph(doc)
        for token in doc:
            keys = dict.fromkeys((graph.lemmas[token.i], token.lower_, "*"))
            for rule in dict.fromkeys(rule for key in keys for rule in self._by_key.get(key, ()) if rule in likely):
                assert rule.relation is not None
                for binding in rule.relation.matches(graph, token.i):
                    marked = [binding[role] for role in rule.mark if role in binding] or list(binding.values())
                    yield from self._bound(rule, document, segment, doc, binding, min(marked), max(marked) + 1)
        if any(rule.tokens for rule in likely):
            for number, start, end in self._matcher(doc):
                rule = self._rules[int(doc.vocab.strings[number])]
                if rule not in likely:
                    continue
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

    def _finding(self, rule: Rule, document: Document, start: int, end: int, fixes: list[str]) -> Finding:
        text = document.text[start:end]
        spelling = british if dialect(document, self._dialect) == "GB" else american
        # What the writer wrote stays as it is; only a word of our own follows the text's dialect.
        kept = tuple(dict.fromkeys(fix if spelling(fix) in text else spelling(fix) for fix in fixes if fix != text))
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


def _cased_article(word: str, model: str) -> str:
    found = article(word)
    return found.capitalize() if model[0].isupper() else found


def _selected(rule: Rule, selectors: Sequence[str]) -> bool:
    return any(rule.id == selector or rule.id.startswith(selector + "/") for selector in selectors)
