"""The audit of a run reads over all cores, in processes whose end costs one agency only."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import get_ident
from typing import Any

import pytest
from archives import zipped
from crawl_site import report_page

from config.settings import ReadingSettings
from ledger.model import PublicationState
from reading.errors import DocumentError
from reading.workers.limited import LimitedReader
from workflow.judging import Readers
from workflow.parallel import in_turn, readers_at_work
from workflow.progress import SilentProgress
from workflow.run import audit_all, run_all

NAMES = {"edu": "苏镇市教育局", "fin": "苏镇市财政局", "town": "苏镇市河湾镇人民政府"}


def page(agency_id: str) -> bytes:
    return report_page(agency=NAMES[agency_id]).encode()


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> list[LimitedReader]:
    """The readers of each job, whose processes also do what a document says."""
    made: list[LimitedReader] = []

    def make(*arguments: Any) -> LimitedReader:
        made.append(LimitedReader(*arguments, jobs=2, task="worker_tasks:read_or_misbehave"))
        return made[-1]

    monkeypatch.setattr("workflow.parallel.LimitedReader", make)
    return made


def states(office: Any) -> dict[str, tuple[PublicationState, str | None]]:
    with office.ledger() as ledger:
        return {case.agency_id: (case.state, case.reason) for case in ledger.cases(2023)}


def test_results_come_in_order_with_few_tasks_ahead() -> None:
    taken: list[int] = []

    def tasks() -> Any:
        for number in range(100):
            taken.append(number)
            yield partial(divmod, number, 1 if number != 1 else 0)

    outcomes = in_turn(tasks(), 2)
    assert next(outcomes)() == (0, 0)
    with pytest.raises(ZeroDivisionError):
        next(outcomes)()
    assert next(outcomes)() == (2, 0)
    assert len(taken) < 10
    assert [outcome()[0] for outcome in outcomes] == list(range(3, 100))


def test_without_threads_a_task_is_done_when_it_is_asked_for() -> None:
    first, second = in_turn([get_ident, get_ident], 0)
    assert first() == second() == get_ident()
    given = Readers()
    with readers_at_work(ReadingSettings(), given) as (readers, threads):
        assert (readers, threads) == (given, 0)


def test_real_readers_read_in_processes_of_their_own(
    office: Any, kit: Any, limited: list[LimitedReader]
) -> None:
    for agency_id in NAMES:
        office.portals[agency_id] = kit.published(documents=(page(agency_id),))
    office.portals["fin"] = kit.published(documents=(zipped({"a.html": page("fin")}),))
    summary = office.run(readers=None)
    assert summary.is_whole
    assert {told for told, _ in states(office).values()} == {
        PublicationState.ON_TIME,
        PublicationState.COLLECTED,
    }
    with office.ledger() as ledger:
        titles = dict(ledger._connection.execute("SELECT agency_id, title FROM readings"))
    assert titles == {key: f"{name}2023年政府信息公开工作年度报告" for key, name in NAMES.items()}
    assert [reader._alive for reader in limited] == [set()]


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (b"do hang", "读取超过 5 秒，已停止"),
        (b"do kill 11", "解读进程中途退出（状态 -11）"),
        (b"do kill 9", "读取时所需内存超出上限"),
        (b"do crash", "解读程序自身出错（ZeroDivisionError"),
    ],
)
def test_a_document_that_ends_its_process_costs_one_agency_only(
    office: Any, kit: Any, limited: list[LimitedReader], deed: bytes, told: str
) -> None:
    for agency_id in NAMES:
        office.portals[agency_id] = kit.published(documents=(page(agency_id),))
    office.portals["edu"] = kit.published(documents=(deed,))
    office.config = replace(
        office.config, reading=ReadingSettings(timeout_seconds=5.0, memory_mib=1024)
    )
    summary = office.run(readers=None)
    assert summary.is_whole
    found = states(office)
    state, reason = found["edu"]
    assert state is PublicationState.ON_TIME
    assert reason is not None
    assert reason.startswith(f"本系统未能识读年报文件：0.html：{told}")
    assert (found["fin"], found["town"]) == (
        (PublicationState.ON_TIME, None),
        (PublicationState.COLLECTED, "没有规定该机关的公布期限"),
    )
    assert len(limited) == 1


def test_a_job_that_is_stopped_leaves_no_process_behind(
    office: Any, kit: Any, limited: list[LimitedReader]
) -> None:
    class Stopping(SilentProgress):
        def advanced(self, label: str) -> None:
            if label == "苏镇市教育局（2023）":
                raise KeyboardInterrupt

    for agency_id in NAMES:
        office.portals[agency_id] = kit.published(documents=(page(agency_id),))
    office.portals["fin"] = kit.published(documents=(b"do hang",))
    run_all(
        office.config, office.clock(), registry=kit.registry, years=(2023,),
        crawl=office.crawl, readers=kit.readers,
    )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        audit_all(office.config, office.clock(2), Stopping(), registry=kit.registry, years=(2023,))
    (reader,) = limited
    with pytest.raises(DocumentError, match="解读已中止"):
        reader.read(b"do say a", name="a")
    assert all(not worker.is_alive for worker in reader._alive)
