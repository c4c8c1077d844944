"""A sentence that a line break cuts in two: the paragraph stops in the middle, the next one goes on with a small letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mtlint.document import Document
from mtlint.findings import Finding, Severity

_WORD = re.compile(r"[a-z][a-z’'-]*")
_STOPS = re.compile(r"[a-z,]$")
_LEAST_WORDS = 6
#: A text with more of them is broken into lines on purpose (verse, a list, hard-wrapped mail).
_MOST = 2


def broken(document: Document) -> Iterator[Finding]:
    """Mark the break and the word after it; the fix joins the two lines."""
    found = list(_all(document))
    if len(found) <= _MOST:
        yield from found


def _all(document: Document) -> Iterator[Finding]:
    for first, second in pairwise(document.blocks):
        one, two = document.text[first.start : first.end], document.text[second.start : second.end]
        word = _WORD.match(two)
        if word is None or not _STOPS.search(one) or len(one.split()) < _LEAST_WORDS or len(two.split()) < _LEAST_WORDS:
            continue
        if not re.search(r"[.?!]\W?$", two) or two.startswith(("http", "www")):
            continue
        start, end = first.end, second.start + word.end()
        yield Finding(
            rule="consistency/broken-paragraph",
            category="fluency/punctuation",
            severity=Severity.MINOR,
            confidence=0.7,
            start=start,
            end=end,
            text=document.text[start:end],
            message="A line break cuts the sentence in two.",
            suggestions=(" " + word.group(),),
            detector="consistency",
        )
