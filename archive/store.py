"""The archive (存证): bodies by hash, and for each run a chained file of captures and visits.

Layout under the root: ``objects/ab/<sha256>`` and ``runs/<run_id>.jsonl``.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from archive.chain import START, Link, decode, encode, link, whole_lines
from archive.errors import ArchiveError
from archive.model import Capture, Visit
from archive.objects import get_object, put_object, sync_folder
from archive.rows import from_plain, to_plain

Row = TypeVar("Row")

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_CAPTURE, _VISIT = "capture", "visit"


class Archive:
    """Evidence under one folder. Reading needs no lock; a run has one writer at a time."""

    def __init__(self, root: Path) -> None:
        """``root`` is made when the first thing is written."""
        self._objects = root / "objects"
        self._runs = root / "runs"

    def put(self, body: bytes) -> str:
        """Keep ``body``, once; gives its SHA-256.

        Raises:
            ArchiveError: the disk refuses.
        """
        return put_object(self._objects, body)

    def body(self, sha256: str) -> bytes:
        """The bytes kept under ``sha256``, checked.

        Raises:
            ArchiveError: absent or damaged.
        """
        return get_object(self._objects, sha256)

    def open_run(self, run_id: str) -> RunWriter:
        """A writer that appends to the run; it is made where it does not exist.

        Raises:
            ArchiveError: another writer has it, or the file cannot be written.
        """
        return RunWriter(self.run_path(run_id))

    def run_path(self, run_id: str) -> Path:
        """Where the run's lines lie.

        Raises:
            ArchiveError: ``run_id`` cannot be a file name.
        """
        if not _RUN_ID.fullmatch(run_id):
            raise ArchiveError(f"不是有效的运行编号：{run_id!r}")
        return self._runs / f"{run_id}.jsonl"

    def runs(self) -> tuple[str, ...]:
        """The ids of all runs, sorted."""
        return tuple(sorted(path.stem for path in self._runs.glob("*.jsonl")))

    def captures(self, run_id: str) -> tuple[Capture, ...]:
        """The captures of the run, in the order they were written."""
        return tuple(self._rows(run_id, _CAPTURE, Capture))

    def visits(self, run_id: str) -> tuple[Visit, ...]:
        """The visits of the run, in the order they ended."""
        return tuple(self._rows(run_id, _VISIT, Visit))

    def verify(self, run_id: str) -> tuple[str, ...]:
        """What is wrong with the run's evidence, in Chinese; empty when it is sound."""
        problems = []
        path = self.run_path(run_id)
        previous = START
        for number, line in enumerate(whole_lines(_content(path)), start=1):
            where = f"{path.name} 第{number}行"
            try:
                found = decode(line)
            except ArchiveError as error:
                problems.append(f"{where}：{error}")
                continue
            if not found.is_sound:
                problems.append(f"{where}：内容被改动，与校验值不符")
            if found.previous != previous:
                problems.append(f"{where}：与上一行不相连，其间有记录缺失或被移动")
            previous = found.digest
            problems.extend(f"{where}：{problem}" for problem in self._body_problems(found))
        return tuple(problems)

    def _body_problems(self, found: Link) -> Iterator[str]:
        if found.kind != _CAPTURE:
            return
        try:
            capture = from_plain(Capture, found.row)
            size = len(self.body(capture.sha256))
        except ArchiveError as error:
            yield str(error)
            return
        if size != capture.size:
            yield f"记录的大小 {capture.size} 字节与文件 {size} 字节不符"

    def _rows(self, run_id: str, kind: str, row_type: type[Row]) -> Iterator[Row]:
        for line in whole_lines(_content(self.run_path(run_id))):
            found = decode(line)
            if found.kind == kind:
                yield from_plain(row_type, found.row)


class RunWriter:
    """Appends lines to one run, each durable before the call returns."""

    def __init__(self, path: Path) -> None:
        """Takes up the chain where it ended; a half last line is cut off."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab")
            self._lock()
            content = path.read_bytes()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                self._file.truncate(whole)
            sync_folder(path.parent)
        except OSError as error:
            raise ArchiveError(f"{path}：存证记录打不开（{error.strerror}）") from error
        last = content[:whole].rstrip(b"\n").rpartition(b"\n")[2]
        self._previous = decode(last).digest if last else START

    def capture(self, capture: Capture) -> None:
        """Write one capture; its body must have been put before.

        Raises:
            ArchiveError: the disk refuses.
        """
        self._append(_CAPTURE, capture)

    def visit(self, visit: Visit) -> None:
        """Write the outcome of one visit.

        Raises:
            ArchiveError: the disk refuses.
        """
        self._append(_VISIT, visit)

    def close(self) -> None:
        """Give the run free."""
        self._file.close()

    def _lock(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise ArchiveError(f"{self._path}：另一个采集正在写这次运行") from error

    def _append(self, kind: str, row: Capture | Visit) -> None:
        made = link(self._previous, kind, to_plain(row))
        try:
            self._file.write(encode(made))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise ArchiveError(f"{self._path}：存证记录写入失败（{error.strerror}）") from error
        self._previous = made.digest


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError(f"{path}：没有这次运行的存证记录") from error
    except OSError as error:
        raise ArchiveError(f"{path}：存证记录打不开（{error.strerror}）") from error
