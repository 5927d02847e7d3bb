"""The day of a document, and the day by which it asks for a reply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from drafted_notice import ORDER, drafted_notice, pdf, row_of
from lxml import html

from config.errors import DubanError
from workflow.papers.release.paper_desk import PaperDesk
from workflow.papers.release.releasing import release
from workflow.papers.release.reviewing import submit


@pytest.fixture
def desk(office: Any, kit: Any) -> Iterator[PaperDesk]:
    with drafted_notice(office, kit, "html", "docx") as opened:
        yield opened


def row_page(desk: PaperDesk) -> Path:
    return desk.path_of(row_of(desk).path)


def shown(page: Path) -> str:
    return html.fromstring(page.read_bytes()).text_content()


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
