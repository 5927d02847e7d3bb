"""The second reading: the same bytes by another way, for figures that a finding rests on.

HTML goes through libxml2, whose tree is not that of the HTML standard, and DOCX through
python-docx, both row by row and without the grid of the first reading; text is taken as a stream
of labels and numbers. Where the other way cannot be sure it abstains, which is neither agreement
nor disagreement.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from reading.blocks import one_line
from reading.cells import figure_of_cell, is_figure_like
from reading.charset import decode
from reading.doc.again import doc_lines
from reading.editions import EDITIONS, PROACTIVE, REQUESTS, Row
from reading.errors import DocumentError
from reading.labels import (
    HEADER_WORDS,
    bare_label,
    dispute_column,
    fold,
    is_label,
    proactive_row,
    request_row,
)
from reading.model import Figure, FigureState, Media, ReportReading
from reading.ofd.again import ofd_lines
from reading.pdf.again import pdf_lines
from reading.scan.document import scan_lines
from reading.xlsx.document import xlsx_lines

# What python-docx raises on a package that the first reading, which asks for less, could use.
_NOT_FOR_THIS_WAY = (
    PackageNotFoundError, PythonDocxError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError,
    AttributeError, IndexError, KeyError, OSError, ValueError,
)  # fmt: skip
# The figures of table four stand in one line: how many, and whose they are in order.
_DISPUTE_LINES = {
    sum(len(row.columns) for row in edition.dispute_rows): edition.dispute_rows
    for edition in EDITIONS
}
_DROPPED = ("script", "style", "noscript", "template")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PARTING = frozenset({"p", "br", "div", "li"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Shorter labels, such as 总计 or 其他, stand in many places.
_TELLING_LABEL = 6
Line = tuple[str, ...]


def read_again(
    body: bytes, reading: ReportReading, paths: Collection[str]
) -> Mapping[str, Figure | None]:
    """The figures at ``paths`` as another algorithm reads them; ``None`` where it abstains.

    ``reading`` is the first reading of the same bytes: it gives the form, and the places that
    figures are called by.
    """
    try:
        lines = list(_LINES[reading.media](body)) if reading.media in _LINES else []
    except (*_NOT_FOR_THIS_WAY, DocumentError):
        return dict.fromkeys(paths)
    rows: dict[str, list[Line]] = {}
    for name, cells in _rows(lines):
        rows.setdefault(name, []).append(cells)
    words = _all_words(body) if reading.media is Media.HTML else ""
    return {path: _figure(path, reading, rows, words) for path in paths}


def _all_words(body: bytes) -> str:
    """Every word of a page, also those that broken tags left outside all cells."""
    root = _page(body)
    return "" if root is None else fold(etree.tostring(root, encoding="unicode", method="text"))


def _page(body: bytes) -> etree._Element | None:
    """A page as libxml2 builds it, without what prints nothing; ``None`` where it is blank."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    root = etree.fromstring(
        _CONTROLS.sub(" ", decode(body).text).encode("utf-8", "replace"), parser
    )
    if root is not None:
        etree.strip_elements(root, *_DROPPED, with_tail=False)
    return root


def _figure(
    path: str, reading: ReportReading, rows: Mapping[str, Sequence[Line]], words: str
) -> Figure | None:
    first = reading.figures.get(path)
    row = _row(path, reading)
    if first is None or row is None:
        return None
    if first.state is FigureState.MISSING and row.path not in rows:
        label = bare_label(row.label)
        if len(label) < _TELLING_LABEL or label not in words:
            return None
        return replace(first, state=FigureState.UNREADABLE, reason="该行的名称另见于表格之外")
    found = {cells for cells in rows.get(row.path, ()) if len(cells) == len(row.columns)}
    if len(found) != 1 or len(rows[row.path]) != len(
        [cells for cells in rows[row.path] if cells in found]
    ):
        return None
    cells = found.pop()
    for column, text in zip(row.columns, cells, strict=True):
        if f"{row.path}.{column.name}" == path:
            return figure_of_cell(text, column, path=path, at=first.at)
    return None


