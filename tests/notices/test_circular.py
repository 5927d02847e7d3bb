"""The circular over all agencies as its readers see it."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from markupsafe import Markup

from notices.form.page import page_of
from notices.overview import Section
from notices.papers.circular import circular_paper, example
from notices.papers.circular_view import CircularView
from notices.papers.circular_wording import circular_wording

VIEW = example()


def texts(view: CircularView, xpath: str) -> list[str]:
    tree = html.fromstring(page_of(circular_paper(view)))
    return ["".join("".join(node.itertext()).split()) for node in tree.xpath(xpath)]


def section(view: CircularView, heading: str) -> Section | None:
    return next((s for s in circular_wording(view).sections if s.heading == heading), None)


def test_the_circular_reads_in_official_order() -> None:
    assert texts(VIEW, "//h1") == [
        "关于2023年政府信息公开工作年度报告核查情况的通报（代拟稿）",
        "逾期公布机关名单",
        "未公布机关名单",
        "年度报告问题统计表",
        "经核对的问题清单",
    ]
    assert texts(VIEW, "//h2") == [
        "一、总体情况",
        "二、年度报告存在的主要问题",
        "三、公布时限方面的问题",
        "四、做得较好的机关",
        "五、工作要求",
    ]
    assert texts(VIEW, "//h3") == ["（一）表三各行分项之和与总计不符"]
    assert texts(VIEW, "//p[contains(@class,'annex-note')]") == [
        "附件：1.逾期公布机关名单",
        "2.未公布机关名单",
        "3.年度报告问题统计表",
        "4.经核对的问题清单",
    ]
    assert texts(VIEW, "//*[@data-draft]")[-1] == "（代拟稿）"
    assert texts(VIEW, "//figcaption") == [
        "图1应公布机关的公布情况（单位：家）",
        "图2年度报告问题（单位：项）",
    ]


def test_the_opening_says_on_what_basis_what_was_checked_when() -> None:
    assert circular_wording(VIEW).opening == (
        "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条、第五十条和"
        "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号），"
        "2024年2月1日至2024年2月20日，我单位通过各机关网站的公开页面，"
        "对2023年政府信息公开工作年度报告（以下简称年度报告）的公布和编制情况进行了核查。"
        "现将截至2024年2月20日的情况通报如下："
    )


def test_figures_tell_doubt_apart_from_fault() -> None:
    general = section(VIEW, "总体情况")
    assert general is not None
    assert general.paragraphs == (
        (
            "应公布年度报告的机关共26家。其中：按时公布22家，逾期公布1家，未公布1家（均经人工确认），"
            "未见公布、待人工确认1家，无法核实1家。"
        ),
        "能够核实公布情况的机关24家，其中按时公布22家，按时公布率为91.6%。",
        "共核查年度报告23份，发现问题6项（错误6项、警告0项），涉及机关4家，平均每份0.2项。",
    )
    assert general.tables[1].rows == (
        ("时效性", "1", "0", "1", "1"),
        ("一致性", "5", "0", "5", "3"),
        ("合计", "6", "0", "6", "4"),
    )
    assert general.tables[0].rows[-1] == (
        *("合计", "26", "22", "1", "1", "0", "1", "1", "0", "91.6%"),
    )


def test_who_was_late_or_is_in_doubt() -> None:
    told = section(VIEW, "公布时限方面的问题")
    assert told is not None
    assert told.paragraphs == (
        "1.逾期公布的机关1家：苏镇市司法局（逾期5天）（名单见附件1）。",
        "2.截至2024年2月20日仍未公布、经人工确认的机关1家：苏镇市民政局（名单见附件2）。",
        "3.未见公布、待人工确认的1家、无法核实的1家，不作为逾期或者未公布，不在本次通报之列。",
    )


def test_whom_doubts_keep_from_being_named_is_counted_alone() -> None:
    total = replace(VIEW.total, late=3)
    told = section(replace(VIEW, total=total, late=()), "公布时限方面的问题")
    assert told is not None
    assert told.paragraphs[0] == "1.逾期公布的机关3家，有待进一步核对，不列名。"
    told = section(replace(VIEW, total=total), "公布时限方面的问题")
    assert told is not None
    assert told.paragraphs[0] == (
        "1.逾期公布的机关3家：苏镇市司法局（逾期5天）（名单见附件1）；另有2家有待进一步核对，不列名。"
    )


def test_a_rule_names_some_and_counts_all() -> None:
    rule = replace(VIEW.rules[0], named=tuple(f"第{n}局" for n in range(1, 8)), agencies=40)
    told = section(replace(VIEW, rules=(rule,)), "年度报告存在的主要问题")
    assert told is not None
    assert told.parts[0].paragraphs == (
        (
            "涉及机关40家，共5项。其中经核对属实的有：第1局、第2局、第3局、第4局、第5局等7家。"
            "依据：《政府信息公开工作年度报告格式》表三“总计”列。"
            "改正要求：核对该行各类申请人的件数，更正分项或者总计。"
        ),
    )
    nobody = replace(rule, named=())
    told = section(replace(VIEW, rules=(nobody,)), "年度报告存在的主要问题")
    assert told is not None
    assert "其中" not in told.parts[0].paragraphs[0]


def test_where_all_is_well_nothing_is_blamed_and_nothing_is_asked_in_vain() -> None:
    total = replace(
        VIEW.total, on_time=26, late=0, not_published=0, absent_unconfirmed=0, unknown=0
    )
    view = replace(
        VIEW, total=total, troubled=0, families=(), rules=(), named=(), late=(), not_published=()
    )
    assert texts(view, "//h2") == ["一、总体情况", "二、做得较好的机关", "三、工作要求"]
    assert texts(view, "//section") == []
    demands = section(view, "工作要求")
    assert demands is not None
    assert demands.paragraphs == (
        (
            "1.请各机关继续按时、规范公布年度报告。对通报内容有异议的，书面说明并附依据。"
            "联系人及电话：政务公开科 0000-1234567。"
        ),
    )


def test_without_a_calendar_the_days_are_told() -> None:
    demands = section(replace(VIEW, due_date=None), "工作要求")
    assert demands is not None
    told = demands.paragraphs[-1]
    assert isinstance(told, Markup)
    assert "请于收到本通报之日起10个工作日内将整改情况" in told.striptags()


def test_many_good_agencies_stand_in_an_annex() -> None:
    view = replace(VIEW, exemplary=tuple(f"第{n}局" for n in range(1, 31)))
    told = section(view, "做得较好的机关")
    assert told is not None
    assert told.paragraphs[0].endswith("第5局等30家（名单见附件5）。")
    assert len(texts(view, "//section[last()]//tbody/tr")) == 30


def test_hostile_names_are_shown_and_do_nothing() -> None:
    name = "<script>alert(1)</script>\u202e局\x07"
    named = (replace(VIEW.named[0], agency_name=name),)
    page = page_of(circular_paper(replace(VIEW, named=named, exemplary=(name,))))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;局") == 2
    assert "不可见字符或者改变文字方向的字符，已略去。" in page
    assert "已略去" not in page_of(circular_paper(VIEW))


def test_the_reviewer_is_told_what_to_check() -> None:
    mark = circular_wording(VIEW).draft_mark
    assert "签发前必须逐一核对所有点名" in mark
    assert "反馈日期签发时按签发之日后10个工作日重新算" in mark
    assert f"代拟稿：{mark}" in page_of(circular_paper(VIEW))
