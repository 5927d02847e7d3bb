"""Datasette's metadata from what the ledger says of itself: Chinese titles, columns explained."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

TITLE = "督办台账"
DESCRIPTION = "政府信息公开工作年度报告核查台账（只读）。以中文命名的视图供查阅，其余为原始表。"


def ledger_metadata(path: Path) -> dict[str, object]:
    """The metadata of one ledger: a title for each table, a meaning for each column.

    ``path`` is a ledger that exists; it is opened for reading only.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT table_name, column_name, chinese, english FROM _columns ORDER BY rowid"
        ).fetchall()
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "databases": {path.stem: {"title": TITLE, "tables": _tables(rows)}},
    }


def _tables(rows: list[tuple[str, str, str, str]]) -> Mapping[str, Mapping[str, object]]:
    titles = {name: (chinese, english) for name, column, chinese, english in rows if not column}
    return {
        name: {
            "title": chinese,
            "description": english,
            "columns": {
                column: meaning for table, column, meaning, _ in rows if table == name and column
            },
        }
        for name, (chinese, english) in titles.items()
    }
