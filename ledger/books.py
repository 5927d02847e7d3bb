"""The books of the ledger that hold what people say and send; reached through ``Ledger``."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ledger import absences, answers, events, notice_files, notice_list, notices, waivers
from ledger.chain import Plain
from ledger.model import NoticeRow
from ledger.said import (
    Absence,
    AbsenceEnd,
    Delivery,
    Event,
    Issue,
    NoticeFile,
    NoticeItem,
    NoticeState,
    NoticeStep,
    Placed,
    Reply,
    Waiver,
    WaiverEnd,
)


@dataclass(frozen=True, slots=True)
class EventLog:
    """The log of what people and jobs did (操作记录)."""

    connection: sqlite3.Connection

    def all(self, kind: str | None = None) -> tuple[Event, ...]:
        """Every event, the earliest first; with ``kind`` only those of this kind."""
        return tuple(events.all_events(self.connection, kind))

    def append(self, *, kind: str, actor: str, at: datetime, content: Mapping[str, Plain]) -> None:
        """Write down what was done, where no row of another book says it.

        Raises:
            LedgerError: nobody is named.
        """
        events.append(self.connection, kind=kind, actor=actor, at=at, content=content)

    def verify(self, noted_head: str | None = None) -> events.CheckedLog:
        """Whether the chain is whole and says what the other books say."""
        return events.verify(self.connection, noted_head)


@dataclass(frozen=True, slots=True)
class Waivers:
    """What is not to be told for a time (豁免)."""

    connection: sqlite3.Connection

    def add(self, waiver: Waiver) -> Waiver:
        """Keep a waiver; it comes back with its key.

        Raises:
            LedgerError: nobody is named, no reason is given, it would end before it begins, or
                its scope leaves more than one of rule, agency and year open.
        """
        return waivers.add(self.connection, waiver)

    def end(self, waiver_id: int, ended: WaiverEnd) -> None:
        """End a waiver before its time.

        Raises:
            LedgerError: it is unknown or ended already, or nobody or no reason is given.
        """
        waivers.end(self.connection, waiver_id, ended)

    def all(self) -> tuple[Waiver, ...]:
        """Every waiver, the earliest first."""
        return waivers.all_waivers(self.connection)

    def in_force(self, day: date) -> tuple[Waiver, ...]:
        """The waivers that hold on ``day``."""
        return waivers.in_force(self.connection, day)

    def hidden_on(self, day: date) -> tuple[waivers.Hidden, ...]:
        """What the waivers in force on ``day`` keep out of documents."""
        return waivers.hidden_by(self.connection, day)


@dataclass(frozen=True, slots=True)
class Absences:
    """Who has not published, as persons confirmed (未公布)."""

    connection: sqlite3.Connection

    def confirm(self, absence: Absence) -> Absence:
        """Keep a confirmation; it comes back with its key.

        Raises:
            LedgerError: nobody is named, no reason is given, or one is in force already.
        """
        return absences.confirm(self.connection, absence)

    def withdraw(self, agency_id: str, year: int, end: AbsenceEnd) -> Absence:
        """Take back the last confirmation for the agency and year.

        Raises:
            LedgerError: there is none that is not taken back, or nobody or no reason is given.
        """
        return absences.withdraw(self.connection, agency_id, year, end)

    def of(self, agency_id: str, year: int) -> tuple[Absence, ...]:
        """Every confirmation for the agency and year, the earliest first."""
        return absences.of(self.connection, agency_id, year)

    def in_force(self, year: int) -> Mapping[str, Absence]:
        """The confirmations for the year that stand now, by agency: not taken back, not lapsed."""
        return absences.in_force(self.connection, year)


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents on their way to agencies (文书), and what came back."""

    connection: sqlite3.Connection

    def draft(self, notice: NoticeRow, items: Sequence[NoticeItem] = ()) -> int:
        """Keep that a draft was written, and what it lists; its key.

        Raises:
            LedgerError: the document it corrects was never released.
        """
        return notices.record_notice(self.connection, notice, items)

    def of_year(self, year: int) -> tuple[NoticeRow, ...]:
        """All documents for the year, the oldest first."""
        return notices.notices_of(self.connection, year)

    def one(self, notice_id: int) -> NoticeRow:
        """The document with this key.

        Raises:
            LedgerError: there is none.
        """
        return notices.one_notice(self.connection, notice_id)

    def listed(self, query: notice_list.NoticeQuery) -> tuple[notice_list.ListedNotice, ...]:
        """The documents asked for with how far they have come, in the order of their keys."""
        return notice_list.list_notices(self.connection, query)

    def items(self, notice_id: int) -> tuple[NoticeItem, ...]:
        """What a document lists, in its order."""
        return notices.items_of(self.connection, notice_id)

    def move(
        self,
        notice_id: int,
        state: NoticeState,
        *,
        moved_by: str,
        moved_at: datetime,
        number: str | None = None,
        reason: str | None = None,
        placed: Placed | None = None,
    ) -> NoticeStep:
        """Take a document one step on; ``number`` is the 文号, given at release alone.

        ``placed`` is where its files lie from now on, if that changes.

        Raises:
            LedgerError: there is no such document, the step does not follow, the number is taken,
                or nobody is named.
        """
        return notices.move(
            self.connection,
            notice_id,
            state,
            moved_by=moved_by,
            moved_at=moved_at,
            number=number,
            reason=reason,
            placed=placed,
        )

    def release(
        self,
        notice_id: int,
        issue: Issue,
        *,
        moved_by: str,
        moved_at: datetime,
        reason: str | None = None,
    ) -> NoticeStep:
        """Freeze a document in review with its files; the one that it corrects is closed.

        Raises:
            LedgerError: there is no such document, it is not in review, the number is taken, or
                nobody is named.
        """
        return notices.release(
            self.connection, notice_id, issue, moved_by=moved_by, moved_at=moved_at, reason=reason
        )

    def require_step(self, notice_id: int, state: NoticeState) -> None:
        """Make sure that the next step of a document may be ``state``.

        Raises:
            LedgerError: it may not; the message says what may be done.
        """
        notices.require_step(self.connection, notice_id, state)

    def require_free(self, number: str) -> None:
        """Make sure that no document was released under this 文号.

        Raises:
            LedgerError: one was.
        """
        notices.require_free(self.connection, number)

    def placed(self, notice_id: int) -> Mapping[str, str]:
        """The hash of each file, by its form, as they were when they were last moved."""
        return notice_files.placed(self.connection, notice_id)

    def numbers(self) -> tuple[str, ...]:
        """Every 文号 ever given, in the order of the releases."""
        return notices.numbers_given(self.connection)

    def files(self, notice_id: int) -> tuple[NoticeFile, ...]:
        """The files that were frozen with a document, the page first; none before its release."""
        return notice_files.files_of(self.connection, notice_id)

    def state(self, notice_id: int) -> NoticeState:
        """How far a document has come."""
        return notices.state_of(self.connection, notice_id)

    def steps(self, notice_id: int) -> tuple[NoticeStep, ...]:
        """The steps of a document, the earliest first; none while it is the first draft."""
        return notices.steps_of(self.connection, notice_id)

    def record_reply(self, reply: Reply) -> int:
        """Keep what an agency answered; its key.

        Raises:
            LedgerError: the document was not released, or nobody is named.
        """
        return answers.record_reply(self.connection, reply)

    def replies(self, notice_id: int) -> tuple[Reply, ...]:
        """The replies to a document, in the order in which they were entered."""
        return answers.replies_to(self.connection, notice_id)

    def record_delivery(self, delivery: Delivery) -> Delivery:
        """Keep one attempt to deliver; it comes back with its number among those to the target.

        Raises:
            LedgerError: the document was not released, or nobody is named.
        """
        return answers.record_delivery(self.connection, delivery)

    def deliveries(self, notice_id: int) -> tuple[Delivery, ...]:
        """The attempts to deliver a document, the earliest first."""
        return answers.deliveries_of(self.connection, notice_id)
