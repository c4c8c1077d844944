"""Grammatical relations, made plain: who does what to what, however the sentence is turned.

spaCy's dependencies (ClearNLP labels) are read into edges (role, head, dependent). The passive, relative clauses,
participles, coordination, apposition, quantities ("dozens of men") and the copula are undone here, so that a rule that
says "verb + object" meets "rounded up the men", "the men were rounded up", "the men whom they rounded up" and "rounded
up women and men" alike. Where the small parser is known to be unsure (headlines, a parenthesis between verb and object, a
participle that is an adjective) the order of the words and the lexicon decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mtlint.rules.words import tags_of

_RELATIVE = frozenset({"which", "that", "who", "whom"})
_NP_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"})
_NOUNS = frozenset({"NOUN", "PROPN"})
#: "a number of men": the men are what is counted, and what the sentence is about.
_QUANTITIES = frozenset(
    [
        "number", "dozen", "hundred", "thousand", "million", "billion", "score", "couple", "pair", "handful", "group", "series", "majority",
        "minority", "part", "bulk", "rest", "half", "third", "quarter", "lot", "plenty", "most", "some", "many", "several", "few", "all", "both",
        "each", "none", "any", "crowd", "gang", "team", "kind", "type", "sort", "form", "wave", "percent", "%", "string", "spate", "range", "variety",
        "amount", "set", "bunch", "host", "scores", "tens", "ten", "more", "one", "another", "round", "piece", "multitude", "mass",
    ]
)  # fmt: skip
#: Verbs after which an adjective says what the subject is.
_LINKING = frozenset(
    [
        "be", "become", "remain", "seem", "stay", "grow", "prove", "appear", "feel", "look", "sound", "turn", "get", "go", "fall", "keep",
        "come", "taste", "smell",
    ]
)  # fmt: skip
#: Verbs after which an adjective says what the object is.
_JUDGING = frozenset(
    [
        "find", "consider", "call", "deem", "think", "judge", "make", "keep", "leave", "render", "believe", "hold", "declare", "brand", "label",
        "describe", "see", "regard", "term",
    ]
)  # fmt: skip
_SAYING = frozenset(["say", "tell", "add", "note", "report", "write", "think", "believe", "claim", "warn", "argue"])
_FINITE = frozenset(["VBZ", "VBP", "VBD", "MD"])
_TIMES = frozenset(
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december", "day", "week", "month", "year", "hour", "minute", "second", "decade",
        "century", "night", "morning", "evening", "afternoon", "weekend", "time", "moment", "today", "tomorrow", "yesterday", "season",
        "way", "mile", "kilometer", "kilometre", "metre", "meter", "percent", "%", "point",
    ]
)  # fmt: skip
_PARTICLES = frozenset(
    [
        "up", "off", "out", "down", "over", "in", "on", "away", "back", "through", "apart", "along", "around",
        "aside", "together",
    ]
)  # fmt: skip
#: The longest parenthesis between a verb and its object.
_PARENTHESIS = 16
_SIMPLE = {
    "advmod": "adverb", "prt": "particle", "poss": "possessor", "neg": "negation", "xcomp": "clause", "ccomp": "clause",
    "pcomp": "clause", "compound": "compound", "det": "determiner", "nummod": "number", "attr": "complement",
    "acomp": "complement", "oprd": "complement", "conj": "conjunct",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two tokens of a sentence, by index.

    `via` is the preposition of a prep_object, and the "of" of a possessor that comes after its noun.
    """

    role: str
    head: int
    dep: int
    via: int = -1


class Graph:
    """The relations of one parsed segment."""

    def __init__(self, doc: Any) -> None:
        self.doc = doc
        self.lemmas = [_lemma(token) for token in doc]
        self.headline_verbs = _headline_verbs(doc)
        self.by_head: dict[int, list[Edge]] = {}
        self.by_dep: dict[int, list[Edge]] = {}
        seen: set[Edge] = set()
        for edge in _Reader(doc, self.headline_verbs).edges():
            if edge not in seen and edge.head != edge.dep:
                seen.add(edge)
                self.by_head.setdefault(edge.head, []).append(edge)
                self.by_dep.setdefault(edge.dep, []).append(edge)

    def is_a(self, index: int, parts: frozenset[str]) -> bool:
        """True when a token can be one of these parts of speech, by its tag or by the place that it stands in."""
        token = self.doc[index]
        if token.pos_ in parts:
            return True
        if "NOUN" in parts and token.pos_ in {"ADJ", "VERB"}:  # tagged wrongly, but standing where nouns stand
            return token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and "NN" in _tags(token.lower_)
        return "VERB" in parts and "ADJ" not in parts and index in self.headline_verbs


