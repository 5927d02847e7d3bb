"""Documents taken step by step: into review, back, released, frozen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from drafted_notice import ORDER, STEM, drafted_notice, files_in, row_of

from config.errors import DubanError
from ledger.said import NoticeState
from workflow.papers.release import releasing
from workflow.papers.release.frozen_files import changed_files
from workflow.papers.release.paper_desk import PaperDesk, paper_desk
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.reviewing import close, send_back, submit


@pytest.fixture
def desk(office: Any, kit: Any) -> Iterator[PaperDesk]:
    with drafted_notice(office, kit, "html", "docx") as opened:
        yield opened


def test_a_draft_goes_into_review_and_back(desk: PaperDesk) -> None:
    drafted, row = files_in(desk, "代拟稿"), row_of(desk)
    moved = submit(desk, 1, by="张三")
    assert files_in(desk, "代拟稿") == {}
    assert files_in(desk, "办理中") == {f"1_{name}": sha for name, sha in drafted.items()}
    assert moved.page == desk.folder(2023, "办理中") / f"1_{STEM}.html"
    assert row_of(desk) == replace(row, path=f"2023/办理中/1_{STEM}.html")
    assert desk.ledger.papers.placed(1) == {
        "html": drafted[f"{STEM}.html"],
        "docx": drafted[f"{STEM}.docx"],
    }
    send_back(desk, 1, by="李四", reason="依据须补充")
    assert files_in(desk, "代拟稿") == drafted
    assert files_in(desk, "办理中") == {}
    assert row_of(desk) == row
    assert [(s.state, s.moved_by, s.reason) for s in desk.ledger.papers.steps(1)] == [
        (NoticeState.IN_REVIEW, "张三", None),
        (NoticeState.DRAFT, "李四", "依据须补充"),
    ]
    assert desk.ledger.events.verify().problems == ()


def test_a_run_does_not_touch_what_is_in_review(office: Any, desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    before = files_in(desk, "办理中")
    office.run(day=3)
    assert files_in(desk, "办理中") == before
    assert desk.ledger.papers.state(1) is NoticeState.IN_REVIEW


def test_a_page_changed_in_review_is_not_released_but_can_go_back(desk: PaperDesk) -> None:
    page = submit(desk, 1, by="张三").page
    page.write_text(page.read_text().replace("99", "100"))
    with pytest.raises(DubanError, match="与台账记录的校验值不符，起草后被改动过"):
        release(desk, 1, ORDER)
    assert send_back(desk, 1, by="李四", reason="网页被改").kept == (page,)
    with pytest.raises(DubanError, match="不存在，请重新起草"):
        submit(desk, 1, by="张三")


def test_a_release_fills_number_date_and_term_and_nothing_else(desk: PaperDesk) -> None:
    reviewed = submit(desk, 1, by="张三").page.read_text(encoding="utf-8")
    done = release(desk, 1, ORDER)
    page, word = done.files
    assert [path.name for path in done.files] == [f"1_{STEM}.html", f"1_{STEM}.docx"]
    assert (done.number, done.day) == ("苏政公开办〔2024〕1号", date(2024, 2, 6))
    issued = page.read_text(encoding="utf-8")
    assert "代拟稿）" not in issued
    unfilled = issued.replace(
        '<p class="number" data-slot="number">苏政公开办〔2024〕1号</p>', "<number>"
    ).replace('<p class="date" data-slot="date">2024年2月6日</p>', "<date>")
    unfilled = unfilled.replace('<span data-slot="term">2024年2月26日前</span>', "<term>")
    former = re.sub(r'<p class="number" data-slot="number">.*?</p>', "<number>", reviewed)
    former = re.sub(r'<p class="date" data-slot="date">.*?</p>', "<date>", former)
    former = former.replace('<span data-slot="term">2024年2月23日前</span>', "<term>")
    former = re.sub(r"<(\w+)[^>]* data-draft[^>]*>.*?</\1>", "", former, flags=re.DOTALL)
    assert unfilled == former
    assert files_in(desk, "办理中") == {}
    assert [path.stat().st_mode & 0o777 for path in (page, word)] == [0o444, 0o444]
    kept = desk.ledger.papers.files(1)
    assert {desk.path_of(file.path): file.sha256 for file in kept} == {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in done.files
    }
    row = row_of(desk)
    assert (row.path, row.sha256, row.issued_date) == (
        f"2023/已签发/1_{STEM}.html",
        kept[0].sha256,
        date(2024, 2, 6),
    )
    assert changed_files(desk.config) == ()
    assert desk.ledger.events.verify().problems == ()


def test_what_was_released_stays_as_it_is(office: Any, desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    release(desk, 1, ORDER)
    before, row = files_in(desk, "已签发"), row_of(desk)
    office.run(day=3)
    assert (files_in(desk, "已签发"), row_of(desk)) == (before, row)
    for step in (submit, lambda *a, **k: send_back(*a, **k, reason="x")):
        with pytest.raises(DubanError, match="现为已签发"):
            step(desk, 1, by="张三")
    with pytest.raises(DubanError, match="现为已签发，不能改为已签发"):
        release(desk, 1, ORDER)


def test_a_frozen_file_that_is_changed_or_gone_is_told(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    page, word = release(desk, 1, ORDER).files
    word.chmod(0o644)
    word.write_bytes(b"x")
    page.unlink()
    assert changed_files(desk.config) == (
        f"第 1 号文书的签发文件 {page} 缺失或者读不出来（No such file or directory）",
        f"第 1 号文书的签发文件 {word} 签发后被改动",
    )


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, target: object, name: str) -> Iterator[None]:
    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(target, name, die)
        yield


def test_a_release_broken_off_before_the_ledger_leaves_it_in_review(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(desk, 1, by="张三")
    reviewed = files_in(desk, "办理中")
    with dying(monkeypatch, type(desk.ledger.papers), "release"), pytest.raises(KeyboardInterrupt):
        release(desk, 1, ORDER)
    assert desk.ledger.papers.state(1) is NoticeState.IN_REVIEW
    assert files_in(desk, "办理中") == reviewed
    leftovers = files_in(desk, "已签发")
    assert len(leftovers) == 2
    done = release(desk, 1, replace(ORDER, number="苏政公开办〔2024〕9号"))
    assert files_in(desk, "已签发").keys() == leftovers.keys()
    assert "〔2024〕9号" in done.files[0].read_text(encoding="utf-8")
    assert changed_files(desk.config) == ()


def test_a_release_broken_off_after_the_ledger_is_whole(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(desk, 1, by="张三")
    with dying(monkeypatch, releasing, "remove"), pytest.raises(KeyboardInterrupt):
        release(desk, 1, ORDER)
    assert desk.ledger.papers.state(1) is NoticeState.RELEASED
    assert changed_files(desk.config) == ()


def test_a_submission_broken_off_leaves_the_draft_whole(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted = files_in(desk, "代拟稿")
    with dying(monkeypatch, type(desk.ledger.papers), "move"), pytest.raises(KeyboardInterrupt):
        submit(desk, 1, by="张三")
    assert (files_in(desk, "代拟稿"), desk.ledger.papers.state(1)) == (drafted, NoticeState.DRAFT)
    submit(desk, 1, by="张三")
    assert len(files_in(desk, "办理中")) == 2


def test_a_number_is_needed_and_used_once(office: Any, desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    with pytest.raises(DubanError, match="整改通知须有文号：请用 --number 写明"):
        release(desk, 1, replace(ORDER, number=None))
    with pytest.raises(DubanError, match="文号应为一行文字"):
        release(desk, 1, replace(ORDER, number="1\n2"))
    office.config = replace(
        office.config,
        notices=replace(office.config.notices, number_pattern="苏〔{year}〕{number}号"),
    )
    numbered = replace(desk, config=office.config)
    assert release(numbered, 1, replace(ORDER, number=None)).number == "苏〔2024〕1号"


def test_closing_removes_what_was_never_released(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    with pytest.raises(DubanError, match="没有写明理由"):
        close(desk, 1, by="李四", reason=" ")
    close(desk, 1, by="李四", reason="重复")
    assert files_in(desk, "办理中") == {}
    assert desk.ledger.papers.steps(1)[-1].reason == "重复"


@pytest.mark.parametrize("step", [submit, lambda *a, **k: release(*a, Order(**k))])
def test_nobody_acts_without_a_name(desk: PaperDesk, step: Callable[..., object]) -> None:
    with pytest.raises(DubanError, match="没有写明姓名"):
        step(desk, 1, by=" ")
    with pytest.raises(DubanError, match="没有第 99 号文书"):
        step(desk, 99, by="张三")


def test_only_one_takes_a_step_at_a_time(desk: PaperDesk) -> None:
    with (
        pytest.raises(DubanError, match="另一个人正在办理文书"),
        paper_desk(desk.config, desk.clock),
    ):
        pass


def test_a_path_outside_of_the_reports_is_refused(desk: PaperDesk) -> None:
    desk.ledger._connection.execute("UPDATE notices SET path = '../../x.html'")
    with pytest.raises(DubanError, match="不在输出文件夹中，台账可能被改动"):
        submit(desk, 1, by="张三")
