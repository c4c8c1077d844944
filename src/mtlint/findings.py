"""What a detector reports: findings, in the terms of MQM.

MQM (Multidimensional Quality Metrics, https://themqm.org) gives every error a category and a severity, and every
severity a weight; the penalty of a text is the sum of its weights.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class Severity(enum.IntEnum):
    """How much a reader loses. The value orders them; `weight` is the MQM penalty."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def weight(self) -> int:
        """MQM penalty points: 0, 1, 5 or 25 (Freitag et al. 2021, with critical as in MQM's scorecard)."""
        return (0, 1, 5, 25)[self]

    @classmethod
    def parse(cls, name: str) -> Severity:
        """Read a severity by its lower-case name; ValueError names the valid ones."""
        try:
            return cls[name.upper()]
        except KeyError:
            valid = ", ".join(str(severity) for severity in cls)
            raise ValueError(f"unknown severity {name!r} (valid: {valid})") from None

    def __str__(self) -> str:
        return self.name.lower()


#: MQM categories that mtlint uses, with what an editor reads beside a finding.
CATEGORIES: dict[str, str] = {
    "accuracy/mistranslation": "wrong word",
    "accuracy/untranslated": "untranslated",
    "accuracy/omission": "missing words",
    "accuracy/addition": "added words",
    "fluency/grammar": "grammar",
    "fluency/spelling": "spelling",
    "fluency/punctuation": "punctuation",
    "fluency/spacing": "spacing",
    "fluency/repetition": "repetition",
    "fluency/inconsistency": "inconsistency",
    "fluency/character-encoding": "character encoding",
    "style/awkward": "awkward",
    "style/unidiomatic": "unidiomatic",
    "locale/number-format": "number format",
    "locale/date-format": "date format",
    "locale/currency-format": "currency format",
    "non-text/boilerplate": "boilerplate",
    "non-text/markup": "markup remnant",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One marked span.

    `start` and `end` are code points into `Document.text`, half open; `text` is what stands there. `confidence` is in
    0..1 and means: of the findings at 0.8, eight in ten are right. `suggestions` replace the span, best first; an empty
    string means "delete it".
    """

    rule: str
    category: str
    severity: Severity
    confidence: float
    start: int
    end: int
    text: str
    message: str
    suggestions: tuple[str, ...] = ()
    detector: str = "rules"
    url: str = ""
    #: Other rules that found the same thing (filled by fusion).
    also: tuple[str, ...] = field(default=())

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def overlap(self, other: Finding) -> int:
        """Number of code points that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))
