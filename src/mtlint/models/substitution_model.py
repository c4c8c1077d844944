"""The small classifier of the substitution finder: from a suspect's numbers to the probability that it is wrong."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).with_name("substitution.json")
#: What the weights are of, in order; a constant follows.
NAMES = (
    "surprisal", "best", "tokens", "gain", "gain after", "positive gain after", "languages", "frequency", "gain of frequency",
    "lead over the second", "better ones", "surprisal after", "noun", "verb", "adjective", "surprisal and gain",
)  # fmt: skip


def vector(row: dict[str, Any]) -> list[float]:
    """The numbers of `NAMES` for a row of `detectors.substitution.features` that has candidates."""
    best = row["candidates"][0]
    totals = [each["gain"] + each["gain_after"] for each in row["candidates"]]
    total, second = totals[0], max(totals[1:], default=0.0)
    kind = row["tag"][0]
    return [
        row["surprisal"], row["best"], row["tokens"], best["gain"], best["gain_after"], max(0.0, best["gain_after"]),
        math.log(best["languages"]), row["frequency"], best["frequency"] - row["frequency"], total - second,
        sum(each > 2 for each in totals), row["after"] / max(1, row["left"]), kind == "N", kind == "V", kind == "J",
        row["surprisal"] * max(0.0, total) / 100,
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _weights() -> tuple[list[float], float]:
    data = json.loads(WEIGHTS.read_text("utf-8"))
    return data["weights"], data["cut"]


def cut() -> float:
    """The probability over which one word in a thousand of human-written news is."""
    return _weights()[1]


def probability(row: dict[str, Any]) -> float:
    """That the word is wrong, 0..1."""
    weights, _ = _weights()
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, [*vector(row), 1.0], strict=True))))
