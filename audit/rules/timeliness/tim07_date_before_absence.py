"""TIM07: a page claims a day on which, as a later whole visit shows, it was not yet there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from archive.model import DateBasis
from audit.case import AuditCase
from audit.circumstances import SeenVisit
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity
from audit.publication import printed_date, require_report, unseen_then_seen
from audit.rule import Judgement, rule

# A date in an address is that of the draft, often.
_CLAIMS = (DateBasis.LABEL, DateBasis.META, DateBasis.LIST)


@rule(
    "TIM07",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条",
    needs_reading=False,
)
def date_before_absence(case: AuditCase) -> Iterator[Judgement]:
    """标注的公布日期与核查记录不符。

    Requirement:
        标注的公布日期应当是年报实际向社会公布的日期。
    What it looks at:
        同一公布位置在标注日期之后的某日完整核查没有见到年报，以后才见到，而页面、标签或者列表标注的日期更早（倒签）。
    Not applicable:
        没有见到年报（见TIM03）；没有标注公布日期（见TIM05）。
    Not a defect:
        核查不完整、访问受阻的不作依据；年报此前已在任何一处见到的；网址中的日期不作依据；网站缓存、先在其他栏目公布后转入年报栏目的，说明情况即可。
    Example:
        2024年2月5日完整核查未见到年报，2月6日见到的页面标注公布日期为2024年1月20日。
    How to correct:
        核对实际公布日期，标注有误的更正；此前确已公布的，提供证明材料。
    """
    require_report(case)
    pairs = list(unseen_then_seen(case))
    if not any(_claim(visit) for visit in case.publication.visits if visit.has_report):
        raise NotApplicable("没有标注公布日期，见TIM05")
    if not pairs:
        raise NotHeld("首次见到年报之前没有完整核查的记录，无从比对")
    against = [(u, s) for u, s in pairs if (claim := _claim(s)) and claim[1] < u.day]
    if not against:
        return
    yield Finding(
        subject="publication",
        severity=Severity.WARNING,
        message="；".join(_told(unseen, seen) for unseen, seen in against),
        evidence=tuple(
            evidence
            for unseen, seen in against
            for evidence in (
                Evidence(at="核查记录", printed=f"{printed_date(unseen.day)}完整核查未见到"),
                Evidence(at="核查记录", printed=f"{printed_date(seen.day)}见到 {seen.url or ''}"),
            )
        ),
    )


def _claim(visit: SeenVisit) -> tuple[DateBasis, date] | None:
    dates = visit.claimed_dates
    return next(((basis, dates[basis]) for basis in _CLAIMS if basis in dates), None)


def _told(unseen: SeenVisit, seen: SeenVisit) -> str:
    basis, day = _claim(seen) or (DateBasis.LABEL, seen.day)
    return (
        f"{printed_date(unseen.day)}完整核查{unseen.place}未见到年报，"
        f"{printed_date(seen.day)}见到，{basis.label}为{printed_date(day)}，"
        "早于未见到之日，请核对公布日期"
    )
