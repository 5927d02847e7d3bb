"""CON05: the outcomes of direct suits do not add up to their total."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.arithmetic import judge_dispute_total
from audit.rule import Judgement, rule


@rule(
    "CON05",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式》表四行政诉讼（未经复议直接起诉）“总计”列",
    rests_on=("CMP11",),
    is_arithmetic=True,
)
def direct_suit_total_differs(case: AuditCase) -> Iterator[Judgement]:
    """表四行政诉讼（未经复议直接起诉）分项之和与总计不符。

    Requirement:
        表四行政诉讼（未经复议直接起诉）“总计”应当等于结果维持、结果纠正、其他结果、尚未审结四项之和。
    What it looks at:
        表四行政诉讼（未经复议直接起诉）的四项结果和“总计”。
    Not applicable:
        年报没有表四行政诉讼（未经复议直接起诉）的数据（由 CMP11 说明）。
    Not a defect:
        空白不按0认定，只说明空白按0计的结果；填写文字的无法判定。
    Example:
        行政诉讼（未经复议直接起诉）：1 + 0 + 0 + 1 = 2，报告填 3。
    How to correct:
        核对行政诉讼（未经复议直接起诉）各类结果的数量，更正分项或者总计，使四项之和等于总计。
    """
    yield from judge_dispute_total(case, "suit_direct")
