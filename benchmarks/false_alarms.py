#!/usr/bin/env python3
"""What mtlint and LanguageTool alone mark in news that people wrote: findings above neutral per 1,000 words.

    python benchmarks/false_alarms.py [--depth standard] [--data ../shared/eval] [--sets 2021 2023] [--top 15] [--show RULE]

LanguageTool alone runs with its defaults (en-US, the whole text in one request), on the same server, in the same run.
"Native" leaves out newsrooms whose English is itself translated; see the README beside the data.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from mtlint import Checker, Config, Document, Severity
from mtlint.findings import Finding
from mtlint.readers.jsonl import corpus

TRANSLATING = ("allafrica", "novinite", "egyptindependent.com", "rt.com", "aj-english")


def newsroom(id: str) -> str:
    """The part of a document's id between the first dash and the last dot."""
    return id.partition("-")[2].rpartition(".")[0]


class Tally:
    """Words and findings of one group of documents, for one checker."""

    def __init__(self) -> None:
        self.words = 0
        self.seconds = 0.0
        self.rules: Counter[str] = Counter()
        self.majors: Counter[str] = Counter()
        self.contexts: dict[str, list[str]] = defaultdict(list)

    def add(self, document: Document, findings: list[Finding], seconds: float) -> None:
        self.words += len(document.words)
        self.seconds += seconds
        for finding in findings:
            self.rules[finding.rule] += 1
            if finding.severity >= Severity.MAJOR:
                self.majors[finding.rule] += 1
            before = document.text[max(0, finding.start - 60) : finding.start]
            after = document.text[finding.end : finding.end + 40]
            fix = finding.suggestions[0] if finding.suggestions else ""
            self.contexts[finding.rule].append(f"{before}[{finding.text}]{after} -> {fix}".replace("\n", " / "))

    def line(self) -> str:
        rate = 1000 / max(self.words, 1)
        return (
            f"{self.rules.total() * rate:6.2f} per 1,000 words (major {self.majors.total() * rate:.2f}); "
            f"{self.rules.total()} in {self.words} words; {self.words / max(self.seconds, 1e-9):,.0f} words/s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--depth", default="standard", choices=["fast", "standard", "deep"])
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "eval")
    parser.add_argument("--sets", nargs="+", default=["2021", "2023"])
    parser.add_argument("--label", default="human", help="human, human_translation or mt")
    parser.add_argument("--every", type=int, default=1, help="take each n-th document")
    parser.add_argument("--top", type=int, default=15, help="rules to list")
    parser.add_argument("--show", metavar="RULE", action="append", default=[], help="contexts of rules that begin so")
    parser.add_argument("--no-alone", action="store_true", help="leave out LanguageTool alone")
    arguments = parser.parse_args()

    for year in arguments.sets:
        path = arguments.data / f"docs-{year}.jsonl.gz"
        documents = list(corpus([str(path)], {"label": arguments.label}))[:: arguments.every]
        tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
        with Checker(Config(depth=arguments.depth)) as checker:
            checker.check_text("It starts.")  # loading is not what is measured
            for document in documents:
                start = time.perf_counter()
                result = checker.check(document)
                record(tallies, "mtlint", document, list(result.findings), time.perf_counter() - start)
                if result.notes:
                    raise SystemExit("; ".join(result.notes))
        if not arguments.no_alone:
            alone = LanguageToolAlone()
            alone.check(Document("It starts."))
            for document in documents:
                start = time.perf_counter()
                found = alone.check(document)
                record(tallies, "LanguageTool", document, found, time.perf_counter() - start)
        print(f"docs-{year}, label {arguments.label}, {len(documents)} documents, depth {arguments.depth}")
        for (who, group), tally in sorted(tallies.items(), key=lambda item: (item[0][0] != "mtlint", item[0][1])):
            print(f"  {who:13}{group:8}{tally.line()}")
        for who in ("mtlint", "LanguageTool"):
            tally = tallies[who, "all"]
            if tally.rules:
                print(f"  {who} by rule: " + ", ".join(f"{r} {n}" for r, n in tally.rules.most_common(arguments.top)))
        for rule, context in shown(tallies["mtlint", "all"], arguments.show):
            print(f"    {rule}: …{context}")


def record(
    tallies: dict[tuple[str, str], Tally], who: str, document: Document, findings: list[Finding], seconds: float
) -> None:
    counted = [finding for finding in findings if finding.severity > Severity.NEUTRAL]
    tallies[who, "all"].add(document, counted, seconds)
    if newsroom(document.id) not in TRANSLATING:
        tallies[who, "native"].add(document, counted, seconds)


def shown(tally: Tally, beginnings: list[str]) -> Iterator[tuple[str, str]]:
    for rule, contexts in sorted(tally.contexts.items()):
        if any(rule.startswith(beginning) for beginning in beginnings):
            yield from ((rule, context) for context in contexts)


class LanguageToolAlone:
    """LanguageTool as it comes: all of its default rules, American English, the text in one piece."""

    def __init__(self) -> None:
        from mtlint.languagetool.client import Client, Query

        self._client = Client(Config().languagetool)
        self._query = Query("en-US")

    def check(self, document: Document) -> list[Finding]:
        return [
            Finding(
                rule=match.rule,
                category="fluency/grammar",
                severity=Severity.MINOR,
                confidence=1.0,
                start=match.start,
                end=match.end,
                text=document.text[match.start : match.end],
                message=match.message,
                suggestions=match.suggestions[:1],
            )
            for match in self._client.check(document.text, self._query)
        ]


if __name__ == "__main__":
    main()
