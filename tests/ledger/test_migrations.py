from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ledger.errors import LedgerError
from ledger.migrate import MIGRATIONS
from ledger.store import Ledger

VIEWS = [
    "key_figures",
    "last_day",
    "latest_cases",
    "latest_readings",
    "rejected_findings",
    "standing_findings",
    "waived_findings",
    "waivers_in_force",
    "人工认定一览",
    "公布情况",
    "年报版本一览",
    "影子规则发现",
    "操作记录",
    "数据项一览",
    "文书一览",
    "未公布确认一览",
    "机关名称一览",
    "豁免一览",
    "运行记录",
    "问题一览",
    "问题经历",
]
TABLES = [
    "_columns",
    "_migrations",
    "absence_ends",
    "absences",
    "agencies",
    "agency_names",
    "captures",
    "cases",
    "decisions",
    "deliveries",
    "duties",
    "duty_history",
    "events",
    "figures",
    "finding_history",
    "finding_texts",
    "findings",
    "inputs",
    "judgements",
    "last_sights",
    "narrative_texts",
    "narratives",
    "notice_files",
    "notice_items",
    "notice_states",
    "notices",
    "places",
    "readings",
    "replies",
    "reply_items",
    "report_versions",
    "reports",
    "result_findings",
    "results",
    "run_inputs",
    "runs",
    "search_progress",
    "visits",
    "waiver_ends",
    "waivers",
]
INDEXES_OF_WORDS = ["finding_search", "narrative_search"]


def names(connection: sqlite3.Connection, kind: str) -> list[str]:
    """The tables or views that a person sees; an index of words keeps tables of its own."""
    rows = connection.execute("SELECT name, type FROM pragma_table_list ORDER BY name")
    return [row[0] for row in rows if row[1] == kind and not row[0].startswith("sqlite_")]


def test_migrations_are_numbered_without_gaps() -> None:
    assert [m.number for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_new_file_gets_every_table_and_view(ledger: Ledger) -> None:
    assert names(ledger._connection, "table") == TABLES
    assert names(ledger._connection, "virtual") == INDEXES_OF_WORDS
    assert names(ledger._connection, "view") == VIEWS


def test_tables_are_strict_and_keys_are_enforced(ledger: Ledger) -> None:
    connection = ledger._connection
    loose = [
        row["name"]
        for row in connection.execute("PRAGMA table_list")
        if row["type"] == "table" and not row["strict"] and not row["name"].startswith("sqlite_")
    ]
    assert loose == []
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO duties VALUES ('nobody', 2023, '2024-01-31', '条例')")


def test_every_table_and_column_is_documented(ledger: Ledger) -> None:
    connection = ledger._connection
    real = {
        (name, column)
        for kind in ("table", "view", "virtual")
        for name in names(connection, kind)
        for column in (
            "",
            *(row["name"] for row in connection.execute(f'PRAGMA table_info("{name}")')),
        )
    }
    rows = connection.execute("SELECT * FROM _columns").fetchall()
    assert {(row["table_name"], row["column_name"]) for row in rows} == real
    assert [tuple(row) for row in rows if not row["chinese"] or not row["english"]] == []


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "ledger.db"
    with Ledger.open(path) as first, Ledger.open(path) as second:
        before = first._connection.execute("SELECT sql FROM sqlite_master").fetchall()
        assert second._connection.execute("SELECT sql FROM sqlite_master").fetchall() == before
        applied = second._connection.execute("SELECT number, name FROM _migrations").fetchall()
    assert [tuple(row) for row in applied] == [
        (1, "initial"),
        (2, "views"),
        (3, "decisions"),
        (4, "how_judged"),
        (5, "last_sight"),
        (6, "whole"),
        (7, "questions"),
        (8, "quicker"),
        (9, "released"),
        (10, "absences"),
    ]


def test_an_older_file_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    with monkeypatch.context() as patch:
        patch.setattr("ledger.migrate.MIGRATIONS", MIGRATIONS[:1])
        Ledger.open(path).close()
    with Ledger.open(path) as ledger:
        assert names(ledger._connection, "view") == VIEWS


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger._connection.execute("INSERT INTO _migrations VALUES (99, 'future')")
    with pytest.raises(LedgerError) as refusal:
        Ledger.open(path)
    assert str(refusal.value) == (
        f"{path}：台账由更新版本的程序建立（第 99 版，本程序只到第 10 版），请升级程序后再打开"
    )


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"not a database at all, but somebody's notes\n" * 50)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="不是可用的台账文件"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="台账打不开"):
        Ledger.open(tmp_path)
