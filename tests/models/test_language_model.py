"""The real language model: what it finds surprising, and that batching and branching change no figure."""

from __future__ import annotations

import numpy as np
import pytest

from mtlint.models.language_model import LanguageModel
from mtlint.models.provisioning import ensure

pytestmark = pytest.mark.integration

TEXTS = (
    "The prime minister resigned on Monday after a long night of talks.",
    "Rescuers pulled two children from the rubble of the school 🏫 in Kesh.",
    "Yes.",
)


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel(ensure(progress=False))


def test_what_fits_is_less_surprising(model: LanguageModel) -> None:
    fits, jars = model.read(["The capital of France is Paris.", "The capital of France is bread."])
    assert fits.surprisal[-2] + 4 < jars.surprisal[-2]
    assert np.allclose(fits.best[-2], jars.best[-2], atol=1e-3), "both were read with the same words before"


def test_a_text_reads_the_same_alone_and_in_a_batch(model: LanguageModel) -> None:
    together = model.read(TEXTS, hidden=True)
    for text, reading in zip(TEXTS, together, strict=True):
        (alone,) = model.read([text], hidden=True)
        assert np.allclose(alone.surprisal, reading.surprisal, atol=2e-3)
        assert alone.hidden is not None and reading.hidden is not None
        assert alone.hidden.shape == reading.hidden.shape == (len(alone.tokens.ids), alone.hidden.shape[1])


def test_spans_are_code_points_and_cover_the_text(model: LanguageModel) -> None:
    text = TEXTS[1]
    spans = model.tokens(text).spans
    assert spans[0][0] == 0 and spans[-1][1] == len(text)
    assert any("Kesh".startswith(text[start:end].strip()) for start, end in spans if text[start:end].strip())


def test_branches_are_read_as_if_each_stood_in_the_text(model: LanguageModel) -> None:
    """Tree attention must give the figures of one reading per branch."""
    text = "He is a stinging ally of the crown."
    tokens = model.tokens(text)
    place = 3
    head = text[: tokens.spans[place][0]]
    tails = [" stinging ally of the crown.", " prickly ally of the crown.", " close ally."]
    branches = [(place, model.tokens(tail).ids) for tail in tails]
    for tail, found in zip(tails, model.continuations(tokens, branches), strict=True):
        (whole,) = model.read([head + tail])
        assert np.allclose(found, whole.surprisal[place:], atol=5e-3), tail
