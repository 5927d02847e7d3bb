"""What became of the problems of a released document, and the view of the recheck (复查)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from audit.model import Family
from config.clock import local_date
from config.settings import Config
from ledger.finding_state import FindingState
from ledger.model import CaseRow, FindingQuery, FindingRow, JudgedFinding
from ledger.notice_list import ListedNotice
from ledger.publication import has_proved_unseen
from ledger.said import Answer, NoticeItem, NoticeKind, Reply
from ledger.store import Ledger
from notices.papers.issue_list import NOT_TO_BE_CORRECTED
from notices.papers.notice import notice_title
from notices.papers.recheck import recheck_title
from notices.view import NoticeItem as ShownItem
from notices.view import RecheckedItem, RecheckView, ToldBefore
from notices.wording import chinese_date
from spiders.outcome import UNCHANGED
from workflow.papers.views.notice_views import (
    PROBLEMS,
    RULES,
    JudgedRows,
    in_order,
    listed_items,
    proof_of,
    reply_due_of,
    shown_item,
    told_findings,
)
from workflow.workdays import workday_after

_OBJECTIONS = (Answer.DISPUTED, Answer.EXPLAINED)


class Fate(StrEnum):
    """What became of a problem that a released document listed; the value names its part."""

    CORRECTED = "corrected"
    STILL_OPEN = "still_open"
    TO_EXPLAIN = "to_explain"
    EXPLAINED = "explained"
    DISPUTED = "disputed"
    GONE = "gone"
    LIFTED = "lifted"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fated:
    """One listed problem as it now stands; ``item`` holds the words of now where it was found."""

    item: NoticeItem
    fate: Fate
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """All that was listed, and what was found since; ``checked_date`` is the day of the look.

    ``is_new_to_say`` where something changed; ``is_due`` where the term for the reply is over and
    something is still asked for.
    """

    fated: tuple[Fated, ...]
    found: tuple[JudgedFinding, ...]
    is_over: bool
    checked_date: date

    @property
    def is_new_to_say(self) -> bool:
        """Whether something was corrected, lifted, gone or found."""
        changed = (Fate.CORRECTED, Fate.GONE, Fate.LIFTED)
        return bool(self.found) or any(one.fate in changed for one in self.fated)

    @property
    def is_due(self) -> bool:
        """Whether the term is over and something is still asked for."""
        asked = (Fate.STILL_OPEN, Fate.TO_EXPLAIN)
        return self.is_over and any(one.fate in asked for one in self.fated)

    def of(self, fate: Fate) -> tuple[Fated, ...]:
        """The problems with this fate, in their order."""
        return tuple(one for one in self.fated if one.fate is fate)

    def reason(self) -> str:
        """Why it is told, in one line."""
        told = "，".join(
            f"{label}{count}项"
            for label, count in (
                ("已整改", len(self.of(Fate.CORRECTED))),
                ("年报已撤下", len(self.of(Fate.GONE))),
                ("不再要求整改", len(self.of(Fate.LIFTED))),
                ("新发现", len(self.found)),
            )
            if count
        )
        over = "反馈时限已过" if self.is_over else ""
        return "；".join(filter(None, (told, over)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the ledger knows of the problems of one agency and year.

    ``told`` and ``judged`` are what the last judgement may tell of and what it found at all;
    ``replies`` the answers to all released documents, ``ever_listed`` what these listed.
    ``looked_at`` is when the report was last taken anew since the release; ``None`` where it was
    not: then nothing is known of a correction.
    """

    told: Mapping[str, JudgedFinding]
    judged: frozenset[str]
    looked_at: datetime | None
    findings: Mapping[str, FindingRow]
    replies: tuple[Reply, ...] = field(default=())
    ever_listed: frozenset[str] = frozenset()


def rechecked(
    ledger: Ledger, rows: JudgedRows, released: tuple[ListedNotice, ...], today: date, workdays: int
) -> Rechecked:
    """How the problems of the last of ``released`` stand, and what was found since it.

    ``workdays`` is the term for a reply where the document names no day.
    """
    last = released[-1]
    known = _known(ledger, rows, released, today)
    items = ledger.papers.items(last.row.notice_id)
    listed = in_order(item for item in items if item.severity in PROBLEMS)
    fingerprints = {item.fingerprint for item in listed}
    found = (
        finding
        for finding in known.told.values()
        if finding.fingerprint not in fingerprints
        # What is past was told once and for all.
        and not (finding.rule in NOT_TO_BE_CORRECTED and finding.fingerprint in known.ever_listed)
    )
    return Rechecked(
        fated=tuple(_fated(ledger, rows, item, known) for item in listed),
        found=tuple(found),
        is_over=_is_over(last, today, workdays),
        checked_date=local_date(known.looked_at) if known.looked_at else rows.case.as_of,
    )