def _lemma(token: Any) -> str:
    """The lemma; of a word taken for a name at a sentence's start or in a headline, that of the common noun."""
    lemma: str = token.lemma_.lower()
    if token.tag_ == "NNPS" or (token.tag_ == "NNP" and lemma.endswith("s")):
        return _singular(lemma)
    return lemma


@lru_cache(maxsize=16384)
def _singular(form: str) -> str:
    from lemminflect import getAllLemmas

    found = getAllLemmas(form, upos="NOUN").get("NOUN", ())
    return str(found[0]) if found else form


@lru_cache(maxsize=16384)
def _tags(form: str) -> frozenset[str]:
    return frozenset(tags_of(form))


def _headline_verbs(doc: Any) -> frozenset[int]:
    """In a segment that the tagger found no finite verb in ("Police detain activist"), the words that may be its verb."""
    if len(doc) < 3 or any(token.tag_ in _FINITE for token in doc):
        return frozenset()
    return frozenset(
        token.i
        for token in doc[1:-1]
        if token.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"}
        and doc[token.i - 1].pos_ in _NOUNS
        and doc[token.i + 1].pos_ in _NP_INSIDE
        and not _tags(token.lower_).isdisjoint({"VB", "VBZ", "VBD"})
    )


def _together(token: Any) -> Iterator[Any]:
    """What stands for the same place in a sentence: a word, what it is joined with by "and", its apposition, what it counts."""
    for each in (token, *token.conjuncts):
        yield each
        for child in each.children:
            if child.dep_ == "appos" and child.pos_ in _NOUNS:
                yield child
        yield from _counted(each)


def _counted(token: Any) -> Iterator[Any]:
    """The men in "dozens of men" and "two of the men"."""
    if token.tag_ == "CD" or token.lemma_.lower() in _QUANTITIES:
        for prep in token.children:
            if prep.lower_ == "of":
                for child in prep.children:
                    if child.dep_ == "pobj":
                        yield child
                        yield from child.conjuncts
                        yield from _counted(child)


