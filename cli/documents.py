"""Files that a person hands in."""

from __future__ import annotations

from pathlib import Path

from reading.errors import DocumentError, DocumentErrorClass


def load(name: str) -> bytes:
    """The bytes of a file.

    Raises:
        DocumentError: it cannot be opened.
    """
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise DocumentError(
            DocumentErrorClass.NOT_FOUND, f"文件打不开（{error.strerror}），请核对路径"
        ) from error
