from __future__ import annotations

from pathlib import Path

import pytest

from mtlint.errors import PackError
from mtlint.findings import Severity
from mtlint.languagetool import policy

GOOD = """\
policy: languagetool
spelling: {category: fluency/spelling, severity: minor, confidence: 0.8}
categories:
  "*": off
  GRAMMAR: {category: fluency/grammar, severity: major, confidence: 0.6}
  STYLE: off
rules:
  ONE_OF: off
  EN_*: off
  EN_COMPOUNDS_*: {category: fluency/spelling, severity: neutral, confidence: 0.5}
  "*_HYPHEN": off
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text)
    return path


def test_the_most_specific_entry_holds(tmp_path: Path) -> None:
    table = policy.load(write(tmp_path, GOOD))
    grammar = policy.Verdict("fluency/grammar", Severity.MAJOR, 0.6)
    assert table.verdict("HE_VERB_AGR", "GRAMMAR") == grammar
    assert table.verdict("ONE_OF", "GRAMMAR") is None
    assert table.verdict("MILE_HYPHEN", "GRAMMAR") is None
    assert table.verdict("EN_OTHER", "GRAMMAR") is None
    assert table.verdict("EN_COMPOUNDS_NET_ZERO", "MISC") == policy.Verdict("fluency/spelling", Severity.NEUTRAL, 0.5)
    assert table.verdict("ANYTHING", "STYLE") is None
    assert table.verdict("ANYTHING", "A_NEW_CATEGORY") is None


def test_what_the_server_need_not_run(tmp_path: Path) -> None:
    table = policy.load(write(tmp_path, GOOD))
    assert table.off_categories == ("STYLE",)
    assert table.off_rules == ("ONE_OF",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("severity: major", "severity: grave", "5: GRAMMAR: severity: unknown severity 'grave' (valid: "),
        ("fluency/grammar", "fluency/grammer", "5: GRAMMAR: category: unknown category 'fluency/grammer'"),
        ("0.6}", "1.6}", "5: GRAMMAR: confidence: must be a number above 0 and at most 1"),
        ("0.6}", "high}", "5: GRAMMAR: confidence: must be a number above 0 and at most 1"),
        (", confidence: 0.6", "", "5: GRAMMAR: field 'confidence' is missing"),
        ("0.6}", "0.6, sure: 1}", "5: GRAMMAR: unknown field 'sure' (valid: category, severity, confidence)"),
        ("ONE_OF: off", "ONE_OF: on", "8: ONE_OF: must be off, or a mapping with category, severity, confidence"),
        ("  EN_*: off", "  ONE_OF: off", "9: ONE_OF: stands here twice"),
        ("rules:", "rule:", "8: unknown section 'rule' (valid: "),
        (
            "spelling: {category: fluency/spelling, severity: minor, confidence: 0.8}",
            "spelling: off",
            "2: spelling: cannot",
        ),
        ("GRAMMAR: {", "GRAMMAR: {{", "6: not valid YAML: "),
    ],
)
def test_a_wrong_table_names_file_line_and_rule(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(PackError) as caught:
        policy.load(path)
    assert str(caught.value).startswith(f"{path}:{problem}")


def test_missing_sections_and_files(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"own\.yaml:1: section 'categories' is missing"):
        policy.load(write(tmp_path, GOOD.partition("categories")[0]))
    with pytest.raises(PackError, match=r"none\.yaml: cannot be read: "):
        policy.load(tmp_path / "none.yaml")


def test_the_shipped_table_is_sound() -> None:
    table = policy.load()
    for rule in ("COMMA_COMPOUND_SENTENCE", "EN_UNPAIRED_QUOTES", "OXFORD_SPELLING_Z_NOT_S"):
        assert table.verdict(rule, "PUNCTUATION") is None
    # A category that is switched off at the server must not have a rule that is on.
    on = {"CURRENCY_SPACE": "TYPOGRAPHY", "UNLIKELY_OPENING_PUNCTUATION": "PUNCTUATION"}
    for rule, category in on.items():
        assert table.verdict(rule, category) is not None
        assert category not in table.off_categories