class _Reader:
    """Collects the subjects and objects of a parsed segment, then all its edges."""

    def __init__(self, doc: Any, headline_verbs: frozenset[int]) -> None:
        self.doc = doc
        self.headline_verbs = headline_verbs
        self.objects: dict[int, list[Any]] = {}
        self.subjects: dict[int, list[Any]] = {}

    def edges(self) -> Iterator[Edge]:
        for token in self.doc:
            self._argument(token)
        for token in self.doc:
            self._shared(token)
        for token in self.doc:
            if token.pos_ == "VERB" and token.i not in self.objects:
                self._unsure_object(token)
        for index in sorted(self.headline_verbs):
            self._headline(self.doc[index])
        for token in self.doc:
            yield from _plain(token)
            yield from self._modifiers(token)
            yield from _prepositions(token)
        for role, table in (("object", self.objects), ("subject", self.subjects)):
            for head, dependents in table.items():
                for dependent in dependents:
                    yield Edge(role, head, dependent.i)

    def _object(self, verb: Any, noun: Any) -> None:
        self.objects.setdefault(verb.i, []).extend(_together(noun))

    def _subject(self, verb: Any, noun: Any) -> None:
        self.subjects.setdefault(verb.i, []).extend(_together(noun))

    def _argument(self, token: Any) -> None:
        dep, head = token.dep_, token.head
        if dep in {"dobj", "obj", "nsubjpass"}:
            self._object(head, token)
        elif dep in {"nsubj", "csubj"}:
            if _asked_for(token):
                self._object(head if head.pos_ == "VERB" else head.head, token)  # "Which man did police detain?"
            elif head.tag_ == "VBN" and dep == "nsubj" and _bare(head):
                self._object(head, token)  # "with the men detained", "had the men detained"
            else:
                self._subject(head, token)
                if _headline_passive(head):
                    self._object(head, token)
        elif dep == "agent":
            for child in token.children:
                if child.dep_ == "pobj":
                    self._subject(head, child)
        elif dep == "amod" and token.tag_ == "VBG" and head.tag_ == "NNS" and head.dep_ == "nsubj":
            if head.head.tag_ == "VBZ" or head.head.lower_ == "was":  # "gathering men is a crime": not of the men
                self._object(token, head)
        elif dep == "relcl":
            self._relative(token)
        elif dep == "acl" and head.pos_ in _NOUNS:
            # "men gathered by the police" / "police gathering men" / "the man the police gathered"
            antecedent = _before_zero_relative(token)
            if antecedent is not None:
                self._object(token, antecedent)
                self._subject(token, head)
            elif token.tag_ == "VBN":
                self._object(token, head)
            else:
                self._subject(token, head)

    def _relative(self, verb: Any) -> None:
        """A relative clause: its antecedent is the object or subject that the pronoun stands for."""
        antecedent = verb.head
        children = list(verb.children)
        own_subject = any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ not in _RELATIVE for c in children)
        own_object = any(c.dep_ in {"dobj", "nsubjpass"} and c.lower_ not in _RELATIVE for c in children)
        owned = next((c for c in children if any(d.lower_ == "whose" for d in c.children)), None)
        if owned is not None:  # "the man whose brother was detained"
            return
        for child in children:
            if child.lower_ in _RELATIVE:
                if child.dep_ in {"nsubjpass", "dobj"} or (child.dep_ == "nsubj" and own_subject):
                    if not own_object:
                        self._object(verb, antecedent)
                    self._down(verb, antecedent)
                    return
                if child.dep_ == "nsubj":
                    self._subject(verb, antecedent)
                    return
        if own_subject and not own_object and not _stranded(verb):
            self._object(verb, antecedent)  # "the death he prolonged"
            self._down(verb, antecedent)

    def _down(self, verb: Any, antecedent: Any) -> None:
        """ "The visit that he wanted to make": the antecedent belongs to the last verb of the chain."""
        for child in verb.children:
            if child.dep_ in {"xcomp", "ccomp"} and child.pos_ == "VERB":
                if any(c.dep_ in {"dobj", "nsubjpass"} for c in child.children) or _stranded(child):
                    return
                if child.dep_ == "xcomp" and child.tag_ in {"VB", "VBG"}:
                    self._object(child, antecedent)
                    self._down(child, antecedent)

    def _shared(self, token: Any) -> None:
        """Coordinated verbs share what one of them lacks; an infinitive has the subject of its verb."""
        head = token.head
        if token.dep_ == "conj" and token.pos_ == "VERB" and head.pos_ == "VERB":
            if token.i not in self.subjects and head.i in self.subjects:
                self.subjects[token.i] = self.subjects[head.i]
            if head.i not in self.objects and token.i in self.objects and _adjacent_verbs(token):
                self.objects[head.i] = self.objects[token.i]
        if token.dep_ == "xcomp" and head.i in self.subjects:
            if any(child.dep_ == "auxpass" for child in token.children):
                if token.i not in self.objects and head.i not in self.objects:
                    self.objects[token.i] = self.subjects[head.i]  # "the men are to be detained"
            elif token.i not in self.subjects:
                self.subjects[token.i] = self.subjects[head.i]

    def _unsure_object(self, verb: Any) -> None:
        """A verb to which the parser gave no object, but beside which a noun phrase stands."""
        for child in verb.children:
            if child.dep_ == "npadvmod" and child.i > verb.i and child.pos_ in _NOUNS and not _is_time(child):
                self._object(verb, child)  # "beat, and later detained, the men"
                if verb.dep_ == "conj" and verb.head.i not in self.objects and verb.head.i + 5 > verb.i:
                    self._object(verb.head, child)
                return
        noun = _next_noun(verb)
        if noun is None and not any(child.dep_ in {"ccomp", "xcomp", "prt"} for child in verb.children):
            noun = _after_parenthesis(verb)
        if noun is not None:
            self._object(verb, noun)

    def _headline(self, verb: Any) -> None:
        before = verb.doc[verb.i - 1]
        self._subject(verb, before)
        noun = _next_noun(verb, nominal=True)
        if noun is not None:
            self._object(verb, noun)

    def _modifiers(self, token: Any) -> Iterator[Edge]:
        dep, head = token.dep_, token.head
        if dep in {"amod", "nmod"} or (dep == "compound" and _adjectival(token)):
            for adjective in (token, *token.conjuncts):
                yield Edge("modifier", head.i, adjective.i)
        if token.pos_ in {"ADJ", "VERB"} and token.i + 1 < len(token.doc):
            # The parser is unsure of an adjective in a pile of nouns: what stands right before the noun modifies it.
            following = token.doc[token.i + 1]
            if (
                following.pos_ in _NOUNS
                and token.tag_ in {"JJ", "VBG", "VBN"}
                and following.head.i != token.i
                and (
                    not (dep == "amod" and following.dep_ == "compound")  # "heavy goods vehicle"
                    or following.i + 1 in self.headline_verbs
                )
            ):
                yield Edge("modifier", following.i, token.i)
        for noun in self._described(token):
            for adjective in (token, *token.conjuncts):
                yield Edge("modifier", noun.i, adjective.i)

    def _described(self, token: Any) -> list[Any]:
        """The nouns that a predicate adjective ("the ally is prickly", "they found him prickly") says something of."""
        dep, head = token.dep_, token.head
        adjective = token.pos_ == "ADJ" or (token.pos_ == "VERB" and token.tag_ in {"VBG", "VBN"})
        if not adjective:
            return []
        if dep in {"acomp", "attr", "oprd"}:
            if dep == "oprd" and head.lemma_ in _JUDGING and head.i in self.objects:
                return self.objects[head.i]
            return self.subjects.get(head.i, []) if head.lemma_ in _LINKING else []
        participle = token.tag_ in {"VBG", "VBN"} and token.lower_.endswith(("ing", "ed"))
        if any(child.dep_ in {"dobj", "ccomp", "xcomp", "prt"} for child in token.children):
            return []
        if dep in {"ccomp", "xcomp", "oprd"} and head.lemma_ in _JUDGING:  # "they found the ally stinging"
            return [child for child in token.children if child.dep_ == "nsubj"]
        if participle and any(child.dep_ in {"aux", "auxpass"} and child.lemma_ == "be" for child in token.children):
            return [*self.subjects.get(token.i, ()), *(self.objects.get(token.i, ()) if token.tag_ == "VBN" else ())]
        if dep == "acl" and token.tag_ in {"JJ", "VBG"} and head.pos_ in _NOUNS:  # "the ally, stinging and proud, ..."
            return [head]
        doc, at = token.doc, token.i
        if (
            1 < at < len(doc) - 1
            and doc[at - 1].lower_ == "as"
            and doc[at + 1].lower_ == "as"
            and doc[at - 2].pos_ in _NOUNS
        ):
            return [doc[at - 2]]  # "an ally as stinging as ..."
        return []


