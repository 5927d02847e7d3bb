"""The letter that asks for access: drafted only where a site bars us on more than one day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archive.model import VisitClass
from workflow.papers.views.access_letters import due_date_ahead

BARRED = "网站拒绝访问（状态 403）"


def barred(kit: Any, visit_class: VisitClass = VisitClass.BLOCKED_FORBIDDEN) -> Any:
    return kit.published(visit_class=visit_class, reason=BARRED)


def letters(office: Any) -> list[str]:
    return sorted(p.name for p in office.config.reports_dir.rglob("*商请函.html"))


@pytest.mark.parametrize(
    ("second", "is_drafted"),
    [
        (VisitClass.BLOCKED_FORBIDDEN, True),
        (VisitClass.ROBOTS_DISALLOW, True),
        (VisitClass.TIMEOUT, False),
        (VisitClass.NOT_SEEN, False),
    ],
)
def test_it_needs_two_days_of_being_barred(
    office: Any, kit: Any, second: VisitClass, is_drafted: bool
) -> None:
    office.portals["edu"] = barred(kit)
    office.run()
    assert letters(office) == []
    office.portals["edu"] = barred(kit, second)
    summary = office.run(2)
    expected = ["edu_苏镇市教育局_2023年报核查商请函.html"] if is_drafted else []
    assert letters(office) == expected
    assert ("商请访问便利的函（代拟稿）：1 份。" in summary.lines()) is is_drafted


def test_a_report_collected_again_needs_no_letter(office: Any, kit: Any) -> None:
    good = office.portals["edu"]
    office.portals["edu"] = barred(kit)
    office.run()
    office.portals["edu"] = good
    office.run(2)
    office.portals["edu"] = barred(kit)
    office.run(3)
    assert letters(office) == []


def test_what_the_letter_says(office: Any, kit: Any) -> None:
    office.portals["edu"] = barred(kit)
    office.run()
    office.run(2)
    (path,) = Path(office.config.reports_dir).rglob("*商请函.html")
    page = html.fromstring(path.read_text(encoding="utf-8"))
    said = ["".join(p.itertext()) for p in page.xpath("//article/p")]
    assert said[1:4] == [
        "苏镇市教育局：",
        (
            "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条，"
            "我单位对2023年政府信息公开工作年度报告的公布情况进行核查，"
            "采用采集程序访问各单位网站的公开页面。"
            "对你单位网站的访问未能完成，现将有关情况函告如下："
        ),
        ("2024年2月5日至2024年2月6日，采集程序访问你单位网站2次，均未能完成（访问记录见附件）。"),
    ]
    rows = [["".join(cell.itertext()) for cell in row] for row in page.xpath("//section//tbody/tr")]
    assert rows == [
        ["1", "2024-02-05 09:00", "http://edu.example/", BARRED],
        ["2", "2024-02-06 09:00", "http://edu.example/", BARRED],
        ["身份标识（User-Agent）", office.config.crawl.user_agent],
        ["网络出口地址（由签发机关填写）", ""],
    ]
    board = (path.parents[1] / "index.html").read_text(encoding="utf-8")
    assert ">商请函</a>" in board


@pytest.mark.parametrize(
    ("agency_id", "today", "expected"),
    [
        ("edu", date(2024, 1, 31), date(2024, 1, 31)),
        ("edu", date(2024, 2, 1), None),
        ("town", date(2024, 1, 1), None),
    ],
)
def test_it_reminds_of_a_due_date_that_is_still_to_come(
    kit: Any, agency_id: str, today: date, expected: date | None
) -> None:
    agency = kit.registry.agencies[agency_id]
    assert due_date_ahead(agency, 2023, kit.registry, today) == expected
