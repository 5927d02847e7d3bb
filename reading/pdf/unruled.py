"""Where the lines of a part without a ruled table look like one: a grid, or at least a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reading.blocks import Block, Gap
from reading.model import PartName
from reading.part_headings import likely_heading, part_of_heading
from reading.pdf.chains import Place
from reading.pdf.columns import grid_of_columns, looks_tabular
from reading.pdf.lines import Line
from reading.pdf.text import PageText

_TABLES = (PartName.PROACTIVE, PartName.REQUESTS, PartName.DISPUTES)
_ROWS_AT_LEAST = 2
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
            likely = likely_heading(text)
            name = part_of_heading(text) or (likely.name if likely is not None else None)
            if name is not None:
                headings.append((number, number + count, name, text))
                break
    for place, (_, start, name, text) in enumerate(headings):
        end = headings[place + 1][0] if place + 1 < len(headings) else len(lines)
        if name in _TABLES and start < end:
            yield name, text, lines[start:end]