def recheck_view(
    rows: JudgedRows, last: ListedNotice, result: Rechecked, config: Config
) -> RecheckView:
    """The view of the recheck that follows the released document ``last``."""
    case, office = rows.case, config.office
    asked = (*result.of(Fate.STILL_OPEN), *result.of(Fate.TO_EXPLAIN))
    numbers = {one.item.fingerprint: place for place, one in enumerate(asked, start=1)}

    def told(fate: Fate) -> tuple[RecheckedItem, ...]:
        return tuple(_shown(rows, one, numbers) for one in result.of(fate))

    return RecheckView(
        agency_id=case.agency_id,
        agency_name=case.agency_name,
        year=case.year,
        issuing_office=office.name,
        office_contact=office.contact,
        is_between_equals=rows.is_between_equals,
        checked_date=result.checked_date,
        reply_due_date=reply_due_of(rows, config),
        reply_workdays=office.correction_workdays,
        report_title=case.report_title,
        report_url=case.report_url,
        told_before=_told_before(rows, last, len(result.fated)),
        corrected=told(Fate.CORRECTED),
        still_open=told(Fate.STILL_OPEN),
        to_explain=told(Fate.TO_EXPLAIN),
        explained=told(Fate.EXPLAINED),
        disputed=told(Fate.DISPUTED),
        gone=told(Fate.GONE),
        lifted=told(Fate.LIFTED),
        unchecked=told(Fate.UNCHECKED),
        found=tuple(
            shown_item(finding, number, is_awaiting=finding.fingerprint in rows.awaiting)
            for number, finding in enumerate(result.found, start=len(asked) + 1)
        ),
        proofs=tuple(proof_of(capture) for capture in rows.documents),
        most_shown=config.notices.most_shown,
        caution=rows.caution,
    )


def recheck_items(rows: JudgedRows, result: Rechecked) -> tuple[NoticeItem, ...]:
    """What the recheck goes on listing: first what it numbers, then what else is not settled."""
    numbered = (*result.of(Fate.STILL_OPEN), *result.of(Fate.TO_EXPLAIN))
    waiting = (*result.of(Fate.DISPUTED), *result.of(Fate.UNCHECKED))
    return (
        *(one.item for one in numbered),
        *listed_items(rows, result.found),
        *(one.item for one in waiting),
    )


def _known(
    ledger: Ledger, rows: JudgedRows, released: tuple[ListedNotice, ...], today: date
) -> _Known:
    case, papers = rows.case, ledger.papers
    told = told_findings(rows, PROBLEMS) if rows.is_tellable else ()
    judgement = case.judgement_id if rows.is_tellable else None
    query = FindingQuery(agency_id=case.agency_id, year=case.year, day=today)
    return _Known(
        told={finding.fingerprint: finding for finding in told},
        judged=frozenset(
            finding.fingerprint
            for finding in (ledger.findings_of(judgement) if judgement is not None else ())
        ),
        findings={finding.fingerprint: finding for finding in ledger.findings(query)},
        looked_at=_looked_at(ledger, case, released[-1]),
        replies=tuple(r for one in released for r in papers.replies(one.row.notice_id)),
        ever_listed=frozenset(
            item.fingerprint for one in released for item in papers.items(one.row.notice_id)
        ),
    )


def _fated(ledger: Ledger, rows: JudgedRows, item: NoticeItem, known: _Known) -> Fated:
    """What became of one problem; what could not be looked at again is ours."""
    now = known.told.get(item.fingerprint)
    if now is not None:
        (listed,) = listed_items(rows, (now,))
        return _standing(ledger, listed, known)
    finding = known.findings.get(item.fingerprint)
    if finding is None or item.rule not in RULES:
        return Fated(item=item, fate=Fate.LIFTED, note="该项规则已停用，我单位撤回该项认定")
    fate, note = _ended(finding, known, _since(ledger, finding))
    return Fated(item=item, fate=fate, note=note)


