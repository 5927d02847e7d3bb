"""Reports as Word 97 files (DOC, and WPS, which is the same), by the published layout.

Only what a report needs is written: one piece of text, paragraphs, tables with merged cells, in an
OLE container of two streams.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from portal_lab.report import LabReport, Rows, spread, tables_of

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT_AT = 2048
_IN_TABLE = b"\x16\x24\x01"
_ROW_END = _IN_TABLE + b"\x17\x24\x01"
_COLUMN = 900  # twips
_FIRST_OF_MERGED, _MERGED = 3 << 5, 1 << 5
_CHARACTERS, _PARAGRAPHS, _PIECES, _PAIRS = 12, 13, 33, 0x5D
_SMALLEST_STREAM = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class _Para:
    """A paragraph with its mark and the modifiers of its place in a table."""

    text: str
    mark: str = "\r"
    modifiers: bytes = b""

    @property
    def encoded(self) -> bytes:
        return (self.text + self.mark).encode("utf-16-le")


def report_doc(report: LabReport) -> bytes:
    """The report as a Word 97 file."""
    paragraphs = [_Para(text=report.title), *(_Para(text=text) for text in report.preamble)]
    tables = tables_of(report)
    for name, heading in report.headings.items():
        paragraphs.append(_Para(text=heading))
        paragraphs += [_Para(text=text) for text in report.paragraphs[name]]
        if name in tables:
            paragraphs += [*_table(tables[name]), _Para(text="")]
    return _container(*_streams(paragraphs))


def _table(rows: Rows) -> list[_Para]:
    """Cells and row marks; a cell that reaches down is repeated empty and marked as merged."""
    made: list[_Para] = []
    grid = spread(rows)
    depth: dict[int, int] = {}
    wide: dict[int, int] = {}
    for row in grid:
        edges, merges = [0], []
        column = 0
        while column < len(row):
            cell = row[column]
            if cell is not None:
                depth[column], wide[column] = cell.down, cell.across
                merges.append(_FIRST_OF_MERGED if cell.down > 1 else 0)
                text = cell.text
            else:
                merges.append(_MERGED)
                text = ""
            made.append(_Para(text=text, mark="\x07", modifiers=_IN_TABLE))
            column += wide[column]
            edges.append(column * _COLUMN)
        made.append(_Para(text="", mark="\x07", modifiers=_ROW_END + _definition(edges, merges)))
    return made


def _definition(edges: Sequence[int], merges: Sequence[int]) -> bytes:
    """The modifier that defines the cells of a row."""
    cells = b"".join(struct.pack("<H18x", flags) for flags in merges)
    packed = struct.pack(f"<B{len(edges)}h", len(merges), *edges) + cells
    return struct.pack("<HH", 0xD608, len(packed) + 1) + packed


def _streams(paragraphs: Sequence[_Para]) -> tuple[bytes, bytes]:
    """The text with its head and property pages, and the tables that lead to them."""
    words = bytearray(_TEXT_AT)
    runs: list[tuple[int, int, bytes]] = []
    for paragraph in paragraphs:
        start = len(words)
        words += paragraph.encoded
        runs.append((start, len(words), _papx(paragraph)))
    length = (len(words) - _TEXT_AT) // 2
    end = len(words)
    words += bytes(-len(words) % _SECTOR)
    pieces = struct.pack("<IIHIH", 0, length, 0, _TEXT_AT, 0)
    tables = {
        _PIECES: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        _PARAGRAPHS: _pages(words, runs, 13),
        _CHARACTERS: _pages(words, [(_TEXT_AT, end, b"")], 1),
    }
    struct.pack_into("<HHHHHH", words, 0, 0xA5EC, 0xC1, 0, 0x0804, 0, 0x0200)
    struct.pack_into("<H", words, 0x20, 14)
    struct.pack_into("<H", words, 0x3E, 22)
    struct.pack_into("<I", words, 0x40, len(words))
    struct.pack_into("<I", words, 0x4C, length)
    struct.pack_into("<H", words, 0x98, _PAIRS)
    packed = bytearray()
    for number, content in tables.items():
        struct.pack_into("<II", words, 0x9A + number * 8, len(packed), len(content))
        packed += content
    return bytes(words), bytes(packed)


def _papx(paragraph: _Para) -> bytes:
    packed = struct.pack("<H", 0) + paragraph.modifiers
    if len(packed) % 2:
        return bytes([(len(packed) + 1) // 2]) + packed
    return bytes([0, len(packed) // 2]) + packed


def _pages(words: bytearray, runs: Sequence[tuple[int, int, bytes]], entry: int) -> bytes:
    """Write the property pages behind the text; gives the table that lists them."""
    numbers: list[int] = []
    starts: list[int] = []
    waiting = list(runs)
    while waiting:
        page = bytearray(_SECTOR)
        taken: list[tuple[int, int]] = []
        known: dict[bytes, int] = {b"": 0}
        free = _SECTOR - 1
        for start, _, packed in waiting:
            at = known[packed] if packed in known else (free - len(packed)) // 2 * 2
            if 4 * (len(taken) + 2) + entry * (len(taken) + 1) > min(at or free, free):
                break
            if packed not in known:
                page[at : at + len(packed)] = packed
                known[packed] = free = at
            taken.append((start, at))
        for i, (start, at) in enumerate(taken):
            struct.pack_into("<I", page, i * 4, start)
            page[4 * (len(taken) + 1) + i * entry] = at // 2
        struct.pack_into("<I", page, len(taken) * 4, waiting[len(taken) - 1][1])
        page[-1] = len(taken)
        numbers.append(len(words) // _SECTOR)
        starts.append(taken[0][0])
        words += page
        waiting = waiting[len(taken) :]
    return struct.pack(f"<{2 * len(numbers) + 1}I", *starts, runs[-1][1], *numbers)


def _container(words: bytes, tables: bytes) -> bytes:
    """An OLE container with the two streams, both long enough to have sectors of their own."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def put(content: bytes) -> int:
        start, count = len(sectors), -(-len(content) // _SECTOR)
        for i in range(count):
            sectors.append(content[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, b"\x00"))
            chains.append(start + i + 1 if i < count - 1 else _END)
        return start

    held = [
        (name, content.ljust(_SMALLEST_STREAM, b"\x00"))
        for name, content in (("WordDocument", words), ("1Table", tables))
    ]
    directory = _entry("Root Entry", kind=5, child=1, after=_FREE, start=_END, size=0)
    for number, (name, content) in enumerate(held, start=1):
        after = number + 1 if number < len(held) else _FREE
        directory += _entry(name, 2, _FREE, after, put(content), len(content))
    directory_at = put(directory)
    count = 1
    while count * 128 < len(sectors) + count:
        count += 1
    places = [len(sectors) + i for i in range(count)]
    listed = struct.pack(f"<{len(chains)}I", *chains) + struct.pack("<I", _FAT) * count
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6, 0, count, directory_at, 0, _SMALLEST_STREAM),
        *(_END, 0, _END, 0),
        *places,
        *[_FREE] * (109 - count),
    )
    return header + b"".join(sectors) + listed.ljust(count * _SECTOR, b"\xff")


def _entry(name: str, kind: int, child: int, after: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack(
        "<64sHBBIII16x4x16xIII",
        *(encoded, len(encoded), kind, 1, _FREE, after, child, start, size, 0),
    )
