"""The register of an archive (登记簿): one chained line when a run begins, one when it is sealed.

A run that is removed whole, with all its files, is missed here; and each run names its line of the
register on its own first line, so that neither can be made anew without the other.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.chain import START, Link, decode, encode, line_problems, link, whole_lines
from archive.errors import ArchiveError
from archive.files import alone, append, open_to_append, write_error
from archive.rows import from_plain, to_plain

NAME = "register.jsonl"
_OPENED, _SEALED = "opened", "sealed"


class Ending(StrEnum):
    """How a run came to its seal. ``ADOPTED`` were written before there were seals."""

    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A WARC file of a run, with its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a run's file was when it was sealed: how many lines, and the digest of the last."""

    run_id: str
    ending: Ending
    lines: int
    digest: str
    files: tuple[SealedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A run that began."""

    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What the register says. ``opened`` are the digests of the lines on which runs began.

    ``problems`` tells in Chinese what is wrong with the register itself; ``head`` is the digest of
    its last line.
    """

    opened: dict[str, str]
    seals: dict[str, Seal]
    head: str
    problems: tuple[str, ...]


class Register:
    """Adds to the register and reads it; many runs may do so side by side."""

    def __init__(self, root: Path) -> None:
        """``root`` is that of the archive."""
        self._path = root / NAME

    def open_run(self, run_id: str) -> str:
        """Register that a run begins, once; the digest of its line.

        Raises:
            ArchiveError: the run is sealed, or the disk refuses.
        """
        known = self.read()
        if run_id in known.seals:
            raise ArchiveError(f"运行 {run_id} 的存证已封存，不能再写")
        return known.opened.get(run_id) or self._append(_OPENED, Opened(run_id=run_id))

    def seal(self, seal: Seal) -> None:
        """Register the seal of a run.

        Raises:
            ArchiveError: the disk refuses.
        """
        self._append(_SEALED, seal)

    def lines(self) -> tuple[Link, ...]:
        """The lines that are lines of ours, in order."""
        found = []
        for line in whole_lines(self._content()):
            with suppress(ArchiveError):
                found.append(decode(line))
        return tuple(found)

    def read(self) -> Registered:
        """What the register says, as far as it can be read."""
        opened: dict[str, str] = {}
        seals: dict[str, Seal] = {}
        problems: list[str] = []
        head = START
        for number, line in enumerate(whole_lines(self._content()), start=1):
            where = f"{NAME} 第{number}行"
            try:
                found = decode(line)
                problems += [f"{where}：{told}" for told in line_problems(line, found, head)]
                head = found.digest
                if found.kind == _SEALED:
                    seal = from_plain(Seal, found.row)
                    seals[seal.run_id] = seal
                else:
                    opened[from_plain(Opened, found.row).run_id] = found.digest
            except ArchiveError as error:
                problems.append(f"{where}：{error}")
        if not self._content().endswith(b"\n") and self._content():
            problems.append(f"{NAME}：末行没有写完（写入中断，下次采集开始时自动清除）")
        return Registered(opened=opened, seals=seals, head=head, problems=tuple(problems))

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise ArchiveError(f"{self._path}：存证登记簿打不开（{error.strerror}）") from error

    def _append(self, kind: str, row: Opened | Seal) -> str:
        try:
            handle = open_to_append(self._path)
            try:
                with alone(handle):
                    return self._append_alone(handle, kind, row)
            finally:
                os.close(handle)
        except OSError as error:
            raise write_error(self._path, error) from error

    def _append_alone(self, handle: int, kind: str, row: Opened | Seal) -> str:
        content = self._content()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.ftruncate(handle, whole)
        previous = next((found.digest for found in reversed(self.lines())), START)
        made = link(previous, kind, to_plain(row))
        try:
            append(handle, encode(made))
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, whole)
            raise
        return made.digest
