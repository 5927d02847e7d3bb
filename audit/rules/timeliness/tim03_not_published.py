"""TIM03: no report was published by its day, as a person has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from archive.model import VisitClass
from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity, Undetermined
from audit.publication import due_date_of, printed_date
from audit.rule import Judgement, rule

_NOT_VISITED = "没有公布情况的核查记录"


@rule(
    "TIM03",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条",
    version=2,
    needs_reading=False,
)
def not_published(case: AuditCase) -> Iterator[Judgement]:
    """未公布年报。

    Requirement:
        县级以上人民政府部门、县级以上地方人民政府应当在法定期限前向社会公布上一年度政府信息公开工作年度报告。
    What it looks at:
        期限届满后各次核查的结果。未公布只由人工确认；程序两次未见到的，只写“未见公布，待人工确认”。
        确认之后见到年报的，确认自行失效；确认之后有一次没有查成的，该次不作判定。
    Not applicable:
        期限尚未届满；没有规定公布期限的机关。
    Not a defect:
        网站打不开、拦截访问、栏目未能识别等，均不能说明没有公布；年报发布在其他网站；机关合并或者新设。
    Example:
        期限届满后两次完整核查年报栏目和站内检索均未见到，经人工确认未公布。
    How to correct:
        立即编制并在政府信息公开年报栏目公布年报，说明未按期公布的原因；已经公布的，提供公布的网址。
    """
    publication = case.publication
    visited = publication.visit_class
    if visited is not None and visited.has_report:
        return
    if visited is None and publication.claimed_date is not None:
        return
    if visited is None and case.kind is None and not publication.is_confirmed_absent:
        raise NotHeld(_NOT_VISITED)
    due = due_date_of(case)
    if due is None:
        raise NotApplicable("没有规定该机关的公布期限")
    if case.as_of <= due:
        raise NotApplicable(f"公布期限{printed_date(due)}尚未届满")
    confirmed = publication.absence_confirmed_date
    if confirmed is None or confirmed <= due:
        raise NotHeld(_NOT_VISITED) if visited is None else Undetermined(_doubt(visited))
    yield Finding(
        subject="publication",
        severity=Severity.ERROR,
        message=f"公布期限为{printed_date(due)}，截至{printed_date(confirmed)}仍未公布"
        f"{case.year}年度政府信息公开工作年度报告（经人工确认）",
        evidence=tuple(Evidence(at="核查经过", printed=address) for address in publication.tried),
    )


def _doubt(visited: VisitClass) -> str:
    if visited is VisitClass.ABSENT_UNCONFIRMED:
        return "两次核查均未见公布，待人工确认"
    return f"最近一次核查的结果是“{visited.label}”，不能认定是否公布"
