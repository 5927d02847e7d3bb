"""Text boxes of a Word file: which shape holds which text (MS-DOC 2.8.37, 2.8.31)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from reading.doc.fib import BOXES, SHAPES, WordFile

_SHAPE, _BOX = 26, 22
_BOX_SHAPE_AT = 14


@dataclass(slots=True, kw_only=True)
class Boxes:
    """The texts of boxes that have not been read yet.

    ``shapes`` gives the number of a shape by its anchor in the text, ``texts`` the text of a
    shape as start and end.
    """

    shapes: dict[int, int]
    texts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def take(self, anchor: int) -> list[tuple[int, int]]:
        """The texts of the box anchored here, each given out once."""
        return self.texts.pop(self.shapes.get(anchor, -1), [])

    def rest(self) -> Iterator[tuple[int, int]]:
        """Texts of boxes that no anchor names, such as those in a group of shapes."""
        for found in self.texts.values():
            yield from found
        self.texts.clear()


def boxes_of(file: WordFile) -> Boxes:
    """All boxes; empty where the document has none."""
    boxes = Boxes(shapes=dict(_entries(file.table(SHAPES), size=_SHAPE, at=0)))
    entries = _entries(file.table(BOXES), size=_BOX, at=_BOX_SHAPE_AT)
    for (start, shape), (end, _) in pairwise(entries):
        if 0 <= start < end <= file.boxes_length:
            boxes.texts.setdefault(shape, []).append((file.boxes_at + start, file.boxes_at + end))
    return boxes


def _entries(table: bytes, *, size: int, at: int) -> Iterator[tuple[int, int]]:
    """Places with the number that each entry holds."""
    count = max((len(table) - 4) // (size + 4), 0)
    for number in range(count):
        (place,) = struct.unpack_from("<I", table, number * 4)
        (value,) = struct.unpack_from("<I", table, (count + 1) * 4 + number * size + at)
        yield place, value
