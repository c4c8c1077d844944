"""The glossary of words that engines leave untranslated, and what counts as English beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mtlint.resources import rules_dir

#: Endings that hardly any word of another language has.
_ENDINGS = re.compile(r"(?:ing|ed|ly|tions?|ness|ship|hood|ful|less|ish|ght|wn|ck|ks|th|ys|ers|ists|ies|ity)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of `language`, and its English; an empty fix deletes it."""

    word: str
    language: str
    kind: str
    fixes: tuple[str, ...]


@dataclass(slots=True)
class Glossary:
    latin: dict[str, list[Entry]] = field(default_factory=dict)
    #: First words of the phrases in `latin`.
    openers: set[str] = field(default_factory=set)
    #: Words of other scripts, and stems of them.
    script: dict[str, Entry] = field(default_factory=dict)
    stems: dict[str, Entry] = field(default_factory=dict)

    #: The commonest spelling of a name, by each of its spellings.
    alias: dict[str, str] = field(default_factory=dict)
    #: Plain lists: "particles" of foreign names, "common" English words, "famous" names.
    lists: dict[str, frozenset[str]] = field(default_factory=dict)

    def famous(self, word: str) -> bool:
        """A name that every English text writes like this."""
        return word.removesuffix("'s").removesuffix("’s") in self.lists["famous"]

    def particle(self, word: str) -> bool:
        """A small word inside names of other languages ("Banco de España")."""
        return word.lower() in self.lists["particles"]

    def english(self, word: str) -> bool:
        """Looks like an English word: one of the commonest, or with an English ending. An empty string is none."""
        word = word.lower().removesuffix("'s").removesuffix("’s")
        return word in self.lists["common"] or (len(word) > 4 and word.isascii() and bool(_ENDINGS.search(word)))


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The shipped glossary, `rules/glossary.txt`."""
    found = Glossary()
    language = kind = ""
    for line in (rules_dir() / "glossary.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language, kind = line.strip("[]").split()
        elif line and not line.startswith("#") and "=" not in line:
            found.lists[kind] = found.lists.get(kind, frozenset()) | set(line.split())
        elif line and not line.startswith("#"):
            for item in filter(None, (part.strip() for part in line.split(";"))):
                word, _, fixes = (part.strip() for part in item.partition("="))
                _add(found, Entry(word, language, kind, tuple(fix.strip() for fix in fixes.split("|"))))
    return found


def _add(found: Glossary, entry: Entry) -> None:
    if entry.kind == "alias":
        found.alias.update(dict.fromkeys((entry.word, *entry.fixes), entry.word))
        return
    if entry.kind == "script":
        if entry.word.endswith("*"):
            found.stems.setdefault(entry.word.rstrip("*").lower(), entry)
        else:
            found.script.setdefault(entry.word.lower(), entry)
        return
    for key in {entry.word, entry.word.lower() if entry.kind in {"function", "noun", "time"} else entry.word}:
        found.latin.setdefault(key, []).append(entry)
    if " " in entry.word:
        found.openers |= {entry.word.split()[0], entry.word.split()[0].capitalize()}
