"""Two dialects in one text: American and British spelling, dates in two orders, weekdays with and without "on"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from mtlint.document import Document
from mtlint.findings import Finding, Severity

_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ON_DAY = re.compile(rf"\b[Oo]n (?:{_WEEKDAYS})\b")
_BARE_DAY = re.compile(
    rf"(?<=[a-z]) ({_WEEKDAYS})(?=[.,;]|$| (?:that|to|after|before|as|in|at|for|with|when|and|he|she|they|it)\b)"
)
#: What may stand before a bare weekday in any dialect: "last Friday", "until Monday", "a Sunday", "Black Friday".
_DAY_HEADS = frozenset(
    [
        "last",
        "previous",
        "following",
        "next",
        "this",
        "every",
        "each",
        "on",
        "by",
        "until",
        "till",
        "since",
        "from",
        "to",
        "through",
        "before",
        "after",
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "early",
        "late",
        "past",
        "that",
        "one",
        "any",
        "another",
        "good",
        "bloody",
        "black",
        "holy",
        "easter",
        "ash",
        "election",
        "all",
        "between",
        "for",
        "than",
        "about",
        "around",
        "per",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "into",
        "onto",
        "midnight",
        "noon",
        "super",
        "news",
        "saints",
        "cyber",
        "giving",
        "shrove",
        "palm",
        "whit",
        "maundy",
        "fat",
        "blue",
        "casual",
        "evening",
        "night",
        "morning",
        "afternoon",
        "towards",
        "toward",
        "ahead",
        "upon",
        "be",
        "is",
        "was",
        "were",
        "are",
        "like",
        "as",
    ]
)
_BRITISH_DATE = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})\b(?! \d{{1,2}}\b)")
_AMERICAN_DATE = re.compile(
    rf"\b({_MONTHS}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.) (\d{{1,2}})\b(?! (?:{_MONTHS})|,?\d|:\d)"
)
#: (American, British) word families by their stems, lower case; inflected forms share the stem.
_DIALECT = tuple(
    pair.split("/")
    for pair in [
        "color/colour",
        "honor/honour",
        "favor/favour",
        "labor/labour",
        "harbor/harbour",
        "neighbor/neighbour",
        "rumor/rumour",
        "behavior/behaviour",
        "armor/armour",
        "humor/humour",
        "endeavor/endeavour",
        "center/centre",
        "theater/theatre",
        "defense/defence",
        "offense/offence",
        "traveled/travelled",
        "traveling/travelling",
        "canceled/cancelled",
        "canceling/cancelling",
        "labeled/labelled",
        "fueled/fuelled",
        "modeled/modelled",
        "counselor/counsellor",
        "program/programme",
        "gray/grey",
        "analyze/analyse",
        "paralyze/paralyse",
        "catalog/catalogue",
        "maneuver/manoeuvre",
        "pajamas/pyjamas",
        "plow/plough",
        "skeptic/sceptic",
        "jewelry/jewellery",
        "aluminum/aluminium",
        "enrollment/enrolment",
        "organiz/organis",
        "realiz/realis",
        "recogniz/recognis",
        "authoriz/authoris",
        "criticiz/criticis",
        "stabiliz/stabilis",
        "mobiliz/mobilis",
        "apologiz/apologis",
    ]
)
_STEMS = {stem: (index, side) for index, pair in enumerate(_DIALECT) for side, stem in enumerate(pair)}
#: "laboratory", "honorary", "humorous", "programmer" and their like are spelt alike in both.
_STEM = re.compile(
    r"\b(?!laborat|laborio|honora|honori|humoro|programm(?:e[dr]|ing))(?:"
    + "|".join(sorted(_STEMS, key=len, reverse=True))
    + r")(?!t|m)[a-z]{0,7}\b"
)


def words(document: Document) -> Iterator[Finding]:
    found: dict[int, list[list[re.Match[str]]]] = defaultdict(lambda: [[], []])
    for match in _STEM.finditer(document.text):
        stem = next(s for s in sorted(_STEMS, key=len, reverse=True) if match.group().startswith(s))
        index, side = _STEMS[stem]
        found[index][side].append(match)
    for index, sides in found.items():
        if not sides[0] or not sides[1] or len(sides[0]) == len(sides[1]):
            continue
        rare = 0 if len(sides[0]) < len(sides[1]) else 1
        old, new = _DIALECT[index][rare], _DIALECT[index][1 - rare]
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
        for match in _BRITISH_DATE.finditer(document.text)
        if not re.search(r"\b[A-Z]\w* $", document.text[: match.start()][-20:]) and 1 <= int(match.group(1)) <= 31
    ]
    american = [match for match in _AMERICAN_DATE.finditer(document.text) if 1 <= int(match.group(2)) <= 31]
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


def dialect_counts(document: Document) -> Counter[str]:
    """How often the text shows that it is American ("US") or British ("GB"): spellings, dates, weekdays with "on"."""
    text = document.text
    counts: Counter[str] = Counter()
    for match in _STEM.finditer(text):
        stem = next(s for s in sorted(_STEMS, key=len, reverse=True) if match.group().startswith(s))
        if not stem.endswith("iz"):  # Oxford spelling has it too
            counts["GB" if _STEMS[stem][1] else "US"] += 1
    counts["GB"] += len(_BRITISH_DATE.findall(text))
    counts["US"] += len(_AMERICAN_DATE.findall(text))
    return counts


def weekdays(document: Document) -> Iterator[Finding]:
    """A weekday without "on", in a text that otherwise writes the British "on Monday"."""
    bare = []
    for match in _BARE_DAY.finditer(document.text):
        words = document.text[max(0, match.start() - 30) : match.start()].split()
        if words and words[-1].islower() and words[-1].strip("\"“‘'(") not in _DAY_HEADS:
            bare.append(match)
    counts = dialect_counts(document)
    with_on = len(_ON_DAY.findall(document.text))
    if not with_on or not counts["GB"] or counts["GB"] + with_on <= counts["US"] + 2 * (len(bare) - 1):
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
