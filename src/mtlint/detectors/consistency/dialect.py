"""Two dialects in one text: American and British spelling, dates in two orders, weekdays with and without "on"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mtlint.dialect import AMERICAN_DATE, BRITISH_DATE, PAIRS, counts, spellings
from mtlint.document import Document
from mtlint.findings import Finding, Severity

_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ON_DAY = re.compile(rf"\b[Oo]n (?:{_WEEKDAYS})\b")
_BARE_DAY = re.compile(
    rf"(?<=[a-z]) ({_WEEKDAYS})(?=[.,;]|$| (?:that|to|after|before|as|in|at|for|with|when|and|he|she|they|it)\b)"
)
#: What may stand before a bare weekday in any dialect: "last Friday", "until Monday", "a Sunday", "Black Friday".
_DAY_HEADS = frozenset(
    [
        "last", "previous", "following", "next", "this", "every", "each", "on", "by", "until", "till", "since",
        "from", "to", "through", "before", "after", "of", "the", "a", "an", "and", "or", "early", "late", "past",
        "that", "one", "any", "another", "good", "bloody", "black", "holy", "easter", "ash", "election", "all",
        "between", "for", "than", "about", "around", "per", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "into", "onto", "midnight", "noon", "super", "news", "saints", "cyber", "giving",
        "shrove", "palm", "whit", "maundy", "fat", "blue", "casual", "evening", "night", "morning", "afternoon",
        "towards", "toward", "ahead", "upon", "be", "is", "was", "were", "are", "like", "as",
    ]
)  # fmt: skip


def words(document: Document) -> Iterator[Finding]:
    found: dict[int, list[list[re.Match[str]]]] = defaultdict(lambda: [[], []])
    for index, side, match in spellings(document.text):
        found[index][side].append(match)
    for index, sides in found.items():
        if not sides[0] or not sides[1] or len(sides[0]) == len(sides[1]):
            continue
        rare = 0 if len(sides[0]) < len(sides[1]) else 1
        old, new = PAIRS[index][rare], PAIRS[index][1 - rare]
        for match in sides[rare]:
            fixed = new + match.group()[len(old) :]
            yield Finding(
                rule="consistency/dialect",
                category="fluency/inconsistency",
                severity=Severity.MINOR,
                confidence=0.7,
                start=match.start(),
                end=match.end(),
                text=match.group(),
                message=f"“{match.group()}” here, “{fixed}” elsewhere: American and British spelling are mixed.",
                suggestions=(fixed,),
                detector="consistency",
            )


def dates(document: Document) -> Iterator[Finding]:
    """“9 August” in a text that otherwise writes “August 9”, and the other way round."""
    # "Windows 10 May 2020 Update": the number belongs to the name before it.
    british = [
        match
        for match in BRITISH_DATE.finditer(document.text)
        if not re.search(r"\b[A-Z]\w* $", document.text[: match.start()][-20:]) and 1 <= int(match.group(1)) <= 31
    ]
    american = [match for match in AMERICAN_DATE.finditer(document.text) if 1 <= int(match.group(2)) <= 31]
    if not british or not american or len(british) == len(american) or min(len(british), len(american)) > 2:
        return
    rare = british if len(british) < len(american) else american
    for match in rare:
        fix = f"{match.group(2)} {match.group(1)}"
        yield Finding(
            rule="consistency/date-order",
            category="locale/date-format",
            severity=Severity.MINOR,
            confidence=0.6,
            start=match.start(),
            end=match.end(),
            text=match.group(),
            message=f"“{match.group()}” here, the other order elsewhere in this text.",
            suggestions=(fix,),
            detector="consistency",
        )


def weekdays(document: Document) -> Iterator[Finding]:
    """A weekday without "on", in a text that otherwise writes the British "on Monday"."""
    bare = []
    for match in _BARE_DAY.finditer(document.text):
        words = document.text[max(0, match.start() - 30) : match.start()].split()
        if words and words[-1].islower() and words[-1].strip("\"“‘'(") not in _DAY_HEADS:
            bare.append(match)
    signs = counts(document)
    with_on = len(_ON_DAY.findall(document.text))
    if not with_on or not signs["GB"] or signs["GB"] + with_on <= signs["US"] + 2 * (len(bare) - 1):
        return
    for match in bare:
        before = document.text.rfind(" ", 0, match.start()) + 1
        start = max(before, document.text.rfind("\n", 0, match.start()) + 1)
        word = document.text[start : match.start()]
        yield Finding(
            rule="consistency/weekday",
            category="fluency/grammar",
            severity=Severity.MINOR,
            confidence=0.6,
            start=start,
            end=match.end(),
            text=document.text[start : match.end()],
            message="This text writes “on” before a weekday; here it is missing.",
            suggestions=(f"{word} on {match.group(1)}",),
            detector="consistency",
        )
