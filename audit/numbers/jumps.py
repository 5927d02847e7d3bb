"""Figures that are many times those of the year before, or a small part of them (突变)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from audit.model import Evidence
from audit.numbers.arithmetic import Number, evidence_of, row_name
from audit.numbers.held_years import evidence_at_year
from reading.editions import Column, Edition, Row
from reading.model import Figure, ReportReading

_UNCOMPARED = frozenset({"change"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One cell with a number in both years."""

    row: Row
    column: Column
    before: Figure
    now: Figure

    @property
    def words(self) -> str:
        """The cell with both numbers."""
        column = self.column.place or self.column.label
        return f"{row_name(self.row)} {column} {self.before.value} → {self.now.value}"

    def is_jump(self, factor: Decimal, least: int) -> bool:
        """Whether one is more than ``factor`` times the other, and ``least`` or more above it."""
        both: tuple[Number, Number] = (self.before.value or 0, self.now.value or 0)
        small, great = min(both), max(both)
        return great - small >= least and great > factor * small

    def evidence(self, year_before: int) -> tuple[Evidence, Evidence]:
        """Both figures."""
        return evidence_of(self.now), evidence_at_year(self.before, year_before)


def pairs_of(earlier: ReportReading, later: ReportReading, edition: Edition) -> Iterator[Pair]:
    """Every cell of the edition that holds a number in both reports, in the order of the tables."""
    for row in edition.rows:
        for column, path in zip(row.columns, row.paths(), strict=True):
            before, now = earlier.figures.get(path), later.figures.get(path)
            if before is None or now is None or column.name in _UNCOMPARED:
                continue
            if before.value is not None and now.value is not None:
                yield Pair(row=row, column=column, before=before, now=now)
