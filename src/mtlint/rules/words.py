"""Words for rules: inflection, word sets, classes. `lemminflect` knows the forms; sets and classes are data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mtlint.resources import rules_dir

#: Universal part of speech for the first letters of a Penn tag.
_UPOS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV"}


@lru_cache(maxsize=65536)
def forms(lemma: str) -> frozenset[str]:
    """All inflected forms of a lemma as verb, noun or adjective, itself among them. For "round up": "rounds up", ..."""
    from lemminflect import getAllInflections, getAllInflectionsOOV

    head, _, rest = lemma.partition(" ")
    inflections = getAllInflections(head)
    if not inflections and head.isalpha() and head.islower():
        # Not in the dictionary ("midfielder", "tribune"): at least its regular plural.
        inflections = getAllInflectionsOOV(head, "NOUN")
    found = {head} | {form for inflected in inflections.values() for form in inflected}
    return frozenset(f"{form} {rest}" if rest else form for form in found)


#: What lemminflect has wrong, or less usual than a newsroom writes.
_IRREGULAR = {
    ("broadcast", "VBD"): "broadcast", ("broadcast", "VBN"): "broadcast", ("forecast", "VBD"): "forecast",
    ("forecast", "VBN"): "forecast", ("bear", "VBN"): "borne", ("person", "NNS"): "people", ("be", "VBP"): "are",
    ("enrol", "VBD"): "enrolled", ("enrol", "VBN"): "enrolled", ("enrol", "VBG"): "enrolling", ("passer-by", "NNS"): "passers-by",
    ("be", "NNS"): "is", ("runner-up", "NNS"): "runners-up", ("arms", "NNS"): "arms", ("authorities", "NNS"): "authorities",
    ("police", "NNS"): "police", ("people", "NNS"): "people", ("troops", "NNS"): "troops", ("hang", "VBN"): "hung",
    ("prove", "VBN"): "proved", ("strive", "VBD"): "strove", ("wed", "VBD"): "wed", ("shine", "VBD"): "shone",
    ("plead", "VBD"): "pleaded", ("quit", "VBN"): "quit", ("fit", "VBN"): "fitted", ("media", "NNS"): "media",
}  # fmt: skip
#: Nouns whose plural is made on the first word: "attorneys general".
_FIRST_WORD = frozenset(["general", "elect", "martial", "designate", "in-law"])


@lru_cache(maxsize=65536)
def inflect(lemma: str, tag: str) -> str:
    """`lemma` in the form that Penn tag `tag` names; phrases inflect their first word (verbs) or their noun (nouns)."""
    if (lemma, tag) in _IRREGULAR:
        return _IRREGULAR[lemma, tag]
    if tag in {"VB", "VBP", "NN", "JJ", "RB", "NNP", ""} or tag[0] not in _UPOS:
        return lemma
    words = lemma.split(" ")
    at = 0
    if tag.startswith("N"):
        at = len(words) - 1
        if len(words) > 1 and words[-1] in _FIRST_WORD:
            at = len(words) - 2
        elif {"of", "in", "at", "for", "on"} & set(words[1:]):  # "members of parliament"
            at = next(number for number, word in enumerate(words) if word in {"of", "in", "at", "for", "on"}) - 1
    if tag[0] in "JR":
        return _compared(lemma, tag)
    words[at] = _IRREGULAR.get((words[at], tag)) or _inflected(words[at], tag)
    return " ".join(words)


def _inflected(word: str, tag: str) -> str:
    from lemminflect import getInflection

    if tag == "NNS" and word.endswith("s") and lemma_of(word, "NOUN") != word:
        return word  # "outlets" already
    found = getInflection(word, tag=tag, inflect_oov=True)
    return str(found[0]) if found else word


def _compared(lemma: str, tag: str) -> str:
    """Comparatives and superlatives: with an ending where the lexicon has one and the word is short, else more and most."""
    if " " in lemma:
        return lemma
    from lemminflect import getInflection

    known = getInflection(lemma, tag=tag, inflect_oov=False)
    short = len(re.findall(r"[aeiouy]+", lemma.removesuffix("e"))) <= (
        2 if lemma.endswith(("y", "ow", "le", "er")) else 1
    )
    if known and (short or not known[0].endswith(("er", "est"))) and not lemma.endswith("ly"):
        return str(known[0])
    return f"{'more' if tag.endswith('R') else 'most'} {lemma}"


#: Verbs that double their last l before an ending in British English, and not in American.
_DOUBLING = re.compile(
    r"\b(travel|cancel|model|level|fuel|signal|label|counsel|channel|marshal|total|rival|dial|tunnel|funnel|quarrel|shovel|unravel|"
    r"equal|pedal|jewel|libel|duel|swivel|snivel|revel|marvel|grovel|gravel|spiral|pencil|stencil|initial|panel|parcel|towel)"
    r"l?(ed|ing|er|ers)\b",
    re.IGNORECASE,
)


def british(text: str) -> str:
    """ "travelled" for "traveled"."""
    return _DOUBLING.sub(r"\1l\2", text)


def american(text: str) -> str:
    """ "traveled" for "travelled"."""
    return _DOUBLING.sub(r"\1\2", text)


@lru_cache(maxsize=65536)
def can_be(lemma: str, tag: str, *, known: bool = False) -> bool:
    """True when `lemma` can be a word of the kind that `tag` is a form of; with `known` only what the lexicon has."""
    from lemminflect import getAllInflections

    head = lemma.split(" ")[0] if tag[0] == "V" else lemma.split(" ")[-1]
    kinds = {each[0] for each in getAllInflections(head)}
    if not known and tag[:1] in "VN" and "J" not in kinds:
        return True  # the lexicon lacks many a noun made a verb: "torched"
    return not kinds or tag[:1] in kinds


@lru_cache(maxsize=65536)
def tags_of(form: str) -> tuple[str, ...]:
    """Penn tags that a surface form can have, commonest reading first ("gathered": VBD, VBN)."""
    from lemminflect import getAllInflections, getAllLemmas

    found = []
    for upos, lemmas in getAllLemmas(form).items():
        for lemma in lemmas:
            inflections = getAllInflections(lemma, upos=upos)
            if "VBD" in inflections:
                inflections.setdefault("VBN", inflections["VBD"])  # left out where both are the same
            for tag, inflected in inflections.items():
                if form in inflected and tag not in found:
                    found.append(tag)
    order = {"VBZ": 0, "VBG": 0, "VBD": 1, "VBN": 2, "NNS": 3, "VB": 4}
    if "NN" in found and not form.endswith("s"):
        order["NN"] = 2  # lemminflect lists "inversion" and the like as their own plural too
    if not found:  # an unknown word: by its ending
        found = [tag for ending, tag in (("s", "NNS"), ("ing", "VBG"), ("ed", "VBD")) if form.endswith(ending)][:1]
    return tuple(sorted(found, key=lambda tag: order.get(tag, 9)))


@lru_cache(maxsize=65536)
def lemma_of(form: str, upos: str) -> str:
    """The lemma of a form as that part of speech ("men", NOUN: man); the form itself when it is not known."""
    from lemminflect import getAllLemmas, getLemma

    found = getAllLemmas(form.lower(), upos=upos).get(upos) or getLemma(form.lower(), upos=upos)
    return str(found[0]) if found else form.lower()


def reinflect(form: str, tag: str) -> str:
    """A surface form in the form that Penn tag `tag` names: "seizing" as VB is "seize", "enter" as VBG "entering"."""
    return inflect(lemma_of(form, _UPOS.get(tag[:1], "NOUN")), tag)


def match_case(word: str, model: str) -> str:
    """`word` with the capitals of `model`: all, first letter, or as it is."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


