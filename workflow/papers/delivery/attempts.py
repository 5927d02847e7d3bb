"""The attempts to deliver (投递经过) as the ledger tells them, and those that never ended.

Before an attempt the log says that it begins, afterwards a row says what became of it. Where the
row is missing, the program died in between: nobody knows whether the document arrived.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from config.clock import SHANGHAI, Clock
from delivery.model import Attempt, Channel, Parcel
from ledger.said import Delivery, DeliveryOutcome, NoticeState
from ledger.store import Ledger
from workflow.papers.delivery.channels import WAYS

_BEGUN = "开始投递"
_BROKEN_OFF = "投递中途被终止，对方可能已经收到"
_ASK = "请先向对方核实，确认没有收到、需要重发的，加 --again"

_Receiver = tuple[int, str, str]


def may_have_arrived(attempt: Delivery) -> bool:
    """Whether nobody knows what became of it: a failure beside the mark it can be looked for by."""
    return attempt.outcome is DeliveryOutcome.FAILED and attempt.receipt is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """An attempt that began; ``reference`` is the mark that it carried."""

    number: int
    reference: str
    by: str
    at: datetime


class Attempts:
    """The attempts of one batch; every one is written down for ``operator``."""

    def __init__(self, ledger: Ledger, clock: Clock, operator: str) -> None:
        """Looks at what began before."""
        self._ledger = ledger
        self._papers = ledger.papers
        self._clock = clock
        self._operator = operator
        self._begun = _begun_before(ledger)

    def begin(self, parcel: Parcel, channel: Channel) -> Attempt:
        """Say in the log that an attempt begins, before anything leaves the house."""
        number = len(self._former(parcel, channel, with_dry=True)) + 1
        attempt = Attempt(number=number, at=self._clock.now())
        self._ledger.events.append(
            kind=_BEGUN,
            actor=self._operator,
            at=attempt.at,
            content={
                "notice_id": parcel.notice_id,
                "channel": channel.name,
                "target": channel.target,
                "attempt": attempt.number,
                "reference": channel.reference(parcel, attempt),
                "files": "、".join(f"{file.name} {file.sha256}" for file in parcel.files),
            },
        )
        return attempt

    def end(
        self,
        parcel: Parcel,
        channel: Channel,
        outcome: DeliveryOutcome,
        *,
        reason: str | None = None,
        receipt: str | None = None,
    ) -> Delivery:
        """Write down what became of an attempt.

        The first that brings the files there takes the document to 已送达.
        """
        kept = self._papers.record_delivery(
            Delivery(
                notice_id=parcel.notice_id,
                channel=channel.name,
                target=channel.target,
                outcome=outcome,
                sha256=parcel.sha256,
                attempted_by=self._operator,
                attempted_at=self._clock.now(),
                reason=reason,
                receipt=receipt,
            )
        )
        self._note_arrival(parcel, channel)
        return kept

    def objection(self, parcel: Parcel, channel: Channel) -> str | None:
        """Why it is not to be sent there: it arrived before, or may have."""
        self._settle(parcel, channel)
        self._note_arrival(parcel, channel)
        former = self._former(parcel, channel)
        arrived = [one for one in former if one.outcome is DeliveryOutcome.DELIVERED]
        if arrived:
            return f"{_moment(arrived[-1])}已投递过，没有重复投递；确需重发的，加 --again"
        unknown = [one for one in former if may_have_arrived(one)]
        if unknown:
            last = unknown[-1]
            return f"{_moment(last)}的投递结果不明（{last.reason}；编号 {last.receipt}）：{_ASK}"
        return None

    def _former(
        self, parcel: Parcel, channel: Channel, *, with_dry: bool = False
    ) -> tuple[Delivery, ...]:
        """The attempts that the ledger knows to this receiver."""
        return tuple(
            one
            for one in self._papers.deliveries(parcel.notice_id)
            if (one.channel, one.target) == (channel.name, channel.target)
            and (with_dry or one.outcome is not DeliveryOutcome.DRY_RUN)
        )

    def _settle(self, parcel: Parcel, channel: Channel) -> None:
        """Write down an attempt that began before this batch and never ended."""
        begun = self._begun.get((parcel.notice_id, channel.name, channel.target))
        numbers = [one.attempt for one in self._former(parcel, channel)]
        if begun is None or begun.number <= max(numbers, default=0):
            return
        self._papers.record_delivery(
            Delivery(
                notice_id=parcel.notice_id,
                channel=channel.name,
                target=channel.target,
                outcome=DeliveryOutcome.FAILED,
                sha256=parcel.sha256,
                attempted_by=begun.by,
                attempted_at=begun.at,
                reason=_BROKEN_OFF,
                receipt=begun.reference,
            )
        )

    def _note_arrival(self, parcel: Parcel, channel: Channel) -> None:
        """Take the document to 已送达 where its files arrived, if that is not said yet."""
        arrived = [
            one for one in self._former(parcel, channel) if one.outcome is DeliveryOutcome.DELIVERED
        ]
        is_released = self._papers.state(parcel.notice_id) is NoticeState.RELEASED
        if arrived and channel.carries_files and is_released:
            self._papers.move(
                parcel.notice_id,
                NoticeState.DELIVERED,
                moved_by=self._operator,
                moved_at=self._clock.now(),
                reason=f"{WAYS[channel.name]}：{channel.target}",
            )


def _begun_before(ledger: Ledger) -> Mapping[_Receiver, _Begun]:
    """The last attempt that began for each document, channel and receiver."""
    begun: dict[_Receiver, _Begun] = {}
    for event in ledger.events.all(_BEGUN):
        told = json.loads(event.content)
        receiver = (int(told["notice_id"]), str(told["channel"]), str(told["target"]))
        begun[receiver] = _Begun(
            number=int(told["attempt"]),
            reference=str(told["reference"]),
            by=event.actor,
            at=event.at,
        )
    return begun


def _moment(attempt: Delivery) -> str:
    return f"{attempt.attempted_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} "
