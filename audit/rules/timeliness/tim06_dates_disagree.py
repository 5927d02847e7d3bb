"""TIM06: the dates of publication that a portal states in several places do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from archive.model import DateBasis
from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity, Undetermined
from audit.publication import due_date_of, last_sights, printed_date, require_report
from audit.rule import Judgement, rule

_SEVERAL = 2


@rule(
    "TIM06",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条",
    needs_reading=False,
)
def dates_disagree(case: AuditCase) -> Iterator[Judgement]:
    """各处标注的公布日期不一致。

    Requirement:
        同一份年报在页面、网页标签、列表和网址中的公布日期应当一致，以便核对是否按期公布。
    What it looks at:
        同一网站各处日期最早与最晚的相差是否超过设定的天数（默认7天），是否分别在公布期限的前后。
    Not applicable:
        没有见到年报（见TIM03）；日期只有一处（没有日期见TIM05）。
    Not a defect:
        网站迁移、栏目调整或者更正后重新发布造成的不一致，说明情况即可；不同网站分别发布的日期不作比较。
    Example:
        页面标注2024年1月20日，网页标签为2024年2月8日，相差19天，分别在公布期限的前后。
    How to correct:
        核对实际公布日期，更正标注有误的一处；因迁移等原因不能更正的，说明情况。
    """
    require_report(case)
    publication = case.publication
    sights = [(v.place, v.claimed_dates) for v in last_sights(case)]
    groups = sights or [("", publication.claimed_dates)]
    several = [(place, dates) for place, dates in groups if len(dates) >= _SEVERAL]
    if not several:
        if publication.visit_class is None and publication.claimed_date is None:
            raise NotHeld("没有公布情况的核查记录")
        raise NotApplicable("没有两处公布日期可供比较")
    due = _due(case)
    apart = [(p, d) for p, d in several if _is_apart(d, due, case.settings.days_apart)]
    if not apart:
        return
    told = [(f"{place}：" if len(groups) > 1 else "") + _told(dates, due) for place, dates in apart]
    yield Finding(
        subject="publication",
        severity=Severity.WARNING,
        message="；".join(told) + "。网站迁移、重新发布也会造成不一致，请核对",
        evidence=tuple(
            Evidence(at=basis.label, printed=printed_date(day))
            for _, dates in apart
            for basis, day in dates.items()
        ),
    )


def _due(case: AuditCase) -> date | None:
    try:
        return due_date_of(case)
    except Undetermined:
        return None


def _is_apart(dates: Mapping[DateBasis, date], due: date | None, days: int) -> bool:
    first, last = min(dates.values()), max(dates.values())
    return (last - first).days > days or (due is not None and first <= due < last)


def _told(dates: Mapping[DateBasis, date], due: date | None) -> str:
    first, last = min(dates.values()), max(dates.values())
    words = [f"{basis.label}为{printed_date(day)}" for basis, day in dates.items()]
    words.append(f"最早与最晚相差{(last - first).days}天")
    if due is not None and first <= due < last:
        words.append(f"分别在公布期限{printed_date(due)}的前后")
    return "，".join(words)
