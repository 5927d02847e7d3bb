"""TIM05: no date of publication stands on the page, in its tags, in the list or in the address."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotHeld, Severity, Undetermined
from audit.publication import last_sights, require_report
from audit.rule import Judgement, rule


@rule(
    "TIM05",
    at_most=Severity.ADVICE,
    basis="《政府网站发展指引》（国办发〔2017〕47号）",
    version=2,
    needs_reading=False,
)
def no_publication_date(case: AuditCase) -> Iterator[Judgement]:
    """没有标注公布日期。

    Requirement:
        网站发布的年报应当标明公布日期，供公众了解、供主管部门核对是否按时公布。
    What it looks at:
        年报页面的标注、网页标签、列表和网址四处，是否有一处能识别出公布日期。
    Not applicable:
        没有见到年报（见TIM03）。
    Not a defect:
        四处中有任何一处写明日期；几个年度的年报在同一页面上，其日期不能归于某一年度的；成文日期、更新时间不是公布日期，但也不因此认定逾期。
    Example:
        年报页面没有“发布日期”，网页标签没有PubDate，列表和网址中也没有日期。
    How to correct:
        在年报页面标注公布日期，并填写网页标签PubDate。
    """
    require_report(case)
    publication = case.publication
    if publication.claimed_date is not None or publication.claimed_dates:
        return
    if publication.visit_class is None:
        raise NotHeld("没有公布情况的核查记录")
    if case.held is not None and case.held.is_one_of_several:
        raise Undetermined("几个年度的年报在同一文件中，其日期不能归于某一年度")
    pages = [visit.url for visit in last_sights(case) if visit.url]
    yield Finding(
        subject="publication",
        severity=Severity.ADVICE,
        message="页面标注、网页标签、列表和网址中均未识别到公布日期",
        evidence=tuple(Evidence(at="年报页面", printed=url) for url in pages)
        or (Evidence(at="年报页面", printed=""),),
    )
