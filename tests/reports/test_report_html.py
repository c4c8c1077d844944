from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from made_results import CONFIG, STORY, clean, finding, hostile, overlapping, rendered, result
from syrupy.assertion import SnapshotAssertion

from mtlint import Document


class Page(HTMLParser):
    """Elements with their attributes, and the text of the story as a browser would show it."""

    _VOID = frozenset({"meta", "input", "br", "img", "link"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any]]] = []
        self.open: list[str] = []
        self.story: list[str] = []
        self._inside = 0
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.elements.append((tag, found))
        if tag in self._VOID:
            return
        self.open.append(tag)
        if self._inside or found.get("class") == "story":
            self._inside += 1

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        # Every element is closed, in order.
        assert self.open.pop() == tag
        self._inside -= bool(self._inside)

    def handle_data(self, data: str) -> None:
        if self._inside and self.open[-1] not in ("sup",):
            self.story.append(data)

    def all(self, tag: str) -> list[dict[str, Any]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(*results: Any, **options: Any) -> Page:
    return Page(rendered(*results, format="html", **options))


def test_html(snapshot: SnapshotAssertion) -> None:
    source = rendered(result(), clean(), format="html", errors=[("gone.txt", "no such file or folder")])
    # The looks have pictures, the behaviour its own tests; the version and the packs change without the report.
    body = source[source.index("<body>") : source.index("<script>")]
    assert re.sub(r"<footer.*?</footer>", "", body, flags=re.DOTALL) == snapshot


@pytest.mark.parametrize("make", [result, overlapping])
def test_the_story_is_whole_between_its_marks(make: Any) -> None:
    checked = make()
    shown = "".join(page(checked).story).replace("something is missing here", "")
    assert shown.split() == checked.document.text.split()


def test_marks_name_their_findings() -> None:
    marks = page(result()).all("mark")
    assert [(mark["data-marks"], mark["class"]) for mark in marks] == [
        ("1", "sev-minor"),
        ("2", "sev-critical"),
        ("3", "sev-minor"),
        ("4", "sev-minor"),
        ("5", "sev-major gap"),
    ]


def test_every_link_inside_the_page_leads_somewhere() -> None:
    for checked in ([result(), clean()], [overlapping()], [hostile()]):
        shown = page(*checked)
        ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        for link in shown.all("a"):
            if link["href"].startswith("#"):
                assert link["href"][1:] in ids
        for _, attributes in shown.elements:
            for name in ("aria-describedby", "aria-labelledby"):
                assert set(attributes.get(name, "").split()) <= set(ids)


def test_nothing_is_fetched_and_only_our_code_runs() -> None:
    source = rendered(hostile(), result(), format="html")
    shown = Page(source)
    assert not {tag for tag, _ in shown.elements} & {"img", "link", "iframe", "object", "embed", "base"}
    assert not any("src" in attributes or "style" in attributes for _, attributes in shown.elements)
    assert not any(name.startswith("on") for _, attributes in shown.elements for name in attributes)
    assert not re.search(r"url\(|@import", source)
    (policy,) = (meta["content"] for meta in shown.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_everything_is_escaped() -> None:
    source = rendered(hostile(), format="html", errors=[("<b>x", "<i>y")])
    assert source.count("<script>") == source.count("</script>") == 1
    assert "&lt;script&gt;document.title = &#39;taken&#39;&lt;/script&gt;" in source
    for raw in ("<b>", "<i>pack", "<img", "javascript:", "\x1b", "\x07", "\x9b", "\u202e"):
        body = source[source.index("<body>") : source.index("<script>")]
        # Counts in the filter are set in bold.
        body = re.sub(r"<b>\d+</b>", "", body)
        assert raw not in body


def test_only_web_addresses_become_links() -> None:
    links = [link["href"] for link in page(result(), hostile()).all("a") if not link["href"].startswith("#")]
    assert links == ["https://example.org/rules/stinging-ally"]


def test_a_title_is_the_heading() -> None:
    document = Document(STORY, id="a.html", title="Harbour <office> pays")
    source = rendered(result(document=document), format="html")
    assert "<title>reject: Harbour &lt;office&gt; pays – mtlint</title>" in source
    assert "<bdi>Harbour &lt;office&gt; pays</bdi></h2>" in source


def test_headings_leave_no_level_out() -> None:
    levels = [int(tag[1]) for tag, _ in page(result(), clean()).elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_documents_and_no_text() -> None:
    assert page().all("article") == []
    empty = page(result(" \n", [], verdict="clean"))
    assert "The text is empty." in "".join(empty.story)


def test_lone_surrogates_do_not_break_the_page() -> None:
    text = "Odd \ud800 one."
    rendered(result(text, [finding(text, "\ud800")], id="a\udcff"), format="html").encode()


def test_palette_has_contrast() -> None:
    """WCAG AA: every colour of text on both backgrounds, in both themes."""
    source = rendered(result(), format="html")
    palette = {name: colours for name, *colours in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", source)}
    for theme in (0, 1):
        for name in ("ink", "soft", "critical", "major", "minor", "neutral", "good"):
            for ground in ("paper", "sheet"):
                assert _contrast(palette[name][theme], palette[ground][theme]) >= 4.5, (name, ground, theme)
        # Text on the strongest tint of a mark.
        for name in ("critical", "major", "minor"):
            tinted = _mixed(palette[name][theme], palette["paper"][theme], 0.28)
            assert _contrast(palette["ink"][theme], tinted) >= 4.5, (name, theme)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * two):02x}" for one, two in pairs)


def _contrast(one: str, two: str) -> float:
    def luminance(colour: str) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_the_configurations_signature_is_shown() -> None:
    from mtlint.scoring import signature

    assert signature(CONFIG) in rendered(result(), format="html")
