"""One relation, many sentences: what the graph undoes, and what it must not invent."""

from __future__ import annotations

import pytest

from mtlint.models.parser import pipeline
from mtlint.rules.relations import Graph, Relation
from mtlint.rules.schema import FieldError, Words, read_relation


def bindings(relation: dict[str, object], text: str, sets: dict[str, object] | None = None) -> list[dict[str, str]]:
    compiled = read_relation(relation, Words(sets or {}))
    graph = Graph(pipeline()(text))
    found = [b for token in graph.doc if _is_key(compiled, graph, token.i) for b in compiled.matches(graph, token.i)]
    return [{role: graph.doc[index].text for role, index in binding.items()} for binding in found]


def _is_key(relation: Relation, graph: Graph, index: int) -> bool:
    slot = relation.key[1]
    return graph.lemmas[index] in slot.lemmas or graph.doc[index].lower_ in slot.surfaces | slot.lemmas


DETAIN: dict[str, object] = {"verb": "detain", "object": "activist | student | suspect"}
PROLONG: dict[str, object] = {"verb": "prolong", "object": "death | agony | crisis"}
MAKE: dict[str, object] = {"verb": "make", "object": "visit | step"}
STINGING: dict[str, object] = {"noun": "ally | partner", "modifier": "stinging | prickly"}
STRONG: dict[str, object] = {"noun": "rain | wind", "modifier": "strong | heavy"}

