from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from mtlint import config
from mtlint.config import Config, LanguageToolSettings, Thresholds, load
from mtlint.errors import ConfigError
from mtlint.findings import Severity

FULL = """
depth = "fast"
select = ["calques", "wire/dateline"]
ignore = ["typography"]
min_severity = "major"
min_confidence = 0.5
packs = ["packs/own.yaml"]
names = ["Velmora"]
dialect = "GB"
max_bytes = 1000

[thresholds]
review_penalty = 1
reject_penalty = 20.5
reject_critical = 0
reject_probability = 0.8

[languagetool]
url = "http://127.0.0.1:8081"
language = "en-GB"
provider = "download"
java = "/usr/bin/java"
heap = "512m"
timeout = 5
idle_minutes = 1.5
required = true
"""


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path / "a.txt") == Config()


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text(FULL)
    loaded = load(tmp_path / "a.txt")
    assert loaded == Config(
        depth="fast",
        select=("calques", "wire/dateline"),
        ignore=("typography",),
        min_severity=Severity.MAJOR,
        min_confidence=0.5,
        packs=(tmp_path / "packs/own.yaml",),
        names=("Velmora",),
        dialect="GB",
        max_bytes=1000,
        thresholds=Thresholds(1.0, 20.5, 0, 0.8),
        languagetool=LanguageToolSettings(
            "http://127.0.0.1:8081", "en-GB", "download", "/usr/bin/java", "512m", 5.0, 1.5, True
        ),
    )


def test_no_field_is_without_a_reader() -> None:
    assert set(config._SETTINGS) == {field.name for field in fields(Config)}
    for name, kind in (("thresholds", Thresholds), ("languagetool", LanguageToolSettings)):
        assert set(config._SETTINGS[name][1]) == {field.name for field in fields(kind)}


def test_the_nearest_file_wins_and_mtlint_toml_before_pyproject(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.mtlint]\nmin_confidence = 0.1\n")
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert load(inner / "s.txt").min_confidence == 0.1
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.mtlint]\nmin_confidence = 0.2\n")
    assert load(inner / "s.txt").min_confidence == 0.2
    (tmp_path / "a" / "mtlint.toml").write_text("min_confidence = 0.3\n")
    assert load(inner / "s.txt").min_confidence == 0.3
    (tmp_path / "own.toml").write_text("min_confidence = 0.4\n")
    assert load(inner / "s.txt", tmp_path / "own.toml").min_confidence == 0.4


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# a\n\nmin_confidence = 'high'\n", "3: min_confidence: must be a number from 0 to 1, got 'high'"),
        ("min_confidence = 1.5", "1: min_confidence: must be a number from 0 to 1, got 1.5"),
        ("min_confidence = nan", "1: min_confidence: must be a number from 0 to 1, got nan"),
        ("min_confidence = true", "1: min_confidence: must be a number from 0 to 1, got true"),
        ("depth = 'fast'\nmin-confidence = 1", "2: min-confidence: unknown setting; did you mean min_confidence?"),
        ("depth = 'quick'", "1: depth: must be one of fast, standard, deep, got 'quick'"),
        ("min_severity = 3", "1: min_severity: must be one of neutral, minor, major, critical, got 3"),
        ("select = [\n 'a',\n 1,\n]", "1: select: must be a list of strings, got ['a', 1]"),
        ("names = '''\na\n'''\n\n\nignore = 'x'", "1: names: must be a list of strings, got 'a\\n'"),
        ("max_bytes = 0", "1: max_bytes: must be a whole number of at least 1, got 0"),
        ("max_bytes = 1.5", "1: max_bytes: must be a whole number of at least 1, got 1.5"),
        ("thresholds = 3", "1: thresholds: must be a table, got 3"),
        (
            "\n[thresholds]\n# words\n\nreject_penalty = -1",
            "5: thresholds.reject_penalty: must be a number of at least 0, got -1",
        ),
        ("thresholds.rejct_penalty = 1", "1: thresholds.rejct_penalty: unknown setting; did you mean reject_penalty?"),
        (
            "[languagetool]\nurl = 'localhost'",
            "2: languagetool.url: must be an http:// or https:// address, got 'localhost'",
        ),
        ("[languagetool]\ntimeout = 0", "2: languagetool.timeout: must be a number above 0, got 0"),
        ("[languagetool]\nrequired = 'yes'", "2: languagetool.required: must be true or false, got 'yes'"),
        ("[[languagetool]]\nurl = ''", "1: languagetool: must be a table, got [{'url': ''}]"),
        ("a = 1\nb ==", "2: not valid TOML: Invalid value"),
        ("a = '''", "1: not valid TOML: Expected \"'''\""),
    ],
)
def test_a_wrong_setting_names_file_line_and_key(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "mtlint.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "a.txt")
    assert str(caught.value) == f"{path}:{problem}"


def test_a_line_in_pyproject_counts_from_its_top(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n\n[tool.mtlint]\ndepth = "fast"\ndialct = "US"\n')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert str(caught.value) == f"{path}:6: dialct: unknown setting; did you mean dialect?"


def test_a_name_far_from_all_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text("xyzzy = 1")
    with pytest.raises(ConfigError, match=r"xyzzy: unknown setting \(known: depth, select, "):
        load(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file or directory"):
        load(tmp_path, tmp_path / "none.toml")
    (tmp_path / "mtlint.toml").write_bytes(b"depth = '\xff'")
    with pytest.raises(ConfigError, match=r"mtlint\.toml: not valid UTF-8 at byte 9"):
        load(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(ConfigError, match=r"has no \[tool\.mtlint\] table"):
        load(tmp_path, tmp_path / "pyproject.toml")
