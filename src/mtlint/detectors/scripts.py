"""Letters of another script: whole words left in it, and look-alikes inside Latin words (“Мoscow” with a Cyrillic М)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from mtlint.detectors.glossary import glossary
from mtlint.document import Document, Span
from mtlint.findings import Finding, Severity

_SCRIPTS = (
    "Cyrillic",
    "Greek",
    "Arabic",
    "Hebrew",
    "Han",
    "Hiragana",
    "Katakana",
    "Hangul",
    "Devanagari",
    "Georgian",
    "Armenian",
    "Thai",
    "Bengali",
    "Tamil",
)
_LETTERS = "".join(rf"\p{{Script={script}}}" for script in _SCRIPTS)
_ANY = regex.compile(rf"[{_LETTERS}]")
#: A word that holds letters of another script, with Latin letters and digits that touch it.
_WORD = regex.compile(rf"[\p{{Latin}}\d’'-]*[{_LETTERS}][\p{{L}}\p{{M}}\d’'-]*")
_RUN_INSIDE = regex.compile(rf"[{_LETTERS}]+")
#: Such words in a row.
_RUN = regex.compile(
    rf"(?<![\p{{L}}\d])[{_LETTERS}][{_LETTERS}\p{{M}}\d’'-]*(?:[ ,–-]+(?:\d+ )?[{_LETTERS}][{_LETTERS}\p{{M}}\d’'-]*)*(?![\p{{L}}])"
)
_LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХЬаеорсухѕіјԁһԛԝүӏАΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυΪ",
        "ABESIJKMHOPCTYXbaeopcyxsijdhqwylAABEZHIKMNOPTYXovuÏ",
        strict=True,
    )
)
_LOOKALIKES["־"] = "-"  # the Hebrew hyphen
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o",
    "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_ABOUT = regex.compile(
    r"\b(?:known (?:\w+ )?(?:as|by)|spelle?d|spelt|written|reads?|meaning|means|alphabet|letters?|script|characters?|language|inscri\w+|words?|pronounced|hashtag|"
    r"in (?:Russian|Ukrainian|Greek|Chinese|Arabic|Hebrew|Japanese|Korean|Hindi|Cyrillic|Bulgarian|Serbian|Belarusian|Persian|Urdu)|"
    r"(?:Russian|Ukrainian|Greek|Chinese|Arabic|Hebrew|Japanese|Korean|Hindi|Persian)(?: for|:| name| word))",
    regex.I,
)
#: What shows a name or an inscription as it is written: right before it, and a little before one in quotation marks.
_SHOWN = regex.compile(
    r"\b(?:newspaper|daily|weekly|magazine|brand|ship|vessel|film|song|album|novel|book|band|app|channel|website|logo|label|slogan|motto|title|banner|sign|"
    r"placard|poster|graffiti|tattoo|called|named|dubbed|nicknamed|(?:en)?titled|or) [“\"«‘„]?$|"
    r"\b(?:saying|says?|said|with|banners?|signs?|placards?|posters?|graffiti|slogans?|tattoo\w*|chant\w*|shout\w*|text|note|sticker|plaque|title|song)\b"
    r"[^.;“\"«]{0,30}[“\"«‘„]$",
    regex.I,
)
#: The English that explains it, right behind: "Победа (Victory)", "мир, or peace".
_EXPLAINED = regex.compile(
    r"[”\"»’]?(?: \([“\"‘]?\p{Latin}[\p{Latin} ’'-]{2,40}[”\"’]?\)|,? or [“\"‘]?\p{Latin}|, (?:the|an?|Russian|Ukrainian) )"
)
_NAMES = {
    "Cyrillic": "Cyrillic", "Greek": "Greek", "Arabic": "Arabic", "Hebrew": "Hebrew", "Han": "Chinese or Japanese", "Hiragana": "Japanese",
    "Katakana": "Japanese", "Hangul": "Korean", "Devanagari": "Hindi",
}  # fmt: skip


def foreign_scripts(document: Document) -> Iterator[Finding]:
    """Findings on letters of other scripts in `document`."""
    if document.text.isascii() or not _ANY.search(document.text):
        return
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if text.isascii() or not _ANY.search(text):
            continue
        mixed = [(match.start(), match.end()) for match in _WORD.finditer(text) if _is_mixed(match.group())]
        for start, end in mixed:
            yield from _lookalike(document, block.start + start, text[start:end])
        for match in _RUN.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in mixed):
                yield from _run(document, block, text, match.start(), match.end())


def _is_mixed(word: str) -> bool:
    return any("A" <= c <= "z" and c.isalpha() for c in word)


def _lookalike(document: Document, start: int, word: str) -> Iterator[Finding]:
    foreign = [c for c in word if _ANY.match(c)]
    if any(unicodedata.name(c, "").startswith("GREEK SMALL") and c not in "ονυ" for c in foreign) and len(foreign) == 1:
        return  # α-particle, μm
    # Look-alikes become Latin; a run that holds other letters too is spelt by sound ("Ullрик").
    fixes = [_RUN_INSIDE.sub(lambda run: _plain(run.group()) or romanized(run.group()), word), romanized(word)]
    back = {latin: other for other, latin in reversed(_LOOKALIKES.items()) if "\u0400" <= other < "\u0500"}
    whole = "".join(back.get(c, c) for c in word)
    if _only_foreign(whole) and not all(c in _LOOKALIKES for c in whole):
        fixes = [*_english_of(whole), romanized(whole)]  # a Cyrillic word with a Latin letter in it
    yield Finding(
        rule="remnants/look-alike",
        category="fluency/character-encoding",
        severity=Severity.MINOR,
        confidence=0.95,
        start=start,
        end=start + len(word),
        text=word,
        message=f"“{word}” mixes Latin letters with {_script(foreign[0])} ones that look alike.",
        suggestions=tuple(dict.fromkeys(filter(None, fixes))),
        detector="remnants",
    )


def _plain(run: str) -> str:
    """The Latin letters that `run` looks like, or "" where one of its letters looks like none."""
    return "".join(_LOOKALIKES[c] for c in run) if all(c in _LOOKALIKES for c in run) else ""


def _run(document: Document, block: Span, text: str, start: int, end: int) -> Iterator[Finding]:
    run = text[start:end]
    letters = [c for c in run if _ANY.match(c)]
    whole_block = 10 * len(_ANY.findall(text)) > 6 * sum(c.isalpha() for c in text)
    if _excused(text, start, end, whole_block) or (len(letters) == 1 and _script(letters[0]) == "Greek"):
        return
    fixes = [] if whole_block else _fixes(run)
    if run in _LOOKALIKES and (run.isupper() or run in "аo" or text[max(0, start - 1) : start] == "°"):
        fixes.insert(0, _LOOKALIKES[run])  # one letter: more often a slip of the keyboard than a word
    single = len(run) == 1 and run in _LOOKALIKES
    yield Finding(
        rule="remnants/look-alike" if single and not _english_of(run) else "remnants/script",
        category="accuracy/untranslated",
        severity=Severity.MAJOR,
        confidence=0.9,
        start=block.start + start,
        end=block.start + end,
        text=run,
        message=f"{_script(letters[0])} letters were left in the English text.",
        suggestions=tuple(dict.fromkeys(fixes)),
        detector="remnants",
    )


def _excused(text: str, start: int, end: int, whole_block: bool) -> bool:
    """In brackets, or where the sentence speaks about words and scripts."""
    if whole_block:
        return False
    opening, closing = text.rfind("(", 0, start), text.rfind(")", 0, start)
    if opening > closing and text.find(")", end) >= 0:
        return True
    before, after = text[:start], text[end:]
    # "the Beijing team, 北京队, won": beside its English between commas; a list goes on with "and" or another name, and
    # a name in capitals is one that was left ("the capital, Київ, was").
    if (
        not text[start].isupper()
        and regex.search(r"\p{Latin}, $", before)
        and regex.match(r", (?!and\b|or\b)\p{Ll}", after)
    ):
        return True
    if end - start > 1 and (_SHOWN.search(before) or _EXPLAINED.match(after)):
        return True
    return bool(_ABOUT.search(text[max(0, start - 90) : end + 60]))


def _fixes(run: str) -> list[str]:
    whole = _english_of(run)
    if whole or " " not in run:
        return list(filter(None, [*whole, romanized(run)])) or [""]
    parts = [(_english_of(word) or [romanized(word)])[0] for word in run.split()]
    joined = " ".join(filter(None, parts))
    return [joined, romanized(run)] if regex.search(r"\p{L}", joined) and not _ANY.search(joined) else [""]


def _english_of(word: str) -> list[str]:
    """English for a word of another script: the glossary's, or that of the longest stem in it; of compounds part by part."""
    words = glossary()
    key = word.lower()
    entry = words.script.get(key)
    if entry is None:
        stem = max((stem for stem in words.stems if key.startswith(stem)), key=len, default=None)
        entry = words.stems[stem] if stem else None
    if entry is not None:
        return list(entry.fixes)
    if regex.fullmatch(r"\p{Han}{2,12}", word):
        return _by_parts(word)
    return []


