"""The ledger as it was when the cases of a run were about to be judged, in a file of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

# Runs that had not begun, and the run itself: what they judged was not there yet. What the run
# had visited was.
_LATER = "(SELECT run_id FROM runs WHERE sequence > (SELECT sequence FROM runs WHERE run_id = ?))"
_JUDGED = f"SELECT judgement_id FROM judgements WHERE first_run_id IN {_LATER}"  # noqa: S608
_READ = f"SELECT reading_id FROM readings WHERE first_run_id IN {_LATER}"  # noqa: S608
_STEPS = (
    "DELETE FROM notice_files",
    "DELETE FROM notice_items",
    "DELETE FROM notices",
    "DELETE FROM finding_history",
    "DELETE FROM finding_texts",
    "DELETE FROM report_versions",
    "DELETE FROM findings",
    f"DELETE FROM result_findings WHERE judgement_id IN ({_JUDGED})",  # noqa: S608
    f"DELETE FROM results WHERE judgement_id IN ({_JUDGED})",  # noqa: S608
    f"DELETE FROM judgements WHERE first_run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM narratives WHERE reading_id IN ({_READ})",  # noqa: S608
    f"DELETE FROM figures WHERE reading_id IN ({_READ})",  # noqa: S608
    f"DELETE FROM readings WHERE first_run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM reports WHERE first_run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM cases WHERE run_id IN {_LATER}",  # noqa: S608
    "DELETE FROM cases WHERE run_id = ?",
    f"DELETE FROM last_sights WHERE run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM visits WHERE run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM captures WHERE run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM run_inputs WHERE run_id IN {_LATER}",  # noqa: S608
    f"DELETE FROM runs WHERE run_id IN {_LATER}",  # noqa: S608
    "UPDATE runs SET state = 'running', finished_at = NULL, reason = NULL WHERE run_id = ?",
)


def copy_before(connection: sqlite3.Connection, run_id: str, path: Path) -> None:
    """Write to the new file ``path`` what the ledger held when ``run_id`` began to judge.

    Decisions, waivers and the log are left as they are: no rule looks at them. Confirmed absences
    are looked at as they stood when the run began (``ledger.absences.standing``). What guards
    rows in the ledger itself would stand in the way here.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("BEGIN")
        for (name,) in copy.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'finding_texts'"
        ).fetchall():
            copy.execute(f'DROP TRIGGER "{name}"')
        for step in _STEPS:
            copy.execute(step, (run_id,) * step.count("?"))
        copy.execute("COMMIT")
