"""What belongs together over page breaks: pieces of a ruled table, and lines of an unruled one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reading.blocks import Block, Gap
from reading.model import PartName
from reading.part_headings import part_of_heading
from reading.pdf.columns import grid_of_columns, looks_tabular
from reading.pdf.join import belongs
from reading.pdf.lines import Line
from reading.pdf.tables import PdfCell, PdfTable, TakenApart
from reading.pdf.text import PageText

Place = tuple[int, float]
_SPILT_LINES = 3
_SPILT_WITHIN = 1.7
_TABLES = (PartName.PROACTIVE, PartName.REQUESTS, PartName.DISPUTES)
_ROWS_AT_LEAST = 2


@dataclass(slots=True)
class Chain:
    """The pieces of one ruled table; ``at`` is the page and height where the first begins."""

    at: Place
    pieces: list[PdfTable]


def chains_of(
    parts: Sequence[TakenApart], texts: Sequence[PageText], pictures: Sequence[Place]
) -> tuple[list[Chain], list[PageText]]:
    """Tables, those that go on over a page break together; and the text without their lines."""
    rest = {text.number: text for text in texts}
    tables = {text.number: list(part.tables) for text, part in zip(texts, parts, strict=True)}
    for page, here in tables.items():
        following = tables.get(page + 1)
        if here and following and belongs(here[-1], following[0]):
            here[-1], rest[page] = _with_spilt(here[-1], rest[page])
    lines = [(page, line.y) for page, text in rest.items() for line in text.lines]
    between = sorted([*lines, *pictures])
    chains: list[Chain] = []
    for page, here in tables.items():
        for number, table in enumerate(here):
            at = (page, table.top)
            last = chains[-1].pieces[-1] if chains else None
            if (
                last is not None
                and number == 0
                and last.page == page - 1
                and not any((last.page, last.bottom) < place < at for place in between)
                and belongs(last, table)
            ):
                chains[-1].pieces.append(table)
            else:
                chains.append(Chain(at, [table]))
    return chains, list(rest.values())


def _with_spilt(table: PdfTable, text: PageText) -> tuple[PdfTable, PageText]:
    """The words of a cell that goes on over the page may be printed below its last rule."""
    below = [line for line in text.lines if line.y > table.bottom]
    if not below or len(below) > _SPILT_LINES:
        return table, text
    last = list(table.slots[-1])
    bottom = table.bottom
    for line in below:
        column = bisect_right(table.xs, line.x0 + line.size / 4) - 1
        if not 0 <= column < len(last) or line.y - bottom > _SPILT_WITHIN * line.size:
            return table, text
        cell = last[column]
        end = max(n for n, other in enumerate(last) if other is cell) + 1
        if line.x1 > table.xs[end] or end == len(last) or not cell.text:
            return table, text
        longer = PdfCell(text=cell.text + line.text, is_lost=cell.is_lost)
        table = replace(
            table,
            slots=tuple(tuple(longer if c is cell else c for c in row) for row in table.slots),
        )
        last = list(table.slots[-1])
        bottom = line.y
    spilt = {id(line) for line in below}
    kept = tuple(line for line in text.lines if id(line) not in spilt)
    return table, replace(text, lines=kept)


_Found = list[tuple[Place, list[Block]]]


def unruled_tables(
    texts: Sequence[PageText], ruled: Sequence[Place]
) -> tuple[_Found, list[PageText]]:
    """Tables that stand in parts without a ruled one, and the text without their lines.

    Where lines look like a table, a gap says so: what is not read there is not missing.
    """
    found: _Found = []
    taken: set[int] = set()
    lines = [(text.number, line) for text in texts for line in text.lines]
    for name, heading, region in _regions(lines):
        start = (region[0][0], region[0][1].y)
        end = (region[-1][0], region[-1][1].y)
        at = [n for n, (_, line) in enumerate(region) if looks_tabular(line)]
        if len(at) < _ROWS_AT_LEAST:
            continue
        inside = region[at[0] : at[-1] + 1]
        blocks: list[Block] = [Gap(what="未能还原的表格")]
        if not any(start <= place <= end for place in ruled):
            grid = grid_of_columns(name, inside, lead=heading)
            if grid is not None:
                blocks.insert(0, grid)
                taken |= {id(line) for _, line in inside}
        found.append(((inside[0][0], inside[0][1].y), blocks))
    rest = [replace(t, lines=tuple(li for li in t.lines if id(li) not in taken)) for t in texts]
    return found, rest


_PagedLine = tuple[int, Line]


def _regions(
    lines: Sequence[_PagedLine],
) -> Iterator[tuple[PartName, str, Sequence[_PagedLine]]]:
    """The lines under the headings of the three parts with tables."""
    headings: list[tuple[int, int, PartName, str]] = []
    for number, (_, line) in enumerate(lines):
        following = lines[number + 1][1].text if number + 1 < len(lines) else ""
        for count, text in ((1, line.text), (2, line.text + following)):
            name = part_of_heading(text)
            if name is not None:
                headings.append((number, number + count, name, text))
                break
    for place, (_, start, name, text) in enumerate(headings):
        end = headings[place + 1][0] if place + 1 < len(headings) else len(lines)
        if name in _TABLES and start < end:
            yield name, text, lines[start:end]
