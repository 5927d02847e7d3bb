"""Step 6: what changes over time, what people say and send, what can be searched, and views."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.chain import canonical, link
from ledger.migrations import m0006_over_time, m0006_said, m0006_search, m0006_views


def apply(database: Database) -> None:
    """Make it all; decisions of older ledgers become the first events of the log."""
    m0006_over_time.apply(database)
    m0006_said.apply(database)
    m0006_search.apply(database)
    m0006_views.apply(database)
    _log_decisions(database)


def _log_decisions(database: Database) -> None:
    cursor = database.execute("SELECT * FROM decisions ORDER BY decision_id")
    names = tuple(column[0] for column in cursor.description)
    previous = ""
    for number, row in enumerate(cursor.fetchall(), start=1):
        content = dict(zip(names, row, strict=True))
        cells = (
            number,
            content["decided_at"],
            content["decided_by"],
            "人工认定",
            "decisions",
            content["decision_id"],
            canonical(content),
        )
        sha256 = link(previous, cells)
        database.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*cells, previous, sha256)
        )
        previous = sha256
