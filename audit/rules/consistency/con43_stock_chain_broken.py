"""CON43: documents in force do not meet between earlier held years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.case import AuditCase
from audit.model import Finding, NotHeld, Severity
from audit.numbers.held_years import years_with_tables
from audit.numbers.stocks import Stock, explanation_in, is_put_right, stock_of, stock_rows
from audit.rule import ONLY_2021, Judgement, rule
from reading.editions import Row
from reading.model import ReportReading


@rule(
    "CON43",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表二“本年制发件数”“本年废止件数”“现行有效件数”列",
    editions=ONLY_2021,
    version=2,
    rests_on=("CMP06", "CMP07"),
)
def stock_chain_broken(case: AuditCase) -> Iterator[Judgement]:
    """历年年报的现行有效件数不衔接。

    Requirement:
        规章、行政规范性文件的现行有效件数，一般等于上年现行有效件数加当年制发件数减当年废止件数。
    What it looks at:
        已取得的本年以前历年年报（2021年版格式）中每两个相邻年度；本年与上年由CON08核对，这里不重复。
    Not applicable:
        2019年版格式没有这一列。没有以前相邻两个年度的年报的，无法判定。
    Not a defect:
        年报写明文件失效、清理、划转的年度；某一年度的件数与前后年度都不衔接、而前后年度相互衔接的，只说明该年度疑有误、
        下一年度已经更正，不作两处差错；上年件数有误而本年已更正的，由CON08说明。
    Example:
        2021年现行有效 10，2022年制发 2、废止 0，现行有效 20。
    How to correct:
        对照规范性文件目录核对历年件数，在有误的年度年报作更正说明。
    """
    held = {y: r for y, r in years_with_tables(case).items() if r.edition is case.edition}
    years = [y for y in held if y - 1 in held and y < case.year]
    if not years:
        raise NotHeld("没有以前相邻两个年度的同一版本年报可供核对")
    for row in stock_rows(case.edition):
        yield from _judged(case, held, years, row)


def _judged(
    case: AuditCase, held: Mapping[int, ReportReading], years: list[int], row: Row
) -> Iterator[Finding]:
    ahead = [y for y in (*years, case.year) if y - 1 in held]
    stocks = {y: stock_of(held[y - 1], held[y], y, row) for y in ahead}
    told: list[str] = []
    broken: list[Stock] = []
    put_right: set[int] = set()
    for year in years:
        stock, following = stocks[year], stocks.get(year + 1)
        if stock.obstacle or stock.is_equal or year in put_right:
            continue
        if following is not None and is_put_right(stock, following):
            put_right.add(year + 1)
            if year + 1 == case.year:
                continue
            told.append(f"{stock.working}，{year}年度的件数疑有误，{year + 1}年度年报已更正")
        elif explanation_in(held[year]):
            continue
        else:
            told.append(stock.working)
        broken.append(stock)
    if broken:
        yield Finding(
            subject=row.path,
            severity=Severity.ADVICE,
            message=f"以前年度年报的{row.label}现行有效件数不衔接：{'；'.join(told)}",
            evidence=tuple(place for stock in broken for place in stock.evidence(case.year)),
        )
