"""One person or place under two names: two transliterations, a slip of one letter, given name and surname swapped."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import OSA

from mtlint.detectors.glossary import glossary
from mtlint.document import Document
from mtlint.findings import Finding, Severity

_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Transliterations of one sound. Two names that are equal after these replacements are one name spelt twice.
_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("tz", "ts"), ("kh", "h"), ("gh", "g"), ("ks", "x"), ("ph", "f"), ("ou", "u"), ("oo", "u"),
    ("iy", "i"), ("ij", "i"), ("yi", "i"), ("yy", "i"), ("ey", "ei"), ("aj", "ai"), ("ay", "ai"), ("ye", "e"), ("ie", "e"),
    ("yo", "o"), ("io", "o"), ("ju", "iu"), ("yu", "iu"), ("ja", "ia"), ("ya", "ia"), ("dzh", "j"), ("dj", "j"), ("ck", "k"),
    ("cz", "ch"), ("ue", "u"), ("oe", "o"), ("ae", "a"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"),
)  # fmt: skip
_LEAST_NAME = 6
#: Two people or two words that sound alike.
_APART = (
    {"philip", "phillip"}, {"stephen", "steven"}, {"philips", "phillips"}, {"anna", "anne"}, {"johnson", "johnston"}, {"austria", "australia"}, {"georgia", "georgian"},
    {"touring", "turing"}, {"julia", "julie"}, {"maria", "marie"}, {"louis", "luis"}, {"francis", "frances"}, {"christian", "kristian"}, {"korea", "corea"},
    {"britain", "brittain"}, {"carolina", "karolina"}, {"shiite", "shia"}, {"canton", "guangzhou"},
)  # fmt: skip


@dataclass(slots=True)
class _Word:
    """A spelling: where it stands, and the capitalised words before and behind it."""

    places: list[tuple[int, int]] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    @property
    def given(self) -> set[str]:
        """Given names that stand before it (titles are none)."""
        return {word for word in self.before if word and word not in glossary().lists["titles"]}

    @property
    def surnames(self) -> set[str]:
        return {word for word in self.after if word and word not in glossary().lists["titles"]}


def sound_key(name: str) -> str:
    """What stays of a name when the ways to transliterate it are evened out."""
    name = re.sub(r"^[EeUu]l(?=[-’'])", "al", glossary().alias.get(name, name))
    key = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalpha())
    for spelling, sound in _SOUNDS:
        key = key.replace(spelling, sound)
    key = re.sub(r"(.)\1", r"\1", key)
    key = re.sub(r"([oe])f$", r"\1v", key)  # Smirnoff, Smirnov
    return re.sub(r"nka$", "nko", key)


def spellings(document: Document) -> Iterator[Finding]:
    """Names that sound alike, or differ in one inner letter where nothing shows two people."""
    words = _collect(document)
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if (len(word) >= _LEAST_NAME or word in glossary().alias) and not word.isupper():
            groups[sound_key(word)].append(word)
    done: set[str] = set()
    for group in groups.values():
        # The commonest spelling stands; of equals the first one in the text.
        best = max(group, key=lambda word: (len(words[word].places), -words[word].places[0][0]))
        for word in group:
            if word.casefold() != best.casefold() and not _apart(word, best, words):
                done.add(word)
                yield from _report(words[word], word, best, 0.8)
    yield from _slips(words, done)


def _collect(document: Document) -> dict[str, _Word]:
    words: dict[str, _Word] = defaultdict(_Word)
    previous = ""
    end = -2
    for match in _NAME.finditer(document.text):
        word = re.sub(r"['’]s?$", "", match.group())
        joined = document.text[end : match.start()] == " "
        entry = words[word]
        entry.places.append((match.start(), match.start() + len(word)))
        entry.before[previous if joined else ""] += 1
        if joined and previous:
            words[previous].after[word] += 1
        previous, end = word, match.end()
    return words


def _apart(one: str, two: str, words: dict[str, _Word]) -> bool:
    """Two different words: a plural or feminine form, a known pair, or two people by their other names."""
    short, long = sorted((one.casefold(), two.casefold()), key=len)
    if (
        long in {short + "s", short + "a", short + "e", short + "es", short + "n", short + "i"}
        or {short, long} in _APART
    ):
        return True
    first, second = words[one], words[two]
    alias = glossary().alias
    if one in alias and alias[one] == alias.get(two) and alias[one] not in {"Muhammad", "Hussein", "Osama"}:
        return False
    if first.given and second.given and not first.given & second.given and not _same_names(first.given, second.given):
        return True
    return bool(
        first.surnames
        and second.surnames
        and not first.surnames & second.surnames
        and not _same_names(first.surnames, second.surnames)
    )


def _same_names(some: set[str], others: set[str]) -> bool:
    """One of these sounds like one of those: "Serhiy Zhadan" and "Sergey Jadan" are one man."""
    return bool({sound_key(word) for word in some} & {sound_key(word) for word in others})


def _slips(words: dict[str, _Word], done: set[str]) -> Iterator[Finding]:
    """Surnames that differ in one inner letter, where the second one is never introduced by a given name of its own."""
    names = [
        word
        for word, entry in words.items()
        if len(word) >= 7
        and word.isalpha()
        and not word.isupper()
        and word not in done
        and word not in glossary().lists["titles"]
    ]
    if len(names) > 400:
        return
    for one, two in combinations(names, 2):
        if (
            one[0] != two[0]
            or abs(len(one) - len(two)) > 1
            or one[-1] != two[-1]
            or OSA.distance(one, two, score_cutoff=1) > 1
        ):
            continue
        first, second = words[one], words[two]
        introduced, bare = (one, two) if first.given and not second.given else (two, one)
        if (
            not words[introduced].given
            or words[bare].given
            or words[introduced].surnames
            or words[bare].surnames
            or _apart(one, two, words)
        ):
            continue
        if words[bare].places[0] < words[introduced].places[0] and len(words[bare].places) > 1:
            continue
        if len(words[bare].places) > 2 or _vowels_only(one, two) is False:
            continue
        yield from _report(words[bare], bare, introduced, 0.7)


def _vowels_only(one: str, two: str) -> bool:
    """The difference is a vowel, a doubled letter, or two letters in another order: what a transliteration or a typing slip changes."""
    if len(one) == len(two):
        changed = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
        return len(changed) == 2 or all(a in "aeiouy" and b in "aeiouy" for a, b in changed)
    short, long = sorted((one, two), key=len)
    at = next((index for index, letter in enumerate(short) if long[index] != letter), len(short))
    return long[at] in "aeiouyh" or long[at] == long[at - 1]


def _report(entry: _Word, word: str, best: str, confidence: float) -> Iterator[Finding]:
    for start, end in entry.places:
        yield Finding(
            rule="consistency/name-spelling",
            category="fluency/inconsistency",
            severity=Severity.MINOR,
            confidence=confidence,
            start=start,
            end=end,
            text=word,
            message=f"“{word}” here, “{best}” elsewhere: one name in two spellings.",
            suggestions=(best,),
            detector="consistency",
        )


_PAIR = re.compile(
    r"(?<![\w-])(?=(([^\W\d_a-z][^\W\d_A-Z]{2,}) ([^\W\d_a-z][^\W\d_A-Z]{2,}(?:-[^\W\d_a-z][^\W\d_A-Z]+)?))\b)"
)


def swapped(document: Document) -> Iterator[Finding]:
    """ "Tolliver Marek" in a text that knows "Marek Tolliver": the rarer order is marked, of equals the later one."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for match in _PAIR.finditer(document.text):
        one, two = match.group(2), match.group(3)
        around = document.text[max(0, match.start(1) - len(two) - 1) : match.end(1) + len(one) + 1]
        if around.count(one) == around.count(two) == 1:  # else "Mahsa Amini Mahsa", two names run together
            pairs[one, two].append(match.start(1))
    if not any((two, one) in pairs for one, two in pairs):
        return
    small = set(re.findall(r"\b[a-z]{3,}\b", document.text))
    for (one, two), places in pairs.items():
        others = pairs.get((two, one))
        if (
            not others
            or not small.isdisjoint((one.lower(), two.lower()))
            or one == two
            or one in glossary().lists["titles"]
            or two in glossary().lists["titles"]
            or (len(places), -places[0]) > (len(others), -others[0])
        ):
            continue
        for start in places:
            text = f"{one} {two}"
            yield Finding(
                rule="consistency/name-order",
                category="fluency/inconsistency",
                severity=Severity.MINOR,
                confidence=0.8,
                start=start,
                end=start + len(text),
                text=text,
                message=f"“{text}” here, “{two} {one}” elsewhere: given name and surname are swapped.",
                suggestions=(f"{two} {one}",),
                detector="consistency",
            )
