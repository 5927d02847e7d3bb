"""What follows a release: delivered by hand, answered by the agency, due or overdue."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.clock import local_date
from ledger.events import named
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import (
    Answer,
    Delivery,
    DeliveryOutcome,
    NoticeFile,
    NoticeState,
    Reply,
    ReplyItem,
)
from ledger.store import Ledger
from notices.paper import Form
from notices.visible import visible
from notices.write import write_bytes
from workflow.papers.release.paper_desk import PaperDesk, PaperError, addressee, bytes_of, numbered

_FOLDER = "replies"
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_UNANSWERED = (NoticeState.RELEASED, NoticeState.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandDelivery:
    """How a document was handed over: ``how`` e.g. 专人送达, ``to`` whom; who signed for it."""

    by: str
    how: str
    to: str | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an agency says of the problem with this ``number`` in the document."""

    number: int
    answer: Answer
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A reply as it came in; ``paper`` is the file that came."""

    by: str
    day: date
    words: str
    answers: tuple[Answered, ...] = ()
    paper: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReply:
    """A document that waits for a reply; ``days_left`` is negative where the day has passed."""

    notice: ListedNotice
    days_left: int


def deliver(desk: PaperDesk, notice_id: int, handed: HandDelivery) -> Delivery:
    """Write down that a document was handed over by hand (送达).

    Raises:
        DubanError: it was never released or is closed, nobody is named, or ``how`` is empty.
    """
    papers = desk.ledger.papers
    row = papers.one(notice_id)
    how = _told(handed.how, "送达方式（--how）")
    state = papers.state(notice_id)
    if state not in (*_UNANSWERED, NoticeState.REPLIED):
        papers.require_step(notice_id, NoticeState.DELIVERED)
    at = desk.clock.now()
    kept = papers.record_delivery(
        Delivery(
            notice_id=notice_id,
            channel=how,
            target=visible(handed.to or addressee(desk.ledger, row)),
            outcome=DeliveryOutcome.DELIVERED,
            sha256=_sent(papers.files(notice_id), row.sha256),
            attempted_by=handed.by,
            attempted_at=at,
            receipt=visible(handed.receipt) if handed.receipt else None,
        )
    )
    if state is NoticeState.RELEASED:
        papers.move(notice_id, NoticeState.DELIVERED, moved_by=handed.by, moved_at=at, reason=how)
    return kept


def reply(desk: PaperDesk, notice_id: int, received: Received) -> Reply:
    """Enter what an agency answered (反馈); the paper is kept under its hash.

    Raises:
        DubanError: the document was never released, an item is not in it, a day is not as it must
            be, the paper cannot be read, or nobody is named.
    """
    named(received.by)
    papers = desk.ledger.papers
    papers.one(notice_id)
    if papers.state(notice_id) in (NoticeState.DRAFT, NoticeState.IN_REVIEW):
        papers.require_step(notice_id, NoticeState.REPLIED)
    _require_day(desk, notice_id, received.day)
    at = desk.clock.now()
    entered = Reply(
        notice_id=notice_id,
        received_date=received.day,
        words=_told(received.words, "反馈内容（--words）"),
        entered_by=received.by,
        entered_at=at,
        sha256=None if received.paper is None else _keep(desk, received.paper),
        items=_answers(desk.ledger, notice_id, received.answers),
    )
    papers.record_reply(entered)
    if papers.state(notice_id) in _UNANSWERED:
        papers.move(notice_id, NoticeState.REPLIED, moved_by=received.by, moved_at=at)
    return entered


def due_replies(ledger: Ledger, day: date, within: int) -> tuple[DueReply, ...]:
    """Documents whose reply is overdue on ``day`` or due in so many days, the longest first."""
    listed = ledger.papers.listed(NoticeQuery(states=_UNANSWERED))
    due = [
        DueReply(notice=one, days_left=(one.row.reply_due - day).days)
        for one in listed
        if one.row.reply_due is not None
    ]
    return tuple(
        sorted(
            (one for one in due if one.days_left <= within),
            key=lambda one: (one.days_left, one.notice.row.notice_id),
        )
    )


def _told(words: str, what: str) -> str:
    told = visible(words).strip()
    if not told:
        raise PaperError(f"没有写明{what}")
    return told


def _sent(files: tuple[NoticeFile, ...], page: str) -> str:
    """The hash of what is handed over: the PDF where there is one, else Word, else the page."""
    hashes = {file.form: file.sha256 for file in files}
    return hashes.get(Form.PDF) or hashes.get(Form.DOCX) or page


def _require_day(desk: PaperDesk, notice_id: int, day: date) -> None:
    today = local_date(desk.clock.now())
    steps = desk.ledger.papers.steps(notice_id)
    released = next(
        local_date(step.moved_at) for step in steps if step.state is NoticeState.RELEASED
    )
    if not released <= day <= today:
        raise PaperError(
            f"收到日期 {day} 不对：应不早于签发之日 {released}，不晚于今天 {today}（--received）"
        )


def _answers(
    ledger: Ledger, notice_id: int, answers: tuple[Answered, ...]
) -> tuple[ReplyItem, ...]:
    items = ledger.papers.items(notice_id)
    seen: set[int] = set()
    told = []
    for one in answers:
        item = numbered(items, notice_id, one.number)
        if one.number in seen:
            raise PaperError(f"第 {one.number} 项写了两次，请只写一次")
        seen.add(one.number)
        told.append(
            ReplyItem(
                fingerprint=item.fingerprint,
                answer=one.answer,
                words=visible(one.words).strip() or one.answer.label,
            )
        )
    return tuple(told)


def paper_path(data_dir: Path, sha256: str) -> Path | None:
    """Where a paper that came in is kept; ``None`` where it is not."""
    found = sorted((data_dir / _FOLDER).glob(f"{sha256}*"))
    return found[0] if found else None


def _keep(desk: PaperDesk, paper: Path) -> str:
    """Keep a paper under its hash; only its bytes and the ending of its name are taken over."""
    body = bytes_of(paper)
    if not body:
        raise PaperError(f"{paper}：文件是空的，请核对是否选错文件")
    sha256 = hashlib.sha256(body).hexdigest()
    ending = paper.suffix.lower()
    name = sha256 + (ending if _ENDING.fullmatch(ending) else "")
    write_bytes(desk.config.data_dir / _FOLDER / name, body)
    return sha256
