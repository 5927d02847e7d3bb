from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from builders import conforming_report

from archive.model import Capture, CaptureRole, DateBasis, Visit, VisitClass
from audit.model import Evidence, Finding, Outcome, RuleResult, Severity
from ledger.model import JudgedCase, PublicationInterval, PublicationState, Run, RunJob
from ledger.store import Ledger
from registry.model import Agency, AgencyKind, Place, Registry
from spiders.outcome import LOOKED_EVERYWHERE

YEAR = 2023
START = datetime(2024, 2, 5, 1, 0, tzinfo=UTC)
NOTHING_KNOWN = PublicationInterval(claimed_dates={})

REGISTRY = Registry(
    agencies={
        "edu": Agency(
            agency_id="edu",
            name="苏镇市教育局",
            kind=AgencyKind.DEPARTMENT,
            region_code="990100",
            aliases=("市教育局",),
            parent_id="gov",
        ),
        "gov": Agency(
            agency_id="gov",
            name="苏镇市人民政府",
            kind=AgencyKind.GOVERNMENT,
            region_code="990100",
        ),
    },
    places={
        "edu-own": Place(
            place_id="edu-own",
            agency_id="edu",
            home_url="http://jyj.example/",
            hosts=("jyj.example",),
        ),
        "gov-own": Place(place_id="gov-own", agency_id="gov", home_url="http://gov.example/"),
    },
)


def day(number: int) -> datetime:
    """The instant of run ``number``, one a day."""
    return START + timedelta(days=number - 1)


def run_of(number: int) -> Run:
    return Run(
        run_id=f"r{number}",
        job=RunJob.RUN,
        years=(YEAR,),
        as_of=day(number).date(),
        started_at=day(number),
    )


def visit_of(
    number: int,
    visit_class: VisitClass = VisitClass.COLLECTED,
    place_id: str = "edu-own",
    **changes: object,
) -> Visit:
    visit = Visit(
        run_id=f"r{number}",
        place_id=place_id,
        agency_id="edu",
        year=YEAR,
        visit_class=visit_class,
        started_at=day(number),
        ended_at=day(number) + timedelta(minutes=1),
    )
    if not visit_class.has_report:
        visit = replace(visit, flags=(LOOKED_EVERYWHERE,))
    else:
        visit = replace(
            visit,
            title="苏镇市教育局2023年政府信息公开工作年度报告",
            url="http://jyj.example/2023.html",
            claimed_dates={DateBasis.LABEL: date(2024, 1, 30), DateBasis.LIST: date(2024, 1, 31)},
            documents=("c1",),
            evidence=("c0", "c1"),
        )
    return replace(visit, **changes)  # type: ignore[arg-type]


def capture_of(number: int, sha256: str = "ab" * 32) -> Capture:
    return Capture(
        capture_id="c1",
        run_id=f"r{number}",
        place_id="edu-own",
        role=CaptureRole.ARTICLE,
        url="http://jyj.example/2023.html",
        final_url="http://jyj.example/2023.html",
        status=200,
        requested_at=day(number),
        received_at=day(number) + timedelta(seconds=1),
        request_headers=(),
        response_headers=(("Content-Type", "text/html"),),
        sha256=sha256,
        size=11,
    )


def result_of(
    outcome: Outcome, *subjects: str, rule: str = "CON01", reason: str | None = None
) -> RuleResult:
    return RuleResult(
        rule=rule,
        version=1,
        outcome=outcome,
        severity=Severity.ERROR,
        reason=reason,
        findings=tuple(
            Finding(
                subject=subject,
                severity=Severity.ERROR,
                message="3 + 1 = 4，报告填 5",
                evidence=(Evidence(at="表三 第1行 总计", printed="5"),),
            )
            for subject in subjects
        ),
    )


def case_of(number: int, *results: RuleResult, **changes: object) -> JudgedCase:
    case = JudgedCase(
        run_id=f"r{number}",
        agency_id="edu",
        year=YEAR,
        state=PublicationState.ON_TIME,
        visit=visit_of(number),
        interval=PublicationInterval(
            not_after=day(number).date(),
            claimed_date=date(2024, 1, 30),
            claimed_basis=DateBasis.LABEL,
            claimed_dates={DateBasis.LABEL: date(2024, 1, 30)},
        ),
        documents=("ab" * 32,),
        reading=conforming_report(),
        reader_version=1,
        results=results,
    )
    return replace(case, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The builders above, for tests that cannot import this file."""

    registry: Registry = REGISTRY
    day: Callable[..., datetime] = day
    run: Callable[..., Run] = run_of
    visit: Callable[..., Visit] = visit_of
    capture: Callable[..., Capture] = capture_of
    result: Callable[..., RuleResult] = result_of
    case: Callable[..., JudgedCase] = case_of


@pytest.fixture(scope="session")
def given() -> Examples:
    return Examples()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        opened.record_registry(REGISTRY, (YEAR,))
        yield opened


@pytest.fixture
def record(ledger: Ledger) -> Callable[..., None]:
    """Record run ``number`` with one case, and finish it unless told not to."""

    def whole(number: int, *results: RuleResult, finish: bool = True, **changes: object) -> None:
        ledger.begin_run(run_of(number))
        ledger.record_visits([visit_of(number)], [capture_of(number)])
        ledger.record_case(case_of(number, *results, **changes))
        if finish:
            ledger.finish_run(f"r{number}", day(number) + timedelta(hours=1))

    return whole


@pytest.fixture
def counts(ledger: Ledger) -> Callable[..., dict[str, int]]:
    """The number of rows in tables."""

    def of(*tables: str) -> dict[str, int]:
        connection = ledger._connection
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
        }

    return of
