"""CON31: procurement projects without an amount, or an amount without projects."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, Severity
from audit.numbers.arithmetic import evidence_of, require_rows, term_of
from audit.rule import ONLY_2019, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import PROACTIVE

_ROW = f"{PROACTIVE}.procurement"


@rule(
    "CON31",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式（试行）》表二“政府集中采购”行",
    editions=ONLY_2019,
    rests_on=("CMP06", "CMP07"),
)
def procurement_halves_differ(case: AuditCase) -> Iterator[Judgement]:
    """政府集中采购项目数量与采购总金额不对应。

    Requirement:
        表二“政府集中采购”一行，有采购项目的应当有采购总金额，有采购总金额的应当有采购项目。
    What it looks at:
        表二“政府集中采购”的采购项目数量和采购总金额，一个为0而另一个大于0。
    Not applicable:
        2021年版格式没有这一行；年报没有这一行。
    Not a defect:
        两格都为0或者都大于0；正文中采购公告、采购信息的条数不是采购项目数量，不作比较。
    Example:
        政府集中采购：采购项目数量 0，采购总金额 312.5000。
    How to correct:
        核对本年政府集中采购情况，更正采购项目数量或者采购总金额。
    """
    refuse_older_reports(case)
    row = case.edition.row(_ROW)
    require_rows(case.reading, (row,))
    items, amount = (term_of(case.reading, path) for path in row.paths())
    if items.number is None or amount.number is None:
        reasons = [term.no_number for term in (items, amount) if term.no_number]
        yield Doubt(subject=_ROW, reason="；".join(reasons))
    elif (items.number == 0) != (amount.number == 0):
        yield Finding(
            subject=_ROW,
            severity=Severity.WARNING,
            message=f"政府集中采购：采购项目数量 {items.number}，"
            f"采购总金额 {amount.number}，一项为0而另一项大于0",
            evidence=tuple(evidence_of(t.figure) for t in (items, amount) if t.figure),
            paths=(items.path, amount.path),
        )
