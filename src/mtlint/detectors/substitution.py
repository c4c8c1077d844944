"""The substitution finder: a word that a translator confuses with another one that fits much better here.

For a content word that surprises the language model, the words that share a translation with it are tried in its place; what
counts is how much less surprising they and the words after them are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

from mtlint.config import Config
from mtlint.document import Document
from mtlint.findings import Finding, Severity

if TYPE_CHECKING:
    from mtlint.models.confusions import Candidate
    from mtlint.models.language_model import LanguageModel, Reading, Tokens

#: Surprisal in nats below which a word is not suspect: of the words found in training all had 8 and more, of all suspects half.
LEAST_SURPRISAL = 8.0
#: Tokens after the word that are read again with each candidate.
_AFTER = 8
_MOST_CANDIDATES = 10
_MOST_SUGGESTIONS = 5


class SubstitutionDetector:
    """Marks words for which a confusable one fits much better; the suggestions are the words that were probably meant."""

    name = "substitution"
    depth = "deep"

    def __init__(self, config: Config) -> None:
        self._settings = config.models

    def detect(self, document: Document) -> Iterator[Finding]:
        from mtlint.models.reading import readings
        from mtlint.models.substitution_model import cut, probability

        model, read = readings(document, self._settings)
        parsed = dict(document.parse.of(segment for segment, _ in read))
        for segment, reading in read:
            doc = parsed[segment]
            found = suspects(doc, reading)
            for suspect, row in zip(found, features(doc, found, model), strict=True):
                p = probability(row)
                if p >= cut():
                    yield self._finding(doc[suspect.index], segment.start, p, [c["form"] for c in row["candidates"]])

    def _finding(self, token: Any, at: int, p: float, forms: Sequence[str]) -> Finding:
        fixes = [form.capitalize() if token.text[0].isupper() else form for form in forms[:_MOST_SUGGESTIONS]]
        return Finding(
            rule="substitution/confused-word",
            category="accuracy/mistranslation",
            severity=Severity.MINOR,
            confidence=round(p, 2),
            start=at + token.idx,
            end=at + token.idx + len(token.text),
            text=token.text,
            message=f"“{token.text}” hardly fits here; another language has one word for it and “{fixes[0]}”.",
            suggestions=tuple(fixes),
            detector=self.name,
        )


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word of a parsed sentence, with its place among the model's tokens (`first` to `last`, inclusive) and candidates."""

    index: int
    first: int
    last: int
    surprisal: float
    best: float
    candidates: tuple[Candidate, ...]
    tokens: Tokens
    after: tuple[float, ...]


def suspects(doc: Any, reading: Reading) -> list[Suspect]:
    """Content words of a parsed sentence that are no names and surprise the model."""
    import numpy as np

    from mtlint.models.confusions import candidates

    starts, ends = reading.tokens.spans[:, 0], reading.tokens.spans[:, 1]
    found = []
    for token in doc:
        if token.tag_[:1] not in "NVJR" or token.tag_.startswith("NNP") or not token.is_alpha or len(token) < 3:
            continue
        if token.text[0].isupper() and token.i > 0:
            continue
        first = int(np.searchsorted(ends, token.idx, side="right"))
        last = int(np.searchsorted(starts, token.idx + len(token.text), side="left")) - 1
        if first == 0 or last < first or ends[first - 1] > token.idx + 1:
            continue
        surprisal = float(reading.surprisal[first : last + 1].sum())
        if surprisal < LEAST_SURPRISAL:
            continue
        others = candidates(token.lower_, token.lemma_.lower(), token.tag_, _MOST_CANDIDATES)
        if others:
            after = tuple(float(s) for s in reading.surprisal[last + 1 : last + 1 + _AFTER])
            found.append(
                Suspect(token.i, first, last, surprisal, float(reading.best[first]), others, reading.tokens, after)
            )
    return found


def features(doc: Any, found: Sequence[Suspect], model: LanguageModel) -> list[dict[str, Any]]:
    """For each suspect its numbers, and its candidates, best first, with theirs."""
    from mtlint.models.confusions import frequency

    branches, owners = [], []
    for number, suspect in enumerate(found):
        after = suspect.tokens.ids[suspect.last + 1 : suspect.last + 1 + _AFTER]
        capital = doc[suspect.index].text[0].isupper()
        for candidate in suspect.candidates:
            form = candidate.form.capitalize() if capital else candidate.form
            ids = model.tokens(" " + form if suspect.first else form).ids
            branches.append((suspect.first, [*ids, *after]))
            owners.append((number, candidate, len(ids)))
    rows: list[dict[str, Any]] = []
    for suspect in found:
        token = doc[suspect.index]
        rows.append({
            "surprisal": suspect.surprisal, "best": suspect.best, "tokens": suspect.last - suspect.first + 1,
            "after": sum(suspect.after), "left": len(suspect.after), "frequency": frequency(token.lemma_.lower()),
            "tag": token.tag_, "candidates": [],
        })  # fmt: skip
    if not branches:
        return rows
    for (number, candidate, length), surprisals in zip(
        owners, model.continuations(found[0].tokens, branches), strict=True
    ):
        suspect = found[number]
        own, rest = float(surprisals[:length].sum()), float(surprisals[length:].sum())
        rows[number]["candidates"].append({
            "form": candidate.form, "languages": candidate.languages, "frequency": frequency(candidate.lemma),
            "gain": suspect.surprisal - own, "gain_after": sum(suspect.after) - rest,
        })  # fmt: skip
    for row in rows:
        row["candidates"].sort(key=lambda each: -(each["gain"] + each["gain_after"] + log(each["languages"])))
    return rows
