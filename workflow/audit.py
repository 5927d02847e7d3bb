"""Audit (审核): from the evidence in the archive to judged cases in the ledger."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from archive.store import Archive
from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.circumstances import Publication
from audit.rule import Rule
from config.errors import DubanError
from ledger.model import CaptureRow, JudgedCase, PublicationInterval, PublicationState, Run
from ledger.publication import interval_of
from ledger.said import Absence
from registry.deadlines import duty_of
from registry.model import Agency, Duty
from workflow.absence import speaking_absence, tried_before
from workflow.choice import Choice, choose
from workflow.circumstances import Gathered, gathered, remembering, surrounded
from workflow.judging import Readers
from workflow.likenesses import (
    Around,
    HeldReport,
    KeptReports,
    ReportKey,
    held_report,
    subordinates_of,
)
from workflow.parallel import in_turn, readers_at_work
from workflow.progress import working
from workflow.standing import standing_of
from workflow.timeliness import publication_of
from workflow.visits import judge_choice
from workflow.workplace import Workplace

logger = logging.getLogger(__name__)

# Cases that are written together: one at a time, most of the time goes to the disk.
_BATCH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What the ledger knows of an agency and year, taken out before the documents are read.

    ``captures`` are the documents of each visit of ``choice``; ``absence`` is the person's word
    that nothing was published, where it speaks for them.
    """

    agency: Agency
    year: int
    case: AuditCase
    choice: Choice
    captures: tuple[tuple[CaptureRow, ...], ...]
    around: Gathered
    interval: PublicationInterval
    duty: Duty | None
    absence: Absence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A judged case, and what is compared of the agency's reports on other years."""

    case: JudgedCase
    other_years: tuple[HeldReport, ...] = ()


def audit(
    workplace: Workplace,
    run: Run,
    readers: Readers | None = None,
    rules: tuple[Rule, ...] = CATALOGUE,
) -> tuple[str, ...]:
    """Judge every agency for the run's years; gives the failures, which are all ours.

    Documents are read over all cores, in processes that can be killed; with ``readers`` given,
    in this one. One agency's failure never stops the others: this is the job boundary. The ledger
    is asked and written in this thread alone. Which reports are like which is known once all are
    read: those that are like another, and governments with departments, are then judged again.
    """
    registry = workplace.registry
    agencies = registry.agencies.values()
    cases = [(agency, year) for agency in agencies for year in run.years if agency.owes(year)]
    kept = KeptReports(registry, workplace.config.audit)
    nothing_found = {
        (agency.agency_id, year): Around(subordinates=subordinates_of(registry, agency, {}))
        for agency, year in cases
    }
    with readers_at_work(workplace.config.reading, readers) as (at_work, threads):
        judging = _Judging(workplace, run, at_work, threads, rules)
        with working(workplace.progress, len(cases), "识读和审核"):
            failures = judging.record(cases, nothing_found, kept)
        around = kept.around()
        again = [case for case in cases if (case[0].agency_id, case[1]) in around]
        if again:
            with working(workplace.progress, len(again), "与其他机关的年报比对"):
                failures |= judging.record(again, around, kept)
    return tuple(failures.values())


@dataclass(frozen=True, slots=True)
class _Judging:
    """Judges cases and records them."""

    workplace: Workplace
    run: Run
    readers: Readers
    threads: int
    rules: tuple[Rule, ...]

    def record(
        self,
        cases: Sequence[tuple[Agency, int]],
        around: Mapping[ReportKey, Around],
        kept: KeptReports,
    ) -> dict[ReportKey, str]:
        """Judge and record each case; the failures by agency and year."""
        workplace = self.workplace
        failures: dict[ReportKey, str] = {}
        tasks = (
            _task(workplace, self.run, case, around[case[0].agency_id, case[1]], self)
            for case in cases
        )
        batch: list[JudgedCase] = []
        with closing(in_turn(tasks, self.threads)) as outcomes:
            for (agency, year), outcome in zip(cases, outcomes, strict=True):
                try:
                    done = outcome()
                    if done.case.reading is not None and _is_compared(done.case, self.rules):
                        url = done.case.visit.url if done.case.visit else None
                        kept.keep(agency, year, done.case.reading, url)
                    kept.keep_others(done.other_years)
                    batch.append(done.case)
                except Exception as error:
                    logger.exception("case %s %s failed", agency.agency_id, year)
                    failures[agency.agency_id, year] = f"{agency.name}（{year}）：{_told(error)}"
                    batch.append(_failed(self.run, agency, year, error))
                if len(batch) >= _BATCH:
                    failures |= self._write(batch)
                    batch = []
                workplace.progress.advanced(f"{agency.name}（{year}）")
        return failures | self._write(batch)

    def _write(self, batch: Sequence[JudgedCase]) -> dict[ReportKey, str]:
        """Record cases at one moment; one that cannot be recorded is a failure, the others stay."""
        ledger = self.workplace.ledger
        failures: dict[ReportKey, str] = {}
        with ledger.together():
            for case in batch:
                try:
                    ledger.record_case(case)
                except Exception as error:
                    logger.exception("case %s %s failed", case.agency_id, case.year)
                    agency = self.workplace.registry.agencies[case.agency_id]
                    told = f"{agency.name}（{case.year}）：{_told(error)}"
                    failures[agency.agency_id, case.year] = told
                    ledger.record_case(_failed(self.run, agency, case.year, error))
        return failures


