"""CON08: documents in force are not last year's with what the year added and took away."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.held_years import tables_of_previous
from audit.numbers.stocks import Stock, explanation_in, is_put_right, stock_of, stock_rows
from audit.rule import ONLY_2021, Judgement, rule
from reading.editions import Row


@rule(
    "CON08",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式》表二“本年制发件数”“本年废止件数”“现行有效件数”列",
    editions=ONLY_2021,
    version=2,
    rests_on=("CMP06", "CMP07", "CON09"),
)
def stock_not_continued(case: AuditCase) -> Iterator[Judgement]:
    """现行有效件数与上年不衔接。

    Requirement:
        规章、行政规范性文件的现行有效件数，一般等于上年现行有效件数加本年制发件数减本年废止件数。
    What it looks at:
        表二规章、行政规范性文件两行，与本机关上年年报的现行有效件数。
    Not applicable:
        2019年版格式没有这一列；上年年报使用2019年版格式。没有取得上年年报的，无法判定。
    Not a defect:
        正文写明文件失效、有效期届满、划转，或者写明清理结果的，仅凭件数无法判定；上年年报填报的件数与前后年度都不衔接、
        本年已经更正的，只作建议。
    Example:
        上年现行有效 10，本年制发 5、废止 1，本年现行有效填 20。
    How to correct:
        核对规范性文件目录，更正现行有效件数；因有效期届满、清理、划转增减的，在正文说明。
    """
    previous = tables_of_previous(case)
    if previous.edition is not case.edition:
        raise NotApplicable(f"{case.year - 1}年度年报的格式没有“现行有效件数”列")
    for row in stock_rows(case.edition):
        stock = stock_of(previous, case.reading, case.year, row)
        if stock.obstacle:
            yield Doubt(subject=row.path, reason=stock.obstacle)
        elif not stock.is_equal:
            yield _judged(case, row, stock)


def _judged(case: AuditCase, row: Row, stock: Stock) -> Judgement:
    said = explanation_in(case.reading)
    severity, message = Severity.WARNING, f"{row.label}：{stock.working}"
    if _is_correction(case, row, stock):
        severity = Severity.ADVICE
        message += (
            f"；从{case.year - 2}年度起算与本年相符，{case.year - 1}年度年报填报的 "
            f"{stock.before.number} 疑有误，本年已更正，请说明情况并更正上年年报"
        )
    elif said is not None:
        reason = f"{stock.working}；年报提到“{said.printed}”，仅凭件数不能判定"
        return Doubt(subject=row.path, reason=reason)
    return Finding(
        subject=row.path,
        severity=severity,
        message=message,
        evidence=stock.evidence(case.year),
        paths=(stock.issued.path, stock.repealed.path, stock.after.path),
    )


def _is_correction(case: AuditCase, row: Row, stock: Stock) -> bool:
    """Whether the year before is out of line with the year before it as well as with this one."""
    older = case.other_years.get(case.year - 2)
    if older is None or older.edition is not case.edition:
        return False
    return is_put_right(stock_of(older, case.previous, case.year - 1, row), stock)
