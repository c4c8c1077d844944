"""Many detectors' findings become one list: selected, merged where they mean the same, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding

#: Who explains best when several detectors mark the same place: the most specific first.
_PRECEDENCE = {
    name: rank
    for rank, name in enumerate(("rules", "repetition", "consistency", "languagetool", "substitution", "tagger"))
}
#: Findings that cover whole passages; what is wrong inside a doubled passage is still wrong.
_PASSAGES = frozenset({"fluency/repetition"})
_PASSAGE_LENGTH = 60
#: Nothing inside boilerplate is worth a finding of its own: it goes as a whole.
_SWALLOWING = "non-text/boilerplate"


def fuse(findings: Iterable[Finding], document: Document, config: Config) -> tuple[Finding, ...]:
    """Select by the configuration, merge overlaps, sort by place.

    Two findings are merged when their spans overlap by at least half of the shorter one: the more specific detector's
    message stands, suggestions are united (rewritten for the standing span), confidence is that of independent evidence.
    """
    selected = [finding for finding in findings if wanted(finding, config)]
    kept: list[Finding] = []
    for finding in sorted(selected, key=_rank):
        if any(_swallowed(finding, other) for other in kept):
            continue
        twin = next((index for index, other in enumerate(kept) if _same(other, finding)), None)
        if twin is None:
            kept.append(finding)
        else:
            kept[twin] = _merge(kept[twin], finding, document.text)
    return tuple(sorted((f for f in kept if _shown(f, config)), key=lambda f: (f.start, f.end, f.rule)))


def wanted(finding: Finding, config: Config) -> bool:
    """Selectors are rule ids or their beginnings at a slash: "calques", "calques/prolong-a-bad-end"."""
    if config.select and not _matches(finding.rule, config.select):
        return False
    return not _matches(finding.rule, config.ignore)


def _matches(rule: str, selectors: Sequence[str]) -> bool:
    return any(rule == selector or rule.startswith(selector.rstrip("/") + "/") for selector in selectors)


def _shown(finding: Finding, config: Config) -> bool:
    return finding.severity >= config.min_severity and finding.confidence >= config.min_confidence


def _rank(finding: Finding) -> tuple[bool, int, int, int, str]:
    return (
        finding.category != _SWALLOWING,
        _PRECEDENCE.get(finding.detector, 9),
        -finding.severity,
        finding.end - finding.start,
        finding.rule,
    )


def _passage(finding: Finding) -> bool:
    return finding.category in _PASSAGES and finding.end - finding.start >= _PASSAGE_LENGTH


def _swallowed(finding: Finding, other: Finding) -> bool:
    if other.category != _SWALLOWING or finding is other:
        return False
    return other.start <= finding.start and finding.end <= other.end


def _same(one: Finding, two: Finding) -> bool:
    if _passage(one) != _passage(two):
        return False
    shorter = max(1, min(one.end - one.start, two.end - two.start))
    empty = one.span == two.span
    return empty or 2 * one.overlap(two) >= shorter


def _merge(one: Finding, two: Finding, text: str) -> Finding:
    """`one` stands; `two` adds its suggestions where `one`'s span holds its own, its weight and its confidence."""
    suggestions = list(one.suggestions)
    if one.start <= two.start and two.end <= one.end:
        head, tail = text[one.start : two.start], text[two.end : one.end]
        suggestions += [head + suggestion + tail for suggestion in two.suggestions]
    elif not suggestions and two.suggestions:
        # The other one alone knows a fix, for a longer span: its span with this one's message.
        return replace(_merge(replace(one, start=two.start, end=two.end, text=two.text), two, text))
    return replace(
        one,
        severity=max(one.severity, two.severity),
        suggestions=tuple(dict.fromkeys(suggestions)),
        confidence=round(1 - (1 - one.confidence) * (1 - two.confidence), 3)
        if one.detector != two.detector
        else max(one.confidence, two.confidence),
        also=tuple(dict.fromkeys((*one.also, two.rule, *two.also))),
    )
