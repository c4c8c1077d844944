"""LanguageTool as a detector: its grammar rules by a policy, its spelling checker on what is no name.

Two questions are asked instead of one. Grammar: by paragraph, without the spelling checker, whose suggestions cost it
more than half of its time in news, nearly all of them for names. Spelling: by word, each asked once and remembered, and
only words that no evidence shows to be names; what is left unknown in both dialects is asked again in its sentence, for
the suggestions. Paragraphs and words that were asked before come from a cache on disk.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from mtlint.config import Config
from mtlint.detectors.names import TITLES, Names, Word
from mtlint.dialect import Dialect, dialect
from mtlint.document import Document, Span
from mtlint.findings import Finding

if TYPE_CHECKING:
    from mtlint.languagetool.client import Match, Query

#: Characters in one request; small enough that an answer takes about a second on a slow machine.
_BATCH = 6_000
#: Longer paragraphs are cut at the ends of sentences.
_PIECE = 4_000
#: Of a very long sentence, so many characters on either side of a word are sent with it.
_AROUND = 300
#: Words in one made-up sentence, when words are asked by themselves.
_LIST = 30
#: So many words are asked first, to see whether the text is English at all.
_FIRST_ROUND = 120
#: Suggestions for more unknown words than this would take minutes.
_MOST_UNKNOWN = 150
#: With this share of unknown words, of so many at least, a text is not English, or not prose.
_FOREIGN = 0.4
_LEAST_FOREIGN = 20
_WORKERS = 2
_MOST_SUGGESTIONS = 5
_PAGE = "https://community.languagetool.org/rule/show/{}?lang=en"
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Categories in which a mark on nothing but names is wrong: they are spelt as they are, and may be doubled.
_NAME_SAFE = frozenset({"fluency/spelling", "fluency/repetition"})
#: A shorter word with a capital is a name, whatever it resembles.
_LEAST_CAPITAL = 5
#: Words that no compound is made of: joined with another one, a space is missing.
_SMALL = frozenset(
    """
    a an and are as at be but by for from has he her his if in is it its not of on or she so that the
    they this to was we were with you
    """.split()  # noqa: SIM905
)
#: LanguageTool's spelling rules of the two dialects.
_SPELLING = {"US": ("en-US", "MORFOLOGIK_RULE_EN_US"), "GB": ("en-GB", "MORFOLOGIK_RULE_EN_GB")}


@dataclass(frozen=True, slots=True)
class _Piece(Span):
    """A part of a paragraph that is asked as one text."""

    text: str


class LanguageToolDetector:
    """Findings of LanguageTool, weighed by the policy table."""

    name = "languagetool"
    depth = "standard"

    def __init__(self, config: Config) -> None:
        from mtlint.languagetool import policy

        self._config = config
        self._policy = policy.load()
        self._lock = threading.Lock()
        self._tools: tuple[_Answers, ThreadPoolExecutor] | None = None

    def detect(self, document: Document) -> Iterator[Finding]:
        if not document.blocks:
            return
        dialect = self._dialect(document)
        names = Names(document, self._config.names)
        # The server answers both at once; a thread of their own, since each waits for others in the pool.
        with ThreadPoolExecutor(1, "mtlint-grammar") as side:
            grammar = side.submit(lambda: list(self._grammar(document, dialect, names)))
            yield from list(self._spelling(document, dialect, names))
            yield from grammar.result()

    def _dialect(self, document: Document) -> str:
        otherwise: Dialect = "GB" if self._config.languagetool.language == "en-GB" else "US"
        return dialect(document, self._config.dialect, otherwise)

    # --- grammar ------------------------------------------------------------------------------------------------------
    def _grammar(self, document: Document, dialect: str, names: Names) -> Iterator[Finding]:
        from mtlint.languagetool.client import Query

        language, spelling = _SPELLING[dialect]
        query = Query(language, off=(*self._policy.off_rules, spelling), off_categories=self._policy.off_categories)
        pieces = list(_pieces(document))
        answers = self._answers(query, [piece.text for piece in pieces])
        for piece in pieces:
            for match in answers[piece.text]:
                yield from self._judged(document, match, piece.start, names)

    def _judged(self, document: Document, match: Match, offset: int, names: Names) -> Iterator[Finding]:
        verdict = self._policy.verdict(match.rule, match.category)
        start, end = offset + match.start, offset + match.end
        if verdict is None or end <= start:
            return
        text = document.text[start:end]
        if verdict.category in _NAME_SAFE and _names_only(text, names):
            return
        yield Finding(
            rule=f"languagetool/{match.rule}",
            category=verdict.category,
            severity=verdict.severity,
            confidence=verdict.confidence,
            start=start,
            end=end,
            text=text,
            message=_message(match.message),
            suggestions=match.suggestions[:_MOST_SUGGESTIONS],
            detector=self.name,
            url=_PAGE.format(match.rule),
        )

    # --- spelling -----------------------------------------------------------------------------------------------------
    def _spelling(self, document: Document, dialect: str, names: Names) -> Iterator[Finding]:
        places: dict[str, list[Word]] = defaultdict(list)
        for word in names.candidates():
            places[word.text.lower()].append(word)
        unknown = self._unknown(dialect, places)
        if _foreign(unknown, places):
            return
        unknown = self._unknown("GB" if dialect == "US" else "US", unknown[:_MOST_UNKNOWN])
        suggestions = self._in_context(document, dialect, {form: places[form][0] for form in unknown})
        # At the beginning of a sentence suggestions have a capital whatever they are: words or names.
        guesses = {each.lower() for form, found in suggestions.items() if _capital(places[form]) for each in found[:3]}
        no_words = set(self._unknown(dialect, guesses))
        for form, found in suggestions.items():
            if _typing_error(form, places[form], found, names, no_words):
                for word in places[form]:
                    yield self._typo(word, found)

    def _unknown(self, dialect: str, forms: Iterable[str]) -> list[str]:
        """Those of the words that the dialect's dictionary does not have; all, when the first show another language."""
        from mtlint.languagetool.client import Query

        language, rule = _SPELLING[dialect]
        query = Query(language, only=(rule,))
        wanted = sorted(forms)
        answers, _ = self._ready()
        known = answers.cache.get(query, wanted)
        new = [form for form in wanted if form not in known]
        unknown = [form for form in wanted if known.get(form)]
        for part in (new[:_FIRST_ROUND], new[_FIRST_ROUND:]):
            if _foreign(unknown, wanted[: len(known) + _FIRST_ROUND]):
                return wanted  # of no use to go on: what is left is taken to be unknown too
            if not part:
                break
            fresh = self._looked_up(query, part)
            answers.cache.put(query, fresh)
            unknown += [form for form, matches in fresh.items() if matches]
        return sorted(unknown)

    def _looked_up(self, query: Query, forms: Sequence[str]) -> dict[str, list[Match]]:
        """The spelling checker's matches on words, which are sent as lists."""
        found: dict[str, list[Match]] = {}
        lists = [forms[at : at + _LIST] for at in range(0, len(forms), _LIST)]
        for part, matches in zip(lists, self._asked(query, [" ".join(each) for each in lists]), strict=True):
            at = 0
            for form in part:
                found[form] = [match for match in matches if match.start < at + len(form) and match.end > at]
                at += len(form) + 1
        return found

    def _in_context(self, document: Document, dialect: str, words: dict[str, Word]) -> dict[str, tuple[str, ...]]:
        """The suggestions for each word in its sentence; without those that LanguageTool accepts there."""
        from mtlint.languagetool.client import Query

        language, rule = _SPELLING[dialect]
        query = Query(language, only=(rule,))
        sentences = {form: _sentence(document, word) for form, word in words.items()}
        answers = self._answers(query, list({sentence.text for sentence in sentences.values()}))
        found = {}
        for form, sentence in sentences.items():
            word = words[form]
            for match in answers[sentence.text]:
                start, end = sentence.start + match.start, sentence.start + match.end
                if start < word.end and end > word.start:
                    head, tail = document.text[start : word.start], document.text[word.end : end]
                    found[form] = tuple(_within(each, head, tail) for each in match.suggestions)
                    break
        return found

    def _typo(self, word: Word, suggestions: Sequence[str]) -> Finding:
        verdict = self._policy.spelling
        fixes = [each[:1].upper() + each[1:] if word.capital else each for each in suggestions if each]
        return Finding(
            rule="languagetool/spelling",
            category=verdict.category,
            severity=verdict.severity,
            confidence=verdict.confidence,
            start=word.start,
            end=word.end,
            text=word.text,
            message=f"“{word.text}” is in no dictionary" + (f"; probably “{fixes[0]}” is meant." if fixes else "."),
            suggestions=tuple(dict.fromkeys(fixes))[:_MOST_SUGGESTIONS],
            detector=self.name,
        )

    # --- asking -------------------------------------------------------------------------------------------------------
    def _answers(self, query: Query, texts: Sequence[str]) -> dict[str, list[Match]]:
        """The matches in each text, from the cache or the server."""
        answers, _ = self._ready()
        found = answers.cache.get(query, texts)
        new = [text for text in dict.fromkeys(texts) if text not in found]
        fresh = dict(zip(new, self._asked(query, new), strict=True))
        answers.cache.put(query, fresh)
        return found | fresh

    def _asked(self, query: Query, texts: Sequence[str]) -> list[list[Match]]:
        """The matches in each text, from the server, in order; several texts go in one request as its paragraphs."""
        answers, pool = self._ready()
        batches = list(_batches(texts))
        if len(batches) == 1:
            return answers.ask(query, batches[0])
        done = pool.map(lambda batch: answers.ask(query, batch), batches)
        return [matches for batch in done for matches in batch]

    def _ready(self) -> tuple[_Answers, ThreadPoolExecutor]:
        with self._lock:
            if self._tools is None:
                self._tools = (_Answers(self._config), ThreadPoolExecutor(_WORKERS, "mtlint-languagetool"))
            return self._tools


