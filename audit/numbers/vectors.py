"""All figures of a report as one vector (数据列), to be compared with that of another report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.numbers.arithmetic import Number
from reading.editions import DISPUTES, PROACTIVE, REQUESTS, Edition
from reading.model import ReportReading

# Totals follow from their parts, and a stock stays as it is where nothing was issued.
_NO_FLOWS = frozenset(
    {"total", "in_force", "total_published", "previous_items", "change", "concluded"}
)
_GREAT = 20
_MIDDLING, _HOW_MANY = 5, 3

Vector = tuple[tuple[str, Number], ...]


def vector_of(
    reading: ReportReading, tables: Iterable[str] = (PROACTIVE, REQUESTS, DISPUTES)
) -> Vector | None:
    """Every figure of these tables with its path, zeros left out.

    ``None`` where one of them is no number, so that nobody can tell.
    """
    if reading.edition is None:
        return None
    told: list[tuple[str, Number]] = []
    for path, number in _numbers(reading, frozenset(tables)):
        if number is None:
            return None
        if number:
            told.append((path, number))
    return tuple(told)


def is_same(
    first: ReportReading,
    second: ReportReading,
    tables: Iterable[str] = (PROACTIVE, REQUESTS, DISPUTES),
) -> bool | None:
    """Whether two reports of one edition have the same figures; ``None`` where nobody can tell.

    One number that differs is enough to say no, whatever else could not be read.
    """
    if first.edition is None or first.edition is not second.edition:
        return None
    is_known = True
    for path, number in _numbers(first, frozenset(tables)):
        figure = second.figures.get(path)
        other = figure.value if figure is not None else None
        if number is None or other is None:
            is_known = False
        elif number != other:
            return False
    return True if is_known else None


def is_telling(vector: Vector) -> bool:
    """Whether it would be strange to meet the same figures twice.

    Small offices rightly have the same few ones and twos, or nothing but zeros. A figure of 20 or
    three of 5 that are neither totals nor stocks do not come again by themselves.
    """
    flows: list[Number] = [value for path, value in vector if _is_flow(path)]
    is_great = any(value >= _GREAT for value in flows)
    return is_great or sum(value >= _MIDDLING for value in flows) >= _HOW_MANY


def told_of(vector: Vector, edition: Edition, most: int = 5) -> str:
    """The greatest figures that are neither totals nor stocks, for people."""
    flows = sorted(((p, n) for p, n in vector if _is_flow(p)), key=lambda one: one[1], reverse=True)
    rows = {row.path: row for row in edition.rows}
    shown: list[str] = []
    for path, value in flows[:most]:
        row_path, _, column = path.rpartition(".")
        row = rows[row_path]
        labels = {c.name: c.place or c.label for c in row.columns}
        shown.append(f"{row.label}{labels[column]} {value}")
    return "、".join(shown)


def _is_flow(path: str) -> bool:
    return _NO_FLOWS.isdisjoint(path.split("."))


def _numbers(reading: ReportReading, tables: frozenset[str]) -> Iterator[tuple[str, Number | None]]:
    """The figures of these tables in the order of the document, rows of another edition too."""
    for path, figure in reading.figures.items():
        if path.partition(".")[0] in tables:
            yield path, figure.value
