"""The OLE container of older office files, opened with every count in it checked first.

Layout of the container: MS-CFB. olefile reads header, allocation table and directory; the chains
of the streams are followed here, so that a loop, a crossed chain or a short file is an error and
never a text with a piece of another stream in it.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from enum import StrEnum

import olefile  # type: ignore[import-untyped]  # it carries no types

from reading.errors import DocumentError, DocumentErrorClass

_HEADER = struct.Struct("<24sHHHHHHLLLLLLLLLL")
_HEADER_BYTES = 512
_SECTOR_SHIFTS = (9, 12)
_MINI_SHIFT, _MINI_SECTOR = 6, 64
_MINI_BELOW = 4096
_END = 0xFFFFFFFE
_WIDE = "I"  # four bytes on every machine that Python runs on
_MOST_DIRECTORY_SECTORS = 512
_WORD_97, _WORD_95 = 0xA5EC, (0xA5DC, 0xA5DB, 0xA699, 0xA697)
_FLAGS_AT, _ENCRYPTED = 0x0A, 0x0100
_SHEETS = frozenset({"workbook", "book"})
_LOCKED = frozenset({"encryptedpackage", "encryptioninfo"})


class OleKind(StrEnum):
    """What an OLE container holds."""

    WORD_97 = "word_97"
    WORD_95 = "word_95"
    ENCRYPTED = "encrypted"
    EXCEL = "excel"
    OTHER = "other"


def broken_document() -> DocumentError:
    """The error for a file that ends early or contradicts itself."""
    return DocumentError(
        DocumentErrorClass.TRUNCATED, "DOC 文件不完整或已损坏，无法打开，请重新取得文件"
    )


def too_long() -> DocumentError:
    """The error for a document that no report is as long as."""
    return DocumentError(
        DocumentErrorClass.TOO_LARGE, "DOC 文件内容过多，超出处理上限，请核对是否为年报文件"
    )


def ole_kind(body: bytes) -> OleKind:
    """What the container holds, by the streams in it and the mark at the start of the text.

    Raises:
        DocumentError: the container is damaged.
    """
    return kind_of(Package(body))


def kind_of(package: Package) -> OleKind:
    """What an open container holds."""
    names = set(package.names)
    if names & _LOCKED:
        return OleKind.ENCRYPTED
    if "worddocument" in names:
        start = package.stream("WordDocument")[: _FLAGS_AT + 2]
        if len(start) < _FLAGS_AT + 2:
            raise broken_document()
        mark, flags = struct.unpack_from("<H", start)[0], struct.unpack_from("<H", start, 10)[0]
        if mark != _WORD_97 and mark not in _WORD_95:
            return OleKind.OTHER
        if flags & _ENCRYPTED:
            return OleKind.ENCRYPTED
        return OleKind.WORD_97 if mark == _WORD_97 else OleKind.WORD_95
    return OleKind.EXCEL if names & _SHEETS else OleKind.OTHER


class _Container(olefile.OleFileIO):  # type: ignore[misc]
    """olefile, with a directory of bounded length."""

    def loaddirectory(self, sect: int) -> None:
        """Refuse a directory that runs in a circle or is longer than any office file's."""
        seen: set[int] = set()
        place = sect
        while place < len(self.fat) and place not in seen:
            seen.add(place)
            place = self.fat[place]
        if place != _END or len(seen) > _MOST_DIRECTORY_SECTORS:
            raise broken_document()
        super().loaddirectory(sect)


class Package:
    """The streams at the top of the container, by name."""

    def __init__(self, body: bytes) -> None:
        """Open the container.

        Raises:
            DocumentError: it is damaged.
        """
        self._body = body
        self._sector = _sector_size(body)
        try:
            container = _Container(body)
        except (OSError, ValueError, IndexError, RecursionError, MemoryError) as error:
            raise broken_document() from error
        if container.root.entry_type != olefile.STGTY_ROOT:
            raise broken_document()
        self._fat: array[int] = container.fat
        self._root = container.root
        self._minifat_at: int = container.first_mini_fat_sector
        self._minifat_sectors: int = container.num_mini_fat_sectors
        self._entries = {
            kid.name.lower(): kid
            for kid in container.root.kids
            if kid.entry_type == olefile.STGTY_STREAM
        }
        self._taken: set[int] = set()
        self._mini: tuple[bytes, array[int]] | None = None
        self._mini_taken: set[int] = set()
        self._read: dict[str, bytes] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams, in small letters."""
        return tuple(self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream, whole.

        Raises:
            DocumentError: it is not there, or its chain is broken.
        """
        name = name.lower()
        if name not in self._read:
            entry = self._entries.get(name)
            if entry is None or entry.size > len(self._body):
                raise broken_document()
            small = entry.size < _MINI_BELOW
            read = self._small if small else self._large
            self._read[name] = read(entry.isectStart, entry.size) if entry.size else b""
        return self._read[name]

    def _large(self, start: int, size: int) -> bytes:
        step = self._sector
        count = -(-size // step)
        chain = _chain(self._fat, start, count, self._taken)
        first = (chain[0] + 1) * step
        if chain == list(range(chain[0], chain[0] + count)):  # as most streams stand
            content = self._body[first : first + count * step]
        else:
            content = b"".join(self._body[(s + 1) * step : (s + 2) * step] for s in chain)
        if len(content) < size:
            raise broken_document()
        return content[:size]

    def _small(self, start: int, size: int) -> bytes:
        store, fat = self._mini_stream()
        chain = _chain(fat, start, -(-size // _MINI_SECTOR), self._mini_taken)
        content = b"".join(store[s * _MINI_SECTOR : (s + 1) * _MINI_SECTOR] for s in chain)
        if len(content) < size:
            raise broken_document()
        return content[:size]

    def _mini_stream(self) -> tuple[bytes, array[int]]:
        if self._mini is None:
            size: int = self._root.size
            if not 0 < size <= len(self._body) or not self._minifat_sectors:
                raise broken_document()
            table = self._large(self._minifat_at, self._minifat_sectors * self._sector)
            self._mini = self._large(self._root.isectStart, size), _numbers(table)
        return self._mini


def _sector_size(body: bytes) -> int:
    """The size of a sector, once the counts in the header are possible for a file so long."""
    if len(body) < _HEADER_BYTES * 3:
        raise broken_document()
    header = _HEADER.unpack_from(body)
    shift: int = header[4]
    mini_shift, tables, mini_tables, extra = (header[place] for place in (5, 9, 14, 16))
    if shift not in _SECTOR_SHIFTS or mini_shift != _MINI_SHIFT:
        raise broken_document()
    sectors = len(body) >> shift
    per_table = (1 << shift) // 4
    if tables > sectors // per_table + 2 or mini_tables > sectors or extra > tables:
        raise broken_document()
    return 1 << shift


def _chain(fat: Sequence[int], start: int, count: int, taken: set[int]) -> list[int]:
    """The sectors of a stream: exactly so many, none twice, none of another stream's."""
    chain: list[int] = []
    place = start
    while len(chain) < count:
        if place >= len(fat) or place in taken:
            raise broken_document()
        taken.add(place)
        chain.append(place)
        place = fat[place]
    if place != _END:
        raise broken_document()
    return chain


def _numbers(table: bytes) -> array[int]:
    found = array(_WIDE)
    found.frombytes(table)
    return found
