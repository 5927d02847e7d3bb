"""The exit status of whole runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cli.main import call
from cli.summaries import status_of
from workflow.summary import RunSummary, YearSummary


def summary(*, crashed: int = 0, failures: tuple[str, ...] = ()) -> RunSummary:
    year = YearSummary(
        year=2023,
        states={},
        findings={},
        undetermined=0,
        crashed=crashed,
        board=Path("index.html"),
        notices=(),
    )
    return RunSummary(run_id="一", as_of=date(2024, 2, 6), years=(year,), failures=failures)


WHOLE, FAILED, CRASHED = summary(), summary(failures=("甲",)), summary(crashed=1)
CASES = [
    ((), 0),
    ((WHOLE, WHOLE), 0),
    ((FAILED, WHOLE), 1),
    ((WHOLE, CRASHED), 3),
    ((CRASHED, FAILED), 3),
]


@pytest.mark.parametrize(("summaries", "status"), CASES)
def test_a_crashed_rule_stands_above_other_failures(
    summaries: Sequence[RunSummary], status: int
) -> None:
    assert status_of(summaries) == status


@pytest.mark.parametrize(
    ("command", "job"),
    [
        ("run", "cli.run.run_all"),
        ("audit", "cli.run.audit_all"),
        ("collect", "cli.collect.collect_all"),
        ("notices", "cli.notice_drafts.notify_all"),
    ],
)
def test_a_command_ends_as_its_summary_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, job: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for told, status in ((WHOLE, 0), (FAILED, 1), (CRASHED, 3)):
        monkeypatch.setattr(job, lambda *_given, _told=told, **_more: _told)
        assert call([command]) == status


def test_the_demonstration_tells_that_a_rule_crashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cli.demo.run_visits", lambda *_given, **_more: (WHOLE, CRASHED))
    assert call(["demo", "--without-browser"]) == 3