def _plain(token: Any) -> Iterator[Edge]:
    dep, head = token.dep_, token.head
    if dep in _SIMPLE:
        yield Edge(_SIMPLE[dep], head.i, token.i)
    if (
        token.lower_ in _PARTICLES
        and dep in {"advmod", "prep"}
        and token.i == head.i + 1
        and head.pos_ == "VERB"
        and not any(child.dep_ in {"pobj", "pcomp"} for child in token.children)
    ):
        yield Edge("particle", head.i, token.i)


def _prepositions(token: Any) -> Iterator[Edge]:
    dep, head = token.dep_, token.head
    if dep in {"prep", "dative", "agent"} and token.pos_ in {"ADP", "SCONJ", "PART"}:
        yield Edge("prep", head.i, token.i)
        for child in token.children:
            if child.dep_ in {"pobj", "pcomp"}:
                for each in _together(child):
                    yield Edge("prep_object", head.i, each.i, token.i)
                    if token.lower_ == "of" and head.pos_ in _NOUNS and each.pos_ in _NOUNS:
                        yield Edge("possessor", head.i, each.i, token.i)


def _is_time(noun: Any) -> bool:
    """A noun phrase that says when or how far: no object ("detained last week", "fell 3 percent")."""
    return noun.tag_ == "CD" or noun.lemma_.lower() in _TIMES


