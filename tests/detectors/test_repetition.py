"""Paragraphs, sentences and headlines that stand twice."""

from __future__ import annotations

import pytest
from marking import fixed, found

from mtlint.detectors.repetition import RepetitionDetector

STORY = (
    "A storm cut off three villages on Friday.\n\nThe road to the coast will be closed until Monday, the council said."
)


@pytest.mark.parametrize(
    "text",
    [
        "Storm cuts off three villages in north\n\n[[Storm cuts off three villages in north => ]]\n\n" + STORY,
        STORY + "\n\n[[The road to the coast will be closed until Monday, the council said. => ]]",
        STORY + "\n\nNobody was hurt. [[The road to the coast will be closed until Monday, the council said. => ]]",
    ],
)
def test_the_second_one_goes(text: str) -> None:
    assert fixed(RepetitionDetector, text)


@pytest.mark.parametrize(
    "text", [STORY, "Tarsk 1 Oreva 2 after extra time played\n\nTarsk 2 Oreva 1 after extra time played"]
)
def test_what_differs_stays(text: str) -> None:
    assert found(RepetitionDetector, text) == []
