"""A portal, an office and a rule whose truth is known, for months of made-up runs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from builders import conforming_report

from archive.model import Capture, CaptureRole, Visit, VisitClass
from audit.model import Evidence, Finding, Outcome, RuleResult, Severity
from config.clock import local_date
from ledger.model import JudgedCase, PublicationState, Run, RunJob
from ledger.publication import interval_of
from ledger.store import Ledger
from reading.model import ReportReading
from registry.model import Agency, AgencyKind, Duty, Place, Registry
from spiders.outcome import BETWEEN_VISITS, LOOKED_EVERYWHERE
from workflow.choice import choose

YEAR, RULE = 2023, "CON01"
BEGIN = datetime(2024, 1, 20, 1, 0, tzinfo=UTC)
PLACE = Place(place_id="edu-own", agency_id="edu", home_url="http://jyj.example/")
AGENCY = Agency(
    agency_id="edu", name="苏镇市教育局", kind=AgencyKind.DEPARTMENT, region_code="990100"
)
REGISTRY = Registry(agencies={"edu": AGENCY}, places={"edu-own": PLACE})
DUTY = Duty(agency_id="edu", year=YEAR, due_date=date(2024, 1, 31), basis="条例第四十九条")
SUBJECTS = ("requests.granted", "requests.partial", "requests.refused")
FAILURES = (VisitClass.TIMEOUT, VisitClass.INCOMPLETE_LIST, VisitClass.ROBOTS_DISALLOW)
# What the rule does in a run: judge to the end, or not; in the last the whole case fails.
JUDGED, UNDETERMINED, CRASHED, OURS = "judged", "undetermined", "crashed", "ours"


@cache
def empty_ledger() -> Path:
    """A ledger with its registry, made once: each example begins with a copy."""
    path = Path(tempfile.mkdtemp(prefix="duban-machine-")) / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.record_registry(REGISTRY, (YEAR,))
    return path


@cache
def reading_of(number: int) -> ReportReading:
    return conforming_report(title=f"苏镇市教育局第{number}稿")


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it stands on the portal: ``wrong`` gives the value of each cell that is wrong."""

    number: int
    wrong: Mapping[str, int]

    @property
    def sha256(self) -> str:
        return f"{self.number:064x}"


@dataclass(frozen=True, slots=True)
class Judge:
    """A version of the rule, which does not see some subjects."""

    version: int = 1
    blind: frozenset[str] = frozenset()

    def finds(self, document: Document) -> dict[str, int]:
        return {s: value for s, value in document.wrong.items() if s not in self.blind}


