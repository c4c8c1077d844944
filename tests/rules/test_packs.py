"""Every shipped rule on its own examples, and on the innocent examples of all the others."""

from __future__ import annotations

import pytest

from mtlint.resources import rules_dir
from mtlint.rules.loading import load_rules
from mtlint.rules.regexes import TIME_LIMIT, compiled
from mtlint.rules.schema import Rule
from mtlint.rules.selftest import run

RULES = load_rules()
PACKS = sorted({rule.pack for rule in RULES})


@pytest.mark.parametrize("pack", PACKS)
def test_each_rule_does_what_its_examples_say(pack: str) -> None:
    failures = list(run([rule for rule in RULES if rule.pack == pack]))
    assert not failures, "\n".join(f"{f.rule}: {f.problem}: {f.example}" for f in failures)


def test_no_rule_touches_another_rules_innocent_examples() -> None:
    failures = [f for f in run(RULES, cross=True) if "of " in f.problem]
    assert not failures, "\n".join(f"{f.rule}: {f.problem}: {f.example}" for f in failures)


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
        slow += [(rule.id, text[:20]) for text in CATASTROPHES if not _in_time(rule, text)]
    assert not slow


def _in_time(rule: Rule, text: str) -> bool:
    try:
        for _ in compiled(rule.regex, rule.case).finditer(text, timeout=TIME_LIMIT):
            pass
    except TimeoutError:
        return False
    return True


def test_the_rules_folder_holds_only_data() -> None:
    assert not [path for path in rules_dir().rglob("*") if path.suffix in {".py", ".pyc", ".so"}]
