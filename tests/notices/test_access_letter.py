"""The letter that asks for access: nothing in it is a reproach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lxml import html

from ledger.said import NoticeKind
from notices.form.page import page_of
from notices.papers.access_letter import (
    AccessLetterView,
    access_letter_paper,
    example,
    letter_wording,
)
from notices.wording import HIDDEN_LEFT_OUT


def parts(view: AccessLetterView) -> tuple[list[str], list[str]]:
    """The body, and the annex with every row as one line."""
    page = html.fromstring(page_of(access_letter_paper(view)))
    body = ["".join(one.itertext()) for one in page.xpath("//article/*")]
    rows = [
        "|".join("".join(cell.itertext()) for cell in row)
        for row in page.xpath("//section//tbody/tr")
    ]
    notes = ["".join(p.itertext()) for p in page.xpath("//section/p[@class='note']")]
    return body, rows + notes


def test_the_whole_letter() -> None:
    body, annex = parts(example())
    assert body == [
        "关于商请苏镇市财政局为政府信息公开工作年度报告核查提供网站访问便利的函（代拟稿）",
        "（文号由签发机关编写）",
        "苏镇市财政局：",
        (
            "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条，"
            "我单位对2023年政府信息公开工作年度报告的公布情况进行核查，"
            "采用采集程序访问各单位网站的公开页面。对你单位网站的访问未能完成，"
            "现将有关情况函告如下："
        ),
        "一、访问情况",
        ("2024年2月1日至2024年2月2日，采集程序访问你单位网站2次，均未能完成（访问记录见附件）。"),
        (
            "以上情况只说明采集程序未能访问，不作为你单位未公布或者逾期公布年度报告的依据；"
            "你单位年报的公布情况目前记为“无法核实”。"
        ),
        "二、商请事项",
        "（一）请在网站防护设备或者云防护服务中，将附件所列身份标识和出口地址列入允许访问的名单。",
        "（二）请将政府信息公开年报栏目和2023年年度报告的网址告知我单位。",
        "（三）如网站已经迁移或者由上级平台统一发布，请告知新的网址。",
        "三、采集程序的行为",
        (
            "程序同一时间对一个网站只发出一个请求，两次请求平均间隔约3秒"
            "（网站另有要求的从其要求），每次访问不超过60个页面，遵守 robots.txt，"
            "只访问公开页面，不登录，不破解验证码，不隐匿身份。身份标识和网络出口地址见附件。"
        ),
        "联系人及电话：李明，0000-1234567。",
        "附件：访问记录和采集程序的身份标识",
        "苏镇市政务公开办公室",
        "　　年　月　日",
    ]
    assert annex == [
        "1|2024-02-01 02:30|http://czj.suzhen.example/|网站拒绝访问（状态 403）",
        "2|2024-02-02 02:30|http://czj.suzhen.example/|网站拒绝访问（状态 403）",
        (
            "身份标识（User-Agent）|"
            "Duban/1.0 (+http://zwgk.suzhen.example/duban; zwgk@suzhen.example)"
        ),
        "网络出口地址（由签发机关填写）|",
        "网站返回的原始内容（逐字节留存，可凭校验值核对）：",
        (
            "1.网站首页：http://czj.suzhen.example/；抓取时间 2024-02-02 02:30:00（北京时间）；"
            f"512 字节；SHA-256：{'7c' * 32}"
        ),
    ]


def test_robots_is_asked_for_where_robots_forbids() -> None:
    wording = letter_wording(replace(example(), is_by_robots=True))
    assert wording.requests[0] == (
        "请在网站 robots.txt 中准许附件所列身份标识访问政府信息公开年报栏目及其文章、附件。"
    )


def test_before_the_deadline_it_reminds_of_it() -> None:
    wording = letter_wording(replace(example(), due_date=date(2024, 1, 31)))
    assert wording.requests[1] == (
        "2023年年度报告的公布期限为2024年1月31日（含当日）；"
        "公布后，请将政府信息公开年报栏目和2023年年度报告的网址告知我单位。"
    )


def test_a_site_that_answers_nothing_and_hostile_words() -> None:
    visit = replace(example().visits[0], reason="<b>拒绝</b>\u202e")
    _, annex = parts(replace(example(), visits=(visit,), proofs=()))
    assert annex[0] == "1|2024-02-01 02:30|http://czj.suzhen.example/|<b>拒绝</b>"
    assert annex[-2:] == ["网站没有返回内容。", HIDDEN_LEFT_OUT]


def test_its_file_kind_and_slots() -> None:
    paper = access_letter_paper(example())
    assert (paper.kind, paper.stem) == (
        NoticeKind.ACCESS_LETTER,
        "fin_苏镇市财政局_2023年报核查商请函",
    )
    page = html.fromstring(page_of(paper))
    slots = {one.get("data-slot"): one.get("class") for one in page.xpath("//*[@data-slot]")}
    assert slots == {"number": "number", "date": "date"}
