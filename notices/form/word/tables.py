"""Tables: a grid from colspan and rowspan, widths from the columns, heads that repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from lxml import etree

from notices.form.word.elements import child, classes_of, no_counterpart
from notices.form.word.layout import Sheet
from notices.form.word.package import Package
from notices.form.word.paragraphs import Piece, inline, paragraph, pieces_of, settled

# Word refuses more columns.
_MOST_COLUMNS = 63
_MOST_ROWS = 32_767
# A row to be filled in by hand is at least 42 pt high.
_BLANK_HEIGHT = 840
# A row that fills more than this share of a page may go on over the page.
_HUGE = Fraction(2, 3)
_LINE, _CHARACTER = 320, 210
_SHADE = "F0F0F0"
_WIDTH = re.compile(r"\s*width:\s*(\d{1,3})(?:\.(\d{1,2}))?%;?\s*")
_NUMBER = re.compile("[1-9][0-9]{0,4}")
_CELL_CLASSES = frozenset({"middle", "number"})
_ROW_CLASSES = frozenset({"blank"})
_NONE: frozenset[str] = frozenset()
_PARTS = frozenset({"thead", "tbody"})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the page in its place; ``rest`` counts the rows it still reaches down."""

    element: etree._Element
    column: int
    columns: int
    rest: int
    is_continued: bool = False


def table(parent: etree._Element, element: etree._Element, sheet: Sheet, package: Package) -> None:
    """Append the table ``element`` of a page, as wide as the text area of ``sheet``.

    Raises:
        WordFormError: what it holds is not in the vocabulary, or it is too wide for Word.
    """
    classes_of(element, _NONE)
    rows = list(_rows(element))
    if not rows:
        raise no_counterpart(element, "表格没有行")
    placed = _placed([row for row, _ in rows])
    count = _columns(element, rows, placed)
    widths = _widths(element, count, sheet.text_width)
    made = child(parent, "tbl")
    properties = child(made, "tblPr")
    child(properties, "tblStyle", val="OfficialTable")
    child(properties, "tblW", w=str(sum(widths)), type="dxa")
    child(properties, "tblLayout", type="fixed")
    grid = child(made, "tblGrid")
    for width in widths:
        child(grid, "gridCol", w=str(width))
    for (row, is_head), cells in zip(rows, placed, strict=True):
        _row(made, row, cells, widths, package, is_head=is_head, height=sheet.text_height)


