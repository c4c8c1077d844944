"""Grammar that needs the parse and forms that a rule cannot build: tenses, verb patterns, indirect questions, pronouns.

Each check is a function from a parsed sentence to slips. A sentence is parsed only when a cheap expression says that a
check may find something in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mtlint.config import Config
from mtlint.detectors import grammar_words as words
from mtlint.document import Document
from mtlint.findings import Finding, Severity
from mtlint.rules.words import inflect, lemma_of, match_case, tags_of, word_class

_NOT = frozenset({"not", "n't", "n’t"})
_CLOCK = r"(?:year|month|week|day|hour|decade)s?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
#: Subordinate verbs after which "if" and "whether" open a question.
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "question", "clarify", "check", "query", "asked"})
_QUESTION_VERBS = _ASKING | frozenset(
    ["know", "explain", "understand", "see", "decide", "say", "tell", "discuss", "clear", "unclear", "unknown", "known",
     "sure", "certain", "specify", "remember", "find", "out", "learn", "predict", "describe", "reveal", "disclose",
     "guess", "imagine", "show", "uncertain"]
)  # fmt: skip
_WH = frozenset({"what", "when", "where", "how", "why", "who", "whether", "if"})
_STATES = frozenset({"country", "state", "republic", "nation", "kingdom", "island", "regime", "government"})
_LIVED = words.PERSONAL | {
    "job",
    "seat",
    "life",
    "post",
    "home",
    "temper",
    "mind",
    "freedom",
    "passport",
    "office",
    "house",
}
_PAST_TIME = re.compile(
    rf"(?P<strong>yesterday|(?:an?|two|three|four|five|six|seven|eight|nine|ten|several|a few|many|\d+) {_CLOCK} ago)\b"
    rf"|(?P<weak>last (?:night|week|month|year|summer|winter|spring|autumn|{_WEEKDAY})|in (?:19\d\d|20[01]\d)"
    rf"(?!s|[-–/]\d| and| or|, (?:19|20)\d\d))\b"
)
_SINCE = re.compile(
    rf"\bsince (?:(?:19|20)\d\d|[A-Z][a-z]+ (?:19|20)\d\d|last (?:year|month|week|{_WEEKDAY})|{_WEEKDAY})\b"
)
_LAST_YEARS = re.compile(
    rf"\bfor (?:already |the (?:last|past) )(?:\w+ ){{1,2}}{_CLOCK}\b|\balready (?:for )?\w+ years\b|\bfor \w+ years already\b"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a check found: characters of the sentence, what to write instead."""

    rule: str
    start: int
    end: int
    fixes: tuple[str, ...]
    severity: Severity
    confidence: float
    category: str = "fluency/grammar"


_MESSAGES = {
    "asked-not": "After “ask if” the negation of the source turns the question round; English asks without it.",
    "perfect-with-past-time": "A past time (“yesterday”, “in 2014”) goes with the simple past, not with “has” or “have”.",
    "present-since": "What began in the past and goes on takes the perfect: “{fix}”.",
    "verb-form": "“{text}”: the verb has the wrong form.",
    "indirect-question": "An indirect question keeps the order of a statement: “{fix}”.",
    "gerund": "This verb takes the -ing form: “{fix}”.",
    "infinitive": "This verb takes the infinitive: “{fix}”.",
    "his-for-its": "The pronoun stands for a thing, a country or a body: “{fix}”.",
    "its-for-person": "The pronoun stands for a person: “{fix}”.",
    "gender": "The pronoun has the wrong gender for the person named: “{fix}”.",
    "reflexive": "The reflexive pronoun does not go with its subject: “{fix}”.",
    "agreement": "Subject and verb disagree in number: “{fix}”.",
    "bare-weekday": "British English writes “on” before the day.",
}


def _forms(word: str) -> frozenset[str]:
    return frozenset(tags_of(word.lower()))


def _span(doc: Any, first: int, last: int) -> tuple[int, int]:
    return doc[first].idx, doc[last].idx + len(doc[last].text)


def _slip(
    rule: str, doc: Any, first: int, last: int, *fixes: str, major: bool = True, confidence: float = 0.85
) -> Slip:
    start, end = _span(doc, first, last)
    wanted = tuple(dict.fromkeys(match_case(fix, doc[first].text) if fix else fix for fix in fixes))
    return Slip(rule, start, end, wanted, Severity.MAJOR if major else Severity.MINOR, confidence)


def _asks(token: Any) -> bool:
    """ "asked", "wanted to know"."""
    if token.lemma_.lower() == "know" and token.i > 1:
        return token.doc[token.i - 1].lower_ == "to" and token.doc[token.i - 2].lemma_ in {"want", "like", "need"}
    return token.lemma_.lower() in _ASKING


