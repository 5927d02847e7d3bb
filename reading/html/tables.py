"""A table of a page to blocks: its grid, the words that stand outside its cells, its gaps."""

from __future__ import annotations

from collections.abc import Iterator

from reading.blocks import Block, Gap, Paragraph, SpannedCell, grid_of_spans
from reading.grid_pieces import pieces_of
from reading.html.attributes import MAY_BE_GAP, gap_of, spans_of
from reading.html.markup import Markup, Tag
from reading.html.text import cell_text, line_of
from reading.labels import is_label_word
from reading.part_headings import part_of_heading

_LABELS_AT_LEAST = 3
_CELLS = frozenset({"td", "th"})
_WHOLES = _CELLS | {"table"}
_ENDING_LINES = frozenset({"tr", "td", "th", "caption", "p", "div"})


def blocks_of_table(markup: Markup, table: int, lead: str) -> Iterator[tuple[Block, int]]:
    """A table and those inside it, each block with the table in which it stands.

    None for a table that only lays out the page: what stands in it is walked like the page.
    """
    rows = _rows(markup, table)
    if _is_frame(rows, has_nested=next(_nested(markup, table), None) is not None):
        return
    for one in (table, *_nested(markup, table)):
        # Words that broken tags left outside all cells: a browser shows them above the table.
        for line in _loose_lines(markup, one):
            lead = line
            yield Paragraph(text=line), one
        grid = grid_of_spans(rows if one == table else _rows(markup, one), lead=lead)
        yield from ((piece, one) for piece in pieces_of(grid))
        yield from ((gap, one) for gap in _gaps(markup, one))


def _is_frame(rows: list[list[SpannedCell]], *, has_nested: bool) -> bool:
    """Whether the report, or another table, stands in a table rather than labels and figures."""
    texts = [cell.text for row in rows for cell in row if cell.text]
    labels = 0
    for text in texts:
        labels += is_label_word(text)
        if labels >= _LABELS_AT_LEAST:
            return False  # headings inside a table of figures are taken out of its grid
    return has_nested or any(part_of_heading(line) for text in texts for line in text.split("\n"))


def _gaps(markup: Markup, table: int) -> Iterator[Gap]:
    for number in range(table, markup.partners[table]):
        tag = markup.tags[number]
        if tag.name in MAY_BE_GAP and not tag.is_end:
            what = gap_of(tag)
            if what:
                yield Gap(what=what)


def _nested(markup: Markup, table: int) -> Iterator[int]:
    for number in range(table + 1, markup.partners[table]):
        tag = markup.tags[number]
        if tag.name == "table" and not tag.is_end:
            yield number


def _rows(markup: Markup, table: int) -> list[list[SpannedCell]]:
    """The own rows of a table, not those of a table inside it."""
    tags, partners = markup.tags, markup.partners
    rows: list[list[SpannedCell]] = []
    spans: dict[Tag, tuple[int, int]] = {}
    place, end = table + 1, partners[table]
    while place < end:
        tag = tags[place]
        if tag.name == "tr":
            if not tag.is_dropped:
                rows.append(_cells(markup, place, spans))
            place = partners[place]
        elif tag.name in _WHOLES and not tag.is_end:
            place = partners[place]
        place += 1  # into tbody, but also into a form around rows
    return rows


def _cells(markup: Markup, row: int, spans: dict[Tag, tuple[int, int]]) -> list[SpannedCell]:
    tags, partners = markup.tags, markup.partners
    cells: list[SpannedCell] = []
    place, end = row + 1, partners[row]
    while place < end:
        tag = tags[place]
        if tag.is_cell and not tag.is_dropped:
            across, down = spans.get(tag) or spans.setdefault(tag, spans_of(tag))
            cells.append(SpannedCell(cell_text(markup, place), across, down))
        place = partners[place] + 1
    return cells


def _loose_lines(markup: Markup, table: int) -> list[str]:
    """The words of a table that stand in no cell, a caption among them."""
    tags, texts, partners = markup.tags, markup.texts, markup.partners
    lines: list[str] = []
    pieces: list[str] = []
    place, end = table, partners[table]
    while place < end:
        tag = tags[place]
        if not tag.is_end and place != table and (tag.is_dropped or tag.name in _WHOLES):
            place = partners[place]
            tag = tags[place]
        if pieces and tag.name in _ENDING_LINES and (tag.is_end or tag.is_empty):
            lines.append(line_of(pieces))
            pieces = []
        words = texts[place + 1]
        if words and (pieces or not words.isspace()):
            pieces.append(words)
        place += 1
    lines.append(line_of(pieces))
    return [line for line in lines if line]
