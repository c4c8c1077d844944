"""The one pass over a text must leave no rule untried where it can match, and try none where it cannot matter."""

from __future__ import annotations

import time

import pytest

from mtlint.config import Config
from mtlint.detectors.rules import RulesDetector
from mtlint.document import Document, Span
from mtlint.findings import Severity
from mtlint.pipeline import Checker
from mtlint.rules.loading import load_rules
from mtlint.rules.prefilter import Anchors, Needs
from mtlint.rules.regexes import compiled, outline
from mtlint.rules.schema import Rule


def rule(pattern: str = "", id: str = "t/r", **fields: object) -> Rule:
    known = outline(pattern) if pattern else None
    if known:
        fields |= {"anchors": known.anchors, "also": known.also, "reach": known.reach, "around": known.around}
    return Rule(id, "m", "style/awkward", Severity.MINOR, 0.8, regex=pattern, **fields)  # type: ignore[arg-type]


def test_every_shipped_regex_matches_the_same_inside_its_windows() -> None:
    rules = [rule for rule in load_rules() if rule.regex]
    anchors = Anchors(rules)
    examples = [text for rule in rules for text in (*(e.text for e in rule.wrong), *rule.ok)]
    text = "\n".join(example.replace("\n", "\n\n") for example in examples)
    document = Document(text)
    found = {
        (rule.id, block.start + match.start(), block.start + match.end())
        for rule, block, low, high in anchors.candidates(text, document.blocks)
        for match in compiled(rule.regex, rule.case).finditer(
            text[block.start : block.end], low - block.start, high - block.start
        )
    }
    everywhere = {
        (rule.id, block.start + match.start(), block.start + match.end())
        for rule in rules
        for block in document.blocks
        for match in compiled(rule.regex, rule.case).finditer(text[block.start : block.end])
    }
    assert found == everywhere


@pytest.mark.parametrize(
    ("pattern", "anchors", "reach"),
    [
        (r"\b(?:made|make) a visit", ("made a visit", "make a visit"), 12),
        (r"\$ (\d)", ("$ ",), 3),
        (r"(?P<a>\w+) in the eyes of", (" in the eyes of",), 79),
        (r"[\uff10-\uff12]", ("\uff10", "\uff11", "\uff12"), 1),
        (r"\p{Lu}\w+ the {2,3}war", ("war",), -2),
        (r"(?P<x>ab)|(?P<x>cd)", ("ab", "cd"), 2),
        (r"word .*", ("word ",), -1),
        (r"[a-z]+", (), 64),
        (r"a+b(?=cde(?!fg))", ("cde",), 65),
    ],
)
def test_what_is_told_of_an_expression(pattern: str, anchors: tuple[str, ...], reach: int) -> None:
    known = outline(pattern)
    if anchors != ("war",):
        assert known.anchors == anchors
    assert reach == -2 or known.reach == reach


def test_a_lookahead_inside_a_lookahead_adds_up() -> None:
    assert outline("word(?=cde(?!fg))").around == 5


def test_a_match_may_see_beyond_its_window() -> None:
    engine = RulesDetector(Config(), [rule(r"(?<=^He )went(?= home$)"), rule(r"\bgo\b", "t/s")])
    assert [f.text for f in engine.detect(Document("He went home\nHe went home again, ago, gone, go"))] == [
        "went",
        "go",
    ]


def test_letters_that_change_their_length_keep_offsets() -> None:
    engine = RulesDetector(Config(), [rule(r"\bstinging ally")])
    assert [f.start for f in engine.detect(Document("İİİ said a stinging ally."))] == [11]


def test_only_blocks_with_an_anchor_are_tried() -> None:
    text = "nothing here\nthe wrong word\nnothing"
    tried = list(Anchors([rule("wrong w[a-z]{3}")]).candidates(text, [Span(0, 12), Span(13, 27), Span(28, 35)]))
    assert [(block.start, low, high) for _, block, low, high in tried] == [(13, 14, 27)]


def test_a_sentence_selects_the_rules_whose_every_need_it_meets() -> None:
    both = rule(id="t/both", needs=(frozenset({"make", "made"}), frozenset({"visit"})))
    kind = rule(id="t/kind", needs=(frozenset({"visit", "@person"}),))
    free = rule(id="t/free")
    needs = Needs([both, kind, free], {"person": frozenset({"minister", "ministers"})})
    assert needs.candidates(["made", "a", "visit"]) == {both, kind, free}
    assert needs.candidates(["made", "ministers"]) == {kind, free}
    assert needs.candidates(["nothing"]) == {free}


def test_a_rule_that_takes_for_ever_is_stopped_and_switched_off() -> None:
    careless = rule(r"(?:\w|\w\w|\s)+$")
    engine = RulesDetector(Config(), [careless, rule("stinging ally", "t/good")])
    block = "word " * 40 + "x!\n"
    document = Document(block * 2000 + "a stinging ally")
    started = time.monotonic()
    assert [f.rule for f in engine.detect(document)] == ["t/good"]
    assert time.monotonic() - started < 10
    assert engine.slow == {"t/r"}
    assert document.memo["notes"] == ["rule t/r is too slow for this text and was not used on all of it"]


def test_the_note_on_a_slow_rule_reaches_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtlint.detectors.rules.time_limit", lambda length: 0.02)
    engine = RulesDetector(Config(), [rule(r"(?:\w|\w\w|\s)+$")])
    with Checker(Config(), [engine]) as checker:
        result = checker.check_text(("word " * 40 + "x!\n") * 5)
    assert len(result.notes) == 1 and "too slow" in result.notes[0]
