"""Rules tested on their own examples, and on all other rules' innocent ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding
from mtlint.rules.schema import Example, Rule
from mtlint.rules.suggest import with_article


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that a rule should not have done; `problem` is a sentence."""

    rule: str
    problem: str
    example: str


def run(rules: Sequence[Rule], *, cross: bool = False) -> Iterator[Failure]:
    """Test each rule on its examples: every wrong one marked where it says and with the fix it names, no innocent one touched.

    With `cross` the innocent examples of every rule are also tried against all the other rules that are on by default.
    """
    found = _Findings(rules)
    optional = {rule.id for rule in rules if not rule.default}
    for rule in rules:
        for example in rule.wrong:
            problem = _wrong(rule, example, found.of(example.text))
            if problem:
                yield Failure(rule.id, problem, example.text)
        for text in rule.ok:
            for finding in found.of(text):
                if finding.rule == rule.id:
                    yield Failure(rule.id, f"marks “{finding.text}” in an innocent example", text)
                    break
    for rule in rules if cross else ():
        for text in rule.ok:
            for finding in found.of(text):
                if finding.rule != rule.id and finding.rule not in optional:
                    yield Failure(finding.rule, f"marks “{finding.text}” in an innocent example of {rule.id}", text)
    for slow in sorted(found.engine.slow):
        yield Failure(slow, "takes too long", "")


class _Findings:
    """What all rules find in each example: one engine, every text read once, parsed many at a time."""

    _BATCH = 512

    def __init__(self, rules: Sequence[Rule]) -> None:
        from mtlint.detectors.rules import RulesDetector

        self.engine = RulesDetector(Config(), [replace(rule, default=True) for rule in rules])
        texts = dict.fromkeys(text for rule in rules for text in (*(e.text for e in rule.wrong), *rule.ok))
        self._waiting = list(texts)
        self._known: dict[str, list[Finding]] = {}

    def of(self, text: str) -> list[Finding]:
        while text not in self._known:
            self._next()
        return self._known[text]

    def _next(self) -> None:
        from mtlint.models.parser import parse_ahead

        batch, self._waiting = self._waiting[: self._BATCH], self._waiting[self._BATCH :]
        documents = [Document(text) for text in batch]
        parse_ahead((document, segment) for document in documents for segment in self.engine.likely(document))
        for document in documents:
            self._known[document.text] = list(self.engine.detect(document))


def _wrong(rule: Rule, example: Example, findings: Sequence[Finding]) -> str | None:
    found = [finding for finding in findings if finding.rule == rule.id]
    hits = [f for f in found if f.start < example.end and example.start < f.end]
    if not hits:
        return "does not find its wrong example"
    longest = max(12, 3 * (example.end - example.start))
    if all(f.end - f.start > longest for f in hits):
        return f"marks far too much: “{hits[0].text}”"
    if example.fix is None:
        return None
    # "an [[artifice => ploy]]" means "a ploy", whoever puts the article right.
    start, (fix,) = with_article(example.text, example.start, example.end, [example.fix])
    wanted = {
        _squeeze(example.text[: example.start] + example.fix + example.text[example.end :]),
        _squeeze(example.text[:start] + fix + example.text[example.end :]),
    }
    offered = [
        _squeeze(example.text[: f.start] + suggestion + example.text[f.end :])
        for f in hits
        for suggestion in f.suggestions[:5]
    ]
    if wanted.isdisjoint(offered):
        first = [suggestion for f in hits for suggestion in f.suggestions[:5]]
        return f"does not offer “{example.fix}” (offers {first} for “{hits[0].text}”)"
    return None


def _squeeze(text: str) -> str:
    return " ".join(text.split())