def _stranded(verb: Any) -> bool:
    """ "The man he looked at": the antecedent belongs to a preposition."""
    return any(child.dep_ == "prep" and not any(child.children) for child in verb.children)


def _bare(participle: Any) -> bool:
    """A participle with a subject of its own and nothing else: no auxiliary, no object, in a clause that hangs on another."""
    return participle.dep_ in {"advcl", "ccomp", "xcomp", "pcomp"} and not any(
        child.dep_ in {"aux", "auxpass", "dobj"} for child in participle.children
    )


def _headline_passive(verb: Any) -> bool:
    """ "Activist detained in the north": a segment without a full stop, and a form that is past and participle alike."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBN"} or doc[-1].is_punct or verb.dep_ != "ROOT" or len(doc) > 16:
        return False
    if any(child.dep_ in {"aux", "auxpass", "dobj", "ccomp", "xcomp", "prt"} for child in verb.children):
        return False
    return {"VBD", "VBN"} <= _tags(verb.lower_)


def _asked_for(noun: Any) -> bool:
    """The noun of "which noun" before a verb that has another subject."""
    if not any(child.dep_ == "det" and child.lower_ in {"which", "what"} for child in noun.children):
        return False
    verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
    return any(child.dep_ == "nsubj" and child.i != noun.i and child.i > noun.i for child in verb.children)


def _before_zero_relative(participle: Any) -> Any:
    """The man in "the man the police detained", where the parser took "detained" for a participle of the police."""
    noun = participle.head
    if participle.i != noun.i + 1 or "VBD" not in _tags(participle.lower_):
        return None
    edge = noun.left_edge
    if edge.i == 0 or edge.pos_ not in {"DET", "PRON"}:
        return None
    before = edge.doc[edge.i - 1]
    return before if before.pos_ in _NOUNS and before.i + 1 == edge.i and before.dep_ != "npadvmod" else None


def _adjacent_verbs(second: Any) -> bool:
    """True for "extend and prolong X", where nothing but the conjunction parts the verbs."""
    return second.i - second.head.i <= 3 and not any(t.pos_ in _NOUNS for t in second.doc[second.head.i : second.i])


def _adjectival(token: Any) -> bool:
    """True for a compound that may well be an adjective: the tagger takes an odd one ("spiky issue", "Strong fog") for a noun."""
    if token.pos_ in {"ADJ", "VERB"}:
        return True
    return (token.pos_ == "NOUN" or token.i == 0) and "JJ" in _tags(token.lower_)


def _next_noun(verb: Any, *, nominal: bool = False) -> Any:
    """The head of the noun phrase that starts right after `verb`, where the parser gave the verb no object."""
    return _phrase_from(verb.doc, verb.i + 1, nominal=nominal)


def _phrase_from(doc: Any, at: int, *, nominal: bool = False) -> Any:
    noun = None
    for token in doc[at : at + 6]:
        if token.pos_ not in _NP_INSIDE or token.tag_ in {"PRP", "WP", "WDT"}:
            break
        noun = token if token.pos_ in _NOUNS else noun
    return noun if noun is not None and (nominal or noun.dep_ not in {"nsubj", "nsubjpass"}) else None


def _after_parenthesis(verb: Any) -> Any:
    """The noun in "detained, after a long chase, a man" and "extend, if not prolong, the war"."""
    doc = verb.doc
    if verb.lemma_ in _SAYING or verb.i + 3 >= len(doc) or doc[verb.i + 1].text != ",":
        # "..., if not prolong, the war": the second verb stands right before the closing comma.
        return None
    for token in doc[verb.i + 2 : verb.i + _PARENTHESIS]:
        if token.text == ",":
            if token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in {"DET", "ADJ", "NUM", "NOUN"}:
                continue
            noun = _phrase_from(doc, token.i + 1)
            after = doc[noun.i + 1] if noun is not None and noun.i + 1 < len(doc) else None
            # A list ("he left, she came, the men stayed") goes on with a verb; an object ends the clause.
            return noun if after is None or after.pos_ in {"ADP", "PUNCT", "CCONJ", "SCONJ"} else None
    return None
