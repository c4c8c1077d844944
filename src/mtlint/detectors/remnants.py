"""Words of another language or script in an English sentence, and look-alike letters of another script inside a word.

The words are data (`rules/glossary.txt`); this module decides where one may stand: names of papers and parties, quotations
in another language and explanations in brackets ("known in Russian as ...") are what makes a plain word list noisy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from mtlint.config import Config
from mtlint.detectors.glossary import Entry, glossary
from mtlint.detectors.scripts import foreign_scripts
from mtlint.document import Document, Segment
from mtlint.findings import Finding, Severity

_WORD = regex.compile(r"\p{Lu}{2}\. ?\p{Lu}{2}\.|[\p{L}\p{M}]+(?:['’.-][\p{L}\p{M}]+)*")
#: A sentence that speaks about words or languages shows them on purpose: what may stand a little before the word, and anywhere.
_ANNOUNCES = regex.compile(
    r"\b(?:known (?:\w+ )?(?:as|by)|(?:so-)?called(?! an? )|named|nicknamed|dubbed|(?:en)?titled|spelle?d|spelt|slogans?|motto|phrase|words?|term|"
    r"means?|meaning|pronounced|chant\w*|song|sang|hashtag)\b[^.,;]{0,25}$|"
    r"(?<!\b(?:an?|the|phone|telephone|video|conference|his|her|their|this|last|new) )\bcall(?:s|ing)?\b(?! (?:for|on|to|off|up|from|in|out|by)\b)[^.,;]{0,40}$|"
    r"\b(?:film|novel|album|book|poem|opera|band|group|team|club|company|brand|magazine|newspaper|daily|weekly|paper|channel|ship|ferry|singer|restaurant|hotel|"
    r"airline|radio|station|festival|series|party|movement|programme|program) [“\"‘]?$",
    regex.I,
)
_ABOUT_WORDS = regex.compile(
    r"\b(?:acronyms?|abbreviat\w+|initials|alphabet|dialect|lyrics|short for|"
    r"in (?:Russian|Ukrainian|German|French|Spanish|Portuguese|Italian|Polish|Czech|Turkish|Latin|Dutch|Swedish|Indonesian)|"
    r"(?:Russian|Ukrainian|German|French|Spanish|Portuguese|Italian|Polish|Czech|Turkish) (?:for|name|title|initials|word))\b",
)
_CATEGORY = "accuracy/untranslated"
_LANGUAGES = {
    "de": "German", "es": "Spanish", "fr": "French", "pt": "Portuguese", "it": "Italian", "pl": "Polish", "cs": "Czech", "tr": "Turkish", "nl": "Dutch",
    "sv": "Scandinavian", "ro": "Romanian", "ru": "Russian", "uk": "Ukrainian", "id": "Indonesian",
}  # fmt: skip
_MONTHS_BEFORE = regex.compile(
    r"(?:\b(?:on|in|since|until|till|by|from|for|last|next|this|of|early|late|every|before|after)|\b\d{1,2}(?:st|nd|rd|th|\.)?(?: de)?) $",
    regex.I,
)
_DETERMINERS = frozenset(["the", "his", "her", "its", "their", "our", "an", "two", "three", "several", "some", "other"])
#: Months and days of other languages that are names and other words too.
_ALSO_NAMES = frozenset(["mars", "mai", "juni", "juli", "sabato", "domingo", "mayo", "marca", "marta", "maya"])
_MONTHS_AFTER = regex.compile(r" (?:de )?\d{1,4}\b")
#: Of a text's words at most this share may be another language's; beyond it, the text is not English.
_MOST_FOREIGN = 0.12
#: A quotation up to so many words shows a title or a slogan.
_SHORT_QUOTE = 6
#: Nouns after letters that make them the name of a firm, a club or a thing.
_NAMED = frozenset(
    ["club", "agency", "system", "group", "firm", "company", "band", "station", "bank", "brand", "magazine", "shop", "label", "model",
     "series", "festival", "software", "app", "network", "channel", "gallery", "museum", "logo", "code", "gene", "league", "team"]
)  # fmt: skip
_OPENERS, _CLOSERS = "\"“„«‘(['", "\"”“»’)]'"


class RemnantsDetector:
    """Marks words that were not translated, each with the English word where the glossary knows it."""

    name = "remnants"
    depth = "fast"

    def __init__(self, config: Config) -> None:
        del config

    def detect(self, document: Document) -> Iterator[Finding]:
        yield from foreign_scripts(document)
        found = list(self._latin(document))
        if len(found) <= max(3, _MOST_FOREIGN * len(document.words)):
            yield from found

    def _latin(self, document: Document) -> Iterator[Finding]:
        words = glossary().latin
        for segment in document.segments:
            text = document.text[segment.start : segment.end]
            tokens = list(_WORD.finditer(text))
            index = 0
            while index < len(tokens):
                length, entries = _longest(words, tokens, index)
                if not entries:
                    index += 1
                    continue
                here = _Place(text, tokens, index, index + length)
                entry = next((each for each in entries if here.accepts(each)), None)
                if entry is not None:
                    yield _finding(document, segment, here, entry)
                index += length


def _longest(words: dict[str, list[Entry]], tokens: list[Any], index: int) -> tuple[int, list[Entry]]:
    """The longest entry of the glossary that begins at `tokens[index]`, with the number of its words."""
    first = tokens[index].group().replace("’", "'")
    for length in (4, 3, 2, 1):
        if index + length > len(tokens):
            continue
        if length > 1 and first not in glossary().openers:
            continue
        key = (
            first
            if length == 1
            else " ".join(token.group().replace("’", "'") for token in tokens[index : index + length])
        )
        entries = words.get(key) or words.get(key.lower(), [])
        if entries:
            return length, entries
    return 1, []


class _Place:
    """Where a foreign word stands: its neighbours, and whether quotation marks or brackets excuse it."""

    def __init__(self, text: str, tokens: list[Any], first: int, end: int) -> None:
        self.text = text
        self.start, self.end = tokens[first].start(), tokens[end - 1].end()
        self.word = text[self.start : self.end]
        self.before = tokens[first - 1].group() if first and self._joined(tokens[first - 1].end(), self.start) else ""
        self.after = tokens[end].group() if end < len(tokens) and self._joined(self.end, tokens[end].start()) else ""
        self.opens = first == 0 or text[: self.start].strip(_OPENERS + " -–—") == ""
        self.before_opens = first == 1
        self.then = tokens[end + 1].group() if end + 1 < len(tokens) else ""
        #: The sentence is English beyond doubt.
        self.english_around = sum(glossary().english(token.group()) for token in tokens[:first] + tokens[end:]) >= 2

    def _joined(self, left: int, right: int) -> bool:
        return self.text[left:right] in (" ", "\u00a0")

    def accepts(self, entry: Entry) -> bool:
        if self.word.isupper() != entry.word.isupper() and len(self.word) > 1:
            return False
        if self._quoted() or (entry.kind != "time" and self._shown(entry)):
            return False
        kind = {
            "function": self._function,
            "noun": self._noun,
            "time": self._time,
            "name": self._name,
            "article": self._article,
            "letter": self._letter,
        }.get(entry.kind)
        return (
            kind(entry) if kind else self._abbreviation(entry) if entry.kind == "acronym" else self.word == entry.word
        )

    def _shown(self, entry: Entry) -> bool:
        if _ABOUT_WORDS.search(self.text) or _ANNOUNCES.search(self.text[: self.start]):
            return True
        return self._cited() or self._glossed(entry)

    def _cited(self) -> bool:
        """Inside a quotation of a few words: a slogan, a title, a sign."""
        before, after = self.text[: self.start], self.text[self.end :]
        left = max(before.rfind(mark) for mark in "“„«‘")
        right = next((at for at, char in enumerate(after) if char in "”»’“"), -1)
        if left < 0 or right < 0 or any(mark in before[left + 1 :] for mark in "”»"):
            return False
        return len((before[left + 1 :] + self.word + after[:right]).split()) <= _SHORT_QUOTE

    def _glossed(self, entry: Entry) -> bool:
        """The English stands beside it: "the alcalde, or mayor"."""
        if entry.kind not in {"noun", "name", "acronym"}:
            return False
        around = (
            self.text[max(0, self.start - 45) : self.start].lower()
            + " | "
            + self.text[self.end : self.end + 45].lower()
        )
        # "The kabinet, a back room in the tavern", "the gobierno, as the islanders call it": explained, in whatever words.
        if self.before.lower() in _DETERMINERS | {"a"} and regex.match(r"\|? ?, (?:an? |as )", around.split(" | ")[1]):
            return True
        if not regex.search(
            r"(?:\bor(?: an?| the)? |\(|, (?:an?|the) )$|\| ?(?:\(|, or\b|, (?:an? |the )?\p{Ll}|– (?:an?|the)\b)",
            around,
        ):
            return False
        return any(fix and regex.search(rf"\b{regex.escape(fix.lower())}\b", around) for fix in entry.fixes)

    def _quoted(self) -> bool:
        """Marks of quotation or brackets stand directly around the word."""
        left, right = self.text[self.start - 1 : self.start], self.text[self.end : self.end + 1]
        if (
            (left and left in "@#/._`'’")
            or (right and right in "@/_`")
            or (right == "." and self.text[self.end + 1 : self.end + 2].isalpha())
        ):
            return True
        return bool(left and right) and left in _OPENERS and right in _CLOSERS

    def _function(self, entry: Entry) -> bool:
        if not self.word.islower() and not (self.opens and self.word[1:].islower()):
            return False
        if self.opens:
            return _small(self.after) and glossary().english(self.after)
        if f"{self.before}_{self.word}".lower() in glossary().lists["idioms"]:
            return False
        famous = glossary().famous
        if entry.fixes[:1] == ("and",) and famous(self.before) and famous(self.after):
            return True
        if _foreign(self.before) or _foreign(self.after):
            return False
        if self.after and not _small(self.after) and not famous(self.after):
            return False
        if self.before and not _small(self.before) and not self.before_opens and not famous(self.before):
            # "the National Front ist now the": a name before it, plain English after it.
            return glossary().english(self.after) and self.english_around
        return (
            glossary().english(self.before)
            or glossary().english(self.after)
            or bool(self.before and self.after and self.english_around)
        )

    def _article(self, entry: Entry) -> bool:
        """ "near la coast on": English before it, a plain word and more English behind it ("la dolce vita" is none)."""
        if self.word != entry.word or not _small(self.before) or not _small(self.after) or not self.after.isascii():
            return False
        known = glossary()
        if self.before in {"", "the", "a", "an", "a la"} or known.latin.get(self.after) or known.particle(self.after):
            return False
        return (known.english(self.before) or self.english_around) and (
            known.english(self.after) or known.english(self.then) or not self.then
        )

    def _letter(self, entry: Entry) -> bool:
        """ "the mayor y his deputy": a noun before it, an article or possessive behind it."""
        if (
            self.word != entry.word
            or self.after not in _DETERMINERS
            or not self.before.islower()
            or len(self.before) < 4
        ):
            return False
        return self.before.isascii() and self.english_around

    def _noun(self, entry: Entry) -> bool:
        if self.opens and not glossary().english(self.after):
            return False
        if self.word.islower():
            if _foreign(self.before) or _foreign(self.after):
                return False
            return glossary().english(self.before) or glossary().english(self.after)
        if not self.word[:1].isupper() or self.opens:
            return False
        # A capital may be German, or that of a name ("the Regierung party", "the Partido Nacional").
        after = not self.after or (glossary().english(self.after) and _small(self.after))
        return after and glossary().english(self.before)

    def _time(self, entry: Entry) -> bool:
        before, after = self.text[: self.start], self.text[self.end :]
        if self.word.istitle() and entry.word.lower() in _ALSO_NAMES:
            return bool(regex.search(r"\d(?:\.| de)? $", before))
        if self.word.istitle() and not entry.word.istitle() and not self.opens:
            return bool(regex.search(r"\d (?:de )?$", before)) or bool(
                _MONTHS_AFTER.match(after) and glossary().english(self.before)
            )
        if regex.search(r"\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?$", before):
            return True
        if entry.word.lower() in _ALSO_NAMES:
            return bool(_MONTHS_AFTER.match(after) or _MONTHS_BEFORE.search(before))
        return (
            bool(_MONTHS_BEFORE.search(before))
            and not regex.match(r" \p{Lu}", after)
            and not regex.match(r"[-/]", after)
        )

    def _name(self, entry: Entry) -> bool:
        if self.word != entry.word:
            return False
        if (
            self.before
            and not _small(self.before)
            and not self.before_opens
            and not glossary().english(self.before.lower())
        ):
            return False
        if glossary().particle(self.before) or glossary().particle(self.after):
            return False
        if self.after and not _small(self.after) and not glossary().english(self.after.lower()):
            return False
        if (self.opens and not self.after) or regex.match(r"[ -]\d", self.text[self.end :]):
            return False  # "Rossiya 1", a channel
        return (
            glossary().english(self.before)
            or glossary().english(self.after)
            or glossary().famous(self.before)
            or glossary().famous(self.after)
        )

    def _abbreviation(self, entry: Entry) -> bool:
        if self.word != entry.word or self.after in _NAMED:
            return False
        # "(OTAN)" after an English name is the pack `names`'; a capital before it makes it part of a name ("Radio ONU").
        if self.before and not _small(self.before) and not self.before_opens and self.before not in {"The", "A", "An"}:
            return False
        if not self.before and not self.opens and self.text[self.start - 1 : self.start] not in ("“", '"'):
            return False
        if self.after and not _small(self.after) and not glossary().english(self.after.lower()):
            return False
        return glossary().english(self.before) or glossary().english(self.after)


def _small(word: str) -> bool:
    return word[:1].islower() if word else True


def _foreign(word: str) -> bool:
    """A word that is another language's as far as letters tell, or a small word of one."""
    return bool(word) and (glossary().particle(word) or (not word.isascii() and _small(word)))


def _finding(document: Document, segment: Segment, here: _Place, entry: Entry) -> Finding:
    fixes = entry.fixes
    if (here.opens and not here.word.islower()) or (
        here.word.istitle() and entry.kind == "noun" and here.before[:1].isupper() and not here.before_opens
    ):
        fixes = tuple(fix[:1].upper() + fix[1:] for fix in fixes)
    language = _LANGUAGES.get(entry.language, "not English")
    shown = f" (in English: “{fixes[0]}”)" if fixes and fixes[0] else ""
    start, end = segment.start + here.start, segment.start + here.end
    if fixes and fixes[0] == "" and document.text[end : end + 1] == " ":
        end += 1  # a word that falls away takes its space along
    return Finding(
        rule=f"remnants/{entry.kind}",
        category=_CATEGORY,
        severity=Severity.MAJOR if entry.kind in {"function", "noun"} else Severity.MINOR,
        confidence=0.85 if entry.kind in {"function", "name", "person"} else 0.8,
        start=start,
        end=end,
        text=document.text[start:end],
        message=f"“{here.word}” is {language} and was not translated{shown}.",
        suggestions=fixes,
        detector="remnants",
    )
