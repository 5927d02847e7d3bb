"""A small office: one registry, a crawler that puts given documents into a real archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import AGENCY, conforming_report, consistent_tables, figure_of, narrative_of

from archive.model import Capture, CaptureRole, DateBasis, Visit, VisitClass
from archive.register import Ending
from archive.store import Archive
from config.clock import SHANGHAI, FixedClock
from config.paper_settings import NoticeSettings
from config.settings import AuditSettings, Config, OfficeSettings
from ledger.store import Ledger
from reading.editions import EDITION_2021
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Figure, PartName, ReportReading
from registry.model import Agency, AgencyKind, Place, Registry
from spiders.job import CrawlJob
from spiders.outcome import LOOKED_EVERYWHERE, UNCHANGED
from workflow.judging import Readers
from workflow.run import run_all
from workflow.summary import RunSummary

YEAR = 2023
AGENCIES = {"edu": "苏镇市教育局", "fin": "苏镇市财政局", "town": "苏镇市河湾镇人民政府"}
FIRST_DAY = datetime(2024, 2, 5, 9, 0, tzinfo=SHANGHAI)

REGISTRY = Registry(
    agencies={
        agency_id: Agency(
            agency_id=agency_id,
            name=name,
            kind=AgencyKind.TOWNSHIP if agency_id == "town" else AgencyKind.DEPARTMENT,
            region_code="990100",
        )
        for agency_id, name in AGENCIES.items()
    },
    places={
        agency_id: Place(
            place_id=agency_id, agency_id=agency_id, home_url=f"http://{agency_id}.example/"
        )
        for agency_id in AGENCIES
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the crawler finds at a place: documents, or the class of a visit without them.

    The first document is the page, so many after it are its further pages, the rest attachments.
    ``gone`` are addresses of files that the portal does not have.
    """

    documents: tuple[bytes, ...] = ()
    further_pages: int = 0
    visit_class: VisitClass = VisitClass.COLLECTED
    claimed: date = date(2024, 1, 30)
    reason: str | None = None
    gone: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    tried: tuple[str, ...] = ("打开首页", "读取年报栏目")

    def role(self, number: int) -> CaptureRole:
        if number == 0:
            return CaptureRole.ARTICLE
        is_page = number <= self.further_pages
        return CaptureRole.NEXT_PAGE if is_page else CaptureRole.ATTACHMENT


def report(agency_id: str, **changes: object) -> bytes:
    """A document that the test reader turns into a conforming report with these changes."""
    name = AGENCIES[agency_id]
    given = {"agency": name, "title": f"{name}2023年政府信息公开工作年度报告", **changes}
    return json.dumps(given, ensure_ascii=False).encode()


