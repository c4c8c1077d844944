"""Suggestions built from what matched: templates with slots and inflection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mtlint.rules.words import inflect, match_case, tags_of

#: "{round up~verb}": inflect like what stands in `verb`; "{verb}": as it stands.
_FIELD = re.compile(r"\{([^{}~]+)(?:~(\w+))?\}")


def _like(lemma: str, surface: str, tag: str | None) -> list[str]:
    tags = [tag] if tag else list(tags_of(surface.lower())) or [""]
    return list(dict.fromkeys(inflect(lemma, each) for each in tags))


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
            surface = match.group(int(group) if group.isdigit() else group) or ""
            words = _like(part.group(1), surface, None) if part.group(2) else [surface]
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
