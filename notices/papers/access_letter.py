"""The letter that asks an agency to let the office's collector in (商请函), and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.clock import SHANGHAI, local_date
from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.paper import Paper
from notices.view import CaptureProof
from notices.visible import has_hidden_marks
from notices.wording import HIDDEN_LEFT_OUT, REGULATION, Titled, chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedVisit:
    """One visit that was turned away; ``reason`` is what the site did, in Chinese."""

    visited_at: datetime
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLetterView:
    """The letter to one agency whose site turned the collector away.

    ``visits`` are at least one, the earliest first. ``is_by_robots`` tells that the site's
    robots.txt forbids it, and no device in front of it. ``delay_seconds`` is the mean pause between
    two requests, ``pages`` the most asked for in one visit. ``due_date`` is the last day on which
    the report is on time, while it is still to come: the letter then reminds of it, so that no
    reminder has to follow it.
    """

    agency_id: str
    agency_name: str
    year: int
    issuing_office: str
    office_contact: str
    user_agent: str
    delay_seconds: float
    pages: int
    is_by_robots: bool
    visits: tuple[BlockedVisit, ...]
    proofs: tuple[CaptureProof, ...]
    due_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One row of the annex."""

    visited_at: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording(Titled):
    """What the template of the letter needs besides the view.

    ``hidden`` says that something of what is quoted was left out.
    """

    opening: str
    barred: str
    meaning: str
    requests: tuple[str, ...]
    conduct: str
    contact: str
    lines: tuple[VisitLine, ...]
    hidden: str | None


def access_letter_paper(view: AccessLetterView) -> Paper:
    """The letter as a document to be written."""
    return Paper(
        kind=NoticeKind.ACCESS_LETTER,
        template="access_letter.html",
        stem=file_name(view.agency_id, view.agency_name, f"{view.year}年报核查商请函"),
        context={"letter": view, "wording": letter_wording(view)},
    )


def letter_wording(view: AccessLetterView) -> LetterWording:
    """The sentences of one letter."""
    return LetterWording(
        title_lines=(
            f"关于商请{view.agency_name}",
            "为政府信息公开工作年度报告核查",
            "提供网站访问便利的函",
        ),
        opening=(
            f"依据{REGULATION}第四十七条、第四十九条，"
            f"我单位对{view.year}年政府信息公开工作年度报告的公布情况进行核查，"
            "采用采集程序访问各单位网站的公开页面。对你单位网站的访问未能完成，现将有关情况函告如下："
        ),
        barred=_barred(view),
        meaning=(
            "以上情况只说明采集程序未能访问，不作为你单位未公布或者逾期公布年度报告的依据；"
            "你单位年报的公布情况目前记为“无法核实”。"
        ),
        requests=_requests(view),
        conduct=(
            f"程序同一时间对一个网站只发出一个请求，两次请求平均间隔约{view.delay_seconds:g}秒"
            f"（网站另有要求的从其要求），每次访问不超过{view.pages}个页面，遵守 robots.txt，"
            "只访问公开页面，不登录，不破解验证码，不隐匿身份。身份标识和网络出口地址见附件。"
        ),
        contact=f"联系人及电话：{view.office_contact}。",
        lines=tuple(
            VisitLine(
                visited_at=f"{visit.visited_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
                url=visit.url,
                reason=visit.reason,
            )
            for visit in view.visits
        ),
        hidden=HIDDEN_LEFT_OUT if has_hidden_marks(view) else None,
    )


def _barred(view: AccessLetterView) -> str:
    first, last = (local_date(view.visits[place].visited_at) for place in (0, -1))
    days = chinese_date(first) if first == last else f"{chinese_date(first)}至{chinese_date(last)}"
    return f"{days}，采集程序访问你单位网站{len(view.visits)}次，均未能完成（访问记录见附件）。"


def _requests(view: AccessLetterView) -> tuple[str, ...]:
    first = (
        "请在网站 robots.txt 中准许附件所列身份标识访问政府信息公开年报栏目及其文章、附件。"
        if view.is_by_robots
        else "请在网站防护设备或者云防护服务中，将附件所列身份标识和出口地址列入允许访问的名单。"
    )
    return (
        first,
        f"{_reminder(view)}请将政府信息公开年报栏目和{view.year}年年度报告的网址告知我单位。",
        "如网站已经迁移或者由上级平台统一发布，请告知新的网址。",
    )


def _reminder(view: AccessLetterView) -> str:
    if view.due_date is None:
        return ""
    return f"{view.year}年年度报告的公布期限为{chinese_date(view.due_date)}（含当日）；公布后，"


def example() -> AccessLetterView:
    """A made-up letter, for trying out templates."""
    home = "http://czj.suzhen.example/"
    first = datetime(2024, 2, 1, 2, 30, tzinfo=SHANGHAI)
    days = tuple(first + timedelta(days=number) for number in range(2))
    return AccessLetterView(
        agency_id="fin",
        agency_name="苏镇市财政局",
        year=2023,
        issuing_office="苏镇市政务公开办公室",
        office_contact="李明，0000-1234567",
        user_agent="Duban/1.0 (+http://zwgk.suzhen.example/duban; zwgk@suzhen.example)",
        delay_seconds=3.0,
        pages=60,
        is_by_robots=False,
        visits=tuple(
            BlockedVisit(visited_at=day, url=home, reason="网站拒绝访问（状态 403）")
            for day in days
        ),
        proofs=(
            CaptureProof(
                role_label="网站首页",
                url=home,
                captured_at=days[-1],
                sha256="7c" * 32,
                size=512,
            ),
        ),
    )
