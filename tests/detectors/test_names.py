from __future__ import annotations

import pytest

from mtlint.detectors.languagetool import _near, _typing_error
from mtlint.detectors.names import Names, Word
from mtlint.document import Document


def candidates(text: str, *known: str) -> set[str]:
    return {word.text for word in Names(Document(text), known).candidates()}


def word(names: Names, text: str) -> Word:
    return next(each for each in names.words if each.text == text)


def test_a_capital_inside_a_sentence_shows_a_name_everywhere() -> None:
    text = "The mayor met Zhyvodar. Zhyvodar agreed. A zhyvodar fan cheered."
    assert not {each for each in candidates(text) if each.lower() == "zhyvodar"}


def test_a_capital_at_the_beginning_shows_nothing() -> None:
    text = "Becuase it rained. “Wich ferry?” he said: “Thier own.” (Somtimes.) - Untill then.\nGoverment met."
    assert {"Becuase", "Wich", "Thier", "Somtimes", "Untill", "Goverment"} <= candidates(text)


def test_a_headline_in_title_case_shows_nothing() -> None:
    assert "Beleagured" in candidates("Minister Throws Lifeline To Beleagured Port Company\n\nThe port is small.")


def test_lower_case_words_are_asked_however_often_they_occur() -> None:
    assert "beleagured" in candidates("A beleagured port. The beleagured mayor of the beleagured town.")


def test_brands_abbreviations_addresses_and_numbers_are_not_asked() -> None:
    text = "The LKVPR and iQuorb, see www.velmrora.example/abuot, wirte to offcie@velmrora.example or @velmrora, 5km."
    assert not candidates(text) & {"LKVPR", "iQuorb", "velmrora", "abuot", "offcie", "km"}


def test_possessives_are_cut_and_known_names_are_left_out() -> None:
    assert "goverment" in candidates("the goverment’s plan")
    assert "goverments" in candidates("the goverments' plan")
    assert "tarfaline" not in candidates("the tarfaline road", "Tarfaline Ltd")


@pytest.mark.parametrize(
    ("text", "wanted", "suggestions", "right"),
    [
        ("The goverment met.", "goverment", ["government"], True),
        ("Becuase it rained.", "Becuase", ["Because"], True),
        ("Thier boats stayed.", "Thier", ["Their"], True),
        ("Presidnet Orla left.", "Presidnet", ["President"], True),
        ("He went to iceland.", "iceland", ["Iceland", "Ireland"], True),
        ("They teh port.", "teh", ["the"], True),
        # innocent
        ("The pitchside doctor ran.", "pitchside", ["pitch side"], False),
        ("Hundreds of dpa clients.", "dpa", ["DPA", "spa"], False),
        ("The head, Daniel arap Moi, left.", "arap", ["Arab", "rap"], False),
        ("He called it “knufelen”.", "knufelen", ["snuffle", "knuffelen"], False),
        ("A neo-fasist-ish group.", "fasist", ["fascist"], False),
        ("Licht Oduya agreed.", "Licht", ["Light"], False),
        ("Waziri's office closed.", "Waziri", ["Wazir"], False),
        ("The zweryk was closed.", "zweryk", ["week", "Zurich"], False),
        ("The port is fordecades.", "fordecades", ["for decades"], True),
    ],
)
def test_typing_errors_and_names(text: str, wanted: str, suggestions: list[str], right: bool) -> None:
    names = Names(Document(text))
    found = word(names, wanted)
    assert _typing_error(wanted.lower(), [found], suggestions, names, ()) is right


def test_a_suggestion_that_is_a_name_too_proves_nothing() -> None:
    names = Names(Document("Valdimar threw far."))
    assert _typing_error("valdimar", [word(names, "Valdimar")], ["Vladimir"], names, ("vladimir",)) is False


def test_nearness_grows_with_length() -> None:
    assert _near("wich", "which")
    assert _near("accomodators", "accommodators")
    assert not _near("ferry", "fury")
    assert not _near("port", "port")


def test_a_long_line_without_spaces_takes_no_time() -> None:
    assert not candidates("x" * 500_000)
    assert len(candidates("no end of it " * 20_000)) == 1
