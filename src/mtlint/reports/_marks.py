"""Where the marks of a document stand: findings numbered in reading order and cut to paragraphs."""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlint.document import Document
    from mtlint.findings import Finding
    from mtlint.pipeline import Result


@dataclass(frozen=True, slots=True)
class Mark:
    """The part of a finding that stands in one paragraph.

    `start` and `end` are code points into the paragraph, equal where something is missing. `opens` and `closes` say
    whether the finding begins and ends here: one can run over several paragraphs.
    """

    number: int
    finding: Finding
    start: int
    end: int
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph over which the same marks lie, gravest first.

    `opens` and `closes` are those of the marks that begin and end their findings at this stretch.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its marks in reading order; `text` is the document's, unchanged."""

    text: str
    marks: list[Mark] = field(default_factory=list)


def numbered(result: Result) -> list[tuple[int, Finding]]:
    """The findings in reading order, counted from 1."""
    return list(enumerate(sorted(result.findings, key=lambda f: (f.start, f.end)), 1))


def paragraphs(result: Result) -> list[Paragraph]:
    """All paragraphs with their marks.

    A finding that touches no paragraph (between two of them, or beyond the text) becomes an empty mark at the end of the
    paragraph before it. A document without any text has no paragraphs, and its findings no place.
    """
    document = result.document
    found = [Paragraph(document.text[block.start : block.end]) for block in document.blocks]
    starts = [block.start for block in document.blocks]
    for number, finding in numbered(result):
        for index, mark in _cut(document, starts, Mark(number, finding, finding.start, finding.end)):
            found[index].marks.append(mark)
    return found


def _cut(document: Document, starts: list[int], mark: Mark) -> Iterator[tuple[int, Mark]]:
    blocks = document.blocks
    if not blocks:
        return
    first = max(0, bisect.bisect_right(starts, mark.start) - 1)
    last = max(first, bisect.bisect_left(starts, mark.end) - 1)
    touched = [i for i in range(first, last + 1) if mark.start < blocks[i].end and mark.end > blocks[i].start]
    if not touched:
        block = blocks[first]
        at = min(max(mark.start, block.start), block.end) - block.start
        yield first, replace(mark, start=at, end=at)
        return
    for index in touched:
        block = blocks[index]
        yield (
            index,
            replace(
                mark,
                start=max(mark.start, block.start) - block.start,
                end=min(mark.end, block.end) - block.start,
                opens=index == touched[0],
                closes=index == touched[-1],
            ),
        )


def runs(paragraph: Paragraph) -> Iterator[Run]:
    """The paragraph cut wherever a mark begins or ends; an empty mark is a run without text."""
    text = paragraph.text
    starting: dict[int, list[Mark]] = defaultdict(list)
    empty: dict[int, list[Mark]] = defaultdict(list)
    points = {0, len(text)}
    for mark in paragraph.marks:
        points |= {mark.start, mark.end}
        (starting if mark.start < mark.end else empty)[mark.start].append(mark)
    active: list[Mark] = []
    for start, end in pairwise([*sorted(points), len(text)]):
        for mark in empty[start]:
            yield Run("", (mark,), (mark,), (mark,))
        active = [mark for mark in active if mark.end > start] + starting[start]
        if start < end:
            yield Run(
                text[start:end],
                tuple(sorted(active, key=lambda m: (-m.finding.severity, m.end - m.start, m.number))),
                tuple(mark for mark in starting[start] if mark.opens),
                tuple(mark for mark in active if mark.end == end and mark.closes),
            )
