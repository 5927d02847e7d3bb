"""TIM10: published after an earlier local date, though within the statutory one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, NotHeld, Severity, Undetermined
from audit.publication import due_date_of, lateness, require_report
from audit.rule import Judgement, rule
from registry.model import AgencyKind


@rule(
    "TIM10",
    at_most=Severity.ADVICE,
    basis="本地区关于报送和公布政府信息公开工作年度报告的要求",
    needs_reading=False,
)
def local_deadline_missed(case: AuditCase) -> Iterator[Judgement]:
    """晚于地方规定的公布期限。

    Requirement:
        地方文件规定了早于法定期限的公布期限的，按照地方文件的期限公布。
    What it looks at:
        设置中的地方公布期限，标注的公布日期，以及核查时首次见到的日期；期限含当日。
    Not applicable:
        没有设置地方公布期限；人民政府（地方期限按部门核查）；已超过法定期限的（见TIM01）；没有见到年报的。
    Not a defect:
        期限之前已经见到，后来更正或者迁移重新发布的。
    Example:
        地方公布期限为2024年1月20日，页面标注2024年1月25日，晚5天，仍在法定期限之内。
    How to correct:
        今后按照地方文件规定的期限公布。
    """
    if case.settings.local_deadline is None:
        raise NotApplicable("没有设置地方公布期限")
    if case.kind is None:
        raise NotHeld("不知道机关类别，不能确定公布期限")
    if case.kind is AgencyKind.GOVERNMENT:
        raise NotApplicable("地方公布期限不适用于人民政府")
    require_report(case)
    due = date.fromisoformat(f"{case.year + 1}-{case.settings.local_deadline}")
    statutory = due_date_of(case)
    if statutory is not None and due >= statutory:
        raise NotApplicable("地方公布期限不早于法定期限")
    findings = list(lateness(case, due, severity=Severity.ADVICE, name="地方公布期限"))
    if findings and statutory is not None and list(_statutory(case, statutory)):
        raise NotApplicable("已超过法定期限，见TIM01")
    yield from findings


def _statutory(case: AuditCase, due: date) -> Iterator[Finding]:
    try:
        yield from lateness(case, due)
    except Undetermined:
        return
