"""Writes one run: records into its WARC files, then the lines that tell of them.

A line stands in the run's file only when its records are durable, and a caller is told only when
the line is. Many captures may share one commit.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from pathlib import Path
from threading import Lock

from archive.chain import encode, link
from archive.errors import ArchiveError
from archive.files import append, bytes_at, open_to_append, try_to_lock, write_error
from archive.index import Index, Kept, kept
from archive.manifest import CAPTURE, FILE, OPENED, VISIT, Opening, capture_row
from archive.model import Capture, Visit
from archive.recovery import cut_back
from archive.register import Ending, Register, Seal, SealedFile
from archive.rows import to_plain
from archive.warc import body_in, capture_records
from archive.warc_files import WarcFiles

Rows = list[tuple[str, object]]


class RunWriter:
    """Holds a run. What is added by one thread may be committed by another."""

    def __init__(self, root: Path, run_id: str, file_limit: int) -> None:
        """Takes up the run where it ended; what was broken off half-way is cut off.

        ``file_limit`` is the size in bytes from which a further WARC file is begun.

        Raises:
            ArchiveError: another writer has it, it is sealed or damaged, or the disk refuses.
        """
        self._run_id = run_id
        self._path = root / "runs" / f"{run_id}.jsonl"
        self._folder = root / "warc"
        self._register = Register(root)
        self._index = Index(root)
        self._turn = Lock()
        self._pending: deque[tuple[Capture, bytes] | Visit] = deque()
        self._fresh: dict[str, Kept] = {}
        self._failure: ArchiveError | None = None
        self.added = self.committed = 0
        try:
            self._manifest = open_to_append(self._path)
        except OSError as error:
            raise write_error(self._path, error) from error
        try:
            self._take_up(file_limit)
        except BaseException:
            os.close(self._manifest)
            raise

    def capture(self, capture: Capture, body: bytes) -> None:
        """Add a capture with its body; it is durable after the next ``commit``."""
        self._pending.append((capture, body))
        self.added += 1

    def visit(self, visit: Visit) -> None:
        """Add the outcome of a visit; it is durable after the next ``commit``."""
        self._pending.append(visit)
        self.added += 1

    def commit(self) -> None:
        """Make everything durable that was added before.

        Raises:
            ArchiveError: the disk refuses, now or at an earlier commit; what was durable before
                stays so, and nothing else can be written.
        """
        with self._turn:
            if self._failure is not None:
                raise ArchiveError(str(self._failure))
            batch = [self._pending.popleft() for _ in range(len(self._pending))]
            if batch:
                self._keep(batch)
                self.committed += len(batch)

    def seal(self, ending: Ending) -> None:
        """Commit, and end the run for good; ``close`` is still to be called.

        Raises:
            ArchiveError: the disk refuses.
        """
        self.commit()
        sizes = self._warcs.sizes
        files = tuple(SealedFile(name=name, size=size) for name, size in sizes.items())
        self._register.seal(
            Seal(
                run_id=self._run_id,
                ending=ending,
                lines=self._lines,
                digest=self._digest,
                files=files,
            )
        )
        for path in (self._path, *(self._folder / name for name in sizes)):
            path.chmod(0o444)

    def close(self) -> None:
        """Commit what is left and give the run free.

        Raises:
            ArchiveError: the disk refuses; a failure that was told before is not told again.
        """
        try:
            if self._failure is None:
                self.commit()
        finally:
            self._warcs.close()
            os.close(self._manifest)

    def _take_up(self, file_limit: int) -> None:
        if not try_to_lock(self._manifest):
            raise ArchiveError(f"{self._path}：另一个采集正在写这次运行")
        registered = self._register.open_run(self._run_id)
        try:
            standing = cut_back(self._path, self._folder)
        except OSError as error:
            raise write_error(self._path, error) from error
        self._digest, self._lines = standing.digest, standing.lines
        self._warcs = WarcFiles(self._folder, self._run_id, standing.sizes, file_limit)
        self._index.catch_up()
        if self._lines == 0:
            opening = Opening(run_id=self._run_id, register=registered)
            try:
                self._write([(OPENED, to_plain(opening))])
            except OSError as error:
                self._cut_back()
                raise write_error(self._path, error) from error

    def _keep(self, batch: list[tuple[Capture, bytes] | Visit]) -> None:
        """All of it or nothing."""
        try:
            self._write(self._rows(batch))
        except OSError as error:
            self._failure = write_error(self._path, error)
            self._cut_back()
            raise self._failure from error
        except BaseException as error:
            self._failure = ArchiveError(f"{self._path}：存证写入中断（{type(error).__name__}）")
            self._cut_back()
            raise

    def _rows(self, batch: list[tuple[Capture, bytes] | Visit]) -> Rows:
        hashes = {one[0].sha256 for one in batch if isinstance(one, tuple)}
        known = self._index.known(hashes - self._fresh.keys())
        rows: Rows = []
        for one in batch:
            if isinstance(one, Visit):
                rows.append((VISIT, to_plain(one)))
            else:
                rows += self._records(*one, known.get(one[0].sha256))
        return rows

    def _records(self, capture: Capture, body: bytes, known: Kept | None) -> Rows:
        """Write the records of a capture; the lines that tell of them."""
        rows: Rows = []
        if self._warcs.is_full:
            rows.append((FILE, to_plain(self._warcs.begin(capture.requested_at))))
        first = self._first(capture, body, known)
        records = capture_records(capture, body, first.first if first else None)
        location = self._warcs.append(records, is_revisit=first is not None)
        if first is None:
            self._fresh[capture.sha256] = kept(capture, location)
        return [*rows, (CAPTURE, capture_row(capture, location))]

    def _first(self, capture: Capture, body: bytes, known: Kept | None) -> Kept | None:
        """The records that hold the body already.

        What another run wrote is looked at, so that damage there does not spread: a body that was
        lost is kept again.
        """
        if not body:
            return None
        fresh = self._fresh.get(capture.sha256)
        if fresh is None and known is not None:
            with suppress(ArchiveError):
                records = bytes_at(self._folder, known.file, known.offset, known.length)
                return known if body_in(records, known.size) == body else None
        return fresh

    def _write(self, rows: Rows) -> None:
        """Make the records durable, then write the lines."""
        self._warcs.sync()
        digest, lines = self._digest, []
        for kind, row in rows:
            made = link(digest, kind, row)
            lines.append(encode(made))
            digest = made.digest
        append(self._manifest, b"".join(lines))
        os.fsync(self._manifest)
        self._digest = digest
        self._lines += len(rows)

    def _cut_back(self) -> None:
        # Where even this fails, the next who opens the run does it.
        with suppress(OSError, ArchiveError):
            cut_back(self._path, self._folder)
