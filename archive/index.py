"""Which record holds a body: an index that can be made again from the runs' files at any time.

Nothing rests on it: what it points to is held against the hash that was asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from archive.chain import decode, whole_lines
from archive.errors import ArchiveError
from archive.manifest import Entry, Location
from archive.model import Capture
from archive.warc import FirstRecord, target_of

NAME = "index.db"
_PATIENCE = 30.0
_TABLES = """
CREATE TABLE IF NOT EXISTS bodies (
    sha256 TEXT PRIMARY KEY, run_id TEXT, file TEXT, offset INTEGER, length INTEGER, size INTEGER,
    url TEXT, at TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bodies_of_run ON bodies (run_id);
CREATE TABLE IF NOT EXISTS runs (run_id TEXT PRIMARY KEY, taken INTEGER NOT NULL);
"""
_FIND = "SELECT run_id, file, offset, length, size, url, at FROM bodies WHERE sha256 = ?"

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The records that hold a body of ``size`` bytes, and how a revisit names them."""

    run_id: str
    file: str
    offset: int
    length: int
    size: int
    first: FirstRecord


def kept(capture: Capture, location: Location) -> Kept:
    """The records of ``capture`` as those that hold its body."""
    return Kept(
        run_id=capture.run_id,
        file=location.file,
        offset=location.offset,
        length=location.length,
        size=capture.size,
        first=FirstRecord(url=target_of(capture), at=capture.requested_at),
    )


class Index:
    """Opened for each question, so that threads and processes do not get into each other's way."""

    def __init__(self, root: Path) -> None:
        """``root`` is that of the archive."""
        self._path = root / NAME
        self._runs = root / "runs"

    def find(self, sha256: str) -> Kept | None:
        """The records with this body; runs that were written since are taken in first."""
        found = self.known((sha256,)).get(sha256)
        if found is None:
            self.catch_up()
            found = self.known((sha256,)).get(sha256)
        return found

    def known(self, hashes: Collection[str]) -> Mapping[str, Kept]:
        """The records with these bodies, as far as runs are taken in already."""

        def look(connection: sqlite3.Connection) -> dict[str, Kept]:
            rows = ((sha256, connection.execute(_FIND, (sha256,)).fetchone()) for sha256 in hashes)
            return {sha256: _kept_in(row) for sha256, row in rows if row is not None}

        return self._answer(look)

    def catch_up(self) -> None:
        """Take in what was written to the runs' files since."""
        self._answer(lambda connection: _take_in_all(connection, self._runs))

    def make_again(self) -> None:
        """Forget everything and take in all runs."""
        self._path.unlink(missing_ok=True)
        self.catch_up()

    def _answer(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """From the file; from memory where no file can be written; a broken file is made again."""
        if self._runs.is_dir():
            try:
                return _asked(self._path, question)
            except sqlite3.OperationalError:
                pass
            except sqlite3.DatabaseError:
                self._path.unlink(missing_ok=True)
                self.catch_up()
                return _asked(self._path, question)

        def from_memory(connection: sqlite3.Connection) -> Answer:
            _take_in_all(connection, self._runs)
            return question(connection)

        return _asked(":memory:", from_memory)


def _asked(path: Path | str, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    # Transactions are begun by hand.
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
        connection.executescript(_TABLES)
        return question(connection)


def _take_in_all(connection: sqlite3.Connection, runs: Path) -> None:
    taken = dict(connection.execute("SELECT run_id, taken FROM runs"))
    for path in sorted(runs.glob("*.jsonl")):
        if taken.get(path.stem, 0) != path.stat().st_size:
            _take_in(connection, path)


def _take_in(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    run_id = path.stem
    row = connection.execute("SELECT taken FROM runs WHERE run_id = ?", (run_id,)).fetchone()
    taken = row[0] if row else 0
    if path.stat().st_size < taken:  # cut back after a crash
        connection.execute("DELETE FROM bodies WHERE run_id = ?", (run_id,))
        taken = 0
    with path.open("rb") as file:
        file.seek(taken)
        added = file.read()
    connection.executemany(
        "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _rows(run_id, added)
    )
    taken += added.rfind(b"\n") + 1
    connection.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (run_id, taken))
    connection.execute("COMMIT")


def _rows(run_id: str, lines: bytes) -> Iterator[tuple[str | int, ...]]:
    """What whole records say; a line that cannot be read is for those who verify."""
    for line in whole_lines(lines):
        try:
            entry = Entry(number=0, link=decode(line))
            capture, location = entry.capture, entry.location
        except ArchiveError:
            continue
        if capture is None or location is None or location.is_revisit:
            continue
        one = kept(capture, location)
        at = one.first.at.isoformat()
        where = (one.file, one.offset, one.length, one.size)
        yield (capture.sha256, run_id, *where, one.first.url, at)


def _kept_in(row: tuple[str, str, int, int, int, str, str]) -> Kept:
    run_id, file, offset, length, size, url, at = row
    return Kept(
        run_id=run_id,
        file=file,
        offset=offset,
        length=length,
        size=size,
        first=FirstRecord(url=url, at=datetime.fromisoformat(at)),
    )
