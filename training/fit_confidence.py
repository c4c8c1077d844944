"""Confidence of each rule, fitted from what it hits in human-written and in machine-translated text.

    python training/fit_confidence.py              writes rules/confidence.yaml, which loading lays over the packs
    python training/fit_confidence.py --dry-run    only shows what would change

For a rule with h hits on human-written and m hits on machine-translated text, both brought to the same number of words:
what it hits on human text is false; of what it hits on translations, as many are false as it hits on human text. So
(m - h) of (m + h) findings are right. That is smoothed with a prior of PRIOR findings at the rule's own guess, capped,
and moved by how its pack does as a whole. A rule that hits nothing keeps that prior.

Needs ../shared/eval; takes about a minute.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from corpora import checked, options  # noqa: E402  the benchmarks' folder is no package

from mtlint.resources import rules_dir  # noqa: E402
from mtlint.rules.loading import compile_packs, pack_files  # noqa: E402
from mtlint.rules.schema import Rule  # noqa: E402

#: So many findings the prior counts for, in a rule and in a pack.
PRIOR = 6.0
PACK_PRIOR = 20.0
#: In a pack, a rule's hits count for at most so many.
MOST = 3.0
#: No rule is surer than this before it has shown it.
CAP = 0.9
LOWEST, HIGHEST = 0.05, 0.98


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits at the same number of words."""

    human: float
    mt: float

    @property
    def right(self) -> float:
        return max(0.0, self.mt - self.human)

    @property
    def all(self) -> float:
        return self.mt + self.human


def fit(rules: Sequence[Rule], counts: dict[str, Counts]) -> dict[str, float]:
    """Rule id -> confidence."""
    packs: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        packs[rule.pack].append(rule)
    fitted = {}
    for own in packs.values():
        mean = sum(rule.confidence for rule in own) / len(own)
        pooled = [c for rule in own if (c := counts.get(rule.id, Counts(0, 0))).all]
        weights = [min(1.0, MOST / c.all) for c in pooled]  # one noisy rule must not speak for its pack
        right = sum(weight * c.right for weight, c in zip(weights, pooled, strict=True))
        pack = (right + PACK_PRIOR * mean) / (sum(w * c.all for w, c in zip(weights, pooled, strict=True)) + PACK_PRIOR)
        for rule in own:
            prior = min(CAP, rule.confidence) * min(1.0, pack / mean) if mean else 0.0
            found = counts.get(rule.id, Counts(0, 0))
            value = (found.right + PRIOR * prior) / (found.all + PRIOR)
            fitted[rule.id] = round(min(HIGHEST, max(LOWEST, value)), 2)
    return fitted


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--output", type=Path, default=rules_dir() / "confidence.yaml")
    parser.add_argument("--dry-run", action="store_true")
    arguments = parser.parse_args()
    rules = list(compile_packs(pack_files()))  # their own guesses, without what was fitted before
    rows = checked(arguments.eval, "human", "mt")
    words: Counter[str] = Counter()
    hits: dict[str, Counter[str]] = {"human": Counter(), "mt": Counter()}
    for row in rows:
        words[row.label] += row.words
        hits[row.label].update(finding.rule for finding in row.raw)
    # Both to the words of the smaller side, so that a hit weighs what it weighs where there is less to see.
    least = min(words.values())
    scale = {label: least / words[label] for label in words}
    counts = {
        rule.id: Counts(hits["human"][rule.id] * scale["human"], hits["mt"][rule.id] * scale["mt"]) for rule in rules
    }
    fitted = fit(rules, counts)
    print(
        f"{words['human']} human and {words['mt']} machine-translated words; rules that hit: {sum(c.all > 0 for c in counts.values())}"
    )
    for rule in sorted(rules, key=lambda rule: fitted[rule.id] - rule.confidence)[:25]:
        found = f"human {hits['human'][rule.id]}, mt {hits['mt'][rule.id]}"
        print(f"  {rule.id}: {rule.confidence:.2f} -> {fitted[rule.id]:.2f} ({found})")
    changed = {rule.id: fitted[rule.id] for rule in rules if abs(fitted[rule.id] - rule.confidence) >= 0.005}
    if not arguments.dry_run:
        head = (
            "# Confidences fitted from counts; made by training/fit_confidence.py, do not edit.\n"
            f"# {words['human']} human-written words, {words['mt']} machine-translated (docs-2021, docs-2023).\n"
        )
        lines = [f"{rule}: {value:g}\n" for rule, value in sorted(changed.items())]
        arguments.output.write_text(head + "".join(lines), "utf-8")
        print(f"{arguments.output}: {len(changed)} of {len(rules)} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
