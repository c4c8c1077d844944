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
    from lemminflect import getAllInflections

    head, _, rest = lemma.partition(" ")
    found = {head} | {form for inflected in getAllInflections(head).values() for form in inflected}
    return frozenset(f"{form} {rest}" if rest else form for form in found)


@lru_cache(maxsize=65536)
def inflect(lemma: str, tag: str) -> str:
    """`lemma` in the form that Penn tag `tag` names; phrases inflect their first word (verbs) or last word (nouns)."""
    if tag in {"VB", "VBP", "NN", "JJ", "RB", "NNP", ""} or tag[0] not in _UPOS:
        return lemma
    from lemminflect import getInflection

    words = lemma.split(" ")
    if words[0] == "be" and tag.startswith("N"):  # "stands" may be a noun, "be" never is: no "bes"
        tag = "VBZ"
    at = len(words) - 1 if tag.startswith("N") else 0
    if tag[0] in "JR" and len(words) > 1:
        return lemma
    found = getInflection(words[at], tag=tag, inflect_oov=True)
    words[at] = found[0] if found else words[at]
    return " ".join(words)


@lru_cache(maxsize=65536)
def tags_of(form: str) -> tuple[str, ...]:
    """Penn tags that a surface form can have, commonest reading first ("gathered": VBD, VBN)."""
    from lemminflect import getAllInflections, getAllLemmas

    found = []
    for upos, lemmas in getAllLemmas(form).items():
        for lemma in lemmas:
            for tag, inflected in getAllInflections(lemma, upos=upos).items():
                if form in inflected and tag not in found:
                    found.append(tag)
    order = {"VBZ": 0, "VBG": 0, "VBD": 1, "VBN": 2, "NNS": 3, "VB": 4}
    if "NN" in found and not form.endswith("s"):
        order["NN"] = 2  # lemminflect lists "inversion" and the like as their own plural too
    if not found:  # an unknown word: by its ending
        found = [tag for ending, tag in (("s", "NNS"), ("ing", "VBG"), ("ed", "VBD")) if form.endswith(ending)][:1]
    return tuple(sorted(found, key=lambda tag: order.get(tag, 9)))


def match_case(word: str, model: str) -> str:
    """`word` with the capitals of `model`: all, first letter, or as it is."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def article(word: str) -> str:
    """ "a" or "an" before `word`, by its letters and the common exceptions of sound."""
    low = word.lower()
    if low.startswith(("hour", "honest", "honor", "honour", "heir")):
        return "an"
    if low.startswith(("uni", "use", "usu", "eu", "one", "once", "ukr", "ute")) and not low.startswith(
        ("unim", "unin")
    ):
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
        # A class is made of common nouns: it must not catch a name ("Stone", "Bush").
        return not tag.startswith("NNP") and any(lemma in word_class(name) for name in self.classes)


def all_forms(lemmas: Iterable[str]) -> frozenset[str]:
    """The forms of many lemmas, lower case."""
    return frozenset(form.lower() for lemma in lemmas for form in forms(lemma))
