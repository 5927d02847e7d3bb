"""A program that dies in the middle of a run leaves the last whole run visible."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from audit.model import Outcome
from ledger.model import FindingQuery, RunState
from ledger.store import Ledger

# Dies inside the transaction that would make the run whole, after all its rows were written.
DYING = """
import os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from audit.model import Finding, Outcome, RuleResult, Severity
from ledger import runs
from ledger.model import JudgedCase, PublicationInterval, PublicationState, Run, RunJob
from ledger.store import Ledger

at = datetime(2024, 2, 6, 1, tzinfo=UTC)
ledger = Ledger.open(Path(sys.argv[1]))
ledger.begin_run(Run(run_id="r2", job=RunJob.RUN, years=(2023,), as_of=at.date(), started_at=at))
result = RuleResult(
    rule="CON02", version=1, outcome=Outcome.NONCONFORMING, severity=Severity.ERROR,
    findings=(Finding(subject="requests", severity=Severity.ERROR, message="-", evidence=()),),
)
ledger.record_case(JudgedCase(
    run_id="r2", agency_id="edu", year=2023, state=PublicationState.LATE,
    interval=PublicationInterval(claimed_dates={}), results=(result,),
))
runs.end_run = lambda *_: os._exit(9)
ledger.finish_run("r2", at)
"""


def test_the_last_whole_run_stays_and_the_next_is_complete(
    ledger: Ledger, given: Any, record: Callable[..., None], root: Path, tmp_path: Path
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    cases, findings = ledger.cases(2023), ledger.findings(FindingQuery())
    child = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", DYING, str(tmp_path / "ledger.db")], cwd=root, check=False
    )
    assert child.returncode == 9
    with Ledger.open(tmp_path / "ledger.db") as again:
        assert again.cases(2023) == cases
        assert again.findings(FindingQuery()) == findings
        assert [run.state for run in again.runs()] == [RunState.FINISHED, RunState.RUNNING]
    record(3, given.result(Outcome.NONCONFORMING, "requests.partial"))
    assert [case.run_id for case in ledger.cases(2023)] == ["r3"]
    assert [finding.subject for finding in ledger.findings(FindingQuery())] == [
        "requests.granted",
        "requests.partial",
    ]
