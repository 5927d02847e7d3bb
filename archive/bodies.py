"""Finds bodies by their SHA-256, in WARC files and among the older files of their own."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from archive.errors import ArchiveError
from archive.files import bytes_at
from archive.index import Index, Kept
from archive.objects import get_object, object_path
from archive.warc import body_in


class Bodies:
    """The bodies of an archive."""

    def __init__(self, root: Path) -> None:
        """``root`` is that of the archive."""
        self._warcs = root / "warc"
        self._older = root / "objects"
        self._index = Index(root)
        self._is_index_new = False

    def body(self, sha256: str) -> bytes:
        """The bytes kept under ``sha256``, checked.

        Raises:
            ArchiveError: absent or damaged.
        """
        found, body = self._looked_up(sha256)
        if body is not None:
            return body
        if self._has_older(sha256):
            return get_object(self._older, sha256)
        if found is None:
            raise ArchiveError(f"存证中没有校验值为 {sha256} 的内容")
        path = self._warcs / found.file
        raise ArchiveError(f"{path}：存证文件缺失或已损坏，取不出校验值为 {sha256} 的内容")

    def place(self, sha256: str) -> Kept | None:
        """Where the body lies in a WARC file; ``None`` where it does not, or is damaged."""
        found, body = self._looked_up(sha256)
        return found if body is not None else None

    def _looked_up(self, sha256: str) -> tuple[Kept | None, bytes | None]:
        """The place and the body; the place alone where the body is damaged."""
        is_older = self._has_older(sha256)
        found = self._index.find(sha256)
        body = self._held(found, sha256)
        if body is not None or is_older:
            return found, body
        # It may have been kept again since; or the index itself is what is wrong.
        self._index.catch_up()
        if self._index.find(sha256) == found and not self._is_index_new:
            self._is_index_new = True
            self._index.make_again()
        found = self._index.find(sha256)
        return found, self._held(found, sha256)

    def _has_older(self, sha256: str) -> bool:
        return object_path(self._older, sha256).exists()

    def _held(self, found: Kept | None, sha256: str) -> bytes | None:
        if found is None:
            return None
        with suppress(ArchiveError):
            records = bytes_at(self._warcs, found.file, found.offset, found.length)
            body = body_in(records, found.size)
            return body if hashlib.sha256(body).hexdigest() == sha256 else None
        return None