def asked_not(doc: Any) -> Iterator[Slip]:
    """ "asked if the firm had not lost" -> "had lost"; not "asked if he would not rather", nor "whether or not"."""
    for mark in doc:
        if mark.lower_ not in {"if", "whether"}:
            continue
        asking = next((t for t in reversed(doc[max(0, mark.i - 4) : mark.i]) if _asks(t)), None)
        if asking is None or any(t.is_punct or t.lower_ in {"to", "that"} for t in doc[asking.i + 1 : mark.i]):
            continue
        for token in doc[mark.i + 1 : mark.i + 14]:
            if token.is_punct or token.lower_ in {"or", "who", "that", "which", "because", "when", "but"}:
                break
            if token.lower_ not in _NOT:
                if token.pos_ == "VERB":
                    break
                continue
            aux = doc[token.i - 1]
            after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
            if aux.pos_ != "AUX" or after in {"only", "just", "rather", "be"} or aux.tag_ == "MD":
                break
            if doc[mark.i + 1].lower_ in {"i", "we", "you"}:
                break
            if aux.lower_ in {"did", "does", "do"}:
                verb = doc[token.i + 1] if token.i + 1 < len(doc) else token
                if "VB" not in _forms(verb.lower_):
                    break
                tag = {"did": "VBD", "does": "VBZ", "do": "VB"}[aux.lower_]
                fixes = [inflect(verb.lemma_.lower(), tag)]
                if aux.lower_ == "did":
                    fixes.append("had " + inflect(verb.lemma_.lower(), "VBN"))
                yield _slip("asked-not", doc, aux.i, verb.i, *fixes, confidence=0.75)
            else:
                yield _slip("asked-not", doc, aux.i, token.i, aux.text, confidence=0.75)
            break


def perfect_with_past_time(doc: Any) -> Iterator[Slip]:
    """ "has arrived yesterday" -> "arrived yesterday"."""
    for aux in doc[:-2]:
        if aux.lower_ not in {"has", "have", "’ve", "'ve"}:
            continue
        before = doc[aux.i - 1].lower_ if aux.i else ""
        if before in {"to", "may", "might", "could", "would", "should", "must", "will", "can", "cannot", "not", "n't"}:
            continue
        at = aux.i + 1
        adverb = ""
        if doc[at].lower_ in {"already", "also", "now", "just", "recently"}:
            adverb = doc[at].text + " "
            at += 1
        passive = at + 1 < len(doc) and doc[at].lower_ == "been"
        at += passive
        verb = doc[at] if at < len(doc) else None
        if verb is None or verb.pos_ not in {"VERB", "AUX"} or not _forms(verb.lower_) & {"VBN", "VBD"}:
            continue
        if verb.lower_ in words.PAST_ONLY - {"became", "came"} and not passive:
            continue
        plural = aux.lower_ != "has"
        rest = doc[verb.i + 1 :].text
        found = _PAST_TIME.search(rest)
        if found is None:
            continue
        between = doc[verb.i + 1 : verb.i + 1 + len(doc[verb.i + 1 :].text[: found.start()].split())]
        limit = 5 if found.group("strong") else 3
        if (
            len(between) > limit
            or any(t.is_punct or t.pos_ in {"VERB", "AUX", "SCONJ"} for t in between)
            or any(t.lower_ in {"since", "than", "that", "who", "which", "with", "until", "over"} for t in between)
            or (len(between) and between[-1].pos_ in {"ADP", "NUM", "CCONJ"})
            or (not found.group("strong") and any(_may_be_dated(t, found.group()) for t in between))
        ):
            continue
        adverb = "" if adverb.strip().lower() in {"now", "recently", "already"} else adverb
        if passive:
            fix = f"{'were' if plural else 'was'} {adverb}{verb.text}"
        elif verb.lower_ == "been":
            fix = f"{adverb}{'were' if plural else 'was'}"
        else:
            fix = adverb + inflect(verb.lemma_.lower(), "VBD")
        first = aux.i
        yield _slip("perfect-with-past-time", doc, first, verb.i, fix, major=False, confidence=0.82)


def _may_be_dated(noun: Any, date: str) -> bool:
    """True where the date may belong to the noun ("has condemned the attack last week")."""
    return noun.pos_ == "NOUN" and (
        date.startswith("in ")
        or any(
            noun.lemma_.lower() in word_class(n) for n in ("event", "conflict", "crime", "communication", "document")
        )
    )


