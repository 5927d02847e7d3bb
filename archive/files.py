"""Files that are only ever added to, and their names."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from archive.errors import ArchiveError

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_WARC_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]{0,99})-[0-9]{5}\.warc\.gz")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Someone who verifies holds a file for an instant only.
_TRIES, _BETWEEN = 8, 0.05


def require_run_id(run_id: str) -> str:
    """``run_id`` where it can be a file name.

    Raises:
        ArchiveError: it cannot.
    """
    if not _RUN_ID.fullmatch(run_id):
        raise ArchiveError(f"不是有效的运行编号：{run_id!r}")
    return run_id


def warc_name(run_id: str, number: int) -> str:
    """The name of a run's WARC file; the first has the number 1."""
    return f"{run_id}-{number:05d}.warc.gz"


def run_of_warc(name: str) -> str | None:
    """The run that a WARC file of this name belongs to; ``None`` where it is no name of ours."""
    found = _WARC_NAME.fullmatch(name)
    return found[1] if found else None


def bytes_at(folder: Path, name: str, offset: int, length: int) -> bytes:
    """The bytes of a WARC file from ``offset``; fewer than ``length`` where the file is cut.

    Raises:
        ArchiveError: it cannot be opened, or is no WARC file of ours.
    """
    if run_of_warc(name) is None:
        raise ArchiveError(f"不是有效的存证文件名：{name!r}")
    try:
        with (folder / name).open("rb") as file:
            file.seek(offset)
            return file.read(length)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ArchiveError(f"{folder / name}：存证文件不存在或打不开（{why}）") from error


def contents_of(path: Path) -> bytes:
    """The bytes of a run's file.

    Raises:
        ArchiveError: it is absent or cannot be opened.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError(f"{path}：没有这次运行的存证记录") from error
    except OSError as error:
        raise ArchiveError(f"{path}：存证记录打不开（{error.strerror}）") from error


def write_error(path: Path, error: OSError) -> ArchiveError:
    """What people are told when the disk does not take what is written."""
    if error.errno in _FULL:
        reason = "磁盘空间不足；已写入的存证完好，请清理磁盘或更换数据文件夹后重新运行"
    else:
        reason = error.strerror or str(error)
    return ArchiveError(f"{path}：存证写入失败（{reason}）")


def append(handle: int, content: bytes) -> None:
    """Write all of ``content`` at the end."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def open_to_append(path: Path) -> int:
    """A handle for ``append``; the file is made where it is absent, and its name is durable."""
    folder = path.parent
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    if is_new:
        sync_folder(folder)
    return handle


def try_to_lock(handle: int) -> bool:
    """Hold a file until its handle is closed; whether nobody else has it."""
    for attempt in range(_TRIES):
        if attempt:
            sleep(_BETWEEN)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return True
    return False


@contextmanager
def alone(handle: int) -> Iterator[None]:
    """Hold a file for a short while; whoever else wants it waits."""
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def is_held(path: Path) -> bool:
    """Whether somebody has the file locked at this moment."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
