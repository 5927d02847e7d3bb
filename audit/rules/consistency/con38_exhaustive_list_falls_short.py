"""CON38: a list that claims to be whole does not reach the number it breaks down."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.breakdowns import breakdowns_told, rough_breakdowns
from audit.claims.outcome_lists import outcome_lists
from audit.model import Doubt, NotApplicable, Severity
from audit.passages import one_for_each_subject
from audit.rule import Judgement, rule


@rule(
    "CON38",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
)
def exhaustive_list_falls_short(case: AuditCase) -> Iterator[Judgement]:
    """正文列全的分项之和小于总数。

    Requirement:
        正文以“其他n件”收尾，或者以“包括”逐项列出且没有“等”的，各项数量之和应当等于总数。
    What it looks at:
        同一句中最后一项为“其他”“其余”，或者以“包括”引出的两项以上数量之和，是否小于总数；一句写明申请办结数、
        接着逐项写明表三六类办理结果的，各类之和是否小于办结数。
    Not applicable:
        正文没有写明总数及其分项数量，或者分项没有列全的表述；大于总数由CON22说明。
    Not a defect:
        “其中”后没有“其他”一项的，不要求列全；有“等”“主要”的；按不同口径划分、分项下又列分项的；有约数的无法判定。
    Example:
        公布政府信息2599条，其中……其他856条，各项合计 2533，比总数少 66。
    How to correct:
        核对各分项数量，更正总数或者分项，补上漏列的项目。
    """
    told = (*breakdowns_told(case.reading), *outcome_lists(case))
    lists = [one for one in told if one.is_exhaustive]
    doubts = tuple(rough_breakdowns(case.reading))
    if not lists and not doubts:
        raise NotApplicable("正文所列分项没有列全的表述")
    found = []
    for breakdown in lists:
        gap = breakdown.total - breakdown.sum
        if gap <= 0:
            continue
        if breakdown.is_unclear:
            reason = f"{breakdown.whole.at}所列分项可能按不同口径划分，无法与总数核对"
            yield Doubt(subject=breakdown.subject, reason=reason)
            continue
        found.append(breakdown.finding(Severity.WARNING, f"比总数 {breakdown.total} 少 {gap}"))
    yield from one_for_each_subject(found)
    yield from doubts