def present_since(doc: Any) -> Iterator[Slip]:
    """ "is president since 1994" -> "has been"."""
    text = doc.text
    if re.search(r"\b(?:first|only|most|\w{2,}est|ever|time|best|worst|up|down|years?|days?|again|record|lows?|highs?) "
                 r"(?:\S+ ){0,6}since\b|\b(?:is|it’s|it's|are) (?:up|down)\b", text):  # fmt: skip
        return
    for pattern in (_SINCE, _LAST_YEARS):
        for found in pattern.finditer(text):
            verb = None
            for token in reversed([t for t in doc if t.idx < found.start()][-9:]):
                if token.is_punct and token.text != ",":
                    break
                if token.tag_ in {"VBZ", "VBP"} and token.lemma_.lower() in words.STATE_VERBS:
                    verb = token
                    break
                if token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBN"}:
                    break
                if token.tag_ == "VBN" and doc[token.i - 1].lower_ in {"has", "have", "been", "’s", "'s", "’ve", "'ve"}:
                    break
            if verb is None or (verb.dep_ == "aux" and verb.lemma_ != "be"):
                continue
            aux = "have" if verb.tag_ == "VBP" and verb.lower_ != "is" else "has"
            if verb.lower_ in {"’s", "'s", "’re", "'re"}:
                continue
            following = doc[verb.i + 1] if verb.i + 1 < len(doc) else verb
            if verb.lemma_.lower() == "be" and following.lower_ in {"due", "expected", "valid", "available", "not"}:
                continue
            fix = f"{aux} {'been' if verb.lemma_.lower() == 'be' else inflect(verb.lemma_.lower(), 'VBN')}"
            yield _slip("present-since", doc, verb.i, verb.i, fix, major=False, confidence=0.85)


def verb_form(doc: Any) -> Iterator[Slip]:
    """ "did not went", "has went", "to took", "can goes"."""
    for token in doc[1:]:
        low = token.lower_
        prev = doc[token.i - 1]
        before = prev
        at = token.i - 1
        while at > 0 and doc[at].lower_ in {*_NOT, "also", "never", "already", "even", "always"}:
            at -= 1
        before = doc[at]
        tags = _forms(low)
        if before.lower_ in {"did", "does", "do"} and prev.lower_ in _NOT and token.is_alpha:
            past = bool(tags & {"VBD", "VBZ"}) and "VB" not in tags and not tags & {"NN", "JJ", "RB"}
            if past and token.i + 1 < len(doc):
                yield _slip("verb-form", doc, token.i, token.i, lemma_of(low, "VERB"), confidence=0.92)
        elif before.lower_ == "to" and at == token.i - 1 and low in words.PAST_ONLY:
            yield _slip("verb-form", doc, token.i, token.i, lemma_of(low, "VERB"), confidence=0.9)
        elif before.tag_ == "MD" and before.lower_ in {
            "will",
            "would",
            "can",
            "could",
            "must",
            "should",
            "may",
            "might",
        }:
            if (
                before.text[0].islower()
                and (low in words.PAST_ONLY or low in words.BASE_THIRD)
                and before.i
                and (
                    doc[before.i - 1].pos_ in {"PRON", "NOUN", "PROPN"}
                    and doc[before.i - 1].lower_ not in {"his", "her"}
                )
            ):
                yield _slip("verb-form", doc, token.i, token.i, lemma_of(low, "VERB"), confidence=0.88)
        elif (
            before.lower_ in {"has", "have", "had"} and low in words.PAST_ONLY - {"was", "were"} and "VBN" not in tags
        ) or (
            before.lower_ in {"was", "were", "been", "is", "are", "be"}
            and low in {"took", "gave", "wrote", "broke", "chose", "drove", "stole", "shook", "threw", "knew"}
            and at == token.i - 1
        ):
            yield _slip("verb-form", doc, token.i, token.i, inflect(lemma_of(low, "VERB"), "VBN"), confidence=0.88)


