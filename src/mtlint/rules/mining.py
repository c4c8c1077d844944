"""What rules do to a corpus: hits, rates and contexts, so that a noisy rule shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtlint.config import Config
from mtlint.document import Document
from mtlint.readers.jsonl import corpus, rows
from mtlint.rules.schema import Rule

_AROUND = 60
SORTS = ("count", "rate", "ratio", "rule")


@dataclass(slots=True)
class Hits:
    """What one rule hit: how often in each group of documents, and the first contexts."""

    counts: dict[str, int] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    contexts: list[dict[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(slots=True)
class Mined:
    """What rules hit in a corpus: `hits` by rule id, `words` and `documents` by group, and rules that ran out of time."""

    hits: dict[str, Hits]
    words: dict[str, int]
    documents: dict[str, int]
    slow: tuple[str, ...] = ()

    def rate(self, rule: str, group: str | None = None) -> float:
        """Hits per 1,000 words, in one group or in all."""
        hits = self.hits.get(rule, Hits())
        if group is None:
            return 1000 * hits.count / max(1, sum(self.words.values()))
        return 1000 * hits.counts.get(group, 0) / max(1, self.words.get(group, 0))


def documents(paths: Sequence[str], where: Mapping[str, str], by: str | None = None) -> Iterator[tuple[str, Document]]:
    """Each document with its group: the value of the JSON field `by`, else ""."""
    if by is None:
        yield from (("", document) for document in corpus(paths, where))
        return
    for name in paths:
        path = Path(name)
        if ".jsonl" not in path.suffixes:
            yield from (("", document) for document in corpus([name], where))
            continue
        for number, row in enumerate(rows(path)):
            if all(str(row.get(key)) == value for key, value in where.items()):
                group = str(row[by]) if row.get(by) is not None else "-"
                yield group, Document(str(row.get("text", "")), id=str(row.get("id", number)))


def mine(
    found: Iterable[tuple[str, Document]],
    rules: Sequence[Rule],
    *,
    depth: str = "standard",
    most: int = 5,
    sort: str = "count",
) -> Mined:
    """Run `rules` over documents, each with its group; contexts of the first `most` hits of each rule are kept."""
    from mtlint.detectors.rules import RulesDetector

    engine = RulesDetector(Config(depth=depth), rules)
    mined = Mined({}, {}, {})
    for group, document in found:
        mined.words[group] = mined.words.get(group, 0) + len(document.words)
        mined.documents[group] = mined.documents.get(group, 0) + 1
        for finding in engine.detect(document):
            hits = mined.hits.setdefault(finding.rule, Hits())
            hits.counts[group] = hits.counts.get(group, 0) + 1
            hits.documents.add(f"{group}/{document.id}")
            if len(hits.contexts) < most:
                hits.contexts.append(
                    {
                        "document": document.id,
                        "before": document.text[max(0, finding.start - _AROUND) : finding.start],
                        "text": finding.text,
                        "after": document.text[finding.end : finding.end + _AROUND],
                        "fix": finding.suggestions[0] if finding.suggestions else "",
                    }
                )
    mined.slow = tuple(sorted(engine.slow))
    mined.hits = dict(sorted(mined.hits.items(), key=lambda pair: _order(mined, pair[0], sort)))
    return mined


def _order(mined: Mined, rule: str, sort: str) -> tuple[Any, ...]:
    rates = [mined.rate(rule, group) for group in sorted(mined.words)]
    if sort == "rate":
        return -max(rates), rule
    if sort == "ratio":  # of the last group over the first, by name: human < mt; the noisiest rules first
        return (rates[-1] + 0.001) / (rates[0] + 0.001), rule
    return (rule,) if sort == "rule" else (-mined.hits[rule].count, rule)


def as_text(mined: Mined, rules: int) -> str:
    """A few lines a rule: hits, rate, contexts; with groups, their rates side by side."""
    groups = sorted(mined.words)
    lines = []
    for rule, hits in mined.hits.items():
        if len(groups) > 1:
            side = "  ".join(f"{group} {hits.counts.get(group, 0)} ({mined.rate(rule, group):.3f})" for group in groups)
            lines.append(f"{rule}  {hits.count}  {side}")
        else:
            lines.append(
                f"{rule}  {hits.count}  {mined.rate(rule):.3f} per 1,000 words  in {len(hits.documents)} documents"
            )
        for context in hits.contexts:
            line = f"{context['before']}[{context['text']}]{context['after']}".replace("\n", " / ")
            lines.append(f"    {context['document']}: …{line}…" + (f"  ->  {context['fix']}" if context["fix"] else ""))
    total = sum(hits.count for hits in mined.hits.values())
    words = sum(mined.words.values())
    for group in groups if len(groups) > 1 else ():
        own = sum(hits.counts.get(group, 0) for hits in mined.hits.values())
        rate = 1000 * own / max(1, mined.words[group])
        lines.append(
            f"{group}: {own} hits in {mined.words[group]} words of {mined.documents[group]} documents: {rate:.2f} per 1,000"
        )
    if mined.slow:
        lines.append(f"out of time: {', '.join(mined.slow)}")
    lines.append(
        f"{len(mined.hits)} of {rules} rules hit {total} times in {words} words: {1000 * total / max(words, 1):.2f} per 1,000"
    )
    return "\n".join(lines)


def as_json(mined: Mined) -> str:
    """Everything as JSON: words and documents by group, and for each rule its counts, rates and contexts."""
    data = {
        "words": mined.words,
        "documents": mined.documents,
        "slow": mined.slow,
        "rules": [
            {
                "rule": rule,
                "count": hits.count,
                "per_1000_words": round(mined.rate(rule), 4),
                "documents": len(hits.documents),
                "groups": {
                    group: {"count": hits.counts.get(group, 0), "per_1000_words": round(mined.rate(rule, group), 4)}
                    for group in sorted(mined.words)
                },
                "contexts": hits.contexts,
            }
            for rule, hits in mined.hits.items()
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
