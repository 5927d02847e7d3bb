"""Plain text to blocks: tables that an extraction left as lines, tabs, blank lines or bars.

Four layouts are known: one cell a line behind a tab, an empty line between rows; rows parted by
tabs; rows between bars (Markdown); one cell a line parted by blank lines only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reading.blocks import Block, Document, Grid, Layout, Paragraph, grid_of_rows
from reading.charset import Decoded
from reading.facts import dates_of_page
from reading.labels import fold, is_label
from reading.model import Media, PartName
from reading.part_headings import heading_of, headings_within, part_of_heading, with_breaks
from reading.spacing import Spacing, spaced_rows, spacing_of, split_at_labels

_CELL_LINE = re.compile(r"^[ \u3000]*\t([^\t]*)$")
_BAR_LINE = re.compile(r"^\s*\|.*\|\s*$")
_DASHES = r"\s*(?::-+:?|-+:|-{3,})\s*"
_BAR_RULE = re.compile(rf"^\s*\|?(?:{_DASHES}\|)+(?:{_DASHES})?$")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)  # Markdown breaks lines in cells so
_MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s*|\*\*")
_FLAT_LINE, _FLAT_HEADINGS = 300, 2
_PARAGRAPH_MARK = re.compile(r"\u3000{2,}")
_LONGEST_CELL = 80
_SENTENCE_END = re.compile(r"[。；！？]")
_LINE_END = re.compile(r"[。；：！？:;…”）)]$")
_STARTS_ANEW = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,2}[）)、.]|\d{1,2}[.、]|附件|第[一二三])"
)
_WRAPPED_SHARE, _WRAPPED_FROM, _WRAPPED_SLACK = 0.5, 15, 5
_LABEL_AND_NUMBERS = re.compile(r"^(?P<label>\D{2,20}?)\s+(?P<cells>[\d.,+-]+(?:\s+[\d.,+-]+)*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    number: int


def read_text(decoded: Decoded) -> Document:
    """The text as blocks."""
    blocks = blocks_of_text(decoded.text)
    return Document(
        media=Media.TEXT,
        blocks=tuple(blocks),
        encoding=decoded.encoding,
        claimed_dates=dates_of_page({}, [b.text for b in blocks if isinstance(b, Paragraph)]),
    )


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a text whose lines and tabs mean something."""
    text = _BREAK_TAG.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _is_flat(text):
        text = with_breaks(_PARAGRAPH_MARK.sub("\n", text))
    lines = _with_outer_bars(text.split("\n"))
    spacing = spacing_of(lines)
    raw = list(_spaced_blocks(lines, spacing) if spacing else _line_blocks(lines))
    return _unwrapped(list(_settled(raw)))


def _is_flat(text: str) -> bool:
    """Whether an extraction lost the line breaks, so that headings stand inside a line."""
    return any(
        len(line) > _FLAT_LINE and headings_within(line) >= _FLAT_HEADINGS
        for line in text.split("\n")
    )


def _paragraph(line: str) -> Paragraph:
    return Paragraph(text=_MARKDOWN.sub("", line).strip())


