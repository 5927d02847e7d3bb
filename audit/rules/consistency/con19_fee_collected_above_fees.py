"""CON19: more processing fee was collected than all administrative fees of table two."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of, term_of
from audit.numbers.money import YUAN_IN_WAN, cell_step, yuan
from audit.passages import quoted, stated, subject_of
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import PROACTIVE
from reading.model import StatementKind


@rule(
    "CON19",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式》表二“行政事业性收费”行",
    editions=ONLY_2021,
    rests_on=("CMP06", "CMP07"),
)
def fee_collected_above_fees(case: AuditCase) -> Iterator[Judgement]:
    """实际收取的信息处理费超过表二行政事业性收费金额。

    Requirement:
        信息处理费属于行政事业性收费，实际收取的金额应当计入表二第二十条第（八）项的收费金额。
    What it looks at:
        正文写明本年度实际收取信息处理费x元（x大于0），折算为万元后不应超过表二收费金额。
    Not applicable:
        2019年版格式；正文没有写明收取信息处理费的金额，或者金额为0。
    Not a defect:
        表二金额按印出的小数位数进位；款项在其他年度入库的，说明情况即可。
    Example:
        正文写明收取信息处理费 380元，表二行政事业性收费金额填 0。
    How to correct:
        核对信息处理费收缴情况，将其计入表二收费金额，或者更正正文金额。
    """
    refuse_older_reports(case)
    told = [s for s in stated(case, StatementKind.PROCESSING_FEE_COLLECTED) if s.value]
    if not told:
        raise NotApplicable("正文没有写明收取信息处理费的金额，或者金额为0")
    exact = [s for s in told if not s.is_approximate]
    if not exact:
        raise Undetermined("正文收取信息处理费的金额为约数，无法与表二核对")
    most = max(exact, key=lambda statement: statement.value or 0)
    amount = Decimal(most.value or 0)
    fees = term_of(case.reading, f"{PROACTIVE}.fees.amount")
    if fees.number is None or fees.figure is None:
        raise Undetermined(fees.no_number or "")
    if yuan(fees) + cell_step(fees) <= amount:
        yield Finding(
            subject=subject_of(most.part),
            severity=Severity.WARNING,
            message=f"正文写明收取信息处理费（“{most.quote}”），"
            f"折合 {(amount / YUAN_IN_WAN).normalize():f} 万元，"
            f"表二行政事业性收费金额为 {fees.number} 万元，信息处理费可能没有计入",
            evidence=(quoted(most), evidence_of(fees.figure)),
            paths=(fees.path,),
        )
