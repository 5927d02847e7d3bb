"""Documents on their way: drafted, moved on by named people, frozen once released."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.model import Evidence, Outcome, Severity
from ledger.errors import LedgerError
from ledger.identity import fingerprint
from ledger.model import NoticeRow
from ledger.said import (
    Answer,
    Delivery,
    DeliveryOutcome,
    NoticeItem,
    NoticeKind,
    NoticeState,
    NoticeStep,
    Reply,
    ReplyItem,
)
from ledger.store import Ledger

ITEM = NoticeItem(
    fingerprint=fingerprint("CON01", "edu", 2023, "requests.granted"),
    rule="CON01",
    rule_version=1,
    severity=Severity.ERROR,
    subject="requests.granted",
    message="3 + 1 = 4，报告填 5",
    evidence=(Evidence(at="表三 第1行 总计", printed="5"),),
)


@pytest.fixture
def draft(ledger: Ledger, given: Any, record: Callable[..., None]) -> NoticeRow:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    row = NoticeRow(
        run_id="r1",
        agency_id="edu",
        year=2023,
        path="2023/r1/edu.html",
        sha256="cd" * 32,
        made_at=given.day(1),
        reply_due=date(2024, 2, 26),
    )
    return replace(row, notice_id=ledger.record_notice(row, [ITEM]))


@pytest.fixture
def released(ledger: Ledger, given: Any, draft: NoticeRow) -> int:
    for state, number in (
        (NoticeState.IN_REVIEW, None),
        (NoticeState.RELEASED, "苏公开〔2024〕1号"),
    ):
        ledger.papers.move(
            draft.notice_id, state, moved_by="张三", moved_at=given.day(2), number=number
        )
    return draft.notice_id


def test_a_draft_made_again_takes_the_place_of_the_former(ledger: Ledger, draft: NoticeRow) -> None:
    again = replace(draft, sha256="ef" * 32, notice_id=0)
    assert ledger.record_notice(again) == draft.notice_id
    assert ledger.notices(2023) == (replace(again, notice_id=draft.notice_id),)
    assert ledger.papers.items(draft.notice_id) == ()
    of_all = replace(draft, agency_id=None, kind=NoticeKind.CIRCULAR, notice_id=0)
    assert [ledger.record_notice(of_all) for _ in range(2)] == [2, 2]


def test_a_document_in_hand_stays_and_the_next_draft_stands_beside_it(
    ledger: Ledger, given: Any, draft: NoticeRow
) -> None:
    ledger.papers.move(
        draft.notice_id, NoticeState.IN_REVIEW, moved_by="张三", moved_at=given.day(2)
    )
    again = replace(draft, sha256="ef" * 32, notice_id=0)
    assert ledger.record_notice(again) == draft.notice_id + 1
    assert ledger.notices(2023) == (draft, replace(again, notice_id=draft.notice_id + 1))
    assert ledger.papers.items(draft.notice_id) == (ITEM,)


def test_steps_follow_each_other_and_are_logged(ledger: Ledger, given: Any, released: int) -> None:
    step = NoticeStep(
        notice_id=released,
        state=NoticeState.IN_REVIEW,
        sha256="cd" * 32,
        items_sha256="",
        moved_by="张三",
        moved_at=given.day(2),
    )
    steps = ledger.papers.steps(released)
    assert len(steps[0].items_sha256) == 64
    step = replace(step, items_sha256=steps[0].items_sha256)
    assert steps == (
        step,
        replace(step, state=NoticeState.RELEASED, number="苏公开〔2024〕1号"),
    )
    assert ledger.papers.state(released) is NoticeState.RELEASED
    assert [event.kind for event in ledger.events.all()] == ["文书审核中", "文书已签发"]
    assert ledger.events.verify().problems == ()
    shown = ledger._connection.execute("SELECT 机关, 种类, 状态, 文号, 问题数 FROM 文书一览")
    assert [tuple(row) for row in shown] == [
        ("苏镇市教育局", "整改通知", "已签发", "苏公开〔2024〕1号", 1)
    ]
    noticed = ledger._connection.execute("SELECT 已通知, 有异议 FROM 问题一览").fetchone()
    assert tuple(noticed) == ("是", "否")


@pytest.mark.parametrize(
    ("state", "number", "told"),
    [
        (NoticeState.RELEASED, "1号", "现为代拟稿，不能改为已签发"),
        (NoticeState.REPLIED, None, "现为代拟稿，不能改为已反馈"),
        (NoticeState.IN_REVIEW, "1号", "文号只在签发时写明"),
    ],
)
def test_a_step_that_does_not_follow_is_refused(
    ledger: Ledger, given: Any, draft: NoticeRow, state: NoticeState, number: str, told: str
) -> None:
    with pytest.raises(LedgerError, match=told):
        ledger.papers.move(
            draft.notice_id, state, moved_by="张三", moved_at=given.day(2), number=number
        )
    with pytest.raises(LedgerError, match="没有第 99 号文书"):
        ledger.papers.move(99, state, moved_by="张三", moved_at=given.day(2))
    with pytest.raises(LedgerError, match="没有写明姓名"):
        ledger.papers.move(
            draft.notice_id, NoticeState.IN_REVIEW, moved_by=" ", moved_at=given.day(2)
        )
    assert ledger.papers.steps(draft.notice_id) == ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notices SET sha256 = 'x'",
        "DELETE FROM notices",
        "UPDATE notice_items SET message = 'x'",
        "DELETE FROM notice_items",
        (
            "INSERT INTO notice_items SELECT notice_id, 2, '0', rule, rule_version, severity, "
            "subject, message, evidence FROM notice_items"
        ),
    ],
)
def test_a_released_document_is_frozen(ledger: Ledger, released: int, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="released documents are frozen"):
        ledger._connection.execute(sql)
    assert ledger.papers.items(released) == (ITEM,)


def test_a_released_document_changed_behind_the_guard_is_found(
    ledger: Ledger, released: int
) -> None:
    ledger._connection.execute("DROP TRIGGER notice_items_frozen_update")
    ledger._connection.execute("UPDATE notice_items SET message = 'x'")
    assert ledger.events.verify().problems == (f"文书第 {released} 号签发后被改动",)


def test_a_correction_names_the_document_it_corrects(
    ledger: Ledger, draft: NoticeRow, released: int
) -> None:
    correction = replace(draft, notice_id=0, sha256="ef" * 32, supersedes=released)
    kept = ledger.record_notice(correction)
    assert ledger.notices(2023)[-1] == replace(correction, notice_id=kept)
    with pytest.raises(LedgerError, match=f"第 {kept} 号文书没有签发"):
        ledger.record_notice(replace(correction, supersedes=kept))


def test_each_attempt_to_deliver_is_kept_and_counted(
    ledger: Ledger, given: Any, released: int
) -> None:
    attempt = Delivery(
        notice_id=released,
        channel="email",
        target="jyj@office.example",
        outcome=DeliveryOutcome.FAILED,
        reason="连接被拒绝",
        sha256="cd" * 32,
        attempted_by="张三",
        attempted_at=given.day(3),
    )
    sent = replace(attempt, outcome=DeliveryOutcome.DELIVERED, reason=None, receipt="<1@office>")
    other = replace(sent, channel="folder", target="取件")
    kept = [ledger.papers.record_delivery(one) for one in (attempt, sent, other)]
    assert [one.attempt for one in kept] == [1, 2, 1]
    assert ledger.papers.deliveries(released) == tuple(kept)
    assert kept[1] == replace(sent, attempt=2)
    assert ledger.events.verify().problems == ()


def test_a_reply_says_what_of_which_finding(
    ledger: Ledger, given: Any, draft: NoticeRow, released: int
) -> None:
    reply = Reply(
        notice_id=released,
        received_date=date(2024, 2, 20),
        words="来函收悉",
        entered_by="张三",
        entered_at=given.day(15),
        sha256="12" * 32,
        items=(ReplyItem(fingerprint=ITEM.fingerprint, answer=Answer.DISPUTED, words="口径不同"),),
    )
    ledger.papers.record_reply(reply)
    assert ledger.papers.replies(released) == (reply,)
    assert ledger.events.verify().problems == ()
    (disputed,) = ledger._connection.execute("SELECT 有异议 FROM 问题一览").fetchone()
    assert disputed == "是"
    again = ledger.record_notice(replace(draft, notice_id=0, year=2022))
    with pytest.raises(LedgerError, match="没有签发"):
        ledger.papers.record_reply(replace(reply, notice_id=again))
