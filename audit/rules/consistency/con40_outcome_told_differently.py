"""CON40: an outcome of applications told in the text is not that of its rows in table three."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.outcomes import judge_outcomes
from audit.model import Severity
from audit.rule import Judgement, rule
from reading.model import StatementKind

K = StatementKind
_KINDS = (
    K.REQUESTS_GRANTED,
    K.REQUESTS_PARTIAL,
    K.REQUESTS_GRANTED_OR_PARTIAL,
    K.REQUESTS_UNAVAILABLE,
    K.REQUESTS_UNPROCESSED,
    K.REQUESTS_OTHER,
)


@rule(
    "CON40",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
    rests_on=("CMP08", "CMP10", "CON01"),
)
def outcome_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文各类办理结果的数量与表三不符。

    Requirement:
        正文写明的予以公开、部分公开、无法提供、不予处理、其他处理的申请件数，应当与表三相应各行一致。
    What it looks at:
        正文中写明件数的各类办理结果，与表三“三、本年度办理结果”相应一行，或者相应各行总计之和比较；总计空白的，
        与该行已填写的数字比较，正文少于这些数字的才算不符；不予公开由CON28核对。
    Not applicable:
        正文没有写明这些办理结果的申请件数。
    Not a defect:
        以“条”“篇”计的信息数量不是申请件数；“予以公开及部分公开”合并填写的，与两行之和比较；
        只对部分申请所作的分项、其他年度的数量不作比较；约数无法判定。
    Example:
        正文写明予以公开 9件，表三“（一）予以公开”总计为 6，前后不一致。
    How to correct:
        核对申请办理台账，更正正文或者表三，使两处数量一致。
    """
    yield from judge_outcomes(case, _KINDS)