class _Answers:
    """The server with its cache; made on first use, since both take time to load."""

    def __init__(self, config: Config) -> None:
        from mtlint.languagetool import VERSION
        from mtlint.languagetool.cache import Answers
        from mtlint.languagetool.client import Client
        from mtlint.resources import cache_dir

        url = config.languagetool.url
        # Another server may be of another version.
        whose = blake2b(url.encode(), digest_size=6).hexdigest() if url else VERSION
        self.cache = Answers(cache_dir() / "languagetool" / f"answers-{whose}.sqlite3")
        self._client = Client(config.languagetool)

    def ask(self, query: Query, texts: Sequence[str]) -> list[list[Match]]:
        """The matches in each of the texts, which are sent as paragraphs of one."""
        from dataclasses import replace

        whole = "\n\n".join(texts)
        found: list[list[Match]] = [[] for _ in texts]
        starts = []
        at = 0
        for text in texts:
            starts.append(at)
            at += len(text) + 2
        number = 0
        for match in sorted(self._client.check(whole, query), key=lambda each: each.start):
            while number + 1 < len(starts) and starts[number + 1] <= match.start:
                number += 1
            offset = starts[number]
            if match.end <= offset + len(texts[number]):  # not over the edge of a paragraph
                found[number].append(replace(match, start=match.start - offset, end=match.end - offset))
        return found


