"""American or British: which of the two a text is written in, by its spellings and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from mtlint.document import Document

Dialect = Literal["US", "GB"]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: "9 August"; groups: day, month.
BRITISH_DATE = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})\b(?! \d{{1,2}}\b)")
#: "August 9"; groups: month, day.
AMERICAN_DATE = re.compile(
    rf"\b({_MONTHS}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.) (\d{{1,2}})\b(?! (?:{_MONTHS})|,?\d|:\d)"
)
#: (American, British) word families by their stems, lower case; inflected forms share the stem.
PAIRS = tuple(
    pair.split("/")
    for pair in [
        "color/colour", "honor/honour", "favor/favour", "labor/labour", "harbor/harbour", "neighbor/neighbour",
        "rumor/rumour", "behavior/behaviour", "armor/armour", "humor/humour", "endeavor/endeavour", "center/centre",
        "theater/theatre", "defense/defence", "offense/offence", "traveled/travelled", "traveling/travelling",
        "canceled/cancelled", "canceling/cancelling", "labeled/labelled", "fueled/fuelled", "modeled/modelled",
        "counselor/counsellor", "program/programme", "gray/grey", "analyze/analyse", "paralyze/paralyse",
        "catalog/catalogue", "maneuver/manoeuvre", "pajamas/pyjamas", "plow/plough", "skeptic/sceptic",
        "jewelry/jewellery", "aluminum/aluminium", "enrollment/enrolment", "organiz/organis", "realiz/realis",
        "recogniz/recognis", "authoriz/authoris", "criticiz/criticis", "stabiliz/stabilis", "mobiliz/mobilis",
        "apologiz/apologis", "consistency/dialect", "fluency/inconsistency", "consistency/weekday", "fluency/grammar",
    ]
)  # fmt: skip
_STEMS = {stem: (index, side) for index, pair in enumerate(PAIRS) for side, stem in enumerate(pair)}
#: "laboratory", "honorary", "humorous", "programmer" and their like are spelt alike in both.
_STEM = re.compile(
    r"\b(?!laborat|laborio|honora|honori|humoro|programm(?:e[dr]|ing))(?:"
    + "|".join(sorted(_STEMS, key=len, reverse=True))
    + r")(?!t|m)[a-z]{0,7}\b"
)


def spellings(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Words that the dialects spell differently: index into `PAIRS`, side (0 American, 1 British), match."""
    for match in _STEM.finditer(text):
        stem = next(s for s in sorted(_STEMS, key=len, reverse=True) if match.group().startswith(s))
        yield *_STEMS[stem], match


def counts(document: Document) -> Counter[Dialect]:
    """How often the text shows that it is American or British."""
    found: Counter[Dialect] | None = document.memo.get("dialect")
    if found is None:
        found = Counter()
        for index, side, _ in spellings(document.text):
            if not PAIRS[index][0].endswith("iz"):  # Oxford spelling has it too
                found["GB" if side else "US"] += 1
        found["GB"] += len(BRITISH_DATE.findall(document.text))
        found["US"] += len(AMERICAN_DATE.findall(document.text))
        document.memo["dialect"] = found
    return found


def dialect(document: Document, wanted: str = "auto", otherwise: Dialect = "US") -> Dialect:
    """The dialect to judge a text by: as `wanted` ("US", "GB"), or by the text's own signs; `otherwise` where these are even."""
    if wanted in ("US", "GB"):
        return "GB" if wanted == "GB" else "US"
    found = counts(document)
    if found["GB"] == found["US"]:
        return otherwise
    return "GB" if found["GB"] > found["US"] else "US"
