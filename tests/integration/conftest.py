"""The real LanguageTool for tests: fetched once into the user's cache, and run from caches of their own.

Tests that kill, stop or starve a server must not hit one that somebody uses, so each gets a cache folder whose jars are a
link to the fetched ones.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from maven_repository import Repository

from mtlint.languagetool import provisioning, server


@pytest.fixture(scope="session")
def jars() -> Path:
    """The folder with LanguageTool's jars; fetched on first use."""
    return provisioning.ensure()


def make_cache(folder: Path, jars: Path) -> Path:
    """A cache folder with those jars and no server."""
    home = folder / "languagetool" / jars.parent.name
    home.mkdir(parents=True)
    (home / "jars").symlink_to(jars, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def cache(jars: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of this module's own, in the environment; its server ends with the module."""
    folder = make_cache(tmp_path_factory.mktemp("cache"), jars)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTLINT_CACHE", str(folder))
        yield folder
        server.stop()


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder with nothing in it, in the environment; no other place has jars either."""
    folder = tmp_path / "empty-cache"
    monkeypatch.setenv("MTLINT_CACHE", str(folder))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "no-maven-repository"))
    monkeypatch.setenv("JGO_CONFIG_FILE", str(tmp_path / "no-jgo-settings"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return folder


@pytest.fixture
def repository(jars: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """The fetched jars as a Maven repository, named in the environment."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rsplit("/", 1)[-1]
            served.asked.append(name)
            path = jars / name
            if not path.is_file() or path.suffix != ".jar":
                self.send_error(404)
                return
            data = path.read_bytes()
            if served.spoil.get(name, 0) > 0:
                served.spoil[name] -= 1
                data = data[: len(data) // 2]
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Repository(f"http://127.0.0.1:{httpd.server_address[1]}")
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    monkeypatch.setenv(provisioning.REPOSITORY_VARIABLE, served.url)
    yield served
    httpd.shutdown()
