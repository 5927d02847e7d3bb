"""SQL of a person's own can read the ledger and do nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.asking import LedgerReader, reading_ledger
from ledger.errors import LedgerError
from ledger.store import Ledger

ONLY_READ = "只能查询，不能改动台账，也不能附加其他文件或者更改数据库设置；请只写 SELECT"


@pytest.fixture
def reader(ledger: Ledger, tmp_path: Path) -> Iterator[LedgerReader]:  # noqa: ARG001
    with reading_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_query_answers(reader: LedgerReader) -> None:
    listing = reader.query("SELECT name AS 机关 FROM agencies ORDER BY agency_id")
    assert listing.columns == ("机关",)
    assert (listing.rows, listing.is_cut) == (
        (("苏镇市教育局",), ("苏镇市人民政府",)),
        False,
    )


def test_no_more_rows_than_allowed(reader: LedgerReader) -> None:
    listing = reader.query("SELECT agency_id FROM agencies ORDER BY 1", most_rows=1)
    assert (listing.rows, listing.is_cut) == ((("edu",),), True)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM agencies",
        "UPDATE agencies SET name = 'x'",
        "UPDATE sqlite_master SET sql = 'x'",
        "INSERT INTO agencies SELECT * FROM agencies",
        "DROP TABLE findings",
        "CREATE TEMP TABLE x (a)",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = OFF",
        "SELECT * FROM pragma_table_info('findings')",
        "SELECT load_extension('x')",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
    ],
)
def test_all_but_reading_is_refused(reader: LedgerReader, tmp_path: Path, sql: str) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(LedgerError) as refusal:
        reader.query(sql)
    assert str(refusal.value) == ONLY_READ
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1; SELECT 2", "一次只能写一条查询语句"),
        ("-- nothing", "没有可以执行的查询语句；只能写一条 SELECT 查询"),
        ("SELECT zeroblob(1000000000)", "查询语句有误：有的值过长（string or blob too big）"),
        (
            "SELECT nope FROM agencies",
            "查询语句有误：没有这一列，名称见 docs/ledger.md（no such column: nope）",
        ),
        ("SELECT '" + "x" * 100_000, "查询语句过长，最多 100000 字节"),
    ],
)
def test_mistakes_are_told_in_chinese(reader: LedgerReader, sql: str, said: str) -> None:
    with pytest.raises(LedgerError) as refusal:
        reader.query(sql)
    assert str(refusal.value) == said


def test_an_endless_query_is_stopped_and_the_next_one_answers(reader: LedgerReader) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(LedgerError) as refusal:
        reader.query(endless, seconds=0.2)
    assert str(refusal.value) == "查询超过 0.2 秒，已停止；请缩小范围（如加上年度）后再试"
    assert reader.query("SELECT 1 AS one").rows == ((1,),)


def test_lists_in_json_and_the_index_of_words_can_be_asked(reader: LedgerReader) -> None:
    assert reader.query("SELECT value FROM json_each('[3]')").rows == ((3,),)
    found = reader.query("SELECT rowid FROM finding_search WHERE finding_search MATCH '教育局'")
    assert found.rows == ()


def test_what_is_no_ledger_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"not a database, but somebody's notes\n" * 50)
    with pytest.raises(LedgerError, match="不是可用的台账文件"), reading_ledger(path):
        pass
