"""The cache on disk: one SQLite file that any number of processes share.

No method but ``clear`` raises. What cannot be opened, read or written is as if it were empty, until the end of the
process; what is damaged is removed. Facts are checked against what was asked for, so that nothing wrong comes out.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from specgen.cache.form import facts_kept, kept_form
from specgen.cache.stamps import Stamp
from specgen.model.facts import PageFacts

FILE = "pages-1.sqlite"
"""The form of the tables is part of the name: another form is another file."""

KEPT_DAYS = 30
"""What nobody has asked for in as many days is dropped."""

_DAY = 86_400
_AT_ONCE = 400
_PATIENCE = 5.0
_TROUBLE = (sqlite3.Error, UnicodeDecodeError)
"""The second where SQLite's own message quotes damage that is no text."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS facts (key BLOB PRIMARY KEY, day INTEGER NOT NULL, data BLOB NOT NULL)",
    """CREATE TABLE IF NOT EXISTS files (
        path BLOB PRIMARY KEY, day INTEGER NOT NULL,
        size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
        digest TEXT NOT NULL
    ) WITHOUT ROWID""",
)


@dataclass(frozen=True)
class Contents:
    """What a cache holds: pages whose facts are there, files whose digest is known, and bytes on disk."""

    pages: int
    files: int
    size: int


class Cache:
    """The facts that one version of the reader found, in ``folder``."""

    def __init__(self, folder: Path, reader: str) -> None:
        self.folder = folder
        self.file = folder / FILE
        self._reader = reader
        self._today = int(time.time() // _DAY)
        self._stale_facts: list[bytes] = []
        self._stale_files: list[bytes] = []
        self._writes = True
        self._database: sqlite3.Connection | None = None
        self._database = self._opened()

    def digests(self, files: Mapping[str, Stamp]) -> dict[str, str]:
        """The digests of those files, by absolute path, whose stamp is the one that they were read under."""
        found = {}
        wanted = {os.fsencode(path): path for path in files}
        columns = "path, day, size, modified, changed, inode, digest"
        for path, day, size, modified, changed, inode, digest in self._rows("files", columns, "path", wanted):
            name = wanted.get(path)
            if name is not None and files[name].row == (size, modified, changed, inode):
                found[name] = str(digest)
                if day != self._today:
                    self._stale_files.append(path)
        return found

    def facts(self, pages: Iterable[tuple[str, str]]) -> dict[tuple[str, str], PageFacts]:
        """The facts of those pages, by path and digest, that were read before."""
        found = {}
        wanted = {self._key(*page): page for page in pages}
        for key, day, data in self._rows("facts", "key, day, data", "key", wanted):
            page, facts = wanted.get(key), facts_kept(data)
            if page is None or facts is None or (facts.path, facts.digest) != page:
                continue
            found[page] = facts
            if day != self._today:
                self._stale_facts.append(key)
        return found

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to find."""
        return not self._asked("SELECT 1 FROM facts LIMIT 1")

    def keep(self, read: Iterable[PageFacts], seen: Iterable[tuple[str, Stamp, str]] = ()) -> None:
        """Adds facts, and the digests of files by absolute path. A file that may change unseen is not added."""
        self.keep_packed(((one.path, one.digest, kept_form(one)) for one in read), seen)

    def keep_packed(self, read: Iterable[tuple[str, str, bytes]], seen: Iterable[tuple[str, Stamp, str]] = ()) -> None:
        """The same of facts that are in the form in which they are kept, by path and digest."""
        facts = [(self._key(path, digest), self._today, data) for path, digest, data in read]
        files = [(os.fsencode(path), self._today, *stamp.row, digest) for path, stamp, digest in seen if stamp.settled]
        self._written(
            ("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", facts),
            ("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", files),
        )

    def close(self) -> None:
        """Notes what was used, drops what nobody uses, and lets go of the file."""
        if self._stale_facts or self._stale_files:
            oldest = self._today - KEPT_DAYS
            self._written(
                ("UPDATE facts SET day = ? WHERE key = ?", [(self._today, key) for key in self._stale_facts]),
                ("UPDATE files SET day = ? WHERE path = ?", [(self._today, path) for path in self._stale_files]),
                ("DELETE FROM facts WHERE day < ?", [(oldest,)]),
                ("DELETE FROM files WHERE day < ?", [(oldest,)]),
            )
        self._given_up()

    def contents(self) -> Contents:
        """How much there is."""
        counts = [self._asked(f"SELECT COUNT(*) FROM {table}") for table in ("facts", "files")]  # noqa: S608  ours
        pages, files = (int(rows[0][0]) if rows else 0 for rows in counts)
        try:
            size = self.file.stat().st_size
        except OSError:
            size = 0
        return Contents(pages, files, size)

    def clear(self) -> None:
        """Removes everything. Raises OSError where that is not allowed."""
        self._given_up()
        # The journal first: it would be played back into the next file.
        for name in (f"{FILE}-journal", FILE):
            (self.folder / name).unlink(missing_ok=True)

    # The file

    def _opened(self) -> sqlite3.Connection | None:
        with suppress(OSError, *_TROUBLE):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                return self._prepared()
            except _TROUBLE as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
            # No database, or a damaged one.
            self.clear()
            return self._prepared()
        self._writes = False
        with suppress(*_TROUBLE):
            return self._connected("ro")
        return None

    def _connected(self, mode: str) -> sqlite3.Connection:
        address = f"{self.file.as_uri()}?mode={mode}"
        database = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
        # What is damaged need not be text.
        database.text_factory = _text
        return database

    def _prepared(self) -> sqlite3.Connection:
        database = self._connected("rwc")
        try:
            for table in _TABLES:
                database.execute(table)
        except _TROUBLE:
            database.close()
            raise
        return database

    def _rows(self, table: str, columns: str, name: str, wanted: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
        keys = list(wanted)
        for first in range(0, len(keys), _AT_ONCE):
            some = keys[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self._asked(f"SELECT {columns} FROM {table} WHERE {name} IN ({marks})", some)  # noqa: S608  ours

    def _asked(self, question: str, values: Sequence[bytes] = ()) -> list[tuple[Any, ...]]:
        if self._database is None:
            return []
        try:
            return self._database.execute(question, values).fetchall()
        except _TROUBLE as error:
            self._given_up()
            self._removed_if_damaged(error)
            return []

    def _written(self, *statements: tuple[str, Sequence[tuple[object, ...]]]) -> None:
        if self._database is None or not self._writes or not any(rows for _, rows in statements):
            return
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                for statement, rows in statements:
                    self._database.executemany(statement, rows)
        except _TROUBLE as error:
            # A full disk or a lock costs what was to be kept, and no more.
            self._writes = False
            self._removed_if_damaged(error)

    def _removed_if_damaged(self, error: Exception) -> None:
        if not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self.clear()

    def _given_up(self) -> None:
        if self._database is not None:
            with suppress(*_TROUBLE):
                self._database.close()
        self._database = None

    def _key(self, path: str, digest: str) -> bytes:
        said = f"{self._reader}\0{path}\0{digest}"
        return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _text(data: bytes) -> str:
    return data.decode("ascii", errors="replace")
