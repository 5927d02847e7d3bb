"""Several years' reports in one document, one after another: where each begins and ends.

They are taken apart only where it is certain: every report stands under a title that names a year
of its own, and its parts begin again. Elsewhere the document stays whole, and who asks for a year
hears of the titles in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reading.blocks import Block, Document, Paragraph
from reading.facts import year_of_title
from reading.part_headings import heading_of
from reading.parts import without_contents

_HEADINGS_AT_LEAST = 4
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Headings of parts that belong to one report, by the places of the first and the last."""

    first: int
    last: int


def reports_in(document: Document, blocks: Sequence[Block]) -> tuple[Document, ...]:
    """A document for each year's report, as they stand; none where there is one, or it is not sure.

    ``blocks`` are those of the document with its grids taken apart. What the page around them
    claims, such as the day on which it was published, is said of none of the reports.
    """
    titles = _titles(blocks)
    if len(set(titles.values())) <= 1:
        return ()
    runs = _runs(blocks)
    if len(runs) <= 1:
        return ()
    years = [
        _year_above(run, above, titles) for run, above in zip(runs, (None, *runs), strict=False)
    ]
    if None in years or len(set(years)) < len(years):
        return ()
    return tuple(
        _report(document, blocks[start:end], year)
        for start, end, year in _bounds(runs, [year for year in years if year], titles, len(blocks))
    )


def _titles(blocks: Sequence[Block]) -> dict[int, int]:
    """The places of titles of reports, each with the year that it names."""
    found: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            below = blocks[place + 1] if place + 1 < len(blocks) else None
            after = below.text if isinstance(below, Paragraph) else ""
            year = year_of_title(block.text, after)
            if year is not None:
                found[place] = year
    return found


def _runs(blocks: Sequence[Block]) -> list[_Run]:
    """The headings of one report after another; none where one of them has too few."""
    hits = [
        (place, heading, False)
        for place, block in enumerate(blocks)
        if isinstance(block, Paragraph) and (heading := heading_of(block.text)) is not None
    ]
    runs: list[list[tuple[int, int]]] = []
    for place, heading, _ in without_contents(hits, blocks):
        number = heading.name.number
        if not runs or number <= runs[-1][-1][1]:
            runs.append([])
        runs[-1].append((place, number))
    if any(len(run) < _HEADINGS_AT_LEAST for run in runs):
        return []
    return [_Run(first=run[0][0], last=run[-1][0]) for run in runs]


def _year_above(run: _Run, before: _Run | None, titles: dict[int, int]) -> int | None:
    """The year of the title under which a report stands; none where it has no title."""
    start = before.last if before else -1
    above = [place for place in titles if start < place < run.first]
    return titles[above[-1]] if above else None


def _bounds(
    runs: Sequence[_Run], years: Sequence[int], titles: dict[int, int], end: int
) -> Iterator[tuple[int, int, int]]:
    """Where each report begins and ends, with its year."""
    for number, (run, year) in enumerate(zip(runs, years, strict=True)):
        before = runs[number - 1].last if number else -1
        above = [place for place in titles if before < place < run.first]
        begin = above[-1]
        for place in reversed(above):
            if titles[place] != year:
                break
            begin = place
        after = runs[number + 1].first if number + 1 < len(runs) else end
        below = (p for p, other in titles.items() if run.last < p < after and other != year)
        yield begin, next(below, after), year


def _report(document: Document, blocks: Sequence[Block], year: int) -> Document:
    return replace(
        document,
        blocks=tuple(blocks),
        titles=tuple(t for t in document.titles if set(_YEARS.findall(t)) <= {str(year)}),
        claimed_dates={},
    )
