"""The ladder at work: which steps are due now, and their drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from config.clock import Clock, local_date
from config.settings import Config
from ledger.model import CaseRow, PublicationState
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import NoticeKind
from ledger.store import Ledger
from notices.papers.reminder import reminder_paper
from notices.papers.urging import urging_paper
from registry.deadlines import duty_of
from registry.model import Agency, Duty, Registry
from workflow.papers.drafts.drafting import Draft, Drafted, Drafting, paper_writer
from workflow.papers.drafts.ladder import (
    UNSEEN,
    Former,
    Standing,
    StepChoice,
    circular_due,
    step_due,
    why_over,
)
from workflow.papers.drafts.overall import draft_circular
from workflow.papers.views.ladder_views import (
    WholeLook,
    day_of,
    is_waived,
    reminder_view,
    urging_view,
    whole_looks,
)
from workflow.progress import SILENT, Progress, working
from workflow.workplace import Workplace, open_workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Where one agency stands on the ladder; ``looks`` are the checks that an urging rests on."""

    case: CaseRow
    agency: Agency
    duty: Duty | None
    standing: Standing
    choice: StepChoice
    looks: tuple[WholeLook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The ladder of one year on ``day``, and whether the circular is due.

    ``unjudged`` are the agencies that owe a report and of which no finished run knows anything.
    """

    year: int
    day: date
    rungs: tuple[Rung, ...]
    circular: StepChoice
    unjudged: tuple[Agency, ...] = ()


def ladder_on(
    config: Config,
    ledger: Ledger,
    registry: Registry,
    cases: Iterable[CaseRow],
    *,
    year: int,
    day: date,
) -> Ladder:
    """The ladder of ``year`` on ``day``; a day to come is judged by what is known now.

    ``cases`` are the last ones of the year, in the order in which they are to be told.
    """
    former = _former(ledger, year)
    waivers = ledger.waivers.in_force(day)
    rungs = []
    for case in cases:
        agency = registry.agencies.get(case.agency_id)
        if agency is None:
            continue
        duty = duty_of(agency, year, registry)
        looks = _looks(ledger, registry, case, duty, day)
        standing = Standing(
            state=case.state,
            due_date=duty.due_date if duty else None,
            is_owing=agency.owes(year),
            is_waived=is_waived(agency, year, waivers),
            last_look=day_of(looks[-1]) if looks else None,
            former=former.get(agency.agency_id, ()),
        )
        choice = step_due(day, standing, config.ladder)
        rungs.append(
            Rung(case=case, agency=agency, duty=duty, standing=standing, choice=choice, looks=looks)
        )
    due_dates = [rung.duty.due_date for rung in rungs if rung.duty]
    known = {rung.agency.agency_id for rung in rungs}
    return Ladder(
        year=year,
        day=day,
        rungs=tuple(rungs),
        circular=circular_due(day, due_dates, former.get(None, ()), config.ladder),
        unjudged=tuple(
            agency
            for agency in registry.agencies.values()
            if agency.owes(year) and agency.agency_id not in known
        ),
    )


def ladder_drafts(
    workplace: Workplace, drafting: Drafting, year: int, cases: Iterable[CaseRow]
) -> tuple[Drafted, ...]:
    """Draft the steps that are due now, the circular with them; end drafts without a reason.

    Call it after the other drafts of the job: an agency whom these already tell gets no second
    document.

    Raises:
        DubanError: a template is wrong or the folder cannot be written.
    """
    config = workplace.config
    if not config.ladder.is_on:
        return ()
    today = local_date(workplace.clock.now())
    ladder = ladder_on(config, workplace.ledger, workplace.registry, cases, year=year, day=today)
    drafted = []
    with working(workplace.progress, len(ladder.rungs), f"按期限起草提醒、催办（{year}年度）"):
        for rung in ladder.rungs:
            _end_what_is_over(drafting, rung, today)
            draft = _draft(workplace, rung)
            if draft is not None:
                drafted.append(drafting.keep(draft))
            workplace.progress.advanced(rung.agency.name)
    circular = ladder.circular.step
    if circular is not None:
        drafted.append(draft_circular(workplace, drafting, year, reason=circular.reason))
    return tuple(drafted)


def draft_ladder(
    config: Config,
    clock: Clock,
    progress: Progress = SILENT,
    *,
    registry: Registry | None = None,
    years: tuple[int, ...] = (),
) -> tuple[Drafted, ...]:
    """Draft what is due now, apart from a run: by the last finished runs of each year.

    Without ``registry`` the configured file is taken, without ``years`` as for a run.

    Raises:
        InputError: the registry has mistakes.
        DubanError: another job is at work, a template is wrong, a folder cannot be written.
    """
    drafted: list[Drafted] = []
    with (
        open_workplace(config, clock, progress, registry, years) as workplace,
        paper_writer(config) as writer,
    ):
        for year in workplace.years:
            cases = cases_in_order(workplace.ledger, workplace.registry, year)
            drafting = Drafting(workplace, writer, year)
            drafted += ladder_drafts(workplace, drafting, year, cases)
    return tuple(drafted)


def cases_in_order(ledger: Ledger, registry: Registry, year: int) -> tuple[CaseRow, ...]:
    """The last cases of the year, in the order of the registry."""
    cases = {case.agency_id: case for case in ledger.cases(year)}
    return tuple(cases[agency] for agency in registry.agencies if agency in cases)


def _end_what_is_over(drafting: Drafting, rung: Rung, today: date) -> None:
    """Close drafts that nobody has taken in hand and that have no reason left."""
    for kind in (NoticeKind.REMINDER, NoticeKind.URGING):
        former = [one for one in rung.standing.former if one.kind is kind]
        reasons = (why_over(today, one, rung.standing) for one in former)
        reason = next((words for words in reasons if words is not None), None)
        if reason is not None:
            drafting.end(kind, rung.agency.agency_id, reason)


def _former(ledger: Ledger, year: int) -> dict[str | None, tuple[Former, ...]]:
    former: dict[str | None, tuple[Former, ...]] = {}
    for listed in ledger.papers.listed(NoticeQuery(year=year)):
        key = listed.row.agency_id
        former[key] = (*former.get(key, ()), _former_of(listed))
    return former


def _looks(
    ledger: Ledger, registry: Registry, case: CaseRow, duty: Duty | None, day: date
) -> tuple[WholeLook, ...]:
    """Asked for only where an urging may be due."""
    if duty is None or day <= duty.due_date or case.state not in UNSEEN:
        return ()
    places = registry.places_of(case.agency_id)
    return whole_looks(ledger.visits_of(case.agency_id, case.year), places, duty)


def _draft(workplace: Workplace, rung: Rung) -> Draft | None:
    step = rung.choice.step
    if step is None or rung.duty is None:
        return None
    config, registry = workplace.config, workplace.registry
    if step.kind is NoticeKind.REMINDER:
        paper = reminder_paper(reminder_view(config, registry, rung.agency, rung.duty))
    else:
        is_confirmed = rung.case.state is PublicationState.NOT_PUBLISHED
        view = urging_view(
            config,
            workplace.ledger,
            registry,
            rung.duty,
            rung.looks,
            is_confirmed=is_confirmed,
        )
        paper = urging_paper(view)
    return Draft(
        paper=paper,
        run_id=rung.case.run_id,
        agency_id=rung.agency.agency_id,
        year=rung.duty.year,
        reason=step.reason,
    )


def _former_of(listed: ListedNotice) -> Former:
    """A document of the ledger as the ladder looks at it."""
    row = listed.row
    return Former(
        notice_id=row.notice_id,
        kind=row.kind,
        reason=row.reason,
        made_date=local_date(row.made_at),
        state=listed.state,
        released_date=local_date(listed.released_at) if listed.released_at else None,
        is_correction=row.supersedes is not None,
    )
