"""DOCX to blocks: an own grid over the XML, spans from gridSpan and vMerge."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO

from lxml import etree

from reading.blocks import Block, Document, Gap, Grid, Paragraph, SpannedCell, grid_of_spans
from reading.cells import is_figure_like
from reading.docx_numbering import numerals_of
from reading.errors import DocumentError, DocumentErrorClass
from reading.facts import day_of_instant
from reading.forms import LARGEST_UNPACKED, broken_package
from reading.list_counts import NOT_KNOWN, numbered
from reading.model import Media

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved-away text is not in the document any more; field codes are not text.
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr"}
    | {f"{_W}sectPr", f"{_W}tblPr", f"{_W}tcPr", f"{_W}trPr", f"{_W}tblGrid", _FALLBACK}
)
_PICTURES = frozenset({f"{_W}drawing", f"{_W}pict"})
_OBJECT = f"{_W}object"
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})
_TERMS = "{http://purl.org/dc/terms/}"
_OFF = frozenset({"0", "false", "off"})


def read_docx(body: bytes) -> Document:
    """The document as blocks.

    Raises:
        DocumentError: the package is damaged, or holds what a document may not hold.
    """
    root = _part(body, "word/document.xml")
    if root is None:
        raise broken_package()
    styles = _part(body, "word/styles.xml")
    main = root.find(f"{_W}body")
    if main is None:
        raise broken_package()
    reader = _Reader(numerals_of(main, _optional_part(body, "word/numbering.xml"), styles))
    reader.read(main)
    return Document(media=Media.DOCX, blocks=tuple(reader.blocks), claimed_dates=_dates(body))


def _dates(body: bytes) -> dict[str, date]:
    """When the file says it was made and last changed; its properties may be missing or odd."""
    properties = _optional_part(body, "docProps/core.xml")
    if properties is None:
        return {}
    days = {
        name: day_of_instant(properties.findtext(f"{_TERMS}{name}") or "")
        for name in ("created", "modified")
    }
    return {name: day for name, day in days.items() if day is not None}


def _optional_part(body: bytes, name: str) -> etree._Element | None:
    """A part without which the document can be read; ``None`` where it is damaged, too."""
    try:
        return _part(body, name)
    except DocumentError:
        return None


def _part(body: bytes, name: str) -> etree._Element | None:
    try:
        with zipfile.ZipFile(BytesIO(body)) as package:
            if name not in package.namelist():
                return None
            with package.open(name) as member:
                content = member.read(LARGEST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise broken_package() from error
    if len(content) > LARGEST_UNPACKED:
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE, "压缩文件展开后过大，超出处理上限，未予展开"
        )
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT,
            "文档内含有实体定义，不是正常的 DOCX 文件，出于安全考虑未予读取",
        )
    content = content.replace(_STRICT.encode(), _TRANSITIONAL.encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise broken_package() from error


class _Reader:
    """Walks the body once and gathers blocks."""

    def __init__(self, numerals: Mapping[etree._Element, str]) -> None:
        """``numerals`` are those that the word processor prints before paragraphs."""
        self.blocks: list[Block] = []
        self._numerals = numerals
        self._lead = ""

    def read(self, parent: etree._Element) -> None:
        for element in _children(parent, {f"{_W}p", f"{_W}tbl"}):
            if element.tag == f"{_W}tbl":
                self._table(element)
            else:
                self._paragraph(element)

    def _paragraph(self, element: etree._Element) -> None:
        numeral = self._numerals.get(element, "")
        is_numbered = numeral == NOT_KNOWN
        words = _text(element)
        lines = numbered(numeral, words).split("\n")
        for place, line in enumerate(lines):
            text = line.strip()
            if text:
                self.blocks.append(
                    Paragraph(text=text, is_auto_numbered=is_numbered and place == 0)
                )
                self._lead = text
        for inside in element.iter(*_PICTURES, _OBJECT):
            self.blocks.append(Gap(what="嵌入对象" if inside.tag == _OBJECT else "图片"))
        for box in element.iter(f"{_W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self.read(box)

    def _table(self, table: etree._Element) -> None:
        grid = _grid(table, self._lead, self._numerals)
        if grid.slots:
            self.blocks.append(grid)
        for cell in _cells_of(table):
            for nested in _children(cell, {f"{_W}tbl"}):
                self._table(nested)
            for inside in cell.iter(*_PICTURES, _OBJECT):
                self.blocks.append(Gap(what="嵌入对象" if inside.tag == _OBJECT else "图片"))


def _children(parent: etree._Element, tags: set[str]) -> Iterator[etree._Element]:
    """Elements with these tags, also inside content controls and insertions, not deeper."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        elif element.tag not in _SKIPPED and element.tag not in (f"{_W}p", f"{_W}tbl"):
            waiting.extend(reversed(element))


def _cells_of(table: etree._Element) -> Iterator[etree._Element]:
    for row in _children(table, {f"{_W}tr"}):
        yield from _children(row, {f"{_W}tc"})


def _text(element: etree._Element) -> str:
    """The text of a paragraph. Text boxes are read on their own, deleted text not at all."""
    pieces: list[str] = []
    waiting = list(reversed(element))
    while waiting:
        inside = waiting.pop()
        if inside.tag in _SKIPPED or inside.tag in _PICTURES or inside.tag == _OBJECT:
            continue
        if inside.tag == f"{_W}r" and _is_hidden(inside):
            continue
        if inside.tag == f"{_W}t":
            pieces.append(inside.text or "")
        elif inside.tag == f"{_W}tab":
            pieces.append("\t")
        elif inside.tag in _BREAKS:
            pieces.append("\n")
        elif inside.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        else:
            waiting.extend(reversed(inside))
    return "".join(pieces)


def _is_hidden(run: etree._Element) -> bool:
    """Whether a run does not print."""
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in _OFF


def _grid(table: etree._Element, lead: str, numerals: Mapping[etree._Element, str]) -> Grid:
    """The own rows of a table, vMerge turned into row spans."""
    rows: list[list[SpannedCell]] = []
    open_at: dict[int, tuple[int, int]] = {}  # column -> (row, place) of the merge above
    for row in _children(table, {f"{_W}tr"}):
        written: list[SpannedCell] = []
        column = _number(row, f"{_W}trPr/{_W}gridBefore", 0)
        if column:
            written.append(SpannedCell(text="", column_span=column))
        for cell in _children(row, {f"{_W}tc"}):
            width = _number(cell, f"{_W}tcPr/{_W}gridSpan", 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            is_continued = merge is not None and merge.get(f"{_W}val") != "restart"
            if is_continued and column in open_at:
                above, place = open_at[column]
                began = rows[above][place]
                rows[above][place] = SpannedCell(
                    text=began.text, column_span=began.column_span, row_span=began.row_span + 1
                )
            else:
                if merge is not None:
                    open_at[column] = (len(rows), len(written))
                else:
                    open_at.pop(column, None)
                written.append(SpannedCell(text=_cell_text(cell, numerals), column_span=width))
            column += width
        rows.append(written)
    return grid_of_spans(rows, lead=lead)


def _cell_text(cell: etree._Element, numerals: Mapping[etree._Element, str]) -> str:
    """The words of a cell; a numeral counts before words alone, for it is none of the figure."""
    lines = (
        numbered(numerals.get(paragraph, ""), text) if not is_figure_like(text) else text
        for paragraph in _children(cell, {f"{_W}p"})
        if (text := _text(paragraph).strip())
    )
    return "\n".join(lines)


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = found.get(f"{_W}val") if found is not None else None
    return int(value) if value and value.isascii() and value.isdigit() else default
