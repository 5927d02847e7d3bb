"""Where columns must keep former years, the crawl looks for them and TIM11 tells what is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from archive.model import Visit, VisitClass
from archive.register import Ending
from archive.store import Archive
from ledger.model import FindingQuery
from spiders.job import CrawlJob
from spiders.outcome import LOOKED_EVERYWHERE
from workflow.run import run_all

GONE_FROM = 2021


@pytest.fixture
def keeping(office: Any, kit: Any) -> Any:
    """Columns must keep reports since 2020; the bureau of finance is of 2022."""
    office.config = replace(
        office.config, audit=replace(office.config.audit, history_from_year=2020)
    )
    agencies = dict(kit.registry.agencies)
    agencies["fin"] = replace(agencies["fin"], first_year=2022)
    office.registry = replace(kit.registry, agencies=agencies)
    return office


def crawl(job: CrawlJob, on_visit: Callable[[Visit], None]) -> int:
    """Complete visits that see the report of 2020 and no other."""
    writer = Archive(job.archive_root).open_run(job.run_id)
    for place in job.places:
        for year in job.years_of(place):
            visit = Visit(
                run_id=job.run_id,
                place_id=place.place_id,
                agency_id=place.agency_id,
                year=year,
                visit_class=_class_of(year, job, place.place_id),
                started_at=job.started_at,
                ended_at=job.started_at + timedelta(minutes=1),
                flags=(LOOKED_EVERYWHERE,),
            )
            writer.visit(visit)
            on_visit(visit)
    writer.seal(Ending.FINISHED)
    writer.close()
    return 0


def _class_of(year: int, job: CrawlJob, place_id: str) -> VisitClass:
    if year < GONE_FROM:
        return VisitClass.COLLECTED
    is_second = bool(job.earlier_visits(place_id, year))
    return VisitClass.ABSENT_UNCONFIRMED if is_second else VisitClass.NOT_SEEN


def run_on(office: Any, day: int, jobs: list[CrawlJob]) -> None:
    def kept(job: CrawlJob, on_visit: Callable[[Visit], None]) -> int:
        jobs.append(job)
        return crawl(job, on_visit)

    run_all(office.config, office.clock(day), registry=office.registry, years=(2023,), crawl=kept)


def missing_years(office: Any) -> list[tuple[str, int, str]]:
    with office.ledger() as ledger:
        rows = ledger.findings(FindingQuery(rule="TIM11"))
    return sorted((row.agency_id, row.year, row.message) for row in rows)


def test_former_years_are_looked_for_and_told_once_proved_gone(keeping: Any) -> None:
    jobs: list[CrawlJob] = []
    run_on(keeping, 1, jobs)
    assert missing_years(keeping) == []
    run_on(keeping, 3, jobs)

    told = "要求从2020年度起留存，两次完整核查均未见{}年度年报"
    assert missing_years(keeping) == [
        ("edu", 2023, told.format("2021、2022")),
        ("fin", 2023, told.format("2022")),
        ("town", 2023, told.format("2021、2022")),
    ]
    job = jobs[1]
    assert job.years == (2023, 2020, 2021, 2022)
    assert {duty.year for duty in job.duties if duty.agency_id == "edu"} == set(job.years)
    assert {v.year for v in job.earlier if v.agency_id == "fin"} == {2022, 2023}


def test_without_the_setting_only_the_years_of_the_run(office: Any) -> None:
    office.run()
    assert office.jobs[0].years == (2023,)
