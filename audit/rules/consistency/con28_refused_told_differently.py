"""CON28: the number of applications refused in the text is not that of table three."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.outcomes import judge_outcomes
from audit.model import Severity
from audit.rule import Judgement, rule
from reading.model import StatementKind


@rule(
    "CON28",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
    rests_on=("CMP08", "CMP10", "CON01"),
)
def refused_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文不予公开数与表三不符。

    Requirement:
        正文写明的本年度不予公开的申请件数，应当与表三“（三）不予公开”各行总计之和一致。
    What it looks at:
        正文中写明件数的“不予公开n件”，与表三“（三）不予公开”八行总计之和比较；总计空白的，与该行已填写的数字比较。
    Not applicable:
        正文没有写明不予公开的申请件数。
    Not a defect:
        以“条”“篇”计的信息数量不是申请件数；只对部分申请所作的分项、其他年度的数量不作比较；约数无法判定。
    Example:
        正文写明不予公开 3件，表三“（三）不予公开”各行总计之和为 1，前后不一致。
    How to correct:
        核对申请办理台账，更正正文或者表三，使两处数量一致。
    """
    yield from judge_outcomes(case, (StatementKind.REQUESTS_REFUSED,))
