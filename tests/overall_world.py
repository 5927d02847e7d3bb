"""An office with an agency in every state, judged as the test says, for documents over all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from builders import conforming_report

from archive.model import Capture, CaptureRole, DateBasis, Visit, VisitClass
from audit.model import Evidence, Finding, Outcome, RuleResult, Severity
from config.clock import SHANGHAI, FixedClock, local_date
from config.settings import Config, OfficeSettings
from ledger.model import JudgedCase, PublicationInterval, PublicationState, Run, RunJob
from ledger.said import Absence
from ledger.store import Ledger
from registry.model import Agency, AgencyKind, Place, Registry
from workflow.progress import SILENT
from workflow.workplace import Workplace, open_workplace

YEAR = 2023
AS_OF = date(2024, 4, 10)
KINDS = {
    "gov": ("苏镇市人民政府", AgencyKind.GOVERNMENT, "990100"),
    "edu": ("苏镇市教育局", AgencyKind.DEPARTMENT, "990100"),
    "fin": ("苏镇市财政局", AgencyKind.DEPARTMENT, "990100"),
    "law": ("苏镇市司法局", AgencyKind.DEPARTMENT, "990100"),
    "civil": ("苏镇市民政局", AgencyKind.DEPARTMENT, "990100"),
    "water": ("苏镇市水务局", AgencyKind.DEPARTMENT, "990102"),
    "road": ("苏镇市交通运输局", AgencyKind.DEPARTMENT, "990102"),
    "town": ("苏镇市河湾镇人民政府", AgencyKind.TOWNSHIP, "990102"),
}
REGISTRY = Registry(
    agencies={
        key: Agency(agency_id=key, name=name, kind=kind, region_code=region)
        for key, (name, kind, region) in KINDS.items()
    },
    places={
        key: Place(place_id=key, agency_id=key, home_url=f"http://{key}.example/") for key in KINDS
    },
)
STATES = {
    "gov": PublicationState.ON_TIME,
    "edu": PublicationState.LATE,
    "fin": PublicationState.ON_TIME,
    "law": PublicationState.COLLECTED,
    "civil": PublicationState.ABSENT_UNCONFIRMED,
    "water": PublicationState.NOT_PUBLISHED,
    "road": PublicationState.UNKNOWN,
    "town": PublicationState.COLLECTED,
}
_WITHOUT_REPORT = {
    PublicationState.ABSENT_UNCONFIRMED: "两次完整核查均未见到",
    PublicationState.NOT_PUBLISHED: "经人工确认未公布",
    PublicationState.UNKNOWN: "网站响应超时",
    PublicationState.NOT_DUE: None,
}


def config_in(folder: Path) -> Config:
    return Config(
        data_dir=folder / "var",
        reports_dir=folder / "reports_out",
        office=OfficeSettings(name="苏镇市政务公开办公室", contact="010-0000"),
    )


@contextmanager
def office_in(folder: Path, day: date = AS_OF, year: int = YEAR) -> Iterator[Workplace]:
    """The office at work on ``day``."""
    clock = FixedClock(datetime(day.year, day.month, day.day, 15, tzinfo=SHANGHAI))
    with open_workplace(config_in(folder), clock, SILENT, REGISTRY, (year,)) as workplace:
        yield workplace


def found(rule: str, severity: Severity = Severity.ERROR, subject: str = "requests") -> RuleResult:
    return RuleResult(
        rule=rule,
        version=1,
        outcome=Outcome.NONCONFORMING,
        severity=severity,
        reason=None,
        findings=(
            Finding(
                subject=subject,
                severity=severity,
                message="3 + 1 = 4，报告填 5",
                evidence=(Evidence(at="表三 第1行 总计", printed="5"),),
            ),
        ),
    )


def kept(rule: str, outcome: Outcome = Outcome.CONFORMS) -> RuleResult:
    reason = None if outcome is Outcome.CONFORMS else "表三不能识读"
    return RuleResult(
        rule=rule, version=1, outcome=outcome, severity=Severity.ERROR, reason=reason, findings=()
    )


LATE = found("TIM01", subject="publication")
MISSING = found("TIM03", subject="publication")


@dataclass(slots=True)
class Recorded:
    """Runs of made-up judgements in a ledger; ``published`` is the day that a portal states."""

    ledger: Ledger
    number: int = 0
    figures: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def run(
        self,
        results: Mapping[str, tuple[RuleResult, ...]],
        states: Mapping[str, PublicationState] = STATES,
        *,
        year: int = YEAR,
        day: date = AS_OF,
        job: RunJob = RunJob.RUN,
    ) -> str:
        """A finished run on ``day``; an agency without ``results`` was judged conforming."""
        self.number += 1
        at = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI) + timedelta(
            minutes=self.number
        )
        run_id = f"r{self.number}"
        self.ledger.begin_run(Run(run_id=run_id, job=job, years=(year,), as_of=day, started_at=at))
        for key, state in states.items():
            self._case(run_id, at, key, year, state, results.get(key, (kept("CON01"),)))
        self.ledger.finish_run(run_id, at + timedelta(minutes=1))
        return run_id

    def _case(
        self,
        run_id: str,
        at: datetime,
        key: str,
        year: int,
        state: PublicationState,
        results: tuple[RuleResult, ...],
    ) -> None:
        visit = Visit(
            run_id=run_id,
            place_id=key,
            agency_id=key,
            year=year,
            visit_class=VisitClass.NOT_SEEN,
            started_at=at,
            ended_at=at,
        )
        case = JudgedCase(
            run_id=run_id,
            agency_id=key,
            year=year,
            state=state,
            reason=_WITHOUT_REPORT.get(state),
            visit=visit,
            interval=PublicationInterval(claimed_dates={}),
            results=results if state is PublicationState.NOT_PUBLISHED else None,
        )
        if state in _WITHOUT_REPORT:
            self.ledger.record_visits([visit])
            self.ledger.record_case(case)
            if state is PublicationState.NOT_PUBLISHED:
                self._confirm(visit)
            return
        capture = _capture(run_id, key, at)
        self.ledger.record_visits([_sight(visit, capture)], [capture])
        reading = conforming_report(
            title=f"{KINDS[key][0]}{year}年年报", figures=self.figures.get(key)
        )
        self.ledger.record_case(
            replace(
                case,
                reason="没有标注公布日期" if state is PublicationState.COLLECTED else None,
                visit=_sight(visit, capture),
                interval=_interval(year, state),
                documents=(f"{key}{run_id}".ljust(64, "0"),),
                reading=reading,
                reader_version=1,
                results=results,
            )
        )

    def _confirm(self, visit: Visit) -> None:
        """A person says that nothing was published, once."""
        if visit.agency_id in self.ledger.absences.in_force(visit.year):
            return
        self.ledger.absences.confirm(
            Absence(
                agency_id=visit.agency_id,
                year=visit.year,
                run_id=visit.run_id,
                seen_date=local_date(visit.ended_at),
                reason="逐一查看各栏目",
                confirmed_by="张三",
                confirmed_at=visit.ended_at,
            )
        )


def _sight(visit: Visit, capture: Capture) -> Visit:
    return replace(
        visit,
        visit_class=VisitClass.COLLECTED,
        title=f"{KINDS[visit.place_id][0]}{visit.year}年年报",
        url=f"http://{visit.place_id}.example/{visit.year}.html",
        documents=(capture.capture_id,),
    )


def _interval(year: int, state: PublicationState) -> PublicationInterval:
    claimed = date(year + 1, 2, 5) if state is PublicationState.LATE else date(year + 1, 1, 20)
    return PublicationInterval(
        not_after=date(year + 1, 2, 8),
        claimed_date=claimed,
        claimed_basis=DateBasis.LABEL,
        claimed_dates={DateBasis.LABEL: claimed},
    )


def _capture(run_id: str, key: str, at: datetime) -> Capture:
    return Capture(
        capture_id=f"{run_id}:{key}:0",
        run_id=run_id,
        place_id=key,
        role=CaptureRole.ARTICLE,
        url=f"http://{key}.example/",
        final_url=f"http://{key}.example/",
        status=200,
        requested_at=at,
        received_at=at,
        request_headers=(),
        response_headers=(),
        sha256="ab" * 32,
        size=1,
    )