def _line_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Tab and bar layouts."""
    gathering = _Gathering()
    for line in lines:
        yield from gathering.take(line)
    yield from gathering.close()


class _Gathering:
    """Gathers lines into the rows of one grid at a time."""

    def __init__(self) -> None:
        """Nothing gathered yet."""
        self._rows: list[list[str]] = []
        self._layout = Layout.CELLS
        self._is_row_open = False
        self._lead = ""

    def take(self, line: str) -> Iterator[Block]:
        """Take a line in; gives blocks that it ends. The lines of a cell may go on without tab."""
        kind = _kind(line)
        if kind == "empty":
            self._is_row_open = False
        elif kind == "words":
            if self._rows and self._is_row_open:
                self._rows[-1][-1] += "\n" + line.strip()
                return
            yield from self.close()
            yield _paragraph(line)
            self._lead = line.strip()
        elif kind != "rule":
            layout = Layout.TABBED if kind == "tabs" else Layout.CELLS
            if layout is not self._layout:
                yield from self.close()
            self._layout = layout
            self._add_row(kind, line)

    def close(self) -> Iterator[Block]:
        """The grid gathered so far."""
        if self._rows:
            yield grid_of_rows(self._rows, self._layout, lead=self._lead)
        self._rows, self._is_row_open = [], False

    def _add_row(self, kind: str, line: str) -> None:
        if kind == "cell":
            if not self._is_row_open:
                self._rows.append([])
            self._rows[-1].append(line.replace("\t", "", 1))
        elif kind == "tabs":
            self._rows.append(line.split("\t"))
        else:
            self._rows.append([_bar_cell(piece) for piece in _BAR.split(line.strip()[1:-1])])
        self._is_row_open = kind == "cell"


def _bar_cell(text: str) -> str:
    return html.unescape(text.replace("\\|", "|").replace("**", "").replace("`", "")).strip()


def _with_outer_bars(lines: Sequence[str]) -> list[str]:
    """Markdown tables whose rows do not begin and end with a bar, with those bars.

    Such a table has a rule under its header; it ends at the first line without a bar.
    """
    barred = list(lines)
    for place, line in enumerate(lines):
        if place == 0 or "|" not in line or not _BAR_RULE.match(line):
            continue
        end = place
        while end < len(lines) and _BAR.search(lines[end]):
            end += 1
        for number in range(place - 1, end):
            row = barred[number].strip()
            if _BAR.search(row):
                row = row if row.startswith("|") else f"|{row}"
                barred[number] = row if row.endswith("|") and row[-2:] != "\\|" else f"{row}|"
    return barred


def _kind(line: str) -> str:
    if _CELL_LINE.match(line):
        return "cell"
    if not line.strip():
        return "empty"
    if _BAR_RULE.match(line) and "|" in line:
        return "rule"
    if _BAR_LINE.match(line):
        return "bars"
    if "\t" in line.strip() or line.startswith("\t") or ("\t" in line and is_label(line.strip())):
        return "tabs"
    return "words"


def _spaced_blocks(lines: Sequence[str], spacing: Spacing) -> Iterator[Block]:
    """One cell a line, cells and rows told apart by the number of line breaks between them."""
    begin, end = _table_lines(lines)
    yield from (_paragraph(line) for line in lines[:begin] if line.strip())
    gathered: list[tuple[int, str]] = []
    for number in range(begin, end):
        line = lines[number]
        if part_of_heading(line.strip()) is not None:
            yield from _spaced_grid(gathered, spacing)
            gathered = []
            yield _paragraph(line)
        elif line.strip():
            gathered.append((number, line.strip()))
    yield from _spaced_grid(gathered, spacing)
    yield from (_paragraph(line) for line in lines[end:] if line.strip())


def _spaced_grid(gathered: Sequence[tuple[int, str]], spacing: Spacing) -> Iterator[Block]:
    if gathered:
        yield grid_of_rows(spaced_rows(gathered, spacing), Layout.CELLS)


def _table_lines(lines: Sequence[str]) -> tuple[int, int]:
    """From the heading of part two to that of part five; without it, to the last label."""
    first = next(
        (n for n, line in enumerate(lines) if part_of_heading(line.strip()) is PartName.PROACTIVE),
        None,
    )
    if first is None:
        first = next(n for n, line in enumerate(lines) if is_label(line.strip()))
    for number in range(first, len(lines)):
        if part_of_heading(lines[number].strip()) in (PartName.PROBLEMS, PartName.OTHER_MATTERS):
            return first, number
    last = max(n for n in range(first, len(lines)) if is_label(lines[n].strip()))
    after = [n for n in range(last + 1, len(lines)) if _SENTENCE_END.search(lines[n])]
    return first, after[0] if after else len(lines)


def _settled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Put right what only looked like a table, or like a paragraph.

    A tab before a sentence or a heading makes no cell; 行政许可 97 on a line is a row.
    """
    lead = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            row = _row_in_words(block.text)
            yield grid_of_rows([row], Layout.CELLS, lead=lead) if row else block
            lead = block.text
        elif isinstance(block, Grid):
            yield from _split_grid(block)
        else:
            yield block


def _split_grid(grid: Grid) -> Iterator[Block]:
    rows: list[list[str]] = []
    for number in range(len(grid.slots)):
        texts = [cell.text for cell in grid.own_cells(number)]
        filled = [text for text in texts if text]
        if len(filled) == 1 and (
            heading_of(filled[0]) is not None or (_is_prose(filled[0]) and not is_label(filled[0]))
        ):
            if rows:
                yield grid_of_rows(rows, grid.layout, lead=grid.lead)
                rows = []
            yield _paragraph(filled[0])
        else:
            rows.extend(split_at_labels(texts) if grid.layout is Layout.CELLS else [texts])
    if rows:
        yield grid_of_rows(rows, grid.layout, lead=grid.lead)


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_CELL or _SENTENCE_END.search(text) is not None


def _row_in_words(text: str) -> list[str] | None:
    found = _LABEL_AND_NUMBERS.match(text)
    if found and is_label(found.group("label")) and len(fold(found.group("label"))) > 1:
        return [found.group("label"), *found.group("cells").split()]
    return None


def _unwrapped(blocks: list[Block]) -> list[Block]:
    """Join lines that a page width broke, where the whole text is broken so."""
    long_lines = [
        b.text for b in blocks if isinstance(b, Paragraph) and len(b.text) >= _WRAPPED_FROM
    ]
    open_lines = [line for line in long_lines if not _LINE_END.search(line)]
    if len(open_lines) < _WRAPPED_FROM or len(open_lines) < len(long_lines) * _WRAPPED_SHARE:
        return blocks
    width = sorted(len(line) for line in open_lines)[len(open_lines) // 2]
    joined: list[Block] = []
    is_open = False
    for block in blocks:
        above = joined[-1] if joined else None
        if not isinstance(block, Paragraph):
            joined.append(block)
            is_open = False
            continue
        if (
            is_open
            and isinstance(above, Paragraph)
            and heading_of(block.text) is None
            and not _STARTS_ANEW.match(block.text)
        ):
            joined[-1] = Paragraph(text=above.text + block.text)
        else:
            joined.append(block)
        is_open = (
            len(block.text) >= width - _WRAPPED_SLACK
            and heading_of(block.text) is None
            and not _SENTENCE_END.search(block.text[-1:])
        )
    return joined
