#!/usr/bin/env python3
"""How much of the held-out suite mtlint finds, fixes, and leaves alone.

python tests/held_out/run.py [--depth fast|standard|deep] [--by kind|from|severity] [--kind KIND]
                             [--show-kind-only] [--missed] [--unfixed] [--false] [--json]

found    a finding above neutral shares a character with the wrong span and is no longer than max(12, 3 x span).
fixed    one of such a finding's first five suggestions writes the text that an accepted correction writes; compared
         on the whole resulting text, squeezed as the project's score.py does: case, curly quotes and runs of
         white space do not count.
twins    innocent twins with any finding above neutral.

No sentence is ever printed: those who write rules may run this and must stay blind.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtlint import Checker, Config, Document, Finding, Severity

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases.jsonl"
FIRST = 5

Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What mtlint did with one case."""

    case: Case
    found: bool
    fixed: bool
    false: tuple[str, ...]  # the rules that touched the twin
    extra: int  # findings in the wrong text that do not hit the span
    notes: tuple[str, ...]


def load(path: Path = CASES) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def hits(finding: Finding, case: Case) -> bool:
    shared = min(finding.end, case["end"]) - max(finding.start, case["start"])
    return shared > 0 and finding.end - finding.start <= max(12, 3 * (case["end"] - case["start"]))


def squeeze(text: str) -> str:
    return " ".join(text.translate(str.maketrans("’‘”“", "''\"\"")).split()).lower()


def fixes(finding: Finding, case: Case) -> bool:
    """Does one of the first suggestions write the text that an accepted correction writes?"""
    text = case["wrong"]
    wanted = {squeeze(text[: case["start"]] + right + text[case["end"] :]) for right in case["corrections"]}
    return any(
        squeeze(text[: finding.start] + suggestion + text[finding.end :]) in wanted
        for suggestion in finding.suggestions[:FIRST]
    )


def try_case(checker: Checker, case: Case) -> Outcome:
    wrong = checker.check(Document(case["wrong"], id=case["id"]))
    twin = checker.check(Document(case["twin"], id=case["id"] + "-twin"))
    loud = [finding for finding in wrong.findings if finding.severity > Severity.NEUTRAL]
    hit = [finding for finding in loud if hits(finding, case)]
    return Outcome(
        case,
        found=bool(hit),
        fixed=any(fixes(finding, case) for finding in hit),
        false=tuple(finding.rule for finding in twin.findings if finding.severity > Severity.NEUTRAL),
        extra=len(loud) - len(hit),
        notes=wrong.notes,
    )


def try_all(cases: Iterable[Case], depth: str) -> list[Outcome]:
    with Checker(Config(depth=depth)) as checker:
        return [try_case(checker, case) for case in cases]


def summary(outcomes: Iterable[Outcome]) -> dict[str, int]:
    rows = list(outcomes)
    return {
        "cases": len(rows),
        "found": sum(row.found for row in rows),
        "fixed": sum(row.fixed for row in rows),
        "twins": sum(bool(row.false) for row in rows),
    }


def table(outcomes: list[Outcome], key: str) -> str:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case[key], []).append(outcome)
    lines = [f"{key:20} {'cases':>5} {'found':>11} {'fixed':>11} {'twins':>11}"]
    for name, rows in [*groups.items(), ("all", outcomes)]:
        row = summary(rows)
        shares = "".join(f" {row[what]:4} {row[what] / row['cases']:6.1%}" for what in ("found", "fixed", "twins"))
        lines.append(f"{name:20} {row['cases']:5}{shares}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--depth", choices=("fast", "standard", "deep"), default="standard")
    parser.add_argument("--by", choices=("kind", "from", "severity"), default="kind")
    parser.add_argument("--kind", help="only the cases of this kind")
    parser.add_argument("--show-kind-only", action="store_true", help="print the table and nothing else")
    parser.add_argument("--missed", action="store_true", help="list the ids that were not found")
    parser.add_argument("--unfixed", action="store_true", help="list the ids that were found without the right fix")
    parser.add_argument("--false", action="store_true", help="list the ids of touched twins, with the rules")
    parser.add_argument("--json", action="store_true", help="print one JSON object of totals by kind")
    arguments = parser.parse_args()
    cases = [case for case in load() if arguments.kind in (None, case["kind"])]
    if not cases:
        parser.error(f"no cases of kind {arguments.kind!r}")
    outcomes = try_all(cases, arguments.depth)
    if arguments.json:
        kinds = dict.fromkeys(outcome.case["kind"] for outcome in outcomes)
        by_kind = {kind: summary(o for o in outcomes if o.case["kind"] == kind) for kind in kinds}
        print(json.dumps({"depth": arguments.depth, "all": summary(outcomes), "kinds": by_kind}))
        return 0
    print(table(outcomes, arguments.by))
    if arguments.show_kind_only:
        return 0
    print(f"findings beside the spans of the wrong texts: {sum(outcome.extra for outcome in outcomes)}")
    for note in sorted({note for outcome in outcomes for note in outcome.notes}):
        print(f"note: {note}", file=sys.stderr)
    if arguments.missed:
        print("missed:", *(outcome.case["id"] for outcome in outcomes if not outcome.found))
    if arguments.unfixed:
        print("unfixed:", *(outcome.case["id"] for outcome in outcomes if outcome.found and not outcome.fixed))
    if arguments.false:
        for outcome in outcomes:
            if outcome.false:
                print(f"false: {outcome.case['id']} {' '.join(outcome.false)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
