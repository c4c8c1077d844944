"""`mtlint rules new`: valid packs, comments kept, and a file untouched when the rule is not valid."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import mtlint

from mtlint.errors import PackError
from mtlint.rules.editing import add
from mtlint.rules.loading import compile_packs

PAIR = {"wrong": "stinging ally", "right": "prickly ally"}
RULE = {
    "id": "gather", "message": "Police round people up.", "category": "style/unidiomatic", "severity": "minor",
    "relation": {"verb": "gather", "object": "suspect | activist"}, "replace": {"verb": ["round up", "detain"]},
    "wrong": ["Police [[gathered suspects => rounded up suspects]]."], "ok": ["Suspects: none", "“Yes”, he said."],
}  # fmt: skip


def test_a_new_file_is_a_valid_pack(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    assert [rule.id for rule in add(path, "pairs", PAIR)] == ["house/stinging-ally", "house/stinging-ally/apart"]
    assert [rule.id for rule in add(path, "rules", RULE)] == ["house/gather"]
    rules = {rule.id: rule for rule in compile_packs([path])}
    assert len(rules) == 3
    assert rules["house/gather"].ok == ("Suspects: none", "“Yes”, he said.")


@pytest.mark.parametrize(
    "before",
    [
        "# ours\npack: house # name\n",
        "pack: house\nrules:\n  # the first\n  - id: one # odd\n    message: 'M: x'\n    category: style/awkward\n    severity: minor\n"
        "    regex: |\n      abc\n\n# the end\n",
        "pack: house\npairs:\n- {wrong: a thing, right: b thing} # kept\n\n# then\nrules: []\n",
        "pack: house\nrules: [] # none yet\npairs:\n    - wrong: cold rain\n      right: rain\nabout: x",
    ],
)
def test_what_stands_in_a_file_stays(tmp_path: Path, before: str) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(before, "utf-8")
    known = {rule.id for rule in compile_packs([path])}
    add(path, "rules", RULE)
    add(path, "pairs", PAIR)
    after = path.read_text("utf-8")
    left = iter(after.splitlines())
    for line in before.replace("rules: []", "rules:").splitlines():
        assert any(line in new for new in left), (line, after)
    assert {rule.id for rule in compile_packs([path])} == known | {
        "house/gather", "house/stinging-ally", "house/stinging-ally/apart",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({**RULE, "severity": "awful"}, "unknown severity"),
        ({**RULE, "id": "one"}, "the id is taken"),
        ({**RULE, "wrong": ["no mark"]}, "marks its artefact"),
        ({**RULE, "relation": {"verb": "$nothing"}}, "unknown word set"),
    ],
)
def test_a_file_is_as_it_was_when_the_rule_is_not_valid(tmp_path: Path, entry: dict[str, object], problem: str) -> None:
    path = tmp_path / "house.yaml"
    add(path, "rules", {**RULE, "id": "one"})
    before = path.read_text("utf-8")
    with pytest.raises(PackError, match=problem):
        add(path, "rules", entry)
    assert path.read_text("utf-8") == before
    with pytest.raises(PackError):
        add(tmp_path / "new.yaml", "rules", {**RULE, "severity": "awful"})
    assert not (tmp_path / "new.yaml").exists()


def test_the_command_adds_a_pair_and_tests_it(tmp_path: Path) -> None:
    done = mtlint(
        "rules", "new", "house.yaml", "--pair", "stinging ally=prickly ally|awkward ally", "--ok", "A stinging reply.",
        "--wrong", "He is a [[stinging ally => prickly ally]].", "--from", "ru", "--severity", "major", cwd=tmp_path,
    )  # fmt: skip
    assert (done.code, done.err) == (0, ""), done
    assert "house/stinging-ally" in done.out
    found = mtlint("rules", "test", "house", "--pack", "house.yaml", cwd=tmp_path)
    assert found.code == 0 and found.out.startswith("2 rules"), found


def test_the_command_says_when_the_new_rule_fails_its_examples(tmp_path: Path) -> None:
    done = mtlint(
        "rules", "new", "house.yaml", "--kind", "verb-object", "--word", "gather", "--word", "suspect", "--fix", "round up",
        "--message", "Police round people up.", "--wrong", "The [[dog => cat]] barked.", cwd=tmp_path,
    )  # fmt: skip
    assert done.code == 1 and "does not find its wrong example" in done.err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--pair", "stinging ally"], "must be"),
        ([], "--kind, --message, --wrong missing"),
        (["--kind", "odd", "--message", "m", "--wrong", "[[a => b]]"], "must be one of"),
        (["--kind", "verb-object", "--word", "gather", "--message", "m", "--wrong", "[[a => b]]"], "takes 2 words"),
        (["--kind", "regex", "--message", "m", "--wrong", "[[a => b]]"], "--regex missing"),
        (["--pair", "ally=ally"], "pair 1: right: is the same"),
    ],
)
def test_the_command_refuses_in_one_line(tmp_path: Path, arguments: list[str], problem: str) -> None:
    done = mtlint("rules", "new", "house.yaml", *arguments, cwd=tmp_path)
    assert done.code == 2 and problem in done.err and done.err.count("\n") == 1, done
    assert not (tmp_path / "house.yaml").exists()
