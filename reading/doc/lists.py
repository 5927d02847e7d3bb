"""Which paragraphs of a Word file print a numeral that their text does not hold.

A paragraph is in a list by itself or by its style (MS-DOC 2.6.2, 2.9.260); a level of a list
prints a numeral, a bullet or nothing (2.9.150).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from reading.doc.fib import LIST_USES, LISTS, STYLES, WordFile
from reading.doc.runs import Properties, changed
from reading.doc.sprms import sprms

_LAST_LIST = 0x07FE
_NO_NUMERAL = (0x17, 0xFF)  # a bullet, nothing
_NO_STYLE = 0x0FFF
_PARAGRAPH_STYLE = 1
_DEEPEST_STYLE = 20
_LIST, _LEVEL, _USE = 28, 28, 16
_LEVELS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The list and level that a style is in; for each list, what its levels print."""

    styles: dict[int, tuple[int, int]]
    lists: dict[int, tuple[int, ...]]

    def prints_numeral(self, paragraph: Properties) -> bool:
        """Whether the word processor prints a numeral before the paragraph."""
        number, level = paragraph.list_number, paragraph.list_level
        if number is None:
            number, level = self.styles.get(paragraph.style, (0, 0))
        if not 0 < number <= _LAST_LIST:
            return False
        levels = self.lists.get(number)
        return levels is None or level >= len(levels) or levels[level] not in _NO_NUMERAL


def numbering_of(file: WordFile) -> Numbering:
    """The styles and lists; a part of them that is cut is left out, which says less, not else."""
    styles = _styles(file.table(STYLES))
    return Numbering(
        styles={style: _of_style(styles, style) for style in styles}, lists=_lists(file)
    )


def _of_style(styles: dict[int, tuple[int, bytes]], style: int) -> tuple[int, int]:
    """The list and level of a style, its own or that of the style it is based on."""
    steps = 0
    while style in styles and steps < _DEEPEST_STYLE:
        base, packed = styles[style]
        own = changed(Properties(), sprms(packed))
        if own.list_number is not None:
            return own.list_number, own.list_level
        style, steps = base, steps + 1
    return 0, 0


def _styles(packed: bytes) -> dict[int, tuple[int, bytes]]:
    if len(packed) < 6:  # noqa: PLR2004 - size, count, size of a base
        return {}
    head, count, base_size = struct.unpack_from("<HHH", packed)
    found: dict[int, tuple[int, bytes]] = {}
    place = 2 + head
    for number in range(count):
        if place + 2 > len(packed):
            break
        (size,) = struct.unpack_from("<H", packed, place)
        style = packed[place + 2 : place + 2 + size]
        place += 2 + size + size % 2
        if len(style) < base_size + 2 or base_size < 6:  # noqa: PLR2004 - two words of bits are needed
            continue
        kind, base = style[2] & 0xF, (style[2] | style[3] << 8) >> 4
        at = base_size + 2 + 2 * (style[base_size] | style[base_size + 1] << 8) + 2
        if kind == _PARAGRAPH_STYLE and at + 2 <= len(style):
            (length,) = struct.unpack_from("<H", style, at)
            base = base if base != _NO_STYLE else -1
            found[number] = (base, style[at + 4 : at + 2 + length])
    return found


def _lists(file: WordFile) -> dict[int, tuple[int, ...]]:
    """For each use of a list, by its number from 1: how each level is numbered."""
    start, size = file.table_at(LISTS)
    head = file.tables[start : start + size]
    if len(head) < 2:  # noqa: PLR2004 - the count
        return {}
    count = min(head[0] | head[1] << 8, (len(head) - 2) // _LIST)
    place = start + size  # the levels follow the table, outside it
    levels: dict[int, tuple[int, ...]] = {}
    for number in range(count):
        at = 2 + number * _LIST
        (identifier,) = struct.unpack_from("<I", head, at)
        is_simple = head[at + 26] & 1
        kinds: list[int] = []
        for _ in range(1 if is_simple else _LEVELS):
            level = file.tables[place : place + _LEVEL]
            if len(level) < _LEVEL:
                return {}
            place += _LEVEL + level[24] + level[25]
            text = file.tables[place : place + 2]
            if len(text) < 2:  # noqa: PLR2004 - the length of the numeral's text
                return {}
            length = text[0] | text[1] << 8
            place += 2 + 2 * length
            kinds.append(level[4] if length else 0xFF)
        levels[identifier] = tuple(kinds)
    uses = file.table(LIST_USES)
    return {
        number + 1: levels[identifier]
        for number in range(max((len(uses) - 4) // _USE, 0))
        if number < struct.unpack_from("<I", uses)[0]
        and (identifier := struct.unpack_from("<I", uses, 4 + number * _USE)[0]) in levels
    }
