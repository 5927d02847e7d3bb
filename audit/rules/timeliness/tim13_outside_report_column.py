"""TIM13: the report stands in another column than that of the annual reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotHeld, Severity, Undetermined
from audit.publication import last_sights, require_report
from audit.rule import Judgement, rule

_REPORTS = re.compile(r"年报|年度(?:工作)?报告")
_ADDRESS = re.compile(r"xxgk(?:gz)?nd?b|gknb|ndbg|nianbao|annualreport", re.IGNORECASE)
# Columns within which the column of the reports may lie, without the page saying so.
_AROUND = re.compile(r"信息公开|政务公开|法定主动公开|公开目录|公开专栏")


@rule(
    "TIM13",
    at_most=Severity.ADVICE,
    basis="政府信息公开平台设置的有关要求（国办公开办函〔2019〕61号）",
    needs_reading=False,
)
def outside_report_column(case: AuditCase) -> Iterator[Judgement]:
    """年报不在年报栏目中。

    Requirement:
        年报宜集中发布在政府信息公开平台的政府信息公开年报栏目中，方便公众查找。
    What it looks at:
        年报不是从年报栏目的列表找到时，年报页面的位置导航、栏目标签和网址是否指明政府信息公开年报栏目。
    Not applicable:
        没有见到年报（见TIM03）。
    Not a defect:
        栏目名称为“信息公开年报”“政府信息公开年度报告”等其他叫法；页面只写到“政府信息公开”一级的，不作判定；
        年报栏目列表中有链接的。
    Example:
        年报栏目的列表中没有该年报，经站内检索找到，页面位置为“首页 > 通知公告”。
    How to correct:
        将年报发布到政府信息公开年报栏目，或者在该栏目中设置链接。
    """
    require_report(case)
    names, tags = case.publication.column_names, case.publication.tags or {}
    urls = [visit.url for visit in last_sights(case) if visit.url]
    # The tag proves only what it says: many sites fill it with the name of a template.
    named = [content for name, content in tags.items() if name.lower().startswith("column")]
    if any(map(_ADDRESS.search, urls)) or any(map(_REPORTS.search, (*(names or ()), *named))):
        return
    if not names:
        raise NotHeld("不知道年报页面所在的栏目")
    path = " > ".join(names)
    if _AROUND.search(names[-1]):
        raise Undetermined(f"页面位置为“{path}”，不能确定是否在年报栏目中")
    yield Finding(
        subject="publication",
        severity=Severity.ADVICE,
        message=f"页面位置为“{path}”，未见政府信息公开年报栏目",
        evidence=(Evidence(at="位置导航或者栏目标签", printed=path),),
    )
