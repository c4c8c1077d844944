"""Every shipped rule on its own examples, and on the innocent examples of all the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mtlint.resources import rules_dir
from mtlint.rules.loading import load_rules
from mtlint.rules.regexes import TIME_LIMIT, compiled
from mtlint.rules.schema import Rule
from mtlint.rules.selftest import Failure, run

RULES = load_rules()
PACKS = sorted({rule.pack for rule in RULES})


@pytest.fixture(scope="module")
def failures() -> list[Failure]:
    """All rules on all examples, once: own and crossed."""
    return list(run(RULES, cross=True))


@pytest.mark.parametrize("pack", PACKS)
def test_each_rule_does_what_its_examples_say(pack: str, failures: list[Failure]) -> None:
    own = [f for f in failures if f.rule.startswith(f"{pack}/") and "example of " not in f.problem]
    assert not own, "\n".join(f"{f.rule}: {f.problem}: {f.example}" for f in own)


def test_no_rule_touches_another_rules_innocent_examples(failures: list[Failure]) -> None:
    crossed = [f for f in failures if "example of " in f.problem]
    assert not crossed, "\n".join(f"{f.rule}: {f.problem}: {f.example}" for f in crossed)


def test_rules_that_need_the_parser_say_which_words_they_need() -> None:
    """Else every sentence of every text would be parsed for them."""
    assert not [rule.id for rule in RULES if not rule.regex and not rule.needs]


#: Inputs on which careless expressions take for ever: long runs of what they repeat.
CATASTROPHES = [
    "a" * 5000, "a " * 3000, " " * 8000, "1" * 5000, "1 000 " * 1500, "word, " * 1500, "“" * 4000, ". " * 4000, ".,;:" * 2000,
    "the of the " * 1000, "Aa " * 3000, "$ " * 4000, "http://" * 1200, "\t \t" * 2500, "-–—" * 2500, "'’" * 4000, "é" * 5000, "&amp;" * 1500,
    "said that he said that " * 400, "Home https://a.example/ " * 400,
]  # fmt: skip


@pytest.mark.parametrize("pack", sorted({rule.pack for rule in RULES if rule.regex}))
def test_no_shipped_regex_is_catastrophic(pack: str) -> None:
    slow: list[tuple[str, str]] = []
    for rule in (rule for rule in RULES if rule.pack == pack and rule.regex):
        slow += [(rule.id, text[:20]) for text in (*CATASTROPHES, *_own_catastrophes(rule)) if not _in_time(rule, text)]
    assert not slow


def _own_catastrophes(rule: Rule) -> Iterator[str]:
    """What the rule looks for, over and over: its literals, and its wrong examples without their last letter."""
    for anchor in {min(rule.anchors, key=len), max(rule.anchors, key=len)} if rule.anchors else ():
        yield f"{anchor} " * (6000 // (len(anchor) + 1))
    for example in rule.wrong[:2]:
        yield f"{example.text[:-2]} " * (6000 // len(example.text))


def _in_time(rule: Rule, text: str) -> bool:
    for patience in (1, 4):  # the clock runs on while a busy machine does something else
        try:
            for _ in compiled(rule.regex, rule.case).finditer(text, timeout=patience * TIME_LIMIT):
                pass
            return True
        except TimeoutError:
            continue
    return False


def test_the_rules_folder_holds_only_data() -> None:
    assert not [path for path in rules_dir().rglob("*") if path.suffix in {".py", ".pyc", ".so"}]
