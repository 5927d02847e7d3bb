"""Single property modifiers of Word files (sprm), and the lists that hold them (MS-DOC 2.6)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

Sprm = tuple[int, bytes]

# Paragraphs
STYLE = 0x4600
IN_TABLE, ROW_END, INNER_CELL, INNER_ROW_END = 0x2416, 0x2417, 0x244B, 0x244C
TABLE_LEVEL, TABLE_LEVEL_MORE = 0x6649, 0x664A
LIST_LEVEL, LIST = 0x260A, 0x460B
HUGE, HUGE_OLD, TABLE_ELSEWHERE = 0x6646, 0x6645, 0x646B
# Characters
DELETED, HIDDEN, SYMBOL = 0x0800, 0x083C, 0x6A09
# Table rows
TABLE, TABLE_INSERT, TABLE_DELETE = 0xD608, 0x7621, 0x5622
TABLE_MERGE, TABLE_SPLIT, TABLE_MERGE_DOWN = 0x5624, 0x5625, 0xD62B

_TABS = 0xC615
_TABS_LONG = 255
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the three highest bits; 0: the size stands before
_TABLE_KIND = 5
# Modifiers that a piece of text may carry in short: their number there, and their full name.
_SHORT = {0x0C: LIST_LEVEL, 0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x5C: HIDDEN}


def sprms(packed: bytes) -> Iterator[Sprm]:
    """The modifiers of a list in order; a list that is cut ends early."""
    place, end = 0, len(packed)
    while place + 2 <= end:
        name = packed[place] | packed[place + 1] << 8
        place += 2
        size = _SIZES[name >> 13]
        if size == 0:
            if place + 2 > end:
                return
            if name == TABLE:
                size = max(2, (packed[place] | packed[place + 1] << 8) + 1)
            elif name == _TABS and packed[place] == _TABS_LONG:
                return  # its length is nowhere said and nothing that we need follows it
            else:
                size = packed[place] + 1
        if place + size > end:
            return
        yield name, packed[place : place + size]
        place += size


def short_sprm(packed: int) -> tuple[Sprm, ...]:
    """A modifier that stands in the two bytes of a piece of text, if it concerns us."""
    name = _SHORT.get(packed >> 1 & 0x7F)
    return ((name, bytes([packed >> 8])),) if name is not None else ()


def is_for_tables(name: int) -> bool:
    """Whether a modifier describes a row of a table."""
    return name >> 10 & 7 == _TABLE_KIND


def number_of(operand: bytes) -> int:
    """An operand of one to four bytes as a number without sign."""
    return int.from_bytes(operand, "little")


def shorts(packed: bytes) -> tuple[int, ...]:
    """Two-byte numbers with sign."""
    return struct.unpack(f"<{len(packed) // 2}h", packed[: len(packed) // 2 * 2])
