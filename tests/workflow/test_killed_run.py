"""A job that dies in the middle: what it saw counts, what it judged does not show."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from ledger.model import FindingQuery, RunState
from workflow.run import run_all

CELL = "requests.granted.total"
DIED = 9


def die_while_judging(office: Any, kit: Any) -> int:
    """Run the job in a forked process that dies at the second agency; its exit status."""
    read: list[bytes] = []

    def dying(body: bytes, *, name: str, content_type: str | None = None) -> Any:
        read.append(body)
        if len(read) > 1:
            os._exit(DIED)
        return kit.readers.first(body, name=name, content_type=content_type)

    child = os.fork()
    if child == 0:
        try:
            run_all(
                office.config,
                office.clock(2),
                registry=kit.registry,
                years=(2023,),
                crawl=office.crawl,
                readers=replace(kit.readers, first=dying),
            )
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def test_the_last_whole_run_stays_visible_and_the_next_is_complete(office: Any, kit: Any) -> None:
    office.run()
    with office.ledger() as ledger:
        cases, findings = ledger.cases(2023), ledger.findings(FindingQuery())
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    assert die_while_judging(office, kit) == DIED
    with office.ledger() as ledger:
        assert ledger.cases(2023) == cases
        assert ledger.findings(FindingQuery()) == findings
        assert ledger.runs()[-1].state is RunState.RUNNING

    office.run(3)
    with office.ledger() as ledger:
        assert [(run.run_id, run.state, run.reason) for run in ledger.runs()] == [
            ("20240205-090000", RunState.FINISHED, None),
            (
                "20240206-090000",
                RunState.FAILED,
                "运行中途被终止，已采集的访问记录仍然有效",
            ),
            ("20240207-090000", RunState.FINISHED, None),
        ]
        assert {case.run_id for case in ledger.cases(2023)} == {"20240207-090000"}
        # The visits of the dead run are evidence like any other.
        assert [v.run_id for v in ledger.visits_of("edu", 2023)] == [
            "20240205-090000",
            "20240206-090000",
            "20240207-090000",
        ]
        wrong = ledger.findings(FindingQuery(rule="CON01"))
        assert [(f.subject, f.first_seen_run) for f in wrong] == [
            ("requests.granted", "20240207-090000")
        ]
