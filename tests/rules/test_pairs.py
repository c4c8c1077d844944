"""Word pairs: what a pair finds without its writer knowing what a pattern is, and how a wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtlint.config import Config
from mtlint.detectors.rules import RulesDetector
from mtlint.document import Document
from mtlint.errors import PackError
from mtlint.fusion import fuse
from mtlint.rules.loading import compile_packs

PACK = """\
pack: house
pairs:
  - {wrong: stinging ally, right: prickly ally, ok: ["It was a stinging reply to an ally."]}
  - {wrong: make a visit, right: [pay a visit, visit]}
  - {wrong: heavy wind, right: strong wind}
  - {wrong: depend from, right: depend on}
  - {wrong: in the result, right: as a result}
  - {wrong: mass media means, right: media outlets}
  - {wrong: gather suspect, right: round up suspect, kind: verb-object}
  - {wrong: police battle, right: police beating}
"""


def engine(tmp_path: Path, text: str = PACK) -> RulesDetector:
    path = tmp_path / "house.yaml"
    path.write_text(text, "utf-8")
    return RulesDetector(Config(), list(compile_packs([path])))


@pytest.mark.parametrize(
    ("text", "marked", "fix"),
    [
        ("He is a stinging ally.", "stinging ally", "prickly ally"),
        ("Stinging allies are rare.", "Stinging allies", "Prickly allies"),
        ("The ally is stinging.", "ally is stinging", "ally is prickly"),
        ("They made their visits.", "made their visits", "paid their visits"),
        ("The visit he made lasted a week.", "visit he made", "visit he paid"),
        ("She is making an official visit.", "making an official visit", "paying an official visit"),
        ("Heavier winds blew.", "Heavier winds", "Stronger winds"),
        ("It depends from him.", "depends from", "depends on"),
        ("In the result, he left.", "In the result", "As a result"),
        ("Mass media means wrote it.", "Mass media means", "Media outlets"),
        ("Police gathered three suspects.", "gathered three suspects", "rounded up three suspects"),
        ("Police battles were filmed.", "Police battles", "Police beatings"),
    ],
)
def test_a_pair_finds_its_words_and_says_what_is_right(tmp_path: Path, text: str, marked: str, fix: str) -> None:
    document = Document(text)
    findings = fuse(engine(tmp_path).detect(document), document, Config())
    assert [(f.text, f.suggestions[0]) for f in findings] == [(marked, fix)]


@pytest.mark.parametrize(
    "text",
    [
        "It was a stinging reply to an ally.",
        "The winds blew.",
        "They made it to the visit.",
        "It depends on him.",
        "Results are in.",
    ],
)
def test_other_words_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not list(engine(tmp_path).detect(Document(text)))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("- {wrong: stinging ally}", "pairs/3: right: is missing"),
        ("- {right: prickly ally}", "pairs/3: wrong: is missing"),
        ("- {wrong: stinging ally, right: stinging ally}", "pairs/3: right: is the same as wrong"),
        ("- {wrong: of the, right: in the}", "pairs/3: wrong: needs a word"),
        ("- {wrong: a b, right: c d, rigth: x}", "pairs/3: rigth: unknown field"),
        ("- {wrong: stinging ally, right: prickly ally, severity: awful}", "pairs/3: severity: unknown severity"),
        (
            "- {wrong: stinging ally, right: prickly ally, examples: [no mark]}",
            "pairs/3: examples.0: a wrong example marks",
        ),
        ("- {wrong: stinging ally, right: prickly ally, kind: odd}", "pairs/3: kind: unknown kind"),
        ("- {wrong: stinging ally, right: [7]}", "pairs/3: right: must be words"),
        ("- stinging ally", "pairs/3: a pair is a mapping"),
    ],
)
def test_a_wrong_pair_names_file_line_and_field(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(PackError) as error:
        engine(tmp_path, f"pack: house\npairs:\n  {line}\n")
    _, _, rest = problem.partition(": ")
    assert f"house.yaml:3: pair 1: {rest}" in str(error.value)


def test_two_pairs_with_the_same_words_need_ids(tmp_path: Path) -> None:
    line = "  - {wrong: stinging ally, right: prickly ally}\n"
    with pytest.raises(PackError, match="house/stinging-ally: the same id"):
        engine(tmp_path, "pack: house\npairs:\n" + line * 2)
