"""The numerals that a word processor prints before paragraphs of a Word file, which hold none.

A paragraph is in a list by itself or by its style (MS-DOC 2.6.2, 2.9.260); a level of a list
prints a numeral, a bullet or nothing (2.9.150). The formats of numerals are those of MSONFC
(MS-OSHARED 2.2.1.3).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from reading.doc.fib import LIST_USES, LISTS, STYLES, WordFile
from reading.doc.runs import Properties, changed
from reading.doc.sprms import sprms
from reading.list_counts import LEVELS, NOT_KNOWN, Counts, Level, NumberedList

_LAST_LIST = 0x07FE
_PLAIN, _STAYS, _CLOSE = 0x04, 0x08, 2
_NOTHING, _MOST = 0xFF, 0x7FFF
_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth",
    15: "decimalHalfWidth", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
    30: "ideographTraditional", 33: "taiwaneseCounting", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 39: "chineseCountingThousand",
    _NOTHING: "none",
}  # fmt: skip
_NO_STYLE = 0x0FFF
_PARAGRAPH_STYLE = 1
_DEEPEST_STYLE = 20
_LIST, _LEVEL, _USE, _CHANGES_AT = 28, 28, 16, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The list and level that a style is in; the lists by number, and how far each is counted.

    ``changed`` are the lists that write or begin a level otherwise than they are defined.
    """

    styles: dict[int, tuple[int, int]]
    lists: dict[int, NumberedList]
    changed: frozenset[int]
    counts: Counts = field(default_factory=Counts)

    def numeral(self, paragraph: Properties) -> str:
        """The numeral before the next paragraph of the text, as ``Counts.next`` gives it."""
        number, level = paragraph.list_number, paragraph.list_level
        if number is None:
            number, level = self.styles.get(paragraph.style, (0, 0))
        if not 0 < number <= _LAST_LIST:
            return ""
        used = self.lists.get(number)
        if used is None or level not in used.levels:
            return NOT_KNOWN
        if number in self.changed:
            self.counts.doubt(used)
        return self.counts.next(str(number), used, level)


def numbering_of(file: WordFile) -> Numbering:
    """The styles and lists; a part of them that is cut is left out, which says less, not else."""
    styles = _styles(file.table(STYLES))
    lists, changed_ones = _lists(file)
    return Numbering(
        styles={style: _of_style(styles, style) for style in styles},
        lists=lists,
        changed=changed_ones,
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


def _lists(file: WordFile) -> tuple[dict[int, NumberedList], frozenset[int]]:
    """The lists by their number from 1, and which of them change what they are defined as."""
    definitions = _definitions(file)
    uses = file.table(LIST_USES)
    count = struct.unpack_from("<I", uses)[0] if len(uses) >= 4 else 0  # noqa: PLR2004 - the count
    found: dict[int, NumberedList] = {}
    changes: set[int] = set()
    for number in range(min(count, max((len(uses) - 4) // _USE, 0))):
        at = 4 + number * _USE
        (identifier,) = struct.unpack_from("<I", uses, at)
        if identifier in definitions:
            found[number + 1] = NumberedList(
                definition=str(identifier), levels=definitions[identifier]
            )
            if uses[at + _CHANGES_AT]:
                changes.add(number + 1)
    return found, frozenset(changes)


def _definitions(file: WordFile) -> dict[int, dict[int, Level]]:
    """The levels of each list by the number of its definition; none where a part of them is cut."""
    start, size = file.table_at(LISTS)
    head = file.tables[start : start + size]
    if len(head) < 2:  # noqa: PLR2004 - the count
        return {}
    count = min(head[0] | head[1] << 8, (len(head) - 2) // _LIST)
    place = start + size  # the levels follow the table, outside it
    found: dict[int, dict[int, Level]] = {}
    for number in range(count):
        at = 2 + number * _LIST
        (identifier,) = struct.unpack_from("<I", head, at)
        is_simple = head[at + 26] & 1
        levels: dict[int, Level] = {}
        for level in range(1 if is_simple else LEVELS):
            fixed = file.tables[place : place + _LEVEL]
            if len(fixed) < _LEVEL:
                return {}
            place += _LEVEL + fixed[24] + fixed[25]
            text = file.tables[place : place + 2]
            if len(text) < 2:  # noqa: PLR2004 - the length of the numeral's text
                return {}
            length = 2 * (text[0] | text[1] << 8)
            levels[level] = _level(fixed, file.tables[place + 2 : place + 2 + length])
            place += 2 + length
        found[identifier] = levels
    return found


def _level(fixed: bytes, written: bytes) -> Level:
    """One level: its fixed part, and the text of its numeral with a low character for a count."""
    text = written.decode("utf-16-le", "replace")
    is_known = "%" not in text and not (fixed[5] & _STAYS)
    return Level(
        start=min(int.from_bytes(fixed[:4], "little"), _MOST),
        form=_FORMS.get(fixed[4], "") if text and is_known else "" if text else "none",
        text="".join(f"%{ord(c) + 1}" if ord(c) < LEVELS else c for c in text),
        is_plain=bool(fixed[5] & _PLAIN),
        is_close=fixed[15] == _CLOSE,
    )
