"""CON44: all figures are those of the agency's report on another year."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, NotHeld, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of
from audit.numbers.held_years import years_with_tables
from audit.numbers.vectors import is_same, is_telling, told_of, vector_of
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule

_SHOWN = 12


@rule("CON44", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def figures_of_another_year(case: AuditCase) -> Iterator[Judgement]:
    """全部数据与本机关其他年度年报相同。

    Requirement:
        年报应当填报本年度的数据，不应照抄其他年度。
    What it looks at:
        表二、表三、表四全部数据项，与本机关已取得的其他各年度、同一版本格式的年报逐项比较。
    Not applicable:
        全部数据均为0或者数字很小，相同并不奇怪。没有取得同一版本格式的其他年度年报的，无法判定。
    Not a defect:
        有任何一项不同。
    Example:
        本年三张表的全部数据与两年前的年报逐项相同。
    How to correct:
        核对是否误用其他年度的数据，重新统计并更正。
    """
    others = {
        year: reading
        for year, reading in years_with_tables(case).items()
        if year != case.year and reading.edition is case.edition
    }
    if not others:
        raise NotHeld("没有同一版本格式的其他年度年报可供比较")
    same = {year: is_same(case.reading, reading) for year, reading in others.items()}
    own, years = vector_of(case.reading), [year for year, found in same.items() if found]
    if own is None or not years:
        unsure = "、".join(str(year) for year, found in same.items() if found is None)
        if unsure:
            raise Undetermined(f"有的数据项不是数字或者未能读出，其余各项与{unsure}年度年报相同")
        return
    if not is_telling(own):
        raise NotApplicable("数字很小或者均为0，与其他年度相同不足以说明问题")
    figures = [case.reading.figures[path] for path, _ in own]
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.WARNING,
        message=f"三张表的全部数据与{'、'.join(map(str, years))}年度年报相同"
        f"（{told_of(own, case.edition)}等），请核对是否为本年度数据",
        evidence=tuple(map(evidence_of, figures[:_SHOWN])),
        paths=tuple(figure.path for figure in figures),
    )
