"""The words that go with a released document: the text of a mail, the message to a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.said import NoticeKind
from notices.paper import Paper
from notices.wording import chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """A released document as those are told of it to whom it is sent.

    ``agency_name`` is ``None`` where it goes to many; ``reply_due`` where no reply is asked.
    ``files`` are the names of the files that are attached.
    """

    kind: NoticeKind
    title: str
    number: str | None
    agency_name: str | None
    reply_due: date | None
    files: tuple[str, ...]
    office: str
    contact: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWording:
    """The sentences of a cover that depend on the document."""

    subject: str
    addressee: str
    opening: str
    demand: str | None


def cover_wording(view: CoverView) -> CoverWording:
    """The wording for one document."""
    number = f"（{view.number}）" if view.number else ""
    due = view.reply_due and chinese_date(view.reply_due)
    you = "你单位" if view.agency_name else "你们"
    return CoverWording(
        subject=f"{view.title}{number}",
        addressee=view.agency_name or "各有关单位",
        opening=f"现将《{view.title}》{number}发给{you}，请查收附件。",
        demand=f"请按文中要求办理，并于{due}前反馈。" if due else None,
    )


def mail_paper(view: CoverView) -> Paper:
    """The text of the mail; its first line is the subject."""
    return _paper(view, "mail.txt")


def robot_paper(view: CoverView) -> Paper:
    """The message to a group of people: title, number and day, nothing else."""
    return _paper(view, "robot.txt")


def example() -> CoverView:
    """A cover for showing the templates, of a town that does not exist."""
    title = "关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知"
    return CoverView(
        kind=NoticeKind.NOTICE,
        title=title,
        number="苏政公开办〔2024〕3号",
        agency_name="苏镇市教育局",
        reply_due=date(2024, 2, 26),
        files=(f"{title}.pdf", f"{title}.docx"),
        office="苏镇市人民政府办公室",
        contact="（示例）政务公开科　0000-1234567",
        day=date(2024, 2, 8),
    )


def _paper(view: CoverView, template: str) -> Paper:
    context = {"cover": view, "wording": cover_wording(view)}
    return Paper(kind=view.kind, template=template, stem="", context=context)
