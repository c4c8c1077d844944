"""Grammatical relations, made plain: who does what to what, however the sentence is turned.

spaCy's dependencies (ClearNLP labels) are read into edges (role, head, dependent). The passive, relative clauses,
participles, coordination and the copula are undone here, so that a rule that says "verb + object" meets "rounded up the
men", "the men were rounded up", "the men whom they rounded up" and "rounded up women and men" alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from mtlint.rules.words import Slot, tags_of

ROLES = frozenset(
    [
        "subject",
        "object",
        "modifier",
        "compound",
        "possessor",
        "adverb",
        "particle",
        "complement",
        "clause",
        "prep",
        "prep_object",
        "negation",
        "determiner",
        "number",
        "conjunct",
    ]
)
#: The key that names the head of a relation, and the coarse parts of speech it allows.
HEADS: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
    "word": frozenset(),
}
_RELATIVE = frozenset({"which", "that", "who", "whom"})
_NP_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two tokens of a sentence, by index; `via` is the preposition of a prep_object."""

    role: str
    head: int
    dep: int
    via: int = -1


class Graph:
    """The relations of one parsed segment."""

    def __init__(self, doc: Any) -> None:
        self.doc = doc
        self.lemmas = [token.lemma_.lower() for token in doc]
        self.by_head: dict[int, list[Edge]] = {}
        self.by_dep: dict[int, list[Edge]] = {}
        seen: set[Edge] = set()
        for edge in _edges(doc):
            if edge not in seen:
                seen.add(edge)
                self.by_head.setdefault(edge.head, []).append(edge)
                self.by_dep.setdefault(edge.dep, []).append(edge)


def _conjuncts(token: Any) -> Iterator[Any]:
    yield token
    yield from token.conjuncts


def _edges(doc: Any) -> Iterator[Edge]:
    objects: dict[int, list[Any]] = {}
    subjects: dict[int, list[Any]] = {}
    for token in doc:
        dep, head = token.dep_, token.head
        if dep in {"dobj", "obj", "nsubjpass"}:
            objects.setdefault(head.i, []).extend(_conjuncts(token))
        elif dep in {"nsubj", "csubj"}:
            subjects.setdefault(head.i, []).extend(_conjuncts(token))
        elif dep == "agent":
            for child in token.children:
                if child.dep_ == "pobj":
                    subjects.setdefault(head.i, []).extend(_conjuncts(child))
        elif dep == "relcl":
            _relative(token, objects, subjects)
        elif dep == "acl" and head.pos_ in {"NOUN", "PROPN"}:
            # "men gathered by the police" / "police gathering men"
            (objects if token.tag_ == "VBN" else subjects).setdefault(token.i, []).append(head)
    for token in doc:
        # "extended and prolonged the agony", "police came and gathered": coordinated verbs share what one of them lacks.
        if token.dep_ == "conj" and token.pos_ == "VERB" and token.head.pos_ == "VERB":
            if token.i not in subjects and token.head.i in subjects:
                subjects[token.i] = subjects[token.head.i]
            if token.head.i not in objects and token.i in objects and _adjacent_verbs(token):
                objects[token.head.i] = objects[token.i]
        if token.dep_ == "xcomp" and token.i not in subjects and token.head.i in subjects:
            subjects[token.i] = subjects[token.head.i]
    for token in doc:
        yield from _local(token, objects, subjects)
        if token.pos_ == "VERB" and token.i not in objects:
            noun = _next_noun(token)
            if noun is not None:
                objects[token.i] = [noun]
    for role, table in (("object", objects), ("subject", subjects)):
        for head_index, dependents in table.items():
            for dependent in dependents:
                yield Edge(role, head_index, dependent.i)


def _adjacent_verbs(second: Any) -> bool:
    """True for "extend and prolong X", where nothing but the conjunction parts the verbs."""
    return second.i - second.head.i <= 3 and not any(
        t.pos_ in {"NOUN", "PROPN"} for t in second.doc[second.head.i : second.i]
    )


def _relative(verb: Any, objects: dict[int, list[Any]], subjects: dict[int, list[Any]]) -> None:
    """A relative clause: its antecedent is the object or subject that the pronoun stands for."""
    antecedent = verb.head
    children = list(verb.children)
    own_subject = any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ not in _RELATIVE for c in children)
    for child in children:
        if child.lower_ in _RELATIVE:
            if child.dep_ in {"nsubjpass", "dobj"} or (child.dep_ == "nsubj" and own_subject):
                objects.setdefault(verb.i, []).append(antecedent)
                return
            if child.dep_ == "nsubj":
                subjects.setdefault(verb.i, []).append(antecedent)
                return
    stranded = any(child.dep_ == "prep" and not any(child.children) for child in children)
    if own_subject and not stranded and not any(child.dep_ in {"dobj", "nsubjpass"} for child in children):
        objects.setdefault(verb.i, []).append(antecedent)  # "the death he prolonged"


