"""Bodies by their SHA-256, as they were kept before there were WARC files: only read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from archive.errors import ArchiveError

_SHA256 = re.compile(r"[0-9a-f]{64}")


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
