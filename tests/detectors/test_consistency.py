"""What a text does in two ways: names, dates, dialects, quotation marks, figures."""

from __future__ import annotations

import pytest
from marking import fixed, found

from mtlint.detectors.consistency import ConsistencyDetector
from mtlint.detectors.consistency.names import sound_key

WRONG = [
    "Marek Tolliver signed the deal.\n\nThe envoy said [[Tolliver Marek => Marek Tolliver]] would fly home on Friday.",
    "Erik Halvorsen leads the union.\n\nThe talks failed, [[Halvorson => Halvorsen]] said on Friday.",
    "The train to Kyiv was late.\n\nA second train to [[Kiev => Kyiv]] was held, and trains from Kyiv stood still.",
    "President Alexander Lukashenko flew home.\n\nThe guards met [[Lukashenka => Lukashenko]], and Lukashenko waved.",
    "Muammar Gaddafi ruled for decades.\n\nThe sons of [[Qaddafi => Gaddafi]] fled, and Gaddafi hid.",
    "The Belarusian leader left.\n\nThe [[Belarussian => Belarusian]] border was shut by Belarusian guards.",
    "[[“We will stay in the mill, => “We will stay in the mill,”]] he said on Friday.\n\nThe strike goes on.",
    "He said: “We will stay in the [[mill. => mill.”]]\n\nThe strike goes on.",
    "[[We => “We]] will stay in the mill,” he said on Friday.\n\nThe strike goes on.",
    "Police hold 32 after riot in Oreva\n\nPolice detained [[23 => 32]] people after a riot on Friday.\n\nThey face a court.",
    "The vote is set for August 9. The campaign ends on August 7.\n\nA second round may follow on [[23 August => August 23]].",
    "The neighbours shut the harbour and painted the harbour.\n\nThe [[harbor => harbour]] will open again.",
    "The mayor spoke on Monday. The theatre and the centre stayed shut on Tuesday.\n\nThey closed the [[road Friday => road on Friday]].",
    "The council approved a plan to build a new bridge across the river[[\n\nand =>  and]] to close the old one by the end of May.",
]
WRONG.append('“One,” she said. “Two,” he said. “Three,” they said. He called it [[" => “]]four” and left.')
INNOCENT = [
    '“One,” she said. “Two,” he said. “Three,” they said. The pipe is 6" wide.',
    "Anna Brody and her sister Anne Brody sang. Steven Marsh and Stephen Hill met in the hall.",
    "Mark Johnson beat Luke Johnston in the final. Johnson wept while Johnston smiled.",
    "Mohammed Said and Muhammad Karim were freed.",
    "Hungarian premier Orban Viktor spoke. Orban Viktor left early.",
    "He said: “We will stay in the mill.\n\n“We will never leave it.”",
    "“The mill is ours,” she said.\n\n“We will stay,” he said.",
    "Blast kills 14\n\nThe blast left 15 dead, the ministry said on Friday, and 40 were hurt.\n\nThe search goes on.",
    "The vote is set for August 9.\n\nIn May 20 people were hurt.",
    "Police closed the road Friday.\n\nThe color of the harbor is gray.",
    "The Windows 10 May 2020 Update is out since August 9, after August 7.",
    "Storm cuts off villages\n\nA storm cut off three villages on Friday, the governor said.",
]


def _short(marked: str) -> str:
    """Marks of a whole quotation shrink to its last word, which is what the detector marks."""
    return marked.replace(
        "[[“We will stay in the mill, => “We will stay in the mill,”]]", "“We will stay in the [[mill, => mill,”]]"
    )


@pytest.mark.parametrize("text", WRONG)
def test_the_rarer_way_is_marked_with_the_commoner_one(text: str) -> None:
    assert fixed(ConsistencyDetector, _short(text))


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_inconsistent_stays_untouched(text: str) -> None:
    assert found(ConsistencyDetector, text) == []


@pytest.mark.parametrize(
    ("one", "two"), [("Tchaikovsky", "Chaikovski"), ("Mikhail", "Mihail"), ("Kyiv", "Kiew"), ("Zelenskiy", "Zelensky")]
)
def test_transliterations_of_one_name_sound_alike(one: str, two: str) -> None:
    assert sound_key(one) == sound_key(two)