def _local(token: Any, objects: dict[int, list[Any]], subjects: dict[int, list[Any]]) -> Iterator[Edge]:
    dep, head = token.dep_, token.head
    simple = {
        "advmod": "adverb", "prt": "particle", "poss": "possessor", "neg": "negation", "xcomp": "clause",
        "ccomp": "clause", "pcomp": "clause", "compound": "compound", "det": "determiner", "nummod": "number",
        "attr": "complement", "acomp": "complement", "oprd": "complement", "conj": "conjunct",
    }  # fmt: skip
    if dep in simple:
        yield Edge(simple[dep], head.i, token.i)
    if dep in {"amod", "nmod"} or (dep == "compound" and _adjectival(token)):
        for adjective in _conjuncts(token):
            yield Edge("modifier", head.i, adjective.i)
    if token.pos_ in {"ADJ", "VERB"} and token.i + 1 < len(token.doc):
        # The parser is unsure of an adjective in a pile of nouns: what stands right before the noun modifies it.
        following = token.doc[token.i + 1]
        if (
            following.pos_ in {"NOUN", "PROPN"}
            and token.tag_ in {"JJ", "VBG", "VBN"}
            and following.head.i != token.i
            and not (dep == "amod" and following.dep_ == "compound")  # "heavy goods vehicle"
        ):
            yield Edge("modifier", following.i, token.i)
    if dep in {"acomp", "attr"} and head.lemma_ in {"be", "become", "remain", "seem", "stay"}:
        for noun in subjects.get(head.i, ()):  # "the ally is prickly"
            if token.pos_ in {"ADJ", "VERB"}:
                for adjective in _conjuncts(token):
                    yield Edge("modifier", noun.i, adjective.i)
    if dep in {"prep", "dative", "agent"} and token.pos_ in {"ADP", "SCONJ", "PART"}:
        yield Edge("prep", head.i, token.i)
        for child in token.children:
            if child.dep_ in {"pobj", "pcomp"}:
                for each in _conjuncts(child):
                    yield Edge("prep_object", head.i, each.i, token.i)


def _adjectival(token: Any) -> bool:
    """True for a compound that may well be an adjective: the tagger takes an odd one ("spiky issue", "Strong fog") for a noun."""
    if token.pos_ in {"ADJ", "VERB"}:
        return True
    return (token.pos_ == "NOUN" or token.i == 0) and "JJ" in tags_of(token.lower_)


def _next_noun(verb: Any) -> Any:
    """The head of the noun phrase that starts right after `verb`, where the parser gave the verb no object."""
    noun = None
    for token in verb.doc[verb.i + 1 : verb.i + 7]:
        if token.pos_ not in _NP_INSIDE or token.tag_ in {"PRP", "WP", "WDT"}:
            break
        noun = token if token.pos_ in {"NOUN", "PROPN"} else noun
    return noun if noun is not None and noun.dep_ not in {"nsubj", "nsubjpass"} else None


@dataclass(frozen=True, slots=True)
class Relation:
    """A compiled relation pattern: a head and the dependents that it must have, each a Slot by role."""

    head_kind: str
    head: Slot
    dependents: tuple[tuple[str, Slot], ...]
    without: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, Slot]:
        """The slot to look words up by: the head where it names words, else the first dependent that does."""
        for role, slot in ((self.head_kind, self.head), *self.dependents):
            if slot.lemmas or slot.surfaces:
                return role, slot
        return self.head_kind, self.head

    def matches(self, graph: Graph, at: int) -> Iterator[dict[str, int]]:
        """Bindings role -> token index for which the pattern holds with its key slot on token `at`."""
        role, _ = self.key
        heads = [at] if role == self.head_kind else [e.head for e in graph.by_dep.get(at, ()) if e.role == role]
        for head in dict.fromkeys(heads):
            if self._fits(graph, self.head, head) and self._kind_fits(graph, head):
                for binding in self._bind(graph, head):
                    if role == self.head_kind or binding.get(role) == at:
                        yield binding
                        break  # one finding a head and key is enough

    def _kind_fits(self, graph: Graph, index: int) -> bool:
        allowed = HEADS[self.head_kind]
        return not allowed or graph.doc[index].pos_ in allowed

    def _fits(self, graph: Graph, slot: Slot, index: int) -> bool:
        token = graph.doc[index]
        return slot.fits(graph.lemmas[index], token.lower_, token.ent_type_, token.tag_)

    def _bind(self, graph: Graph, head: int) -> Iterator[dict[str, int]]:
        edges = graph.by_head.get(head, ())
        if any(edge.role in self.without for edge in edges):
            return
        choices = []
        for role, slot in self.dependents:
            fitting = [edge for edge in edges if edge.role == role and self._fits(graph, slot, edge.dep)]
            if not fitting:
                return
            choices.append(fitting)
        for combination in product(*choices):
            binding = {edge.role: edge.dep for edge in combination}
            via = next((edge.via for edge in combination if edge.role == "prep_object"), None)
            if via is not None and binding.setdefault("prep", via) != via:
                continue
            if len(set(binding.values())) == len(binding):
                yield {self.head_kind: head, **binding}
