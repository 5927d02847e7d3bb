"""The second reading of a Word file: LibreOffice where it is installed, else marks in text order.

The own way knows nothing of the properties of paragraphs or the definitions of rows: it takes the
characters up to each cell mark, and a row as filled cells that end with two marks. A blank cell
looks like the end of a row there, so a row with a blank cell among its figures comes out too
short and is of no use to anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.blocks import Document, Grid, one_line
from reading.doc.fib import WordFile, open_word
from reading.doc.pieces import text_of, whole
from reading.errors import DocumentError
from reading.office import find_office, read_with_office

Line = tuple[str, ...]

_CELL = "\x07"
_FIELD_CODE = re.compile("\x13[^\x07\x13-\x15]*\x14")
_CONTROL = re.compile("[\x00-\x1f]+")
_UNSEEN = re.compile("[\x01\x08\x13\x14]")  # pictures, shapes, fields without a result
_SECONDS = 60.0


def doc_lines(body: bytes, *, with_office: bool = True) -> Iterator[Line]:
    """Rows of cell texts, in the order of the document; nothing where this way is not sure.

    ``with_office`` allows a call of LibreOffice, which takes a second or two. Files that only
    LibreOffice can read have no second reading.
    """
    try:
        file = open_word(body)
        if with_office and find_office() is not None:
            [found] = read_with_office([body], seconds=_SECONDS)
            if isinstance(found, Document):
                yield from _office_lines(found)
                return
        yield from _mark_lines(file)
    except DocumentError:
        return


def _office_lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in range(len(block.slots)):
                yield tuple(one_line(cell.text) for cell in block.own_cells(row))


def _mark_lines(file: WordFile) -> Iterator[Line]:
    line: list[str] = []
    is_sure = True
    for piece in text_of(file).characters[: file.main_length].split(_CELL)[:-1]:
        shown = _FIELD_CODE.sub("", piece)
        text = one_line(_CONTROL.sub(" ", whole(shown)))
        if _UNSEEN.search(shown):
            is_sure = False
        elif text:
            line.append(text)
        else:
            if line and is_sure:
                yield tuple(line)
            line, is_sure = [], True
