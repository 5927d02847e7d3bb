"""The drafts that were written."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import datetime

from ledger.model import NoticeRow
from ledger.rows import instant_text, write_rows

_NOTICE = tuple(field.name for field in fields(NoticeRow))


def record_notice(connection: sqlite3.Connection, notice: NoticeRow) -> None:
    """Write down that a draft was made; made again in the same run, the last one counts."""
    row = (
        notice.run_id,
        notice.agency_id,
        notice.year,
        notice.path,
        notice.sha256,
        instant_text(notice.made_at),
    )
    write_rows(connection, "notices", _NOTICE, [row], key=("run_id", "agency_id", "year"))


def notices_of(connection: sqlite3.Connection, year: int) -> tuple[NoticeRow, ...]:
    """All drafts for the year, the oldest first."""
    rows = connection.execute(
        "SELECT n.* FROM notices n WHERE n.year = ? ORDER BY n.made_at, n.agency_id", (year,)
    )
    return tuple(
        NoticeRow(
            run_id=row["run_id"],
            agency_id=row["agency_id"],
            year=row["year"],
            path=row["path"],
            sha256=row["sha256"],
            made_at=datetime.fromisoformat(row["made_at"]),
        )
        for row in rows
    )
