"""From findings to a score: the MQM penalty, a quality of 0..100, a probability, a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding, Severity

Verdict = Literal["clean", "review", "reject"]

#: Log-odds of a first, hand-set model of "this text is machine-translated"; issue: learned and calibrated weights.
_PRIOR = -3.0
_SIGNALS = {"critical": 1.6, "major": 0.7, "minor": 0.12}


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement of a document.

    `penalty` is MQM points per 1,000 words; `quality` falls from 100 (nothing found) towards 0; `mt_probability` is in
    0..1; `signals` are the (name, log-odds) that moved it, strongest first.
    """

    words: int
    penalty: float
    quality: float
    mt_probability: float
    verdict: Verdict
    signature: str
    signals: tuple[tuple[str, float], ...] = ()


def score(document: Document, findings: Sequence[Finding], config: Config) -> Score:
    """Judge `document` by `findings`. Short texts count as 100 words, so that one slip does not reject a headline."""
    words = len(document.words)
    points = sum(finding.severity.weight for finding in findings)
    penalty = 1000 * points / max(words, 100)
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    signals = _signals(counts, words)
    probability = 1 / (1 + math.exp(-(_PRIOR + sum(value for _, value in signals)))) if words else 0.0
    return Score(
        words=words,
        penalty=round(penalty, 1),
        quality=round(100 * math.exp(-penalty / 75), 1),
        mt_probability=round(probability, 3),
        verdict=_verdict(penalty, counts[Severity.CRITICAL], probability, config),
        signature=signature(config),
        signals=signals,
    )


def _signals(counts: dict[Severity, int], words: int) -> tuple[tuple[str, float], ...]:
    per = max(words, 100) / 200
    found = [
        (f"{name} findings", round(weight * counts[Severity.parse(name)] / per, 2)) for name, weight in _SIGNALS.items()
    ]
    return tuple(sorted(((n, v) for n, v in found if v), key=lambda pair: -abs(pair[1])))


def _verdict(penalty: float, critical: int, probability: float, config: Config) -> Verdict:
    limits = config.thresholds
    if penalty >= limits.reject_penalty or critical >= limits.reject_critical > 0:
        return "reject"
    if probability >= limits.reject_probability:
        return "reject"
    return "review" if penalty >= limits.review_penalty else "clean"


def signature(config: Config) -> str:
    """What two scores must share to be comparable, in the manner of sacrebleu (Post 2018)."""
    from mtlint import __version__
    from mtlint.rules.loading import packs_fingerprint

    return f"depth:{config.depth}|lang:{config.languagetool.language}|rules:{packs_fingerprint(config.packs)}|version:{__version__}"