def read_test_document(body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
    if body == b"crash":
        raise ZeroDivisionError("the reader has a bug")
    if not body.startswith(b"{"):
        raise DocumentError(DocumentErrorClass(body.decode()), f"{name}：{content_type}，不能识读")
    given = json.loads(body)
    return conforming_report(**{"parts": _narrative(given["agency"]), **given})


def _narrative(agency: str) -> dict[PartName, list[str]]:
    """The narrative in which an agency speaks of itself."""
    own = "我镇" if agency.endswith("镇人民政府") else "我局"
    told = narrative_of(consistent_tables(EDITION_2021), EDITION_2021, YEAR)
    return {
        name: [text.replace(AGENCY, agency).replace("我局", own) for text in texts]
        for name, texts in told.items()
    }


def abstain(
    body: bytes, reading: ReportReading, paths: Collection[str]
) -> Mapping[str, Figure | None]:
    del body, reading
    return dict.fromkeys(paths)


READERS = Readers(first=read_test_document, second=abstain, version=1)


def seeing_otherwise(cells: Mapping[str, object]) -> Readers:
    """Readers whose second sees these cells, and everything else like the first."""

    def second(
        body: bytes, reading: ReportReading, paths: Collection[str]
    ) -> Mapping[str, Figure | None]:
        del body
        return {
            path: figure_of(path, "", cells[path]) if path in cells else reading.figures[path]  # type: ignore[arg-type]
            for path in paths
        }

    return Readers(first=read_test_document, second=second, version=1)


@dataclass(slots=True, kw_only=True)
class Office:
    """The office with what its portals show; ``jobs`` are the jobs the crawler was given.

    At the places in ``unchanged`` only the list is looked at.
    """

    config: Config
    portals: dict[str, Published]
    jobs: list[CrawlJob] = field(default_factory=list)
    registry: Registry = REGISTRY
    status: int = 0
    unchanged: set[str] = field(default_factory=set)

    def crawl(self, job: CrawlJob, on_visit: Callable[[Visit], None]) -> int:
        """Stands for the child process: writes captures and visits into the archive."""
        self.jobs.append(job)
        archive = Archive(job.archive_root)
        writer = archive.open_run(job.run_id)
        for place in job.places:
            published = self.portals[place.place_id]
            if place.place_id in self.unchanged:
                visit = _unchanged(job, place)
                writer.visit(visit)
                on_visit(visit)
                continue
            captures = [
                _capture(job, place, number, body, published.role(number))
                for number, body in enumerate(published.documents)
            ]
            for capture, body in zip(captures, published.documents, strict=True):
                writer.capture(capture, body)
            gone = [_gone(captures[0], number, url) for number, url in enumerate(published.gone)]
            for capture in gone:
                writer.capture(capture, b"")
            visit = _visit(
                job,
                place,
                published,
                tuple(c.capture_id for c in captures),
                tuple(c.capture_id for c in (*captures, *gone)),
            )
            writer.visit(visit)
            on_visit(visit)
        writer.seal(Ending.FINISHED)
        writer.close()
        return self.status

    def clock(self, day: int = 1) -> FixedClock:
        return FixedClock(FIRST_DAY + timedelta(days=day - 1))

    def run(self, day: int = 1, readers: Readers | None = READERS) -> RunSummary:
        return run_all(
            self.config,
            self.clock(day),
            registry=self.registry,
            years=(YEAR,),
            crawl=self.crawl,
            readers=readers,
        )

    def ledger(self) -> Ledger:
        return Ledger.open(self.config.ledger_path)


def _capture(job: CrawlJob, place: Place, number: int, body: bytes, role: CaptureRole) -> Capture:
    url = f"{place.home_url}{YEAR}/{number}.html"
    return Capture(
        capture_id=f"{job.run_id}:{place.place_id}:{number}",
        run_id=job.run_id,
        place_id=place.place_id,
        role=role,
        url=url,
        final_url=url,
        status=200,
        requested_at=job.started_at,
        received_at=job.started_at + timedelta(seconds=1),
        request_headers=(),
        response_headers=_headers(body),
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
    )


def _gone(page: Capture, number: int, url: str) -> Capture:
    """The answer that a file of the page is not there."""
    return replace(
        page,
        capture_id=f"{page.capture_id}.gone{number}",
        role=CaptureRole.ATTACHMENT,
        url=url,
        final_url=url,
        status=404,
        sha256=hashlib.sha256(b"").hexdigest(),
        size=0,
    )


def _headers(body: bytes) -> tuple[tuple[str, str], ...]:
    """A portal that compresses says so."""
    coded = (("Content-Encoding", "gzip"),) if body.startswith(b"\x1f\x8b") else ()
    return (("Content-Type", "text/html"), *coded)


def _unchanged(job: CrawlJob, place: Place) -> Visit:
    """The last visit once more, after a look at the list alone."""
    return replace(
        job.earlier_visits(place.place_id, job.years[0])[-1],
        run_id=job.run_id,
        started_at=job.started_at,
        ended_at=job.started_at + timedelta(seconds=5),
        evidence=(),
        flags=(UNCHANGED,),
    )


def _visit(
    job: CrawlJob,
    place: Place,
    published: Published,
    documents: tuple[str, ...],
    evidence: tuple[str, ...],
) -> Visit:
    has_report = published.visit_class.has_report
    return Visit(
        run_id=job.run_id,
        place_id=place.place_id,
        agency_id=place.agency_id,
        year=job.years[0],
        visit_class=published.visit_class,
        started_at=job.started_at,
        ended_at=job.started_at + timedelta(minutes=1),
        reason=published.reason,
        tried=published.tried,
        title=f"{AGENCIES[place.agency_id]}2023年政府信息公开工作年度报告" if has_report else None,
        url=f"{place.home_url}{YEAR}/0.html" if has_report else None,
        claimed_dates={DateBasis.LABEL: published.claimed} if has_report else {},
        documents=documents,
        evidence=evidence,
        flags=published.flags
        or ((LOOKED_EVERYWHERE,) if published.visit_class is VisitClass.NOT_SEEN else ()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The builders above, for tests that cannot import this file."""

    report: Callable[..., bytes] = report
    published: type[Published] = Published
    registry: Registry = REGISTRY
    readers: Readers = READERS
    seeing_otherwise: Callable[[Mapping[str, object]], Readers] = seeing_otherwise


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Kit()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Every agency has published a conforming report in time."""
    return Office(
        config=Config(
            data_dir=tmp_path / "var",
            reports_dir=tmp_path / "reports_out",
            office=OfficeSettings(name="苏镇市政务公开办公室", contact="010-0000"),
            # The other forms are made of the page: tests/notices looks at them.
            notices=NoticeSettings(forms=("html",)),
            # The agencies here publish one text and one set of figures.
            audit=AuditSettings(ignore=("AUT07", "CON34", "CON45")),
        ),
        portals={agency_id: Published(documents=(report(agency_id),)) for agency_id in AGENCIES},
    )
