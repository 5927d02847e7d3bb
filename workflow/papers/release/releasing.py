"""Releases a document (签发): what was reviewed, with number and date, frozen for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.clock import local_date
from ledger.events import named
from ledger.model import NoticeRow
from ledger.said import Issue, NoticeFile, NoticeItem, NoticeKind, NoticeState
from notices.form.slots import has_term, issued
from notices.form.writer import PaperWriter
from notices.paper import Form, WrittenFile, WrittenPaper
from notices.wording import reply_term
from notices.write import write_bytes
from workflow.papers.confirmation import awaiting
from workflow.papers.release.numbers import number_for
from workflow.papers.release.own_files import own_files
from workflow.papers.release.paper_desk import ISSUED, PaperDesk, PaperError, forms_beside, remove
from workflow.papers.release.reviewing import changed_since, required
from workflow.papers.release.still_true import no_longer_true, unconfirmed_absences
from workflow.workdays import workday_after

_MOST_TOLD = 20
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a document is to be released.

    ``number`` is the 文号 where the pattern of the office does not give it, ``day`` the date of the
    document where it is not today, ``documents`` the officer's own files. With ``as_drafted``, the
    reason why, it is released though what it tells has changed since.
    """

    by: str
    number: str | None = None
    day: date | None = None
    documents: tuple[Path, ...] = ()
    as_drafted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A document as it was released; ``left_out`` says which forms could not be made, and why."""

    notice_id: int
    number: str | None
    day: date
    reply_due: date | None
    files: tuple[Path, ...]
    left_out: tuple[str, ...] = ()


def release(desk: PaperDesk, notice_id: int, order: Order) -> Released:
    """Release a document in review.

    Its files are written first, under their last names, then the ledger says so: broken off
    between, it is still in review, and the next release writes over them.

    Raises:
        DubanError: it is not in review, was changed, is not confirmed, does not hold any more, has
            no number, or cannot be written. Nothing has changed then.
    """
    named(order.by)
    papers = desk.ledger.papers
    row = papers.one(notice_id)
    papers.require_step(notice_id, NoticeState.RELEASED)
    reviewed = desk.page(row)
    own = own_files(order.documents)
    _require_unchanged(desk, row, own)
    _require_confirmed(desk, row)
    reason = _require_true(desk, row, order)
    day = _day(desk, row, order)
    draft = reviewed.decode()
    # An officer's own file says its own day, which nobody fills in.
    is_counted = not own and has_term(draft)
    due = _counted(desk, day) if is_counted else _reply_due(desk, row, day)
    _require_time_left(desk, row, due, day if is_counted else None)
    pattern = desk.config.notices.number_pattern
    number = number_for(row.kind, order.number, pattern, day.year, papers.numbers())
    if number is not None:
        papers.require_free(number)
    workdays = desk.config.office.correction_workdays
    term = reply_term(due, workdays, "本文") if is_counted else None
    page = issued(draft, number=number, day=day, term=term)
    written = _written(desk, row, page, own)
    files = tuple(_kept(desk, file) for file in written.files)
    papers.release(
        notice_id,
        Issue(page=files[0], files=files, day=day, number=number, reply_due=due),
        moved_by=order.by,
        moved_at=desk.clock.now(),
        reason=reason,
    )
    for path in forms_beside(desk.path_of(row.path)).values():
        remove(path)
    return Released(
        notice_id=notice_id,
        number=number,
        day=day,
        reply_due=due,
        files=tuple(file.path for file in written.files),
        left_out=written.left_out,
    )


def waiting_for(desk: PaperDesk, items: tuple[NoticeItem, ...]) -> tuple[NoticeItem, ...]:
    """The items that a person must uphold before the document may be released, in their order."""
    return awaiting(desk.ledger, desk.config.notices, items)


def _require_unchanged(desk: PaperDesk, row: NoticeRow, own: Mapping[Form, bytes]) -> None:
    """An officer's changes to a Word document in review must not be lost unseen."""
    files = forms_beside(desk.path_of(row.path))
    changed = changed_since(files, desk.ledger.papers.placed(row.notice_id))
    lost = [path for path in changed if path.suffix != ".html" and _form(path) not in own]
    if lost:
        raise PaperError(
            f"{'、'.join(map(str, lost))}：送审之后被改动；要用改后的文件签发，"
            "请用 --document 写明该文件；不用的，请先把该文件移走"
        )


def _form(path: Path) -> Form:
    return Form(path.suffix.removeprefix("."))


