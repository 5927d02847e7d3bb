"""The whole way: collect, read, audit, remember, tell."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from duban_command import ONE_AGENCY
from evidence_made import damage

from archive.model import VisitClass
from audit.model import Severity
from config.errors import InputError
from ledger.model import FindingQuery, FindingStatus, PublicationState, RunJob, RunState
from workflow.lock import BusyError, sole_job
from workflow.run import audit_all, collect_all, notify_all, run_all, run_visits

TABLES = ("reports", "readings", "figures", "judgements", "results", "result_findings")
CELL = "requests.granted.total"


def states(office: Any) -> dict[str, tuple[PublicationState, str | None]]:
    with office.ledger() as ledger:
        return {case.agency_id: (case.state, case.reason) for case in ledger.cases(2023)}


def counts(office: Any) -> dict[str, int]:
    with office.ledger() as ledger:
        connection = ledger._connection
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in TABLES
        }


def files(office: Any) -> list[str]:
    folder = office.config.reports_dir
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_all_is_well(office: Any) -> None:
    summary = office.run()
    assert states(office) == {
        "edu": (PublicationState.ON_TIME, None),
        "fin": (PublicationState.ON_TIME, None),
        "town": (PublicationState.COLLECTED, "没有规定该机关的公布期限"),
    }
    assert summary.is_whole
    assert summary.lines() == (
        "运行 20240205-090000（判定日 2024-02-05）完成。",
        "采集：已采集 3。",
        "2023 年度：机关 3 个；按时公布 2，已采集 1。",
        "发现：错误 0，警告 0，建议 0，提示 0；未能判定 0 项。",
        "通知（代拟稿）：0 份。",
        f"看板：{office.config.reports_dir / '2023' / 'index.html'}",
    )
    assert files(office) == ["2023/index.html"]


def test_what_the_crawler_is_told(office: Any) -> None:
    office.run()
    office.run(2)
    first, second = office.jobs
    assert (first.run_id, first.years) == ("20240205-090000", (2023,))
    assert first.started_at == office.clock().now()
    assert [place.place_id for place in first.places] == ["edu", "fin", "town"]
    assert [(duty.agency_id, duty.due_date) for duty in first.duties] == [
        ("edu", date(2024, 1, 31)),
        ("fin", date(2024, 1, 31)),
    ]
    assert first.earlier == ()
    assert [(v.run_id, v.place_id) for v in second.earlier] == [
        (first.run_id, "edu"),
        (first.run_id, "fin"),
        (first.run_id, "town"),
    ]


def test_an_agency_that_no_longer_was_is_neither_visited_nor_judged(office: Any) -> None:
    merged = replace(office.registry.agencies["fin"], last_year=2022, merged_into="edu")
    office.registry = replace(office.registry, agencies={**office.registry.agencies, "fin": merged})
    office.run()
    assert [place.place_id for place in office.jobs[0].places] == ["edu", "town"]
    assert sorted(states(office)) == ["edu", "town"]


def test_an_agency_with_a_finding_gets_a_notice(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(
        documents=(kit.report("edu", figures={CELL: 99}),), claimed=date(2024, 2, 3)
    )
    summary = office.run()
    (year,) = summary.years
    (path,) = year.notices
    assert files(office) == [
        "2023/index.html",
        "2023/代拟稿/" + path.name,
    ]
    with office.ledger() as ledger:
        (notice,) = ledger.notices(2023)
        found = ledger.findings(FindingQuery(severity=Severity.ERROR))
    assert notice.path == f"2023/代拟稿/{path.name}"
    assert notice.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert {f.agency_id for f in found} == {"edu"}
    assert {"TIM01", "CON01"} <= {f.rule for f in found}
    assert states(office)["edu"][0] is PublicationState.LATE


def test_a_report_that_came_compressed_is_read(office: Any, kit: Any) -> None:
    body = gzip.compress(kit.report("edu", figures={CELL: 99}))
    office.portals["edu"] = kit.published(documents=(body,))
    office.run()
    with office.ledger() as ledger:
        found = ledger.findings(FindingQuery(severity=Severity.ERROR))
    assert {(f.agency_id, f.rule) for f in found} >= {("edu", "CON01")}


def test_an_unchanged_second_run_adds_nothing_but_its_cases(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.run()
    before = counts(office)
    office.run(2)
    assert counts(office) == before
    with office.ledger() as ledger:
        lives = {(f.first_seen_run, f.last_seen_run) for f in ledger.findings(FindingQuery())}
    assert lives == {("20240205-090000", "20240206-090000")}


def test_a_corrected_report_ends_its_finding(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.run()
    office.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    summary = office.run(2)
    with office.ledger() as ledger:
        found = {f.rule: f.status for f in ledger.findings(FindingQuery())}
    # That it was corrected should stand on the page: the one thing left to advise.
    assert {rule for rule, status in found.items() if status is FindingStatus.OPEN} == {"TIM08"}
    assert found["CON01"] is FindingStatus.GONE
    assert summary.years[0].notices == ()
    wanted = replace(office.config.office, is_advice_told_alone=True)
    office.config = replace(office.config, office=wanted)
    assert len(office.run(3).years[0].notices) == 1


def test_two_readings_that_differ_accuse_nobody(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    summary = office.run(readers=kit.seeing_otherwise({CELL: 3}))
    assert summary.years[0].notices == ()
    with office.ledger() as ledger:
        assert ledger.findings(FindingQuery(severity=Severity.ERROR)) == ()
        (figure,) = [f for f in ledger.figures("edu", 2023) if f.path == CELL]
    assert figure.reason == "两种方法识读的结果不同（99，3）"


def test_a_document_we_cannot_read_is_ours(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(b"not_a_report", b"encrypted"))
    summary = office.run()
    reason = "本系统未能识读年报文件：1.html：text/html，不能识读"
    assert states(office)["edu"] == (PublicationState.ON_TIME, reason)
    assert summary.years[0].notices == ()
    with office.ledger() as ledger:
        (case,) = [c for c in ledger.cases(2023) if c.agency_id == "edu"]
        results = {
            r.rule: (r.outcome.value, r.reason) for r in ledger.results_of(case.judgement_id)
        }
    assert results["CON01"] == ("undetermined", reason)
    assert results["TIM01"] == ("conforms", None)
    assert case.report_id is not None


def test_a_late_report_that_we_cannot_read_is_told_as_late_only(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(b"encrypted",), claimed=date(2024, 2, 3))
    office.run()
    with office.ledger() as ledger:
        assert [f.rule for f in ledger.findings(FindingQuery())] == ["TIM01"]


def test_the_attachment_counts_where_the_page_is_no_report(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(b"not_a_report", kit.report("edu")))
    office.run()
    assert states(office)["edu"] == (PublicationState.ON_TIME, None)


def test_a_failure_of_ours_stops_nobody_and_accuses_nobody(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(b"crash",))
    office.portals["fin"] = kit.published(documents=(kit.report("fin", figures={CELL: 99}),))
    summary = office.run()
    assert not summary.is_whole
    assert summary.failures == ("苏镇市教育局（2023）：程序错误（ZeroDivisionError）",)
    assert states(office) == {
        "edu": (
            PublicationState.UNKNOWN,
            "本系统处理时出错，未作判定：程序错误（ZeroDivisionError）",
        ),
        "fin": (PublicationState.ON_TIME, None),
        "town": (PublicationState.COLLECTED, "没有规定该机关的公布期限"),
    }
    (notice,) = summary.years[0].notices
    assert "苏镇市财政局" in notice.name
    with office.ledger() as ledger:
        assert {f.agency_id for f in ledger.findings(FindingQuery())} == {"fin"}
        assert [run.state for run in ledger.runs()] == [RunState.FINISHED]


def test_a_failure_of_ours_leaves_earlier_findings_as_they_were(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.run()
    with office.ledger() as ledger:
        before = ledger.findings(FindingQuery(agency_id="edu"))
    office.portals["edu"] = kit.published(documents=(b"crash",))
    office.run(2)
    with office.ledger() as ledger:
        assert ledger.findings(FindingQuery(agency_id="edu")) == before


def test_evidence_that_was_damaged_is_ours(office: Any, kit: Any) -> None:
    office.run()
    body = kit.report("edu")
    digest = hashlib.sha256(body).hexdigest()
    damage(office.config.archive_dir, digest)
    audit_all(
        office.config, office.clock(2), registry=kit.registry, years=(2023,), readers=kit.readers
    )
    state, reason = states(office)["edu"]
    assert state is PublicationState.ON_TIME
    assert reason is not None
    assert reason.startswith("本系统未能识读年报文件：")


def test_late_absent_and_unreachable_are_told_apart(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(
        visit_class=VisitClass.ABSENT_UNCONFIRMED, reason="列表读全，两次未见"
    )
    office.portals["fin"] = kit.published(visit_class=VisitClass.TIMEOUT, reason="60 秒无应答")
    office.portals["town"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    summary = office.run()
    assert states(office) == {
        "edu": (PublicationState.ABSENT_UNCONFIRMED, "列表读全，两次未见"),
        "fin": (PublicationState.UNKNOWN, "网站响应超时：60 秒无应答"),
        "town": (PublicationState.NOT_DUE, "尚未见到；没有规定该机关的公布期限"),
    }
    assert summary.years[0].notices == ()
    with office.ledger() as ledger:
        assert ledger.findings(FindingQuery()) == ()


def test_seen_after_not_seen_is_late_by_our_own_eyes(office: Any, kit: Any) -> None:
    published = office.portals["edu"]
    office.portals["edu"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    office.run()
    office.portals["edu"] = replace(published, claimed=date(2024, 2, 6))
    office.run(2)
    with office.ledger() as ledger:
        (case,) = [c for c in ledger.cases(2023) if c.agency_id == "edu"]
    assert (case.state, case.not_before, case.not_after) == (
        PublicationState.LATE,
        date(2024, 2, 5),
        date(2024, 2, 6),
    )


def test_a_visit_that_fails_keeps_what_was_collected(office: Any, kit: Any) -> None:
    office.run()
    office.portals["edu"] = kit.published(visit_class=VisitClass.TIMEOUT)
    office.run(2)
    assert states(office)["edu"] == (
        PublicationState.ON_TIME,
        "最近一次核查未能完成，沿用此前采集的年报",
    )


def test_a_crawler_that_ended_badly_is_told(office: Any) -> None:
    office.status = -9
    summary = office.run()
    assert summary.failures == ("采集程序异常结束（状态 -9），未访问到的公布位置记为采集中止",)
    assert states(office)["edu"] == (PublicationState.ON_TIME, None)


def test_collecting_alone_and_auditing_later(office: Any, kit: Any) -> None:
    collected = collect_all(
        office.config, office.clock(), registry=kit.registry, years=(2023,), crawl=office.crawl
    )
    assert collected.lines() == (
        "运行 20240205-090000（判定日 2024-02-05）完成。",
        "采集：已采集 3。",
    )
    assert states(office) == {}
    audited = audit_all(
        office.config, office.clock(2), registry=kit.registry, years=(2023,), readers=kit.readers
    )
    assert [run.job for run in _runs(office)] == [RunJob.COLLECT, RunJob.AUDIT]
    assert states(office)["edu"] == (PublicationState.ON_TIME, None)
    assert audited.visits == {}
    board = office.config.reports_dir / "2023" / "index.html"
    board.unlink()
    again = notify_all(office.config, office.clock(3), registry=kit.registry, years=(2023,))
    assert board.is_file()
    assert again.run_id is None
    assert again.is_whole


def _runs(office: Any) -> tuple[Any, ...]:
    with office.ledger() as ledger:
        runs: tuple[Any, ...] = ledger.runs()
        return runs


def test_visits_a_day_apart(office: Any, kit: Any) -> None:
    published = office.portals["edu"]
    instants = (office.clock(1).now(), office.clock(2).now())

    def set_now(instant: datetime) -> None:
        is_early = instant < instants[1]
        unseen = kit.published(visit_class=VisitClass.NOT_SEEN)
        office.portals["edu"] = unseen if is_early else published

    first, second = run_visits(
        office.config,
        kit.registry,
        instants,
        set_now,
        years=(2023,),
        crawl=office.crawl,
        readers=kit.readers,
    )
    assert [first.run_id, second.run_id] == ["20240205-090000", "20240206-090000"]
    assert first.years[0].states == {
        PublicationState.ON_TIME: 1,
        PublicationState.COLLECTED: 1,
        PublicationState.UNKNOWN: 1,
    }
    # The portal claims 30 January, and a whole visit of 5 February had not seen it.
    assert second.years[0].states == {PublicationState.ON_TIME: 1, PublicationState.COLLECTED: 2}


def test_one_job_at_a_time(office: Any) -> None:
    with sole_job(office.config.data_dir), pytest.raises(BusyError, match="正在使用该数据文件夹"):
        office.run()
    assert office.run().is_whole


def test_runs_in_the_same_second_have_their_own_ids(office: Any) -> None:
    office.run()
    assert office.run().run_id == "20240205-090000-2"


def test_the_configured_registry_and_year_are_taken(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "registry.toml"
    config = replace(office.config, registry=path)
    with pytest.raises(InputError, match="文件打不开"):
        run_all(config, office.clock(), crawl=office.crawl)
    path.write_text(ONE_AGENCY, encoding="utf-8")
    collect_all(config, office.clock(), crawl=office.crawl)
    (job,) = office.jobs
    assert job.years == (2023,)
    assert [agency.name for agency in job.agencies] == ["苏镇市教育局"]


def test_a_run_that_fails_as_a_whole_is_written_down(office: Any, kit: Any) -> None:
    def broken(_job: object, _on_visit: object) -> int:
        raise InputError("registry.toml", ("坏了",))

    office.run()
    before = states(office)
    with pytest.raises(InputError):
        run_all(
            office.config,
            office.clock(2),
            registry=kit.registry,
            years=(2023,),
            crawl=broken,
        )
    last = _runs(office)[-1]
    assert (last.state, last.reason) == (RunState.FAILED, "registry.toml：坏了")
    assert states(office) == before