def _row(path: str, reading: ReportReading) -> Row | None:
    editions = (reading.edition, *EDITIONS) if reading.edition else EDITIONS
    return next((row for e in editions for row in e.rows if path in row.paths()), None)


def _rows(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Rows with their path: the label is the last label of a line, the figures all after it."""
    for line in lines:
        if any(fold(text) in HEADER_WORDS or dispute_column(text) for text in line[:-1]):
            is_header = not any(is_figure_like(text) for text in line)
            if is_header or any(fold(text) in HEADER_WORDS for text in line):
                continue
        for table, name_of in ((PROACTIVE, proactive_row), (REQUESTS, request_row)):
            place = _last_label(line, name_of)
            if place is not None:
                yield f"{table}.{name_of(line[place])}", line[place + 1 :]
        if len(line) in _DISPUTE_LINES and not any(t and not is_figure_like(t) for t in line):
            yield from _dispute_rows(line)


def _dispute_rows(line: Line) -> Iterator[tuple[str, Line]]:
    place = 0
    for row in _DISPUTE_LINES[len(line)]:
        yield row.path, line[place : place + len(row.columns)]
        place += len(row.columns)


def _last_label(line: Line, name_of: Callable[[str], str | None]) -> int | None:
    for place in range(len(line) - 2, -1, -1):
        if line[place] and name_of(line[place]) is not None:
            return None if any(is_label(text) for text in line[place + 1 :]) else place
    return None


def _html_lines(body: bytes) -> Iterator[Line]:
    root = _page(body)
    for row in () if root is None else root.iter("tr"):
        if not _is_hidden(row):
            yield tuple(_cell_text(cell) for cell in row.iter("td", "th") if not _is_hidden(cell))


def _is_hidden(element: etree._Element) -> bool:
    return _HIDDEN.search(element.get("style") or "") is not None


def _cell_text(cell: etree._Element) -> str:
    """The words of a cell; paragraphs and breaks part words, other tags do not."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            pieces.append(" " if node.tag in _PARTING else "")
            pieces.append((node.text or "").replace("\n", " "))
        elif node is not cell:
            pieces.append((node.tail or "").replace("\n", " "))
    return one_line("".join(pieces))


def _docx_lines(body: bytes) -> Iterator[Line]:
    document = docx.Document(io.BytesIO(body))
    for table in document.tables:
        for row in table.rows:
            seen: list[object] = []
            texts: list[str] = []
            for cell in row.cells:
                if not any(cell._tc is one for one in seen):  # noqa: SLF001 - merged cells repeat
                    seen.append(cell._tc)  # noqa: SLF001
                    texts.append(one_line(cell.text))
            yield tuple(texts)


def _text_lines(body: bytes) -> Iterator[Line]:
    """Labels and the numbers that follow them, whatever parts them on the page.

    A blank cell leaves no trace in such a stream: then the count is wrong and the row abstains.
    """
    text = decode(body).text
    tokens = [one_line(piece) for piece in re.split(r"[\t\n\r|]+", text)]
    label: str | None = None
    numbers: list[str] = []
    for token in (*tokens, "。"):
        if not token or set(token) <= {"-", ":", " "}:
            continue
        if is_figure_like(token):
            numbers.append(token)
            continue
        if len(numbers) in _DISPUTE_LINES and label is not None and dispute_column(label):
            yield tuple(numbers)
        elif label is not None and numbers:
            yield (label, *numbers)
        label, numbers = token, []


_LINES: Mapping[Media, Callable[[bytes], Iterator[Line]]] = {
    Media.HTML: _html_lines,
    Media.DOCX: _docx_lines,
    Media.TEXT: _text_lines,
    Media.DOC: doc_lines,
    Media.OFD: ofd_lines,
    Media.PDF: pdf_lines,
    Media.SCAN: scan_lines,
    Media.XLSX: xlsx_lines,
}
