"""CON30: the number of items of the year before is not what last year's report comes to."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of, require_rows
from audit.numbers.held_years import evidence_of_year, reason_of, tables_of_previous, term_of_year
from audit.rule import ONLY_2019, Judgement, rule
from reading.editions import Row
from reading.model import ReportReading

_BEFORE, _CHANGE = "previous_items", "change"


@rule(
    "CON30",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式（试行）》表二“上一年项目数量”“本年增/减”列",
    editions=ONLY_2019,
    rests_on=("CMP06", "CMP07"),
)
def items_not_continued(case: AuditCase) -> Iterator[Judgement]:
    """上一年项目数量与上年年报不衔接。

    Requirement:
        “上一年项目数量”应当等于上年年报的“上一年项目数量”与“本年增/减”之和。
    What it looks at:
        2020年度年报表二行政许可、其他对外管理服务事项、行政处罚、行政强制、行政事业性收费各行，与2019年度年报相应各行。
    Not applicable:
        2021年版格式没有这些列；2019年度是格式的第一个年度。没有取得上年年报的，无法判定。
    Not a defect:
        两数相等；有一格未填写数字的，无法判定。
    Example:
        2019年度行政许可上一年项目数量 9，本年增/减 -1，2020年度上一年项目数量填 10。
    How to correct:
        核对权责清单的项目数量，更正“上一年项目数量”；因职权划转等重新计算的，说明情况。
    """
    previous = tables_of_previous(case)
    if previous.edition is not case.edition:
        raise NotApplicable(f"{case.year - 1}年度年报的格式没有“上一年项目数量”列")
    rows = tuple(row for row in case.edition.proactive_rows if row.columns[0].name == _BEFORE)
    require_rows(case.reading, rows)
    for row in rows:
        yield from _judged(case, previous, row)


def _judged(case: AuditCase, previous: ReportReading, row: Row) -> Iterator[Judgement]:
    year = case.year - 1
    now = term_of_year(case.reading, f"{row.path}.{_BEFORE}", case.year, "上一年项目数量")
    base = term_of_year(previous, f"{row.path}.{_BEFORE}", year, "上一年项目数量")
    change = term_of_year(previous, f"{row.path}.{_CHANGE}", year, "本年增/减")
    if now.number is None or base.number is None or change.number is None:
        yield Doubt(subject=row.path, reason=reason_of(now, base, change) or "")
        return
    expected = base.number + change.number
    if now.number == expected or now.figure is None:
        return
    sign = "-" if change.number < 0 else "+"
    yield Finding(
        subject=now.path,
        severity=Severity.WARNING,
        message=f"{row.label}：{year}年度上一年项目数量 {base.number} {sign} "
        f"{abs(change.number)}（本年增/减）= {expected}，"
        f"{case.year}年度年报填上一年项目数量 {now.number}",
        evidence=(
            evidence_of(now.figure),
            *evidence_of_year(base, year),
            *evidence_of_year(change, year),
        ),
        paths=(now.path,),
    )
