"""CON35: a figure is many times last year's, or a small part of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, Severity
from audit.numbers.held_years import tables_of_previous
from audit.numbers.jumps import Pair, jumps_between
from audit.rule import Judgement, rule
from reading.editions import TABLE_LABELS

_SHOWN = 6
_TOTAL = "total"


@rule(
    "CON35",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第六条",
    rests_on=("CMP06", "CMP08", "CMP11", "CON01", "CON02", "CON03", "CON07", "CON08"),
)
def figure_jumps(case: AuditCase) -> Iterator[Judgement]:
    """数据与上年相比突变。

    Requirement:
        年报数据应当真实准确，与上年相比变化很大的，宜核对并说明原因。
    What it looks at:
        三张表中本年与上年年报都有的数据项，相差超过设定倍数（默认5倍），并且差额达到设定数量（默认20）的；
        表三、表四的总计已经突变的，不再列出其分项。
    Not applicable:
        上年没有全国统一格式的年报，或者没有两年都有数字的数据项。没有取得上年年报的，无法判定。
    Not a defect:
        职权划转、机构改革、集中处理等使数量确实大幅变化的，说明情况即可。
    Example:
        行政处罚处理决定数量上年 12，本年 480。
    How to correct:
        核对突变的数据项和计量单位，有误的更正，属实的在正文说明原因。
    """
    previous = tables_of_previous(case)
    jumps = jumps_between(
        previous,
        case.reading,
        case.edition,
        factor=Decimal(str(case.settings.jump_factor)),
        least=case.settings.jump_difference,
    )
    if jumps is None:
        raise NotApplicable("没有两年都填有数字的数据项")
    totals = {jump.row.path for jump in jumps if jump.column.name == _TOTAL}
    told = [j for j in jumps if j.column.name == _TOTAL or j.row.path not in totals]
    for table in TABLE_LABELS:
        yield from _finding(case, table, [jump for jump in told if jump.row.table == table])


def _finding(case: AuditCase, table: str, jumps: list[Pair]) -> Iterator[Finding]:
    if not jumps:
        return
    shown = "、".join(jump.words for jump in jumps[:_SHOWN])
    rest = f"等{len(jumps)}项" if len(jumps) > _SHOWN else ""
    year = case.year - 1
    yield Finding(
        subject=jumps[0].now.path if len(jumps) == 1 else table,
        severity=Severity.ADVICE,
        message=f"{TABLE_LABELS[table]}与{year}年度年报相比变化很大，请核对：{shown}{rest}",
        evidence=tuple(place for jump in jumps for place in jump.evidence(year)),
        paths=tuple(jump.now.path for jump in jumps),
    )
