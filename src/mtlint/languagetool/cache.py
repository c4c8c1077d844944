"""LanguageTool's answers on disk, so that a text that was checked before is quick, and a changed one nearly so.

A convenience only: whatever goes wrong with it, the server is asked. Its size is bounded; the oldest go first.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from mtlint.languagetool.client import Match, Query

#: Rows kept: a paragraph's answer takes some 200 bytes, most are empty.
MOST = 200_000
_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, used INTEGER, value TEXT) WITHOUT ROWID"
#: A row's time is renewed only when it is a day old, so that reading seldom writes.
_DAY = 86_400


class Answers:
    """A table from (query, text) to matches; may be used from several threads and processes."""

    def __init__(self, path: Path | None, most: int = MOST) -> None:
        self._path = path
        self._most = most
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def get(self, query: Query, texts: Iterable[str]) -> dict[str, list[Match]]:
        """What is known of `texts`."""
        keys = {_key(query, text): text for text in texts}
        found: dict[str, list[Match]] = {}
        stale = []
        with self._lock, contextlib.suppress(sqlite3.Error, OSError, ValueError, TypeError):
            connection = self._open()
            if connection is None:
                return {}
            ordered = list(keys)
            for at in range(0, len(ordered), 500):
                part = ordered[at : at + 500]
                marks = ",".join("?" * len(part))
                rows = connection.execute(f"SELECT key, used, value FROM answers WHERE key IN ({marks})", part)  # noqa: S608
                for key, used, value in rows:
                    found[keys[key]] = _read(value)
                    if used < time.time() - _DAY:
                        stale.append((int(time.time()), key))
            if stale:
                with connection:
                    connection.executemany("UPDATE answers SET used = ? WHERE key = ?", stale)
        return found

    def put(self, query: Query, answers: Mapping[str, list[Match]]) -> None:
        """Keep what the server said."""
        now = int(time.time())
        rows = [
            (
                _key(query, text),
                now,
                json.dumps([[m.rule, m.category, m.start, m.end, m.message, m.suggestions] for m in matches])
                if matches
                else "",
            )
            for text, matches in answers.items()
        ]
        if not rows:
            return
        with self._lock, contextlib.suppress(sqlite3.Error, OSError):
            connection = self._open()
            if connection is None:
                return
            with connection:
                connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
                (count,) = connection.execute("SELECT COUNT(*) FROM answers").fetchone()
                if count > self._most:
                    connection.execute(
                        "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY used LIMIT ?)",
                        (count - self._most * 9 // 10,),
                    )

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            self._path = None

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = self._connect(self._path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):  # no place, no right, in use
                    self._path = None
                    raise
                # Not a database: damaged, so begin anew.
                self._path.unlink(missing_ok=True)
                self._connection = self._connect(self._path)
        return self._connection

    @staticmethod
    def _connect(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=2.0, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")  # losing it costs a question
        connection.execute(_SCHEMA)
        return connection


def _read(value: str) -> list[Match]:
    if not value:
        return []
    return [
        Match(rule, category, start, end, message, tuple(suggestions))
        for rule, category, start, end, message, suggestions in json.loads(value)
    ]


def _key(query: Query, text: str) -> bytes:
    return blake2b(f"{query!r}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
