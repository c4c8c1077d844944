"""The substitution finder: wrong words that no rule names, with the word that was meant; the same words where they belong."""

from __future__ import annotations

import pytest

from mtlint.config import Config
from mtlint.detectors.substitution import SubstitutionDetector
from mtlint.document import Document
from mtlint.models.confusions import candidates, frequency

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def detector() -> SubstitutionDetector:
    return SubstitutionDetector(Config(depth="deep"))


@pytest.mark.parametrize(
    ("text", "wrong", "meant"),
    [
        ("The company borrowed two million euros from the bench to pay its workers.", "bench", "bank"),
        ("The minister gave a discourse to parliament on Tuesday.", "discourse", "speech"),
        ("The plane fell shortly after takeoff, killing everyone on plank.", "plank", "board"),
    ],
)
def test_the_word_that_was_meant_is_among_the_first_five(
    detector: SubstitutionDetector, text: str, wrong: str, meant: str
) -> None:
    (found,) = detector.detect(Document(text))
    assert (found.text, text[found.start : found.end]) == (wrong, wrong)
    assert meant in found.suggestions[:5]


@pytest.mark.parametrize(
    "text",
    [
        "The company borrowed two million euros from the bank to pay its workers.",
        "Two old men sat on a bench in the park and fed the pigeons.",
        "The minister gave a speech to parliament on Tuesday.",
        "The carpenter sawed the plank in two and nailed it to the door.",
    ],
)
def test_words_in_their_place_are_left_alone(detector: SubstitutionDetector, text: str) -> None:
    assert not list(detector.detect(Document(text)))


def test_the_table_knows_what_shares_a_translation() -> None:
    found = {candidate.form: candidate.languages for candidate in candidates("gathered", "gather", "VBD")}
    assert found["collected"] >= 10
    assert "gathered" not in found
    assert frequency("gather") > 3 > frequency("no-such-word")
