"""TIM11: reports of former years are not kept in the column."""

from __future__ import annotations

from collections.abc import Iterator

from archive.model import VisitClass
from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity
from audit.rule import Judgement, rule

# Each of them rests on two whole visits, a day apart.
_PROVED_ABSENT = (VisitClass.ABSENT_UNCONFIRMED, VisitClass.COLUMN_EMPTY)


@rule(
    "TIM11",
    at_most=Severity.WARNING,
    basis="本地区关于留存历年政府信息公开工作年度报告的要求",
    version=2,
    needs_reading=False,
)
def former_years_missing(case: AuditCase) -> Iterator[Judgement]:
    """历年年报未留存。

    Requirement:
        政府信息公开年报栏目应当留存主管部门要求的各年度年报。
    What it looks at:
        设置中的起始年度到上一年度，各年度最近一次核查的结果；两次完整核查均未见到的，作为未留存。
    Not applicable:
        没有设置起始年度；起始年度之前的年报；名录注明的该机关首个应报年度之前的年报。
    Not a defect:
        机构改革后新设、合并的机关没有此前年度的年报；历年年报在其他网站集中留存的。
    Example:
        要求从2019年度起留存，两次完整核查年报栏目均未见2020年度年报。
    How to correct:
        在年报栏目补充发布所缺年度的年报；因机构改革没有的，在栏目中说明。
    """
    start = case.settings.history_from_year
    if start is None:
        raise NotApplicable("没有设置应当留存年报的起始年度")
    years = range(max(start, case.first_year or start), case.year)
    if not years:
        raise NotApplicable("报告年度之前没有要求留存的年度")
    seen = case.publication.years_seen
    missing = [year for year in years if seen.get(year) in _PROVED_ABSENT]
    unknown = [year for year in years if year not in missing and not _is_there(seen.get(year))]
    if missing:
        yield Finding(
            subject="publication",
            severity=Severity.WARNING,
            message=f"要求从{start}年度起留存，两次完整核查均未见{_told(missing)}年度年报",
            evidence=tuple(
                Evidence(at="核查记录", printed=f"{year}年度：{seen[year].label}")
                for year in missing
            ),
        )
    if unknown:
        yield Doubt(subject="publication", reason=f"{_told(unknown)}年度未能核查清楚")


def _is_there(visited: VisitClass | None) -> bool:
    return visited is not None and visited.has_report


def _told(years: list[int]) -> str:
    return "、".join(str(year) for year in years)
