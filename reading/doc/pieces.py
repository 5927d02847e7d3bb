"""The text of a Word file, gathered from the pieces it is stored in (MS-DOC 2.4.1, 2.8.35)."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass

from reading.doc.fib import PIECES, WordFile
from reading.doc.package import broken_document, too_long
from reading.doc.sprms import Sprm, short_sprm, sprms

MOST_CHARACTERS = 12_000_000
_MOST_PIECES = 50_000
_MODIFIERS, _TABLE = 1, 2
_ONE_BYTE = 0x40000000
# Characters that no writer puts into a text. A few may have been pasted in; many are another
# part of the file in the place of text.
_IMPOSSIBLE = re.compile("[\x00\x06\x0f-\x12\x16-\x1d\ufffe\uffff]")
_MOST_IMPOSSIBLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of characters: where it stands in the text and in the file.

    ``width`` is the size of a character in bytes; ``changes`` are modifiers of the whole piece.
    """

    start: int
    end: int
    offset: int
    width: int
    changes: tuple[Sprm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """All characters of a document, one Python character for each of the file's."""

    characters: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def piece_at(self, place: int) -> Piece:
        """The piece in which a character stands."""
        return self.pieces[bisect_right(self.starts, place) - 1]


def text_of(file: WordFile) -> Text:
    """The text, all stories one after another.

    Raises:
        DocumentError: the pieces do not make up the text that the head announces.
    """
    changes, table = _parts(file.table(PIECES))
    count = (len(table) - 4) // 12
    if count < 1 or len(table) != count * 12 + 4:
        raise broken_document()
    if count > _MOST_PIECES or file.whole_length > MOST_CHARACTERS:
        raise too_long()
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    if bounds[0] or bounds[-1] != file.whole_length or list(bounds) != sorted(set(bounds)):
        raise broken_document()
    pieces = tuple(_piece(table, count, number, bounds, changes) for number in range(count))
    characters = "".join(_characters(file.words, piece) for piece in pieces)
    if len(_IMPOSSIBLE.findall(characters, 0, file.main_length)) > _MOST_IMPOSSIBLE:
        raise broken_document()
    return Text(
        characters=characters,
        pieces=pieces,
        starts=bounds[:-1],
    )


def _parts(packed: bytes) -> tuple[list[bytes], bytes]:
    """The lists of modifiers and, after them, the table of pieces."""
    lists: list[bytes] = []
    place = 0
    while place + 3 <= len(packed) and packed[place] == _MODIFIERS:
        (size,) = struct.unpack_from("<H", packed, place + 1)
        lists.append(packed[place + 3 : place + 3 + size])
        place += 3 + size
    if place + 5 > len(packed) or packed[place] != _TABLE:
        raise broken_document()
    (size,) = struct.unpack_from("<I", packed, place + 1)
    return lists, packed[place + 5 : place + 5 + size]


def _piece(
    table: bytes, count: int, number: int, bounds: tuple[int, ...], lists: list[bytes]
) -> Piece:
    where, modifier = struct.unpack_from("<IH", table, (count + 1) * 4 + number * 8 + 2)
    is_narrow = bool(where & _ONE_BYTE)
    offset = where & (_ONE_BYTE - 1)
    if modifier & 1:
        if modifier >> 1 >= len(lists):
            raise broken_document()
        changes = tuple(sprms(lists[modifier >> 1]))
    else:
        changes = short_sprm(modifier)
    return Piece(
        start=bounds[number],
        end=bounds[number + 1],
        offset=offset // 2 if is_narrow else offset,
        width=1 if is_narrow else 2,
        changes=changes,
    )


def _characters(words: bytes, piece: Piece) -> str:
    length = piece.end - piece.start
    packed = words[piece.offset : piece.offset + length * piece.width]
    if len(packed) < length * piece.width:
        raise broken_document()
    if piece.width == 1:
        return packed.decode("cp1252", "replace")
    text = packed.decode("utf-16-le", "surrogatepass")
    if len(text) == length:
        return text
    return "".join(map(chr, struct.unpack(f"<{length}H", packed)))  # halves kept apart


def whole(text: str) -> str:
    """The text with halves of characters joined; a lone half is a character that is not read."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
