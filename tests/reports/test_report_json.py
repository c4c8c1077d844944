from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

import pytest
from jsonschema import Draft202012Validator
from made_results import CONFIG, STORY, clean, finding, hostile, overlapping, rendered, result
from syrupy.assertion import SnapshotAssertion

from mtlint import Document, Result
from mtlint.errors import ConfigError
from mtlint.reports import formats, json_schema, render

VALIDATOR = Draft202012Validator(json_schema())
RESULTS = [result, clean, hostile, overlapping]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("make", RESULTS)
def test_every_output_is_valid(make: Callable[[], Result]) -> None:
    report = json.loads(rendered(make(), format="json", errors=[("gone.txt", "no such file or folder")]))
    assert not list(VALIDATOR.iter_errors(report))
    assert report["errors"] == [{"id": "gone.txt", "message": "no such file or folder"}]
    (line,) = rendered(make(), format="jsonl").splitlines()
    assert not list(VALIDATOR.iter_errors(json.loads(line)))


@pytest.mark.parametrize("place", ["report", "document", "finding", "line"])
def test_the_schema_refuses_what_it_does_not_know(place: str) -> None:
    report = json.loads(rendered(result(), format="json"))
    line = json.loads(rendered(result(), format="jsonl"))
    document = report["documents"][0]
    {"report": report, "document": document, "finding": document["findings"][0], "line": line}[place]["extra"] = 1
    assert list(VALIDATOR.iter_errors(line if place == "line" else report))


def test_json(snapshot: SnapshotAssertion) -> None:
    report = json.loads(rendered(result(), clean(), format="json"))
    # The version and the packs change without the format.
    assert set(report.pop("tool")) == {"name", "version", "signature"}
    assert report == snapshot


def test_json_without_documents() -> None:
    report = json.loads(rendered(format="json"))
    assert report["documents"] == report["errors"] == []
    assert not list(VALIDATOR.iter_errors(report))


def test_offsets_count_the_source() -> None:
    source = "<p>A <b>bad</b> &amp; sad day.</p>"
    text = "A bad & sad day."
    origins = [source.index("A"), source.index("A") + 1]
    origins += range(source.index("bad"), source.index("bad") + 3)
    origins += [source.index(" &amp;"), source.index("&amp;")]
    origins += range(source.index(" sad"), source.index("</p>"))
    document = Document(text, id="p.html", source=source, origins=origins, widths={text.index("&"): 5}, format="html")
    checked = result(text, [finding(text, "bad & sad")], document=document)
    (reported,) = json.loads(rendered(checked, format="json"))["documents"]
    (found,) = reported["findings"]
    assert reported["offsets"] == "source"
    assert source[found["start"] : found["end"]] == "bad</b> &amp; sad"
    assert found["text"] == "bad & sad"


def test_offsets_count_the_text_where_there_is_no_map() -> None:
    document = Document(STORY, id="a.html", source="<html>", format="html")
    (reported,) = json.loads(rendered(result(document=document), format="json"))["documents"]
    assert reported["offsets"] == "text"
    for found in reported["findings"]:
        assert STORY[found["start"] : found["end"]] == found["text"]


def test_what_would_break_lines_terminals_or_utf_8_is_escaped() -> None:
    text = "One\u2028two\x85three \ud800 \x9b2J \x1b[0m."
    checked = result(text, [finding(text, text)], id="a\udcff.txt")
    for format_ in ("json", "jsonl"):
        out = rendered(checked, format=format_)
        out.encode()
        assert not any(character in out for character in "\u2028\x85\x9b\x1b")
        data = json.loads(out)
        document = data["documents"][0] if format_ == "json" else data
        assert document["findings"][0]["text"] == text
        assert document["id"] == "a\udcff.txt"
    assert len(rendered(checked, format="jsonl").splitlines()) == 1


def test_letters_stay_letters() -> None:
    assert "漢字" in rendered(hostile(), format="json")


def test_json_lines_come_one_by_one() -> None:
    file = io.StringIO()
    written = []

    def results() -> Iterator[Result]:
        for _ in range(3):
            written.append(file.getvalue().count("\n"))
            yield result()

    render(results(), "jsonl", file=file, config=CONFIG)
    assert written == [0, 1, 2]


def test_errors_that_come_while_results_are_drawn_are_reported() -> None:
    errors: list[tuple[str, str]] = []

    def results() -> Iterator[Result]:
        yield clean()
        errors.append(("late.txt", "not valid UTF-8"))

    file = io.StringIO()
    render(results(), "json", file=file, config=CONFIG, errors=errors)
    assert json.loads(file.getvalue())["errors"] == [{"id": "late.txt", "message": "not valid UTF-8"}]


def test_formats_are_found_by_name() -> None:
    assert formats() == ("html", "json", "jsonl", "terminal")
    for wrong in ("xml", "_text", "../html"):
        with pytest.raises(ConfigError, match="unknown report format"):
            rendered(format=wrong)
