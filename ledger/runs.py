"""Runs: begun, finished or failed."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime

from ledger.model import Run, RunJob, RunState
from ledger.rows import instant_text, json_text, whole_text


def begin_run(connection: sqlite3.Connection, run: Run) -> None:
    """Write the run down as running."""
    connection.execute(
        "INSERT INTO runs (run_id, sequence, job, years, as_of, started_at, state) "
        "VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM runs), ?, ?, ?, ?, 'running')",
        (
            run.run_id,
            run.job.value,
            json_text(run.years),
            run.as_of.isoformat(),
            instant_text(run.started_at),
        ),
    )


def end_run(
    connection: sqlite3.Connection,
    run_id: str,
    state: RunState,
    finished_at: datetime,
    reason: str | None,
) -> None:
    """Write down how the run ended."""
    connection.execute(
        "UPDATE runs SET state = ?, finished_at = ?, reason = ? WHERE run_id = ?",
        (state.value, instant_text(finished_at), whole_text(reason), run_id),
    )


def all_runs(connection: sqlite3.Connection) -> tuple[Run, ...]:
    """All runs, in the order in which they began."""
    rows = connection.execute("SELECT * FROM runs ORDER BY sequence")
    return tuple(
        Run(
            run_id=row["run_id"],
            job=RunJob(row["job"]),
            years=tuple(json.loads(row["years"])),
            as_of=date.fromisoformat(row["as_of"]),
            started_at=datetime.fromisoformat(row["started_at"]),
            finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
            state=RunState(row["state"]),
            reason=row["reason"],
        )
        for row in rows
    )
