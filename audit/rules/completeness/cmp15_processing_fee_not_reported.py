"""CMP15: part six says nothing on the processing fee."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity
from audit.passages import opening_of
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import FEE_STATEMENTS, part_to_judge, refuse_years_without_fee
from reading.model import PartName, Statement


@rule(
    "CMP15",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十二条、第五十条第（五）项",
    editions=ONLY_2021,
)
def processing_fee_not_reported(case: AuditCase) -> Iterator[Judgement]:
    """未报告信息处理费收取情况。

    Requirement:
        信息处理费收取情况宜在第六部分“其他需要报告的事项”中说明，没有收取的也宜写明；本地区要求纳入年报的，
        应当报告。
    What it looks at:
        第六部分是否提到信息处理费，或者明确说明没有收取政府信息公开费用。
    Not applicable:
        没有取得年报；2019、2020年度的年报（信息处理费制度尚未实施）；没有第六部分（见CMP01）。
    Not a defect:
        “全年未收取政府信息公开任何费用”等明确的说明；没有收取时不写件数和金额。
    Example:
        第六部分只写“无”。
    How to correct:
        在第六部分补充信息处理费收取情况；没有收取的，写明“本年度未收取信息处理费”。
    """
    refuse_years_without_fee(case)
    part = part_to_judge(case, PartName.OTHER_MATTERS)
    said = case.reading.said(*FEE_STATEMENTS)
    if any(statement.part is PartName.OTHER_MATTERS for statement in said):
        return
    is_required = (case.region_code or "").startswith(case.settings.fee_regions)
    message = "第六部分没有报告信息处理费收取情况"
    if is_required:
        message += "；本地区要求将信息处理费收取情况纳入政府信息公开工作年度报告"
    if said:
        message = f"信息处理费收取情况写在{_place(said[0])}，没有列入第六部分"
    yield Finding(
        subject=f"parts.{PartName.OTHER_MATTERS}",
        severity=Severity.ERROR if is_required and not said else Severity.WARNING,
        message=message,
        evidence=(
            *(Evidence(at=statement.at, printed=statement.quote) for statement in said),
            Evidence(at=PartName.OTHER_MATTERS.label, printed=opening_of(part.text)),
        ),
    )


def _place(statement: Statement) -> str:
    return statement.part.label if statement.part else "正文之前"
