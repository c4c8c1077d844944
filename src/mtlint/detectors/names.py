"""What speaks for a word being a name, and so not a typing error, by evidence that costs next to nothing.

Two thirds of what a spelling checker marks in news are names. A name shows itself: it has a capital letter where no
sentence begins, somewhere in the text; or it stands beside a title or another name; or a possessive follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mtlint.document import Document

#: A run of letters, apostrophes inside it; parts of a hyphenated word are words.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: What is no prose: addresses, handles, file names, options, anything with a digit or an underscore glued to letters.
_NO_PROSE = re.compile(
    r"://|www\.|[@#\\_]|\.(?:com|org|net|gov|edu|info|io|co|tv|uk|ru|de|pdf|html?|php|jpe?g|png|js)\b"
    r"|^(?:/\w[\w.-]*){2,}|\d|&\w*;|^-+\w+-\w",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
#: A longer run without a space is no word.
_LONGEST = 120
#: After one of these a capital says nothing: it may open a sentence, a quotation or an item.
_OPENS = re.compile(r"(?:[.!?…:;“”\"‘(\[«»•·–—|*-]|\s['’])\s*$")
#: Characters around a word that are looked at.
_NEAR = 40
#: What stands before a name.
TITLES = frozenset(
    [
        "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "minister",
        "premier", "chancellor", "senator", "governor", "mayor", "judge", "justice", "general", "colonel", "major",
        "captain", "lieutenant", "sergeant", "commander", "admiral", "king", "queen", "prince", "princess", "sheikh",
        "imam", "pope", "bishop", "father", "sister", "brother", "saint", "spokesman", "spokeswoman", "spokesperson",
        "coach", "manager", "ambassador", "analyst", "director", "secretary", "leader", "activist", "journalist",
        "lawyer", "striker", "midfielder", "defender", "goalkeeper",
    ]
)  # fmt: skip
#: In a headline with this share of capitals a capital says nothing.
_TITLE_CASE = 0.6
_LEAST_TITLE = 4
_HYPHENS = tuple("-‐‑–/&")
_QUOTES = tuple("\"'“”‘’«»„‚")
#: "bin", "della", "arap": what stands in lower case inside a name.
_LONGEST_PARTICLE = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, without a possessive's ending."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def odd(self) -> bool:
        """Capitals inside: an abbreviation, a brand."""
        return any(map(str.isupper, self.text[1:]))


class Names:
    """The names of a document, and its other words."""

    def __init__(self, document: Document, known: Iterable[str] = ()) -> None:
        self._document = document
        self._known = {part.casefold() for name in known for part in _WORD.findall(name)}

    @cached_property
    def words(self) -> list[Word]:
        """All words of the prose, in order."""
        text = self._document.text
        found = []
        for block in self._document.blocks:
            for token in _TOKEN.finditer(text, block.start, block.end):
                if len(token.group()) > _LONGEST or _NO_PROSE.search(token.group()):
                    continue
                for match in _WORD.finditer(text, token.start(), token.end()):
                    word = re.sub(r"(?:['’]s|(?<=s)['’])$", "", match.group())
                    found.append(Word(word, match.start(), match.start() + len(word)))
        return found

    @cached_property
    def _titles(self) -> list[tuple[int, int]]:
        """Blocks in title case or capitals, where a capital is no evidence."""
        found = []
        for block in self._document.blocks:
            words = _WORD.findall(self._document.text, block.start, min(block.end, block.start + 300))
            long = [word for word in words if len(word) >= _LEAST_TITLE]
            if len(long) >= 3 and sum(word[0].isupper() for word in long) >= _TITLE_CASE * len(long):
                found.append((block.start, block.end))
        return found

    def opens(self, word: Word) -> bool:
        """Whether a capital would be there for any word: at the beginning of a sentence, in a headline."""
        text = self._document.text
        segment = self._document.segment_at(word.start)
        first = segment.start if segment is not None else 0
        before = text[max(first, word.start - _NEAR) : word.start]
        if word.start - first < _NEAR and not any(map(str.isalnum, before)):
            return True
        if _OPENS.search(before):
            return True
        at = bisect_right(self._titles, (word.start, len(text))) - 1
        return at >= 0 and word.start < self._titles[at][1]

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that have a capital letter where no sentence begins, in lower case."""
        found = set(self._known)
        for word in self.words:
            folded = word.text.casefold()
            if folded not in found and (word.odd or (word.capital and not self.opens(word))):
                found.add(folded)
        return frozenset(found)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word.text for word in self.words)

    def is_name(self, word: Word) -> bool:
        """By its own form, or by how it is written elsewhere in the text."""
        return word.odd or word.text.casefold() in self.names

    def beside_name(self, word: Word) -> bool:
        """For a capitalised word: a title or another name stands next to it, or a possessive follows."""
        text = self._document.text
        after = text[word.end : word.end + _NEAR]
        if re.match(r"['’](?:s\b|\s)", after) or re.match(r"[ -][^\W\d_a-z]\w", after):
            return True
        before = re.search(r"([^\W\d_]+)\.?[ -]$", text[max(0, word.start - _NEAR) : word.start])
        return before is not None and (before.group(1)[0].isupper() or before.group(1).casefold() in TITLES)

    def set_apart(self, word: Word) -> bool:
        """A part of a hyphenated word, a word in quotation marks of its own, or one inside a name: "Anwar ibn Saad"."""
        text = self._document.text
        before, after = text[max(0, word.start - _NEAR) : word.start], text[word.end : word.end + _NEAR]
        if before[-1:] in _HYPHENS or (after[:1] in _HYPHENS and after[1:2].isalpha()):
            return True
        if before[-1:] in _QUOTES and re.match(rf"[.,!?;]?[{''.join(_QUOTES)}]", after):
            return True
        inside = re.search(r"(?:^|[^\w.!?])[^\W\d_a-z]\w+ $", before) and re.match(r" [^\W\d_a-z]\w", after)
        return bool(inside) and len(word.text) <= _LONGEST_PARTICLE and not word.capital

    def candidates(self) -> Iterator[Word]:
        """Words that no cheap evidence clears: what a spelling checker is to be asked about."""
        for word in self.words:
            if len(word.text) >= 3 and not self.is_name(word):
                yield word
