from __future__ import annotations

import pytest

from mtlint.document import Document
from mtlint.readers import markdown

STORY = """---
title: never shown
---
# Harbour *deal* stalls

The port lost its [third lender](http://third.example/lender "a lender (third)") lender and
its **crane**; costs are \\$ 2 &amp; rising ![picture](x.png) see <http://example.org/costs> or `co de`.
A [ref link][1] link \U0001f6a2 e\u0301 end.

    code block

```
fenced
```

> A quote on
> two lines, [a](b)a.

- item one
- item two\x20\x20
  after a hard break

| Year | Cost \\| total |
|------|------|
| 2019 | $ 1 |

<div>Raw <b>html</b> &mdash; text</div>

[1]: http://ref.example/
"""


def shown(document: Document, words: str) -> str:
    at = document.text.index(words)
    start, end = document.source_span(at, at + len(words))
    return document.source[start:end]


@pytest.fixture(scope="module")
def document() -> Document:
    return markdown.read(STORY, "story.md")


def test_markup_code_addresses_and_front_matter_are_left_out(document: Document) -> None:
    for absent in ("never shown", "*", "http", "x.png", "picture", "code block", "fenced", "<b>", "---", ">"):
        assert absent not in document.text
    assert document.text.startswith("Harbour deal stalls\n\nThe port lost its third lender lender and its crane;")


def test_a_paragraph_is_one_block_and_a_hard_break_is_not(document: Document) -> None:
    blocks = [document.text[block.start : block.end] for block in document.blocks]
    assert "A quote on two lines, aa." in blocks
    assert "item two" in blocks
    assert "after a hard break" in blocks


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_offsets_lead_back_to_the_source(line_end: str) -> None:
    document = markdown.read(STORY.replace("\n", line_end), "story.md")
    assert document.offsets == "source"
    assert shown(document, "deal stalls") == "deal* stalls"
    assert shown(document, "crane;") == "crane**;"
    assert shown(document, "$ 2 & rising") == "\\$ 2 &amp; rising"
    assert shown(document, "on two") == f"on{line_end}> two"
    assert shown(document, "ref link link \U0001f6a2 e\u0301") == "ref link][1] link \U0001f6a2 e\u0301"
    assert shown(document, "aa.") == "a](b)a."
    assert shown(document, "Cost | total") == "Cost \\| total"
    assert shown(document, "html — text") == "html</b> &mdash; text"


def test_every_character_stands_where_its_origin_says(document: Document) -> None:
    assert document.origins is not None
    for index, character in enumerate(document.text):
        at = document.origins[index]
        if index not in document.widths and not character.isspace():
            assert document.source[at] == character


@pytest.mark.parametrize(
    "source",
    [
        "Plain.",
        "a\\*b",
        "[a](<b c> 'd)')e",
        "![x](y",
        "`` a ` b `` c",
        "**bold",
        "&copy;&nope; x",
        "1. one\n   two",
        "a\n===\nb",
    ],
)
def test_odd_markdown_keeps_its_map(source: str) -> None:
    document = markdown.read(source, "odd.md")
    assert document.offsets == "source"
    assert document.text.strip()


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert "Text" in markdown.read("---\n\nText here.\n", "a.md").text


def test_unclosed_front_matter_is_text() -> None:
    assert "title" in markdown.read("---\ntitle: a story\n", "a.md").text
