"""What a person's word that nothing was published (未公布) is worth beside the visits.

It speaks only while every watched place still proves the absence: the person spoke of what they
saw, and a portal that could not be looked at since may show the report by now. Such a visit takes
nothing back either; once the places can be looked through again, the word speaks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from archive.model import Visit
from config.clock import Clock, local_date
from config.errors import DubanError
from ledger.absences import standing
from ledger.model import CaseRow, PublicationState
from ledger.publication import has_proved_absent, has_proved_unseen
from ledger.said import Absence
from ledger.store import Ledger
from registry.model import Duty, Place, Registry
from workflow.choice import Choice, choose
from workflow.evidence import Look, looks_at_publication


class AbsenceError(DubanError):
    """What a person wants to confirm is not what the visits say."""


def speaking_absence(
    said: Iterable[Absence],
    every: tuple[Visit, ...],
    choice: Choice,
    duty: Duty | None,
    at: datetime,
) -> Absence | None:
    """The confirmation that speaks for ``choice``, of those given before the instant ``at``.

    ``every`` are all visits for the agency and year, those to places no longer watched too: a
    report that was seen after the confirmation ends it wherever that was.
    """
    if duty is None or not choice.visits or not has_proved_absent(choice.visits[0]):
        return None
    absence = standing(said, every, at)
    is_due = min(local_date(at), _day(absence)) > duty.due_date if absence else False
    return absence if is_due else None


def _day(absence: Absence) -> date:
    return local_date(absence.confirmed_at)


def tried_before(
    places: tuple[Place, ...], visits: tuple[Visit, ...], absence: Absence
) -> tuple[str, ...]:
    """What the visits had tried that the person had before them."""
    known = tuple(visit for visit in visits if visit.ended_at <= absence.confirmed_at)
    return choose(places, known).tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """An agency whose report was not seen, as a person looks at it before they confirm.

    ``since`` is the day from which each place had been looked through to the end without it after
    the due date; ``looks`` are the visits that say so, with their pages. ``absences`` are all
    confirmations ever given, ``standing`` the one in force. ``is_proved`` where the last visits
    still prove the absence.
    """

    case: CaseRow
    since: date | None
    looks: tuple[Look, ...]
    absences: tuple[Absence, ...]
    standing: Absence | None
    is_proved: bool


_UNSEEN = frozenset({PublicationState.ABSENT_UNCONFIRMED, PublicationState.NOT_PUBLISHED})


def unseen_in(ledger: Ledger, registry: Registry, year: int) -> tuple[Unseen, ...]:
    """Whose report of ``year`` was last not seen, and whom a person confirmed to have none."""
    in_force = ledger.absences.in_force(year)
    return tuple(
        _unseen(ledger, registry, case, in_force.get(case.agency_id))
        for case in ledger.cases(year)
        if case.state in _UNSEEN or case.agency_id in in_force
    )


def _unseen(ledger: Ledger, registry: Registry, case: CaseRow, in_force: Absence | None) -> Unseen:
    choice, visits = _last_look(ledger, registry, case)
    first: dict[str, date] = {}
    for visit in visits:
        day = local_date(visit.started_at)
        if has_proved_unseen(visit) and (case.due_date is None or day > case.due_date):
            first.setdefault(visit.place_id, day)
    return Unseen(
        case=case,
        since=max(first.values(), default=None),
        looks=looks_at_publication(ledger, case),
        absences=ledger.absences.of(case.agency_id, case.year),
        standing=in_force,
        is_proved=bool(choice.visits) and has_proved_absent(choice.visits[0]),
    )


def confirm_absence(
    ledger: Ledger,
    registry: Registry,
    clock: Clock,
    case: CaseRow,
    *,
    by: str,
    reason: str,
) -> Absence:
    """Keep a person's word that the agency of ``case`` has not published.

    Raises:
        AbsenceError: the agency's state is another, or visits since say something else.
        LedgerError: nobody is named, no reason is given, or one is in force already.
    """
    if case.state not in _UNSEEN:
        raise AbsenceError(_refusal(case))
    choice, _ = _last_look(ledger, registry, case)
    if not choice.visits or not has_proved_absent(choice.visits[0]):
        found = choice.visits[0].visit_class.label if choice.visits else choice.reason
        raise AbsenceError(
            f"{case.agency_name}{case.year}年度在最近一次审核（{case.as_of}）之后情况有变化"
            f"（{found}），不能确认未公布；请先运行 duban run，再看 duban absent list"
        )
    visit = choice.visits[0]
    return ledger.absences.confirm(
        Absence(
            agency_id=case.agency_id,
            year=case.year,
            run_id=visit.run_id,
            seen_date=local_date(visit.ended_at),
            reason=reason,
            confirmed_by=by,
            confirmed_at=clock.now(),
        )
    )


def _last_look(
    ledger: Ledger, registry: Registry, case: CaseRow
) -> tuple[Choice, tuple[Visit, ...]]:
    """What the visits to the watched places say by now, and these visits."""
    places = registry.places_of(case.agency_id)
    watched = {place.place_id for place in places}
    every = ledger.visits_of(case.agency_id, case.year)
    visits = tuple(visit for visit in every if visit.place_id in watched)
    return choose(places, visits), visits


_WHAT_TO_DO = {
    PublicationState.UNKNOWN: "没有查成是访问或者本系统的原因，不能据以认定未公布；"
    "请先排除原因（见 duban health）再运行 duban run，期限届满后相隔 24 小时以上两次完整核查"
    "均未见到的，才能确认",
    PublicationState.NOT_DUE: "没有规定期限或者期限未过，尚无须公布",
}
_SEEN = "已经见到年报；认为采集的不是该机关该年度年报的，请核对名录中的公布位置"


def _refusal(case: CaseRow) -> str:
    why = f"（{case.reason}）" if case.reason else ""
    return (
        f"{case.agency_name}{case.year}年度现为“{case.state.label}”{why}，不能确认未公布："
        f"{_WHAT_TO_DO.get(case.state, _SEEN)}"
    )
