"""CON20: applicants did not pay, but part six tells of no notice of a fee."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of, term_of
from audit.passages import opening_of, quoted, stated, subject_of
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.editions import REQUESTS
from reading.model import FigureState, PartName, StatementKind

_UNPAID = f"{REQUESTS}.other_unpaid.total"


@rule(
    "CON20",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十二条",
    editions=ONLY_2021,
    rests_on=("CMP08", "CMP10", "CON18"),
)
def unpaid_without_notices(case: AuditCase) -> Iterator[Judgement]:
    """表三有逾期未缴费申请而年报没有写明收费通知件数。

    Requirement:
        表三“（六）其他处理”第2项大于0的，说明本年度发出过信息处理费收费通知，第六部分应当写明发出通知的件数。
    What it looks at:
        表三“（六）其他处理”第2项（逾期未按收费通知要求缴纳费用）总计，以及年报中收费通知的件数。
    Not applicable:
        2019年版格式；表三该项为0；没有第六部分。
    Not a defect:
        收费通知的件数写在其他部分；只是没有实际收取费用。
    Example:
        表三“（六）其他处理”第2项总计填 2，第六部分没有写明发出收费通知的件数。
    How to correct:
        核对信息处理费收费通知台账，在第六部分补充收费通知的件数、总金额和实际收取的金额，或者更正表三。
    """
    refuse_older_reports(case)
    unpaid = term_of(case.reading, _UNPAID)
    if unpaid.number == 0:
        raise NotApplicable("表三逾期未按收费通知要求缴纳费用一行总计为0")
    if unpaid.is_in(FigureState.MISSING):
        raise NotApplicable("表三没有逾期未按收费通知要求缴纳费用一行，见CMP08")
    if unpaid.number is None or unpaid.figure is None:
        raise Undetermined(unpaid.no_number or "")
    part = part_to_judge(case, PartName.OTHER_MATTERS)
    notices = stated(case, StatementKind.PROCESSING_FEE_NOTICES)
    if any(s.value for s in notices):
        return
    told = [quoted(s) for s in notices] or [Evidence(at=part.name.label, printed=part.heading)]
    yield Finding(
        subject=subject_of(PartName.OTHER_MATTERS),
        severity=Severity.WARNING,
        message=f"表三逾期未按收费通知要求缴纳费用的申请总计填 {unpaid.number}，"
        "但年报没有写明发出信息处理费收费通知的件数"
        f"（第六部分：“{opening_of(part.text).replace('“', '‘').replace('”', '’')}”）",
        evidence=(*told, evidence_of(unpaid.figure)),
        paths=(unpaid.path,),
    )
