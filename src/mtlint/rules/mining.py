"""What rules do to a corpus: hits, rates and contexts, so that a noisy rule shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mtlint.config import Config
from mtlint.document import Document
from mtlint.rules.schema import Rule


@dataclass(slots=True)
class Hits:
    """What one rule hit: how often, and the first contexts as (document id, before, marked, after, first suggestion)."""

    count: int = 0
    contexts: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def mine(
    documents: Iterable[Document], rules: Sequence[Rule], *, depth: str = "standard", most: int = 5
) -> tuple[dict[str, Hits], int]:
    """Run `rules` over `documents`; returns hits by rule id (commonest first) and the number of words read."""
    from mtlint.detectors.rules import RulesDetector

    engine = RulesDetector(Config(depth=depth), rules)
    found: dict[str, Hits] = {}
    words = 0
    for document in documents:
        words += len(document.words)
        for finding in engine.detect(document):
            hits = found.setdefault(finding.rule, Hits())
            hits.count += 1
            if len(hits.contexts) < most:
                before = document.text[max(0, finding.start - 60) : finding.start]
                after = document.text[finding.end : finding.end + 60]
                fix = finding.suggestions[0] if finding.suggestions else ""
                hits.contexts.append((document.id, before, finding.text, after, fix))
    return dict(sorted(found.items(), key=lambda pair: -pair[1].count)), words
