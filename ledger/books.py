"""The books of the ledger that hold what people say and send; reached through ``Ledger``."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ledger import answers, events, notices, waivers
from ledger.chain import Plain
from ledger.model import NoticeRow
from ledger.said import (
    Delivery,
    Event,
    NoticeItem,
    NoticeState,
    NoticeStep,
    Reply,
    Waiver,
    WaiverEnd,
)


@dataclass(frozen=True, slots=True)
class EventLog:
    """The log of what people and jobs did (操作记录)."""

    connection: sqlite3.Connection

    def all(self) -> tuple[Event, ...]:
        """Every event, the earliest first."""
        return tuple(events.all_events(self.connection))

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
    ) -> NoticeStep:
        """Take a document one step on; ``number`` is the 文号, given at release alone.

        Raises:
            LedgerError: there is no such document, the step does not follow, or nobody is named.
        """
        return notices.move(
            self.connection,
            notice_id,
            state,
            moved_by=moved_by,
            moved_at=moved_at,
            number=number,
            reason=reason,
        )

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
