"""Bodies by their SHA-256: written once, whole or not at all, and checked when they are read."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from archive.errors import ArchiveError

_SHA256 = re.compile(r"[0-9a-f]{64}")


def put_object(folder: Path, body: bytes) -> str:
    """Keep ``body`` under ``folder``; gives its SHA-256.

    Raises:
        ArchiveError: the disk refuses.
    """
    digest = hashlib.sha256(body).hexdigest()
    target = object_path(folder, digest)
    try:
        if not (target.is_file() and target.read_bytes() == body):
            _write(target, body)
    except OSError as error:
        raise ArchiveError(f"{target}：存证文件写入失败（{error.strerror}）") from error
    return digest


def get_object(folder: Path, sha256: str) -> bytes:
    """The body kept under ``sha256``.

    Raises:
        ArchiveError: it is absent, or its bytes are no longer those that were kept.
    """
    target = object_path(folder, sha256)
    try:
        body = target.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{target}：存证文件不存在或打不开（{error.strerror}）") from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ArchiveError(f"{target}：存证文件已损坏，内容与校验值不符")
    return body


def object_path(folder: Path, sha256: str) -> Path:
    """Where the body of ``sha256`` lies; only a real hash makes a path.

    Raises:
        ArchiveError: ``sha256`` is no SHA-256.
    """
    if not _SHA256.fullmatch(sha256):
        raise ArchiveError(f"不是有效的 SHA-256 校验值：{sha256!r}")
    return folder / sha256[:2] / sha256


def _write(target: Path, body: bytes) -> None:
    """A file beside the target, made durable, then renamed: a kill leaves whole files only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o444)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
