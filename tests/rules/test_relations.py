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
    return graph.lemmas[index] in slot.lemmas or graph.doc[index].lower_ in slot.surfaces


DETAIN = {"verb": "detain", "object": "activist | student"}


@pytest.mark.parametrize(
    "text",
    [
        "Police detained the activist.",
        "The activist was detained by police.",
        "Police detained a well-known student activist on Monday.",
        "The activists whom police detained were freed.",
        "The activists, who were detained on Friday, were freed.",
        "Activists detained by police were freed.",
        "Police detained journalists and activists.",
        "Police beat and detained activists.",
        "The minister defended detaining activists.",
        "Police wanted to detain the activist.",
    ],
)
def test_a_verb_and_its_object_are_found_however_the_sentence_is_turned(text: str) -> None:
    assert bindings(DETAIN, text), text


@pytest.mark.parametrize(
    "text",
    [
        "The activist detained a thief.",
        "Police detained a thief near the activists.",
        "The activists wept; a thief was detained.",
    ],
)
def test_another_role_is_not_the_object(text: str) -> None:
    assert not bindings(DETAIN, text), text


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
