"""The meaning of every table and column, from the database itself, as Markdown."""

from __future__ import annotations

import sqlite3
from itertools import groupby


def schema_page(connection: sqlite3.Connection) -> str:
    """One section for each table and view, in the order in which they were made."""
    rows = connection.execute(
        "SELECT table_name, column_name, chinese, english FROM _columns c ORDER BY "
        "(SELECT min(rowid) FROM _columns WHERE table_name = c.table_name), rowid"
    )
    sections = []
    for name, described in groupby(rows, key=lambda row: str(row["table_name"])):
        table, *columns = described
        lines = [
            f"### {name}",
            "",
            f"{table['chinese']}: {table['english']}.",
            "",
            "| column | 说明 | meaning |",
            "|---|---|---|",
            *(f"| `{c['column_name']}` | {c['chinese']} | {c['english']} |" for c in columns),
        ]
        sections.append("\n".join(lines))
    return "\n\n".join(sections) + "\n"