@dataclass(slots=True)
class World:
    """What stands on the portal, what the rule makes of it, and a ledger that sees only visits.

    ``collected`` is what the visit of each run brought.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="duban-machine-")))
    now: datetime = BEGIN
    judge: Judge = field(default_factory=Judge)
    shown: Document | None = None
    documents: list[Document] = field(default_factory=list)
    collected: dict[str, Document] = field(default_factory=dict)
    runs: int = 0
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        shutil.copy(empty_ledger(), self.folder / "ledger.db")
        self.ledger = Ledger.open(self.folder / "ledger.db")

    def close(self) -> None:
        """Leave nothing behind."""
        self.ledger.close()
        shutil.rmtree(self.folder)

    @property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return local_date(self.now)

    def show(self, wrong: Mapping[str, int]) -> None:
        """Publish a new report, in the place of the old one."""
        self.shown = Document(len(self.documents) + 1, dict(wrong))
        self.documents.append(self.shown)

    def run(self, failure: VisitClass | None, judging: str, *, is_whole: bool) -> str:
        """One run, three hours later; its id."""
        self.now += timedelta(hours=3)
        self.runs += 1
        run_id = f"r{self.runs:03}"
        self.ledger.begin_run(
            Run(
                run_id=run_id,
                job=RunJob.RUN,
                years=(YEAR,),
                as_of=self.today,
                started_at=self.now,
            )
        )
        self.ledger.record_visits(*self._visited(run_id, failure))
        self.ledger.record_case(self._case(run_id, judging))
        if is_whole:
            self.ledger.finish_run(run_id, self.now)
        else:
            self.ledger.fail_run(run_id, self.now, "中断")
        return run_id

    def is_twice_unseen(self) -> bool:
        """Since the last sight two whole visits, a day apart, of which the last visit is one."""
        visits = self.ledger.visits_of("edu", YEAR)
        seen = [n for n, visit in enumerate(visits) if visit.visit_class.has_report]
        since = visits[seen[-1] + 1 :] if seen else ()
        whole = [visit for visit in since if LOOKED_EVERYWHERE in visit.flags]
        if not whole or visits[-1] is not whole[-1]:
            return False
        return whole[-1].started_at - whole[0].ended_at >= BETWEEN_VISITS

    def _visited(
        self, run_id: str, failure: VisitClass | None
    ) -> tuple[list[Visit], list[Capture]]:
        visit = Visit(
            run_id=run_id,
            place_id="edu-own",
            agency_id="edu",
            year=YEAR,
            visit_class=failure or VisitClass.NOT_SEEN,
            started_at=self.now,
            ended_at=self.now + timedelta(minutes=1),
            flags=() if failure else (LOOKED_EVERYWHERE,),
        )
        if failure is not None or self.shown is None:
            return [visit], []
        self.collected[run_id] = self.shown
        capture = Capture(
            capture_id=f"{run_id}:edu-own:0",
            run_id=run_id,
            place_id="edu-own",
            role=CaptureRole.ARTICLE,
            url="http://jyj.example/2023.html",
            final_url="http://jyj.example/2023.html",
            status=200,
            requested_at=self.now,
            received_at=self.now,
            request_headers=(),
            response_headers=(),
            sha256=self.shown.sha256,
            size=1,
        )
        seen = replace(
            visit,
            visit_class=VisitClass.COLLECTED,
            flags=(),
            url=capture.url,
            documents=(capture.capture_id,),
            evidence=(capture.capture_id,),
        )
        return [seen], [capture]

    def _case(self, run_id: str, judging: str) -> JudgedCase:
        """The case as the audit makes it, from the visit that speaks for the agency."""
        visits = self.ledger.visits_of("edu", YEAR)
        case = JudgedCase(
            run_id=run_id,
            agency_id="edu",
            year=YEAR,
            state=PublicationState.UNKNOWN,
            interval=interval_of(visits),
        )
        if judging == OURS:
            return case
        (visit,) = choose((PLACE,), visits).visits
        if not visit.visit_class.has_report:
            nothing = self._result(Outcome.NOT_APPLICABLE, reason="没有取得年报")
            return replace(case, visit=visit, results=(nothing,))
        document = self.collected[visit.run_id]
        return replace(
            case,
            visit=visit,
            documents=(document.sha256,),
            judged_sha256=document.sha256,
            reading=reading_of(document.number),
            reader_version=1,
            results=(self._judged(document, judging),),
        )

    def _judged(self, document: Document, judging: str) -> RuleResult:
        if judging == CRASHED:
            return self._result(Outcome.CRASHED, reason="规则程序出错")
        if judging == UNDETERMINED:
            return self._result(Outcome.UNDETERMINED, reason="未能识读")
        found = self.judge.finds(document)
        outcome = Outcome.NONCONFORMING if found else Outcome.CONFORMS
        return self._result(outcome, found)

    def _result(
        self, outcome: Outcome, found: Mapping[str, int] | None = None, reason: str | None = None
    ) -> RuleResult:
        return RuleResult(
            rule=RULE,
            version=self.judge.version,
            outcome=outcome,
            severity=Severity.ERROR,
            reason=reason,
            findings=tuple(
                Finding(
                    subject=subject,
                    severity=Severity.ERROR,
                    message=f"报告填 {value}",
                    evidence=(Evidence(at="表三", printed=str(value)),),
                )
                for subject, value in (found or {}).items()
            ),
        )
