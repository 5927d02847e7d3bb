"""CON22: the parts that a sentence names come to more than the number it breaks down."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.breakdowns import Breakdown, breakdowns_of, rough_breakdowns
from audit.model import Doubt, Finding, Severity
from audit.passages import one_for_each_subject
from audit.rule import Judgement, rule


@rule("CON22", at_most=Severity.ERROR, basis="《中华人民共和国政府信息公开条例》第六条", version=2)
def parts_exceed_whole(case: AuditCase) -> Iterator[Judgement]:
    """正文分项之和大于总数。

    Requirement:
        正文写明总数和其中各项数量的，各项数量之和不应大于总数。
    What it looks at:
        同一句中“共n件，其中……”“包括……”所列各项之和与总数；分项到分号、句号或者另一事项为止。
    Not applicable:
        正文没有写明总数及其分项数量。
    Not a defect:
        同一总数按不同口径划分（如按申请人、按渠道）、分项下又列分项、有约数，以及末尾几项改用其他计量单位、可能已是
        另一事项的，无法判定；
        去掉其中几项恰好等于总数、各项是不同发布渠道、形式或者口径不一、以“等”收尾或者计量单位不同的，可能有重叠，仅作警告。
    Example:
        公布政府信息2602条，其中各项合计 82 + 80 + 2441 = 2603，比总数多 1。
    How to correct:
        核对各分项数量，更正总数或者分项；各项确有重叠的，在正文写明。
    """
    found = []
    for breakdown in breakdowns_of(case.reading):
        excess = breakdown.sum - breakdown.total
        if excess <= 0:
            continue
        if breakdown.is_unclear:
            reason = f"{breakdown.whole.at}所列分项可能按不同口径划分或者分层列出，无法与总数核对"
            yield Doubt(subject=breakdown.subject, reason=reason)
            continue
        if breakdown.may_have_left:
            reason = f"{breakdown.whole.at}所列末尾几项的计量单位与总数不同，可能不是其分项"
            yield Doubt(subject=breakdown.subject, reason=reason)
            continue
        found.append(_finding(breakdown, f"比总数 {breakdown.total} 多 {excess}"))
    yield from one_for_each_subject(found)
    yield from rough_breakdowns(case.reading)


def _finding(breakdown: Breakdown, what: str) -> Finding:
    if breakdown.may_overlap:
        return breakdown.finding(Severity.WARNING, f"{what}，各分项可能有重叠，请核对")
    is_certain = breakdown.is_in_one_unit and not breakdown.whole.is_open
    return breakdown.finding(Severity.ERROR if is_certain else Severity.WARNING, what)
