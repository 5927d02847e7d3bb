"""The steps of a document before its release: into review, back again, done with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.events import named
from ledger.model import NoticeRow
from ledger.notice_list import NoticeQuery
from ledger.said import NoticeState, Placed
from notices.paper import Form
from notices.write import write_bytes
from workflow.papers.drafts.drafting import DRAFTS
from workflow.papers.release.paper_desk import (
    IN_REVIEW,
    PaperDesk,
    PaperError,
    bytes_of,
    forms_beside,
    hashes_of,
    remove,
    remove_copied,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A document where it now lies; ``kept`` are changed files, which were left where they lay."""

    notice_id: int
    state: NoticeState
    page: Path
    kept: tuple[Path, ...] = ()


def submit(desk: PaperDesk, notice_id: int, *, by: str) -> Moved:
    """Take a draft into review (送审): from now on no job overwrites it.

    Its files are copied first, then the ledger says so, then those in the drafts are removed:
    whenever it is broken off, the draft is whole in one place or the other.

    Raises:
        DubanError: there is no such draft, its page was changed, or nobody is named.
    """
    row = _ready(desk, notice_id, NoticeState.IN_REVIEW, by)
    page = desk.path_of(row.path)
    target = desk.folder(row.year, IN_REVIEW) / f"{notice_id}_{page.name}"
    return _move(desk, row, forms_beside(page), target, _Step(NoticeState.IN_REVIEW, by))


def send_back(desk: PaperDesk, notice_id: int, *, by: str, reason: str) -> Moved:
    """Make a document in review a draft again (退回); the next drafting takes its place.

    Raises:
        DubanError: it is not in review, a newer draft lies there already, nobody is named or no
            reason is given.
    """
    row = _ready(desk, notice_id, NoticeState.DRAFT, by)
    newer = [
        one.row.notice_id
        for one in desk.ledger.papers.listed(
            NoticeQuery(
                year=row.year,
                kind=row.kind,
                agency_id=row.agency_id,
                states=(NoticeState.DRAFT,),
            )
        )
        if (one.row.agency_id, one.row.supersedes) == (row.agency_id, row.supersedes)
    ]
    if newer:
        raise PaperError(
            f"第 {notice_id} 号文书已有较新的代拟稿（第 {newer[0]} 号），不必退回："
            f"请办结第 {notice_id} 号（duban notices close），改送第 {newer[0]} 号"
        )
    page = desk.path_of(row.path)
    target = desk.folder(row.year, DRAFTS) / page.name.removeprefix(f"{notice_id}_")
    files = forms_beside(page)
    kept = changed_since(files, desk.ledger.papers.placed(notice_id))
    own = {form: path for form, path in files.items() if path not in kept}
    step = _Step(NoticeState.DRAFT, by, required(reason))
    return replace(_move(desk, row, own, target, step), kept=kept)


def close(desk: PaperDesk, notice_id: int, *, by: str, reason: str) -> Moved:
    """Be done with a document (办结); files of one that was never released are removed.

    Raises:
        DubanError: there is no such document, it is closed already, nobody is named or no reason
            is given.
    """
    row = _ready(desk, notice_id, NoticeState.CLOSED, by)
    papers = desk.ledger.papers
    state = papers.state(notice_id)
    papers.move(
        notice_id,
        NoticeState.CLOSED,
        moved_by=by,
        moved_at=desk.clock.now(),
        reason=required(reason),
    )
    page = desk.path_of(row.path)
    kept: tuple[Path, ...] = ()
    if state in (NoticeState.DRAFT, NoticeState.IN_REVIEW):
        files = forms_beside(page)
        if state is NoticeState.IN_REVIEW:
            kept = changed_since(files, papers.placed(notice_id))
        for path in files.values():
            if path not in kept:
                remove(path)
    return Moved(notice_id=notice_id, state=NoticeState.CLOSED, page=page, kept=kept)


def changed_since(files: Mapping[Form, Path], hashes: Mapping[str, str]) -> tuple[Path, ...]:
    """The files that are no longer what they were when the document went into review."""
    now = hashes_of({form: bytes_of(path) for form, path in files.items()})
    return tuple(path for form, path in files.items() if now[form.value] != hashes.get(form.value))


def required(reason: str) -> str:
    """``reason`` in one line.

    Raises:
        PaperError: there is none.
    """
    told = " ".join(reason.split())
    if not told:
        raise PaperError("没有写明理由，请用 --reason 写明")
    return told


def _ready(desk: PaperDesk, notice_id: int, state: NoticeState, by: str) -> NoticeRow:
    named(by)
    row = desk.ledger.papers.one(notice_id)
    desk.ledger.papers.require_step(notice_id, state)
    return row


@dataclass(frozen=True, slots=True)
class _Step:
    state: NoticeState
    by: str
    reason: str | None = None


def _move(
    desk: PaperDesk, row: NoticeRow, files: dict[Form, Path], target: Path, step: _Step
) -> Moved:
    """Copy the files, write the step down, remove what was copied."""
    bodies = {form: bytes_of(path) for form, path in files.items()}
    if step.state is NoticeState.IN_REVIEW:
        bodies[Form.HTML] = desk.page(row)
    for form, body in bodies.items():
        write_bytes(target.with_suffix(f".{form.value}"), body)
    desk.ledger.papers.move(
        row.notice_id,
        step.state,
        moved_by=step.by,
        moved_at=desk.clock.now(),
        reason=step.reason,
        placed=Placed(path=desk.kept(target), sha256_by_form=hashes_of(bodies)),
    )
    remove_copied(files, bodies)
    return Moved(notice_id=row.notice_id, state=step.state, page=target)
