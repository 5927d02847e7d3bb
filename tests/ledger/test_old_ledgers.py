"""Ledgers of every older schema, kept as text, come to the present one with all they hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from audit.model import Evidence, Outcome, Severity
from ledger.examination import examine
from ledger.finding_state import FindingState
from ledger.migrate import MIGRATIONS, made_at
from ledger.model import FindingQuery, NoticeRow, RunState
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import NoticeState
from ledger.store import Ledger

OLD = Path(__file__).with_name("old")
SCHEMAS = (1, 2, 3, 4, 5, 6, 7, 8)


@pytest.fixture(params=SCHEMAS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    """A ledger file of an older program: its schema and where it lies."""
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            (OLD / f"schema{request.param:02}.sql").read_text(encoding="utf-8")
        )
    return request.param, path


def test_what_it_holds_is_there(old: tuple[int, Path]) -> None:
    schema, path = old
    assert examine(path).schema == schema
    with Ledger.open(path) as ledger:
        assert [(run.run_id, run.state) for run in ledger.runs()] == [
            ("r1", RunState.FINISHED),
            ("r2", RunState.RUNNING),
        ]
        (case,) = ledger.cases(2023)
        assert (case.agency_name, case.state.value, case.not_after) == (
            "苏镇市教育局",
            "on_time",
            date(2024, 2, 5),
        )
        assert [(f.path, f.value) for f in ledger.figures("edu", 2023)] == [
            ("requests.granted.total", "5"),
            ("fees.amount", "1.50"),
        ]
        own, other = ledger.findings(FindingQuery())
        assert (own.rule, own.severity, own.message) == (
            "CON01",
            Severity.ERROR,
            "3 + 1 = 4，报告填 5",
        )
        assert own.evidence == (Evidence(at="表三 第1行 总计", printed="5"),)
        states = dict(
            ledger._connection.execute("SELECT fingerprint, state FROM findings").fetchall()
        )
        assert states == {
            own.fingerprint: FindingState.NEW,
            other.fingerprint: FindingState.RECTIFIED,
        }
        assert ledger.notices(2023) == (
            NoticeRow(
                notice_id=1,
                run_id="r1",
                agency_id="edu",
                year=2023,
                path="2023/r1/edu.html",
                sha256="abab",
                made_at=datetime(2024, 2, 5, 2, 0, 1, tzinfo=UTC),
            ),
        )
        said = [decision.decided_by for decision in ledger.decisions_of(own.fingerprint)]
        logged = [(event.actor, event.table, event.row_key) for event in ledger.events.all()]
        assert (said, logged[:2]) == (
            (["张三", "李四"], [("张三", "decisions", 1), ("李四", "decisions", 2)])
            if schema >= 3
            else ([], [])
        )
        assert ledger.findings_with("教育局 报告填") == (own.fingerprint,)


@pytest.mark.parametrize("old", [6, 7, 8], indirect=True)
def test_what_was_released_stays_frozen(old: tuple[int, Path]) -> None:
    """Their drafts know no reason and no files; their releases keep number, list and reply."""
    _, path = old
    with Ledger.open(path) as ledger:
        (document,) = ledger.papers.listed(NoticeQuery(year=2022))
        assert document == ListedNotice(
            row=NoticeRow(
                notice_id=2,
                run_id="r1",
                agency_id="edu",
                year=2022,
                path="2022/r1/edu.html",
                sha256="cd" * 32,
                made_at=datetime(2024, 2, 6, 1, tzinfo=UTC),
                reply_due=date(2024, 2, 26),
            ),
            state=NoticeState.RELEASED,
            agency_name="苏镇市教育局",
            items=1,
            number="苏公开〔2024〕1号",
            released_at=datetime(2024, 2, 8, 1, tzinfo=UTC),
        )
        assert document.issued_date == date(2024, 2, 8)
        assert ledger.papers.files(2) == ()
        assert [reply.words for reply in ledger.papers.replies(2)] == ["来函收悉"]
        with pytest.raises(sqlite3.IntegrityError, match="frozen"):
            ledger._connection.execute("UPDATE notices SET reason = 'x' WHERE notice_id = 2")


def test_it_is_as_sound_as_a_new_one(old: tuple[int, Path]) -> None:
    _, path = old
    Ledger.open(path).close()
    examined = examine(path)
    assert (examined.schema, examined.problems) == (len(MIGRATIONS), ())


def test_a_run_goes_on_from_it(old: tuple[int, Path], given: Any) -> None:
    _, path = old
    with Ledger.open(path) as ledger:
        ledger.fail_run("r2", given.day(3), "中断")
        ledger.record_registry(given.registry, (2023,), given.day(3))
        ledger.begin_run(given.run(3))
        ledger.record_visits([given.visit(3)], [given.capture(3)])
        ledger.record_case(
            given.case(3, given.result(Outcome.CONFORMS), given.result(Outcome.CONFORMS, rule="X"))
        )
        ledger.finish_run("r3", given.day(4))
        assert [case.run_id for case in ledger.cases(2023)] == ["r3"]
        assert [f.status.value for f in ledger.findings(FindingQuery(rule="CON01"))] == ["gone"]
    assert examine(path).is_sound


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_files_are_what_the_migrations_made(schema: int) -> None:
    """A released step is never edited: what it once made is what it makes now."""

    def shape(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
        return connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
        ).fetchall()

    with closing(sqlite3.connect(":memory:")) as kept, closing(made_at(schema)) as made:
        kept.executescript((OLD / f"schema{schema:02}.sql").read_text(encoding="utf-8"))
        assert shape(kept) == shape(made)


def test_a_known_reading_gets_the_words_that_an_older_program_did_not_keep(
    ledger: Ledger, record: Callable[..., None], given: Any
) -> None:
    record(1, given.result(Outcome.CONFORMS))
    connection = ledger._connection
    connection.execute("DELETE FROM narratives")
    connection.execute("UPDATE readings SET text_sha256 = ''")
    record(2, given.result(Outcome.CONFORMS))
    assert connection.execute("SELECT count(*) FROM readings").fetchone()[0] == 1
    assert connection.execute("SELECT count(*) FROM narratives").fetchone()[0] == 7
    assert connection.execute("SELECT length(text_sha256) FROM readings").fetchone()[0] == 64
