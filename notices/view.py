"""What a notice and the board say, ready for templates: no template decides anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEvidence:
    """One place of evidence: ``at`` is the locator in the report, ``printed`` what stands there."""

    at: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    """One line of the issue list (问题清单) or one piece of advice."""

    number: int
    family_label: str
    rule_code: str
    rule_title: str
    severity: str
    severity_label: str
    message: str
    evidence: tuple[NoticeEvidence, ...]
    basis: str
    how_to_correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A rule that could not be judged, and why: told to the agency as ours, never as its fault."""

    rule_code: str
    rule_title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureProof:
    """The bytes that the notice rests on.

    ``captured_at`` has a zone, ``sha256`` and ``size`` (bytes) are of the body as served.
    """

    role_label: str
    url: str
    captured_at: datetime
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """The notice to one agency on one year's report (整改通知, 代拟稿).

    ``problems`` are errors and warnings, gravest first within a family; ``advice`` stands apart
    and is not counted.
    ``format_document`` is the number of the edition's document. ``is_between_equals`` makes it a
    函 instead of a 通知.
    """

    agency_id: str
    agency_name: str
    year: int
    issuing_office: str
    office_contact: str
    is_between_equals: bool
    checked_date: date
    reply_due_date: date | None
    reply_due_text: str
    report_title: str | None
    report_url: str | None
    claimed_date: date | None
    claimed_basis: str | None
    format_document: str | None
    problems: tuple[NoticeItem, ...]
    advice: tuple[NoticeItem, ...]
    conforming_count: int
    not_applicable_count: int
    unchecked: tuple[Unchecked, ...]
    proofs: tuple[CaptureProof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One agency on the board.

    ``state`` is one of ``on_time``, ``late``, ``collected`` (no date is owed, or time cannot be
    told), ``absent_unconfirmed``, ``not_published``, ``not_due`` and ``unknown`` (access or ours,
    never counted as late).
    """

    agency_id: str
    agency_name: str
    kind_label: str
    state: str
    state_label: str
    reason: str | None
    due_date: date | None
    claimed_date: date | None
    first_seen_date: date | None
    report_url: str | None
    errors: int
    warnings: int
    advice: int
    undetermined: int
    notice_href: str | None
    letter_href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """The board over all agencies for one year (看板)."""

    office: str
    year: int
    made_at: datetime
    run_ids: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    families: tuple[tuple[str, int], ...]
