"""Relation patterns: a head and the roles that it must have, matched on the graph of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from mtlint.rules.graph import Edge, Graph
from mtlint.rules.words import Slot

__all__ = ["HEADS", "ROLES", "Edge", "Graph", "Relation"]

ROLES = frozenset(
    [
        "subject", "object", "modifier", "compound", "possessor", "adverb", "particle", "complement", "clause",
        "prep", "prep_object", "negation", "determiner", "number", "conjunct",
    ]
)  # fmt: skip
#: The key that names the head of a relation, and the coarse parts of speech it allows.
HEADS: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
    "word": frozenset(),
}


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
        return not allowed or graph.is_a(index, allowed)

    def _fits(self, graph: Graph, slot: Slot, index: int) -> bool:
        token = graph.doc[index]
        return slot.fits(graph.lemmas[index], token.lower_, token.ent_type_, token.tag_)

    def _bind(self, graph: Graph, head: int) -> Iterator[dict[str, int]]:
        edges = graph.by_head.get(head, ())
        # "the death of X" has a possessor where one is asked for, but not one that `without` is about.
        if any(edge.role in self.without and not (edge.role == "possessor" and edge.via >= 0) for edge in edges):
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
