"""The urging: it asks, shows what was looked at, and accuses only what a person confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import html

from ledger.said import NoticeKind
from notices.form.page import page_of
from notices.papers.urging import (
    SHOWN_LOOKS,
    UrgingView,
    example,
    urging_paper,
    urging_wording,
)
from notices.wording import HIDDEN_LEFT_OUT

REGULATION = "《中华人民共和国政府信息公开条例》"


def body(view: UrgingView) -> list[str]:
    page = html.fromstring(page_of(urging_paper(view)))
    return ["".join(one.itertext()) for one in page.xpath("//article/*")]


def annex(view: UrgingView) -> tuple[list[list[str]], list[str]]:
    """The rows of the table, and the small print."""
    page = html.fromstring(page_of(urging_paper(view)))
    rows = [
        ["".join(cell.itertext()) for cell in row.xpath("td")]
        for row in page.xpath("//section//tbody/tr")
    ]
    return rows, ["".join(p.itertext()) for p in page.xpath("//section/p[@class='note']")]


def test_the_whole_urging() -> None:
    assert body(example()) == [
        "关于核实并公布2023年政府信息公开工作年度报告的催办通知（代拟稿）",
        "（文号由签发机关编写）",
        "苏镇市教育局：",
        (
            f"依据{REGULATION}（以下简称《条例》）第四十七条、第四十九条，"
            "我单位对2023年政府信息公开工作年度报告的公布情况进行核查。"
            "按照《条例》第四十九条第一款，你单位应当在2024年1月31日前（含当日）"
            "向社会公布该年度报告。截至2024年2月3日，我单位经3次核查"
            "未在你单位的年报公布位置见到该年度报告（核查记录见附件）。现就有关事项通知如下："
        ),
        "一、已经公布的",
        (
            "你单位如已公布，请将网址和公布日期告知我单位；"
            "公布在其他网站或者由上级平台统一公布的，请一并说明。"
            "经核实已按期公布的，本次催办即行撤销。"
        ),
        "二、尚未公布的",
        (
            "请按照《条例》第五十条和《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"
            "编制，尽快在政府信息公开年报栏目公布，公布后将网址告知我单位，并说明未按期公布的原因。"
        ),
        "三、答复时限",
        (
            "请于收到本通知之日起3个工作日内答复；对核查情况有异议的，请一并说明并附依据。"
            "到期未答复且经确认未公布的，将依据《条例》第四十七条予以督促整改或者通报批评。"
        ),
        "联系人及电话：李明，0000-1234567。",
        "附件：核查记录",
        "苏镇市政务公开办公室",
        "　　年　月　日",
    ]


def test_the_annex_shows_the_looks_and_what_was_served() -> None:
    column, ways = "http://jyj.suzhen.example/zwgk/zfxxgknb/", "打开首页；读取年报栏目；站内检索"
    rows, notes = annex(example())
    assert rows == [
        [str(day), f"2024-02-0{day} 02:30", column + ways, "未见到2023年的年度报告"]
        for day in (1, 2, 3)
    ]
    assert notes == [
        (
            "以上各次核查均已将所列位置的年报列表查看完毕，网站提供站内检索的并已检索；"
            "结果只说明核查时在所列位置没有见到，是否公布以核实的情况为准。"
        ),
        "最近一次核查时网站返回的原始内容（逐字节留存，可凭校验值核对）：",
        (
            f"1.年报栏目页：{column}；抓取时间 2024-02-03 02:30:00（北京时间）；"
            f"18342 字节；SHA-256：{'5b' * 32}"
        ),
    ]


def test_without_confirmation_nothing_is_called_unpublished() -> None:
    """The word stands only in a condition: what to do in that case, and what may follow then."""
    assert [line for line in body(example()) if "未公布" in line] == [
        "二、尚未公布的",
        (
            "请于收到本通知之日起3个工作日内答复；对核查情况有异议的，请一并说明并附依据。"
            "到期未答复且经确认未公布的，将依据《条例》第四十七条予以督促整改或者通报批评。"
        ),
    ]


def test_what_a_person_confirmed_is_said() -> None:
    wording = urging_wording(replace(example(), is_confirmed=True))
    assert wording.opening.endswith(
        "未在你单位的年报公布位置见到该年度报告（核查记录见附件）。"
        "经我单位工作人员确认，你单位未公布该年度报告。现就有关事项通知如下："
    )
    assert [heading for heading, _ in wording.sections] == ["公布要求", "答复时限"]


def test_a_letter_to_a_body_that_is_not_subordinate() -> None:
    wording = urging_wording(replace(example(), is_letter=True))
    assert wording.title == "关于核实并公布2023年政府信息公开工作年度报告的催办函"
    assert wording.opening.endswith("现就有关事项函告如下：")
    assert wording.sections[-1] == (
        "答复时限",
        "请于收到本函之日起3个工作日内答复；对核查情况有异议的，请一并说明并附依据。",
    )


def test_a_long_season_of_looks_is_cut_and_said_so() -> None:
    first = example().looks[0]
    many = tuple(
        replace(first, looked_at=first.looked_at + timedelta(days=number)) for number in range(30)
    )
    rows, notes = annex(replace(example(), looks=many, times=30))
    assert [row[1] for row in rows] == [
        f"{first.looked_at + timedelta(days=number):%Y-%m-%d %H:%M}" for number in range(20, 30)
    ]
    assert len(rows) == SHOWN_LOOKS
    assert notes[0] == "核查记录共30条，此处列出最近10条，其余留存备查。"


def test_its_file_kind_and_slots() -> None:
    paper = urging_paper(example())
    assert (paper.kind, paper.template, paper.stem) == (
        NoticeKind.URGING,
        "urging.html",
        "edu_苏镇市教育局_2023年报公布催办",
    )
    page = html.fromstring(page_of(paper))
    slots = {one.get("data-slot"): one.get("class") for one in page.xpath("//*[@data-slot]")}
    assert slots == {"number": "number", "date": "date"}


@pytest.mark.parametrize("field", ["url", "result"])
def test_nothing_hostile_gets_through(field: str) -> None:
    hostile = "<script>alert(1)</script>\u202e"
    look = replace(example().looks[0], **{field: hostile})
    view = replace(example(), looks=(look,))
    page = page_of(urging_paper(view))
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert annex(view)[1][-1] == HIDDEN_LEFT_OUT
