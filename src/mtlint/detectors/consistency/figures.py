"""A number that disagrees with itself: the headline has 32 detained, the first paragraphs 23."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtlint.document import Document
from mtlint.findings import Finding, Severity

_COUNTED = "killed|dead|die|died|deaths|injured|hurt|wounded|detained|arrested|held|missing|rescued|evacuated|jailed|sentenced|infected|hospitali[sz]ed|hold|holds|detain|detains|arrest|arrests|kill|kills|injure|injures|injuring|killing|wounding|jail|jails|rescue|evacuate"
_FIGURE = re.compile(
    rf"(?<![\w.,$€£])(\d{{2,3}}|\d{{1,3}}(?:,\d{{3}})+)(?: [a-z]+){{0,3}}? ({_COUNTED})\b|\b({_COUNTED}) (?:at least |about |some |more than )?(\d{{2,3}}|\d{{1,3}}(?:,\d{{3}})+)\b"
)
_KINDS = {
    "dead": "kill", "di": "kill", "death": "kill", "hurt": "injur", "wound": "injur", "detain": "hold", "arrest": "hold", "held": "hold",
}  # fmt: skip
#: Blocks after the headline that may repeat its figure.
_LEAD = 3


def disagreements(document: Document) -> Iterator[Finding]:
    """Only slips that a copy makes count: digits in another order, or one nought more. Other differences are news."""
    blocks = document.blocks
    if len(blocks) < 3 or blocks[0].end - blocks[0].start > 140:
        return
    headline = _figures(document, blocks[0].start, blocks[0].end)
    for counted, (_, number) in headline.items():
        for block in blocks[1 : 1 + _LEAD]:
            match = _figures(document, block.start, block.end).get(counted)
            if match is None:
                continue
            at, other = match
            if other != number and _slip(number, other):
                yield Finding(
                    rule="consistency/figure",
                    category="fluency/inconsistency",
                    severity=Severity.MINOR,
                    confidence=0.6,
                    start=at,
                    end=at + len(other),
                    text=other,
                    message=f"{other} here, {number} in the headline.",
                    suggestions=(number,),
                    detector="consistency",
                )
            break


def _figures(document: Document, start: int, end: int) -> dict[str, tuple[int, str]]:
    """The figure with each counted thing, where there is only one."""
    found: dict[str, list[tuple[int, str]]] = {}
    for match in _FIGURE.finditer(document.text, start, end):
        group = 1 if match.group(1) else 4
        counted = match.group(2) or match.group(3)
        found.setdefault(_kind(counted), []).append((match.start(group), match.group(group)))
    return {kind: places[0] for kind, places in found.items() if len(places) == 1}


def _kind(word: str) -> str:
    """Words for one thing: killed and dead; hurt, injured and wounded; held, detained and arrested."""
    stem = word.removesuffix("s").removesuffix("ed").removesuffix("ing").removesuffix("e").rstrip("s")
    return _KINDS.get(stem, stem)


def _slip(one: str, two: str) -> bool:
    one, two = one.replace(",", ""), two.replace(",", "")
    return (len(one) == len(two) and sorted(one) == sorted(two)) or one + "0" == two or two + "0" == one
