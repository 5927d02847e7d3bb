"""The reminder before the deadline (提醒函): what is to be published, by when and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.paper import Paper
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """The reminder to one agency.

    ``due_date`` is the last day on time, ``basis`` the article or local document that sets it.
    ``is_submitted`` where the article also asks for the report to be handed in to the office,
    ``is_government`` where it must tell what only governments must. ``format_document`` is the
    number of the format that the year demands, ``places`` the addresses where the agency keeps
    its reports.
    """

    agency_id: str
    agency_name: str
    year: int
    issuing_office: str
    office_contact: str
    is_letter: bool
    due_date: date
    basis: str
    is_submitted: bool
    is_government: bool
    format_document: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWording(Titled):
    """What the template of the reminder needs besides the view.

    ``hidden`` says that something of what is quoted was left out.
    """

    opening: str
    demands: tuple[str, ...]
    checks: tuple[str, ...]
    answer: str
    contact: str
    hidden: str | None


def reminder_paper(view: ReminderView) -> Paper:
    """The reminder as a document to be written."""
    return Paper(
        kind=NoticeKind.REMINDER,
        template="reminder.html",
        stem=file_name(view.agency_id, view.agency_name, f"{view.year}年报公布提醒"),
        context={"reminder": view, "wording": reminder_wording(view)},
    )


def reminder_wording(view: ReminderView) -> ReminderWording:
    """The sentences of one reminder."""
    return ReminderWording(
        title_lines=(f"关于按期公布{view.year}年", "政府信息公开工作年度报告的提醒函"),
        opening=(
            f"为做好{view.year}年政府信息公开工作年度报告的公布工作，"
            f"依据{REGULATION}（以下简称《条例》），现将有关事项提醒如下："
        ),
        demands=_demands(view),
        checks=_checks(view),
        answer="年度报告已经公布的，无须重复公布，请将网址告知我单位。",
        contact=f"联系人及电话：{view.office_contact}。",
        hidden=HIDDEN_LEFT_OUT if has_hidden_marks(view) else None,
    )


def _demands(view: ReminderView) -> tuple[str, ...]:
    you = you_of(view.is_letter)
    what = f"{'提交并' if view.is_submitted else ''}向社会公布{view.year}年政府信息公开工作年度报告"
    day = f"{chinese_date(view.due_date)}前（含当日）"
    return (
        f"公布期限。按照{short(view.basis)}，{you}应当在{day}{what}。请结合节假日提前安排。",
        f"内容和格式。按照《条例》第五十条{and_the_format(view.format_document)}编制。",
        f"公布位置。请在{you}的政府信息公开年报栏目公布{_places(view.places)}。",
    )


def _places(places: tuple[str, ...]) -> str:
    return f"（{'；'.join(places)}）" if places else ""


def _checks(view: ReminderView) -> tuple[str, ...]:
    """What most often goes wrong, to be looked at before it is published."""
    parts = "六个部分是否齐全，" if view.format_document else ""
    beyond = "，是否包括工作考核、社会评议和责任追究结果情况" if view.is_government else ""
    balance = "“本年新收”与“上年结转”之和是否等于“本年度办理结果”与“结转下年度继续办理”之和"
    carried = "正文与表格、与上一年度报告的结转数是否一致"
    return (
        f"内容是否完整。{parts}存在的主要问题和改进情况是否写明{beyond}。",
        f"数据是否一致。{balance}，各项合计是否正确，{carried}。",
        "公布是否可查。标题中的机关名称和年度是否正确，公布日期是否标明，页面和附件是否能够打开。",
    )


def example() -> ReminderView:
    """A made-up reminder, for trying out templates."""
    return ReminderView(
        agency_id="edu",
        agency_name="苏镇市教育局",
        year=2023,
        issuing_office="苏镇市政务公开办公室",
        office_contact="李明，0000-1234567",
        is_letter=False,
        due_date=date(2024, 1, 31),
        basis=f"{REGULATION}第四十九条第一款",
        is_submitted=True,
        is_government=False,
        format_document="国办公开办函〔2021〕30号",
        places=("http://jyj.suzhen.example/zwgk/zfxxgknb/",),
    )
