"""The urging after the deadline (催办): the report was not seen; what was looked at, what to do.

That a report is missing is not said here unless a person has confirmed it: the agency is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.clock import SHANGHAI
from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.paper import Paper
from notices.view import CaptureProof
from notices.visible import has_hidden_marks
from notices.wording import (
    HIDDEN_LEFT_OUT,
    REGULATION,
    Titled,
    and_the_format,
    chinese_date,
    short,
    you_of,
)

# Looks shown in the annex; the ledger keeps them all.
SHOWN_LOOKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One place as it was looked through to the end; ``ways`` is how, in Chinese."""

    looked_at: datetime
    url: str
    ways: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingView:
    """The urging to one agency whose report was not seen.

    ``due_date`` was the last day on time, set by ``basis``. ``last_look`` is the day of the last
    of ``times`` checks after it, each of which looked through every place; ``looks`` are they,
    place by place, the earliest first, ``proofs`` what the last one was served.
    ``is_confirmed`` where a person has confirmed that the report is not published.
    ``answer_workdays`` is how long the agency has to answer, ``format_document`` the number of
    the format that the year demands.
    """

    agency_id: str
    agency_name: str
    year: int
    issuing_office: str
    office_contact: str
    is_letter: bool
    due_date: date
    basis: str
    format_document: str | None
    is_confirmed: bool
    last_look: date
    times: int
    looks: tuple[Look, ...]
    proofs: tuple[CaptureProof, ...]
    answer_workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """One row of the annex."""

    looked_at: str
    url: str
    ways: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingWording(Titled):
    """What the template of the urging needs besides the view.

    ``sections`` are headings with their text; ``left_out`` says that earlier looks are not shown,
    ``hidden`` that something of what is quoted was left out.
    """

    opening: str
    sections: tuple[tuple[str, str], ...]
    contact: str
    lines: tuple[LookLine, ...]
    left_out: str | None
    reservation: str
    hidden: str | None


def urging_paper(view: UrgingView) -> Paper:
    """The urging as a document to be written."""
    return Paper(
        kind=NoticeKind.URGING,
        template="urging.html",
        stem=file_name(view.agency_id, view.agency_name, f"{view.year}年报公布催办"),
        context={"urging": view, "wording": urging_wording(view)},
    )


def urging_wording(view: UrgingView) -> UrgingWording:
    """The sentences of one urging."""
    kind = "催办函" if view.is_letter else "催办通知"
    return UrgingWording(
        title_lines=(f"关于核实并公布{view.year}年", f"政府信息公开工作年度报告的{kind}"),
        opening=_opening(view),
        sections=(
            *((("已经公布的", _published(view)),) if not view.is_confirmed else ()),
            ("尚未公布的" if not view.is_confirmed else "公布要求", _unpublished(view)),
            ("答复时限", _answer(view)),
        ),
        contact=f"联系人及电话：{view.office_contact}。",
        lines=tuple(_line(look) for look in view.looks[-SHOWN_LOOKS:]),
        left_out=_left_out(view),
        reservation=_reservation(view),
        hidden=HIDDEN_LEFT_OUT if has_hidden_marks(view) else None,
    )


def _opening(view: UrgingView) -> str:
    you = you_of(view.is_letter)
    report = f"{view.year}年政府信息公开工作年度报告"
    seen = (
        f"截至{chinese_date(view.last_look)}，我单位经{view.times}次核查"
        f"未在{you}的年报公布位置见到该年度报告（核查记录见附件）"
    )
    confirmed = f"。经我单位工作人员确认，{you}未公布该年度报告" if view.is_confirmed else ""
    return (
        f"依据{REGULATION}（以下简称《条例》）第四十七条、第四十九条，"
        f"我单位对{report}的公布情况进行核查。按照{short(view.basis)}，{you}应当在"
        f"{chinese_date(view.due_date)}前（含当日）向社会公布该年度报告。{seen}{confirmed}。"
        f"现就有关事项{'函告' if view.is_letter else '通知'}如下："
    )


def _published(view: UrgingView) -> str:
    you = you_of(view.is_letter)
    return (
        f"{you}如已公布，请将网址和公布日期告知我单位；公布在其他网站或者由上级平台统一公布的，"
        "请一并说明。经核实已按期公布的，本次催办即行撤销。"
    )


def _unpublished(view: UrgingView) -> str:
    return (
        f"请按照《条例》第五十条{and_the_format(view.format_document)}编制，尽快在政府信息公开年报栏目公布，"
        "公布后将网址告知我单位，并说明未按期公布的原因。"
    )


def _answer(view: UrgingView) -> str:
    kind = "函" if view.is_letter else "通知"
    # A body that does not answer to the office is not told of what the office may do.
    after = (
        ""
        if view.is_letter
        else "到期未答复且经确认未公布的，将依据《条例》第四十七条予以督促整改或者通报批评。"
    )
    return (
        f"请于收到本{kind}之日起{view.answer_workdays}个工作日内答复；对核查情况有异议的，"
        f"请一并说明并附依据。{after}"
    )


def _reservation(view: UrgingView) -> str:
    whole = "以上各次核查均已将所列位置的年报列表查看完毕，网站提供站内检索的并已检索"
    if view.is_confirmed:
        return f"{whole}。"
    return f"{whole}；结果只说明核查时在所列位置没有见到，是否公布以核实的情况为准。"


def _left_out(view: UrgingView) -> str | None:
    if len(view.looks) <= SHOWN_LOOKS:
        return None
    return f"核查记录共{len(view.looks)}条，此处列出最近{SHOWN_LOOKS}条，其余留存备查。"


def _line(look: Look) -> LookLine:
    return LookLine(
        looked_at=f"{look.looked_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        url=look.url,
        ways="；".join(look.ways) or "—",
        result=look.result,
    )


def example() -> UrgingView:
    """A made-up urging, for trying out templates."""
    first = datetime(2024, 2, 1, 2, 30, tzinfo=SHANGHAI)
    column = "http://jyj.suzhen.example/zwgk/zfxxgknb/"
    days = tuple(first + timedelta(days=number) for number in range(3))
    return UrgingView(
        agency_id="edu",
        agency_name="苏镇市教育局",
        year=2023,
        issuing_office="苏镇市政务公开办公室",
        office_contact="李明，0000-1234567",
        is_letter=False,
        due_date=date(2024, 1, 31),
        basis=f"{REGULATION}第四十九条第一款",
        format_document="国办公开办函〔2021〕30号",
        is_confirmed=False,
        last_look=days[-1].date(),
        times=len(days),
        looks=tuple(
            Look(
                looked_at=day,
                url=column,
                ways=("打开首页", "读取年报栏目", "站内检索"),
                result="未见到2023年的年度报告",
            )
            for day in days
        ),
        proofs=(
            CaptureProof(
                role_label="年报栏目页",
                url=column,
                captured_at=days[-1],
                sha256="5b" * 32,
                size=18_342,
            ),
        ),
        answer_workdays=3,
    )
