"""Suggestions built from what matched: templates with slots and inflection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mtlint.rules.words import article, can_be, inflect, lemma_of, match_case, reinflect, tags_of

#: What a template may hold in braces: "{verb}" as it stands; "{round up~verb}" in the form of what stands in `verb`;
#: "{verb:VBG}" or "{verb!VBG}" what stands there in another form; "{verb:is>are,was>were}" by a table (a word that is not in
#: it drops the template).
_FIELD = re.compile(r"\{([^{}~!:]+)(?:~(\w+)|[!:]([A-Z]+)|:([^{}>]+>[^{}]*))?\}")


def fields_of(template: str) -> list[str]:
    """The groups or roles that a template refers to."""
    named = [part.group(2) or part.group(1) for part in _FIELD.finditer(template)]
    return named + re.findall(r"\\g<(\w+)>", template)


def _filled(part: re.Match[str], surface: str, tag: str | None) -> list[str]:
    """What one field of a template becomes: several where the form is not sure, none where a table lacks the word."""
    word, like, form, table = part.groups()
    if like:
        return _like(word, surface, tag)
    if not surface:
        return [""]  # the group took no part in the match
    if form:
        words = surface.split(" ")
        at = -1 if form.startswith("N") else 0
        words[at] = match_case(reinflect(words[at], form), words[at])
        return [" ".join(words)]
    if table:
        known = dict(pair.split(">", 1) for pair in table.split(",") if ">" in pair)
        found = known.get(surface.lower())
        if found is None:
            return []
        return [found.upper() if len(surface) > 2 and surface.isupper() else found]
    return [surface]


def _like(lemma: str, surface: str, tag: str | None) -> list[str]:
    """`lemma` in the form of `surface`; in each, where the form can be several ("put")."""
    if tag:
        return [inflect(lemma, tag) if can_be(lemma, tag) else lemma]
    low = surface.lower()
    tags = tags_of(low)
    possible = [each for each in tags if can_be(lemma, each, known=True)] or [e for e in tags if can_be(lemma, e)]
    # "gathering" is a noun too, but beside a verb's form that reading gives nothing new but the bare word.
    forms = [each for each in possible if each.startswith("V") and each not in {"VB", "VBP"}]
    forms += [each for each in possible if each in {"JJR", "JJS", "RBR", "RBS"}]
    if "NNS" in possible and lemma_of(low, "NOUN") != low:  # the lexicon lists "death" as its own plural too
        forms.append("NNS")
    noun = "NN" in possible and " " not in lemma and can_be(lemma, "NN", known=True)
    if "VB" in possible or (
        noun and low.endswith("ing")
    ):  # "hit" is a past and an infinitive; "meeting" a noun: "match"
        forms.append("")
    return list(dict.fromkeys(inflect(lemma, each) for each in forms or [""]))


def from_regex(templates: Sequence[str], match: Any, case: bool = False) -> list[str]:
    """Fill each template from a match: `\\1` and `\\g<name>` as in `re`, `{lemma~group}` inflected.

    A suggestion begins with a capital when the match does, unless the rule minds the `case` itself.
    """
    found: list[str] = []
    marked = ("mark" in match.re.groupindex and match.group("mark")) or match.group()
    for template in templates:
        variants = [""]
        at = 0
        for part in _FIELD.finditer(template):
            literal = match.expand(template[at : part.start()])
            group = part.group(2) or part.group(1)
            words = _filled(part, match.group(int(group) if group.isdigit() else group) or "", None)
            variants = [head + literal + word for head in variants for word in words]
            at = part.end()
        tail = match.expand(template[at:])
        filled = [head + tail for head in variants]
        found += filled if case else [match_case(each, marked) for each in filled]
    return list(dict.fromkeys(found))


_ARTICLE = re.compile(r"\b([Aa]n?)(\s+)$")
_LETTERS = re.compile(r"[A-Za-z]+")


def with_article(text: str, start: int, end: int, fixes: list[str]) -> tuple[int, list[str]]:
    """The span's start and its fixes, with an a/an before it made to agree with the fix.

    Only where the article agreed with what is replaced: else it may belong to what the writer heard ("an MP").
    """
    before = _ARTICLE.search(text, max(0, start - 4), start)
    if before is None or not fixes:
        return start, fixes
    written = before.group(1).lower()
    old, new = _LETTERS.match(text, start, end), _LETTERS.match(fixes[0])
    if old is None or new is None or old.group() == new.group() or article(old.group()) != written:
        return start, fixes
    if article(new.group()) == written:
        return start, fixes
    agreeing = []
    for fix in fixes:
        word = _LETTERS.match(fix)
        form = article(word.group()) if word else written
        agreeing.append(f"{match_case(form, before.group(1))}{before.group(2)}{fix}")
    return before.start(), agreeing


def from_tokens(
    doc: Any,
    binding: Mapping[str, int],
    start: int,
    end: int,
    replace: Sequence[Mapping[str, str]],
    templates: Sequence[str] = (),
) -> list[str]:
    """Replacements of the text of tokens `start` to `end` (exclusive).

    Args:
        doc: the parsed segment.
        binding: role -> token index.
        replace: each maps roles to new words, inflected like the old ones ("" deletes); the rest of the span stays.
        templates: whole replacements, with "{role}" for a token's text and "{lemma~role}" for an inflected word.
    """
    found = []
    for changes in replace:
        new = {binding[role]: (words, role) for role, words in changes.items() if role in binding}
        out = ""
        for index in range(start, end):
            token = doc[index]
            if index in new:
                words = new[index][0]
                # "The ally is stinging" is a form of "sting" to the parser; "prickly" has no such form.
                if words and can_be(words, token.tag_):
                    words = inflect(words, token.tag_)
                words = match_case(words, token.text)
                out += words + (token.whitespace_ if words else "")
            else:
                out += token.text_with_ws
        found.append(out.strip())
    for template in templates:
        roles = [part.group(2) or part.group(1) for part in _FIELD.finditer(template)]
        if any(role not in binding for role in roles):
            continue
        filled = [""]
        at = 0
        for part, role in zip(_FIELD.finditer(template), roles, strict=True):
            token = doc[binding[role]]
            forms = _filled(part, token.text, token.tag_)
            filled = [head + template[at : part.start()] + word for head in filled for word in forms]
            at = part.end()
        found += [match_case(head + template[at:], doc[start].text) for head in filled]
    return list(dict.fromkeys(found))