def indirect_question(doc: Any) -> Iterator[Slip]:
    """ "asked when will the talks begin" -> "when the talks will begin"."""
    if doc.text.rstrip("”\"’' )").endswith("?"):
        return
    chunks = {chunk.start: chunk for chunk in doc.noun_chunks}
    for aux in doc[2:-1]:
        if aux.lower_ not in {"is", "are", "was", "were", "will", "can", "could", "would", "should", "has", "have", "had",
                              "did", "does", "do"}:  # fmt: skip
            continue
        opening = _opening(doc, aux.i)
        chunk = chunks.get(aux.i + 1)
        if chunk is None:  # the parser may take the whole question for one noun phrase
            around = next((c for c in chunks.values() if c.start <= aux.i < c.end - 1), None)
            chunk = doc[aux.i + 1 : around.end] if around is not None else None
        if opening is None or chunk is None or chunk.end >= len(doc) + 1:
            continue
        wh, head = opening
        end = chunk.end - 1
        follower = doc[chunk.end] if chunk.end < len(doc) else None
        while follower is not None and follower.lower_ == "of" and follower.i + 1 in chunks:
            end = chunks[follower.i + 1].end - 1  # "the head of the bank"
            follower = doc[end + 1] if end + 1 < len(doc) else None
        taken = end > aux.i + 1 and follower is not None and follower.is_punct and doc[end].dep_ != "pobj"
        if taken and "VB" in _forms(doc[end].lower_) and aux.lower_ not in {"is", "are", "was", "were"}:
            follower = doc[end]  # the parser took the verb for a noun: "the war end"
            end -= 1
        subject = doc[aux.i + 1 : end + 1].text
        low = aux.lower_
        if doc[aux.i + 1].tag_ == "PRP" and doc[aux.i + 1].lower_ in {"them", "him", "us", "me"}:
            continue
        be = low in {"is", "are", "was", "were"}
        if low in {"did", "does", "do"}:
            if follower is None or "VB" not in _forms(follower.lower_):
                continue
            tag = {"did": "VBD", "does": "VBZ", "do": "VB"}[low]
            fix = f"{subject} {inflect(follower.lemma_.lower(), tag)}"
            yield _slip("indirect-question", doc, aux.i, follower.i, fix, confidence=0.85)
            continue
        if be:
            if wh in {"who", "which"} or (wh in {"what", "how", "if", "whether"} and head in {"see", "say", "tell"}):
                continue
            if wh == "what" and (
                follower is None or follower.is_punct or follower.lower_ in {"and", "in", "on", "for"}
            ):
                yield _slip("indirect-question", doc, aux.i, end, f"{subject} {aux.text}", major=False, confidence=0.6)
                continue
            if wh == "what" or (follower is not None and follower.lower_ in {"who", "that", "which"}):
                continue
        elif follower is None or not (
            _forms(follower.lower_) & {"VB", "VBN", "VBD"} or follower.lower_ in {"be", "not", "been"}
        ):
            continue
        yield _slip("indirect-question", doc, aux.i, end, f"{subject} {aux.text}", confidence=0.85)


def _opening(doc: Any, aux: int) -> tuple[str, str] | None:
    """The question word before the auxiliary `aux` and the verb or adjective that it hangs on."""
    at = aux - 1
    if (
        doc[at].pos_ in {"NOUN", "ADJ", "ADV"}
        and doc[at - 1].lower_ in {"which", "what", "how", "many", "much"}
        and at > 1
    ):
        at -= 1  # "which party", "how long", "how many people"
        if doc[at].lower_ in {"many", "much"}:
            at -= 1
    if doc[at].lower_ not in _WH | {"which"} or at < 1:
        return None
    head = doc[at - 1]
    if head.tag_ == "PRP" or head.lower_ in {"reporters", "journalists", "deputies", "voters"}:
        before = at - 2
        while before > 0 and doc[before].lower_ in {"to", "the"}:
            before -= 1
        head = doc[max(before, 0)]
        if head.lemma_.lower() not in {"ask", "tell", "explain", "say"}:
            return None
    if head.lemma_.lower() not in _QUESTION_VERBS or (head.lower_ == "out" and doc[head.i - 1].lemma_ != "find"):
        return None
    wh = doc[at].lower_
    if wh in {"if", "whether"} and head.lemma_.lower() not in _ASKING:
        return None
    return wh, head.lemma_.lower()


def verb_patterns(doc: Any) -> Iterator[Slip]:
    """ "avoid to answer", "succeeded to escape", "prevented him to leave", "decided leaving"."""
    for verb in doc[:-1]:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB":
            continue
        following = doc[verb.i + 1]
        passive = any(child.dep_ == "auxpass" for child in verb.children) or verb.dep_ in {"acl", "amod"}
        if (
            lemma in words.GERUND
            and _infinitive(doc, verb.i + 1)
            and not (passive and lemma in {"think", "consider", "keep"})
        ):
            if (lemma, doc[verb.i + 2].lower_) in {
                ("think", "be"),
                ("object", "be"),
                ("miss", "be"),
                ("say", "be"),
            } or (
                lemma
                in {"think", "mind", "keep", "imagine", "discuss", "miss", "delay", "practise", "confess", "resist"}
                and (passive or verb.tag_ in {"VBN", "VBG"})
            ):
                continue
            if (
                lemma in {"suggest", "recommend", "admit", "deny", "consider", "postpone"}
                and verb.tag_ == "VBN"
                and passive
            ):
                continue
            yield _gerund(doc, verb.i + 1, words.GERUND[lemma])
        elif lemma == "look" and following.lower_ == "forward" and _infinitive(doc, verb.i + 2):
            yield _gerund(doc, verb.i + 2, "to")
        elif lemma == "give" and following.lower_ == "up" and _infinitive(doc, verb.i + 2):
            yield _gerund(doc, verb.i + 2, "")
        elif lemma in words.OBJECT_GERUND:
            yield from _with_object(doc, verb, passive)
        elif lemma in words.INFINITIVE and following.lower_ in words.PLAIN_GERUNDS and not passive:
            if verb.tag_ == "VBG" or (
                lemma in {"offer", "demand", "choose", "seek", "plan", "fail"} and verb.tag_ == "VBN"
            ):
                continue
            yield _slip(
                "infinitive", doc, following.i, following.i, "to " + lemma_of(following.lower_, "VERB"), major=False
            )


