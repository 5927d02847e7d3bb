"""What people say and send, as values: waivers, documents on their way, replies, deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from audit.model import Evidence, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the log; ``content`` is canonical JSON of the row added, or of what was done.

    ``table`` is empty and ``row_key`` 0 where no row was added.
    """

    event_id: int
    at: datetime
    actor: str
    kind: str
    table: str
    row_key: int
    content: str
    previous_sha256: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverEnd:
    """A waiver that was ended before its time; ``from_date`` is the first day without it."""

    from_date: date
    reason: str
    ended_by: str
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Findings not to be told for a time (豁免).

    ``rule``, ``agency_id`` and ``year`` are its scope, ``None`` for all. Both days belong to it.
    ``waiver_id`` is 0 until it is kept.
    """

    rule: str | None
    agency_id: str | None
    year: int | None
    from_date: date
    until_date: date
    reason: str
    waived_by: str
    waived_at: datetime
    waiver_id: int = 0
    end: WaiverEnd | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        is_ended = self.end is not None and self.end.from_date <= day
        return self.from_date <= day <= self.until_date and not is_ended

    def covers(self, rule: str, agency_id: str, year: int) -> bool:
        """Whether a finding of this rule, agency and year is in its scope."""
        scope = ((self.rule, rule), (self.agency_id, agency_id), (self.year, year))
        return all(own is None or own == asked for own, asked in scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnd:
    """A confirmation that was taken back (撤回)."""

    reason: str
    withdrawn_by: str
    withdrawn_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A person's word that an agency has not published the report of a year (未公布).

    ``run_id`` and ``seen_date`` are those of the last visit that the person had before them,
    ``reason`` what the person looked at. ``absence_id`` is 0 until it is kept.
    """

    agency_id: str
    year: int
    run_id: str
    seen_date: date
    reason: str
    confirmed_by: str
    confirmed_at: datetime
    absence_id: int = 0
    end: AbsenceEnd | None = None

    def holds_at(self, instant: datetime | None) -> bool:
        """Whether it was given and not taken back before ``instant``; ``None`` for now."""
        if instant is None:
            return self.end is None
        is_ended = self.end is not None and self.end.withdrawn_at < instant
        return self.confirmed_at < instant and not is_ended


class NoticeKind(StrEnum):
    """What kind of document it is (文书种类)."""

    NOTICE = "notice"
    REMINDER = "reminder"
    URGING = "urging"
    RECHECK = "recheck"
    CIRCULAR = "circular"
    STATUS_STATEMENT = "status_statement"
    ACCESS_LETTER = "access_letter"
    YEARLY_COMPARISON = "yearly_comparison"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    NoticeKind.NOTICE: "整改通知",
    NoticeKind.REMINDER: "提醒",
    NoticeKind.URGING: "催办",
    NoticeKind.RECHECK: "复查结果",
    NoticeKind.CIRCULAR: "通报",
    NoticeKind.STATUS_STATEMENT: "公布情况说明",
    NoticeKind.ACCESS_LETTER: "访问协调函",
    NoticeKind.YEARLY_COMPARISON: "年度比较报告",
}


class NoticeState(StrEnum):
    """How far a document has come (办理状态); from ``RELEASED`` on it is frozen."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RELEASED = "released"
    DELIVERED = "delivered"
    REPLIED = "replied"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _NOTICE_LABELS[self]

    def may_become(self, state: NoticeState) -> bool:
        """Whether the next step may be ``state``."""
        return state in _NEXT[self]


_NOTICE_LABELS = {
    NoticeState.DRAFT: "代拟稿",
    NoticeState.IN_REVIEW: "审核中",
    NoticeState.RELEASED: "已签发",
    NoticeState.DELIVERED: "已送达",
    NoticeState.REPLIED: "已反馈",
    NoticeState.CLOSED: "已办结",
}

_NEXT = {
    NoticeState.DRAFT: {NoticeState.IN_REVIEW, NoticeState.CLOSED},
    NoticeState.IN_REVIEW: {NoticeState.DRAFT, NoticeState.RELEASED, NoticeState.CLOSED},
    NoticeState.RELEASED: {NoticeState.DELIVERED, NoticeState.REPLIED, NoticeState.CLOSED},
    NoticeState.DELIVERED: {NoticeState.REPLIED, NoticeState.CLOSED},
    NoticeState.REPLIED: {NoticeState.CLOSED},
    NoticeState.CLOSED: set[NoticeState](),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    """A finding as a document tells it."""

    fingerprint: str
    rule: str
    rule_version: int
    severity: Severity
    subject: str
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStep:
    """One step of a document; ``sha256`` is that of its file, ``number`` the 文号."""

    notice_id: int
    state: NoticeState
    sha256: str
    items_sha256: str
    moved_by: str
    moved_at: datetime
    number: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFile:
    """A file of a released document; ``path`` is relative to the folder of reports.

    ``form`` is ``html``, ``docx`` or ``pdf``, ``size`` is in bytes.
    """

    form: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the page of a document lies from now on, and what its files are, by their forms."""

    path: str
    sha256_by_form: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What a release freezes: ``page`` is among ``files``; ``day`` is the date of the document."""

    page: NoticeFile
    files: tuple[NoticeFile, ...]
    day: date
    number: str | None = None
    reply_due: date | None = None


class Answer(StrEnum):
    """What a reply says of a finding."""

    CORRECTED = "corrected"
    DISPUTED = "disputed"
    EXPLAINED = "explained"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"corrected": "已整改", "disputed": "有异议", "explained": "作出说明"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyItem:
    """What a reply says of one finding, in the words of the agency."""

    fingerprint: str
    answer: Answer
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an agency answered (整改反馈); ``sha256`` is that of the paper, where it was kept."""

    notice_id: int
    received_date: date
    words: str
    entered_by: str
    entered_at: datetime
    sha256: str | None = None
    items: tuple[ReplyItem, ...] = ()


class DeliveryOutcome(StrEnum):
    """What became of an attempt to deliver."""

    DELIVERED = "delivered"
    FAILED = "failed"
    DRY_RUN = "dry_run"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"delivered": "已送达", "failed": "失败", "dry_run": "试投"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to deliver a document; the ledger counts ``attempt``, 0 until it is kept."""

    notice_id: int
    channel: str
    target: str
    outcome: DeliveryOutcome
    sha256: str
    attempted_by: str
    attempted_at: datetime
    attempt: int = 0
    reason: str | None = None
    receipt: str | None = None
