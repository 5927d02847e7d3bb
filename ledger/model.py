"""What goes into the ledger and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from archive.model import CaptureRole, DateBasis, Visit
from audit.model import Evidence, Obstacle, Outcome, RuleResult, Severity
from config.settings import AuditSettings
from ledger.finding_state import FindingState
from ledger.said import NoticeKind
from reading.model import FigureState, ReportReading
from registry.model import Registry


class RunJob(StrEnum):
    """What a run did."""

    RUN = "run"
    COLLECT = "collect"
    AUDIT = "audit"


class RunState(StrEnum):
    """Whether a run is whole; only finished ones count."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"running": "进行中", "finished": "完成", "failed": "失败"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a job. ``as_of`` is the day of judgement in Asia/Shanghai."""

    run_id: str
    job: RunJob
    years: tuple[int, ...]
    as_of: date
    started_at: datetime
    finished_at: datetime | None = None
    state: RunState = RunState.RUNNING
    reason: str | None = None


class PublicationState(StrEnum):
    """Where an agency stands for a year, as the board shows it.

    ``NOT_PUBLISHED`` is given by a person only. ``UNKNOWN`` is ours or the access, never counted
    as late.
    """

    ON_TIME = "on_time"
    LATE = "late"
    COLLECTED = "collected"
    ABSENT_UNCONFIRMED = "absent_unconfirmed"
    NOT_PUBLISHED = "not_published"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    PublicationState.ON_TIME: "按时公布",
    PublicationState.LATE: "逾期公布",
    PublicationState.COLLECTED: "已采集",
    PublicationState.ABSENT_UNCONFIRMED: "未见公布（待人工确认）",
    PublicationState.NOT_PUBLISHED: "未公布",
    PublicationState.NOT_DUE: "未到期限",
    PublicationState.UNKNOWN: "无法核实",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationInterval:
    """When a report was published, as far as all visits together can tell.

    ``not_before`` is the day of the last complete visit that did not see it, ``not_after`` the
    day of the first that collected it. ``claimed_date`` is the earliest of the days that the
    portals claim, each place speaking through its most trusted basis; ``claimed_dates`` are all,
    the earliest for each basis.
    """

    not_before: date | None = None
    not_after: date | None = None
    claimed_date: date | None = None
    claimed_basis: DateBasis | None = None
    claimed_dates: Mapping[DateBasis, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """A capture as the ledger keeps it; headers lie in the archive."""

    run_id: str
    capture_id: str
    place_id: str
    role: CaptureRole
    url: str
    final_url: str
    status: int
    requested_at: datetime
    received_at: datetime
    content_type: str | None
    content_encoding: str | None
    sha256: str
    size: int
    derived_from: str | None = None


class SecondSay(StrEnum):
    """What a second reader said of a figure behind an error that stands."""

    SAME = "same"
    ABSTAINED = "abstained"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"same": "与首次识读一致", "abstained": "未能再次识读"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """One agency and year as judged in a run, to be recorded whole.

    ``documents`` are the SHA-256 of the report's documents in order, empty without a report.
    ``reading`` is the reading that was judged, of the document ``judged_sha256`` (of several pages
    the first); ``reader_version`` what made it. ``results`` is
    ``None`` where a failure of ours ended the work: nothing is known, so nothing changes.
    ``second`` is what a second reader said of the figures that it was asked for.
    """

    run_id: str
    agency_id: str
    year: int
    state: PublicationState
    reason: str | None = None
    visit: Visit | None = None
    interval: PublicationInterval
    documents: tuple[str, ...] = ()
    reading: ReportReading | None = None
    reader_version: int = 0
    results: tuple[RuleResult, ...] | None = None
    second: Mapping[str, SecondSay] = field(default_factory=dict)
    judged_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The last known state of an agency for a year, from a finished run.

    ``judged_sha256`` is the document that was judged where the report has several versions.
    """

    run_id: str
    agency_id: str
    agency_name: str
    agency_kind: str
    is_vertical: bool
    year: int
    as_of: date
    state: PublicationState
    reason: str | None
    due_date: date | None
    claimed_date: date | None
    claimed_basis: DateBasis | None
    not_before: date | None
    not_after: date | None
    visit_run_id: str | None
    place_id: str | None
    report_id: int | None
    report_title: str | None
    report_url: str | None
    edition: str | None
    judgement_id: int | None
    judged_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """The outcome of one rule in a judgement; ``obstacle`` as in ``audit.model.RuleResult``.

    A judgement recorded before the obstacle was kept has none.
    """

    rule: str
    version: int
    outcome: Outcome
    severity: Severity
    reason: str | None
    is_shadow: bool = False
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFinding:
    """A finding of one judgement.

    ``paths`` are the figures it rests on, ``second`` what a second reader said of them when it was
    first judged so.
    """

    fingerprint: str
    rule: str
    subject: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    paths: tuple[str, ...] = ()
    second: Mapping[str, SecondSay] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure as recorded; ``value`` keeps the exact number as text."""

    path: str
    state: FigureState
    value: str | None
    printed: str | None
    at: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """A reading as recorded; ``digest`` is over all that was read and the reader's version."""

    reader_version: int
    digest: str
    figures: tuple[FigureRow, ...]


class FindingStatus(StrEnum):
    """Whether a finding still stands as far as it could last be judged."""

    OPEN = "open"
    GONE = "gone"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"open": "存在", "gone": "已消除"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingQuery:
    """Which findings are asked for; ``None`` leaves a field open.

    ``fingerprint`` is how it begins. ``day`` is the day on which waivers are asked for; without
    it the day last judged.
    """

    fingerprint: str | None = None
    agency_id: str | None = None
    year: int | None = None
    rule: str | None = None
    severity: Severity | None = None
    status: FindingStatus | None = None
    is_shadow: bool | None = None
    state: FindingState | None = None
    is_noticed: bool | None = None
    is_disputed: bool | None = None
    is_waived: bool | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding with its life; ``first_seen_date`` and ``last_seen_date`` are days of judgement.

    ``state`` is where it stands in its life. Beside that, it is noticed where a released document
    lists it, disputed where the agency's last answer says so, waived where a waiver covers it.
    """

    fingerprint: str
    rule: str
    rule_version: int
    agency_id: str
    agency_name: str
    year: int
    subject: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    status: FindingStatus
    first_seen_run: str
    first_seen_date: date
    last_seen_run: str
    last_seen_date: date
    is_shadow: bool = False
    state: FindingState = FindingState.NEW
    is_noticed: bool = False
    is_disputed: bool = False
    is_waived: bool = False


class Verdict(StrEnum):
    """What a person decided on a finding (认定)."""

    UPHELD = "upheld"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"upheld": "属实", "rejected": "不属实"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on a finding as ``run_id`` had last found it.

    ``finding_sha256`` (``ledger.identity.finding_sha256``) and ``rule_version`` say on what
    exactly: where either changes, the decision no longer speaks for the finding.
    """

    fingerprint: str
    run_id: str
    rule: str
    rule_version: int
    finding_sha256: str
    verdict: Verdict
    decided_by: str
    decided_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What people made of the findings of one version of a rule."""

    rule: str
    version: int
    findings: int = 0
    upheld: int = 0
    rejected: int = 0

    @property
    def decided(self) -> int:
        """How many have been decided on."""
        return self.upheld + self.rejected

    @property
    def share(self) -> Fraction | None:
        """The share that was upheld, exactly; ``None`` where nothing is decided."""
        return Fraction(self.upheld, self.decided) if self.decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInputs:
    """What a run started from, as far as a judgement depends on it."""

    registry: Registry
    settings: AuditSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A document that was drafted; ``path`` is relative to the folder of reports.

    ``agency_id`` is ``None`` where it speaks of all agencies. ``reply_due`` is the day by which a
    reply is asked, ``supersedes`` the released document it corrects, ``reason`` why it was
    drafted, ``issued_date`` the date that it bears once it is released. ``notice_id`` is 0 until
    it is kept.
    """

    run_id: str
    agency_id: str | None
    year: int
    path: str
    sha256: str
    made_at: datetime
    kind: NoticeKind = NoticeKind.NOTICE
    reply_due: date | None = None
    supersedes: int | None = None
    reason: str | None = None
    issued_date: date | None = None
    notice_id: int = 0
