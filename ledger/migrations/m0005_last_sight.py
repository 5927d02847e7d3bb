"""What the last visit to a place saw, for the next one to compare with."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import Column, TableDeclaration, create_table

_LAST_SIGHT = TableDeclaration(
    name="last_sights",
    chinese="上次采集所见",
    english="What the last visit to a place saw of list and report; only the latest is kept",
    primary_key=("place_id", "year"),
    references=(
        (("run_id",), "runs", ("run_id",)),
        (("place_id",), "places", ("place_id",)),
    ),
    columns=(
        Column("place_id", str, "位置编号", "The place"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("run_id", str, "运行编号", "Run of the visit"),
        Column("started_at", str, "开始时间", "Instant of the start of the visit, UTC"),
        Column("seen", str, "所见（JSON）", "Fingerprints of the list and the documents, JSON"),
    ),
)


def apply(database: Database) -> None:
    """Make the table."""
    create_table(database, _LAST_SIGHT)
