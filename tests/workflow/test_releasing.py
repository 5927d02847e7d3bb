"""Documents taken step by step: into review, back, confirmed, released, frozen."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from lxml import html

from config.clock import local_date
from config.errors import DubanError
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, NoticeRow, Verdict
from ledger.said import Absence, NoticeState, Waiver
from ledger.store import Ledger
from notices.paper import Form
from workflow.papers.release import releasing
from workflow.papers.release.confirming import Confirmed, confirm
from workflow.papers.release.frozen_files import changed_files
from workflow.papers.release.paper_desk import PaperDesk, paper_desk
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.reviewing import close, send_back, submit
from workflow.papers.release.still_true import unconfirmed_absences

CELL = "requests.granted.total"
WRONG = {CELL: 99}
ORDER = Order(by="李四", number="苏政公开办〔2024〕1号")
STEM = "edu_苏镇市教育局_2023年报核查"


@pytest.fixture
def desk(office: Any, kit: Any) -> Iterator[PaperDesk]:
    """A day after a run that drafted a notice, as document 1, in HTML and Word."""
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures=WRONG),))
    office.config = replace(
        office.config, notices=replace(office.config.notices, forms=("html", "docx"))
    )
    office.run()
    with paper_desk(office.config, office.clock(2)) as opened:
        yield opened


def files_in(desk: PaperDesk, name: str) -> dict[str, str]:
    """The files of a folder with their hashes."""
    folder = desk.folder(2023, name)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if folder.is_dir()
    }


def row_of(desk: PaperDesk) -> NoticeRow:
    return desk.ledger.papers.one(1)


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


def test_a_word_document_changed_in_review_is_never_lost(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    word = desk.folder(2023, "办理中") / f"1_{STEM}.docx"
    word.write_bytes(word.read_bytes() + b"x")
    with pytest.raises(DubanError, match="送审之后被改动；要用改后的文件签发，请用 --document"):
        release(desk, 1, ORDER)
    moved = send_back(desk, 1, by="李四", reason="改")
    assert moved.kept == (word,)
    assert word.is_file()
    assert list(files_in(desk, "代拟稿")) == [f"{STEM}.html"]


def test_a_word_document_changed_in_review_is_released_where_it_is_named(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    changed = desk.folder(2023, "办理中") / f"1_{STEM}.docx"
    body = word()
    changed.write_bytes(body)
    done = release(desk, 1, replace(ORDER, documents=(changed,)))
    assert [path.name for path in done.files] == [f"1_{STEM}.html", f"1_{STEM}.docx"]
    assert done.files[1].read_bytes() == body


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


def test_a_problem_that_no_longer_stands_stops_the_release(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    submit(desk, 1, by="张三")
    office.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    office.run(day=3)
    later = replace(desk, clock=office.clock(3))
    with pytest.raises(DubanError) as refusal:
        release(later, 1, ORDER)
    assert str(refusal.value) == (
        "第 1 号文书所述情况起草后有变化，没有签发；请退回（duban notices return）后"
        "重新起草（duban notices draft）；确需按原稿签发的，请加 --as-drafted --reason 理由：\n"
        "  第1项（CON01）已整改，已不是现存的问题\n"
        "  第2项（CON02）已整改，已不是现存的问题"
    )
    release(later, 1, replace(ORDER, as_drafted="仍须书面说明"))
    assert desk.ledger.papers.steps(1)[-1].reason == (
        "按原稿签发：仍须书面说明；起草后的变化：第1项（CON01）已整改，已不是现存的问题；"
        "第2项（CON02）已整改，已不是现存的问题"
    )


def test_a_problem_that_is_waived_rejected_or_changed_stops_the_release(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    submit(desk, 1, by="张三")
    now = desk.clock.now()
    waiver = Waiver(
        rule="CON01",
        agency_id="edu",
        year=2023,
        from_date=local_date(now),
        until_date=local_date(now),
        reason="改版",
        waived_by="张三",
        waived_at=now,
    )
    desk.ledger.waivers.add(waiver)
    with pytest.raises(DubanError, match="第1项（CON01）已豁免"):
        release(desk, 1, ORDER)
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 98}),))
    office.run(day=3)
    later = replace(desk, clock=office.clock(3))
    with pytest.raises(DubanError, match="第1项（CON01）起草之后内容有变化"):
        release(later, 1, ORDER)
    decide(desk.ledger, Verdict.REJECTED, later)
    with pytest.raises(DubanError, match="第1项（CON01）已由人工认定不属实"):
        release(later, 1, ORDER)


def decide(ledger: Ledger, verdict: Verdict, desk: PaperDesk) -> None:
    (found,) = ledger.findings(FindingQuery(rule="CON01"))
    ledger.record_decision(
        Decision(
            fingerprint=found.fingerprint,
            run_id=found.last_seen_run,
            rule=found.rule,
            rule_version=found.rule_version,
            finding_sha256=finding_sha256(found.message, found.evidence),
            verdict=verdict,
            decided_by="张三",
            decided_at=desk.clock.now(),
            reason="已核对",
        )
    )


def test_what_awaits_confirmation_is_confirmed_first(office: Any, desk: PaperDesk) -> None:
    settings = replace(office.config.notices, confirmation="all")
    strict = replace(desk, config=replace(office.config, notices=settings))
    submit(strict, 1, by="张三")
    with pytest.raises(
        DubanError, match=r"有 2 项问题须先经人工认定属实（duban notices confirm 1）"
    ):
        release(strict, 1, ORDER)
    with pytest.raises(DubanError, match="没有第 7 项：共列 2 项"):
        confirm(strict, 1, by="张三", numbers=(7,))
    assert confirm(strict, 1, by="张三", numbers=(2,)) == Confirmed(
        numbers=(2,), still_waiting=(1,)
    )
    assert confirm(strict, 1, by="张三", reason="已核对") == Confirmed(
        numbers=(1,), still_waiting=()
    )
    told = [
        (decision.verdict, decision.decided_by, decision.reason)
        for item in desk.ledger.papers.items(1)
        for decision in desk.ledger.decisions_of(item.fingerprint)
    ]
    assert told == [
        (Verdict.UPHELD, "张三", "已核对"),
        (Verdict.UPHELD, "张三", "签发前逐项核对属实"),
    ]
    assert confirm(strict, 1, by="张三") == Confirmed(numbers=(), still_waiting=())
    assert release(strict, 1, ORDER).number == ORDER.number


def test_the_day_of_a_release_lies_between_the_draft_and_today(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    for day in (date(2024, 2, 4), date(2024, 2, 7)):
        with pytest.raises(DubanError, match=f"签发日期 {day} 不对"):
            release(desk, 1, replace(ORDER, day=day))
    done = release(desk, 1, replace(ORDER, day=date(2024, 2, 5)))
    assert (done.day, done.reply_due) == (date(2024, 2, 5), date(2024, 2, 23))


def test_a_document_dated_so_long_ago_that_its_term_is_over_is_not_released(
    office: Any, desk: PaperDesk, tmp_path: Path
) -> None:
    submit(desk, 1, by="张三")
    late = replace(desk, clock=office.clock(1 + (date(2024, 2, 23) - date(2024, 2, 5)).days))
    back = replace(ORDER, day=date(2024, 2, 5))
    told = "签发日期 2024-02-05 过早：按此计算的反馈日期 2024-02-23 已到"
    with pytest.raises(DubanError, match=told):
        release(late, 1, back)
    sealed = tmp_path / "盖章"
    sealed.write_bytes(pdf(1))
    with pytest.raises(DubanError, match="要求在 2024-02-23 前反馈，该日已到，没有签发"):
        release(late, 1, replace(back, documents=(sealed,)))
    assert release(late, 1, replace(ORDER, day=date(2024, 2, 6))).reply_due == date(2024, 2, 26)


def test_the_term_for_the_reply_counts_from_the_release(office: Any, desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    drafted = row_of(desk).reply_due
    assert drafted == date(2024, 2, 23)
    assert "请于2024年2月23日前报送" in shown(row_page(desk))
    later = replace(desk, clock=office.clock(1 + (drafted - date(2024, 2, 5)).days))
    done = release(later, 1, ORDER)
    assert (done.day, done.reply_due) == (date(2024, 2, 23), date(2024, 3, 8))
    assert row_of(desk).reply_due == date(2024, 3, 8)
    assert "请于2024年3月8日前报送" in shown(done.files[0])
    assert "2024年2月23日前" not in shown(done.files[0])
    assert "请于2024年3月8日前报送" in "".join(Document(done.files[1]).element.body.itertext())


def test_without_a_calendar_the_term_is_told_in_working_days(office: Any, desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    later = replace(desk, clock=office.clock(1 + (date(2026, 12, 28) - date(2024, 2, 5)).days))
    done = release(later, 1, replace(ORDER, as_drafted="核实后仍需发出"))
    assert (done.day, done.reply_due) == (date(2026, 12, 28), None)
    assert "请于收到本文之日起10个工作日内报送" in shown(done.files[0])


def test_an_officers_own_file_names_its_own_day(
    office: Any, desk: PaperDesk, tmp_path: Path
) -> None:
    submit(desk, 1, by="张三")
    due = row_of(desk).reply_due
    assert due == date(2024, 2, 23)
    sealed = tmp_path / "盖章"
    sealed.write_bytes(pdf(1))
    order = replace(ORDER, documents=(sealed,))
    late = replace(desk, clock=office.clock(1 + (due - date(2024, 2, 5)).days))
    with pytest.raises(DubanError, match="要求在 2024-02-23 前反馈，该日已到，没有签发"):
        release(late, 1, order)
    assert release(desk, 1, order).reply_due == due


def row_page(desk: PaperDesk) -> Path:
    return desk.path_of(row_of(desk).path)


def shown(page: Path) -> str:
    return html.fromstring(page.read_bytes()).text_content()


def word(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in ("[Content_Types].xml", "word/document.xml", *names):
            package.writestr(name, "<x/>")
    return stream.getvalue()


def pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_an_officers_own_files_are_frozen_in_place_of_ours(desk: PaperDesk, tmp_path: Path) -> None:
    submit(desk, 1, by="张三")
    sealed = tmp_path / "盖章"
    sealed.write_bytes(pdf(1))
    done = release(desk, 1, replace(ORDER, documents=(sealed,)))
    assert [path.name for path in done.files] == [f"1_{STEM}.html", f"1_{STEM}.pdf"]
    assert done.files[1].read_bytes() == sealed.read_bytes()
    assert [file.form for file in desk.ledger.papers.files(1)] == [Form.HTML, Form.PDF]
    assert list(files_in(desk, "已签发")) == [path.name for path in done.files]


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        ((b"plain text",), "既不是 Word 文档"),
        ((word()[:60],), "Word 文档已损坏"),
        ((b"PK\x03\x04" + bytes(40),), "Word 文档已损坏"),
        ((word("word/vbaProject.bin"),), "文档含有宏"),
        ((b"%PDF-1.7 nothing",), "PDF 打不开"),
        ((word(), word()), "Word 文档只能给一份"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    desk: PaperDesk, tmp_path: Path, bodies: tuple[bytes, ...], told: str
) -> None:
    submit(desk, 1, by="张三")
    paths = [tmp_path / f"{number}.docx" for number in range(len(bodies))]
    for path, body in zip(paths, bodies, strict=True):
        path.write_bytes(body)
    with pytest.raises(DubanError, match=told):
        release(desk, 1, replace(ORDER, documents=tuple(paths)))
    with pytest.raises(DubanError, match=r"没有\.docx：文件读不出来"):
        release(desk, 1, replace(ORDER, documents=(tmp_path / "没有.docx",)))
    assert desk.ledger.papers.state(1) is NoticeState.IN_REVIEW


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


def test_what_says_unpublished_is_released_only_while_a_person_stands_by_it(
    desk: PaperDesk,
) -> None:
    """Whatever is set, and even as drafted: this accusation is made by a person."""
    (item, _) = desk.ledger.papers.items(1)
    unpublished, today = replace(item, rule="TIM03"), date(2024, 2, 6)
    assert unconfirmed_absences(desk.ledger, (item, unpublished), today) == (unpublished,)
    desk.ledger.record_notice(replace(row_of(desk)), [unpublished])
    submit(desk, 1, by="张三")
    with pytest.raises(DubanError, match="第1项认为未公布，现在没有有效的人工确认，没有签发"):
        release(desk, 1, replace(ORDER, as_drafted="x"))
    desk.ledger.absences.confirm(
        Absence(
            agency_id="edu",
            year=2023,
            run_id="20240205-090000",
            seen_date=today,
            reason="逐页查看",
            confirmed_by="李四",
            confirmed_at=desk.clock.now(),
        )
    )
    assert unconfirmed_absences(desk.ledger, (unpublished,), today) == ()
