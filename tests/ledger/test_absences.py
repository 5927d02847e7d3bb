"""Confirmed absences: only added, in the log, in force until taken back or the report is seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from archive.model import VisitClass
from ledger.errors import LedgerError
from ledger.said import Absence, AbsenceEnd
from ledger.store import Ledger

AT = datetime(2024, 2, 6, 3, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
WORD = Absence(
    agency_id="edu",
    year=2023,
    run_id="r1",
    seen_date=date(2024, 2, 5),
    reason=" 已查看首页、\n年报栏目 和站内检索 ",
    confirmed_by=" 张 三 ",
    confirmed_at=AT,
)
KEPT = replace(WORD, absence_id=1, reason="已查看首页、 年报栏目 和站内检索", confirmed_by="张 三")
END = AbsenceEnd(reason="发布在 上级平台", withdrawn_by="李四", withdrawn_at=LATER)


@pytest.fixture
def visited(ledger: Ledger, given: Any) -> Callable[..., None]:
    """A visit of run ``number``, one run a day."""

    def visit(number: int, visit_class: VisitClass = VisitClass.ABSENT_UNCONFIRMED) -> None:
        ledger.begin_run(given.run(number))
        ledger.record_visits([given.visit(number, visit_class)])

    visit(1)
    return visit


@pytest.mark.usefixtures("visited")
def test_a_word_is_kept_and_logged(ledger: Ledger) -> None:
    assert ledger.absences.confirm(WORD) == KEPT
    assert ledger.absences.of("edu", 2023) == (KEPT,)
    assert ledger.absences.of("edu", 2022) == ledger.absences.of("gov", 2023) == ()
    assert ledger.absences.in_force(2023) == {"edu": KEPT}
    assert ledger.absences.in_force(2022) == {}
    (event,) = ledger.events.all()
    assert (event.kind, event.actor, event.at, event.table, event.row_key) == (
        *("确认未公布", "张 三", AT, "absences", 1),
    )
    assert ledger.events.verify().problems == ()


@pytest.mark.usefixtures("visited")
def test_it_is_taken_back_and_given_again(ledger: Ledger) -> None:
    ledger.absences.confirm(WORD)
    ended = ledger.absences.withdraw("edu", 2023, END)
    assert ended == replace(KEPT, end=END)
    assert ledger.absences.in_force(2023) == {}
    again = ledger.absences.confirm(replace(WORD, confirmed_at=LATER + timedelta(hours=1)))
    assert ledger.absences.of("edu", 2023) == (ended, again)
    assert ledger.absences.in_force(2023) == {"edu": again}
    assert [event.kind for event in ledger.events.all()] == [
        *("确认未公布", "撤回未公布确认", "确认未公布")
    ]
    assert ledger.events.verify().problems == ()
    rows = ledger._connection.execute("SELECT 状态, 撤回人 FROM 未公布确认一览").fetchall()
    assert [tuple(row) for row in rows] == [("有效", None), ("已撤回", "李四")]


def test_a_report_that_is_seen_ends_it_for_good(ledger: Ledger, visited: Any) -> None:
    ledger.absences.confirm(WORD)
    visited(2, VisitClass.TIMEOUT)
    visited(3, VisitClass.ABSENT_UNCONFIRMED)
    assert set(ledger.absences.in_force(2023)) == {"edu"}
    visited(4, VisitClass.COLLECTED_LATE)
    visited(5, VisitClass.ABSENT_UNCONFIRMED)
    assert ledger.absences.in_force(2023) == {}
    shown = ledger._connection.execute("SELECT 机关, 状态 FROM 未公布确认一览").fetchone()
    assert tuple(shown) == ("苏镇市教育局", "已失效（见到年报）")
    # It may be said anew, and what was wrong from the beginning may still be taken back.
    ledger.absences.withdraw("edu", 2023, END)
    assert ledger.absences.confirm(replace(WORD, confirmed_at=AT + timedelta(days=5))).absence_id


def test_what_was_seen_before_does_not_count(ledger: Ledger, given: Any) -> None:
    """It stood at a place that was named by mistake: the person knew of it."""
    ledger.begin_run(given.run(1))
    ledger.record_visits([given.visit(1, VisitClass.COLLECTED)])
    assert ledger.absences.confirm(WORD) == KEPT
    assert ledger.absences.in_force(2023) == {"edu": KEPT}


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " \n"}, "确认未公布没有写明理由，请写明查看了什么"),
        ({"confirmed_by": " "}, "没有写明姓名：认定、豁免、签发等操作须由具名的人作出，请写明姓名"),
    ],
)
def test_who_and_why_must_be_said(ledger: Ledger, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(LedgerError) as refusal:
        ledger.absences.confirm(replace(WORD, **changes))
    assert str(refusal.value) == words
    ledger.absences.confirm(WORD)
    for end in (replace(END, reason=""), replace(END, withdrawn_by="")):
        with pytest.raises(LedgerError, match="没有写明"):
            ledger.absences.withdraw("edu", 2023, end)
    assert ledger.absences.in_force(2023) == {"edu": KEPT}


@pytest.mark.usefixtures("visited")
def test_one_word_at_a_time(ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as refusal:
        ledger.absences.withdraw("edu", 2023, END)
    assert str(refusal.value) == "该机关2023年度没有可以撤回的未公布确认，见 duban absent list"
    ledger.absences.confirm(WORD)
    with pytest.raises(LedgerError) as refusal:
        ledger.absences.confirm(replace(WORD, confirmed_by="李四"))
    assert str(refusal.value) == (
        "已由张 三确认未公布（第 1 号），不必再次确认；有误的，请先撤回（duban absent withdraw）"
    )
    assert len(list(ledger.events.all())) == 1


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize("table", ["absences", "absence_ends"])
def test_rows_are_only_added_and_watched(ledger: Ledger, table: str) -> None:
    ledger.absences.confirm(WORD)
    ledger.absences.withdraw("edu", 2023, END)
    connection = ledger._connection
    for sql in (f"UPDATE {table} SET reason = 'x'", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(sqlite3.IntegrityError, match="are only added"):
            connection.execute(sql)
    connection.execute(f"DROP TRIGGER {table}_update")
    connection.execute(f"UPDATE {table} SET reason = 'x'")  # noqa: S608
    assert ledger.events.verify().problems == (f"{table} 第 1 行与操作记录不符",)


def test_what_was_known_at_an_instant() -> None:
    """What is said at the very instant at which a run begins is said after it began."""
    second = timedelta(seconds=1)
    ended = replace(KEPT, end=END)
    assert [KEPT.holds_at(at) for at in (AT, AT + second, LATER, None)] == [False, True, True, True]
    assert [ended.holds_at(at) for at in (AT, AT + second, LATER, LATER + second, None)] == [
        *(False, True, True, False, False)
    ]


@pytest.mark.usefixtures("visited")
def test_hostile_words_are_kept_as_words(ledger: Ledger) -> None:
    hostile = "'); DROP TABLE absences;-- \ud800\x1b[31m\u202e<script>"
    kept = ledger.absences.confirm(replace(WORD, reason=hostile, confirmed_by=hostile))
    assert kept.reason == hostile
    (held,) = ledger.absences.of("edu", 2023)
    assert held.reason == hostile.replace("\ud800", "?")
    assert ledger.events.verify().problems == ()
