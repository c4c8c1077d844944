"""The rule reference: complete, the same every time, and as the packs are."""

from __future__ import annotations

import re
from pathlib import Path

from mtlint.rules.loading import load_rules
from mtlint.rules.reference import anchor, pages, write

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_is_up_to_date() -> None:
    assert not write(ROOT / "docs" / "rules", pages(load_rules()), check=True), "run: mtlint rules docs"


def test_each_rule_has_its_place() -> None:
    rules = load_rules()
    made = pages(rules)
    for rule in rules:
        page = made[f"{rule.pack}.md"]
        assert page.count(f'<a id="{anchor(rule.id)}"></a>') == 1, rule.id
        assert f"## {rule.id}\n" in page
    assert all(f"({name})" in made["index.md"] for name in made if name != "index.md")


def test_pages_hold_no_open_markup_and_no_trailing_space() -> None:
    for name, page in pages(load_rules()).items():
        assert not re.search(r"[ \t]+$", page, re.MULTILINE), name
        assert "{text}" not in page and "{fix}" not in page, name


def test_writing_removes_pages_of_packs_that_are_gone(tmp_path: Path) -> None:
    assert [path.name for path in write(tmp_path, {"a.md": "x\n", "b.md": "y\n"})] == ["a.md", "b.md"]
    assert [path.name for path in write(tmp_path, {"a.md": "x\n"}, check=True)] == ["b.md"]
    assert (tmp_path / "b.md").exists()
    assert [path.name for path in write(tmp_path, {"a.md": "x\n"})] == ["b.md"]
    assert not (tmp_path / "b.md").exists() and not write(tmp_path, {"a.md": "x\n"})
