from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from mtlint import readers
from mtlint.document import Document
from mtlint.readers import html

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Harbour deal stalls | The Velmora Test</title>
<style>p { color: red }</style><script>var hidden = "<p>never shown</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news</a></li></ul></nav>
<article><h1>Harbour deal stalls as lenders walk away</h1>
<p>VELMORA, 3 May &mdash; The port lost its <b>third lender</b> in a month on Tuesday, and the minister
   &ldquo;regretted&rdquo; it in a statement that ran to   several pages &amp; was read aloud.</p>
<p>Costs have risen to $ 2.3&nbsp;billion. .  A cafe&#769; owner, Orla Tamsin &#x1F6A2;, said the town can not wait
any longer for the money, AT&T or the cranes<!-- a > comment -->.</p>
<ul><li>First, the cranes that were promised to the dockers in the spring.</li>
<li>Second, the dredging of the outer channel, which is late.</li></ul>
<p>The first line of the chant<br>and a second line of it that goes on for a while.</p>
<table><tr><td>Year</td><td>Cost of the harbour</td></tr><tr><td>2019</td><td>$ 1.1 billion</td></tr></table>
<p>Source link: <a href="http://x.example">the original story</a></p>
</article><footer>Copyright Velmora Test. All rights reserved.</footer></body></html>
"""


def shown(document: Document, words: str) -> str:
    """What stands in the source where `words` stands in the text."""
    at = document.text.index(words)
    start, end = document.source_span(at, at + len(words))
    return document.source[start:end]


@pytest.fixture(scope="module")
def document() -> Document:
    return html.read(PAGE, "page.html")


def test_the_main_text_is_taken_and_the_rest_left(document: Document) -> None:
    assert document.text.startswith("Harbour deal stalls as lenders walk away\nVELMORA, 3 May")
    assert document.text.endswith("Source link: the original story")
    for absent in ("Home", "never shown", "color", "All rights", "comment"):
        assert absent not in document.text
    assert document.title == "Harbour deal stalls as lenders walk away"
    assert document.format == "html"


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("Harbour deal", "Harbour deal"),
        ("its third lender in", "its <b>third lender</b> in"),
        ("“regretted”", "&ldquo;regretted&rdquo;"),
        ("to several", "to   several"),
        ("& was", "&amp; was"),
        ("$ 2.3\xa0billion. .", "$ 2.3&nbsp;billion. ."),
        ("cafe\u0301", "cafe&#769;"),
        ("\U0001f6a2", "&#x1F6A2;"),
        ("AT&T or", "AT&T or"),
        ("cranes.", "cranes<!-- a > comment -->."),
        ("Second, the", "Second, the"),
        ("and a second line", "and a second line"),
        ("$ 1.1 billion", "$ 1.1 billion"),
    ],
)
def test_offsets_lead_back_to_the_source(document: Document, words: str, source: str) -> None:
    assert document.offsets == "source"
    assert shown(document, words) == source


def test_white_space_folds_as_in_a_browser(document: Document) -> None:
    assert "minister “regretted” it" in document.text
    assert "billion. . A" in document.text


def test_crlf_pages_map_too() -> None:
    document = html.read(PAGE.replace("\n", "\r\n"), "page.html")
    assert shown(document, "“regretted”") == "&ldquo;regretted&rdquo;"
    assert shown(document, "Second, the dredging") == "Second, the dredging"


def test_a_fragment_gives_all_its_visible_text() -> None:
    document = html.read("<p>One &amp; two.<p>Three <i>four</i>.<script>no</script>", "f.html")
    assert document.text.split("\n") == ["One & two.", "Three four."]
    assert shown(document, "& two") == "&amp; two"


def test_the_headline_is_kept_when_it_stands_outside_the_article() -> None:
    page = PAGE.replace("<h1>Harbour deal stalls as lenders walk away</h1>", "").replace(
        "<article>", "<header><h1>Harbour deal stalls again</h1></header><article>"
    )
    document = html.read(page, "page.html")
    assert document.text.startswith("Harbour deal stalls again\n")
    assert shown(document, "Harbour deal stalls again") == "Harbour deal stalls again"


@pytest.mark.parametrize(
    "broken",
    [
        "<p>Unclosed <b>bold and <i>more text",
        "<p>An & alone, &unknown; &#; &#xZZ; &amp and a < sign</p>",
        "<script>never closed <p>text",
        "<p>text<",
        "<p>text</",
        "text &am",
        "<!-- open comment <p>text</p>",
        "<p title='>'>text</p><![CDATA[x]]><?php echo 1 ?>",
        "</p></div></script>text",
        "<pre>  two\n  lines </pre>",
    ],
)
def test_broken_markup_never_breaks_the_map(broken: str) -> None:
    text = html.visible(broken)
    assert len(text.origins) == len(text.text)
    assert all(0 <= origin < len(broken) for origin in text.origins)
    assert list(text.origins) == sorted(text.origins)
    for index, character in enumerate(text.text):
        if not character.isspace() and index not in text.widths:
            assert broken[text.origins[index]] == character


def test_random_soup_keeps_its_offsets() -> None:
    draw = random.Random(5)
    pieces = [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "&amp;",
        "&",
        "&eacute;",
        "\n",
        "  ",
        "word ",
        "é",
        "\U0001f6a2",
        "<br/>",
        "<",
        ">",
    ]
    for _ in range(300):
        soup = "".join(draw.choice(pieces) for _ in range(40))
        text = html.visible(soup)
        for index, character in enumerate(text.text):
            at = text.origins[index]
            if index in text.widths:
                assert soup[at] in "& \n"
            elif not character.isspace():
                assert soup[at] == character


def test_text_that_is_nowhere_visible_gives_up_the_map_and_says_so() -> None:
    # Never closed, the element hides the rest from a browser; trafilatura's tree repairs it and finds the story.
    document = html.read(PAGE.replace("<article>", "<article><button>Share"), "page.html")
    assert document.offsets == "text"
    assert document.origins is None
    assert "Second, the dredging of the outer channel" in document.text


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "iso-8859-15"])
def test_the_meta_charset_is_used(tmp_path: Path, charset: str) -> None:
    word = {"windows-1251": "Минск", "utf-8": "naïve Минск", "iso-8859-15": "5 € fee"}[charset]
    page = PAGE.replace("utf-8", charset).replace("&mdash;", "-").replace("third lender", word)
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(charset))
    assert word in readers.read(str(path)).text


def test_a_long_page_takes_time_in_proportion() -> None:
    def seconds(paragraphs: int) -> float:
        body = "".join(f"<p>Paragraph {n} &mdash; of a long page about harbours.</p>\n" for n in range(paragraphs))
        start = time.process_time()
        html.visible(f"<html><body>{body}</body></html>")
        return time.process_time() - start

    seconds(100)
    assert seconds(16_000) < 10 * max(seconds(4_000), 0.01)
