"""Pivot confusions: for an English word, those that share a translation with it in some language.

A translator who goes through another language may come back with one of them: "stinging" for "prickly", since Russian колючий and
German stachelig are both. The table is made by `training/pivots.py` from bilingual dictionaries.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("pivots.txt.gz")
_UPOS = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant: its form in the text, its lemma, and in how many languages the two share a translation."""

    form: str
    lemma: str
    languages: int


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[float, str]]:
    found = {}
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, frequency, others = line.rstrip("\n").split("\t")
            found[word] = (int(frequency) / 10, others)
    return found


def frequency(lemma: str) -> float:
    """Zipf frequency (log10 of occurrences in a billion words), 0 for words that the table lacks."""
    return _table().get(lemma, (0.0, ""))[0]


@lru_cache(maxsize=16384)
def candidates(form: str, lemma: str, tag: str, most: int = 12) -> tuple[Candidate, ...]:
    """What may stand in place of a word, in the form that Penn tag `tag` names, most languages first."""
    from lemminflect import getAllInflections

    from mtlint.rules.words import inflect

    kind = _UPOS.get(tag[:1], "")
    found: list[Candidate] = []
    for entry in _table().get(lemma, (0.0, ""))[1].split(","):
        other, _, languages = entry.rpartition(":")
        head = other.split(" ")[0]
        if not other or kind not in {"NOUN", "VERB", "ADJ", "ADV"} or not getAllInflections(head, upos=kind):
            continue
        if " " in other and kind != "VERB":
            continue
        word = inflect(other, tag)
        if word != form and word not in {each.form for each in found}:
            found.append(Candidate(word, other, int(languages)))
        if len(found) == most:
            break
    return tuple(found)
