"""Makes a released document ready to be sent: the bytes that were frozen, and the words with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from config.clock import local_date
from delivery.errors import one_line
from delivery.model import Parcel, ParcelFile
from ledger.model import NoticeRow
from ledger.said import NoticeFile, NoticeState
from notices.file_names import safe_name
from notices.form.page import Pages
from notices.paper import Form
from notices.papers.cover import CoverView, mail_paper, robot_paper
from notices.visible import visible
from workflow.papers.release.paper_desk import PaperDesk, PaperError, bytes_of

# What is sent of a document, in this order; its page only where there is neither.
_SENT = (Form.PDF, Form.DOCX)
_OPEN = (NoticeState.RELEASED, NoticeState.DELIVERED, NoticeState.REPLIED)
_LONGEST_TITLE = 200
# Characters: a file name has at most 255 bytes, three for a Chinese character.
_LONGEST_PART = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A released document, ready to be sent."""

    row: NoticeRow
    parcel: Parcel


class Parcels:
    """Released documents as they are sent; made for one batch."""

    def __init__(self, desk: PaperDesk) -> None:
        """Reads the templates and the names of the agencies once."""
        self._desk = desk
        self._pages = Pages(desk.config.notices.templates)
        self._names = desk.ledger.agency_names()

    def released(self, notice_id: int) -> Released:
        """The document with this key, every file held against the hash of its release.

        Raises:
            DubanError: it is unknown, not released or closed, a file is gone or was changed, or a
                template is wrong.
        """
        row = self._desk.ledger.papers.one(notice_id)
        state = self._desk.ledger.papers.state(notice_id)
        if state is NoticeState.CLOSED:
            raise PaperError(f"第 {notice_id} 号文书已办结，不再投递")
        if state not in _OPEN:
            raise PaperError(
                f"第 {notice_id} 号文书现为{state.label}，尚未签发，不能投递；"
                "请先签发（duban notices release）"
            )
        bodies = self._frozen(row)
        name = None if row.agency_id is None else self._names.get(row.agency_id)
        return Released(row=row, parcel=self._parcel(row, name, bodies))

    def _frozen(self, row: NoticeRow) -> dict[Form, ParcelFile]:
        """Every file of the document, the page first.

        Documents that an older Duban released have their page alone.
        """
        page = NoticeFile(form=Form.HTML.value, path=row.path, sha256=row.sha256, size=0)
        files = self._desk.ledger.papers.files(row.notice_id) or (page,)
        return {Form(file.form): self._verified(row.notice_id, file) for file in files}

    def _verified(self, notice_id: int, file: NoticeFile) -> ParcelFile:
        path = self._desk.path_of(file.path)
        if not path.is_file():
            raise PaperError(f"第 {notice_id} 号文书的文件（{path}）不存在，请从备份中恢复后再投递")
        body = bytes_of(path)
        if hashlib.sha256(body).hexdigest() != file.sha256:
            raise PaperError(
                f"第 {notice_id} 号文书的文件（{path}）签发后被改动过，没有投递；"
                "请从备份中恢复，内容有误的请更正（duban notices correct）"
            )
        return ParcelFile(name=path.name, form=file.form, content=body)

    def _parcel(
        self, row: NoticeRow, agency_name: str | None, bodies: dict[Form, ParcelFile]
    ) -> Parcel:
        title, number = self._title(row, agency_name, bodies), self._number(row.notice_id)
        chosen = tuple(bodies[form] for form in _SENT if form in bodies) or tuple(bodies.values())
        stem = _stem(row.notice_id, title, number)
        sent = tuple(replace(file, name=f"{stem}.{file.form}") for file in chosen)
        view = CoverView(
            kind=row.kind,
            title=title,
            number=number,
            agency_name=agency_name,
            reply_due=row.reply_due,
            files=tuple(file.name for file in sent),
            office=self._desk.config.office.name,
            contact=self._desk.config.office.contact,
            day=local_date(self._desk.clock.now()),
        )
        subject, _, letter = self._pages.page(mail_paper(view)).strip().partition("\n")
        return Parcel(
            notice_id=row.notice_id,
            title=view.title,
            number=view.number,
            reply_due=view.reply_due,
            subject=subject,
            letter=f"{letter.strip()}\n",
            short=self._pages.page(robot_paper(view)).strip(),
            files=sent,
        )

    def _title(
        self, row: NoticeRow, agency_name: str | None, bodies: dict[Form, ParcelFile]
    ) -> str:
        """What the released page says of itself, else what kind of document it is."""
        page = bodies.get(Form.HTML)
        title = _title_of(page.content) if page else ""
        return title or f"{agency_name or ''}{row.year}年政府信息公开工作年度报告{row.kind.label}"

    def _number(self, notice_id: int) -> str | None:
        steps = self._desk.ledger.papers.steps(notice_id)
        return next((step.number for step in reversed(steps) if step.number), None)


def _stem(notice_id: int, title: str, number: str | None) -> str:
    """``关于……的整改通知（苏政公开办〔2024〕3号）``: for people, and no two documents have it."""
    mark = safe_name(number, _LONGEST_PART // 2) if number else str(notice_id)
    return f"{safe_name(title, _LONGEST_PART)}（{mark}）"


class _Title(HTMLParser):
    """Reads the title of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin where the title begins."""
        del attrs
        self._is_inside = tag == "title" and not self.text

    def handle_endtag(self, tag: str) -> None:
        """End where any element ends: a title holds none."""
        del tag
        self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Take what stands inside."""
        if self._is_inside:
            self.text += data


def _title_of(page: bytes) -> str:
    """The title of a page of ours, in one line."""
    reader = _Title()
    reader.feed(page.decode("utf-8", "replace"))
    return one_line(visible(reader.text), _LONGEST_TITLE)
