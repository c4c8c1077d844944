"""What the real LanguageTool finds through the detector, and where it is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtlint import Checker, Config, Document
from mtlint.config import LanguageToolSettings
from mtlint.detectors.languagetool import LanguageToolDetector
from mtlint.findings import Finding
from mtlint.languagetool import server
from mtlint.languagetool.client import Client, Query

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def detector(cache: Path) -> LanguageToolDetector:
    return LanguageToolDetector(Config(languagetool=LanguageToolSettings(heap="512m")))


def marked(detector: LanguageToolDetector, text: str) -> dict[str, Finding]:
    document = Document(text)
    found = list(detector.detect(document))
    for finding in found:
        assert document.text[finding.start : finding.end] == finding.text
    return {finding.text: finding for finding in found}


def test_typing_errors_are_found_with_their_fix(detector: LanguageToolDetector) -> None:
    text = (
        "The beleagured mayor resigned. Critics of the beleagured mayor cheered, and the goverment promised help.\n\n"
        "Becuase of the storm the ferry did not leave. She works for the Velmora Harbour Office, wich is closed."
    )
    found = marked(detector, text)
    fixes = {"beleagured": "beleaguered", "goverment": "government", "Becuase": "Because", "wich": "which"}
    assert set(found) == set(fixes)
    assert all(fix in found[word].suggestions for word, fix in fixes.items())
    assert {finding.rule for finding in found.values()} == {"languagetool/spelling"}
    assert sum(finding.text == "beleagured" for finding in detector.detect(Document(text))) == 2


def test_grammar_is_found(detector: LanguageToolDetector) -> None:
    found = marked(detector, "The ministers has met. He is one of the oldest member of the council, and it cost $ 40.")
    assert "$ 40" in found
    assert found["$ 40"].category == "locale/currency-format"
    assert len(found) >= 2


def test_names_are_no_typing_errors(detector: LanguageToolDetector) -> None:
    text = (
        "Zhyvodar wins in Velmora\n\n"
        "VELMORA, 3 May - Zhyvodar's lawyer, Orla Tamsinovich, told the Qazbrek news agency that Sheikh Anwar ibn "
        "Tarfal al-Dujeil and Gen. Mykhailko Brusnytskyi would meet in Brzezinkowo.\n\n"
        "Brusnytskyi said so. Tamsinovich-Vautrel did not. “Dear Zhyvodar,” wrote Mr Kolbaszovics, of the iQuorb "
        "company and the LKVPR party, on www.zhyvo-dar.example, @tamsinovitsch and tamsinovitsch@velmora.example."
    )
    assert not marked(detector, text)


def test_names_that_the_configuration_knows(detector: LanguageToolDetector) -> None:
    assert "harborfront" not in marked(detector, "They walked the tarfaline road.")
    own = LanguageToolDetector(Config(names=("becuase",), languagetool=LanguageToolSettings(heap="512m")))
    assert not marked(own, "The ferry stayed becuase of the storm.")


def test_offsets_count_code_points(detector: LanguageToolDetector) -> None:
    text = "🚢🚢 The 👩‍👩‍👧 goverment 🇪🇺 paid $ 40 e\u0301te\u0301 😀.\r\n\r\n𝒜𝒷 Also 🚢 the the port, wich 🚢 closed."
    found = marked(detector, text)
    assert {"goverment", "$ 40", "wich", "the the"} <= set(found)


def test_british_spelling_is_right_in_either_dialect(detector: LanguageToolDetector) -> None:
    british = "The labour minister travelled to the centre on 3 May 2020 and apologised. The defence programme is grey."
    american = "The labor secretary traveled to the center on May 3, 2020, and apologized. The defense program is gray."
    mixed = british + " " + american
    for text in (british, american, mixed):
        assert not marked(detector, text)


def test_a_quotation_over_several_paragraphs_is_no_error(detector: LanguageToolDetector) -> None:
    text = "“We have waited for years,” he said.\n\n“The port was closed.\n\n“Nobody told us why,” he added."
    assert not marked(detector, text)


def test_paragraphs_do_not_know_each_other(detector: LanguageToolDetector) -> None:
    """So that a paragraph's answer, which is kept, is the same wherever it stands."""
    paragraphs = ["The port was closed.", "The port was open.", "The port was full.", "The goverment met."]
    alone = [(f.rule, f.text) for text in paragraphs for f in detector.detect(Document(text))]
    together = [(f.rule, f.text) for f in detector.detect(Document("\n\n".join(paragraphs)))]
    assert alone == together


def test_a_line_of_a_megabyte(detector: LanguageToolDetector) -> None:
    sentence = "The harbour office said that the goverment would wait for new cranes until the autumn. "
    text = sentence * (60_000 // len(sentence)) + "x" * 300_000 + " " + "no end of it " * 20_000
    found = list(detector.detect(Document(text)))
    assert {finding.text for finding in found} >= {"goverment"}
    for finding in found:
        assert text[finding.start : finding.end] == finding.text


def test_what_cannot_be_sent_is_replaced(detector: LanguageToolDetector) -> None:
    assert "goverment" in marked(detector, "A lone \ud83d surrogate, a NUL \x00, a bell \x07: the goverment met.")


def test_text_in_another_language_does_not_take_for_ever(detector: LanguageToolDetector) -> None:
    word = "zbrqx{}wkl"
    letters = "abcdefghij"
    text = " ".join(word.format("".join(letters[int(digit)] for digit in str(number))) for number in range(1200))
    assert len(list(detector.detect(Document(text)))) < 200


def test_a_second_time_the_server_is_not_asked(detector: LanguageToolDetector, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The goverment met.\n\nThe ministers has left."
    first = list(detector.detect(Document(text)))
    assert first

    def refuse(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(Client, "check", refuse)
    fresh = LanguageToolDetector(Config(languagetool=LanguageToolSettings(heap="512m")))
    assert list(fresh.detect(Document(text))) == first


def test_a_server_named_by_its_address(cache: Path) -> None:
    state = server.ensure(LanguageToolSettings(heap="512m"))
    for url in (state.url, state.url + "v2", state.url + "v2/"):
        assert Client(LanguageToolSettings(url=url)).check("He go home.", Query("en-US"))


def test_the_chain_merges_with_the_rules(cache: Path) -> None:
    with Checker(Config(languagetool=LanguageToolSettings(heap="512m"))) as checker:
        result = checker.check_text("The fund lent the port $ 2.5 billion in May.")
    assert not result.notes
    (finding,) = result.findings
    assert finding.suggestions[0] == "$2.5 billion"
    assert "languagetool/CURRENCY_SPACE" in finding.also
