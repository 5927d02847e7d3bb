"""Why a rule could not judge, and which document of a report was judged."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import Column, add_column

_COLUMNS = (
    (
        "results",
        Column(
            "obstacle",
            str,
            "无法判定的原因类别",
            "not_held or unclear; empty where the rule judged, and in judgements of older programs",
        ),
    ),
    (
        "cases",
        Column(
            "judged_sha256",
            str,
            "据以审核的文件的 SHA-256",
            "The document that was judged, its first page; empty where none was, or unknown",
        ),
    ),
)


def apply(database: Database) -> None:
    """Add the columns."""
    for table, column in _COLUMNS:
        add_column(database, table, column, "''")
