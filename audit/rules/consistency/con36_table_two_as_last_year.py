"""CON36: table two is last year's."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of, require_rows
from audit.numbers.held_years import tables_of_previous
from audit.numbers.vectors import is_same, is_telling, told_of, vector_of
from audit.rule import ONLY_2021, Judgement, rule
from reading.editions import PROACTIVE


@rule(
    "CON36",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    editions=ONLY_2021,
    rests_on=("CMP06", "CMP07", "CON44"),
)
def table_two_as_last_year(case: AuditCase) -> Iterator[Judgement]:
    """表二数据与上年完全相同。

    Requirement:
        表二应当填报本年度发生的数据，不应照抄上年年报。
    What it looks at:
        表二全部数据项与本机关上年年报逐项比较。
    Not applicable:
        2019年版格式；上年年报使用2019年版格式；表二全部为0；表二数字很小，相同并不奇怪。没有取得上年年报的，无法判定。
    Not a defect:
        现行有效件数不变；有任何一项不同。
    Example:
        两年均为行政许可 1520、行政处罚 37、收费 5.26，其余各项也相同。
    How to correct:
        核对表二是否为本年度数据，有误的更正；确实相同的，说明情况。
    """
    previous = tables_of_previous(case)
    if previous.edition is not case.edition:
        raise NotApplicable(f"{case.year - 1}年度年报使用的表格版本不同，不作比较")
    require_rows(case.reading, case.edition.proactive_rows)
    same = is_same(case.reading, previous, (PROACTIVE,))
    if same is False:
        return
    own = vector_of(case.reading, (PROACTIVE,))
    if same is None or own is None:
        raise Undetermined("表二有的数据项不是数字或者未能读出，其余各项与上年相同")
    if not is_telling(own):
        raise NotApplicable("表二数字很小或者均为0，两年相同不足以说明问题")
    figures = [case.reading.figures[path] for path, _ in own]
    yield Finding(
        subject=PROACTIVE,
        severity=Severity.WARNING,
        message=f"表二全部数据与{case.year - 1}年度年报相同（{told_of(own, case.edition)}等），"
        "请核对是否为本年度数据",
        evidence=tuple(map(evidence_of, figures)),
        paths=tuple(figure.path for figure in figures),
    )