#: Each holds its relation: active, passive, relative, participle, infinitive, coordination, apposition, quantities,
#: parentheses, questions, headlines; attributive, predicative, coordinated and postnominal adjectives.
SAME = [
    (DETAIN, "Police detained the activist on Monday."),
    (DETAIN, "The activists were detained."),
    (DETAIN, "The activists were later detained by riot police."),
    (DETAIN, "The activist has been detained in Korvath."),
    (DETAIN, "The activist that police detained was freed."),
    (DETAIN, "The activist which the police detained was freed."),
    (DETAIN, "The activist whom they had detained was freed."),
    (DETAIN, "The activists, whom a court had ordered police to detain, fled."),
    (DETAIN, "An activist detained last week was freed."),
    (DETAIN, "An activist being detained shouted slogans."),
    (DETAIN, "Detaining activists is a crime, the lawyer said."),
    (DETAIN, "He was accused of detaining activists."),
    (DETAIN, "Police moved in to detain the activists."),
    (DETAIN, "Officers were ordered to beat and detain the activists."),
    (DETAIN, "Police beat, and later detained, the activists."),
    (DETAIN, "Police detained journalists, lawyers and activists."),
    (DETAIN, "Police detained a lawyer and two activists."),
    (DETAIN, "Police detained Mr Tarn, an activist."),
    (DETAIN, "Police detained dozens of activists."),
    (DETAIN, "Police detained a number of activists."),
    (DETAIN, "Police detained two of the suspects."),
    (DETAIN, "Police detained hundreds of opposition activists."),
    (DETAIN, "Police detained a group of students."),
    (DETAIN, "Police detained, after a chase of several hours through the old town, an activist."),
    (DETAIN, "Police detained on Monday three activists."),
    (DETAIN, "Did police detain the activist?"),
    (DETAIN, "Why were the activists detained?"),
    (DETAIN, "Which activist did police detain?"),
    (DETAIN, "Police detain activist in Korvath"),
    (DETAIN, "Activist detained in Korvath"),
    (DETAIN, "Korvath police detain three student activists, aide"),
    (DETAIN, "“They detained the activist,” the lawyer said."),
    (DETAIN, "Dozens of activists were detained."),
    (DETAIN, "Two of the suspects have been detained."),
    (DETAIN, "A group of students detained at the rally was freed."),
    (DETAIN, "The activists who had been detained were freed."),
    (DETAIN, "It was the activist that police detained."),
    (DETAIN, "With the activists detained, the square was empty."),
    (DETAIN, "The army had the activists detained."),
    (DETAIN, "The activists could not be detained without a warrant."),
    (DETAIN, "The activists got detained at the border."),
    (DETAIN, "Having detained the activists, police left."),
    (DETAIN, "The activists are to be detained."),
    (DETAIN, "The activists risk being detained."),
    (DETAIN, "Police detained more than 30 suspects."),
    (DETAIN, "Police detained both the lawyer and the activist."),
    (DETAIN, "Police detained activists from three cities and students."),
    (DETAIN, "Police did not detain the activist."),
    (PROLONG, "The loan will only prolong the regime's death."),
    (PROLONG, "The loan can prolong the death of the old regime."),
    (PROLONG, "The regime, whose death the loan prolonged, fell."),
    (PROLONG, "This means prolonging an agony that nobody needs."),
    (PROLONG, "The death of the company was prolonged by loans."),
    (PROLONG, "Such loans, the minister said, prolong the crisis."),
    (PROLONG, "The crisis, prolonged by the loan, deepened."),
    (MAKE, "The president made on Friday an official visit to Oslo."),
    (MAKE, "The visit made by the president lasted a day."),
    (MAKE, "The visit the president made to Oslo lasted a day."),
    (MAKE, "A visit was made to the plant."),
    (MAKE, "President makes visit to Oslo"),
    (MAKE, "The steps that were made by the government failed."),
    (MAKE, "He made a short, unannounced and rather costly visit."),
    (MAKE, "He wants to make, as he put it, a first step."),
    (STINGING, "She is a stinging ally."),
    (STINGING, "The ally is stinging."),
    (STINGING, "He was a loyal but stinging ally."),
    (STINGING, "A rather stinging ally of the president."),
    (STINGING, "Her ally proved very stinging."),
    (STINGING, "The ally, stinging and proud, refused."),
    (STINGING, "An ally as stinging as Tarn is a burden."),
    (STINGING, "They found their ally stinging."),
    (STINGING, "Moscow's most stinging ally refused."),
    (STINGING, "Stinging ally refuses deal"),
    (STINGING, "He considers the ally stinging."),
    (STINGING, "Allies who are stinging are rare."),
    (STINGING, "Tarn remains a stinging and costly ally."),
    (STINGING, "A stinging political ally of the president."),
    (STINGING, "Minsk, a stinging ally, refused."),
    (STRONG, "Strong rain fell."),
    (STRONG, "The rain was strong."),
    (STRONG, "Strong winds and rain are expected."),
    (STRONG, "The rain grew strong in the evening."),
    (STRONG, "Forecasters expect strong rain and hail."),
    (STRONG, "Strong rain halts ferries"),
    (STRONG, "The wind became increasingly strong."),
]
#: None does, though the words are there.
OTHER = [
    (DETAIN, "The activist detained a thief."),
    (DETAIN, "Police detained a thief near the activists."),
    (DETAIN, "The activists wept; a thief was detained."),
    (DETAIN, "Police detained the leader of the activists."),
    (DETAIN, "Police detained a friend of the activist."),
    (DETAIN, "Police detained the activist's brother."),
    (DETAIN, "Police detained men and activists protested."),
    (DETAIN, "The activists said police detained a man."),
    (DETAIN, "The activists who police said detained a man fled."),
    (DETAIN, "The activist whose brother was detained wept."),
    (DETAIN, "The number of activists that fell, police detained men."),
    (DETAIN, "Police detained a man, activists said."),
    (DETAIN, "Police detained a man as activists marched."),
    (DETAIN, "Police detained a man after activists complained."),
    (DETAIN, "The man the activists detained was a thief."),
    (DETAIN, "Activists detaining a thief called police."),
    (DETAIN, "Police detained the head of a group of activists."),
    (DETAIN, "Police detained a man with two activists watching."),
    (DETAIN, "Police detained 30 people, among them the mayor, while activists watched."),
    (PROLONG, "The loan prolonged the life of the regime until its death."),
    (PROLONG, "The death of the king prolonged the war."),
    (PROLONG, "The talks were prolonged after the death of the king."),
    (MAKE, "The visit made him famous."),
    (MAKE, "The visit made headlines."),
    (MAKE, "He made the visit possible."),
    (MAKE, "It made sense to visit Oslo."),
    (STINGING, "The ally of the stinging minister refused."),
    (STINGING, "A stinging attack by an ally."),
    (STINGING, "The ally gave a stinging reply."),
    (STINGING, "The ally was called stinging names."),
    (STINGING, "Stinging remarks hurt the ally."),
    (STINGING, "The ally said the remark was stinging."),
    (STRONG, "Strong men walked in the rain."),
    (STRONG, "The case was strong; rain fell."),
    (STRONG, "Strong coffee and rain."),
    (STRONG, "The team is strong in rain."),
    (DETAIN, "The activist whose brother police detained fled."),
    (PROLONG, "Talks were prolonged; the death was announced."),
]


