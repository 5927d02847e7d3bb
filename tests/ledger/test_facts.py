"""What was seen: registry, runs, visits, captures, notices go in and come out the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from archive.model import CaptureRole, VisitClass
from ledger.errors import LedgerError
from ledger.model import CaptureRow, NoticeRow, RunState
from ledger.store import Ledger
from registry.model import Registry


def rows(ledger: Ledger, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in ledger._connection.execute(sql)]


def test_registry_with_a_parent_that_comes_later(ledger: Ledger) -> None:
    assert rows(ledger, "SELECT * FROM agencies ORDER BY agency_id") == [
        ("edu", "苏镇市教育局", "department", "990100", '["市教育局"]', "gov", 0, 1),
        ("gov", "苏镇市人民政府", "government", "990100", "[]", None, 0, 1),
    ]
    assert rows(ledger, "SELECT * FROM duties ORDER BY agency_id") == [
        ("edu", 2023, "2024-01-31", "《中华人民共和国政府信息公开条例》第四十九条第一款"),
        ("gov", 2023, "2024-03-31", "《中华人民共和国政府信息公开条例》第四十九条第二款"),
    ]


def test_what_the_registry_no_longer_names_stays(ledger: Ledger, given: Any) -> None:
    edu = replace(given.registry.agencies["edu"], name="苏镇市教育体育局")
    ledger.record_registry(Registry(agencies={"edu": edu}, places={}), (2023,))
    watched = rows(ledger, "SELECT agency_id, name, parent_id, is_watched FROM agencies")
    assert watched == [("edu", "苏镇市教育体育局", None, 1), ("gov", "苏镇市人民政府", None, 0)]
    assert rows(ledger, "SELECT place_id, is_watched FROM places") == [
        ("edu-own", 0),
        ("gov-own", 0),
    ]


def test_runs_begin_and_end(ledger: Ledger, given: Any) -> None:
    for number in (1, 2, 3):
        ledger.begin_run(given.run(number))
    ledger.finish_run("r1", given.day(2))
    ledger.fail_run("r2", given.day(3), "磁盘已满")
    assert ledger.runs() == (
        replace(given.run(1), finished_at=given.day(2), state=RunState.FINISHED),
        replace(given.run(2), finished_at=given.day(3), state=RunState.FAILED, reason="磁盘已满"),
        given.run(3),
    )


def test_visits_and_captures(ledger: Ledger, given: Any) -> None:
    ledger.begin_run(given.run(1))
    ledger.begin_run(given.run(2))
    first = given.visit(1, VisitClass.NOT_SEEN, tried=("读取 robots 规则",), listed=3, declared=3)
    second = given.visit(2)
    other = replace(given.visit(2, place_id="gov-own"), agency_id="gov")
    for _ in range(2):  # the same again changes nothing
        ledger.record_visits([first])
        ledger.record_visits([second, other], [given.capture(2)])
    assert ledger.visits_of("edu", 2023) == (first, second)
    assert ledger.earlier_visits((2023,)) == (first, second, other)
    assert ledger.earlier_visits((2022,)) == ()
    assert ledger.latest_visits(2023) == (second, other)
    assert ledger.captures_of("r2", ("c9", "c1")) == (
        CaptureRow(
            run_id="r2",
            capture_id="c1",
            place_id="edu-own",
            role=CaptureRole.ARTICLE,
            url="http://jyj.example/2023.html",
            final_url="http://jyj.example/2023.html",
            status=200,
            requested_at=given.capture(2).requested_at,
            received_at=given.capture(2).received_at,
            content_type="text/html",
            content_encoding=None,
            sha256="ab" * 32,
            size=11,
        ),
    )


def test_hostile_values_are_kept_as_far_as_they_can_be(ledger: Ledger, given: Any) -> None:
    ledger.begin_run(given.run(1))
    title = "年报'); DROP TABLE runs; --\x00\ud800"
    ledger.record_visits([given.visit(1, title=title, declared=10**30, reason="<script>")])
    (kept,) = ledger.visits_of("edu", 2023)
    assert kept == given.visit(
        1, title="年报'); DROP TABLE runs; --\x00?", declared=2**63 - 1, reason="<script>"
    )


def test_a_locked_file_is_told(
    ledger: Ledger, given: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.connection._BUSY_SECONDS", 0.05)
    with Ledger.open(tmp_path / "ledger.db") as other:
        ledger._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="台账写入失败"):
            other.begin_run(given.run(1))
        assert other.runs() == ()  # reading never waits


def test_notices(ledger: Ledger, given: Any) -> None:
    ledger.begin_run(given.run(1))
    notice = NoticeRow(
        run_id="r1",
        agency_id="edu",
        year=2023,
        path="2023/r1/edu.html",
        sha256="cd" * 32,
        made_at=given.day(1),
    )
    again = replace(notice, sha256="ef" * 32, made_at=given.day(2))
    ledger.record_notice(notice)
    ledger.record_notice(again)
    assert ledger.notices(2023) == (replace(again, notice_id=1),)
    assert ledger.notices(2022) == ()


def test_earlier_visits_leave_out_what_repeats(ledger: Ledger, given: Any) -> None:
    classes = (
        VisitClass.NOT_SEEN,
        VisitClass.NOT_SEEN,
        VisitClass.TIMEOUT,
        VisitClass.NOT_SEEN,
        VisitClass.COLLECTED,
        VisitClass.COLLECTED,
        VisitClass.COLLECTED,
    )
    visits = tuple(given.visit(number, c) for number, c in enumerate(classes, start=1))
    for number, visit in enumerate(visits, start=1):
        ledger.begin_run(given.run(number))
        ledger.record_visits([visit])
    kept = ("r1", "r3", "r4", "r5", "r7")
    assert ledger.earlier_visits((2023, 2022)) == tuple(v for v in visits if v.run_id in kept)
    assert ledger.visits_of("edu", 2023) == visits
    assert ledger.visits_in("r4") == (visits[3],)