def _ended(finding: FindingRow, known: _Known, since: date) -> tuple[Fate, str | None]:
    """What became of a problem that is not told any more, and what is said of it."""
    day = chinese_date(since)
    match finding.state:
        case FindingState.RECTIFIED:
            return Fate.CORRECTED, f"{day}核查时已没有此问题"
        case FindingState.WITHDRAWN:
            return Fate.GONE, f"{day}核查确认原来公布的位置已不见该年报"
        case FindingState.DROPPED:
            return Fate.LIFTED, "我单位调整核查方法后，撤回该项认定"
        case _ if finding.is_waived:
            return Fate.LIFTED, "我单位对该项暂不要求整改"
        case _ if finding.fingerprint in known.judged:
            return Fate.LIFTED, "经我单位复核，撤回该项认定"
        case _:
            return Fate.UNCHECKED, None


def _standing(ledger: Ledger, item: NoticeItem, known: _Known) -> Fated:
    """A problem that was found again: what the agency answered decides how it is told."""
    answers = [
        (reply.entered_at, one.answer)
        for reply in known.replies
        for one in reply.items
        if one.fingerprint == item.fingerprint
    ]
    last_answer = answers[-1] if answers else None
    if item.rule in NOT_TO_BE_CORRECTED:
        is_told = last_answer is not None or any(not reply.items for reply in known.replies)
        return Fated(item=item, fate=Fate.EXPLAINED if is_told else Fate.TO_EXPLAIN)
    said_at, answer = last_answer or (None, None)
    note = None
    if answer in _OBJECTIONS and said_at is not None:
        if not _is_decided_since(ledger, item.fingerprint, said_at):
            return Fated(item=item, fate=Fate.DISPUTED)
        note = "你单位的异议或者说明，经复核未予采纳"
    if known.looked_at is None or (said_at is not None and known.looked_at <= said_at):
        return Fated(item=item, fate=Fate.UNCHECKED)
    if answer is Answer.CORRECTED:
        note = "你单位反馈已经整改，本次复查时仍有此问题"
    return Fated(item=item, fate=Fate.STILL_OPEN, note=note)


def _is_decided_since(ledger: Ledger, fingerprint: str, instant: datetime) -> bool:
    """Whether a person looked at it after the agency objected."""
    return any(one.decided_at >= instant for one in ledger.decisions_of(fingerprint))


def _since(ledger: Ledger, finding: FindingRow) -> date:
    """The day of the run that brought the finding where it is."""
    days = [c.as_of for c in ledger.history_of(finding.fingerprint) if c.state is finding.state]
    return days[-1] if days else finding.last_seen_date


def _looked_at(ledger: Ledger, case: CaseRow, last: ListedNotice) -> datetime | None:
    """When the place that the case rests on was last read whole after the release.

    A visit that failed leaves the report as it was held, and one that found the list unchanged did
    not take the report anew: neither shows that nothing was corrected.
    """
    looks = (
        visit.ended_at
        for visit in ledger.visits_of(case.agency_id, case.year)
        if visit.place_id == case.place_id
        and (visit.visit_class.has_report if case.report_id else has_proved_unseen(visit))
        and UNCHANGED not in visit.flags
        and last.released_at is not None
        and visit.started_at > last.released_at
    )
    return max(looks, default=None)


def _is_over(last: ListedNotice, today: date, workdays: int) -> bool:
    due = last.row.reply_due
    if due is None and last.issued_date is not None:
        due = workday_after(last.issued_date, workdays)
    return due is not None and today > due


def _shown(rows: JudgedRows, one: Fated, numbers: Mapping[str, int]) -> RecheckedItem:
    if one.item.rule not in RULES:
        return RecheckedItem(item=_retired(one.item), note=one.note)
    item = shown_item(
        one.item,
        numbers.get(one.item.fingerprint, 0),
        is_awaiting=one.item.fingerprint in rows.awaiting,
    )
    return RecheckedItem(item=replace(item, note=one.note), note=one.note)


def _retired(item: NoticeItem) -> ShownItem:
    """A problem that a rule found which the catalogue no longer has."""
    return ShownItem(
        number=0,
        family_label=Family(item.rule[:3]).label,
        rule_code=item.rule,
        rule_title="原核查规则",
        severity=item.severity.value,
        severity_label=item.severity.label,
        message=item.message,
        evidence=(),
        basis="",
        how_to_correct="",
    )


def _told_before(rows: JudgedRows, last: ListedNotice, count: int) -> ToldBefore:
    case = rows.case
    title_of = recheck_title if last.row.kind is NoticeKind.RECHECK else notice_title
    title = title_of(case.agency_name, case.year, is_between_equals=rows.is_between_equals)
    return ToldBefore(
        title="".join(title),
        number=last.number,
        released_date=last.issued_date or local_date(last.row.made_at),
        problem_count=count,
    )
