"""The pieces of a ruled table that belong together over page breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reading.pdf.join import belongs, shift_of
from reading.pdf.lines import joined_lines
from reading.pdf.rules import Lattice
from reading.pdf.tables import PdfCell, PdfTable, TakenApart
from reading.pdf.text import PageText

Place = tuple[int, float]
_SPILT_LINES, _LONE_LINES = 3, 2
_SPILT_WITHIN = 1.7


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
    for text, part in zip(texts, parts, strict=True):
        here, following = tables[text.number], tables.get(text.number + 1)
        if not following:
            continue
        lone = _lone_row(part.frames, following[0], text)
        if lone is not None:
            here.append(lone)
            kept = tuple(line for line in text.lines if line.y <= lone.top)
            rest[text.number] = replace(text, lines=kept)
        elif here and belongs(here[-1], following[0]):
            here[-1], rest[text.number] = _with_spilt(here[-1], text)
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


def _lone_row(frames: Sequence[Lattice], below: PdfTable, text: PageText) -> PdfTable | None:
    """The last frame of a page where it is the first row of the table on the next."""
    last = max(frames, key=lambda frame: frame.ys[-1], default=None)
    if last is None or shift_of(last.xs, below.xs) is None:
        return None
    lines = [line for line in text.lines if line.y > last.ys[0]]
    if not 0 < len(lines) <= _LONE_LINES or lines[-1].y > last.ys[-1]:
        return None
    cell = PdfCell(text=joined_lines(line.text for line in lines))
    top, bottom = last.ys[0], last.ys[-1]
    xs = (last.xs[0], last.xs[-1])
    return PdfTable(
        page=text.number, xs=xs, top=top, bottom=bottom, slots=((cell,),), near=last.near
    )


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
        longer = replace(cell, text=cell.text + line.text)
        table = replace(
            table,
            slots=tuple(tuple(longer if c is cell else c for c in row) for row in table.slots),
        )
        last = list(table.slots[-1])
        bottom = line.y
    spilt = {id(line) for line in below}
    kept = tuple(line for line in text.lines if id(line) not in spilt)
    return table, replace(text, lines=kept)
