"""Words, letters and abbreviations of other languages in English sentences, and names that only look so."""

from __future__ import annotations

import pytest
from marking import fixed, found

from mtlint.detectors.glossary import glossary
from mtlint.detectors.remnants import RemnantsDetector
from mtlint.detectors.scripts import romanized

WRONG = [
    "Talks in [[Мoscow => Moscow]] lasted four hours.",
    "[[Рolice => Police]] detained nine men near the depot.",
    "The [[Kremlіn => Kremlin]] declined to comment.",
    "It was 22 °[[С => C]] in the valley.",
    "The actor Mathieu [[Ullрик => Ullrik]] came.",
    "The minister said the [[решение => decision]] was final.",
    "The mayor [[и => and]] his deputy resigned.",
    "The premier of [[中国 => China]] arrived on Sunday.",
    "The army entered [[غزة => Gaza]] on Friday.",
    "Germany [[und => and]] France met in Brussels.",
    "The council [[und => and]] the mayor disagree on the budget.",
    "The workers of [[los => the]] mines went on strike.",
    "[[Selon => According to]] the ministry, nine people died.",
    "The president [[się => ]]resigned on Tuesday.".replace("[[się => ]]", "[[się  => ]]"),
    "The storm left [[bir => a]] village without power.",
    "The [[Bundesregierung => federal government]] rejected the plan.",
    "The [[prokuratura => prosecutors]] opened a case against the firm.",
    "The vote is set for 12 [[septiembre => September]] this year.",
    "The strike began on [[Freitag => Friday]].",
    "The summit will be held in [[Moskau => Moscow]] in May.",
    "The [[Stati Uniti => United States]] left the treaty.",
    "President [[Selenskyj => Zelensky]] spoke for an hour.",
    "The [[OTAN => NATO]] will send more troops.",
    "The country's [[PIB => GDP]] shrank by 2 percent.",
]
INNOCENT = [
    "The river (Russian: Волга) froze early this year.",
    "The paper, called Дело in Russian, was shut on Friday.",
    "The α-particle left a track of 5 μm.",
    "He moved to Los Angeles to work for Médecins Sans Frontières.",
    "The prince of Thurn und Taxis sold the castle.",
    "Foreign Minister von der Leyen arrived late, de facto alone, per se no scandal.",
    "The film “Das Boot” was shown again.",
    "The word und is an article of faith to him.",
    "He plays for Real Sociedad de España.",
    "The party Vox España won two seats.",
    "Peking duck was served at the banquet.",
    "The Bundestag and the Sejm approved the law.",
    "The daily Le Monde reported the deal; the Carabinieri arrested two men.",
    "NATO, known in Spanish as OTAN, will send more troops.",
    "The minister spoke half in jest.",
    "The channel Rossiya 1 showed the speech.",
    "He said: “Nicht schuldig.”",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_was_not_translated_is_marked_with_its_english(text: str) -> None:
    assert fixed(RemnantsDetector, text)


@pytest.mark.parametrize("text", INNOCENT)
def test_names_and_explanations_stay_untouched(text: str) -> None:
    assert found(RemnantsDetector, text) == []


def test_a_text_in_another_language_is_not_marked_word_by_word() -> None:
    assert (
        len(found(RemnantsDetector, "Der Minister und die Regierung haben das Gesetz nicht unterzeichnet. " * 20)) <= 3
    )


def test_glossary_entries_say_something_else_than_the_word() -> None:
    for entries in glossary().latin.values():
        for entry in entries:
            assert entry.word not in entry.fixes and entry.fixes, entry


@pytest.mark.parametrize(
    ("word", "latin"), [("Правда", "Pravda"), ("Щукин", "Shchukin"), ("Αθήνα", "Athina"), ("中国", "")]
)
def test_other_letters_are_spelt_by_sound(word: str, latin: str) -> None:
    assert romanized(word) == latin
