"""LanguageTool's jars: fetched once from Maven by jgo, each checked against the lock file, kept by version.

The lock file names the fewest jars that check English. A fetch happens under a file lock into a folder beside the final
one, which then appears by a rename: whoever looks sees all jars or none.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mtlint.errors import DetectorUnavailableError
from mtlint.fetching import sha256, shown
from mtlint.languagetool import VERSION
from mtlint.resources import cache_dir

LOCK_FILE = Path(__file__).with_name("jars.lock.toml")
#: Names a Maven repository to use instead of the usual one.
REPOSITORY_VARIABLE = "MTLINT_MAVEN_REPOSITORY"
#: Written last into a complete folder; holds the sum of the lock file that it was made from.
_STAMP = "complete"
_TIMEOUT = 60
#: Seconds to wait for another process that is fetching.
_PATIENCE = 900
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock file."""

    coordinates: str
    sha256: str
    size: int

    @property
    def parts(self) -> tuple[str, str, str]:
        group, artifact, version = self.coordinates.split(":")
        return group, artifact, version

    @property
    def name(self) -> str:
        _, artifact, version = self.parts
        return f"{artifact}-{version}.jar"

    @property
    def maven_path(self) -> Path:
        """Where a Maven repository keeps it."""
        group, artifact, version = self.parts
        return Path(*group.split("."), artifact, version, self.name)


@lru_cache(maxsize=1)
def locked() -> tuple[Jar, ...]:
    """The jars of the lock file."""
    data = tomllib.loads(LOCK_FILE.read_text("utf-8"))
    if data["version"] != VERSION:
        raise DetectorUnavailableError(f"{LOCK_FILE} is for LanguageTool {data['version']}, not {VERSION}")
    return tuple(Jar(**each) for each in data["jar"])


def home() -> Path:
    """The folder of this version: jars, the server's state, its log."""
    return cache_dir() / "languagetool" / VERSION


def jars_dir() -> Path:
    return home() / "jars"


def missing() -> list[str]:
    """What a fetch would bring: names of jars that are not there, or not of their size. No sums: it is asked often."""
    folder = jars_dir()
    if not (folder / _STAMP).is_file():
        return [jar.name for jar in locked()]
    return [jar.name for jar in locked() if not _has_size(folder / jar.name, jar.size)]


def damaged() -> list[str]:
    """Names of jars that are there and not as the lock file says, by their sums."""
    folder = jars_dir()
    return [jar.name for jar in locked() if (folder / jar.name).is_file() and sha256(folder / jar.name) != jar.sha256]


def ensure(*, force: bool = False, verify: bool = False, progress: bool | None = None) -> Path:
    """The folder with all jars, fetched if need be. `force`: all anew; `verify`: those whose sums are wrong too.

    Raises DetectorUnavailableError, one line, when they cannot be had; then nothing half-done is left.
    """

    def wanted() -> bool:
        return force or bool(missing()) or (verify and bool(damaged()))

    if not wanted():
        return jars_dir()
    from filelock import FileLock, Timeout

    target = jars_dir()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home() / "fetch.lock", timeout=_PATIENCE):
            # Another process may have fetched while this one waited.
            if wanted():
                _fetch(target, force, progress)
    except Timeout:
        raise DetectorUnavailableError("another process has been fetching LanguageTool for too long") from None
    except OSError as error:
        raise DetectorUnavailableError(f"{target.parent}: {error.strerror or error}") from None
    return target


def _fetch(target: Path, force: bool, progress: bool | None) -> None:
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=target.parent) as scratch:
        staged = Path(scratch) / "jars"
        staged.mkdir()
        needed = [jar for jar in locked() if force or not _take(target / jar.name, jar, staged)]
        local = _local_repository()
        needed = [jar for jar in needed if force or not _take(local / jar.maven_path, jar, staged)]
        if needed:
            with shown(f"LanguageTool {VERSION}", sum(jar.size for jar in needed), progress) as advance:
                for jar in needed:
                    _download(jar, Path(scratch), staged, advance)
        (staged / _STAMP).write_text(hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest() + "\n", "utf-8")
        if target.exists():
            # A running server keeps the old files open; a folder cannot be replaced by a rename when it is not empty.
            target.rename(Path(scratch) / "old")
        staged.rename(target)


