"""Whole-document consistency: one name under two spellings, two dialects in one text, a weekday without its "on"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding, Severity

_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Transliterations of one sound. Two names that are equal after these replacements are one name spelt twice.
_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("tz", "ts"), ("kh", "h"), ("gh", "g"), ("ks", "x"), ("ph", "f"), ("ou", "u"), ("oo", "u"),
    ("iy", "i"), ("ij", "i"), ("yi", "i"), ("yy", "i"), ("ey", "ei"), ("aj", "ai"), ("ay", "ai"), ("ye", "e"), ("ie", "e"),
    ("yo", "o"), ("io", "o"), ("ju", "iu"), ("yu", "iu"), ("ja", "ia"), ("ya", "ia"), ("dzh", "j"), ("dj", "j"), ("ck", "k"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"),
)  # fmt: skip
_LEAST_NAME = 6
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ON_DAY = re.compile(rf"\bon (?:{_WEEKDAYS})\b")
_BARE_DAY = re.compile(
    rf"(?<=[a-z]) ({_WEEKDAYS})(?=[.,;]|$| (?:that|to|after|before|as|in|at|for|with|when|and|he|she|they|it)\b)"
)
#: What may stand before a bare weekday in any dialect: "last Friday", "until Monday", "a Sunday", "Black Friday".
_DAY_HEADS = frozenset(
    [
        "last",
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
    ]
)
_BRITISH_DATE = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})\b")
_AMERICAN_DATE = re.compile(rf"\b(?:{_MONTHS}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.) \d{{1,2}}\b(?! (?:{_MONTHS}))")
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


class ConsistencyDetector:
    """Marks what a text does in two ways: the rarer way, with the commoner one as the suggestion."""

    name = "consistency"
    depth = "fast"

    def __init__(self, config: Config) -> None:
        del config

    def detect(self, document: Document) -> Iterator[Finding]:
        yield from _names(document)
        yield from _word_dialects(document)
        yield from _weekdays(document)


def sound_key(name: str) -> str:
    """What stays of a name when the ways to transliterate it are evened out."""
    key = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalpha())
    for spelling, sound in _SOUNDS:
        key = key.replace(spelling, sound)
    key = re.sub(r"(.)\1", r"\1", key)
    return re.sub(r"nka$", "nko", key)


def _names(document: Document) -> Iterator[Finding]:
    groups: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for match in _NAME.finditer(document.text):
        word = re.sub(r"['’]s?$", "", match.group())
        if len(word) >= _LEAST_NAME and not word.isupper():
            groups[sound_key(word)][word].append((match.start(), match.start() + len(word)))
    for spellings in groups.values():
        if len(spellings) < 2:
            continue
        # The commonest spelling stands; of equals the first one in the text.
        best = max(spellings, key=lambda word: (len(spellings[word]), -spellings[word][0][0]))
        for word, places in spellings.items():
            if word.casefold() == best.casefold() or _two_words(word, best):
                continue
            for start, end in places:
                yield Finding(
                    rule="consistency/name-spelling",
                    category="fluency/inconsistency",
                    severity=Severity.MINOR,
                    confidence=0.8,
                    start=start,
                    end=end,
                    text=word,
                    message=f"“{word}” here, “{best}” elsewhere: one name in two spellings.",
                    suggestions=(best,),
                    detector="consistency",
                )


def _two_words(one: str, two: str) -> bool:
    """Two different words that sound alike: a plural or feminine form, or a known pair of names."""
    short, long = sorted((one.casefold(), two.casefold()), key=len)
    return long in {short + "s", short + "a", short + "e", short + "es"} or {short, long} in (
        {"philip", "phillip"},
        {"stephen", "steven"},
        {"philips", "phillips"},
    )


def _word_dialects(document: Document) -> Iterator[Finding]:
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


def _weekdays(document: Document) -> Iterator[Finding]:
    """A weekday without "on", in a text that otherwise writes the British "on Monday"."""
    bare = []
    for match in _BARE_DAY.finditer(document.text):
        words = document.text[max(0, match.start() - 30) : match.start()].split()
        if words and words[-1].lower() not in _DAY_HEADS:
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
