"""The letter that asks for access: drafted only where a site bars us on more than one day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archive.model import VisitClass

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
    crawl = office.config.crawl
    assert said == [
        "（文号由签发机关编写）",
        "苏镇市教育局：",
        (
            "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条，"
            "我单位对2023年政府信息公开工作年度报告的公布情况进行核查，"
            "采用采集程序访问各单位网站的公开页面。"
            "对你单位网站的访问未能完成，现将有关情况函告如下。"
        ),
        f"（一）2024-02-05 09:00:00（北京时间）访问 http://edu.example/，结果：{BARRED}。",
        f"（二）2024-02-06 09:00:00（北京时间）访问 http://edu.example/，结果：{BARRED}。",
        (
            "以上情况只说明采集程序未能访问，不作为你单位未公布或者逾期公布年度报告的依据；"
            "你单位年报的公布情况目前记为“无法核实”。"
        ),
        f"1.身份标识（User-Agent）：{crawl.user_agent}",
        "2.访问的网络出口地址：　　　　　　　　（由签发机关填写）",
        (
            "3.程序同一时间对一个网站只发出一个请求，两次请求平均间隔约3秒"
            "（网站另有要求的从其要求），每次访问不超过60个页面，遵守 robots.txt，"
            "只访问公开页面，不登录，不破解验证码，不隐匿身份。"
        ),
        "1.请在网站防护设备或者云防护服务中，将上述身份标识和出口地址列入允许访问的名单。",
        "2.请将政府信息公开年报栏目和本年度报告的网址告知我单位。",
        "3.如网站已经迁移或者由上级平台统一发布，请告知新的网址。",
        f"联系人及电话：{office.config.office.contact}",
        office.config.office.name,
        "　　　　年　　月　　日",
    ]
    board = (path.parents[1] / "index.html").read_text(encoding="utf-8")
    assert ">商请函</a>" in board