def _take(source: Path, jar: Jar, staged: Path) -> bool:
    """Copy `source` when it is what the lock file wants."""
    if not _has_size(source, jar.size) or sha256(source) != jar.sha256:
        return False
    shutil.copyfile(source, staged / jar.name)
    return True


def _download(jar: Jar, scratch: Path, staged: Path, advance: Callable[[int], None]) -> None:
    """Let jgo fetch one jar; a wrong sum is tried once more, since a proxy may have cut the first answer short."""
    for attempt in range(_TRIES):
        fetched = _by_jgo(jar, scratch / f"maven-{attempt}", advance)
        if sha256(fetched) == jar.sha256:
            shutil.move(fetched, staged / jar.name)
            return
        advance(-min(fetched.stat().st_size, jar.size))
        fetched.unlink()
    raise DetectorUnavailableError(f"{jar.name} does not have the checksum that the lock file pins; nothing was kept")


def _by_jgo(jar: Jar, repository: Path, advance: Callable[[int], None]) -> Path:
    import logging

    import requests
    from jgo.maven import MavenContext, PythonResolver

    # jgo logs what becomes an error message here.
    logging.getLogger("jgo").setLevel(logging.CRITICAL)

    @contextmanager
    def follow(_name: str, _total: int) -> Iterator[Callable[[int], None]]:
        yield advance

    context = MavenContext(
        resolver=PythonResolver(progress_callback=follow),
        repo_cache=repository,
        remote_repos=repositories() or None,
        timeout=_TIMEOUT,
    )
    try:
        return Path(context.create_dependency(jar.coordinates).artifact.resolve())
    except (requests.RequestException, RuntimeError) as error:
        raise DetectorUnavailableError(f"{jar.name} cannot be fetched: {_reason(error)}") from None


def _reason(error: BaseException) -> str:
    """The innermost cause in a few words; what libraries say names addresses and objects at length."""
    import requests

    if isinstance(error, requests.Timeout):
        return "the Maven repository does not answer in time"
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return f"the address of the Maven repository is wrong (see {REPOSITORY_VARIABLE})"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke off"
    if isinstance(error, requests.RequestException):
        return f"no connection to the Maven repository (a mirror can be named in {REPOSITORY_VARIABLE})"
    if "not found in remote repositories" in str(error):
        return "the Maven repository does not have it"
    return " ".join(str(error).split())[:120]


def repositories() -> dict[str, str]:
    """Maven repositories that the user has set up, by name; empty: jgo's default, Maven Central.

    Looked for, in this order: the environment, jgo's own settings, and a mirror of Central in Maven's settings.
    """
    from jgo.config import GlobalSettings

    named = os.environ.get(REPOSITORY_VARIABLE, "").rstrip("/")
    if named:
        return {"central": named}
    own: Mapping[str, str] = GlobalSettings.load().repositories
    if own:
        return dict(own)
    mirror = _maven_mirror(Path.home() / ".m2" / "settings.xml")
    return {"central": mirror} if mirror else {}


def _maven_mirror(settings: Path) -> str | None:
    """The address of the first mirror that stands for Central in a Maven settings file."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.parse(settings).getroot()  # noqa: S314 the user's own file
    except (OSError, ElementTree.ParseError):
        return None
    for mirror in root.iterfind("{*}mirrors/{*}mirror"):
        of = (mirror.findtext("{*}mirrorOf") or "").replace(" ", "").split(",")
        url = (mirror.findtext("{*}url") or "").strip().rstrip("/")
        if url and "!central" not in of and {"central", "*", "external:*"} & set(of):
            return url
    return None


def _local_repository() -> Path:
    """The user's own Maven repository: what is there need not be fetched again."""
    return Path(os.environ.get("M2_REPO") or Path.home() / ".m2" / "repository")


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
