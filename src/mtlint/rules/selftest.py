"""Rules tested on their own examples, and on all other rules' innocent ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtlint.config import Config
from mtlint.document import Document
from mtlint.rules.schema import Example, Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that a rule should not have done; `problem` is a sentence."""

    rule: str
    problem: str
    example: str


def run(rules: Sequence[Rule], *, cross: bool = False) -> Iterator[Failure]:
    """Test each rule on its examples: every wrong one marked where it says and with the fix it names, no innocent one touched.

    With `cross` the innocent examples of every rule are also tried against all the other rules.
    """
    from mtlint.detectors.rules import RulesDetector

    engines = {rule.id: RulesDetector(Config(), [rule]) for rule in rules}
    for rule in rules:
        engine = engines[rule.id]
        for example in rule.wrong:
            problem = _wrong(engine, rule, example)
            if problem:
                yield Failure(rule.id, problem, example.text)
        for text in rule.ok:
            found = [f for f in engine.detect(Document(text)) if f.rule == rule.id]
            if found:
                yield Failure(rule.id, f"marks “{found[0].text}” in an innocent example", text)
    if cross:
        everything = RulesDetector(Config(), rules)
        for rule in rules:
            for text in rule.ok:
                for finding in everything.detect(Document(text)):
                    if finding.rule != rule.id:
                        yield Failure(finding.rule, f"marks “{finding.text}” in an innocent example of {rule.id}", text)


def _wrong(engine: object, rule: Rule, example: Example) -> str | None:
    from mtlint.detectors.rules import RulesDetector

    assert isinstance(engine, RulesDetector)
    found = [finding for finding in engine.detect(Document(example.text)) if finding.rule == rule.id]
    hits = [f for f in found if f.start < example.end and example.start < f.end]
    if not hits:
        return "does not find its wrong example"
    longest = max(12, 3 * (example.end - example.start))
    if all(f.end - f.start > longest for f in hits):
        return f"marks far too much: “{hits[0].text}”"
    if example.fix is None:
        return None
    want = _squeeze(example.text[: example.start] + example.fix + example.text[example.end :])
    offered = [
        _squeeze(example.text[: f.start] + suggestion + example.text[f.end :])
        for f in hits
        for suggestion in f.suggestions[:5]
    ]
    if want not in offered:
        first = [suggestion for f in hits for suggestion in f.suggestions[:5]]
        return f"does not offer “{example.fix}” (offers {first} for “{hits[0].text}”)"
    return None


def _squeeze(text: str) -> str:
    return " ".join(text.split())
