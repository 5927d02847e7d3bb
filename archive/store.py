"""The archive (存证): the bytes of every exchange in WARC files, and for each run a chained file.

Layout under the root: ``register.jsonl``, ``runs/<run_id>.jsonl``, ``warc/<run_id>-NNNNN.warc.gz``,
and ``index.db``, which can be made again. ``objects/ab/<sha256>`` holds the bodies of runs that
were written before there were WARC files.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from archive.bodies import Bodies
from archive.errors import ArchiveError
from archive.files import require_run_id
from archive.index import Kept
from archive.manifest import Entry, entries_in
from archive.model import Capture, Visit
from archive.register import Ending, Register
from archive.verification import Examination, ExaminedRun, examine, examine_run
from archive.writer import RunWriter

FILE_LIMIT = 1 << 30


class Archive:
    """Evidence under one folder. Reading needs no lock; a run has one writer at a time."""

    def __init__(self, root: Path, file_limit: int = FILE_LIMIT) -> None:
        """``root`` is made when the first thing is written.

        ``file_limit`` is the size in bytes from which a further WARC file is begun.
        """
        self.root = root
        self.register = Register(root)
        self._bodies = Bodies(root)
        self._file_limit = file_limit

    def body(self, sha256: str) -> bytes:
        """The bytes kept under ``sha256``, checked.

        Raises:
            ArchiveError: absent or damaged.
        """
        return self._bodies.body(sha256)

    def place(self, sha256: str) -> Kept:
        """The records that hold the bytes kept under ``sha256``.

        Raises:
            ArchiveError: absent or damaged.
        """
        found = self._bodies.place(sha256)
        if found is None:
            raise ArchiveError(f"存证中没有校验值为 {sha256} 的内容，或者已损坏")
        return found

    def open_run(self, run_id: str) -> RunWriter:
        """A writer that adds to the run; it is made where it does not exist.

        Raises:
            ArchiveError: another writer has it, it is sealed, or it cannot be written.
        """
        return RunWriter(self.root, require_run_id(run_id), self._file_limit)

    def seal_broken_off(self) -> tuple[str, ...]:
        """Seal the runs that were broken off; those that are being written are left alone.

        What is damaged beyond that stays as it is, for ``verify`` to tell. Gives the ids of the
        runs that were sealed.
        """
        registered = self.register.read()
        # Before there was a register nothing stood in it. A run that is not in it now is a
        # stranger, and one whose file is gone must not get a new one.
        is_older = not registered.opened
        ending = Ending.ADOPTED if is_older else Ending.INTERRUPTED
        broken_off = [
            run_id
            for run_id in self.runs()
            if is_older or (run_id in registered.opened and run_id not in registered.seals)
        ]
        sealed = []
        for run_id in broken_off:
            with suppress(ArchiveError):
                writer = self.open_run(run_id)
                try:
                    writer.seal(ending)
                finally:
                    writer.close()
                sealed.append(run_id)
        return tuple(sealed)

    def run_path(self, run_id: str) -> Path:
        """Where the run's lines lie.

        Raises:
            ArchiveError: ``run_id`` cannot be a file name.
        """
        return self.root / "runs" / f"{require_run_id(run_id)}.jsonl"

    def runs(self) -> tuple[str, ...]:
        """The ids of all runs, sorted."""
        return tuple(sorted(path.stem for path in (self.root / "runs").glob("*.jsonl")))

    def entries(self, run_id: str) -> Iterator[Entry]:
        """The lines of the run, in order.

        Raises:
            ArchiveError: there is no such run, or a line is none of ours.
        """
        return entries_in(self.run_path(run_id))

    def captures(self, run_id: str) -> tuple[Capture, ...]:
        """The captures of the run, in the order they were written."""
        found = (entry.capture for entry in self.entries(run_id))
        return tuple(capture for capture in found if capture is not None)

    def visits(self, run_id: str) -> tuple[Visit, ...]:
        """The visits of the run, in the order they ended."""
        found = (entry.visit for entry in self.entries(run_id))
        return tuple(visit for visit in found if visit is not None)

    def verify(self, run_id: str) -> tuple[str, ...]:
        """What is wrong with the run's evidence, in Chinese; empty when it is sound."""
        return self.examine_run(run_id).problems

    def examine_run(self, run_id: str) -> ExaminedRun:
        """One run, held against the register.

        Raises:
            ArchiveError: there is no such run.
        """
        return examine_run(self.root, run_id)

    def examine(self) -> Examination:
        """Everything in the archive, held against the register."""
        return examine(self.root)
