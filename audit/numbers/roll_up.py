"""A government's figures beside those of its departments (汇总): a bound though some miss.

Whatever the departments whose reports are not held may have, it can only add. So where those that
are held already come to more than the government reports, its figure cannot take them all in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.circumstances import Subordinate
from audit.model import Evidence
from audit.numbers.arithmetic import Number, row_name
from reading.editions import Column, Row
from reading.model import Figure, ReportReading

# Documents that two departments issue together are counted by both, so no sum holds for them.
_ISSUED_TOGETHER = frozenset({"regulations", "normative_documents"})
# Amounts are printed with two decimals of 万元 or more.
_ROUNDING = Decimal("0.01")
_NO_SUM = frozenset({"change"})
SHOWN_PARTS = 6
"""Departments that a message and its evidence name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """One cell of the government that the departments exceed.

    ``parts`` are the departments with a figure above 0. ``least`` is what the government must have
    at least: their sum, or the greatest of them where one thing may be counted by several.
    """

    row: Row
    column: Column
    own: Figure
    parts: tuple[tuple[str, Figure], ...]
    least: Number

    @property
    def words(self) -> str:
        """The cell with the sum of the departments, or the greatest, and the government's."""
        place = self.column.place or self.column.label
        return f"{row_name(self.row)}{place} {self._sum}，政府年报 {self.own.value}"

    @property
    def _sum(self) -> str:
        values = [figure.value or 0 for _, figure in self.parts]
        if len(values) == 1 or sum(values) != self.least:
            name, _ = max(self.parts, key=lambda part: part[1].value or 0)
            return f"{name}一家 {self.least}"
        shown = " + ".join(map(str, values[:SHOWN_PARTS]))
        more = " + ……" if len(values) > SHOWN_PARTS else ""
        return f"合计 {shown}{more} = {self.least}"

    def evidence(self) -> tuple[Evidence, ...]:
        """Where the departments' figures stand."""
        return tuple(
            Evidence(at=f"{name}年报 {figure.at}", printed=figure.printed or "")
            for name, figure in self.parts[:SHOWN_PARTS]
        )


def excesses_over(
    government: ReportReading, rows: Sequence[Row], departments: Sequence[Subordinate]
) -> Iterator[Excess]:
    """Every cell of ``rows`` in which the departments that are held exceed the government."""
    for row in rows:
        for column, path in zip(row.columns, row.paths(), strict=True):
            excess = _excess_of(row, column, government.figures.get(path), departments)
            if excess is not None:
                yield excess


def _excess_of(
    row: Row, column: Column, own: Figure | None, departments: Sequence[Subordinate]
) -> Excess | None:
    if own is None or own.value is None or column.name in _NO_SUM:
        return None
    path = f"{row.path}.{column.name}"
    figures = [(d.name, d.reading.figures.get(path)) for d in departments if d.reading]
    parts = tuple((name, figure) for name, figure in figures if figure and figure.value)
    values = [figure.value or 0 for _, figure in parts if figure.value and figure.value > 0]
    if not values:
        return None
    least = max(values) if row.name in _ISSUED_TOGETHER else sum(values)
    slack = _ROUNDING * len(values) if column.is_money else 0
    if least <= own.value + slack:
        return None
    return Excess(row=row, column=column, own=own, parts=parts, least=least)
