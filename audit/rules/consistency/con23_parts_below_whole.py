"""CON23: the parts that a sentence names come near to the number it breaks down, but fall short."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.breakdowns import Breakdown, breakdowns_of, rough_breakdowns
from audit.model import Severity
from audit.passages import one_for_each_subject
from audit.rule import Judgement, rule
from reading.model import StatementKind

K = StatementKind
_FEWEST_PARTS = 2
# Parts that reach nine tenths of the whole look as if they were meant to be all of them.
_REACH_TENTHS = 9
_JUDGED_ELSEWHERE = (K.REQUESTS_BY_CHANNEL, K.SUGGESTIONS, K.PROPOSALS)


@rule("CON23", at_most=Severity.HINT, basis="《中华人民共和国政府信息公开条例》第六条")
def parts_below_whole(case: AuditCase) -> Iterator[Judgement]:
    """正文分项之和略小于总数（提示）。

    Requirement:
        正文写明总数和其中各项数量，各项接近总数的，宜写全各项，使其合计等于总数。
    What it looks at:
        同一句中“共n件，其中……”所列两项以上之和小于总数，但达到总数的九成。
    Not applicable:
        正文没有写明总数及其分项数量。
    Not a defect:
        “其中”不要求列全；有“等”“主要”的；差额在同一部分另有写明的；列全的表述由CON38核对，
        申请渠道由CON24核对，建议提案由CON25核对；有约数的无法判定。
    Example:
        公开信息500条，其中通知公告300条、工作动态190条：300 + 190 = 490，比总数少 10。
    How to correct:
        核对是否漏写分项或者数量有误；确有其他内容的，可补写“其他n条”。
    """
    found = []
    for breakdown in breakdowns_of(case.reading):
        gap = breakdown.total - breakdown.sum
        is_near = breakdown.sum * 10 >= breakdown.total * _REACH_TENTHS
        if gap <= 0 or not is_near or len(breakdown.parts) < _FEWEST_PARTS:
            continue
        is_free = breakdown.whole.is_open or breakdown.is_nested or breakdown.goes_on
        if is_free or breakdown.is_exhaustive or _is_settled(case, breakdown):
            continue
        found.append(breakdown.finding(Severity.HINT, f"比总数 {breakdown.total} 少 {gap}"))
    yield from one_for_each_subject(found)
    yield from rough_breakdowns(case.reading)


def _is_settled(case: AuditCase, breakdown: Breakdown) -> bool:
    """Whether another rule looks at it, or the same part tells what the rest is."""
    key, gap = breakdown.whole.key, breakdown.total - breakdown.sum
    own = (K.COUNT_WHOLE, K.COUNT_PART)
    others = [s for s in case.reading.statements if s.part is breakdown.part and s.kind not in own]
    return any(
        (s.breakdown_of == key and s.kind in _JUDGED_ELSEWHERE)
        or (s.breakdown_of != key and s.value == gap)
        for s in others
    )
