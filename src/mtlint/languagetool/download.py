"""`provider = "download"`: LanguageTool as language-tool-python downloads and keeps it, instead of jars from Maven."""

from __future__ import annotations

from pathlib import Path

from mtlint.errors import DetectorUnavailableError
from mtlint.languagetool import VERSION


def installed() -> Path | None:
    """The jar that starts the server, when language-tool-python has this version."""
    from language_tool_python.download_lt import LocalLanguageTool

    try:
        return Path(LocalLanguageTool.from_version_name(VERSION).get_jar_path())
    except FileNotFoundError:
        return None


def ensure() -> Path:
    """That jar, downloaded if need be; DetectorUnavailableError when it cannot be had."""
    from filelock import FileLock

    from mtlint.languagetool.provisioning import home

    found = installed()
    if found is not None:
        return found
    from language_tool_python.download_lt import LocalLanguageTool

    try:
        home().mkdir(parents=True, exist_ok=True)
        with FileLock(home() / "fetch.lock"):
            if installed() is None:
                LocalLanguageTool.from_version_name(VERSION).download()
    except Exception as error:  # its download raises a dozen kinds, from its own to zipfile's
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise DetectorUnavailableError(f"language-tool-python could not download LanguageTool: {reason}") from None
    found = installed()
    if found is None:
        raise DetectorUnavailableError("language-tool-python downloaded LanguageTool, but its server is not there")
    return found
