"""All that the page of one document shows, read from the ledger and its files."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

from config.clock import local_date
from desk.paper_files import PaperFile, files_of
from desk.paper_history import Happened, history_of
from desk.paper_list import corrected_by, days_left
from ledger.examination import open_to_read
from ledger.model import Decision, NoticeRow, Verdict
from ledger.said import NoticeItem, NoticeState
from workflow.papers.release.numbers import NUMBERED, next_number
from workflow.papers.release.paper_desk import PaperDesk, addressee
from workflow.papers.release.releasing import waiting_for
from workflow.papers.release.still_true import no_longer_true
from workflow.telling import is_decided

_OPEN = (NoticeState.DRAFT, NoticeState.IN_REVIEW)
_OUT = (NoticeState.RELEASED, NoticeState.DELIVERED, NoticeState.REPLIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A problem that a document lists; ``verdict`` is what a person decided on just this."""

    number: int
    item: NoticeItem
    is_waiting: bool
    verdict: Verdict | None
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """One document as the desk shows it.

    ``changes`` is what no longer holds of it, ``stamp`` what a form made from it carries, and
    ``steps`` the names of what may be done with it now.
    """

    row: NoticeRow
    agency_name: str
    state: NoticeState
    number: str | None
    released_at: datetime | None
    items: tuple[ItemView, ...]
    files: tuple[PaperFile, ...]
    history: tuple[Happened, ...]
    changes: tuple[str, ...]
    proposed_number: str | None
    today: date
    days_left: int | None
    corrected_by: tuple[int, ...]
    steps: frozenset[str]
    stamp: str

    @property
    def is_frozen(self) -> bool:
        """Whether it was released."""
        return self.released_at is not None

    @property
    def page(self) -> PaperFile:
        """Its page."""
        return self.files[0]

    @property
    def waiting(self) -> int:
        """How many of its items a person has yet to confirm."""
        return sum(item.is_waiting for item in self.items)

    @property
    def is_numbered(self) -> bool:
        """Whether it leaves the house under a number."""
        return self.row.kind in NUMBERED


def paper_view(desk: PaperDesk, notice_id: int) -> PaperView:
    """The document with this key.

    Raises:
        DubanError: there is none, or the ledger cannot be read.
    """
    papers = desk.ledger.papers
    row, state = papers.one(notice_id), papers.state(notice_id)
    release = next((s for s in papers.steps(notice_id) if s.state is NoticeState.RELEASED), None)
    items, today = papers.items(notice_id), local_date(desk.clock.now())
    waiting = {item.fingerprint for item in waiting_for(desk, items)} if state in _OPEN else set()
    history = history_of(desk.ledger, notice_id, items)
    with closing(open_to_read(desk.config.ledger_path)) as connection:
        later = corrected_by(connection, notice_id)
    return PaperView(
        row=row,
        agency_name=addressee(desk.ledger, row),
        state=state,
        number=release.number if release else None,
        released_at=release.moved_at if release else None,
        items=tuple(
            _item(desk, place, item, is_waiting=item.fingerprint in waiting)
            for place, item in enumerate(items, start=1)
        ),
        files=files_of(desk, row, state),
        history=history,
        changes=no_longer_true(desk, row) if state in _OPEN else (),
        proposed_number=_proposed(desk, row, today),
        today=today,
        days_left=days_left(state, row.reply_due, today),
        corrected_by=later,
        steps=_steps(state, has_items=bool(items), was_released=release is not None),
        stamp=stamp_of(row, state, history),
    )


def stamp_of(row: NoticeRow, state: NoticeState, history: tuple[Happened, ...]) -> str:
    """What changes whenever anything happens with a document."""
    return f"{state.value}.{row.sha256}.{len(history)}"


def _item(desk: PaperDesk, number: int, item: NoticeItem, *, is_waiting: bool) -> ItemView:
    decision = next(reversed(desk.ledger.decisions_of(item.fingerprint)), None)
    verdicts = (
        verdict
        for verdict in Verdict
        if is_decided(decision, verdict, item.rule_version, item.message, item.evidence)
    )
    return ItemView(
        number=number,
        item=item,
        is_waiting=is_waiting,
        verdict=next(verdicts, None),
        decision=decision,
    )


def _proposed(desk: PaperDesk, row: NoticeRow, today: date) -> str | None:
    pattern = desk.config.notices.number_pattern
    if pattern is None or row.kind not in NUMBERED:
        return None
    return next_number(pattern, today.year, desk.ledger.papers.numbers())


def _steps(state: NoticeState, *, has_items: bool, was_released: bool) -> frozenset[str]:
    """What may be done now; a further delivery or reply moves nothing, and is written down."""
    possible = {
        "submit": state.may_become(NoticeState.IN_REVIEW),
        "return": state.may_become(NoticeState.DRAFT),
        "release": state.may_become(NoticeState.RELEASED),
        "close": state.may_become(NoticeState.CLOSED),
        "decide": state in _OPEN and has_items,
        "deliver": state in _OUT,
        "reply": state in _OUT,
        "correct": was_released,
    }
    return frozenset(name for name, is_possible in possible.items() if is_possible)
