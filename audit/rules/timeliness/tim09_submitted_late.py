"""TIM09: a department handed its report in to the office after 31 January."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity
from audit.publication import printed_date
from audit.rule import Judgement, rule
from registry.deadlines import STATUTORY_DEADLINES
from registry.model import AgencyKind


@rule(
    "TIM09",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条第一款",
    needs_reading=False,
)
def submitted_late(case: AuditCase) -> Iterator[Judgement]:
    """部门逾期提交年报。

    Requirement:
        县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交上一年度政府信息公开工作年度报告。
    What it looks at:
        主管部门报送登记所载的提交日期；期限含当日，不因节假日顺延。
    Not applicable:
        人民政府、乡镇（街道）、开发区管委会。
    Not a defect:
        没有报送登记的不作判定；已经公布但没有登记提交日期的。
    Example:
        报送登记所载提交日期为2024年2月2日，逾期2天。
    How to correct:
        说明逾期原因，今后在每年1月31日前提交；登记有误的，提供提交的证明材料。
    """
    if case.kind is None:
        raise NotHeld("不知道机关类别，不能确定提交期限")
    if case.kind is not AgencyKind.DEPARTMENT:
        raise NotApplicable("本规则只适用于政府部门")
    submitted = case.publication.submitted_date
    if submitted is None:
        raise NotHeld("没有主管部门的报送登记")
    statutory = STATUTORY_DEADLINES[AgencyKind.DEPARTMENT]
    due = date(case.year + 1, statutory.month, statutory.day)
    if submitted > due:
        yield Finding(
            subject="publication",
            severity=Severity.ERROR,
            message=f"提交期限为{printed_date(due)}（含当日），报送登记所载提交日期为"
            f"{printed_date(submitted)}，逾期{(submitted - due).days}天",
            evidence=(Evidence(at="报送登记", printed=printed_date(submitted)),),
        )
