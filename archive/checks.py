"""Checks records and bodies against what the lines of a run say of them, each body once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from archive.bodies import Bodies
from archive.errors import ArchiveError
from archive.files import bytes_at
from archive.manifest import Location
from archive.model import Capture
from archive.objects import get_object
from archive.warc import body_in


class Checks:
    """``older`` are the hashes of the bodies that are files of their own, as far as met."""

    def __init__(self, root: Path) -> None:
        """Nothing is checked yet; ``root`` is that of the archive."""
        self.older: set[str] = set()
        self._root = root
        self._bodies = Bodies(root)
        self._sound: set[str] = set()

    def problems(self, location: Location, capture: Capture | None) -> Iterator[str]:
        """What is wrong with the records of a line, in Chinese."""
        where = f"{location.file} 第 {location.offset} 字节起的记录"
        if capture is not None:
            where += f"（内容的校验值 {capture.sha256}）"
        records = bytes_at(self._root / "warc", location.file, location.offset, location.length)
        if len(records) < location.length:
            yield f"{where}缺失或不完整"
        elif hashlib.sha256(records).hexdigest() != location.sha256:
            yield f"{where}被改动，与校验值不符"
        elif capture is None or capture.sha256 in self._sound:
            return
        elif location.is_revisit:
            yield from self._told_elsewhere(capture)
        elif _holds(records, capture):
            self._sound.add(capture.sha256)
        else:
            yield f"{where}中的内容与校验值不符"

    def older_problems(self, capture: Capture) -> Iterator[str]:
        """What is wrong with a body that is a file of its own, in Chinese."""
        self.older.add(capture.sha256)
        if capture.sha256 not in self._sound:
            size = len(get_object(self._root / "objects", capture.sha256))
            self._sound.add(capture.sha256)
            if size != capture.size:
                yield f"记录的大小 {capture.size} 字节与文件 {size} 字节不符"

    def _told_elsewhere(self, capture: Capture) -> Iterator[str]:
        try:
            self._bodies.body(capture.sha256)
        except ArchiveError as error:
            yield f"所引用的先前内容：{error}"
        else:
            self._sound.add(capture.sha256)


def _holds(records: bytes, capture: Capture) -> bool:
    try:
        body = body_in(records, capture.size)
    except ArchiveError:
        return False
    return hashlib.sha256(body).hexdigest() == capture.sha256
