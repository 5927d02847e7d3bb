"""What a release freezes: the files, the number; and how drafts take each other's place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from audit.model import Outcome
from ledger.errors import LedgerError
from ledger.model import NoticeRow
from ledger.notice_list import NoticeQuery
from ledger.said import Issue, NoticeFile, NoticeKind, NoticeState, Placed
from ledger.store import Ledger

AT = datetime(2024, 2, 7, 1, tzinfo=UTC)
PAGE = NoticeFile(form="html", path="2023/已签发/1_edu.html", sha256="ef" * 32, size=4100)
ISSUE = Issue(
    page=PAGE,
    files=(PAGE, NoticeFile(form="docx", path="2023/已签发/1_edu.docx", sha256="12" * 32, size=9)),
    day=date(2024, 2, 6),
    number="苏公开〔2024〕1号",
    reply_due=date(2024, 2, 28),
)
PLACED = Placed(path="2023/办理中/1_edu.html", sha256_by_form={"html": "cd" * 32, "docx": "3"})


@pytest.fixture
def draft(ledger: Ledger, given: Any, record: Callable[..., None]) -> NoticeRow:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    row = NoticeRow(
        run_id="r1",
        agency_id="edu",
        year=2023,
        path="2023/代拟稿/edu.html",
        sha256="cd" * 32,
        made_at=given.day(1),
        reason="核查发现问题",
    )
    return replace(row, notice_id=ledger.record_notice(row))


def move(ledger: Ledger, notice_id: int, state: NoticeState, **more: Any) -> None:
    ledger.papers.move(notice_id, state, moved_by="张三", moved_at=AT, **more)


@pytest.fixture
def released(ledger: Ledger, draft: NoticeRow) -> NoticeRow:
    move(ledger, draft.notice_id, NoticeState.IN_REVIEW, placed=PLACED)
    ledger.papers.release(draft.notice_id, ISSUE, moved_by="李四", moved_at=AT, reason="按期签发")
    return replace(
        draft,
        path=PAGE.path,
        sha256=PAGE.sha256,
        reply_due=date(2024, 2, 28),
        issued_date=date(2024, 2, 6),
    )


def test_a_release_keeps_files_number_and_day(ledger: Ledger, released: NoticeRow) -> None:
    key = released.notice_id
    assert ledger.papers.one(key) == released
    assert ledger.papers.files(key) == ISSUE.files
    step = ledger.papers.steps(key)[-1]
    assert (step.state, step.sha256, step.number, step.moved_by, step.reason) == (
        NoticeState.RELEASED,
        PAGE.sha256,
        "苏公开〔2024〕1号",
        "李四",
        "按期签发",
    )
    assert ledger.papers.numbers() == ("苏公开〔2024〕1号",)
    assert [event.kind for event in ledger.events.all()] == [
        *("文书移送", "文书审核中", "签发文件", "签发文件", "文书已签发")
    ]
    assert ledger.events.verify().problems == ()
    shown = ledger._connection.execute("SELECT 起草原因, 签发文件数 FROM 文书一览").fetchone()
    assert tuple(shown) == ("核查发现问题", 2)
    (listed,) = ledger.papers.listed(NoticeQuery(kind=NoticeKind.NOTICE))
    assert (listed.issued_date, listed.released_at) == (date(2024, 2, 6), AT)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notice_files SET sha256 = 'x'",
        "DELETE FROM notice_files",
        "INSERT INTO notice_files VALUES (9, 1, 'pdf', 'x', 'x', 1)",
        "UPDATE notices SET reply_due = '2030-01-01'",
    ],
)
@pytest.mark.usefixtures("released")
def test_what_was_released_cannot_be_changed(ledger: Ledger, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        ledger._connection.execute(sql)


@pytest.mark.usefixtures("released")
def test_a_file_changed_behind_the_guards_is_found(ledger: Ledger) -> None:
    ledger._connection.execute("DROP TRIGGER notice_files_update")
    ledger._connection.execute("UPDATE notice_files SET sha256 = 'x' WHERE file_id = 2")
    assert ledger.events.verify().problems == ("notice_files 第 2 行与操作记录不符",)


def test_what_the_files_were_when_they_were_moved_is_known(
    ledger: Ledger, draft: NoticeRow
) -> None:
    assert ledger.papers.placed(draft.notice_id) == {}
    move(ledger, draft.notice_id, NoticeState.IN_REVIEW, placed=PLACED)
    assert ledger.papers.placed(draft.notice_id) == {"html": "cd" * 32, "docx": "3"}
    assert ledger.papers.one(draft.notice_id) == replace(draft, path=PLACED.path)
    assert ledger.events.verify().problems == ()


def test_a_number_is_given_once(ledger: Ledger, draft: NoticeRow, released: NoticeRow) -> None:
    del released
    other = ledger.record_notice(replace(draft, kind=NoticeKind.URGING))
    move(ledger, other, NoticeState.IN_REVIEW)
    with pytest.raises(LedgerError) as refusal:
        ledger.papers.release(other, ISSUE, moved_by="李四", moved_at=AT)
    assert str(refusal.value) == (
        "文号苏公开〔2024〕1号已由第 1 号文书使用，请另写一个文号（--number）"
    )
    assert ledger.papers.state(other) is NoticeState.IN_REVIEW
    assert ledger.papers.files(other) == ()
    with pytest.raises(sqlite3.IntegrityError, match="the number is taken"):
        ledger._connection.execute(
            "INSERT INTO notice_states (notice_id, state, sha256, items_sha256, number, moved_by, "
            "moved_at) VALUES (2, 'released', '', '', '苏公开〔2024〕1号', '', '')"
        )


def test_only_what_is_in_review_is_released(ledger: Ledger, draft: NoticeRow) -> None:
    with pytest.raises(LedgerError) as refusal:
        ledger.papers.release(draft.notice_id, ISSUE, moved_by="李四", moved_at=AT)
    assert str(refusal.value) == (
        "第 1 号文书现为代拟稿，不能改为已签发；请先提交审核（duban notices submit）"
    )
    assert ledger.papers.one(draft.notice_id) == draft
    with pytest.raises(LedgerError, match="没有第 99999999999999999999 号文书"):
        ledger.papers.one(99999999999999999999)


def test_a_draft_takes_the_place_of_the_last_whatever_its_run(
    ledger: Ledger, draft: NoticeRow, given: Any, record: Callable[..., None]
) -> None:
    record(2, given.result(Outcome.NONCONFORMING, "requests.granted"))
    again = replace(draft, run_id="r2", sha256="ef" * 32, reason="内容有变化")
    assert ledger.record_notice(again) == draft.notice_id
    assert ledger.papers.one(draft.notice_id) == again


def test_a_returned_draft_is_a_draft_again(ledger: Ledger, draft: NoticeRow) -> None:
    for state in (NoticeState.IN_REVIEW, NoticeState.DRAFT):
        move(ledger, draft.notice_id, state)
    assert ledger.record_notice(replace(draft, sha256="ef" * 32)) == draft.notice_id


@pytest.mark.parametrize("state", [NoticeState.IN_REVIEW, NoticeState.CLOSED])
def test_a_document_that_is_no_draft_keeps_its_place(
    ledger: Ledger, draft: NoticeRow, state: NoticeState
) -> None:
    move(ledger, draft.notice_id, state)
    assert ledger.record_notice(draft) == draft.notice_id + 1


def test_a_released_correction_closes_what_it_corrects(
    ledger: Ledger, draft: NoticeRow, released: NoticeRow
) -> None:
    key = ledger.record_notice(replace(draft, supersedes=released.notice_id))
    assert ledger.record_notice(draft) == key + 1
    move(ledger, key, NoticeState.IN_REVIEW)
    issue = replace(ISSUE, number="苏公开〔2024〕2号")
    ledger.papers.release(key, issue, moved_by="李四", moved_at=AT + timedelta(days=1))
    last = ledger.papers.steps(released.notice_id)[-1]
    assert (last.state, last.reason) == (
        NoticeState.CLOSED,
        "由第 2 号文书（苏公开〔2024〕2号）更正",
    )


def test_documents_are_listed_by_what_is_asked(
    ledger: Ledger, draft: NoticeRow, released: NoticeRow
) -> None:
    ledger.record_notice(replace(draft, kind=NoticeKind.CIRCULAR, agency_id=None))

    def keys(**asked: Any) -> list[int]:
        return [one.row.notice_id for one in ledger.papers.listed(NoticeQuery(**asked))]

    assert keys() == [released.notice_id, 2]
    assert keys(states=(NoticeState.RELEASED, NoticeState.CLOSED)) == [1]
    assert keys(states=(NoticeState.DRAFT,)) == [2]
    assert keys(kind=NoticeKind.CIRCULAR) == [2]
    assert keys(agency_id="edu", year=2023) == [1]
    assert keys(year=2022) == []
