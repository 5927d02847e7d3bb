"""TIM12: the agency's own link to the report leads nowhere, twice, hours apart."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.dead_links import dead_ends
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity
from audit.publication import visits_by_place
from audit.rule import Judgement, rule


@rule(
    "TIM12",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第二十四条",
    version=2,
    needs_reading=False,
)
def link_dead(case: AuditCase) -> Iterator[Judgement]:
    """年报链接不能打开。

    Requirement:
        政府信息公开平台应当具备信息检索、查阅、下载等功能，栏目中的年报链接应当能够打开，并有内容。
    What it looks at:
        栏目所列的年报链接，网站有应答而该链接指向不存在的页面或者空白内容；年报页面所列的附件，网站答复不存在（仅作警告）。
        同一链接相隔数小时以上两次核查结果相同的，才作认定。
    Not applicable:
        没有见到该年度年报的链接（见TIM03）。
    Not a defect:
        网站整体无法访问、拦截访问、限制频率的；只有一次打不开的；最近一次已能打开的。
    Example:
        2024年2月5日、2月6日两次核查，列表中的年报链接均提示页面不存在。
    How to correct:
        修复链接或者重新发布年报，确认公众不经登录即可打开、下载。
    """
    ends = [end for visits in visits_by_place(case).values() for end in dead_ends(visits)]
    proved = [end for end in ends if end.is_proved]
    if proved:
        is_sure = any(end.severity is Severity.ERROR for end in proved)
        yield Finding(
            subject="publication",
            severity=Severity.ERROR if is_sure else Severity.WARNING,
            message="；".join(dict.fromkeys(map(str, proved))),
            evidence=tuple(
                Evidence(at="年报附件" if end.is_file else "年报链接", printed=end.url)
                for end in proved
            ),
        )
    elif ends:
        reason = f"链接一次未能打开，须隔数小时再次核查：{ends[0].url}"
        yield Doubt(subject="publication", reason=reason)
    elif not any(visit.has_report for visit in case.publication.visits):
        raise NotApplicable("没有见到该年度年报的链接，是否公布见TIM03")
