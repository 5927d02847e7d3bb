"""CMP16: what is reported on the processing fee lacks its name, a number or an amount."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.fees import amount_asked_is_told, notices_are_counted
from audit.model import Evidence, Finding, NotApplicable, Severity
from audit.passages import opening_of, quoted
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import FEE_STATEMENTS, part_to_judge, refuse_years_without_fee
from reading.labels import fold
from reading.model import Part, PartName, Statement, StatementKind

K = StatementKind
_NAME = "信息处理费"


@rule(
    "CMP16",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第四十二条、第五十条第（五）项",
    editions=ONLY_2021,
    version=2,
)
def fee_details_missing(case: AuditCase) -> Iterator[Judgement]:
    """信息处理费情况要素不全。

    Requirement:
        说明信息处理费情况时使用“信息处理费”的名称；发出过收费通知的，写明通知件数、总金额和实际收取的总金额。
    What it looks at:
        第六部分关于信息处理费的说明。
    Not applicable:
        没有取得年报；2019、2020年度的年报；第六部分没有说明信息处理费情况（见CMP15）。
    Not a defect:
        没有收取、没有发出收费通知的，不写件数和金额；标题中已写明“信息处理费”；以“收取n件”写明件数的，不再要求写通知件数。
    Example:
        “全年未收取政务信息公开任何费用。”没有使用“信息处理费”的名称。
    How to correct:
        写明“本年度未收取信息处理费”，或者写明发出收费通知的件数、总金额和实际收取的总金额。
    """
    refuse_years_without_fee(case)
    part = part_to_judge(case, PartName.OTHER_MATTERS)
    said = [s for s in case.reading.said(*FEE_STATEMENTS) if s.part is PartName.OTHER_MATTERS]
    if not said:
        raise NotApplicable("第六部分没有说明信息处理费收取情况，见CMP15")
    lacking = list(_lacking(part, said))
    if lacking:
        yield Finding(
            subject=f"parts.{PartName.OTHER_MATTERS}",
            severity=Severity.ADVICE,
            message=f"第六部分关于信息处理费的说明{'；'.join(lacking)}",
            evidence=tuple(dict.fromkeys(map(quoted, said)))
            or (Evidence(at=part.name.label, printed=opening_of(part.text)),),
        )


def _lacking(part: Part, said: list[Statement]) -> Iterator[str]:
    told = {statement.kind: statement for statement in said}
    notices = told.get(K.PROCESSING_FEE_NOTICES)
    collected = told.get(K.PROCESSING_FEE_COLLECTED)
    if _NAME not in fold(part.heading + part.text):
        yield "没有使用“信息处理费”的名称"
    has_notices = notices is not None and bool(notices.value)
    is_collected = collected is not None and bool(collected.value)
    if is_collected and notices is None and not notices_are_counted(part):
        yield "没有写明发出收费通知的件数"
    if has_notices and collected is None and K.PROCESSING_FEE_NONE_COLLECTED not in told:
        yield "没有写明实际收取的总金额"
    if (has_notices or is_collected) and not amount_asked_is_told(part, said):
        yield "没有写明收费通知的总金额"
