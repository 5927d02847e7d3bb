"""What last year's report carries over into this year's (结转): two years side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.model import Evidence
from audit.numbers.arithmetic import Balance, Number, Term, sum_of, term_of
from audit.numbers.held_years import clause_saying, evidence_of_year, reason_of, term_of_year
from reading.editions import REQUESTS, Column
from reading.model import ReportReading

OPENING, CLOSING = f"{REQUESTS}.carried_in", f"{REQUESTS}.carried_out"
_OPENING_LABEL, _CLOSING_LABEL = "上年结转政府信息公开申请数量", "结转下年度继续办理"

# 上年结转数因机构改革调整为5件; 2022年年报结转数有误，现更正为5件
_CARRIED = re.compile(r"结转")
_EXPLAINED = re.compile(
    r"更正|修正|订正|调整|口径|有误|漏[统报]|重新统计|改革|合并|划转|划入|移交|撤销"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """One column: what ``year - 1`` carries out, what ``year`` carries in."""

    year: int
    column: Column
    closing: Term
    opening: Term
    earlier: ReportReading
    later: ReportReading

    @property
    def implied(self) -> Number | None:
        """What the earlier report should carry out by its own balance, where that is known."""
        before = _balance(self.earlier, self.column)
        concluded = before.total[0].number
        if concluded is None or any(term.number is None for term in before.parts):
            return None
        return sum_of(before.parts) - concluded

    @property
    def is_sound(self) -> bool:
        """Whether both reports balance, so that neither number is likely to be a misprint."""
        balances = (_balance(reading, self.column) for reading in (self.earlier, self.later))
        return all(balance.obstacle is None and balance.is_equal for balance in balances)

    @property
    def obstacle(self) -> str | None:
        """Why the two cannot be compared, in Chinese; ``None`` where both are numbers."""
        return reason_of(self.opening, self.closing)

    @property
    def is_equal(self) -> bool:
        """Whether both reports tell the same number."""
        return self.closing.number == self.opening.number

    @property
    def is_restated(self) -> bool:
        """Whether the later report tells what the earlier one's own balance asks for.

        The earlier report then contradicts itself, and the later one has put it right.
        """
        return (
            self.implied is not None and self.closing.number != self.implied == self.opening.number
        )

    @property
    def working(self) -> str:
        """Both numbers in words."""
        return (
            f"{self.year - 1}年度年报“{_CLOSING_LABEL}”{self.column.label} {self.closing.number}，"
            f"{self.year}年度年报“{_OPENING_LABEL}”{self.column.label} {self.opening.number}"
        )

    def evidence(self, own_year: int) -> tuple[Evidence, ...]:
        """Both figures; those of another year than the report's own say so."""
        told: list[Evidence] = []
        for term, year in ((self.opening, self.year), (self.closing, self.year - 1)):
            if year == own_year and term.figure is not None:
                told.append(Evidence(at=term.figure.at, printed=term.figure.printed or ""))
            else:
                told += evidence_of_year(term, year)
        return tuple(told)


def carry_over(
    earlier: ReportReading, later: ReportReading, year: int, column: Column
) -> CarryOver:
    """The column ``column`` from the report on ``year - 1`` into that on ``year``."""
    closing = term_of_year(earlier, f"{CLOSING}.{column.name}", year - 1, _CLOSING_LABEL)
    opening = term_of_year(later, f"{OPENING}.{column.name}", year, _OPENING_LABEL)
    return CarryOver(
        year=year, column=column, closing=closing, opening=opening, earlier=earlier, later=later
    )


def explanation_in(reading: ReportReading) -> Evidence | None:
    """The clause that says why the number carried in is not last year's, where there is one."""
    return clause_saying(reading, _CARRIED, _EXPLAINED)


def _balance(reading: ReportReading, column: Column) -> Balance:
    incoming, outgoing = ("received", "carried_in"), ("concluded", "carried_out")
    return Balance(
        parts=tuple(term_of(reading, f"{REQUESTS}.{row}.{column.name}") for row in incoming),
        total=tuple(term_of(reading, f"{REQUESTS}.{row}.{column.name}") for row in outgoing),
    )
