"""False alarms on human-written English, by rule, held against a budget that can only go down.

    python benchmarks/precision.py                 list the rules by false alarms; exit code 1 when one is over its budget
    python benchmarks/precision.py --update        lower budgets to what was found
    python benchmarks/precision.py --accept RULE   let a rule have what it has now (say why in the commit)

A rule that is not in the budget file may not fire at all.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from corpora import ROOT, checked, options

from mtlint.findings import Severity

BUDGET = ROOT / "benchmarks" / "budget.json"


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--budget", type=Path, default=BUDGET)
    parser.add_argument("--update", action="store_true", help="lower budgets to what was found")
    parser.add_argument(
        "--accept", action="append", default=[], metavar="RULE", help="raise this rule's budget ('all': any)"
    )
    parser.add_argument("--contexts", type=int, default=2, help="contexts to show for each rule")
    arguments = parser.parse_args()
    rows = checked(arguments.eval, "human")
    sets = {
        "native-2021": [row for row in rows if row.year == 2021 and row.native],
        "human-2021": [row for row in rows if row.year == 2021],
        "human-2023": [row for row in rows if row.year == 2023],
    }
    counts = Counter(finding.rule for row in rows for finding in row.raw)
    totals: dict[str, dict[str, int]] = {}
    for name, own in sets.items():
        words = sum(row.words for row in own)
        findings = [finding for row in own for finding in row.findings]
        severe = sum(finding.severity >= Severity.MAJOR for finding in findings)
        totals[name] = {"findings": len(findings), "severe": severe}
        rate, high = (1000 * number / max(1, words) for number in (len(findings), severe))
        print(
            f"{name}: {words} words, {len(findings)} findings: {rate:.2f} per 1,000, {high:.2f} of them major or critical"
        )
    budget = (
        json.loads(arguments.budget.read_text("utf-8")) if arguments.budget.exists() else {"rules": {}, "totals": {}}
    )
    over = []
    for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        allowed = budget["rules"].get(rule, 0)
        mark = "OVER" if count > allowed else "    "
        print(f"{mark} {count:4d} of {allowed:4d}  {rule}")
        hits = [(row, finding) for row in rows for finding in row.raw if finding.rule == rule]
        for row, finding in hits[: arguments.contexts]:
            text = row.document.text
            around = f"{text[max(0, finding.start - 50) : finding.start]}[{finding.text}]{text[finding.end : finding.end + 50]}"
            print(f"          {row.document.id}: …{' '.join(around.split())}…")
        if count > allowed:
            over.append(rule)
    for name, found in totals.items():
        for kind, count in found.items():
            allowed = budget["totals"].get(name, {}).get(kind)
            if allowed is not None and count > allowed:
                over.append(f"total of {name} ({kind}: {count} of {allowed})")
    accepted = [item for item in over if "all" in arguments.accept or item in arguments.accept]
    if arguments.update or accepted:
        _write(arguments.budget, budget, counts, totals, accepted)
    left = [item for item in over if item not in accepted]
    print(f"{len(left)} over budget" + (f": {', '.join(left)}" if left else ""))
    return 1 if left else 0


def _write(
    path: Path,
    budget: dict[str, dict[str, object]],
    counts: Counter[str],
    totals: dict[str, dict[str, int]],
    accepted: list[str],
) -> None:
    """Budgets go down to what was found; up only for what was accepted by name. A rule that does not fire loses its entry."""
    old: dict[str, int] = budget["rules"]  # type: ignore[assignment]
    rules = {rule: count if rule in accepted else min(count, old.get(rule, 0)) for rule, count in counts.items()}
    raised = bool(accepted)
    sums: dict[str, dict[str, int]] = {}
    for name, found in totals.items():
        before: dict[str, int] = budget["totals"].get(name, {})  # type: ignore[assignment]
        sums[name] = {kind: n if raised else min(n, before.get(kind, n)) for kind, n in found.items()}
    kept = {rule: count for rule, count in sorted(rules.items()) if count}
    path.write_text(json.dumps({"totals": sums, "rules": kept}, indent=2) + "\n", "utf-8")
    print(f"{path}: written")


if __name__ == "__main__":
    sys.exit(main())