@pytest.mark.parametrize(("relation", "text"), SAME)
def test_a_relation_is_found_however_the_sentence_is_turned(relation: dict[str, object], text: str) -> None:
    assert bindings(relation, text), text


@pytest.mark.parametrize(("relation", "text"), OTHER)
def test_the_same_words_in_other_roles_are_not_the_relation(relation: dict[str, object], text: str) -> None:
    assert not bindings(relation, text), text


def test_what_comes_after_of_is_a_possessor_too() -> None:
    relation = {"verb": "prolong", "object": "death"}
    assert bindings(relation, "The loan prolongs the regime's death.")
    owned = {"noun": "death", "possessor": "regime"}
    assert bindings(owned, "The loan prolongs the death of the old regime.")
    assert bindings(owned, "The loan prolongs the regime's death.")
    assert not bindings(owned, "The regime prolongs the death of the king.")
    # ... but `without: possessor` is about one that stands before its noun.
    assert bindings({"noun": "death", "without": "possessor"}, "The death of the regime.")


@pytest.mark.parametrize(
    "text",
    [
        "He is a prickly ally.",
        "The ally is prickly.",
        "The ally became difficult and prickly.",
        "a proud, prickly ally",
    ],
)
def test_a_modifier_is_attributive_or_predicative(text: str) -> None:
    assert bindings({"noun": "ally", "modifier": "prickly"}, text) == [
        {"noun": "ally", "modifier": "prickly"},
    ]


def test_a_preposition_belongs_to_its_object() -> None:
    relation = {"verb": "weigh", "object": "sympathy", "prep": "with", "prep_object": "fear"}
    assert bindings(relation, "They weighed sympathy with their fear of war.")
    assert not bindings(relation, "They weighed sympathy with friends against their fear.")


def test_without_forbids_a_role() -> None:
    relation = {"verb": "deny", "without": "object"}
    assert bindings(relation, "He denies.")
    assert not bindings(relation, "He denies the charge.")


def test_sets_and_exclusions_fill_slots() -> None:
    sets = {"people": ["activist", "$officials"], "officials": ["minister"]}
    relation = {"verb": "detain", "object": "$people | !student"}
    assert bindings(relation, "They detained the minister.", sets)
    assert not bindings(relation, "They detained the student.", sets)


@pytest.mark.parametrize(
    ("relation", "problem"),
    [
        ({"object": "death"}, "exactly one head"),
        ({"verb": "go", "noun": "way"}, "exactly one head"),
        ({"verb": "go", "objekt": "way"}, "unknown role"),
        ({"verb": "$nothing"}, "unknown word set"),
        ({"verb": "@nothing"}, "unknown word class"),
        ({"verb": {"word": "go"}}, "unknown field of a slot"),
    ],
)
def test_a_wrong_relation_is_refused(relation: dict[str, object], problem: str) -> None:
    with pytest.raises(FieldError, match=problem):
        read_relation(relation, Words({}))
