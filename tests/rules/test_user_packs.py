"""A user's own packs: by the configuration, and by an installed package's entry point; fitted confidences."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from running import mtlint

from mtlint.errors import PackError
from mtlint.rules import loading

PACK = "pack: newsroom\npairs:\n  - {wrong: stinging harbour, right: prickly harbour, severity: major}\n"
#: What a wheel of a package with packs holds, as any build tool writes it.
WHEEL = {
    "newsroom_rules/__init__.py": "",
    "newsroom_rules/own.yaml": PACK,
    "newsroom_rules-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: newsroom-rules\nVersion: 1.0\n",
    "newsroom_rules-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "newsroom_rules-1.0.dist-info/entry_points.txt": "[mtlint.packs]\nnewsroom = newsroom_rules\n",
}
TEXT = b"It is a stinging harbour, the mayor said."


def test_a_pack_is_named_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.yaml").write_text(PACK, "utf-8")
    (tmp_path / "mtlint.toml").write_text('packs = ["packs"]\ndepth = "fast"\n', "utf-8")
    (tmp_path / "story.txt").write_bytes(TEXT)
    done = mtlint("check", "story.txt", "--format", "json", cwd=tmp_path)
    assert [f["rule"] for f in done.data["documents"][0]["findings"]] == ["newsroom/stinging-harbour"], done


def test_an_error_in_a_user_s_pack_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(PACK.replace("right", "rigth"), "utf-8")
    (tmp_path / "mtlint.toml").write_text('packs = ["own.yaml"]\ndepth = "fast"\n', "utf-8")
    (tmp_path / "story.txt").write_bytes(TEXT)
    done = mtlint("check", "story.txt", cwd=tmp_path)
    assert done.code == 2 and "own.yaml:3: pair 1: rigth: unknown field" in done.err and done.err.count("\n") == 1


def test_an_installed_package_brings_its_packs(tmp_path: Path) -> None:
    wheel, target = tmp_path / "newsroom_rules-1.0-py3-none-any.whl", tmp_path / "site"
    record = "".join(f"{name},,\n" for name in (*WHEEL, "newsroom_rules-1.0.dist-info/RECORD"))
    with zipfile.ZipFile(wheel, "w") as file:
        for name, text in (*WHEEL.items(), ("newsroom_rules-1.0.dist-info/RECORD", record)):
            file.writestr(name, text)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    path = os.pathsep.join([str(target), os.environ.get("PYTHONPATH", "")])
    found = mtlint("check", "--depth", "fast", "--format", "json", "-", stdin=TEXT, PYTHONPATH=path)
    assert [f["rule"] for f in found.data["documents"][0]["findings"]] == ["newsroom/stinging-harbour"], found
    listed = mtlint("rules", "list", "newsroom", PYTHONPATH=path)
    assert "newsroom/stinging-harbour  major" in listed.out


@pytest.mark.parametrize("value", ["email", "os.path:nothing", "no_such_module"])
def test_an_entry_point_that_leads_nowhere_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("broken", value, "mtlint.packs")
    monkeypatch.setattr(loading, "entry_points", lambda group: [entry])
    if value == "email":  # a package that has no packs is no error
        assert all(path.parent == loading.rules_dir() for path in loading.pack_files())
    else:
        with pytest.raises(PackError, match="entry point 'broken'"):
            loading.pack_files()


def test_a_fitted_confidence_lies_over_the_rule_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "own.yaml").write_text(PACK, "utf-8")
    monkeypatch.setenv("MTLINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(loading, "rules_dir", lambda: tmp_path / "rules")

    def confidence() -> tuple[float, str]:
        for cached in (loading._load, loading._fingerprint, loading._fingerprint_of_code):
            cached.cache_clear()
        own = (tmp_path / "own.yaml",)
        rules = {rule.id: rule.confidence for rule in loading._load(own)}
        return rules["newsroom/stinging-harbour"], loading._fingerprint(own)

    first = confidence()
    fitted = tmp_path / "rules" / "confidence.yaml"
    fitted.write_text("# fitted\nnewsroom/stinging-harbour: 0.31\nnewsroom/gone: 0.5\n", "utf-8")
    second = confidence()
    assert (first[0], second[0]) == (0.7, 0.31) and first[1] != second[1]
    fitted.write_text("newsroom/stinging-harbour: high\n", "utf-8")
    with pytest.raises(PackError, match=r"confidence.yaml:1: newsroom/stinging-harbour: must be a number"):
        confidence()
    for cached in (loading._load, loading._fingerprint, loading._fingerprint_of_code):
        cached.cache_clear()
