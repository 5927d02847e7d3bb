"""TIM12: the agency's own link to the report leads nowhere, twice, hours apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile

from archive.model import VisitClass
from audit.case import AuditCase
from audit.circumstances import SeenVisit
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity
from audit.publication import printed_date, visits_by_place
from audit.rule import Judgement, rule

_HOURS_APART = timedelta(hours=4)
_DEAD = (VisitClass.LINK_DEAD, VisitClass.SOFT_404)
# A page without content may also be one that our browser did not show.
_EMPTY = VisitClass.EMPTY_SHELL


@rule(
    "TIM12",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第二十四条",
    needs_reading=False,
)
def link_dead(case: AuditCase) -> Iterator[Judgement]:
    """年报链接不能打开。

    Requirement:
        政府信息公开平台应当具备信息检索、查阅、下载等功能，栏目中的年报链接应当能够打开，并有内容。
    What it looks at:
        栏目所列的年报链接，网站有应答而该链接指向不存在的页面或者空白内容；同一链接相隔数小时以上两次核查结果相同。
    Not applicable:
        没有见到该年度年报的链接（见TIM03）。
    Not a defect:
        网站整体无法访问、拦截访问、限制频率的；只有一次打不开的；最近一次已能打开的。
    Example:
        2024年2月5日、2月6日两次核查，列表中的年报链接均提示页面不存在。
    How to correct:
        修复链接或者重新发布年报，确认公众不经登录即可打开、下载。
    """
    ends = [_dead_end(visits) for visits in visits_by_place(case).values()]
    dead = [end for end in ends if end]
    proved = [end for end in dead if _are_apart(end)]
    if proved:
        is_empty = all(end[-1].visit_class is _EMPTY for end in proved)
        yield Finding(
            subject="publication",
            severity=Severity.WARNING if is_empty else Severity.ERROR,
            message="；".join(_told(end) for end in proved),
            evidence=tuple(Evidence(at="年报链接", printed=end[-1].url or "") for end in proved),
        )
    elif dead:
        url = dead[0][-1].url
        yield Doubt(subject="publication", reason=f"链接一次未能打开，须隔数小时再次核查：{url}")
    elif not any(visit.visit_class.has_report for visit in case.publication.visits):
        raise NotApplicable("没有见到该年度年报的链接，是否公布见TIM03")


def _dead_end(visits: tuple[SeenVisit, ...]) -> tuple[SeenVisit, ...]:
    """The last visits to a place, as far as all found the same link dead; oldest first."""
    last = visits[-1]
    if last.url is None or last.visit_class not in (*_DEAD, _EMPTY):
        return ()
    same = takewhile(
        lambda visit: visit.url == last.url and visit.visit_class in (*_DEAD, _EMPTY),
        reversed(visits),
    )
    return tuple(same)[::-1]


def _are_apart(end: tuple[SeenVisit, ...]) -> bool:
    first, last = end[0].ended_at, end[-1].ended_at
    return first is not None and last is not None and last - first >= _HOURS_APART


def _told(end: tuple[SeenVisit, ...]) -> str:
    first, last = end[0], end[-1]
    return (
        f"{printed_date(first.day)}和{printed_date(last.day)}两次核查，{last.place}所列年报链接"
        f"均未能打开：{last.visit_class.label.removesuffix('（待人工确认）')}"
    )
