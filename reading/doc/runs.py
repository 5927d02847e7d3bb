"""Properties of paragraphs and characters, looked up by where they stand (MS-DOC 2.9.55, 2.9.176).

Both stand in pages of 512 bytes: the places where runs begin, then where their modifiers are.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reading.doc.fib import CHARACTERS, PARAGRAPHS, WordFile
from reading.doc.package import broken_document
from reading.doc.sprms import (
    DELETED,
    HIDDEN,
    HUGE,
    HUGE_OLD,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW_END,
    LIST,
    LIST_LEVEL,
    ROW_END,
    STYLE,
    SYMBOL,
    TABLE_ELSEWHERE,
    TABLE_LEVEL,
    TABLE_LEVEL_MORE,
    Sprm,
    is_for_tables,
    number_of,
    sprms,
)

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_PARAGRAPH_ENTRY = 13
_ON = (1, 0x81)  # 0x81: the contrary of what the style says, which is off
_SYMBOL_BYTES = 4
# The bytes of modifiers that change what is read; a page without them is passed over.
_TELLING = (b"\x00\x08", b"\x3c\x08", b"\x09\x6a")
_DEEPEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a paragraph is.

    ``level`` counts the tables around it. ``list_number`` is ``None`` where the style decides.
    ``row`` are the modifiers that describe a row, on the mark that ends it.
    """

    style: int = 0
    level: int = 0
    ends_row: bool = False
    ends_cell: bool = False
    list_number: int | None = None
    list_level: int = 0
    row: tuple[Sprm, ...] = ()


class ParagraphRuns:
    """The properties of every paragraph by the place of its mark in the file."""

    def __init__(self, file: WordFile) -> None:
        """Read all pages.

        Raises:
            DocumentError: a page lies outside the file, or pages stand in disorder.
        """
        self._file = file
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._packed: list[bytes] = []
        self._known: dict[bytes, Properties] = {}
        for page, count in _pages(file, PARAGRAPHS):
            self._add(page, count)
        if self._starts != sorted(self._starts):
            raise broken_document()

    def at(self, offset: int, end: int) -> Properties:
        """The properties of the paragraph whose mark stands here.

        ``end`` is where a run that describes a table must have ended: plain paragraphs that are
        alike may share one.

        Raises:
            DocumentError: nothing is said of this place, or a run that describes a table goes on
                behind the mark: text and properties do not belong together.
        """
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._ends[place]:
            raise broken_document()
        packed = self._packed[place]
        known = self._known.get(packed)
        if known is None:
            known = self._known[packed] = self._unpacked(packed)
        if known.level and self._ends[place] > end:
            raise broken_document()
        return known

    def _add(self, page: bytes, count: int) -> None:
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        self._starts.extend(bounds[:-1])
        self._ends.extend(bounds[1:])
        entries = 4 * (count + 1)
        for number in range(count):
            at = page[entries + number * _PARAGRAPH_ENTRY] * 2
            packed = b""
            if at:
                size = page[at] * 2 - 1
                at += 1
                if size < 0 and at < _PAGE:
                    size = page[at] * 2
                    at += 1
                packed = page[at : at + size]
                if len(packed) < size:
                    raise broken_document()
            self._packed.append(packed)

    def _unpacked(self, packed: bytes) -> Properties:
        if len(packed) < 2:  # noqa: PLR2004 - the number of the style
            return Properties()
        style = packed[0] | packed[1] << 8
        return changed(Properties(style=style), self._everything(packed[2:]))

    def _everything(self, packed: bytes) -> Iterator[Sprm]:
        """The modifiers, with those that are kept in the stream of pictures."""
        for name, operand in sprms(packed):
            if name in (HUGE, HUGE_OLD, TABLE_ELSEWHERE):
                store, at = self._file.pictures, number_of(operand)
                if at + 2 > len(store):
                    raise broken_document()
                size = store[at] | store[at + 1] << 8
                if at + 2 + size > len(store):
                    raise broken_document()
                yield from sprms(store[at + 2 : at + 2 + size])
            else:
                yield name, operand


def changed(before: Properties, changes: Iterable[Sprm]) -> Properties:
    """Properties after the modifiers: of two that set the same thing the later counts."""
    row = list(before.row)
    last: dict[int, int] = {}
    for name, operand in changes:
        value = number_of(operand[:4])
        if is_for_tables(name):
            row.append((name, operand))
        elif name == TABLE_LEVEL_MORE:
            more = int.from_bytes(operand, "little", signed=True)
            last[TABLE_LEVEL] = last.get(TABLE_LEVEL, before.level) + more
        else:
            last[ROW_END if name == INNER_ROW_END else name] = value
    is_in_table = last.get(IN_TABLE, int(before.level > 0)) == 1
    level = max(last.get(TABLE_LEVEL, before.level), 1)
    if is_in_table and level > _DEEPEST:
        raise broken_document()
    return Properties(
        style=last.get(STYLE, before.style),
        level=level if is_in_table else 0,
        ends_row=last.get(ROW_END, before.ends_row) == 1,
        ends_cell=last.get(INNER_CELL, before.ends_cell) == 1,
        list_number=last.get(LIST, before.list_number),
        list_level=last.get(LIST_LEVEL, before.list_level),
        row=tuple(row),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OddRun:
    """Characters that are not shown (``shown`` is empty), or stand for a symbol."""

    start: int
    end: int
    shown: str


def odd_runs(file: WordFile) -> tuple[OddRun, ...]:
    """Every run of deleted or hidden characters and of symbols, in order of place in the file."""
    found: list[OddRun] = []
    for page, count in _pages(file, CHARACTERS):
        if not any(mark in page for mark in _TELLING):
            continue
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for number in range(count):
            at = page[4 * (count + 1) + number] * 2
            shown = _shown(page[at + 1 : at + 1 + page[at]]) if at else None
            if shown is not None:
                found.append(OddRun(start=bounds[number], end=bounds[number + 1], shown=shown))
    return tuple(sorted(found, key=lambda run: run.start))


def _shown(packed: bytes) -> str | None:
    """What stands in place of each character; ``None`` where the character itself is shown."""
    shown: str | None = None
    for name, operand in sprms(packed):
        if name in (DELETED, HIDDEN) and operand[0] in _ON:
            return ""
        if name == SYMBOL and len(operand) == _SYMBOL_BYTES:
            shown = chr(number_of(operand[2:])) or None
    return shown


def _pages(file: WordFile, number: int) -> Iterator[tuple[bytes, int]]:
    """The pages that a table lists, each with the number of its runs."""
    table = file.table(number)
    count = max((len(table) - 4) // 8, 0)
    for where in struct.unpack_from(f"<{count}I", table, (count + 1) * 4) if count else ():
        at = (where & _PAGE_NUMBER) * _PAGE
        page = file.words[at : at + _PAGE]
        if len(page) < _PAGE:
            raise broken_document()
        runs = page[_PAGE - 1]
        least = _PARAGRAPH_ENTRY if number == PARAGRAPHS else 1
        if not runs or 4 * (runs + 1) + runs * least >= _PAGE:
            raise broken_document()
        yield page, runs