def _rows(element: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The rows, and whether each stands in the head."""
    for inner in element:
        if inner.tag in _PARTS:
            for row in inner:
                if row.tag == "tr":
                    yield row, inner.tag == "thead"
                elif isinstance(row.tag, str):
                    raise no_counterpart(row)
        elif inner.tag == "tr":
            yield inner, False
        elif inner.tag != "colgroup" and isinstance(inner.tag, str):
            raise no_counterpart(inner)


def _placed(rows: list[etree._Element]) -> list[list[_Cell]]:
    """Each row's cells in their columns, with those that reach down from above."""
    placed: list[list[_Cell]] = []
    above: list[_Cell] = []
    for row in rows:
        reaching = {c.column: c for c in above if c.rest}
        cells: list[_Cell] = []
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                if isinstance(element.tag, str):
                    raise no_counterpart(element)
                continue
            column = _continued(cells, reaching, column)
            columns = _span(element, "colspan", _MOST_COLUMNS)
            cells.append(_Cell(element, column, columns, _span(element, "rowspan", _MOST_ROWS) - 1))
            column += columns
        _continued(cells, reaching, column)
        for left in reaching.values():
            raise no_counterpart(left.element, "合并单元格与其他单元格重叠")
        if not cells:
            raise no_counterpart(row, "表格的行没有单元格")
        placed.append(cells)
        above = cells
    return placed


def _columns(
    element: etree._Element, rows: list[tuple[etree._Element, bool]], placed: list[list[_Cell]]
) -> int:
    """How many columns the table has, which is how many each of its rows has."""
    each = [sum(cell.columns for cell in cells) for cells in placed]
    count = max(each)
    if count > _MOST_COLUMNS:
        raise no_counterpart(element, f"表格有{count}列，Word 最多{_MOST_COLUMNS}列")
    for (row, _), columns in zip(rows, each, strict=True):
        if columns < count:
            raise no_counterpart(row, f"这一行有{columns}列，表格有{count}列")
    return count


def _continued(cells: list[_Cell], reaching: dict[int, _Cell], column: int) -> int:
    """Put cells from above that stand at ``column``; return the first free column."""
    while column in reaching:
        cell = reaching.pop(column)
        cells.append(_Cell(cell.element, column, cell.columns, cell.rest - 1, is_continued=True))
        column += cell.columns
    return column


def _span(element: etree._Element, name: str, most: int) -> int:
    written = element.get(name, "1")
    if not _NUMBER.fullmatch(written) or int(written) > most:
        raise no_counterpart(element, f"{name} 应为 1 至 {most} 的整数")
    return int(written)


def _widths(element: etree._Element, count: int, whole: int) -> list[int]:
    """Widths that add up to ``whole``; columns that name none share what is left."""
    shares: list[Fraction | None] = [None] * count
    for number, column in enumerate(element.iterfind("colgroup/col")):
        if number >= count:
            raise no_counterpart(column, f"表格只有{count}列")
        shares[number] = _share(column)
    named = sum((share for share in shares if share is not None), Fraction(0))
    unnamed = shares.count(None)
    left = max(Fraction(1) - named, Fraction(unnamed, count) / 2) if unnamed else Fraction(0)
    each = [left / unnamed if share is None else share for share in shares]
    edges = [round(sum(each[:n], Fraction(0)) / sum(each) * whole) for n in range(count + 1)]
    return [right - left for left, right in pairwise(edges)]


def _share(column: etree._Element) -> Fraction | None:
    style = column.get("style")
    if style is None:
        return None
    width = _WIDTH.fullmatch(style)
    share = Fraction(f"{width[1]}.{width[2] or 0}") if width else Fraction(0)
    if not share:
        raise no_counterpart(column, "列宽应写作 width:12%")
    return share / 100


def _row(
    made: etree._Element,
    row: etree._Element,
    cells: list[_Cell],
    widths: list[int],
    package: Package,
    *,
    is_head: bool,
    height: int,
) -> None:
    is_blank = bool(classes_of(row, _ROW_CLASSES))
    element = child(made, "tr")
    properties = child(element, "trPr")
    sizes = [sum(widths[c.column : c.column + c.columns]) for c in cells]
    if not any(_is_huge(*one, height * _HUGE) for one in zip(cells, sizes, strict=True)):
        child(properties, "cantSplit")
    if is_blank:
        child(properties, "trHeight", val=str(_BLANK_HEIGHT), hRule="atLeast")
    if is_head:
        child(properties, "tblHeader")
    for cell, width in zip(cells, sizes, strict=True):
        _cell(element, cell, width, package, is_head=is_head)


def _is_huge(cell: _Cell, width: int, most: Fraction) -> bool:
    if cell.is_continued:
        return False
    length = sum(len(text) for text in cell.element.itertext())
    return Fraction(length * _CHARACTER, width) * _LINE > most


def _cell(row: etree._Element, cell: _Cell, width: int, package: Package, *, is_head: bool) -> None:
    made = child(row, "tc")
    properties = child(made, "tcPr")
    child(properties, "tcW", w=str(width), type="dxa")
    if cell.columns > 1:
        child(properties, "gridSpan", val=str(cell.columns))
    if cell.is_continued:
        child(properties, "vMerge")
    elif cell.rest:
        child(properties, "vMerge", val="restart")
    if cell.element.tag == "th":
        child(properties, "shd", val="clear", color="auto", fill=_SHADE)
    if is_head:
        child(properties, "vAlign", val="center")
    style = _style(cell.element, is_head=is_head)
    for pieces in [[]] if cell.is_continued else _paragraphs(cell.element):
        paragraph(made, pieces, style, package)


def _style(element: etree._Element, *, is_head: bool) -> str:
    classes = classes_of(element, _CELL_CLASSES)
    if element.tag == "th":
        return "TableHead" if is_head or "middle" in classes else "TableRowHead"
    if "number" in classes:
        return "TableNumber"
    return "TableMiddle" if classes else "TableText"


def _paragraphs(element: etree._Element) -> list[list[Piece]]:
    """The paragraphs of a cell: its ``<p>``, and what stands between them; at least one."""
    found: list[list[Piece]] = []
    for key, group in groupby(_content(element), key=lambda one: isinstance(one, list)):
        if key:
            found.extend(one for one in group if isinstance(one, list))
        else:
            between = settled(one for one in group if isinstance(one, Piece))
            found.extend([between] if between else [])
    return found or [[]]


def _content(element: etree._Element) -> Iterator[Piece | list[Piece]]:
    if element.text:
        yield Piece(element.text)
    for inner in element:
        if inner.tag == "p":
            classes_of(inner, _NONE)
            yield pieces_of(inner)
        else:
            yield from inline(inner, None, None)
        if inner.tail:
            yield Piece(inner.tail)
