"""What follows a release: delivery by hand, replies, corrections, what is due; and numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from drafted_notice import ORDER, drafted_notice
from hypothesis import given
from hypothesis import strategies as st

from config.clock import Clock
from config.errors import DubanError
from ledger.model import FindingQuery
from ledger.said import Answer, NoticeKind, NoticeState, ReplyItem
from notices.form.references import with_reference
from workflow.papers.release import correcting
from workflow.papers.release.correcting import Correction
from workflow.papers.release.frozen_files import changed_files
from workflow.papers.release.numbers import next_number, number_for
from workflow.papers.release.paper_desk import PaperDesk, addressee
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.replying import (
    Answered,
    HandDelivery,
    Received,
    deliver,
    due_replies,
    paper_path,
    reply,
)
from workflow.papers.release.reviewing import send_back, submit
from workflow.progress import SILENT

WRONG = {"requests.granted.total": 99}
NUMBER = ORDER.number


@pytest.fixture
def desk(office: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[PaperDesk]:
    """Two days after a run, with the notice of document 1 released the day before."""
    monkeypatch.setattr("workflow.workplace.watched_registry", lambda _: kit.registry)
    with drafted_notice(office, kit, "html", "docx") as opened:
        submit(opened, 1, by="张三")
        release(opened, 1, ORDER)
        yield replace(opened, clock=office.clock(3))


def corrected(desk: PaperDesk, **more: Any) -> Correction:
    clock: Clock = desk.clock
    told = {"by": "张三", "reason": "附件中另有说明"} | more
    return correcting.correct(replace(desk.config, report_year=2023), clock, SILENT, 1, **told)


def test_a_delivery_by_hand_is_written_down(desk: PaperDesk) -> None:
    handed = HandDelivery(by="张三", how="专人送达", receipt="王五签收")
    kept = deliver(desk, 1, handed)
    word = next(file.sha256 for file in desk.ledger.papers.files(1) if file.form == "docx")
    assert (kept.channel, kept.target, kept.receipt, kept.sha256, kept.attempt) == (
        "专人送达",
        "苏镇市教育局",
        "王五签收",
        word,
        1,
    )
    assert desk.ledger.papers.state(1) is NoticeState.DELIVERED
    assert deliver(desk, 1, replace(handed, to="收发室")).attempt == 1
    assert desk.ledger.papers.deliveries(1)[1].target == "收发室"
    with pytest.raises(DubanError, match="没有写明送达方式"):
        deliver(desk, 1, HandDelivery(by="张三", how=" "))


def test_whom_a_document_is_sent_to_is_told_even_without_a_name(desk: PaperDesk) -> None:
    row = desk.ledger.papers.one(1)
    told = [addressee(desk.ledger, replace(row, agency_id=key)) for key in ("edu", "gone", None)]
    assert told == ["苏镇市教育局", "gone", "全体机关"]


def test_a_reply_is_kept_with_its_paper(desk: PaperDesk, tmp_path: Path) -> None:
    paper = tmp_path / "回函.PDF"
    paper.write_bytes(b"%PDF-1.7 x")
    received = Received(
        by="张三",
        day=date(2024, 2, 7),
        words="已逐项核对",
        answers=(
            Answered(number=1, answer=Answer.CORRECTED, words=""),
            Answered(number=2, answer=Answer.DISPUTED, words="口径\u202e不同"),
        ),
        paper=paper,
    )
    entered = reply(desk, 1, received)
    first, second = desk.ledger.papers.items(1)
    sha256 = hashlib.sha256(b"%PDF-1.7 x").hexdigest()
    assert (entered.sha256, entered.items) == (
        sha256,
        (
            ReplyItem(fingerprint=first.fingerprint, answer=Answer.CORRECTED, words="已整改"),
            ReplyItem(fingerprint=second.fingerprint, answer=Answer.DISPUTED, words="口径不同"),
        ),
    )
    kept = paper_path(desk.config.data_dir, sha256)
    assert kept == desk.config.data_dir / "replies" / f"{sha256}.pdf"
    assert kept is not None
    assert kept.read_bytes() == b"%PDF-1.7 x"
    assert changed_files(desk.config) == ()
    kept.write_bytes(b"x")
    told = f"第 1 号文书的来文（SHA-256 {sha256}）"
    assert changed_files(desk.config) == (f"{told}被改动",)
    kept.unlink()
    assert changed_files(desk.config) == (f"{told}缺失",)
    assert desk.ledger.papers.state(1) is NoticeState.REPLIED
    reply(desk, 1, replace(received, answers=(), paper=None, words="补充"))
    assert [one.words for one in desk.ledger.papers.replies(1)] == ["已逐项核对", "补充"]
    disputed = desk.ledger.findings(FindingQuery(is_disputed=True))
    assert [row.fingerprint for row in disputed] == [second.fingerprint]
    assert desk.ledger.events.verify().problems == ()


def test_a_reply_that_cannot_be_is_refused(desk: PaperDesk, tmp_path: Path) -> None:
    good = Received(by="张三", day=date(2024, 2, 7), words="x")
    one = Answered(number=1, answer=Answer.CORRECTED, words="")
    (tmp_path / "空.pdf").write_bytes(b"")
    for wrong, told in (
        (replace(good, day=date(2024, 2, 5)), "收到日期 2024-02-05 不对"),
        (replace(good, day=date(2024, 2, 8)), "收到日期 2024-02-08 不对"),
        (replace(good, words=" "), "没有写明反馈内容"),
        (replace(good, answers=(replace(one, number=3),)), "没有第 3 项：共列 2 项"),
        (replace(good, answers=(one, one)), "第 1 项写了两次"),
        (replace(good, paper=tmp_path / "空.pdf"), "文件是空的"),
        (replace(good, paper=tmp_path / "无.pdf"), "文件读不出来"),
        (replace(good, by=" "), "没有写明姓名"),
    ):
        with pytest.raises(DubanError, match=told):
            reply(desk, 1, wrong)
    assert desk.ledger.papers.replies(1) == ()


def test_replies_that_are_due_are_listed(desk: PaperDesk) -> None:
    def listed(day: date) -> list[tuple[int, int]]:
        return [
            (one.notice.row.notice_id, one.days_left) for one in due_replies(desk.ledger, day, 3)
        ]

    due = desk.ledger.papers.one(1).reply_due
    assert due == date(2024, 2, 26)
    assert listed(date(2024, 2, 22)) == []
    assert listed(date(2024, 2, 23)) == [(1, 3)]
    assert listed(date(2024, 3, 1)) == [(1, -4)]
    reply(desk, 1, Received(by="张三", day=date(2024, 2, 7), words="x"))
    assert listed(date(2024, 3, 1)) == []


def test_a_correction_tells_anew_and_names_what_it_corrects(desk: PaperDesk) -> None:
    made = corrected(desk)
    assert (made.is_withdrawal, made.drafted.notice_id) == (False, 2)
    page = made.drafted.path.read_text(encoding="utf-8")
    told = (
        '<p class="addressee">苏镇市教育局：</p>\n'
        f"<p>本文代替我单位2024年2月6日印发的整改通知（{NUMBER}），自印发之日起以本文为准，"
        "原文停止执行。更正原因：附件中另有说明。</p>"
    )
    assert told in page
    row = desk.ledger.papers.one(2)
    assert (row.supersedes, row.reason) == (1, "更正第1号文书：附件中另有说明")
    assert desk.ledger.papers.items(2) == desk.ledger.papers.items(1)
    assert corrected(desk, reason="另一原因").drafted.notice_id == 2
    submit(desk, 2, by="张三")
    with pytest.raises(DubanError, match="第 1 号文书的更正（第 2 号）正在审核"):
        corrected(desk)
    release(desk, 2, Order(by="李四", number="苏政公开办〔2024〕2号"))
    last = desk.ledger.papers.steps(1)[-1]
    assert (last.state, last.reason) == (
        NoticeState.CLOSED,
        "由第 2 号文书（苏政公开办〔2024〕2号）更正",
    )
    with pytest.raises(DubanError, match="第 1 号文书已由第 2 号更正"):
        corrected(desk)


def test_a_notice_with_nothing_left_to_tell_is_withdrawn(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    office.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    office.run(day=3)
    made = corrected(desk)
    assert made.is_withdrawal
    page = made.drafted.path.read_text(encoding="utf-8")
    assert f"我单位2024年2月6日印发的整改通知（{NUMBER}），经复核应予撤回" in page
    key = made.drafted.notice_id
    row = desk.ledger.papers.one(key)
    assert (row.kind, row.supersedes, row.reply_due) == (NoticeKind.NOTICE, 1, None)
    assert desk.ledger.papers.items(key) == ()
    submit(desk, key, by="张三")
    done = release(desk, key, Order(by="李四", number="苏政公开办〔2024〕2号"))
    assert done.reply_due is None
    assert desk.ledger.papers.state(1) is NoticeState.CLOSED


def test_only_what_was_released_is_corrected(office: Any, kit: Any, desk: PaperDesk) -> None:
    office.portals["fin"] = kit.published(documents=(kit.report("fin", figures=WRONG),))
    office.run(day=3)
    (draft,) = (row for row in desk.ledger.notices(2023) if row.agency_id == "fin")
    config = replace(desk.config, report_year=2023)
    with pytest.raises(DubanError, match="没有签发，不用更正"):
        correcting.correct(config, desk.clock, SILENT, draft.notice_id, by="张三", reason="x")
    for wrong, told in (({"reason": " "}, "没有写明理由"), ({"by": ""}, "没有写明姓名")):
        with pytest.raises(DubanError, match=told):
            corrected(desk, **wrong)


def test_a_newer_draft_keeps_the_older_from_going_back(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    office.portals["fin"] = kit.published(documents=(kit.report("fin", figures=WRONG),))
    office.run(day=3)
    (draft,) = (row for row in desk.ledger.notices(2023) if row.agency_id == "fin")
    later = replace(desk, clock=office.clock(4))
    submit(later, draft.notice_id, by="张三")
    figures = {"requests.granted.total": 98}
    office.portals["fin"] = kit.published(documents=(kit.report("fin", figures=figures),))
    office.run(day=4)
    with pytest.raises(DubanError, match="已有较新的代拟稿（第 3 号），不必退回"):
        send_back(later, draft.notice_id, by="李四", reason="x")


@pytest.mark.parametrize(
    ("page", "sentence", "made"),
    [
        (
            '<h1>题</h1><p class="number">号</p><p class="addressee">局：</p><p>a</p>',
            "<b>\u202e代替",
            (
                '<h1>题</h1><p class="number">号</p><p class="addressee">局：</p>\n'
                "<p>&lt;b&gt;代替</p><p>a</p>"
            ),
        ),
        (
            "<h1>题</h1><p>a</p><h1>附件</h1>",
            "代替",
            "<h1>题</h1>\n<p>代替</p><p>a</p><h1>附件</h1>",
        ),
    ],
)
def test_the_sentence_stands_under_the_addressee(page: str, sentence: str, made: str) -> None:
    assert with_reference(page, sentence) == made
    with pytest.raises(DubanError, match="请检查模板"):
        with_reference("<p>a</p>", sentence)


@given(st.lists(st.integers(1, 500)), st.integers(2008, 2100))
def test_the_next_number_is_free_and_the_highest(given_ones: list[int], year: int) -> None:
    pattern = "苏(办)〔{year}〕{number}号"
    used = [pattern.format(year=year, number=number) for number in given_ones]
    others = [f"苏(办)〔{year - 1}〕900号", f"苏(办)〔{year}〕007号", "函〔1〕"]
    made = next_number(pattern, year, [*used, *others])
    assert made == f"苏(办)〔{year}〕{max(given_ones, default=0) + 1}号"


def test_what_carries_no_number_takes_none_by_itself() -> None:
    pattern = "苏{number}号"
    assert number_for(NoticeKind.REMINDER, None, pattern, 2024, ()) is None
    assert number_for(NoticeKind.REMINDER, "提醒1号", pattern, 2024, ()) == "提醒1号"
    assert number_for(NoticeKind.CIRCULAR, None, pattern, 2024, ("苏4号",)) == "苏5号"
