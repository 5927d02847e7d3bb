"""The reminder: what must be published, by when, where, and what to look at before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from ledger.said import NoticeKind
from notices.form.page import page_of
from notices.papers.reminder import (
    ReminderView,
    example,
    reminder_paper,
    reminder_wording,
)
from notices.wording import HIDDEN_LEFT_OUT

REGULATION = "《中华人民共和国政府信息公开条例》"


def said(view: ReminderView) -> list[str]:
    """Every line of the document, with what stands before the release."""
    page = html.fromstring(page_of(reminder_paper(view)))
    return ["".join(one.itertext()) for one in page.xpath("//article/*")]


def test_the_whole_reminder() -> None:
    assert said(example()) == [
        "关于按期公布2023年政府信息公开工作年度报告的提醒函（代拟稿）",
        "（文号由签发机关编写）",
        "苏镇市教育局：",
        (
            f"为做好2023年政府信息公开工作年度报告的公布工作，依据{REGULATION}"
            "（以下简称《条例》），现将有关事项提醒如下："
        ),
        "一、公布要求",
        (
            "（一）公布期限。按照《条例》第四十九条第一款，你单位应当在2024年1月31日前（含当日）"
            "提交并向社会公布2023年政府信息公开工作年度报告。请结合节假日提前安排。"
        ),
        (
            "（二）内容和格式。按照《条例》第五十条"
            "和《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。"
        ),
        (
            "（三）公布位置。请在你单位的政府信息公开年报栏目公布"
            "（http://jyj.suzhen.example/zwgk/zfxxgknb/）。"
        ),
        "二、公布前请自查",
        "（一）内容是否完整。六个部分是否齐全，存在的主要问题和改进情况是否写明。",
        (
            "（二）数据是否一致。“本年新收”与“上年结转”之和是否等于“本年度办理结果”"
            "与“结转下年度继续办理”之和，各项合计是否正确，"
            "正文与表格、与上一年度报告的结转数是否一致。"
        ),
        (
            "（三）公布是否可查。标题中的机关名称和年度是否正确，公布日期是否标明，"
            "页面和附件是否能够打开。"
        ),
        "三、有关事项",
        "年度报告已经公布的，无须重复公布，请将网址告知我单位。",
        "联系人及电话：李明，0000-1234567。",
        "苏镇市政务公开办公室",
        "　　年　月　日",
    ]


def test_a_government_that_is_not_subordinate() -> None:
    view = replace(
        example(),
        agency_name="苏镇市河湾区人民政府",
        is_letter=True,
        is_submitted=False,
        is_government=True,
        due_date=date(2024, 3, 31),
        basis=f"{REGULATION}第四十九条第二款",
    )
    wording = reminder_wording(view)
    assert wording.demands[0] == (
        "公布期限。按照《条例》第四十九条第二款，贵单位应当在2024年3月31日前（含当日）"
        "向社会公布2023年政府信息公开工作年度报告。请结合节假日提前安排。"
    )
    assert wording.checks[0] == (
        "内容是否完整。六个部分是否齐全，存在的主要问题和改进情况是否写明，"
        "是否包括工作考核、社会评议和责任追究结果情况。"
    )


def test_a_year_before_the_format_and_an_agency_without_a_place() -> None:
    view = replace(
        example(), year=2015, basis="《苏镇市规定》第三条", format_document=None, places=()
    )
    wording = reminder_wording(view)
    assert wording.demands[1:] == (
        "内容和格式。按照《条例》第五十条编制。",
        "公布位置。请在你单位的政府信息公开年报栏目公布。",
    )
    assert wording.checks[0] == "内容是否完整。存在的主要问题和改进情况是否写明。"
    assert "按照《苏镇市规定》第三条" in wording.demands[0]


def test_what_is_filled_in_at_release_has_its_slots() -> None:
    page = html.fromstring(page_of(reminder_paper(example())))
    slots = {one.get("data-slot"): one.get("class") for one in page.xpath("//*[@data-slot]")}
    assert slots == {"number": "number", "date": "date"}
    drafts = ["".join(one.itertext()) for one in page.xpath("//main//*[@data-draft]")]
    assert drafts == ["（代拟稿）"]
    assert page.findtext(".//title") == "关于按期公布2023年政府信息公开工作年度报告的提醒函"


def test_its_file_and_kind() -> None:
    paper = reminder_paper(example())
    assert (paper.kind, paper.template, paper.stem) == (
        NoticeKind.REMINDER,
        "reminder.html",
        "edu_苏镇市教育局_2023年报公布提醒",
    )


@pytest.mark.parametrize("field", ["agency_name", "issuing_office", "office_contact", "basis"])
def test_nothing_hostile_gets_through(field: str) -> None:
    hostile = "<script>alert(1)</script>\u202e{{ 7*7 }}"
    view = replace(example(), **{field: hostile})  # type: ignore[arg-type]
    page = page_of(reminder_paper(view))
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert said(view)[-1] == HIDDEN_LEFT_OUT
