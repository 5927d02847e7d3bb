"""A night on which only the lists were looked at: the reports of before stand for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from archive.model import KnownPage, ListSeen, ReportSeen, VisitClass
from audit.circumstances import SeenVisit
from audit.dead_links import dead_ends
from cli.main import call
from ledger.model import FindingQuery
from spiders.job import KnownRobots
from spiders.outcome import UNCHANGED
from workflow.gone_files import gone_in

FIRST, SECOND = "20240205-090000", "20240206-090000"
WRONG = {"requests.granted.total": 99}


def test_the_report_of_before_is_judged_again(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures=WRONG),))
    office.run()
    with office.ledger() as ledger:
        before = ledger.findings(FindingQuery(agency_id="edu"))
    office.unchanged = {"edu", "fin", "town"}
    office.run(2)
    with office.ledger() as ledger:
        after = ledger.findings(FindingQuery(agency_id="edu"))
        case = ledger.case_of(SECOND, "edu", 2023)
        visit = ledger.visits_in(SECOND)[0]
        documents = ledger.captures_of(SECOND, visit.documents)
    assert before
    assert [(f.fingerprint, f.message, f.status) for f in after] == [
        (f.fingerprint, f.message, f.status) for f in before
    ]
    assert case is not None
    assert (case.visit_run_id, case.state.value) == (SECOND, "on_time")
    assert (visit.flags, visit.documents) == ((UNCHANGED,), (f"{FIRST}:edu:0",))
    assert [capture.run_id for capture in documents] == [FIRST]


def test_the_evidence_is_that_of_the_visit_before(office: Any, kit: Any, tmp_path: Path) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures=WRONG),))
    office.run()
    office.unchanged = {"edu"}
    office.run(2)
    with office.ledger() as ledger:
        (finding, *_) = ledger.findings(FindingQuery(agency_id="edu"))
    config = tmp_path / "duban.toml"
    config.write_text(f'data_dir = "{office.config.data_dir}"\n', encoding="utf-8")
    target = tmp_path / "evidence.zip"
    assert (
        call(["--config", str(config), "evidence", finding.fingerprint, "--out", str(target)]) == 0
    )
    with ZipFile(target) as packed:
        told = packed.read("说明.txt").decode("utf-8-sig")
        held = [name for name in packed.namelist() if name.startswith("files/")]
    assert len(held) == 1
    assert "被审核的年报：已采集" in told
    assert "最近一次核查，列表没有变化：已采集" in told
    assert f"存证编号 {FIRST}:edu:0" in told


def test_a_file_that_is_gone_stays_so_while_nobody_looks(office: Any, kit: Any) -> None:
    page = kit.report("edu")
    office.portals["edu"] = kit.published(documents=(page,), gone=("http://edu.example/1.pdf",))
    office.run()
    office.unchanged = {"edu"}
    office.run(2)
    with office.ledger() as ledger:
        visits = ledger.visits_of("edu", 2023)
        assert list(gone_in(ledger, visits)) == [(FIRST, "edu")]


def test_what_was_seen_goes_with_the_next_job_and_nothing_superfluous(office: Any) -> None:
    office.run()
    page = KnownPage(url="http://edu.example/", capture_id=f"{FIRST}:edu:0", sha256="a" * 64)
    with office.ledger() as ledger:
        (visit,) = [v for v in ledger.visits_in(FIRST) if v.place_id == "edu"]
        seen = ReportSeen(
            documents=(page,),
            contents=("b" * 64,),
            listing=ListSeen(
                url="http://edu.example/nb/",
                family="trs",
                page=page,
                entries_sha256="c" * 64,
                whole_at=visit.started_at,
            ),
        )
        ledger.record_visits([replace(visit, seen=seen)], [])
    office.run(2)
    earlier = {visit.place_id: visit for visit in office.jobs[1].earlier}
    assert earlier["edu"] == replace(visit, tried=(), evidence=(), seen=seen)
    assert earlier["fin"].seen is None


def test_robots_rules_of_the_last_day_go_with_the_job(office: Any) -> None:
    office.run()
    with office.ledger() as ledger:
        (page,) = ledger.captures_of(FIRST, [f"{FIRST}:edu:0"])
        ledger._connection.execute("UPDATE captures SET role = 'robots' WHERE place_id = 'edu'")
    known = KnownRobots(
        url=page.url, capture_id=page.capture_id, status=page.status, sha256=page.sha256
    )
    for day in (1.8, 2.2):
        office.run(day)
    assert [job.robots for job in office.jobs] == [(), (known,), ()]


def test_a_visit_that_looked_at_the_list_alone_proves_no_file_alive() -> None:
    url = "http://edu.example/1.pdf"
    looked = [
        SeenVisit(
            day=date(2024, 2, day),
            place="本机关网站",
            visit_class=VisitClass.COLLECTED,
            ended_at=datetime(2024, 2, day, 9, tzinfo=UTC),
            gone_files=(url,),
        )
        for day in (5, 6)
    ]
    unchanged = replace(looked[1], day=date(2024, 2, 7), gone_files=(), is_whole=False)
    (end,) = dead_ends((*looked, unchanged))
    assert (end.url, end.visits, end.is_proved) == (url, tuple(looked), True)
