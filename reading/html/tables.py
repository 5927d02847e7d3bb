"""A table of a page to blocks: its grid, the words that stand outside its cells, its gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reading.blocks import Block, Gap, Paragraph, SpannedCell, grid_of_spans
from reading.grid_pieces import pieces_of
from reading.html.text import cell_text, is_dropped, line_of
from reading.labels import is_label_word
from reading.part_headings import part_of_heading

_OBJECTS = {"img": "图片", "object": "嵌入对象", "embed": "嵌入对象", "iframe": "嵌入页面"}
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|ofd|ceb|zip|rar|7z|jpe?g|png)\b", re.IGNORECASE
)
_LABELS_AT_LEAST = 3
_SPAN = re.compile(r"\s*(\d{1,4})")
_Element = etree._Element  # noqa: SLF001 - lxml names its type so


def blocks_of_table(table: _Element, lead: str) -> Iterator[tuple[Block, _Element]]:
    """A table and those inside it, each block with the table in which it stands.

    None for a table that only lays out the page: what stands in it is walked like the page.
    """
    rows = _rows(table)
    if _is_frame(table, rows):
        return
    for one in (table, *_nested(table)):
        # Words that broken tags left outside all cells: a browser shows them above the table.
        for line in _loose_lines(one):
            lead = line
            yield Paragraph(text=line), one
        grid = grid_of_spans(rows if one is table else _rows(one), lead=lead)
        yield from ((piece, one) for piece in pieces_of(grid))
        yield from ((gap, one) for gap in _gaps(one))


def _is_frame(table: _Element, rows: list[list[SpannedCell]]) -> bool:
    """Whether the report, or another table, stands in a table rather than labels and figures."""
    texts = [cell.text for row in rows for cell in row if cell.text]
    if sum(is_label_word(text) for text in texts) >= _LABELS_AT_LEAST:
        return False  # headings inside a table of figures are taken out of its grid
    return next(_nested(table), None) is not None or any(
        part_of_heading(line) for text in texts for line in text.split("\n")
    )


def gap_of(element: _Element) -> str | None:
    """What an element holds that has no text for us."""
    if element.tag in _OBJECTS:
        return _OBJECTS[element.tag]
    if element.tag == "a" and _ATTACHMENT.search(element.get("href") or ""):
        return "附件"
    return None


def _gaps(table: _Element) -> Iterator[Gap]:
    for element in table.iter(*_OBJECTS, "a"):
        what = gap_of(element)
        if what:
            yield Gap(what=what)


def _nested(table: _Element) -> Iterator[_Element]:
    return (inner for inner in table.iter("table") if inner is not table)


def _rows(table: _Element) -> list[list[SpannedCell]]:
    """The own rows of a table, not those of a table inside it."""
    rows: list[list[SpannedCell]] = []
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag == "tr":
            if not is_dropped(element):
                rows.append([_cell(cell) for cell in element if _is_cell(cell)])
        elif element.tag not in ("table", "td", "th"):
            waiting.extend(reversed(element))  # tbody, but also a form around rows
    return rows


def _is_cell(element: _Element) -> bool:
    return element.tag in ("td", "th") and not is_dropped(element)


def _cell(cell: _Element) -> SpannedCell:
    return SpannedCell(
        text=cell_text(cell),
        column_span=_span(cell.get("colspan"), 1),
        row_span=_span(cell.get("rowspan"), 0) if cell.get("rowspan") else 1,
    )


def _span(value: str | None, zero: int) -> int:
    """A span as written; senseless ones count as one, ``rowspan="0"`` means to the end."""
    found = _SPAN.match(value or "")
    number = int(found.group(1)) if found else 1
    return number if number > 0 else zero


def _loose_lines(table: _Element) -> list[str]:
    """The words of a table that stand in no cell, a caption among them."""
    lines: list[str] = []
    pieces = [table.text or ""]
    walker = etree.iterwalk(table, events=("start", "end"))
    for event, element in walker:
        if element is table:
            continue
        if event == "end":
            if element.tag in ("tr", "td", "th", "caption", "p", "div"):
                lines.append(line_of(pieces))
                pieces = []
            pieces.append(element.tail or "")
        elif element.tag in ("td", "th", "table") or is_dropped(element):
            walker.skip_subtree()
        else:
            pieces.append(element.text or "")
    lines.append(line_of(pieces))
    return [line for line in lines if line]
