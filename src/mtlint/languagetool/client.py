"""Asking a LanguageTool server, through language-tool-python, so that an answer comes whatever happens to the server.

A local server that died, hangs or ran out of memory is replaced and asked again, a bounded number of times. A server
that the user named is only asked again.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mtlint.config import LanguageToolSettings
from mtlint.errors import DetectorUnavailableError
from mtlint.languagetool import server

#: How often a text is tried before the server counts as not to be had.
_TRIES = 3
#: A named server may be restarting; seconds to wait before it is asked again.
_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a text, apart from the text: one set of rules in one variant of English."""

    language: str
    off: tuple[str, ...] = ()
    off_categories: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What LanguageTool marks; offsets are code points."""

    rule: str
    category: str
    start: int
    end: int
    message: str
    suggestions: tuple[str, ...]


class Client:
    """Asks one server; may be used from several threads."""

    def __init__(self, settings: LanguageToolSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._remotes: dict[tuple[str, Query], Any] = {}

    def check(self, text: str, query: Query) -> list[Match]:
        """What the server marks in `text`; DetectorUnavailableError when there is no answer to be had."""
        local = not self._settings.url
        bad: server.State | None = None
        reason = ""
        for attempt in range(_TRIES):
            state = server.ensure(self._settings, bad) if local else None
            try:
                return self._ask(state.url if state else self._settings.url, text, query)
            except _NoAnswerError as error:
                reason = str(error)
                if state is None:
                    if attempt + 1 < _TRIES:
                        time.sleep(_PAUSE)
                    continue
                if not server.alive(state) and server.out_of_memory():
                    reason = f"it ran out of memory (languagetool.heap is {self._settings.heap})"
                bad = state
        where = "the LanguageTool server" if local else f"the LanguageTool server at {self._settings.url}"
        raise DetectorUnavailableError(f"{where} gives no answer: {reason}")

    def _ask(self, url: str, text: str, query: Query) -> list[Match]:
        import requests
        from language_tool_python.exceptions import LanguageToolError

        try:
            found = self._remote(url, query).ask(text)
            return _matches(text, found)
        except (LanguageToolError, requests.RequestException, OSError) as error:
            raise _NoAnswerError(self._reason(error)) from None
        except (KeyError, TypeError, AttributeError):
            raise _NoAnswerError("what answers there is no LanguageTool") from None

    def _reason(self, error: BaseException) -> str:
        import requests

        cause = error.__cause__ or error
        if isinstance(cause, requests.Timeout):
            return f"none within {self._settings.timeout:g} seconds (languagetool.timeout)"
        if isinstance(cause, requests.exceptions.InvalidURL):
            return "its address is not one"
        if isinstance(cause, requests.ConnectionError):
            return "no connection"
        words = " ".join(str(error).split())
        return f"it says {words[:120]!r}" if words else type(error).__name__

    def _remote(self, url: str, query: Query) -> Any:
        with self._lock:
            key = (url, query)
            if key not in self._remotes:
                self._remotes[key] = _remote_class()(url, query, self._settings)
            return self._remotes[key]


class _NoAnswerError(Exception):
    """One try failed."""


def _remote_class() -> Any:
    """The class is made on use: language-tool-python takes a tenth of a second to import."""
    global _REMOTE
    if _REMOTE is None:
        from language_tool_python import LanguageTool

        class Remote(LanguageTool):  # type: ignore[misc, unused-ignore]
            """language-tool-python's client of a remote server, with the answer as it came.

            Its own `Match` keeps the last text in a class attribute (wrong in threads) and lengths in UTF-16 units.
            """

            def __init__(self, url: str, query: Query, settings: LanguageToolSettings) -> None:
                self._TIMEOUT = settings.timeout
                # Without a word on proxies, one set up for the web would be asked for this machine too.
                proxies = None if settings.url else {"no_proxy": "127.0.0.1"}
                super().__init__(query.language, remote_server=_folder(url), proxies=proxies)
                # In this order always: the server keeps a prepared checker for each wording of a request.
                self.disabled_rules = query.off
                self.disabled_categories = query.off_categories
                self.enabled_rules = query.only
                self.enabled_rules_only = bool(query.only)

            def ask(self, text: str) -> Any:
                return self._query_server(self._url + "check", self._create_params(text), num_tries=1, method="post")

        _REMOTE = Remote
    return _REMOTE


_REMOTE: Any = None


def _folder(url: str) -> str:
    """The address that "v2/" is appended to, whether or not the user wrote that too."""
    return url.rstrip("/").removesuffix("/v2") + "/"


def _matches(text: str, answer: Any) -> list[Match]:
    pairs = _pairs(text)
    found = []
    for match in answer["matches"]:
        start, length = match["offset"], match["length"]
        found.append(
            Match(
                rule=str(match["rule"]["id"]),
                category=str(match["rule"]["category"]["id"]),
                start=_code_point(pairs, start),
                end=_code_point(pairs, start + length),
                message=str(match["message"]),
                suggestions=tuple(str(each["value"]) for each in match["replacements"]),
            )
        )
    return found


def _pairs(text: str) -> list[int]:
    """UTF-16 offsets at which a character of two units begins, ascending."""
    if text.isascii() or max(text) < "\U00010000":
        return []
    units = [at for at, character in enumerate(text) if character >= "\U00010000"]
    return [at + number for number, at in enumerate(units)]


def _code_point(pairs: Sequence[int], unit: int) -> int:
    return unit - bisect_left(pairs, unit)
