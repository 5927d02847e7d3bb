"""Sends released documents (投递): each attempt is in the ledger, and nothing goes out twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from config.clock import Clock
from config.errors import DubanError
from config.settings import Config
from delivery.errors import DeliveryError, LaterError, UncertainError
from delivery.model import Channel, Parcel, waits
from ledger.said import Delivery, DeliveryOutcome
from ledger.store import Ledger
from registry.model import Registry
from workflow.lock import sole_delivery
from workflow.papers.delivery.attempts import Attempts
from workflow.papers.delivery.channels import WAYS, Order, channels_for
from workflow.papers.delivery.parcels import Parcels
from workflow.papers.release.paper_desk import PaperDesk, PaperError
from workflow.progress import Progress, working

_KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one document and one receiver.

    ``outcome`` is ``None`` where nothing was tried; ``told`` says all in Chinese.
    """

    notice_id: int
    way: str | None
    target: str | None
    outcome: DeliveryOutcome | None
    told: str

    @property
    def is_well(self) -> bool:
        """Whether it was taken, or would have been sent."""
        return self.outcome in (DeliveryOutcome.DELIVERED, DeliveryOutcome.DRY_RUN)

    @property
    def label(self) -> str:
        """The Chinese word for what became of it."""
        return "未投递" if self.outcome is None else self.outcome.label


@contextmanager
def delivery_desk(config: Config, clock: Clock) -> Iterator[PaperDesk]:
    """Open the ledger and hold what goes out.

    Raises:
        DubanError: there is no ledger yet.
        BusyError: another delivery is under way.
    """
    if not config.ledger_path.is_file():
        raise PaperError(f"还没有台账（{config.ledger_path}）；先运行 duban run")
    with sole_delivery(config.data_dir), Ledger.open(config.ledger_path) as ledger:
        yield PaperDesk(config=config, clock=clock, ledger=ledger)


def send_papers(
    desk: PaperDesk,
    registry: Registry,
    order: Order,
    environ: Mapping[str, str],
    progress: Progress,
    wait: Callable[[float], None] = time.sleep,
) -> tuple[Sent, ...]:
    """Send the documents of ``order``; one that fails does not stop the others.

    ``environ`` holds passwords and keys, ``wait`` lets seconds pass between tries.

    Raises:
        DubanError: the order as a whole is wrong, or the ledger cannot be written.
    """
    order.require_sound(desk.config)
    parcels = Parcels(desk)
    sending = _Sending(desk, order, wait)
    sent: list[Sent] = []
    notice_ids = tuple(dict.fromkeys(order.notice_ids))
    with working(progress, len(notice_ids), "投递"):
        for notice_id in notice_ids:
            try:
                released = parcels.released(notice_id)
                channels = channels_for(desk.config, registry, released.row, order, environ)
            except DubanError as error:
                done = [_not_tried(notice_id, str(error))]
            else:
                done = [sending.send(released.parcel, channel) for channel in channels]
            sent += done
            labels = dict.fromkeys(one.label for one in done)
            progress.advanced(f"第 {notice_id} 号文书：{'、'.join(labels)}")
    return tuple(sent)


class _Sending:
    """One call: who asks for what, and how patient it still is with servers that are silent."""

    def __init__(self, desk: PaperDesk, order: Order, wait: Callable[[float], None]) -> None:
        self._settings = desk.config.delivery
        self._is_dry = order.is_dry or not self._settings.is_live
        self._is_again = order.is_again
        self._attempts = Attempts(desk.ledger, desk.clock, order.operator)
        self._wait = wait
        self._tries = self._settings.tries

    def send(self, parcel: Parcel, channel: Channel) -> Sent:
        """Send one document over one channel, where nothing speaks against it."""
        objection = self._attempts.objection(parcel, channel)
        if objection and not self._is_again:
            return _not_tried(parcel.notice_id, objection, channel)
        try:
            channel.check(parcel)
        except DeliveryError as error:
            return _not_tried(parcel.notice_id, str(error), channel)
        if self._is_dry:
            kept = self._attempts.end(parcel, channel, DeliveryOutcome.DRY_RUN)
        else:
            kept = self._try(parcel, channel)
        return _sent(parcel, channel, kept)

    def _try(self, parcel: Parcel, channel: Channel) -> Delivery:
        """Try until it is taken, refused for good or unknown, or patience ends."""
        pauses = waits(self._settings.retry_seconds, self._tries)
        while True:
            attempt = self._attempts.begin(parcel, channel)
            try:
                receipt = channel.send(parcel, attempt)
            except DeliveryError as error:
                is_unknown = isinstance(error, UncertainError)
                kept = self._attempts.end(
                    parcel,
                    channel,
                    DeliveryOutcome.FAILED,
                    reason=str(error),
                    receipt=channel.reference(parcel, attempt) if is_unknown else None,
                )
                if not isinstance(error, LaterError):
                    return kept
            else:
                self._tries = self._settings.tries
                outcome = DeliveryOutcome.DELIVERED
                return self._attempts.end(parcel, channel, outcome, receipt=receipt)
            pause = next(pauses, None)
            if pause is None:
                # The other side is silent: the next documents are not to wait as long again.
                self._tries = 1
                return kept
            self._wait(pause)


def _not_tried(notice_id: int, why: str, channel: Channel | None = None) -> Sent:
    return Sent(
        notice_id=notice_id,
        way=channel.name if channel else None,
        target=channel.target if channel else None,
        outcome=None,
        told=why,
    )


def _sent(parcel: Parcel, channel: Channel, kept: Delivery) -> Sent:
    if kept.outcome is DeliveryOutcome.DELIVERED:
        told = f"第 {kept.attempt} 次，回执：{kept.receipt}"
    elif kept.outcome is DeliveryOutcome.FAILED:
        told = f"第 {kept.attempt} 次，{kept.reason}"
    else:
        files = "、".join(f"{f.name}（{-(-len(f.content) // _KIB)} KB）" for f in parcel.files)
        carried = f"附件：{files}" if channel.carries_files else f"消息：{parcel.short}"
        told = f"《{parcel.title}》将以{WAYS[channel.name]}送往 {channel.target}，{carried}"
    return Sent(
        notice_id=parcel.notice_id,
        way=channel.name,
        target=channel.target,
        outcome=kept.outcome,
        told=told,
    )
