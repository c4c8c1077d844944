from __future__ import annotations

from dataclasses import replace

import pytest
from made_results import STORY, finding, overlapping, result

from mtlint.reports._marks import paragraphs, runs
from mtlint.reports._text import percent, visible


def test_runs_are_the_paragraph_cut() -> None:
    for checked in (result(), overlapping()):
        for paragraph in paragraphs(checked):
            assert "".join(run.text for run in runs(paragraph)) == paragraph.text


def test_overlaps_share_runs_gravest_first() -> None:
    first, second = paragraphs(overlapping())
    assert [(run.text, [mark.number for mark in run.marks]) for run in runs(first)] == [
        ("One ", []),
        ("two ", [1]),
        ("three", [2, 1]),
        (" ", [2]),
        ("four", [2, 3]),
        (" ", []),
        ("five.", [4]),
    ]
    assert [(run.text, [mark.number for mark in run.marks]) for run in runs(second)] == [
        ("Six", [4]),
        (" seven eight nine ", []),
        ("ten", [5]),
        (".", []),
    ]


def test_a_finding_opens_and_closes_once() -> None:
    for checked in (result(), overlapping()):
        cut = [run for paragraph in paragraphs(checked) for run in runs(paragraph)]
        numbers = list(range(1, len(checked.findings) + 1))
        assert sorted(mark.number for run in cut for mark in run.opens) == numbers
        assert sorted(mark.number for run in cut for mark in run.closes) == numbers


def test_an_empty_finding_is_a_run_without_text() -> None:
    last = list(runs(paragraphs(result())[-1]))
    assert [(run.text, len(run.marks)) for run in last] == [
        ("Prosecutors want ", 0),
        ("", 1),
        ("prolong the death of the old company.", 0),
    ]


@pytest.mark.parametrize(("start", "end", "paragraph", "at"), [(0, 1, 0, 0), (7, 8, 0, 4), (15, 15, 1, 4)])
def test_findings_outside_paragraphs_find_a_place(start: int, end: int, paragraph: int, at: int) -> None:
    text = "\n\nOne.\n\n\nTwo.\n\n"
    outside = replace(finding(text, "One"), start=start, end=end, text=text[start:end])
    (mark,) = paragraphs(result(text, [outside]))[paragraph].marks
    assert (mark.start, mark.end) == (at, at)


def test_a_document_without_text_has_no_paragraphs() -> None:
    assert paragraphs(result(" \n ", [])) == []


def test_visible_keeps_length_and_letters() -> None:
    assert visible("a\x1b\x00\x7f\x9b\u202e\u200b\ud800\t\n") == "a␛␀␡\ufffd◌◌\ufffd ␊"
    for kept in (STORY.replace("\n", " "), "👨‍👩‍👧 e\u0301 漢字 نص\u200cها 🏴\U000e0067\U000e007f"):
        assert visible(kept) == kept


def test_no_probability_is_certain() -> None:
    assert [percent(value) for value in (0, 0.004, 0.01, 0.5, 0.99, 0.999, 1)] == [
        "below 1%",
        "below 1%",
        "1%",
        "50%",
        "99%",
        "over 99%",
        "over 99%",
    ]
