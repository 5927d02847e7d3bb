"""TIM04: the claimed date of publication lies before the end of the year reported on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.publication import printed_date
from audit.rule import Judgement, rule


@rule(
    "TIM04",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
    needs_reading=False,
)
def published_too_early(case: AuditCase) -> Iterator[Judgement]:
    """公布日期早于报告年度结束。

    Requirement:
        年报报告上一年度全年的工作，应当在报告年度结束后公布。
    What it looks at:
        标注的公布日期是否在报告年度的12月31日当日或者之前。
    Not applicable:
        没有见到年报（见TIM03）。
    Not a defect:
        网站迁移造成的日期差错，核实后更正即可；报告年度次年1月1日及以后公布的。
    Example:
        2023年度年报，页面标注的公布日期为2023年12月28日。
    How to correct:
        核对公布日期，标注有误的更正；数据未统计到年底的，补充全年数据后重新公布。
    """
    publication = case.publication
    claimed = publication.claimed_date
    has_report = publication.visit_class is not None and publication.visit_class.has_report
    if case.held is None and not has_report:
        raise NotApplicable("没有见到年报，是否公布见TIM03")
    if claimed is None:
        raise Undetermined("没有标注公布日期")
    last_day = date(case.year, 12, 31)
    if claimed <= last_day:
        basis = publication.claimed_basis or "公布日期"
        yield Finding(
            subject="publication",
            severity=Severity.WARNING,
            message=f"{basis}为{printed_date(claimed)}，报告年度至{printed_date(last_day)}才结束",
            evidence=(Evidence(at=basis, printed=printed_date(claimed)),),
        )