def _pieces(document: Document) -> Iterator[_Piece]:
    """Paragraphs, the long ones in parts that end with a sentence where they can."""
    for block in document.blocks:
        for start, end in _cut(document, block):
            yield _Piece(start, end, _clean(document.text[start:end]))


def _cut(document: Document, block: Span) -> Iterator[tuple[int, int]]:
    text = document.text
    start = block.start
    while block.end - start > _PIECE:
        limit = start + _PIECE
        segment = document.segment_at(limit)
        end = segment.start if segment is not None and segment.start > start else text.rfind(" ", start, limit) + 1
        if end <= start:
            end = limit
        yield start, end
        start = end
    yield start, block.end


def _sentence(document: Document, word: Word) -> _Piece:
    """The word's sentence, or as much of it as is sent."""
    segment = document.segment_at(word.start) or word
    start, end = segment.start, segment.end
    if end - start > 2 * _AROUND:
        start, end = max(start, word.start - _AROUND), min(end, word.end + _AROUND)
    return _Piece(start, end, _clean(document.text[start:end]))


def _clean(text: str) -> str:
    """What can be sent; half a surrogate pair cannot be."""
    return _SURROGATE.sub("\ufffd", text)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text) + 2
    if batch:
        yield batch


def _within(suggestion: str, head: str, tail: str) -> str:
    """A suggestion for a longer span, for the word alone; empty when it changes what stands around the word."""
    if suggestion.startswith(head) and suggestion.endswith(tail):
        return suggestion[len(head) : len(suggestion) - len(tail)]
    return ""


def _names_only(text: str, names: Names) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and all(word[0].isupper() and word.casefold() in names.names for word in words)


def _message(message: str) -> str:
    """LanguageTool writes <suggestion>s into some messages."""
    return " ".join(re.sub(r"</?suggestion>", "", message).split())


def _foreign(unknown: Sized, words: Sized) -> bool:
    return len(unknown) > max(_LEAST_FOREIGN, _FOREIGN * len(words))


def _capital(words: Sequence[Word]) -> bool:
    return any(word.capital for word in words)


def _typing_error(
    form: str, words: Sequence[Word], suggestions: Sequence[str], names: Names, no_words: Collection[str]
) -> bool:
    """Whether a word that no dictionary has is a typing error, and not a name, a term or a foreign word.

    `no_words` are suggestions that are names too.
    """
    best = [each for each in suggestions[:3] if each]
    if any(map(names.set_apart, words)):
        return False
    if _capital(words):
        # Capitals only where anything has them: a typing error of a longer word, or a name.
        near = [each.lower() for each in best if _near(form, each.lower()) and each.lower() not in no_words]
        if len(form) < _LEAST_CAPITAL or not near:
            return False
        return near[0] in TITLES or not any(map(names.beside_name, words))
    if best and best[0].lower() == form:
        # Only its capitals are missing: "iceland". Abbreviations are written as one likes.
        return best[0].istitle() and len(form) >= _LEAST_CAPITAL
    near = [each for each in best if _near(form, each.lower())]
    if near and len(form) < _LEAST_CAPITAL:
        # Four letters are near to something whatever they are; an error turns two round or is the first guess.
        turned = sorted(near[0].lower()) == sorted(form)
        return turned or (len(form) == 4 and near[0] == best[0] and best[0][0] == form[0])
    return bool(near)


def _near(one: str, two: str) -> bool:
    """Whether `two` may be what was meant. A compound that dictionaries part ("pitch side") is no typing error."""
    from rapidfuzz.distance import DamerauLevenshtein

    parts = re.split("[ -]", two)
    if len(parts) > 1 and "".join(parts) == one and not any(part in _SMALL for part in parts):
        return False
    return 0 < DamerauLevenshtein.distance(one, two) <= (1 if len(one) < 8 else 2)
