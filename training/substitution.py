"""Fit the substitution finder's classifier, print its curve, and write the weights that ship.

    python training/substitution.py --features /tmp/substitution.jsonl [--out src/mtlint/models/substitution.json]

A logistic model over the numbers of a suspect and of its best candidate (`mtlint.models.substitution_model.vector`), trained on one half of the
documents and tested on the other: of the words replaced on purpose, how many are found, and how often the right word is first or
among the first five, at so many false alarms per 1,000 words of the same text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from mtlint.models.substitution_model import NAMES, vector


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.features.read_text("utf-8").splitlines()]
    suspects = [row for row in rows if "word" in row and row["candidates"]]
    for trained, tested in ((0, 1), (1, 0)):
        part = [row for row in suspects if row["half"] == trained]
        weights = fit(np.array([vector(row) for row in part]), np.array([row["wrong"] for row in part]))
        curve(
            [row for row in rows if row["half"] == tested],
            weights,
            f"trained on half {trained}, tested on half {tested}",
        )
    weights = fit(np.array([vector(row) for row in suspects]), np.array([row["wrong"] for row in suspects]))
    if arguments.out:
        clean = np.sort([probability(row, weights) for row in suspects if not row["wrong"]])[::-1]
        words = sum(row["words"] for row in rows if "words" in row)
        cut = float(clean[int(words / 1000)])
        arguments.out.write_text(
            json.dumps({"names": NAMES, "weights": [round(float(w), 5) for w in weights], "cut": round(cut, 4)}) + "\n"
        )
        print(f"cut at one false alarm in 1,000 words: {cut:.3f}")


def fit(x: np.ndarray, y: np.ndarray, steps: int = 30, ridge: float = 1.0) -> np.ndarray:
    """Weights of a ridge-penalised logistic regression by Newton's method; the last one is the constant. Raw units."""
    mean, scale = x.mean(0), x.std(0) + 1e-6
    design = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    weights = np.zeros(design.shape[1])
    penalty = ridge * np.eye(len(weights))
    penalty[-1, -1] = 0
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ weights))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(hessian, design.T @ (p - y) + penalty @ weights)
    raw = weights[:-1] / scale
    return np.append(raw, weights[-1] - raw @ mean)


def probability(row: dict[str, Any], weights: np.ndarray) -> float:
    return float(1 / (1 + np.exp(-(np.append(vector(row), 1) @ weights))))


def curve(rows: list[dict[str, Any]], weights: np.ndarray, title: str) -> None:
    suspects = [row for row in rows if "word" in row and row["candidates"]]
    words = sum(row["words"] for row in rows if "words" in row)
    hidden = sum(row["missed"] for row in rows if "missed" in row)
    scored = sorted(((probability(row, weights), row) for row in suspects), key=lambda pair: -pair[0])
    total = hidden + sum(row["wrong"] for row in suspects)
    print(f"{title}: {words} words, {total} replaced ({hidden} of them never suspect)")
    found = first = five = alarms = 0
    wanted = [0.5, 1, 2, 4, 8]
    for p, row in scored:
        if row["wrong"]:
            found += 1
            forms = [each["form"] for each in row["candidates"]]
            first += forms[:1] == [row["was"]]
            five += row["was"] in forms[:5]
        else:
            alarms += 1
            while wanted and alarms >= wanted[0] * words / 1000:
                rate = wanted.pop(0)
                share = found / max(total, 1)
                print(
                    f"  at {rate:g} per 1,000 (p {p:.2f}): found {share:.2f}, precision {found / (found + alarms):.2f}, "
                    f"right word first {first / max(found, 1):.2f}, in five {five / max(found, 1):.2f}"
                )


if __name__ == "__main__":
    main()
