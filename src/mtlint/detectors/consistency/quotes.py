"""Quotation marks that do not close within their paragraph.

A quotation that runs over several paragraphs opens each of them and closes only the last: that is right in English news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtlint.document import Document, Span
from mtlint.findings import Finding, Severity

_SAID = "said|says|added|told|asked|wrote|replied|noted|explained|warned|stressed|recalled|concluded|continued|argued|insisted|admitted"
#: Where a quotation ends though no mark says so: "... was cut, Petrov said" or "... was cut, said the mayor".
_SPEAKER = re.compile(
    rf"(?P<mark>[^\s“”\"]+[,?!])(?= (?:(?:[A-Z][\w’'-]+|he|she|they|the [a-z]+(?: [a-z]+)?)(?: [A-Z][\w’'-]+){{0,2}} (?:{_SAID})|(?:{_SAID}) (?:[A-Z]|the |he\b|she\b))\b)"
)
_LAST = re.compile(r"\S+[.?!…]$")
_FIRST = re.compile(r"^[A-Z][\w’'-]*")
_CURLY = re.compile(r"[“”]")
#: Straight double marks that are not inches ("a 6\" pipe").
_STRAIGHT = re.compile(r'(?<!\d)"')
#: Marks of one kind that make a custom.
_CLEAR = 6
#: At most this many; a text with more of them uses marks in a way of its own.
_MOST = 3


def unclosed(document: Document) -> Iterator[Finding]:
    """Paragraphs with an opening mark too many, or a closing one that nothing opened."""
    found = list(_all(document))
    if len(found) <= _MOST:
        yield from found


def mixed(document: Document) -> Iterator[Finding]:
    """One or two straight marks in a text that otherwise has curly ones, or the other way round."""
    curly = list(_CURLY.finditer(document.text))
    straight = list(_STRAIGHT.finditer(document.text))
    rare = straight if len(straight) < len(curly) else curly
    if not rare or len(rare) > 2 or max(len(curly), len(straight)) < _CLEAR:
        return
    for match in rare:
        before = document.text[match.start() - 1 : match.start()]
        opens = not before.strip() or before in "(—–-"
        fix = '"' if rare is curly else "“" if opens else "”"
        yield Finding(
            rule="consistency/quote-marks",
            category="fluency/inconsistency",
            severity=Severity.MINOR,
            confidence=0.6,
            start=match.start(),
            end=match.end(),
            text=match.group(),
            message="This text has the other kind of quotation marks elsewhere.",
            suggestions=(fix,),
            detector="consistency",
        )


def _all(document: Document) -> Iterator[Finding]:
    blocks = document.blocks
    still_open = False
    for number, block in enumerate(blocks):
        text = document.text[block.start : block.end]
        following = document.text[blocks[number + 1].start : blocks[number + 1].end] if number + 1 < len(blocks) else ""
        opened, closed = text.count("“"), text.count("”")
        if '"' in text or "„" in text or "«" in text:
            opened = closed = 0
        runs_on = following.startswith(("“", "‘", "”", ";", ","))
        if opened == closed + 1 and text.rfind("“") > text.rfind("”") and not runs_on:
            yield from _never_closed(document, block, text)
        elif closed == opened + 1 and not still_open and not text.startswith(("“", "‘")):
            yield from _never_opened(document, block, text)
        still_open = opened > closed or (still_open and not closed)


def _never_closed(document: Document, block: Span, text: str) -> Iterator[Finding]:
    start = text.rfind("“")
    speaker = _SPEAKER.search(text, start + 2)
    match = speaker or _LAST.search(text)
    if match is None or len(text) - start < 12:
        return
    word = match.group("mark") if speaker else match.group()
    yield _finding(document, block.start + match.start(), word, word + "”", "The quotation is not closed.")


def _never_opened(document: Document, block: Span, text: str) -> Iterator[Finding]:
    end = text.find("”")
    if text[:end].count("“") or not re.search(r"[,.?!…]$", text[:end]):
        return
    # The quotation begins its sentence: go back to the sentence's first word.
    segment = document.segment_at(block.start + max(0, end - 1))
    start = segment.start if segment else block.start
    match = _FIRST.match(document.text[start : block.end])
    if match and start + 8 < block.start + end:
        yield _finding(document, start, match.group(), "“" + match.group(), "The quotation ends here and never began.")


def _finding(document: Document, start: int, word: str, fix: str, message: str) -> Finding:
    return Finding(
        rule="consistency/quotes",
        category="fluency/punctuation",
        severity=Severity.MINOR,
        confidence=0.7,
        start=start,
        end=start + len(word),
        text=word,
        message=message,
        suggestions=(fix,),
        detector="consistency",
    )