def _is_compared(judged: JudgedCase, rules: tuple[Rule, ...]) -> bool:
    """Whether a rule ran that needs the other agencies: else nothing has to be compared."""
    codes = {rule.code for rule in rules if rule.looks_at_others}
    return any(result.rule in codes for result in judged.results or ())


def _task(
    workplace: Workplace,
    run: Run,
    case: tuple[Agency, int],
    around: Around,
    judging: _Judging,
) -> Callable[[], _Done]:
    """What is left to do once the ledger was asked; an error there is the error of the task."""
    try:
        given = _given(workplace, run, *case)
        given = replace(given, case=around.put_into(given.case))
    except Exception as error:  # noqa: BLE001 - raised again where the outcome is asked for
        return partial(_raise, error)
    return partial(_judged, workplace.archive, run, given, judging.readers, judging.rules)


def _raise(error: Exception) -> _Done:
    raise error


def _given(workplace: Workplace, run: Run, agency: Agency, year: int) -> _Given:
    places = workplace.registry.places_of(agency.agency_id)
    watched = {place.place_id for place in places}
    every = workplace.ledger.visits_of(agency.agency_id, year)
    # A place that the registry no longer names may have been named by mistake.
    visits = tuple(visit for visit in every if visit.place_id in watched)
    interval = interval_of(visits)
    choice = choose(places, visits)
    duty = duty_of(agency, year, workplace.registry)
    said = workplace.ledger.absences.of(agency.agency_id, year)
    absence = speaking_absence(said, every, choice, duty, run.started_at)
    if absence is not None:
        choice = replace(choice, tried=tried_before(places, visits, absence))
    return _Given(
        agency=agency,
        year=year,
        case=_case(workplace, run, agency, year, publication_of(interval, absence)),
        choice=choice,
        captures=tuple(
            workplace.ledger.captures_of(visit.run_id, visit.documents) for visit in choice.visits
        ),
        around=gathered(workplace, agency, year, visits, choice),
        interval=interval,
        duty=duty,
        absence=absence,
    )


def _judged(
    archive: Archive, run: Run, given: _Given, readers: Readers, rules: tuple[Rule, ...]
) -> _Done:
    readers = remembering(readers)
    case = surrounded(archive, given.case, given.around, readers)
    read = judge_choice(archive, case, given.choice, given.captures, readers, rules)
    state, why = standing_of(read.visit, read.results, given.duty, run.as_of, given.absence)
    reasons = [words for words in (given.choice.reason, why, read.trouble) if words]
    judged = JudgedCase(
        run_id=run.run_id,
        agency_id=given.agency.agency_id,
        year=given.year,
        state=state,
        reason="；".join(reasons) or None,
        visit=read.visit,
        interval=given.interval,
        documents=read.documents,
        reading=read.reading,
        reader_version=readers.version,
        results=read.results,
        second=read.second,
        judged_sha256=read.judged_sha256,
    )
    others = _of_other_years(given, case) if _is_compared(judged, rules) else ()
    return _Done(case=judged, other_years=tuple(others))


def _of_other_years(given: _Given, case: AuditCase) -> Iterator[HeldReport]:
    """Reports of years that this run does not judge are held by no other case."""
    for year, reading in case.other_years.items():
        captures = given.around.other_years[year]
        yield held_report(given.agency, year, reading, captures[0].final_url)


def _case(
    workplace: Workplace, run: Run, agency: Agency, year: int, publication: Publication
) -> AuditCase:
    """The circumstances, as far as they do not depend on which visit speaks."""
    duty = duty_of(agency, year, workplace.registry)
    return AuditCase(
        held=None,
        as_of=run.as_of,
        names=agency.names,
        kind=agency.kind,
        region_code=agency.region_code,
        makes_regulations=agency.makes_regulations,
        given_year=year,
        first_year=agency.first_year,
        settings=workplace.config.audit,
        due_date=duty.due_date if duty else None,
        due_basis=duty.basis if duty else None,
        publication=publication,
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
