"""The log is chained: what was done cannot be rewritten unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.model import Outcome
from ledger.chain import canonical, link
from ledger.errors import LedgerError
from ledger.identity import fingerprint
from ledger.model import Decision, Verdict
from ledger.said import Event, Waiver, WaiverEnd
from ledger.store import Ledger

GRANTED = fingerprint("CON01", "edu", 2023, "requests.granted")


@pytest.fixture
def decided(ledger: Ledger, given: Any, record: Callable[..., None]) -> sqlite3.Connection:
    """The connection of a ledger with a decision, a waiver and its end."""
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    ledger.record_decision(
        Decision(
            fingerprint=GRANTED,
            run_id="r1",
            rule="CON01",
            rule_version=1,
            finding_sha256="a",
            verdict=Verdict.UPHELD,
            decided_by=" 张三 ",
            decided_at=given.day(2),
            reason="已核对",
        )
    )
    waiver = ledger.waivers.add(
        Waiver(
            rule="CON01",
            agency_id="edu",
            year=None,
            from_date=date(2024, 2, 5),
            until_date=date(2024, 12, 31),
            reason="机构合并",
            waived_by="李四",
            waived_at=given.day(3),
        )
    )
    end = WaiverEnd(
        from_date=date(2024, 3, 1), reason="已恢复", ended_by="王五", ended_at=given.day(4)
    )
    ledger.waivers.end(waiver.waiver_id, end)
    assert ledger.waivers.all() == (replace(waiver, end=end),)
    return ledger._connection


@pytest.mark.usefixtures("decided")
def test_each_row_is_logged_and_chained(ledger: Ledger) -> None:
    first, second, third = ledger.events.all()
    cells = (
        1,
        "2024-02-06T01:00:00+00:00",
        "张三",
        "人工认定",
        "decisions",
        1,
        (
            '{"decided_at":"2024-02-06T01:00:00+00:00","decided_by":"张三","decision_id":1,'
            f'"finding_sha256":"a","fingerprint":"{GRANTED}","reason":"已核对","rule":"CON01",'
            '"rule_version":1,"run_id":"r1","verdict":"upheld"}'
        ),
    )
    assert first == Event(
        event_id=1,
        at=ledger.decisions_of(GRANTED)[0].decided_at,
        actor="张三",
        kind="人工认定",
        table="decisions",
        row_key=1,
        content=cells[-1],
        previous_sha256="",
        sha256=link("", cells),
    )
    assert [(e.actor, e.kind, e.table, e.previous_sha256) for e in (second, third)] == [
        ("李四", "豁免", "waivers", first.sha256),
        ("王五", "终止豁免", "waiver_ends", second.sha256),
    ]
    checked = ledger.events.verify(first.sha256)
    assert (checked.events, checked.head, checked.problems) == (3, third.sha256, ())


def test_the_form_of_the_chain_is_released() -> None:
    """Ledgers rest on it: this value never changes."""
    text = canonical({"b": 1, "a": None, "c": "中 文"})
    assert text == '{"a":null,"b":1,"c":"中 文"}'
    assert link("", (1, "2024-02-06T01:00:00+00:00", "张三", "说", "", 0, text)) == (
        "08f1ded3e7e23236259fe4ff34645026219a249e5fff3ccdc29bdcdc8e0554c4"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET actor = '别人'",
        "DELETE FROM events WHERE event_id = 3",
        (
            "INSERT OR REPLACE INTO events SELECT 2, at, '别人', kind, table_name, row_key, "
            "content, previous_sha256, sha256 FROM events WHERE event_id = 2"
        ),
        (
            "INSERT INTO events SELECT 5, at, actor, kind, table_name, row_key, content, "
            "previous_sha256, sha256 FROM events WHERE event_id = 3"
        ),
        "UPDATE waivers SET until_date = '2099-12-31'",
        "DELETE FROM waiver_ends",
    ],
)
def test_rows_are_only_added(decided: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"are only added|are chained"):
        decided.execute(sql)


@pytest.mark.parametrize(
    ("trigger", "sql", "problems"),
    [
        (
            "events_update",
            "UPDATE events SET actor = '别人' WHERE event_id = 1",
            ("操作记录第 1 行的内容与校验值不符",),
        ),
        (
            "events_delete",
            "DELETE FROM events WHERE event_id = 2",
            (
                "操作记录在第 2 行处断号，接下来是第 3 行",
                "操作记录第 3 行的内容与校验值不符",
                "waivers 第 1 行没有操作记录",
            ),
        ),
        (
            "decisions_update",
            "UPDATE decisions SET verdict = 'rejected'",
            ("decisions 第 1 行与操作记录不符",),
        ),
        (
            "waiver_ends_delete",
            "DELETE FROM waiver_ends",
            ("waiver_ends 第 1 行已不在台账中",),
        ),
    ],
)
def test_what_is_changed_behind_the_guards_is_found(
    decided: sqlite3.Connection, ledger: Ledger, trigger: str, sql: str, problems: tuple[str, ...]
) -> None:
    decided.execute(f"DROP TRIGGER {trigger}")
    decided.execute(sql)
    assert ledger.events.verify().problems == problems


def test_an_end_cut_off_is_found_by_the_head_that_was_noted(
    decided: sqlite3.Connection, ledger: Ledger
) -> None:
    head = ledger.events.verify().head
    for table in ("events", "waiver_ends"):
        decided.execute(f"DROP TRIGGER {table}_delete")
    decided.execute("DELETE FROM events WHERE event_id = 3")
    decided.execute("DELETE FROM waiver_ends")
    assert ledger.events.verify().problems == ()
    assert ledger.events.verify(head).problems == (
        "操作记录中没有先前抄存的校验值：记录的末尾被删去，或者全部被重写",
    )


def test_who_acts_is_named(ledger: Ledger, given: Any) -> None:
    with pytest.raises(LedgerError, match="没有写明姓名"):
        ledger.events.append(kind="说明", actor="  ", at=given.day(1), content={})
    ledger.events.append(kind="说明", actor="张 三\n", at=given.day(1), content={"数": 1})
    (event,) = ledger.events.all()
    assert (event.actor, event.content, event.table) == ("张 三", '{"数":1}', "")


def test_a_change_that_fails_leaves_no_event(ledger: Ledger, given: Any) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        ledger.waivers.add(
            Waiver(
                rule="CON01",
                agency_id="nobody",
                year=2023,
                from_date=date(2024, 2, 5),
                until_date=date(2024, 2, 6),
                reason="-",
                waived_by="李四",
                waived_at=given.day(3),
            )
        )
    assert (ledger.events.all(), ledger.waivers.all()) == ((), ())
