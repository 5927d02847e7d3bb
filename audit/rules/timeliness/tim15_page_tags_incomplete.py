"""TIM15: the article page lacks tags of the national guide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotHeld, Severity
from audit.publication import require_report
from audit.rule import Judgement, rule

TAGS = (
    *("SiteName", "SiteDomain", "SiteIDCode"),
    *("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *("ArticleTitle", "PubDate", "ContentSource"),
)
# 2026-07-19 07:16, also with seconds
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")


@rule(
    "TIM15",
    at_most=Severity.ADVICE,
    basis="《政府网站发展指引》（国办发〔2017〕47号）",
    needs_reading=False,
)
def page_tags_incomplete(case: AuditCase) -> Iterator[Judgement]:
    """年报页面的网页标签不全。

    Requirement:
        政府网站的内容页面应当设置网站、栏目、内容三类网页标签，发布时间标签应当能够识别。
    What it looks at:
        年报页面的10个标签：SiteName、SiteDomain、SiteIDCode、ColumnName、ColumnDescription、
        ColumnKeywords、ColumnType、ArticleTitle、PubDate、ContentSource；PubDate是否为日期。
    Not applicable:
        没有见到年报（见TIM03）。
    Not a defect:
        标签名称的大小写不同；年报直接以文件公布、没有内容页面的；在上级平台发布，标签不由本机关设置的，不作判定。
    Example:
        年报页面没有ColumnDescription、ColumnKeywords标签。
    How to correct:
        在网站后台补充缺少的标签；由上级统一建设的网站，请建设单位补充。
    """
    require_report(case)
    if case.publication.tags is None:
        raise NotHeld("没有年报页面的网页标签记录")
    tags = {name.lower(): content.strip() for name, content in case.publication.tags.items()}
    absent = [name for name in TAGS if name.lower() not in tags]
    empty = [name for name in TAGS if tags.get(name.lower()) == ""]
    wrong = [] if _is_dated(tags) else [f"PubDate不是日期（{tags['pubdate'][:40]}）"]
    lacking = "全部10个标签" if len(absent) == len(TAGS) else "、".join(absent)
    told = [f"缺少{lacking}"] if absent else []
    told += [f"{'、'.join(empty)}为空"] if empty else []
    told += wrong
    if told:
        yield Finding(
            subject="publication",
            severity=Severity.ADVICE,
            message=f"年报页面的网页标签{'；'.join(told)}",
            evidence=(
                Evidence(at="网页标签", printed="、".join(n for n in TAGS if tags.get(n.lower()))),
            ),
        )


def _is_dated(tags: Mapping[str, str]) -> bool:
    """Whether PubDate is a day; where it is missing or empty, that is told already."""
    printed = tags.get("pubdate")
    if not printed:
        return True
    found = _DATE.match(printed)
    try:
        return found is not None and bool(date(*(int(part) for part in found.groups())))
    except ValueError:
        return False
