"""Results made by hand for the tests of reports: what a report shows must not change when a rule does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from mtlint import Config, Document, Finding, Result, Score, Severity
from mtlint.reports import render

CONFIG = Config(depth="fast")

STORY = (
    "VELMORA (Pacific Wire) – The harbour office paid $ 2 million to a stinging ally on Monday. .\n"
    "\n"
    "Minister Orla Tamsin said the town can not wait. The council meets again in the second week of the month, and its "
    "members have asked for the papers in good time, which the office has promised them, as it did before the last three "
    "meetings, each of which began without them.\n"
    "\n"
    "Nothing is wrong in this paragraph.\n"
    "\n"
    "Prosecutors want prolong the death of the old company.\n"
)

#: Everything that a story can do to a page or a terminal.
HOSTILE = (
    "漢字 and cafe\u0301 and 👨‍👩‍👧 meet here .\n"
    "\n"
    "<script>document.title = 'taken'</script> [bold red]no markup[/] \x1b[31mred\x07 a\u202eb \x9b2J :smile: &amp; end\n"
)


def finding(
    text: str,
    part: str,
    severity: str = "minor",
    *suggestions: str,
    rule: str = "pack/rule",
    category: str = "fluency/grammar",
    message: str = "This is wrong.",
    before: str = "",
    empty: bool = False,
    **more: Any,
) -> Finding:
    """A finding on `part` where it first stands after `before` in `text`; `empty`: on nothing, right before it."""
    start = text.index(before + part) + len(before)
    end = start if empty else start + len(part)
    values: dict[str, Any] = {"confidence": 0.9, "message": message, "suggestions": suggestions} | more
    return Finding(rule, category, Severity.parse(severity), start=start, end=end, text=text[start:end], **values)


def result(
    text: str = STORY,
    findings: Sequence[Finding] | None = None,
    *,
    id: str = "stories/velmora.txt",
    verdict: Any = "reject",
    notes: Sequence[str] = (),
    document: Document | None = None,
) -> Result:
    """A result with a fixed score, over STORY with its five findings unless told otherwise."""
    document = document or Document(text, id=id)
    marks = story_findings() if findings is None else findings
    score = Score(
        words=len(document.words),
        penalty=320.0 if marks else 0.0,
        quality=1.4 if marks else 100.0,
        mt_probability=0.97 if marks else 0.02,
        verdict=verdict,
        signature="depth:fast|rules:0|version:0",
        signals=(("critical findings", 4.8), ("minor findings", 0.36)) if marks else (),
    )
    return Result(document, tuple(marks), score, tuple(notes))


def clean() -> Result:
    return result("All is well in Velmora.\n", [], id="stories/clean.txt", verdict="clean")


def story_findings() -> list[Finding]:
    return [
        finding(
            STORY,
            "$ 2 million",
            "minor",
            "$2 million",
            rule="typography/space-after-currency",
            category="locale/currency-format",
            message="No space stands between a currency sign and its amount.",
        ),
        finding(
            STORY,
            "stinging ally",
            "critical",
            "prickly ally",
            "difficult ally",
            rule="collocations/stinging-ally",
            category="accuracy/mistranslation",
            message="An ally is prickly, not stinging: the source's word means both.",
            url="https://example.org/rules/stinging-ally",
        ),
        finding(STORY, ". .", "minor", ".", rule="typography/doubled-stop", category="fluency/punctuation"),
        finding(STORY, "can not", "minor", "cannot", rule="typography/can-not", category="fluency/spelling"),
        finding(
            STORY,
            "prolong",
            "major",
            "to ",
            rule="grammar/missing-to",
            message="The word “to” is missing here.",
            empty=True,
        ),
    ]


def hostile() -> Result:
    text = HOSTILE
    return result(
        text,
        [
            finding(text, "漢字", "critical", "汉字"),
            finding(text, "cafe\u0301", "minor"),
            finding(text, "👨‍👩‍👧", "major"),
            finding(text, "here .", "minor", "here."),
            finding(
                text,
                "<script>document.title = 'taken'</script>",
                "critical",
                "",
                "<b>bold</b>",
                message="A <script>tag</script> [red]here[/].",
                rule="<i>pack</i>/[b]rule[/b]",
                url="javascript:document.title='taken'",
            ),
            finding(text, "\x1b[31mred\x07", "major", "red\x1b[0m"),
        ],
        id="odd\x1b[2J/<img src=x onerror=alert(1)>.txt",
        notes=["checked without <b>languagetool</b>: \x1b[31mno"],
    )


def overlapping() -> Result:
    text = "One two three four five.\n\nSix seven eight nine ten."
    return result(
        text,
        [
            finding(text, "two three", "minor", message="Outer left."),
            finding(text, "three four", "critical", message="Outer right."),
            finding(text, "four", "major", message="Inside."),
            finding(text, "five.\n\nSix", "neutral", message="Across."),
            finding(text, "ten", "minor", message="Alone."),
        ],
    )


def rendered(*results: Result, format: str = "terminal", **options: Any) -> str:
    """The report as a string."""
    file = io.StringIO()
    render(results, format, file=file, **({"config": CONFIG} | options))
    return file.getvalue()
