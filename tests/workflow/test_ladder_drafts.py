"""The ladder at work: drafts in the ledger and on disk, from what visits saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from lxml import html

from archive.model import VisitClass
from config.clock import local_date
from ledger.notice_list import NoticeQuery
from ledger.said import NoticeKind, NoticeState, Waiver
from registry.model import Place, Registry
from workflow.papers.drafts.ladder_job import draft_ladder
from workflow.papers.release.paper_desk import paper_desk
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.reviewing import submit

YEAR = 2023
LADDER = (NoticeKind.REMINDER, NoticeKind.URGING)
# Days of the office count from 5 February 2024.
JANUARY_3, JANUARY_24, JANUARY_31, FEBRUARY_1, FEBRUARY_2 = -32, -11, -4, -3, -2


@pytest.fixture
def missing(office: Any, kit: Any) -> Any:
    """The bureau of education has published nothing; the others have."""
    office.config = replace(office.config, notices=replace(office.config.notices, forms=("html",)))
    office.portals["edu"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    return office


@pytest.fixture
def work(office: Any) -> Callable[[int], list[tuple[str | None, str, str]]]:
    """Run on a day and draft; what the ladder has drafted so far."""

    def go(day: int) -> list[tuple[str | None, str, str]]:
        office.run(day)
        draft_ladder(office.config, office.clock(day), registry=office.registry, years=(YEAR,))
        return drafted(office)

    return go


def drafted(office: Any) -> list[tuple[str | None, str, str]]:
    with office.ledger() as ledger:
        listed = ledger.papers.listed(NoticeQuery(year=YEAR))
    return [
        (one.row.agency_id, one.row.reason, one.state.label)
        for one in listed
        if one.row.kind in LADDER
    ]


def drafts_on_disk(office: Any, subject: str) -> list[str]:
    return sorted(path.name for path in office.config.reports_dir.rglob(f"*{subject}.html"))


def text_of(office: Any, subject: str) -> list[str]:
    (path,) = office.config.reports_dir.rglob(f"*{subject}.html")
    page = html.fromstring(path.read_text(encoding="utf-8"))
    return ["".join(p.itertext()) for p in page.xpath("//article/p")]


def absent(kit: Any) -> Any:
    return kit.published(visit_class=VisitClass.ABSENT_UNCONFIRMED)


def test_reminded_then_urged_then_seen(missing: Any, kit: Any, work: Any) -> None:
    assert work(JANUARY_3) == [("edu", "期限前20个工作日提醒", "代拟稿")]
    # Nobody took it in hand: the later step takes its place.
    assert work(JANUARY_24) == [("edu", "期限前5个工作日提醒", "代拟稿")]
    assert work(JANUARY_24) == [("edu", "期限前5个工作日提醒", "代拟稿")]
    assert drafts_on_disk(missing, "年报公布提醒") == ["edu_苏镇市教育局_2023年报公布提醒.html"]
    # One look after the due date proves nothing; the reminder is over.
    assert work(FEBRUARY_1) == [("edu", "期限前5个工作日提醒", "已办结")]
    assert drafts_on_disk(missing, "年报公布提醒") == []
    missing.portals["edu"] = absent(kit)
    assert work(FEBRUARY_2) == [
        ("edu", "期限前5个工作日提醒", "已办结"),
        ("edu", "期限后1个工作日催办", "代拟稿"),
    ]
    missing.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    assert work(1) == [
        ("edu", "期限前5个工作日提醒", "已办结"),
        ("edu", "期限后1个工作日催办", "已办结"),
    ]
    assert drafts_on_disk(missing, "年报公布催办") == []


def test_the_answer_to_a_released_urging_is_awaited(missing: Any, kit: Any, work: Any) -> None:
    missing.portals["edu"] = absent(kit)
    work(FEBRUARY_1)
    work(FEBRUARY_2)
    with missing.ledger() as ledger:
        (one,) = ledger.papers.listed(NoticeQuery(kind=NoticeKind.URGING))
    with paper_desk(missing.config, missing.clock(FEBRUARY_2)) as desk:
        submit(desk, one.row.notice_id, by="张三")
        order = Order(by="李四", number="苏政公开办〔2024〕2号")
        done = release(desk, one.row.notice_id, order)
        kept = desk.ledger.papers.one(one.row.notice_id)
    # From a Friday three working days; the Sunday after it is one (调休).
    assert (done.day, done.reply_due) == (date(2024, 2, 2), date(2024, 2, 6))
    assert kept.reply_due == done.reply_due


@pytest.mark.usefixtures("missing")
def test_a_machine_that_was_off_makes_up_the_last_step_alone(work: Any) -> None:
    assert work(JANUARY_31) == [("edu", "期限前1个工作日提醒", "代拟稿")]


def test_what_a_person_closed_is_not_drafted_again(missing: Any, work: Any) -> None:
    work(JANUARY_24)
    with missing.ledger() as ledger:
        (one,) = ledger.papers.listed(NoticeQuery(kind=NoticeKind.REMINDER))
        ledger.papers.move(
            one.row.notice_id,
            NoticeState.CLOSED,
            moved_by="张三",
            moved_at=datetime(2024, 1, 24, 8, tzinfo=UTC),
            reason="电话提醒过了",
        )
    assert work(JANUARY_24 + 1) == [("edu", "期限前5个工作日提醒", "已办结")]


def test_whoever_is_waived_is_left_alone(missing: Any, work: Any) -> None:
    missing.run(JANUARY_3 - 1)
    with missing.ledger() as ledger:
        ledger.waivers.add(
            Waiver(
                rule="TIM01",
                agency_id="edu",
                year=YEAR,
                from_date=date(2024, 1, 2),
                until_date=date(2024, 12, 31),
                reason="机构改革",
                waived_by="张三",
                waived_at=datetime(2024, 1, 2, tzinfo=UTC),
            )
        )
    assert work(JANUARY_24) == []


@pytest.mark.parametrize("barred", [VisitClass.BLOCKED_FORBIDDEN, VisitClass.TIMEOUT])
def test_nobody_is_urged_for_what_we_could_not_look_at(
    missing: Any, kit: Any, work: Any, barred: VisitClass
) -> None:
    missing.portals["edu"] = kit.published(visit_class=barred, reason="网站拒绝访问（状态 403）")
    assert work(FEBRUARY_1) == []
    assert work(FEBRUARY_2) == []


def test_a_letter_that_asks_for_access_takes_the_place_of_the_reminder(
    missing: Any, kit: Any, work: Any
) -> None:
    """The letter names the due date itself: one message is enough."""
    missing.portals["edu"] = kit.published(
        visit_class=VisitClass.BLOCKED_FORBIDDEN, reason="网站拒绝访问（状态 403）"
    )
    missing.run(JANUARY_3 - 3)
    assert work(JANUARY_3) == []
    with missing.ledger() as ledger:
        letters = ledger.papers.listed(NoticeQuery(kind=NoticeKind.ACCESS_LETTER))
    assert [(one.row.agency_id, one.state.label) for one in letters] == [("edu", "代拟稿")]


def test_the_circular_of_the_year_is_drafted_once(missing: Any, kit: Any, work: Any) -> None:
    missing.portals["edu"] = absent(kit)
    # 18 February is the ninth working day after 31 January, 19 February the tenth.
    work(14)
    assert circulars(missing) == []
    work(15)
    work(16)
    assert circulars(missing) == [(None, "期限后10个工作日通报", "代拟稿", date(2024, 2, 19))]


def circulars(office: Any) -> list[tuple[str | None, str, str, date]]:
    with office.ledger() as ledger:
        listed = ledger.papers.listed(NoticeQuery(year=YEAR, kind=NoticeKind.CIRCULAR))
    return [
        (one.row.agency_id, one.row.reason, one.state.label, local_date(one.row.made_at))
        for one in listed
    ]


def test_an_urging_needs_every_place_looked_through(missing: Any, kit: Any, work: Any) -> None:
    other = Place(place_id="edu-2", agency_id="edu", home_url="http://www.example/edu/")
    missing.registry = Registry(
        agencies=kit.registry.agencies, places={**kit.registry.places, "edu-2": other}
    )
    missing.portals |= {"edu": absent(kit), "edu-2": kit.published(visit_class=VisitClass.TIMEOUT)}
    assert work(FEBRUARY_1) == []
    missing.portals["edu-2"] = absent(kit)
    assert work(FEBRUARY_2) == [("edu", "期限后1个工作日催办", "代拟稿")]
    (path,) = missing.config.reports_dir.rglob("*年报公布催办.html")
    page = html.fromstring(path.read_text(encoding="utf-8"))
    rows = [
        ["".join(cell.itertext()) for cell in row.xpath("td")]
        for row in page.xpath("//section//tbody/tr")
    ]
    ways, result = "打开首页；读取年报栏目", "未见到该年度报告"
    assert rows == [
        ["1", "2024-02-02 09:00", f"http://edu.example/{ways}", result],
        ["2", "2024-02-02 09:00", f"http://www.example/edu/{ways}", result],
    ]


def test_what_the_reminder_says(missing: Any, work: Any) -> None:
    work(JANUARY_24)
    assert text_of(missing, "年报公布提醒")[:6] == [
        "（文号由签发机关编写）",
        "苏镇市教育局：",
        (
            "为做好2023年政府信息公开工作年度报告的公布工作，"
            "依据《中华人民共和国政府信息公开条例》（以下简称《条例》），现将有关事项提醒如下："
        ),
        (
            "（一）公布期限。按照《条例》第四十九条第一款，你单位应当在2024年1月31日前（含当日）"
            "提交并向社会公布2023年政府信息公开工作年度报告。请结合节假日提前安排。"
        ),
        (
            "（二）内容和格式。按照《条例》第五十条"
            "和《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。"
        ),
        "（三）公布位置。请在你单位的政府信息公开年报栏目公布（http://edu.example/）。",
    ]


def test_what_the_urging_says(missing: Any, kit: Any, work: Any) -> None:
    work(FEBRUARY_1)
    missing.portals["edu"] = absent(kit)
    work(FEBRUARY_2)
    assert text_of(missing, "年报公布催办")[2] == (
        "依据《中华人民共和国政府信息公开条例》（以下简称《条例》）第四十七条、第四十九条，"
        "我单位对2023年政府信息公开工作年度报告的公布情况进行核查。按照《条例》第四十九条第一款，"
        "你单位应当在2024年1月31日前（含当日）向社会公布该年度报告。截至2024年2月2日，"
        "我单位经2次核查未在你单位的年报公布位置见到该年度报告（核查记录见附件）。"
        "现就有关事项通知如下："
    )
