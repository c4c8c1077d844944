"""Words and characters as reports show them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mtlint.findings import CATEGORIES, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlint.config import Config
    from mtlint.findings import Finding
    from mtlint.pipeline import Result

#: From the gravest down: the order in which every report counts.
SEVERITIES = tuple(sorted(Severity, reverse=True))
_JOINERS = frozenset("\u200c\u200d")


def visible(text: str) -> str:
    """`text` with every character that would act rather than show replaced by one that shows, one for one.

    Control characters become their pictures (ESC is ␛), invisible format characters and direction overrides ◌, what is no
    character at all �; a tab becomes a space. Joiners and the tags of flag emoji stay: without them letters fall apart.
    """
    # Most texts hold nothing of the kind, and isprintable knows it quickly.
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cs"):
        return "\ufffd"
    if kind in ("Zl", "Zp") or (kind == "Cf" and character not in _JOINERS and not 0xE0020 <= code <= 0xE007F):
        return "\u25cc"
    return character


def category_label(category: str) -> str:
    """What an editor reads beside a finding: "wrong word"."""
    return CATEGORIES.get(category) or visible(category.rpartition("/")[2].replace("-", " "))


def plural(count: int, noun: str) -> str:
    """ "1 finding", "1,200 findings"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def percent(share: float) -> str:
    """A probability as a reader may take it: never 0 % or 100 %, which no model knows."""
    rounded = round(100 * share)
    return "below 1%" if rounded < 1 else "over 99%" if rounded > 99 else f"{rounded}%"


def count_by_severity(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, from the gravest down; zeros included."""
    return {severity: sum(finding.severity is severity for finding in findings) for severity in SEVERITIES}


def verdict_reasons(result: Result, config: Config) -> list[str]:
    """Which thresholds a document that is not clean has crossed; nothing where `config` did not judge it."""
    limits, score = config.thresholds, result.score
    critical = count_by_severity(result.findings)[Severity.CRITICAL]
    reject = []
    if critical >= limits.reject_critical > 0:
        reject.append(f"{plural(critical, 'critical finding')} (limit {limits.reject_critical:,})")
    if score.penalty >= limits.reject_penalty:
        reject.append(f"penalty {score.penalty:,.1f} (limit {limits.reject_penalty:,g})")
    if score.mt_probability >= limits.reject_probability:
        reject.append(f"probability {percent(score.mt_probability)} (limit {limits.reject_probability:.0%})")
    if score.verdict == "reject":
        return reject
    if score.verdict == "review" and not reject and score.penalty >= limits.review_penalty:
        return [f"penalty {score.penalty:,.1f} (limit {limits.review_penalty:,g})"]
    return []
