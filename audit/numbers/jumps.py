"""Figures that are many times those of the year before, or a small part of them (突变)."""

from __future__ import annotations

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

    def evidence(self, year_before: int) -> tuple[Evidence, Evidence]:
        """Both figures."""
        return evidence_of(self.now), evidence_at_year(self.before, year_before)


def jumps_between(
    earlier: ReportReading,
    later: ReportReading,
    edition: Edition,
    *,
    factor: Decimal,
    least: int,
) -> tuple[Pair, ...] | None:
    """Every cell whose number is more than ``factor`` times the other year's, and ``least`` above.

    In the order of the tables; ``None`` where no cell holds a number in both years.
    """
    jumps: list[Pair] = []
    is_compared = False
    for row in edition.rows:
        for column, path in zip(row.columns, row.paths(), strict=True):
            before, now = earlier.figures.get(path), later.figures.get(path)
            if before is None or now is None or column.name in _UNCOMPARED:
                continue
            if before.value is None or now.value is None:
                continue
            is_compared = True
            if before.value != now.value and _is_jump(before.value, now.value, factor, least):
                jumps.append(Pair(row=row, column=column, before=before, now=now))
    return tuple(jumps) if is_compared else None


def _is_jump(one: Number, other: Number, factor: Decimal, least: int) -> bool:
    small, great = min(one, other), max(one, other)
    return great - small >= least and great > factor * small