def _by_parts(word: str) -> list[str]:
    """Chinese writes no spaces: the longest known word at each place; nothing where one is not known."""
    words, found, at = glossary().script, [], 0
    while at < len(word):
        size = next((size for size in (4, 3, 2, 1) if word[at : at + size] in words and at + size <= len(word)), 0)
        if not size:
            return []
        found.append(words[word[at : at + size]].fixes[0])
        at += size
    return [" ".join(filter(None, found))]


def romanized(word: str) -> str:
    """Cyrillic and Greek in Latin letters as news agencies write them; other scripts stay away ("")."""
    out = []
    for c in word:
        if not _ANY.match(c):
            out.append(c)
            continue
        plain = c.lower() if c.lower() in _CYRILLIC else unicodedata.normalize("NFD", c.lower())[0]
        sound = _CYRILLIC.get(plain, _GREEK.get(plain))
        if sound is None:
            return ""
        out.append(sound.capitalize() if c.isupper() else sound)
    return "".join(out)


def _only_foreign(word: str) -> bool:
    return not any("A" <= c <= "z" and c.isalpha() for c in word)


def _script(letter: str) -> str:
    for script in _SCRIPTS:
        if regex.match(rf"\p{{Script={script}}}", letter):
            return _NAMES.get(script, script)
    return "foreign"