def _infinitive(doc: Any, at: int) -> bool:
    return (
        at + 1 < len(doc)
        and doc[at].lower_ == "to"
        and doc[at + 1].tag_ == "VB"
        and doc[at + 1].pos_ in {"VERB", "AUX"}
    )


def _gerund(doc: Any, at: int, preposition: str) -> Slip:
    ing = inflect(doc[at + 1].lemma_.lower(), "VBG")
    fix = f"{preposition} {ing}".strip()
    return _slip("gerund", doc, at, at + 1, fix, major=False, confidence=0.87)


def _with_object(doc: Any, verb: Any, passive: bool) -> Iterator[Slip]:
    preposition = words.OBJECT_GERUND[verb.lemma_.lower()]
    if passive:
        if verb.lemma_.lower() in {"suspect", "stop", "praise", "thank", "condemn", "convict"}:
            return
        if _infinitive(doc, verb.i + 1) and verb.dep_ not in {"acl", "amod"}:
            yield _gerund(doc, verb.i + 1, preposition)
        return
    if verb.lemma_.lower() == "stop" and verb.tag_ == "VBN":
        return
    for chunk in doc.noun_chunks:
        if chunk.start == verb.i + 1 and len(chunk) <= 4 and _infinitive(doc, chunk.end):
            if verb.lemma_.lower() in {
                "stop",
                "criticize",
                "criticise",
                "blame",
                "ban",
                "condemn",
                "praise",
                "punish",
            } and (
                chunk.root.pos_ != "PRON"
                and chunk.root.ent_type_ not in {"GPE", "PERSON", "ORG"}
                and not _is_person(chunk.root)
            ):
                return
            yield _gerund(doc, chunk.end, preposition)


def _is_person(token: Any) -> bool:
    if token.ent_type_ == "PERSON":
        return True
    if token.pos_ == "PROPN":
        return False
    lemma = token.lemma_.lower()
    return (
        token.pos_ == "NOUN"
        and lemma not in words.FIRMS
        and any(lemma in word_class(name) for name in ("person", "official", "worker"))
    )


def _is_state(token: Any) -> bool:
    return (
        token.ent_type_ == "GPE"
        or token.text in words.COUNTRIES
        or (token.pos_ == "NOUN" and token.lemma_.lower() in _STATES)
    )


def _is_body(token: Any) -> bool:
    return token.ent_type_ == "ORG" or (token.pos_ == "NOUN" and token.lemma_.lower() in words.FIRMS)


