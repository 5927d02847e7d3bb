"""What documents and the board say, ready for templates: no template decides anything."""

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
    """One line of the issue list (问题清单) or one piece of advice.

    ``message`` holds the working. ``is_awaiting`` marks what a person has yet to confirm before
    the document may be released; ``note`` is what else is to be told of it.
    """

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
    is_awaiting: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A rule that could not be judged, and why: told to the agency as ours, never as its fault."""

    rule_code: str
    rule_title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyCheck:
    """How many rules of a family were looked at, and how many of them the report keeps."""

    label: str
    checked: int
    conforming: int


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
class ReportPaperView:
    """What a document to one agency on its report needs, whatever it says of the report.

    ``is_between_equals`` makes it a 函, where the agency is not subordinate to the office.
    ``reply_due_date`` is ``None`` where the calendar of working days is not published.
    ``most_shown`` is how many places of one problem the issue list names, ``caution`` what the
    officer should know before release.
    """

    agency_id: str
    agency_name: str
    year: int
    issuing_office: str
    office_contact: str
    is_between_equals: bool
    checked_date: date
    reply_due_date: date | None
    reply_workdays: int
    report_title: str | None
    report_url: str | None
    most_shown: int = 12
    caution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView(ReportPaperView):
    """The notice to one agency on one year's report (整改通知 or 函, 代拟稿).

    ``problems`` are errors and warnings, the gravest first; ``advice`` stands apart and is not
    counted. ``format_document`` is the number of the edition's document. ``checks`` leaves out
    what the office held nothing to check by, which ``not_held_count`` counts; ``unchecked`` is
    what could not be read or judged.
    """

    claimed_date: date | None
    claimed_basis: str | None
    format_document: str | None
    problems: tuple[NoticeItem, ...]
    advice: tuple[NoticeItem, ...]
    checks: tuple[FamilyCheck, ...]
    not_applicable_count: int
    not_held_count: int
    unchecked: tuple[Unchecked, ...]
    proofs: tuple[CaptureProof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckedItem:
    """A problem that a released document listed, as it now stands; ``note`` says when or why."""

    item: NoticeItem
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBefore:
    """The released document that a recheck follows: ``number`` is its 文号, where it has one."""

    title: str
    number: str | None
    released_date: date
    problem_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckView(ReportPaperView):
    """What became of the problems of a released notice (复查结果, 代拟稿).

    Each listed problem stands in one part: ``corrected`` was seen corrected, ``still_open`` not,
    ``to_explain`` is past and can only be explained, and no explanation came in; ``explained``
    is past and explained; ``disputed`` is objected to and not decided on; ``gone`` lay in a report
    that is no longer there; ``lifted`` is no longer asked for, by the office's own doing;
    ``unchecked`` could not be looked at again, which is ours. ``found`` was found since.
    """

    told_before: ToldBefore
    corrected: tuple[RecheckedItem, ...] = ()
    still_open: tuple[RecheckedItem, ...] = ()
    to_explain: tuple[RecheckedItem, ...] = ()
    explained: tuple[RecheckedItem, ...] = ()
    disputed: tuple[RecheckedItem, ...] = ()
    gone: tuple[RecheckedItem, ...] = ()
    lifted: tuple[RecheckedItem, ...] = ()
    unchecked: tuple[RecheckedItem, ...] = ()
    found: tuple[NoticeItem, ...] = ()
    proofs: tuple[CaptureProof, ...] = ()


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
