"""Suggestions built from what matched: templates with slots and inflection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mtlint.rules.words import inflect, lemma_of, match_case, tags_of

#: "{round up~verb}": inflect like what stands in `verb`; "{verb}": as it stands; in a regex rule also "{verb:VBG}": in that
#: form; "{verb:is>are,was>were}": by a table, the template is left out when the word is not in it.
_FIELD = re.compile(r"\{([^{}~]+)(?:~(\w+))?\}")


def _like(lemma: str, surface: str, tag: str | None) -> list[str]:
    tags = [tag] if tag else list(tags_of(surface.lower())) or [""]
    return list(dict.fromkeys(inflect(lemma, each) for each in tags))


def _changed(surface: str, how: str) -> list[str]:
    """`surface` in the form of a Penn tag, or what a table ("is>are,was>were") gives for it; nothing when neither is known."""
    if not surface:
        return [""]  # the group took no part in the match
    if ">" in how:
        table = dict(pair.split(">", 1) for pair in how.split(","))
        found = table.get(surface.lower())
        return [] if found is None else [found.upper() if len(surface) > 2 and surface.isupper() else found]
    upos = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV"}.get(how[:1], "NOUN")
    words = surface.split(" ")
    words[-1] = inflect(lemma_of(words[-1].lower(), upos), how)
    return [match_case(" ".join(words), surface)]


def from_regex(templates: Sequence[str], match: Any, case: bool = False) -> list[str]:
    """Fill each template from a match: `\\1` and `\\g<name>` as in `re`, `{lemma~group}` inflected.

    A suggestion begins with a capital when the match does, unless the rule minds the `case` itself.
    """
    found: list[str] = []
    marked = match.group("mark" if "mark" in match.re.groupindex else 0) or ""
    for template in templates:
        variants = [""]
        at = 0
        for part in _FIELD.finditer(template):
            literal = match.expand(template[at : part.start()])
            name, _, how = part.group(1).partition(":")
            group = part.group(2) or name
            surface = match.group(int(group) if group.isdigit() else group) or ""
            words = _like(name, surface, None) if part.group(2) else _changed(surface, how) if how else [surface]
            variants = [head + literal + word for head in variants for word in words]
            at = part.end()
        tail = match.expand(template[at:])
        filled = [head + tail for head in variants]
        found += filled if case else [match_case(each, marked) for each in filled]
    return list(dict.fromkeys(found))


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
                words = inflect(new[index][0], token.tag_) if new[index][0] else ""
                words = match_case(words, token.text)
                out += words + (token.whitespace_ if words else "")
            else:
                out += token.text_with_ws
        found.append(out.strip())
    for template in templates:

        def fill(part: re.Match[str]) -> str:
            role = part.group(2) or part.group(1)
            token = doc[binding[role]]
            return inflect(part.group(1), token.tag_) if part.group(2) else str(token.text)

        found.append(match_case(_FIELD.sub(fill, template), doc[start].text))
    return list(dict.fromkeys(found))
