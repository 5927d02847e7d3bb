"""Keeps the ledger safe: backup while it is written, restore, and taking over an older file."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.clock import SHANGHAI
from ledger import events
from ledger.connection import open_connection
from ledger.errors import LedgerError
from ledger.examination import Examined, examine, open_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that was made and examined: ``size`` in bytes, ``sha256`` of the file."""

    path: Path
    size: int
    sha256: str
    examined: Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put in place; ``former`` is where the file lies that stood there, if one did."""

    examined: Examined
    former: Path | None


def back_up(path: Path, target: Path) -> Copied:
    """Copy the ledger at ``path``, as it is at one moment, to the new file ``target``.

    A run may go on writing meanwhile; what is not yet written whole is not in the copy.

    Raises:
        LedgerError: ``target`` exists or cannot be written, or the copy is not sound.
    """
    if target.exists():
        raise LedgerError(f"{target}：文件已存在，备份不覆盖已有的文件，请另写一个文件名")
    unfinished = _beside(target)
    try:
        _copy(path, unfinished)
        examined = examine(unfinished)
        if not examined.is_sound:
            raise LedgerError(f"{path}：台账有问题，没有留下备份；{_told(examined)}")
        unfinished.rename(target)
    except OSError as error:
        raise LedgerError(f"{target}：备份不能写入（{error.strerror}）") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Copied(
        path=target, size=target.stat().st_size, sha256=_sha256(target), examined=examined
    )


def restore(path: Path, source: Path, *, actor: str, at: datetime) -> Restored:
    """Put a backup in the place of the ledger at ``path``; what stood there is kept beside it.

    The caller makes sure that no job is at work. A backup of an older program is brought to the
    present schema. What was done is written in the log of the ledger put in place.

    Raises:
        LedgerError: nobody is named, ``source`` is not sound, or a program has the ledger open.
    """
    events.named(actor)
    examined = examine(source)
    if not examined.is_sound:
        raise LedgerError(f"{source}：备份有问题，没有恢复；{_told(examined)}")
    unfinished = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, unfinished)
        open_connection(unfinished).close()
        former = _set_aside(path, at) if path.exists() else None
        unfinished.rename(path)
    except OSError as error:
        raise LedgerError(f"{path}：不能写入（{error.strerror}）") from error
    finally:
        for one in _with_journal(unfinished):
            one.unlink(missing_ok=True)
    with closing(open_connection(path)) as connection:
        events.append(
            connection,
            kind="恢复台账",
            actor=actor,
            at=at,
            content={
                "source": source.name,
                "sha256": _sha256(source),
                "former": former.name if former else None,
            },
        )
    return Restored(examined=examined, former=former)


def take_over(path: Path, source: Path, *, actor: str, at: datetime) -> Restored:
    """Bring in the ledger of an older installation where none, or an empty one, stands.

    Raises:
        LedgerError: there are runs in the ledger already, or as for ``restore``.
    """
    if path.exists():
        with closing(open_to_read(path)) as connection:
            (runs,) = connection.execute("SELECT count(*) FROM runs").fetchone()
        if runs:
            raise LedgerError(
                f"{path}：台账中已有 {runs} 次运行，不能再导入另一份；"
                "要换用另一份，请用 duban ledger restore"
            )
    return restore(path, source, actor=actor, at=at)


def _copy(source: Path, target: Path) -> None:
    """The whole of ``source`` at one moment, as one file without a journal beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        with closing(open_to_read(source)) as held, closing(sqlite3.connect(target)) as copy:
            held.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise LedgerError(f"{target}：复制台账失败（{error}），请检查磁盘空间和权限") from error
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _set_aside(path: Path, at: datetime) -> Path:
    """Give the present file another name; a damaged one is moved as it is, with its journal.

    Raises:
        LedgerError: a program has it open.
    """
    _fold_journal(path)
    stamp = at.astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    former = path.with_name(f"{path.stem}-before-{stamp}{path.suffix}")
    if former.exists():
        raise LedgerError(f"{former}：文件已存在，请稍后再试")
    for old, new in zip(_with_journal(path), _with_journal(former), strict=True):
        if old.exists():
            old.rename(new)
    return former


def _fold_journal(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise LedgerError(
            f"{path}：台账正被其他程序使用，请先停止审阅台和正在运行的命令（{error}）"
        ) from error
    except sqlite3.DatabaseError:
        return


def _with_journal(path: Path) -> tuple[Path, Path, Path]:
    return path, Path(f"{path}-wal"), Path(f"{path}-shm")


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")


def _told(examined: Examined) -> str:
    return "；".join(examined.problems[:3])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