def pronouns(doc: Any) -> Iterator[Slip]:
    """ "Tarsia and his leader", "the company raised his prices", "the minister and its wife"."""
    for token in doc:
        if token.tag_ != "PRP$" or token.lower_ not in {"his", "her", "its"} or token.i == 0:
            continue
        owned = _owned(doc, token)
        if owned is None:
            continue
        left = list(doc[: token.i])
        people = [
            t for t in left if _is_person(t) or t.lower_ in {"he", "she", "him", "who", "whom", "i", "his", "her"}
        ]
        unknown = [
            t for t in left if t.pos_ == "PROPN" and t.ent_type_ in {"", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART"}
        ]
        if token.lower_ == "its":
            yield from _its(doc, token, owned, people, unknown)
        else:
            yield from _his(doc, token, owned, people, unknown)


def _owned(doc: Any, pronoun: Any) -> Any:
    """The common noun that `pronoun` possesses: "his armed forces", "his leader Jan Halvek" give "forces", "leader"."""
    noun = None
    for token in doc[pronoun.i + 1 : pronoun.i + 5]:
        if token.pos_ == "NOUN":
            noun = token
        elif noun is not None or token.pos_ not in {"ADJ", "NUM", "VERB", "ADV", "PROPN"}:
            break
    return noun


def _his(doc: Any, token: Any, owned: Any, people: list[Any], unknown: list[Any]) -> Iterator[Slip]:
    lemma = owned.lemma_.lower()
    named = [
        t
        for t in doc[: token.i]
        if t.lower_ in (words.SHE if token.lower_ == "his" else words.HE) and t.pos_ == "PROPN"
    ]
    before = doc[token.i - 1].lower_
    things = [t for t in doc[: token.i] if (_is_state(t) or _is_body(t)) and t.dep_ not in {"compound", "poss", "amod"}]
    nearest = max(things, key=lambda t: t.i, default=None)
    last_person = max((t.i for t in [*people, *unknown]), default=-1)
    if nearest is not None and nearest.i > last_person:
        state = _is_state(nearest)
        next_is_name = owned.i + 1 < len(doc) and doc[owned.i + 1].pos_ == "PROPN"
        strict = (
            state
            and lemma in words.STRICT_STATE
            and (not people or lemma not in {"leader", "president"} or next_is_name)
        )
        alone = not people and not unknown and (lemma in words.STATE_OWN if state else lemma in words.FIRM_OWN)
        coordinated = (
            before == "and"
            and doc[token.i - 2].i == nearest.i
            and not re.search(r"\bbetween\b", doc[: token.i].text, re.I)
        )
        subject = (
            alone and nearest.dep_ in {"nsubj", "nsubjpass"} and (owned.dep_ in {"dobj", "pobj", "conj"} or coordinated)
        )
        own_leader = (
            state and lemma in {"leader", "president", "chancellor"} and before in {"and", "for", "of", "to", "with"}
        )
        if (
            subject
            or (coordinated and alone)
            or (strict and (not people or own_leader or lemma not in {"leader", "president"}))
        ):
            confidence = 0.8 if alone else 0.7
            yield _slip("his-for-its", doc, token.i, token.i, "its", "their", "the", confidence=confidence)
            return
    if (
        named
        and len({t.i for t in named}) == 1
        and not [t for t in people if t.lower_ in {"he", "she", "him", "his", "her"}]
    ):
        others = [t for t in unknown + people if t.ent_type_ == "PERSON" and abs(t.i - named[0].i) > 2]
        own = owned.i > token.i + 1 and doc[token.i + 1].lower_ == "own"
        if not others and (own or (before == "and" and lemma in {"minister", "deputy", "cabinet", "government", "party",
                                                                 "predecessor", "successor", "adviser", "ally", "team"})):  # fmt: skip
            fix = "her" if token.lower_ == "his" else "his"
            yield _slip("gender", doc, token.i, token.i, fix, confidence=0.75)


def _its(doc: Any, token: Any, owned: Any, people: list[Any], unknown: list[Any]) -> Iterator[Slip]:
    lemma = owned.lemma_.lower()
    things = [t for t in doc[: token.i] if (_is_state(t) or _is_body(t)) and t.dep_ not in {"compound", "amod"}]
    animal = any(t.lemma_.lower() in word_class("animal") for t in doc[: token.i] if t.pos_ == "NOUN")
    if animal or not people:
        if lemma in {"wife", "husband", "girlfriend", "boyfriend", "fiancee", "widow"} and not animal:
            yield _slip("its-for-person", doc, token.i, token.i, "his", "her", confidence=0.85)
        return
    last = people[-1]
    nouns = [t for t in doc[last.i + 1 : token.i] if t.pos_ in {"NOUN", "PROPN"} and not _is_person(t)]
    if things or nouns or (last.tag_ in {"NNS", "NNPS"}):
        return
    joined = doc[token.i - 1].lower_ == "and" and token.i - last.i == 2
    governed = owned.dep_ in {"dobj", "pobj"} and any(
        c.dep_ == "nsubj" and (_is_person(c) or c.lower_ in {"who", "he", "she"}) for c in owned.head.children
    )
    if (joined and lemma in words.PERSONAL) or (governed and lemma in _LIVED):
        fixes = (
            ("her", "his") if last.lower_ == "she" or last.lemma_.lower() in words.WOMEN else ("his", "her", "their")
        )
        yield _slip("its-for-person", doc, token.i, token.i, *fixes, confidence=0.82)


def reflexives(doc: Any) -> Iterator[Slip]:
    """ "the woman killed himself", "the ministers contradicted himself"."""
    for token in doc:
        if token.lower_ not in {"himself", "herself", "itself", "themselves"} or token.dep_ not in {"dobj", "pobj"}:
            continue
        verb = token.head if token.dep_ == "dobj" else token.head.head
        if token.dep_ == "pobj" and token.head.lower_ not in {"for", "to", "with", "of", "about", "against", "at"}:
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None or verb.pos_ != "VERB" or subject.i > token.i or any(subject.conjuncts):
            continue
        lemma = subject.lemma_.lower()
        between = doc[subject.i + 1 : token.i]
        if any(t.pos_ in {"NOUN", "PROPN"} for t in between):
            continue
        want = None
        if lemma in words.WOMEN and subject.tag_ == "NN":
            want = "herself"
        elif lemma in words.MEN and subject.tag_ == "NN":
            want = "himself"
        elif subject.tag_ == "NNS" and lemma not in word_class("animal"):
            want = "themselves"
        elif subject.pos_ != "PRON" and (_is_state(subject) or (subject.pos_ == "NOUN" and lemma in words.FIRMS)):
            want = "itself"
        elif subject.lower_ in {"she", "he", "it", "they"}:
            want = {"she": "herself", "he": "himself", "it": "itself", "they": "themselves"}[subject.lower_]
        if want is not None and want != token.lower_ and not (want == "itself" and token.lower_ == "themselves"):
            yield _slip("reflexive", doc, token.i, token.i, want, confidence=0.85)


_PLURAL_VERB = {"has": "have", "was": "were", "is": "are", "does": "do", "wants": "want", "says": "say"}
_SINGULAR_VERB = {"have": "has", "were": "was", "are": "is", "do": "does"}


def agreement(doc: Any) -> Iterator[Slip]:
    """ "The ministers has", "The minister have", at the start of a sentence or of a that-clause."""
    for token in doc[:-2]:
        start = token.i == 0 or doc[token.i - 1].lower_ in {"that", "because", "but"} or doc[token.i - 1].text in '“"'
        if not start or token.lower_ not in {"the", "these", "those", "many", "several", "some", "all", "both", "most", "a",
                                            "an", "this", "every", "each", "our", "his", "their", "two", "three"}:  # fmt: skip
            continue
        at = token.i + 1
        while at < len(doc) - 2 and (doc[at].tag_ in {"JJ", "CD"} or doc[at].ent_type_ == "NORP"):
            at += 1
        noun, verb = doc[at], doc[at + 1]
        if noun.pos_ != "NOUN" or not noun.text.islower():
            continue
        after = doc[verb.i + 1].lower_ if verb.i + 1 < len(doc) else ""
        if noun.tag_ == "NNS" and verb.lower_ in _PLURAL_VERB and noun.lower_ not in words.SINGULAR_S and after != "is":
            if noun.lower_.endswith("s") and token.lower_ not in {"a", "an", "this", "every", "each"}:
                yield _slip("agreement", doc, verb.i, verb.i, _PLURAL_VERB[verb.lower_])
        elif (
            noun.tag_ == "NN"
            and verb.lower_ in _SINGULAR_VERB
            and token.lower_ in {"the", "a", "an", "this", "every", "each", "our", "his", "their"}
            and doc[token.i - 1].lower_ not in {"demanded", "insisted", "if"}
            and _is_person(noun)
            and noun.lemma_.lower() not in {"staff", "crew", "police", "people", "public", "couple", "royalty", "clergy",
                                            "majority", "minority", "number", "youth", "elite", "gentry", "military"}
        ):  # fmt: skip
            yield _slip("agreement", doc, verb.i, verb.i, _SINGULAR_VERB[verb.lower_])


def _any(alternatives: Iterable[str]) -> str:
    return "|".join(sorted(alternatives))


_CLAUSE = r"(?:^|\bthat |\bbecause |\bbut |[“\"])(?:the|these|those|many|several|some|all|both|most|an?|this|every|each|our|his|their|two|three)"
#: Checks with the expression that a sentence must hold for one to be worth a parse.
CHECKS: tuple[tuple[re.Pattern[str], Callable[[Any], Iterator[Slip]]], ...] = (
    (re.compile(rf"\b(?:{_any(_ASKING)}|to know)\w* .{{0,30}}\b(?:if|whether)\b.*(?:\bnot\b|n['’]t\b)", re.I | re.S), asked_not),
    (re.compile(r"(?:\bha(?:s|ve)\b|['’]ve\b).*\b(?:yesterday|ago|last|in (?:19|20)\d\d)\b", re.S), perfect_with_past_time),
    (re.compile(r"\bsince (?:\d|[A-Z]|last)|\bfor (?:already|the (?:last|past))\b|\balready (?:for )?\w+ years|years already"), present_since),
    (re.compile(r"\b(?:d(?:id|oes|o)(?:n['’]t| not) (?:\w+ed|\w+s|[a-z]+)\b|(?:to|has|have|had|will|would|can|could|must|should|"
                r"may|might|was|were|been|is|are|be)(?:n['’]t)? (?:not |also |never |already |even |always )?"
                rf"(?:{_any(words.PAST_ONLY | words.BASE_THIRD)})\b)"), verb_form),
    (re.compile(rf"\b(?:{_any(_QUESTION_VERBS)}|knew|said|told|saw|understood|found)\w* (?:to )?(?:the )?(?:\w+ )?(?:what|when|where|how|why|which|"
                r"whether|if)\b.{0,30}\b(?:is|are|was|were|will|can|could|would|should|has|have|had|did|does|do)\b", re.I),
     indirect_question),
    (re.compile(rf"\b(?:{_any({w.rstrip('e')[:9] for w in {*words.GERUND, *words.OBJECT_GERUND, 'look', 'give'}})}|thought|dreamt|kept|forgave|gave)"
                r"\w* (?:[\w’-]+ ){0,4}?to [a-z]+", re.I), verb_patterns),
    (re.compile(rf"(?:\w|\b) (?:{_any(words.PLAIN_GERUNDS)})\b"), verb_patterns),
    (re.compile(rf"\b(?:his|her) (?:[\w-]+ ){{0,2}}(?:{_any(words.STATE_OWN | words.FIRM_OWN | {'own', 'cabinet', 'minister', 'government', 'team'})})"
                rf"|\bits (?:[\w-]+ )?(?:{_any({w.rstrip('e') for w in _LIVED})})"), pronouns),
    (re.compile(r"\b(?:himself|herself|itself|themselves)\b"), reflexives),
    (re.compile(rf"{_CLAUSE} (?:[\w-]+ ){{0,2}}(?:\w+s (?:has|was|is|does|wants|says)|\w+[^s\s] (?:have|were|are|do(?:n['’]t)?))\b", re.I), agreement),
)  # fmt: skip
_BRITISH = re.compile(
    r"\b(?:colour|labour|neighbour|behaviour|harbour|favour|honour)\w*\b|\b(?:centre|defence|offence|theatre|programme|"
    r"cheque|tyre|kilometres?|metres?|per cent)\b|\b\w{4,}(?:isation|ised)\b(?<!advised)(?<!surprised)(?<!promised)(?<!raised)"
    r"|\b\d{1,2} (?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
_BARE_DAY = re.compile(
    rf"\b(?P<before>[a-z]+(?<!\bon)(?<!\blast)(?<!\bnext)(?<!\bthis)(?<!\bevery)(?<!\bby)(?<!\buntil)(?<!\bsince)(?<!\bfrom)"
    rf"(?<!\bto)(?<!\bof)(?<!\band)(?<!\bor)(?<!\blate)(?<!\bearly)(?<!\bfor)(?<!\bthe)(?<!\ba)(?<!\bbefore)(?<!\bafter)"
    rf"(?<!\beach)(?<!\bone)(?<!\bin)(?<!\bas)(?<!\bwas)(?<!\bis)(?<!\bthat)(?<!\bwith)(?<!\btill)(?<!\bblack)(?<!\bgood)"
    rf"(?<!\bfirst)(?<!\bsecond)(?<!\bthird)(?<!\bcoming)(?<!\blong)(?<!\bquiet)(?<!\bsunny)(?<!\brainy)(?<!\btypical)(?<!\bany)(?<!\busual)(?<!\bfollowing)(?<!\bprevious)(?<!\bbetween)(?<!\bbloody)) "
    rf"(?P<day>{_WEEKDAY})(?=[.,;]|\n|$| (?:in|at|after|that|to|with|when|by)\b)"
)


class GrammarDetector:
    """Runs the checks on the sentences that may need them; everything but the bare weekday reads the parse."""

    name = "grammar"
    depth = "standard"

    def __init__(self, config: Config) -> None:
        del config

    def detect(self, document: Document) -> Iterator[Finding]:
        text = document.text
        wanted = {}
        for segment in document.segments:
            sentence = text[segment.start : segment.end]
            checks = dict.fromkeys(check for trigger, check in CHECKS if trigger.search(sentence))
            if checks and len(sentence) < 2000:
                wanted[segment] = checks
        for segment, doc in document.parse.of(wanted):
            if len(doc) < 4:
                continue
            for check in wanted[segment]:
                for slip in check(doc):
                    yield _finding(text, segment.start, slip)
        yield from self._weekdays(document)

    @staticmethod
    def _weekdays(document: Document) -> Iterator[Finding]:
        """A day without "on" in a text that is British by its spelling or dates, and drops "on" only once."""
        if not _BRITISH.search(document.text):
            return
        found = list(_BARE_DAY.finditer(document.text))
        if len(found) == 1:
            start, end = found[0].span("day")
            slip = Slip("bare-weekday", start, end, (f"on {found[0]['day']}",), Severity.MINOR, 0.6)
            yield _finding(document.text, 0, slip)


def _finding(text: str, offset: int, slip: Slip) -> Finding:
    start, end = offset + slip.start, offset + slip.end
    marked = text[start:end]
    message = _MESSAGES[slip.rule].replace("{text}", marked).replace("{fix}", slip.fixes[0] if slip.fixes else "")
    fixes = tuple(fix for fix in slip.fixes if fix != marked)
    return Finding(
        f"syntax/{slip.rule}",
        slip.category,
        slip.severity,
        slip.confidence,
        start,
        end,
        marked,
        message,
        fixes,
        "grammar",
    )
