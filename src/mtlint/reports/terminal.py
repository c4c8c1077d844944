"""Terminal: the story with its marks in context, the findings beneath, and why the verdict is what it is.

Everything that the colours say is said without them too, and no character of a story reaches the terminal unless it only
shows: see `visible`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

import regex
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from mtlint.findings import Severity
from mtlint.reports._marks import Mark, Paragraph, numbered, paragraphs
from mtlint.reports._text import (
    SEVERITIES,
    category_label,
    count_by_severity,
    percent,
    plural,
    verdict_reasons,
    visible,
)

if TYPE_CHECKING:
    from mtlint.findings import Finding
    from mtlint.pipeline import Result
    from mtlint.reports import Options

_DEFAULT_WIDTH = 80
#: Prose in longer lines is hard to read.
_WIDEST = 100
_NARROWEST = 32
#: Below this the findings stand under their numbers, not in a column beside them.
_COLUMNS_FROM = 60
#: A suggestion's original is cut to so many cells in the middle.
_LONGEST_ORIGINAL = 36
_SUGGESTIONS = 3

_STYLES = {
    # Middle tones: they must stand out on a dark background and on a light one.
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "bold color(166)",
    Severity.MINOR: "color(31)",
    Severity.NEUTRAL: "color(244)",
}
_MARKERS = {Severity.CRITICAL: "#", Severity.MAJOR: "^", Severity.MINOR: "~", Severity.NEUTRAL: "."}
_VERDICTS = {"reject": "bold white on red", "review": "bold black on yellow", "clean": "bold white on color(28)"}

_WORD = regex.compile(r"\S+\s*|\s+")
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class _Glyphs:
    rule: str = "─"
    bar: str = "│"
    gap: str = "‸"
    cut: str = "⋯"
    arrow: str = "→"
    ellipsis: str = "…"


_ASCII = _Glyphs("-", "|", "_", "...", "->", "...")


def write(results: Iterable[Result], file: TextIO, options: Options) -> None:
    """Write each document as it comes, and a line on all of them where there are several."""
    write_to(_console(file, options), results, options)


def write_to(console: Console, results: Iterable[Result], options: Options) -> None:
    """The same to a rich console, which can then export what it recorded."""
    page = _Page(console)
    verdicts: list[str] = []
    found = 0
    for result in results:
        if options.quiet:
            page.line(_quiet(result))
            continue
        if verdicts:
            page.line()
        page.document(result, options)
        verdicts.append(result.score.verdict)
        found += len(result.findings)
    if len(verdicts) > 1:
        counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in _VERDICTS if verdict in verdicts)
        page.line()
        page.line(Text(f"{plural(len(verdicts), 'text')}: {counts}; {plural(found, 'finding')}", "bold"))


def _console(file: TextIO, options: Options) -> Console:
    width = options.width
    if width is None:
        width = min(shutil.get_terminal_size().columns, _WIDEST) if file.isatty() else _DEFAULT_WIDTH
    # rich itself would keep bold and underline where colours are refused.
    plain = options.color is False or (options.color is None and bool(os.environ.get("NO_COLOR")))
    return Console(
        file=file,
        width=max(width, _NARROWEST),
        force_terminal=options.color,
        no_color=plain,
        color_system=None if plain else "256" if options.color else "auto",
        markup=False,
        highlight=False,
        emoji=False,
    )


class _Page:
    """Writes lines that already fit; knows what the output can show."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = console.width
        self._encoding = console.encoding
        self.glyphs = _Glyphs() if self._shows("─│‸⋯→…“”") else _ASCII

    def _shows(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def safe(self, text: str) -> str:
        """`text`, code point for code point, in characters that show and that the output's encoding has."""
        text = visible(text)
        return text if self._shows(text) else text.encode(self._encoding, "replace").decode(self._encoding)

    def line(self, content: Text | str = "") -> None:
        text = content if isinstance(content, Text) else Text(content)
        text.rstrip()
        self._console.print(text, soft_wrap=True)

    def document(self, result: Result, options: Options) -> None:
        self._header(result)
        for note in result.notes:
            self._wrapped("note: ", self.safe(note), "italic")
        numbers = numbered(result)
        placed = False
        for paragraph in paragraphs(result):
            if any(mark.opens or mark.closes for mark in paragraph.marks):
                placed = True
                self.line()
                self._paragraph(paragraph)
                for mark in paragraph.marks:
                    if mark.opens:
                        self._finding(mark.number, mark.finding)
        if not placed:
            for number, finding in numbers:
                self._finding(number, finding)
        self.line()
        if numbers:
            self._summary(result)
            self.line()
        self._score(result, options)

    def _header(self, result: Result) -> None:
        verdict = f" {result.score.verdict.upper()} "
        rule = self.glyphs.rule
        name = self._elided(self.safe(result.document.id), self.width - len(verdict) - 8)
        fill = rule * (self.width - cell_len(name) - len(verdict) - 8)
        header = Text().append(f"{rule * 2} ", "dim").append(name, "bold").append(f" {fill} ", "dim")
        self.line(header.append(verdict, _VERDICTS[result.score.verdict]).append(f" {rule * 2}", "dim"))
        if result.document.title:
            self._wrapped("", self.safe(result.document.title), "italic")

    def _paragraph(self, paragraph: Paragraph) -> None:
        gutter = f"{self.glyphs.bar} "
        # The sign for something missing takes a cell of its own.
        gaps = min(sum(mark.start == mark.end for mark in paragraph.marks), 4)
        room = self.width - len(gutter) - gaps
        text = self.safe(paragraph.text)
        lines = list(_wrap(text, room))
        points = {point for m in paragraph.marks for point in _ends(m)}
        anchors = {i for i, (start, end) in enumerate(lines) if any(start <= p < end for p in points)}
        # An empty mark at the very end stands on no character.
        if len(text) in points:
            anchors.add(len(lines) - 1)
        near = sorted({i for a in anchors for i in (a - 1, a, a + 1) if 0 <= i < len(lines)})
        before = -1
        for index in [*near, len(lines)]:
            # A sign for one line left out would take the place of that line.
            if index == before + 2:
                self._marked_line(text, lines[index - 1], False, paragraph.marks, gutter, room + gaps)
            elif index > before + 2:
                self.line(Text().append(gutter, "dim").append(self.glyphs.cut, "dim"))
            if index < len(lines):
                last = index == len(lines) - 1
                self._marked_line(text, lines[index], last, paragraph.marks, gutter, room + gaps)
            before = index

    def _marked_line(
        self, text: str, span: tuple[int, int], last: bool, marks: Sequence[Mark], gutter: str, room: int
    ) -> None:
        start, end = span
        here = [m for m in marks if m.start < m.end and m.start < end and m.end > start]
        here += [m for m in marks if m.start == m.end and (start <= m.start < end or (last and m.start == end))]
        line = _Line(self.glyphs.gap, room)
        line.fill(text[start:end], start, here)
        self.line(Text().append(gutter, "dim").append_text(line.text))
        for row in line.rows(start, end, sorted(here, key=lambda m: (m.end, m.start))):
            self.line(Text().append(gutter, "dim").append_text(row))

    def _finding(self, number: int, finding: Finding) -> None:
        style = _STYLES[finding.severity]
        head = Text().append(f"{number:>4} ", "bold").append(f"{finding.severity!s:<9}", style)
        indent = 14
        if self.width < _COLUMNS_FROM:
            self.line(head)
            head, indent = Text(" " * 5), 5
        room = self.width - indent
        lines = [(line, "") for line in self._fold(self.safe(finding.message), room)]
        lines += [(line, "green") for line in self._fold(self._fix(finding), room) if line]
        rule = self._elided(self.safe(finding.rule), room)
        if cell_len(lines[-1][0]) + 2 + cell_len(rule) > room:
            lines.append(("", ""))
        for line, style in lines[:-1]:
            self.line(head.append(line, style))
            head = Text(" " * indent)
        line, style = lines[-1]
        # Right-aligned: the eye can skip it.
        space = " " * (room - cell_len(line) - cell_len(rule))
        self.line(head.append(line, style).append(space).append(rule, "dim"))

    def _fix(self, finding: Finding) -> str:
        if not finding.suggestions:
            return ""
        fixes = [self._edges(self.safe(fix)) if fix else "delete" for fix in finding.suggestions[:_SUGGESTIONS]]
        original = self._edges(self._elided(self.safe(" ".join(finding.text.splitlines())), _LONGEST_ORIGINAL))
        return f"{original} {self.glyphs.arrow} ".lstrip() + " | ".join(fixes)

    def _edges(self, text: str) -> str:
        """Spaces at an edge made visible: often they are all that changes."""
        inner = text.strip(" ")
        if inner == text:
            return text
        space = "␣" if self._shows("␣") else "_"
        left = len(text) - len(text.lstrip(" "))
        return space * left + inner + space * (len(text) - left - len(inner))

    def _summary(self, result: Result) -> None:
        severities = [severity for severity in SEVERITIES if count_by_severity(result.findings)[severity]]
        full = self.width >= 22 + 11 * (len(severities) + 1)
        cell = 11 if full else 5
        room = self.width - cell * (len(severities) + 1) - 2
        head = Text(" " * (room + 2))
        for severity in severities:
            name = f"{severity} {_MARKERS[severity]}" if full else f"{str(severity)[:2]} {_MARKERS[severity]}"
            head.append(f"{name:>{cell}}", _STYLES[severity])
        self.line(head.append(f"{'all':>{cell}}", "bold"))
        by_category = {
            label: list(group)
            for label, group in groupby(
                sorted(result.findings, key=lambda f: category_label(f.category)),
                key=lambda f: category_label(f.category),
            )
        }
        ordered = sorted(by_category.items(), key=lambda item: -sum(f.severity.weight + 0.01 for f in item[1]))
        for label, findings in ordered:
            self._counts(self._elided(self.safe(label), room), findings, severities, room, cell)
        if len(ordered) > 1:
            self._counts("all", result.findings, severities, room, cell, "bold")

    def _counts(
        self,
        label: str,
        findings: Sequence[Finding],
        severities: Sequence[Severity],
        room: int,
        cell: int,
        style: str = "",
    ) -> None:
        counts = count_by_severity(findings)
        row = Text(f"  {label}{' ' * (room - cell_len(label))}", style)
        for severity in severities:
            row.append(f"{counts[severity] or '-':>{cell}}", style or ("" if counts[severity] else "dim"))
        self.line(row.append(f"{len(findings):>{cell}}", style))

    def _score(self, result: Result, options: Options) -> None:
        score, limits = result.score, options.config.thresholds
        reasons = verdict_reasons(result, options.config)
        verdict = f"{score.verdict}: {'; '.join(reasons)}" if reasons else score.verdict
        found = f"{plural(len(result.findings), 'finding')} in {plural(score.words, 'word')}"
        self._wrapped("verdict    ", f"{verdict}", "bold")
        self._wrapped("           ", found if result.findings else f"nothing found in {plural(score.words, 'word')}")
        rest = f"review from {limits.review_penalty:g}, reject from {limits.reject_penalty:g}"
        self._wrapped("penalty    ", f"{score.penalty:,.1f} MQM points per 1,000 words ({rest})")
        self._wrapped("quality    ", f"{score.quality:.1f} of 100")
        why = ", ".join(f"{name} {value:+.1f}" for name, value in score.signals)
        self._wrapped(
            "machine    ",
            f"{percent(score.mt_probability)} likely to be machine-translated" + (f": {why}" if why else ""),
        )
        self._wrapped("signature  ", self.safe(score.signature), "dim")

    def _wrapped(self, label: str, text: str, style: str = "") -> None:
        head = Text().append(label, "dim")
        for line in self._fold(text, self.width - len(label)):
            self.line(head.append(line, style))
            head = Text(" " * len(label))

    def _fold(self, text: str, room: int) -> list[str]:
        return [text[start:end].rstrip() for start, end in _wrap(text, room)] or [""]

    def _elided(self, text: str, room: int) -> str:
        """At most `room` cells: the middle gives way."""
        if cell_len(text) <= room:
            return text
        clusters = _GRAPHEME.findall(text)
        keep = max(1, room - len(self.glyphs.ellipsis))
        head = _taken(clusters, (keep + 1) // 2)
        tail = _taken(reversed(clusters), keep // 2)
        return "".join(head) + self.glyphs.ellipsis + "".join(reversed(tail))


class _Line:
    """One line of a story in cells, and the rows of markers that stand beneath it."""

    def __init__(self, gap: str, room: int) -> None:
        self.text = Text()
        self._gap = gap
        self._room = room
        #: Column of each code point of the line, and of the end.
        self._columns: list[int] = []
        self._gaps: dict[int, int] = {}

    def fill(self, text: str, offset: int, marks: Sequence[Mark]) -> None:
        """Lay out `text`, which stands at `offset` in the paragraph, in the styles of `marks`."""
        column = 0
        gaps = {mark.start - offset: mark for mark in marks if mark.start == mark.end}
        style_at: list[Severity | None] = [None] * len(text)
        for mark in marks:
            for i in range(max(0, mark.start - offset), min(len(text), mark.end - offset)):
                style_at[i] = max(style_at[i] or Severity.NEUTRAL, mark.finding.severity)
        at = 0
        for cluster in _GRAPHEME.findall(text):
            column = self._open_gap(gaps, at, column)
            self._columns += [column] * len(cluster)
            severity = max((s for s in style_at[at : at + len(cluster)] if s is not None), default=None)
            self.text.append(cluster, _STYLES[severity] if severity is not None else "")
            column += cell_len(cluster)
            at += len(cluster)
        column = self._open_gap(gaps, at, column)
        self._columns.append(column)

    def _open_gap(self, gaps: dict[int, Mark], at: int, column: int) -> int:
        if at not in gaps:
            return column
        self._gaps[at] = column
        self.text.append(self._gap, _STYLES[gaps[at].finding.severity])
        return column + 1

    def rows(self, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Text]:
        """Markers under the marked cells, each with its number behind it, or beneath it where others stand there."""
        first = _Row(self._room)
        spans = [(mark, *self._cells(mark, start)) for mark in marks]
        for mark, left, right in sorted(spans, key=lambda item: item[0].finding.severity):
            first.put(left, _MARKERS[mark.finding.severity] * (right - left), _STYLES[mark.finding.severity])
        rows = [first]
        for mark, left, right in spans:
            if mark.end > end:
                continue
            label, style = str(mark.number), _STYLES[mark.finding.severity]
            if first.free(right, len(label)):
                first.put(right, label, style)
                continue
            left = max(0, min(left, self._room - len(label)))
            row = next((r for r in rows[1:] if r.free(left, len(label), apart=True)), None)
            if row is None:
                rows.append(row := _Row(self._room))
            row.put(left, label, style)
        return (row.text() for row in rows if row.cells)

    def _cells(self, mark: Mark, start: int) -> tuple[int, int]:
        if mark.start == mark.end:
            column = self._gaps[mark.start - start]
            return column, column + 1
        left = self._columns[max(0, mark.start - start)]
        right = self._columns[min(len(self._columns) - 1, mark.end - start)]
        # A mark inside a cluster, or on white space that hangs over the edge, still gets a cell.
        left = min(left, self._room - 1)
        return left, min(max(right, left + 1), self._room)


class _Row:
    """Cells under a line."""

    def __init__(self, room: int) -> None:
        self.cells: dict[int, tuple[str, str]] = {}
        self._room = room

    def free(self, column: int, width: int, *, apart: bool = False) -> bool:
        """Whether `width` cells from `column` on are empty; `apart` asks for an empty cell on both sides too."""
        if column + width > self._room:
            return False
        beyond = range(column - apart, column + width + 1)
        return not any(cell in self.cells for cell in beyond)

    def put(self, column: int, text: str, style: str) -> None:
        for index, character in enumerate(text):
            self.cells[column + index] = (character, style)

    def text(self) -> Text:
        row = Text()
        for column in range(max(self.cells) + 1):
            row.append(*self.cells.get(column, (" ", "")))
        return row


def _quiet(result: Result) -> Text:
    score = result.score
    line = Text().append(f"{score.verdict:<6}", _VERDICTS[score.verdict]).append(f" {score.penalty:>8,.1f}")
    for severity, count in count_by_severity(result.findings).items():
        line.append(f"  {count:>3} {severity}", _STYLES[severity] if count else "dim")
    return line.append("  ").append(visible(result.document.id))


def _ends(mark: Mark) -> Iterator[int]:
    if mark.opens:
        yield mark.start
    if mark.closes:
        yield max(mark.start, mark.end - 1)


def _wrap(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Spans of `text` that fit into `room` cells each, cut after white space; only a word longer than a line is cut inside."""
    start = at = used = 0
    for match in _WORD.finditer(text):
        word = match.group()
        width = cell_len(word.rstrip())
        if used and used + width > room:
            yield start, at
            start, used = at, 0
        if width > room:
            for cluster in _GRAPHEME.finditer(word):
                size = cell_len(cluster.group())
                if used and used + size > room and not cluster.group().isspace():
                    yield start, cluster.start() + match.start()
                    start, used = cluster.start() + match.start(), 0
                used += size
        else:
            used += cell_len(word)
        at = match.end()
    if at > start:
        yield start, at


def _taken(clusters: Iterable[str], room: int) -> list[str]:
    taken: list[str] = []
    for cluster in clusters:
        room -= cell_len(cluster)
        if room < 0:
            break
        taken.append(cluster)
    return taken
