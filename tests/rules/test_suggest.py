"""Suggestions in the form of what they replace: irregular words, phrases, articles, capitals, dialect."""

from __future__ import annotations

import pytest

from mtlint.config import Config
from mtlint.detectors.rules import RulesDetector
from mtlint.document import Document
from mtlint.findings import Severity
from mtlint.rules.loading import compile_rule
from mtlint.rules.schema import Rule, Words
from mtlint.rules.suggest import _like
from mtlint.rules.words import american, article, british, inflect


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("stop", "VBG", "stopping"),
        ("panic", "VBD", "panicked"),
        ("lie", "VBG", "lying"),
        ("hit", "VBD", "hit"),
        ("broadcast", "VBD", "broadcast"),
        ("seek", "VBN", "sought"),
        ("swear in", "VBN", "sworn in"),
        ("crack down on", "VBZ", "cracks down on"),
        ("take to the streets", "VBD", "took to the streets"),
        ("be", "VBP", "are"),
        ("person", "NNS", "people"),
        ("crisis", "NNS", "crises"),
        ("prime minister", "NNS", "prime ministers"),
        ("attorney general", "NNS", "attorneys general"),
        ("member of parliament", "NNS", "members of parliament"),
        ("heavy", "JJR", "heavier"),
        ("effective", "JJR", "more effective"),
        ("bad", "JJS", "worst"),
        ("sharply", "RBR", "more sharply"),
        ("agony", "NN", "agony"),
    ],
)
def test_inflection(lemma: str, tag: str, form: str) -> None:
    assert inflect(lemma, tag) == form


@pytest.mark.parametrize(
    ("lemma", "surface", "forms"),
    [
        ("round up", "gathering", ["rounding up"]),
        ("pay", "made", ["paid"]),
        ("child", "battles", ["children"]),
        ("prickly", "stinging", ["prickly"]),
        ("person", "forces", ["people"]),
        ("strong", "heavier", ["stronger"]),
        ("agony", "death", ["agony"]),
    ],
)
def test_a_word_takes_the_form_of_another(lemma: str, surface: str, forms: list[str]) -> None:
    assert _like(lemma, surface, None) == forms


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("hour", "an"), ("unpleasant", "an"), ("unidentified", "an"), ("union", "a"), ("European", "a"), ("one-day", "a"),
        ("MP", "an"), ("FBI", "an"), ("NATO", "a"), ("UN", "a"), ("U.S.", "a"), ("EU", "a"), ("8-year", "an"), ("11-year", "an"),
        ("80th", "an"), ("110-page", "a"), ("user", "a"), ("usher", "an"), ("honest", "an"), ("X-ray", "an"), ("Apple", "an"),
    ],
)  # fmt: skip
def test_the_article_goes_by_the_sound(word: str, form: str) -> None:
    assert article(word) == form


def test_dialect_doubles_an_l() -> None:
    assert british("He traveled, modeling") == "He travelled, modelling"
    assert american("He travelled, modelling") == "He traveled, modeling"
    assert british("compelled and patrolled, appealed, feeling") == "compelled and patrolled, appealed, feeling"


def made(**fields: object) -> Rule:
    raw = {"id": "r", "message": "m", "category": "style/awkward", "severity": "minor", **fields}
    return compile_rule("t", raw, Words({}))


GATHER = made(relation={"verb": "gather", "object": "activist | national | suspect"}, replace={"verb": "round up"})


@pytest.mark.parametrize(
    ("rule", "text", "fixed"),
    [
        (GATHER, "Police are gathering 32 foreign nationals.", "rounding up 32 foreign nationals"),
        (GATHER, "Police gathered the activists.", "rounded up the activists"),
        (GATHER, "The activists were gathered at dawn.", "activists were rounded up"),
        (GATHER, "Gathering activists is a crime.", "Rounding up activists"),
        (made(relation={"noun": "ally", "modifier": "stinging"}, replace={"modifier": ["awkward", "prickly"]}),
         "He is a stinging ally.", "an awkward ally"),
        (made(relation={"noun": "ally", "modifier": "awkward"}, replace={"modifier": "prickly"}),
         "He is an awkward ally.", "a prickly ally"),
        (made(regex=r"\bstinging(?= ally)", suggest="awkward"), "A stinging ally left.", "An awkward"),
        (made(regex=r"\bstinging(?= ally)", suggest="awkward"), "STINGING ALLY", "AWKWARD"),
        (made(relation={"noun": "battle", "compound": "police"}, replace={"noun": "beating"}),
         "Police battles were filmed.", "Police beatings"),
        (made(relation={"verb": "make", "object": "visit"}, replace={"verb": "pay"}), "He made two visits.", "paid two visits"),
        (made(regex=r"\b(?P<v>{conduct}) a ceremony", suggest="{hold~v} a ceremony"), "It conducts a ceremony.", "holds a ceremony"),
    ],
)  # fmt: skip
def test_the_fix_is_what_an_editor_would_type(rule: Rule, text: str, fixed: str) -> None:
    findings = list(RulesDetector(Config(), [rule]).detect(Document(text)))
    assert [f.suggestions[0] for f in findings] == [fixed]


@pytest.mark.parametrize(
    ("dialect", "text", "fixed"),
    [
        ("GB", "He drove around the country.", "travelled around"),
        ("US", "He drove around the country.", "traveled around"),
        ("auto", "He drove around the country in defence of his programme.", "travelled around"),
        ("auto", "He drove around the country.", "traveled around"),
    ],
)
def test_the_fix_speaks_the_text_s_dialect(dialect: str, text: str, fixed: str) -> None:
    rule = made(regex=r"\b(?P<v>{drive}) around", suggest="{travel~v} around")
    findings = list(RulesDetector(Config(dialect=dialect), [rule]).detect(Document(text)))
    assert findings[0].suggestions == (fixed,) and findings[0].severity is Severity.MINOR
