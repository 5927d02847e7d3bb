"""Documents in force over the years (存量): what the year before leaves, what the year adds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.model import Evidence
from audit.numbers.arithmetic import Number, Term
from audit.numbers.held_years import clause_saying, evidence_of_year, reason_of, term_of_year
from reading.editions import Edition, Row
from reading.model import ReportReading

ISSUED, REPEALED, IN_FORCE = "issued", "repealed", "in_force"
_LABELS = {ISSUED: "本年制发", REPEALED: "本年废止", IN_FORCE: "现行有效"}
_DOCUMENTS = re.compile(r"规范性文件|规章")
# 3件规范性文件有效期届满
_EXPLAINED = re.compile(
    r"失效|到期|届满|有效期|划转|划入|移交|合并|改革|更正|修正|口径|漏[统报]|承继|重新公布"
)
# 清理行政规范性文件12件, 清理规范性文件，失效2件; 公开规范性文件清理结果 explains no number.
_CLEARED = re.compile(r"清理")
_COUNTED = re.compile(r"\d\s*[件部项份个]|失效|废止|修改|保留")


def explanation_in(reading: ReportReading) -> Evidence | None:
    """Words that may explain a stock other than the year's documents make it."""
    said = clause_saying(reading, _DOCUMENTS, _EXPLAINED)
    if said is not None:
        return said
    cleared = clause_saying(reading, _DOCUMENTS, _CLEARED)
    text = {sentence.at: sentence.text for _, sentence in reading.sentences()}
    is_counted = cleared is not None and _COUNTED.search(text[cleared.at])
    return cleared if is_counted else None


def stock_rows(edition: Edition) -> tuple[Row, ...]:
    """The rows of table two that tell how many are in force: 规章, 行政规范性文件."""
    return tuple(row for row in edition.proactive_rows if IN_FORCE in [c.name for c in row.columns])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """One row from the end of ``year - 1`` to the end of ``year``."""

    year: int
    row: Row
    before: Term
    issued: Term
    repealed: Term
    after: Term

    @property
    def obstacle(self) -> str | None:
        """Why nobody can tell; ``None`` where all four are numbers."""
        return reason_of(self.before, self.issued, self.repealed, self.after)

    @property
    def change(self) -> Number:
        """What the year adds; only to be asked where there is no obstacle."""
        return (self.issued.number or 0) - (self.repealed.number or 0)

    @property
    def expected(self) -> Number:
        """What should be in force at the end of the year."""
        return (self.before.number or 0) + self.change

    @property
    def is_equal(self) -> bool:
        """Whether the report tells what is expected."""
        return self.after.number == self.expected

    @property
    def working(self) -> str:
        """The calculation in words."""
        return (
            f"{self.year - 1}年度现行有效 {self.before.number} + {self.year}年度制发 "
            f"{self.issued.number} - 废止 {self.repealed.number} = {self.expected}，"
            f"{self.year}年度年报填现行有效 {self.after.number}"
        )

    def evidence(self, own_year: int) -> tuple[Evidence, ...]:
        """All four figures; those of another year than the report's own say so."""
        told = list(evidence_of_year(self.before, self.year - 1))
        for term in (self.issued, self.repealed, self.after):
            if self.year == own_year and term.figure is not None:
                told.append(Evidence(at=term.figure.at, printed=term.figure.printed or ""))
            else:
                told += evidence_of_year(term, self.year)
        return tuple(told)


def stock_of(earlier: ReportReading, later: ReportReading, year: int, row: Row) -> Stock:
    """The row ``row`` from the report on ``year - 1`` into that on ``year``."""

    def term(reading: ReportReading, column: str, of: int) -> Term:
        return term_of_year(reading, f"{row.path}.{column}", of, f"{row.label}{_LABELS[column]}")

    return Stock(
        year=year,
        row=row,
        before=term(earlier, IN_FORCE, year - 1),
        issued=term(later, ISSUED, year),
        repealed=term(later, REPEALED, year),
        after=term(later, IN_FORCE, year),
    )


def is_put_right(first: Stock, second: Stock) -> bool:
    """Whether the year between two others is out of line with both, and they fit each other.

    Then one number was wrong and the later report has put it right: one cause, not two.
    """
    if first.obstacle or second.obstacle or first.is_equal or second.is_equal:
        return False
    return second.after.number == first.expected + second.change
