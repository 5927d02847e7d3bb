"""Writes files whole: a reader sees the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path

from config.errors import DubanError


def write_text(path: Path, text: str) -> Path:
    """Write ``text`` in UTF-8; as ``write_bytes``."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> Path:
    """Write atomically: a reader sees the old file or the new one, whole.

    Raises:
        DubanError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Short: the name of the file itself may be as long as the system allows.
        temporary = path.with_name(f".{os.getpid()}.tmp")
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise DubanError(f"{path.parent}：输出文件夹不能写入（{error.strerror}）") from error
    return path