def _require_confirmed(desk: PaperDesk, row: NoticeRow) -> None:
    items = desk.ledger.papers.items(row.notice_id)
    unseen = unconfirmed_absences(desk.ledger, items, local_date(desk.clock.now()))
    if unseen:
        raise PaperError(
            f"第 {row.notice_id} 号文书第{items.index(unseen[0]) + 1}项认为未公布，"
            "现在没有有效的人工确认，没有签发；确未公布的，"
            "请先确认（duban absent），其余请退回（duban notices return）"
        )
    waiting = waiting_for(desk, items)
    if waiting:
        told = [
            f"  第{items.index(item) + 1}项（{item.rule}，标识 {item.fingerprint}）{item.message}"
            for item in waiting[:_MOST_TOLD]
        ]
        raise PaperError(
            f"第 {row.notice_id} 号文书有 {len(waiting)} 项问题须先经人工认定属实"
            f"（duban notices confirm {row.notice_id}），认定不属实的用 duban decide：\n"
            + "\n".join(told)
        )


def _require_true(desk: PaperDesk, row: NoticeRow, order: Order) -> str | None:
    """The reason to keep with the release, where it goes out although something has changed."""
    changes = no_longer_true(desk, row)
    if not changes:
        return None
    if order.as_drafted is not None:
        return f"按原稿签发：{required(order.as_drafted)}；起草后的变化：{'；'.join(changes)}"
    told = "\n".join(f"  {change}" for change in changes[:_MOST_TOLD])
    raise PaperError(
        f"第 {row.notice_id} 号文书所述情况起草后有变化，没有签发；请退回（duban notices return）后"
        "重新起草（duban notices draft）；确需按原稿签发的，请加 --as-drafted --reason 理由：\n"
        f"{told}"
    )


def _day(desk: PaperDesk, row: NoticeRow, order: Order) -> date:
    today = local_date(desk.clock.now())
    day = order.day or today
    if not local_date(row.made_at) <= day <= today:
        raise PaperError(
            f"签发日期 {day} 不对：应不早于起草日期 {local_date(row.made_at)}，不晚于今天 {today}"
        )
    return day


def _reply_due(desk: PaperDesk, row: NoticeRow, day: date) -> date | None:
    """The day that the document names for good; else the working days after ``day``."""
    if row.reply_due is not None:
        return row.reply_due
    if row.kind is NoticeKind.URGING:
        return workday_after(day, desk.config.ladder.answer_workdays)
    if row.kind is not NoticeKind.NOTICE or not desk.ledger.papers.items(row.notice_id):
        return None
    return _counted(desk, day)


def _require_time_left(
    desk: PaperDesk, row: NoticeRow, due: date | None, counted_from: date | None
) -> None:
    """Nobody is asked for a reply by a day that has come already."""
    if due is None or due > local_date(desk.clock.now()):
        return
    if counted_from is not None:
        raise PaperError(
            f"签发日期 {counted_from} 过早：按此计算的反馈日期 {due} 已到，没有签发；"
            "请用 --date 另写签发日期，不写的为当天"
        )
    raise PaperError(
        f"第 {row.notice_id} 号文书要求在 {due} 前反馈，该日已到，没有签发；"
        "请退回（duban notices return），重新核查（duban run）后再送审"
    )


def _counted(desk: PaperDesk, day: date) -> date | None:
    return workday_after(day, desk.config.office.correction_workdays)


def _written(desk: PaperDesk, row: NoticeRow, page: str, own: Mapping[Form, bytes]) -> WrittenPaper:
    """The files under their last names, which nobody is to change any more.

    Where an officer gives files of his own, those and the page are all: a Word document or PDF of
    ours beside them might say something else.
    """
    folder = desk.folder(row.year, ISSUED)
    stem = desk.path_of(row.path).stem
    config = desk.config
    forms = (Form.HTML,) if own else tuple(map(Form, config.notices.forms))
    with PaperWriter(forms, templates=config.notices.templates, browser=config.browser) as writer:
        written = writer.write_page(page, folder, stem)
    files = list(written.files)
    for form, body in own.items():
        path = write_bytes(folder / f"{stem}.{form}", body)
        digest = hashlib.sha256(body).hexdigest()
        files.append(WrittenFile(form=form, path=path, sha256=digest, size=len(body)))
    for file in files:
        # Only against a slip of the hand: the hashes in the ledger are what holds.
        with suppress(OSError):
            file.path.chmod(_READ_ONLY)
    return WrittenPaper(files=tuple(files), left_out=written.left_out)


def _kept(desk: PaperDesk, file: WrittenFile) -> NoticeFile:
    return NoticeFile(
        form=file.form.value, path=desk.kept(file.path), sha256=file.sha256, size=file.size
    )
