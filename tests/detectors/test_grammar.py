"""The grammar detector on sentences that an engine broke and on innocent ones that look like them."""

from __future__ import annotations

import pytest

from mtlint.config import Config
from mtlint.detectors.grammar import GrammarDetector
from mtlint.document import Document
from mtlint.findings import Finding

WRONG = [
    ("asked-not", "The spokesman was asked if the chairman had not lost her nerve.", "had not", "had"),
    ("asked-not", "Reporters asked whether the bank did not know of the loan.", "did not know", "knew"),
    ("perfect-with-past-time", "The envoy has arrived yesterday in Oreva.", "has arrived", "arrived"),
    ("perfect-with-past-time", "The law has been passed in 2014.", "has been passed", "was passed"),
    ("present-since", "He is president of Tarsia since 1994.", "is", "has been"),
    ("present-since", "She works at the bank since 2011.", "works", "has worked"),
    ("verb-form", "The army did not went to the border.", "went", "go"),
    ("verb-form", "He has went abroad.", "went", "gone"),
    ("verb-form", "The minister can goes abroad.", "goes", "go"),
    ("indirect-question", "Reporters asked when will the talks begin.", "will the talks", "the talks will"),
    ("indirect-question", "Nobody knows why did he leave.", "did he leave", "he left"),
    ("indirect-question", "It is not clear where is the president.", "is the president", "the president is"),
    ("gerund", "The mayor avoided to answer.", "to answer", "answering"),
    ("gerund", "Two men succeeded to escape.", "to escape", "in escaping"),
    ("gerund", "They prevented him to leave the country.", "to leave", "from leaving"),
    ("gerund", "She looks forward to meet the king.", "to meet", "to meeting"),
    ("infinitive", "He decided leaving the party.", "leaving", "to leave"),
    ("his-for-its", "Germany recalled his ambassador from Oreva.", "his", "its"),
    ("his-for-its", "The company raised his prices in May.", "his", "its"),
    ("its-for-person", "The minister and its wife fled the country.", "its", "his"),
    ("its-for-person", "The president announced its resignation on Friday.", "its", "his"),
    ("gender", "Angela Orova and his ministers met in May.", "his", "her"),
    ("reflexive", "The woman killed himself in prison.", "himself", "herself"),
    ("agreement", "The ministers has agreed on a plan.", "has", "have"),
    ("agreement", "The minister have resigned.", "have", "has"),
    ("bare-weekday", "On 9 August the police detained 40 people Sunday.", "Sunday", "on Sunday"),
]
INNOCENT = [
    "The spokesman was asked why the chairman had not lost her nerve.",
    "Reporters asked whether or not the bank knew.",
    "The envoy has arrived in Oreva, officials said yesterday.",
    "The law has been in force since 2014.",
    "It is the first such deal since 1994.",
    "He did not need help.",
    "What he had was enough.",
    "When will the talks begin?",
    "He stopped to answer a call.",
    "Halvek granted Tarsia a loan after his government agreed.",
    "The court rejected his appeal.",
    "The company said his contract would end.",
    "The minister said the ban and its effects were clear.",
    "The woman saw the king himself in prison.",
    "Two years is a long time.",
    "Did the minister have time?",
    "He was thought to be alone.",
    "He has said the attack last week was a crime.",
    "Police said on Sunday that they had detained 40 people.",
]


def _findings(text: str) -> list[Finding]:
    return list(GrammarDetector(Config()).detect(Document(text)))


@pytest.mark.parametrize(("rule", "text", "marked", "fix"), WRONG)
def test_marks_what_is_broken_and_offers_the_fix(rule: str, text: str, marked: str, fix: str) -> None:
    found = [finding for finding in _findings(text) if finding.rule == f"syntax/{rule}"]
    assert [finding.text for finding in found] == [marked]
    assert fix in found[0].suggestions[:5]
    assert text[found[0].start : found[0].end] == marked


@pytest.mark.parametrize("text", INNOCENT)
def test_leaves_the_innocent_alone(text: str) -> None:
    assert _findings(text) == []


def test_offsets_count_from_the_start_of_the_document() -> None:
    text = "The road is open.\n\nHe came home. The ministers has agreed on a plan."
    (finding,) = _findings(text)
    assert text[finding.start : finding.end] == "has"


def test_says_nothing_about_an_empty_or_very_short_text() -> None:
    assert _findings("") == []
    assert _findings("Is since?") == []
