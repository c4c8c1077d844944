"""Packs from YAML: what loads, what is refused and how the refusal reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtlint.errors import PackError
from mtlint.rules import loading
from mtlint.rules.schema import Example, Rule

GOOD = """\
pack: house
sets: {ends: [death, demise]}
rules:
  - id: prolong
    message: Nobody prolongs a death.
    category: accuracy/mistranslation
    severity: critical
    relation: {verb: prolong, object: $ends}
    replace: {object: agony}
    wrong: ["It [[prolonged his death => prolonged his agony]]."]
    ok: ["It prolonged his life."]
  - id: prices
    message: No space after the sign.
    category: fluency/spacing
    severity: minor
    regex: '\\$ (\\d)'
    suggest: '$\\1'
    rows:
      - {id: dollar, wrong: "It cost [[$ 5 => $5]].", ok: "It cost $5."}
      - {id: euro, regex: '€ (\\d)', suggest: '€\\1', wrong: "It cost [[€ 5 => €5]].", ok: "It cost €5."}
"""


def load(tmp_path: Path, text: str) -> list[Rule]:
    path = tmp_path / "house.yaml"
    path.write_text(text, "utf-8")
    return list(loading.compile_packs([path]))


def test_rules_and_rows_load(tmp_path: Path) -> None:
    rules = load(tmp_path, GOOD)
    assert [rule.id for rule in rules] == ["house/prolong", "house/prices/dollar", "house/prices/euro"]
    assert rules[2].regex == "€ (\\d)" and rules[2].message == "No space after the sign."


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("severity: critical", "severity: terrible", 7, "unknown severity 'terrible'"),
        ("category: fluency/spacing", "category: spaces", 14, "unknown category 'spaces'"),
        ("verb: prolong", "verb: $missing", 8, "unknown word set '$missing'"),
        ("verb: prolong", "werb: prolong", 8, "exactly one head"),
        ("message: Nobody", "massage: Nobody", 5, "unknown field"),
        ("    regex: '\\$ (\\d)'", "    regex: '\\$ ((\\d)'", 16, "not a regular expression"),
        ("regex: '€ (\\d)'", "regex: '€ ((\\d)'", 20, "not a regular expression"),
        ("[[prolonged his death => prolonged his agony]]", "prolonged his death", 10, "marks its artefact"),
        ("replace: {object: agony}", "replace: {object: 7}", 9, "must map roles to words"),
        ("pack: house", "pack: house\nrulez: []", 2, "unknown field 'rulez'"),
        ("rules:", "rules: [", 13, "not valid YAML"),
    ],
)
def test_a_broken_pack_names_file_line_and_field(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    assert old in GOOD
    with pytest.raises(PackError) as error:
        load(tmp_path, GOOD.replace(old, new, 1))
    message = str(error.value)
    assert problem in message and "\n" not in message
    if "YAML" not in problem:
        assert f"house.yaml:{line}:" in message


def test_two_rules_cannot_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="house/prices/dollar: the same id"):
        load(tmp_path, GOOD.replace("id: euro", "id: dollar"))


def test_the_cache_gives_back_the_same_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLINT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "house.yaml"
    path.write_text(GOOD, "utf-8")
    loading._load.cache_clear()
    loading._fingerprint.cache_clear()
    first = loading.load_rules([path])
    loading._load.cache_clear()
    second = loading.load_rules([path])
    assert list((tmp_path / "cache").glob("rules-*.bin"))
    assert loading._freeze(first) == loading._freeze(second)
    assert second[-3].relation == first[-3].relation
    loading._load.cache_clear()
    loading._fingerprint.cache_clear()


def test_a_missing_pack_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such rule pack"):
        loading.load_rules([tmp_path / "nothing.yaml"])


def test_an_example_reads_its_mark_and_fix() -> None:
    example = Example.parse("They [[made => paid]] a visit.")
    assert (example.text, example.start, example.end, example.fix) == ("They made a visit.", 5, 9, "paid")
    assert Example.parse("Home [[Source link => ]]").fix == ""
    assert Example.parse("a [[b]] c").fix is None