#: Abbreviations that are read as words.
_READ = frozenset(
    ["NATO", "NASA", "FIFA", "FEMA", "SARS", "SWAT", "NAFTA", "HAMAS", "LASER", "RADAR", "SALT", "START", "FARC", "SEATO", "MERS"]
)  # fmt: skip


def article(word: str) -> str:
    """ "a" or "an" before `word`, by its letters and the common exceptions of sound."""
    low = word.lower()
    if low[:1].isdigit():
        return "an" if re.match(r"8|1[18](?!\d)|1[18]0?[.,]?000", low) else "a"
    letters = re.match(r"(?:[A-Z]\.?){2,}(?![a-z])|[A-Z](?=-|$)", word)
    if letters and word not in _READ:
        return "an" if word[0] in "AEFHILMNORSX" and not low.startswith("eu") else "a"
    if low.startswith(("hour", "honest", "honor", "honour", "heir")):
        return "an"
    if low.startswith(
        ("uni", "use", "usu", "usa", "eu", "one", "once", "ukr", "uten", "util", "utop", "ufo")
    ) and not low.startswith(("unim", "unin", "unid", "onero")):
        return "a"
    return "an" if low[:1] in "aeiou" else "a"


def classes_dir() -> Path:
    """Folder of the shipped word classes, a text file each, a lemma a line."""
    return rules_dir() / "classes"


@lru_cache(maxsize=256)
def word_class(name: str) -> frozenset[str]:
    """The lemmas of a word class; KeyError when there is no such class."""
    path = classes_dir() / f"{name}.txt"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        raise KeyError(name)
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Slot:
    """What may stand in one place of a relation.

    `lemmas` are lower-case lemmas, `surfaces` lower-case forms, `entities` the parser's entity labels, `classes` names of
    word classes; a token fits when it is in any of them (or all are empty), in none of the excluded, and its Penn tag
    starts with one of `tags`.
    """

    lemmas: frozenset[str] = frozenset()
    surfaces: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    excluded_classes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """True when any word fits."""
        return not (self.lemmas or self.surfaces or self.entities or self.classes)

    def fits(self, lemma: str, surface: str, entity: str, tag: str) -> bool:
        if self.tags and not tag.startswith(self.tags):
            return False
        if lemma in self.excluded or surface in self.excluded or entity in self.excluded:
            return False
        if any(lemma in word_class(name) for name in self.excluded_classes):
            return False
        if self.open or lemma in self.lemmas or surface in self.surfaces or entity in self.entities:
            return True
        if surface in self.lemmas and surface.endswith(("ing", "ed")):
            return True  # an adjective ("a stinging ally") that the parser takes for a form of a verb
        # A class is made of common nouns: it must not catch a name ("Stone", "Bush").
        return not tag.startswith("NNP") and any(lemma in word_class(name) for name in self.classes)


def all_forms(lemmas: Iterable[str]) -> frozenset[str]:
    """The forms of many lemmas, lower case."""
    return frozenset(form.lower() for lemma in lemmas for form in forms(lemma))
