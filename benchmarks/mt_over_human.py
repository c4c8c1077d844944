"""Findings per 1,000 words on human-written, human-translated and machine-translated documents side by side, from rules alone.

python benchmarks/mt_over_human.py [--depth fast|standard]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence

from corpora import YEARS, Row, checked, options

LABELS = ("human", "human_translation", "mt")
_DRAWS = 1000


def rate(rows: Sequence[Row]) -> float:
    words = sum(row.words for row in rows)
    return 1000 * sum(len(row.findings) for row in rows) / words if words else 0.0


def ratio(mt: Sequence[Row], human: Sequence[Row]) -> str:
    """mt over human with a 95 % interval from drawing documents again; one finding is added to each side."""
    if not mt or not human:
        return "-"
    draw = random.Random(1)
    counts = [[(row.words, len(row.findings)) for row in side] for side in (mt, human)]

    def once(sides: Sequence[Sequence[tuple[int, int]]]) -> float:
        (words, found), (words2, found2) = ((sum(w for w, _ in side), sum(n for _, n in side)) for side in sides)
        return ((found + 1) / max(1, words)) / ((found2 + 1) / max(1, words2))

    drawn = sorted(once([draw.choices(side, k=len(side)) for side in counts]) for _ in range(_DRAWS))
    return f"{once(counts):.2f} ({drawn[_DRAWS // 40]:.2f} to {drawn[-1 - _DRAWS // 40]:.2f})"


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--depth", choices=("fast", "standard"), default="standard")
    arguments = parser.parse_args()
    rows = checked(arguments.eval, *LABELS, depth=arguments.depth)
    print(f"findings of rules alone at depth {arguments.depth}, per 1,000 words\n")
    print(
        "| set | human | native newsrooms | human translation | mt | mt / human (95 %) | mt / native (95 %) |\n|---|---|---|---|---|---|---|"
    )
    for year in (*YEARS, 0):
        own = [row for row in rows if year in (row.year, 0)]
        by = {label: [row for row in own if row.label == label] for label in LABELS}
        native = [row for row in by["human"] if row.native]
        cells = [rate(by["human"]), rate(native), rate(by["human_translation"]), rate(by["mt"])]
        name = f"docs-{year}" if year else "both"
        figures = " | ".join(f"{cell:.2f}" for cell in cells)
        print(f"| {name} | {figures} | {ratio(by['mt'], by['human'])} | {ratio(by['mt'], native)} |")
    for title, key in (("source language", lambda row: row.lang), ("system", lambda row: row.system)):
        _table(rows, title, key)
    return 0


def _table(rows: Sequence[Row], title: str, key: Callable[[Row], str]) -> None:
    human = {year: [row for row in rows if row.label == "human" and row.year == year] for year in YEARS}
    print(f"\n| {title} | set | words | human translation | mt | mt / human (95 %) |\n|---|---|---|---|---|---|")
    groups = sorted({(row.year, key(row)) for row in rows if row.label == "mt"})
    for year, value in groups:
        own = [row for row in rows if row.year == year and key(row) == value]
        mt = [row for row in own if row.label == "mt"]
        translated = [row for row in own if row.label == "human_translation"]
        other = f"{rate(translated):.2f}" if translated else "-"
        words = sum(row.words for row in mt)
        print(f"| {value} | docs-{year} | {words} | {other} | {rate(mt):.2f} | {ratio(mt, human[year])} |")


if __name__ == "__main__":
    sys.exit(main())
