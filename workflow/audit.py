"""Audit (审核): from the evidence in the archive to judged cases in the ledger."""

from __future__ import annotations

import logging

from audit.case import AuditCase
from audit.circumstances import Publication
from config.errors import DubanError
from ledger.model import JudgedCase, PublicationInterval, PublicationState, Run
from ledger.publication import interval_of
from registry.deadlines import duty_of
from registry.model import Agency
from workflow.choice import choose
from workflow.documents import judge_choice
from workflow.judging import READERS, Readers
from workflow.progress import working
from workflow.standing import standing_of
from workflow.workplace import Workplace

logger = logging.getLogger(__name__)


def audit(workplace: Workplace, run: Run, readers: Readers = READERS) -> tuple[str, ...]:
    """Judge every agency for the run's years; gives the failures, which are all ours.

    One agency's failure never stops the others: this is the job boundary.
    """
    agencies = tuple(workplace.registry.agencies.values())
    failures = []
    with working(workplace.progress, len(agencies) * len(run.years), "识读和审核"):
        for agency in agencies:
            for year in run.years:
                try:
                    workplace.ledger.record_case(_judged(workplace, run, agency, year, readers))
                except Exception as error:
                    logger.exception("case %s %s failed", agency.agency_id, year)
                    failures.append(f"{agency.name}（{year}）：{_told(error)}")
                    workplace.ledger.record_case(_failed(run, agency, year, error))
                workplace.progress.advanced(f"{agency.name}（{year}）")
    return tuple(failures)


def _judged(
    workplace: Workplace, run: Run, agency: Agency, year: int, readers: Readers
) -> JudgedCase:
    places = workplace.registry.places_of(agency.agency_id)
    watched = {place.place_id for place in places}
    every = workplace.ledger.visits_of(agency.agency_id, year)
    # A place that the registry no longer names may have been named by mistake.
    visits = tuple(visit for visit in every if visit.place_id in watched)
    interval = interval_of(visits)
    choice = choose(places, visits)
    case = _case(workplace, run, agency, year, interval)
    read = judge_choice(workplace, case, choice, readers)
    duty = duty_of(agency, year, workplace.registry)
    state, why = standing_of(read.visit, read.results, duty, run.as_of)
    reasons = [words for words in (choice.reason, why, read.trouble) if words]
    return JudgedCase(
        run_id=run.run_id,
        agency_id=agency.agency_id,
        year=year,
        state=state,
        reason="；".join(reasons) or None,
        visit=read.visit,
        interval=interval,
        documents=read.documents,
        reading=read.reading,
        reader_version=readers.version,
        results=read.results,
    )


def _case(
    workplace: Workplace, run: Run, agency: Agency, year: int, interval: PublicationInterval
) -> AuditCase:
    """The circumstances, as far as they do not depend on which visit speaks."""
    duty = duty_of(agency, year, workplace.registry)
    basis = interval.claimed_basis
    return AuditCase(
        held=None,
        as_of=run.as_of,
        names=agency.names,
        kind=agency.kind,
        region_code=agency.region_code,
        given_year=year,
        settings=workplace.config.audit,
        due_date=duty.due_date if duty else None,
        due_basis=duty.basis if duty else None,
        publication=Publication(
            claimed_date=interval.claimed_date,
            claimed_basis=basis.label if basis else None,
            not_before=interval.not_before,
            not_after=interval.not_after,
        ),
    )


def _failed(run: Run, agency: Agency, year: int, error: Exception) -> JudgedCase:
    """A case that we could not work on: nothing is known of it, so nothing is said of it."""
    return JudgedCase(
        run_id=run.run_id,
        agency_id=agency.agency_id,
        year=year,
        state=PublicationState.UNKNOWN,
        reason=f"本系统处理时出错，未作判定：{_told(error)}",
        interval=PublicationInterval(claimed_dates={}),
    )


def _told(error: Exception) -> str:
    """An error for people: our own errors speak for themselves, others name their class."""
    return str(error) if isinstance(error, DubanError) else f"程序错误（{type(error).__name__}）"
