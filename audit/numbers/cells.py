"""What the cells of one reading hold, looked up once for all rules.

Nearly every row of nearly every report stands whole, with numbers that add up: that is seen here in
a moment, so that only what is otherwise is looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from audit.remembered import once_per_reading
from reading.editions import Row
from reading.model import FigureState, ReportReading

_READ = (FigureState.NUMBER, FigureState.BLANK, FigureState.TEXT)


@once_per_reading
def numbers_by_path(reading: ReportReading) -> Mapping[str, int | Decimal]:
    """The value of every figure that is a number."""
    return {
        path: figure.value
        for path, figure in reading.figures.items()
        if figure.value is not None and figure.state is FigureState.NUMBER
    }


@once_per_reading
def read_paths(reading: ReportReading) -> frozenset[str]:
    """The figures that were read: numbers, blanks and texts."""
    return frozenset(p for p, figure in reading.figures.items() if figure.state in _READ)


@once_per_reading
def missing_paths(reading: ReportReading) -> frozenset[str]:
    """The figures that the document does not have."""
    missing = FigureState.MISSING
    return frozenset(p for p, figure in reading.figures.items() if figure.state is missing)


def is_all_read(reading: ReportReading) -> bool:
    """Whether no figure is there that could not be read."""
    return len(read_paths(reading)) + len(missing_paths(reading)) == len(reading.figures)


def is_all_positive(reading: ReportReading) -> bool:
    """Whether every figure is a number, none of them below zero."""
    numbers = numbers_by_path(reading)
    return len(numbers) == len(reading.figures) and min(numbers.values(), default=0) >= 0


def add_up(reading: ReportReading, parts: Iterable[str], total: Iterable[str]) -> bool:
    """Whether all the figures are numbers and both sums are the same."""
    number = numbers_by_path(reading).__getitem__
    try:
        return sum(map(number, parts)) == sum(map(number, total))
    except KeyError:
        return False


def row_adds_up(reading: ReportReading, row: Row) -> bool:
    """Whether the last figure of the row is the sum of the others."""
    *parts, total = row.paths()
    return add_up(reading, parts, (total,))
