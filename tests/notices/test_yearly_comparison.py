"""The yearly comparison report as its readers see it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from lxml import html

from notices.counting import change_between, decimal, percent, points_between
from notices.form.page import page_of
from notices.overview import Section
from notices.papers.yearly_comparison import example, yearly_comparison_paper
from notices.papers.yearly_view import YearlyComparisonView
from notices.papers.yearly_wording import comparison_wording

VIEW = example()


def texts(view: YearlyComparisonView, xpath: str) -> list[str]:
    tree = html.fromstring(page_of(yearly_comparison_paper(view)))
    return ["".join("".join(node.itertext()).split()) for node in tree.xpath(xpath)]


def section(view: YearlyComparisonView, heading: str) -> Section:
    return next(s for s in comparison_wording(view).sections if s.heading == heading)


def test_the_report_reads_in_official_order() -> None:
    assert texts(VIEW, "//h1") == [
        "关于2021年至2023年政府信息公开工作年度报告比较情况的报告（代拟稿）"
    ]
    assert texts(VIEW, "//h2") == [
        "一、公布情况",
        "二、编制质量",
        "三、整改情况",
        "四、主要数据",
        "五、统计口径",
    ]
    assert texts(VIEW, "//p[@class='note'][starts-with(., '表')]") == [
        "表1公布情况（单位：家）",
        "表2核查发现的问题（单位：份、项）",
        "表3整改情况（单位：项）",
        "表4主要数据合计（2022年、2023年均能识读的机关）",
        "表5主要数据历年合计（各年度均能识读的机关）",
        "表6申请办理结果（两年均能识读的22家机关）",
    ]
    assert texts(VIEW, "//figcaption") == [
        "图1按时公布率（单位：%）",
        "图2平均每份年度报告的问题（单位：项）",
        "图3本年新收政府信息公开申请（22家机关，单位：件）",
        "图4行政复议（21家机关，单位：件）",
    ]


def test_years_are_told_beside_each_other() -> None:
    assert section(VIEW, "公布情况").paragraphs == (
        (
            "2023年应公布年度报告的机关26家，2022年为26家，持平。"
            "按时公布率为96.0%，2022年为88.0%，提高8.0个百分点。"
        ),
    )
    quality = section(VIEW, "编制质量")
    assert quality.paragraphs[0] == (
        "2023年核查年度报告25份，发现错误和警告15项，平均每份0.6项；"
        "2022年核查25份，发现41项，平均每份1.6项。"
    )
    assert quality.tables[0].rows[0] == ("2021年", "25", "15", "5", "45", "2", "67", "2.6")
    assert section(VIEW, "整改情况").tables[0].rows[-1] == ("2023年", "8", "6", "75.0%")


def test_sums_say_over_how_many_agencies() -> None:
    figures = section(VIEW, "主要数据")
    assert figures.paragraphs == (
        (
            "按两年数据均能识读的机关汇总，本年新收政府信息公开申请402件，2022年为318件，增加84件；"
            "行政复议9件，2022年为12件，减少3件。"
        ),
        (
            "数据取自各机关最近一次读出的年度报告（2023年25份，2022年25份），未作更正；"
            "只在一年读出、空白或者未能识读的，不计入该项合计。"
        ),
    )
    assert figures.tables[0].rows == (
        ("本年新收政府信息公开申请（件）", "318", "402", "+84", "24"),
        ("行政复议（件）", "12", "9", "-3", "23"),
    )
    assert figures.tables[2].rows == (
        ("予以公开", "180", "60.0%", "230", "60.5%"),
        ("部分公开", "40", "13.3%", "52", "13.6%"),
        ("不予公开", "30", "10.0%", "28", "7.3%"),
        ("无法提供、不予处理和其他处理", "50", "16.6%", "70", "18.4%"),
        ("办理结果总计", "300", "—", "380", "—"),
    )


@pytest.mark.parametrize(("former", "present"), [(250, 310), (249, 380), (300, 309)])
def test_results_that_leave_nothing_or_contradict_their_total_get_no_row_of_others(
    former: int, present: int
) -> None:
    shares = replace(VIEW.shares, former_concluded=former, present_concluded=present)
    rows = section(replace(VIEW, shares=shares), "主要数据").tables[2].rows
    assert [row[0] for row in rows] == ["予以公开", "部分公开", "不予公开", "办理结果总计"]


def test_what_nobody_s_reports_hold_is_not_compared() -> None:
    figures = tuple(replace(one, agencies=0, series_agencies=0) for one in VIEW.figures)
    assert section(replace(VIEW, figures=figures), "主要数据") == Section(
        heading="主要数据", paragraphs=("没有两年数据均能识读的机关，不作比较。",)
    )
    years = tuple(replace(one, told=0, corrected=0) for one in VIEW.years)
    assert section(replace(VIEW, years=years), "整改情况").paragraphs == (
        "各年度均没有已签发的整改文书，不作比较。",
    )


def test_two_years_need_no_table_over_many() -> None:
    figures = tuple(
        replace(one, series={2022: one.former, 2023: one.present}) for one in VIEW.figures
    )
    view = replace(VIEW, years=VIEW.years[1:], figures=figures)
    captions = [table.caption[3:8] for table in section(view, "主要数据").tables]
    assert captions == ["主要数据合", "申请办理结"]


def test_without_a_rate_none_is_compared() -> None:
    present = replace(VIEW.present, count=replace(VIEW.present.count, rate=None))
    view = replace(VIEW, years=(*VIEW.years[:-1], present))
    assert "按时公布率" not in section(view, "公布情况").paragraphs[0]
    assert texts(view, "//figcaption")[0] == "图1按时公布率（单位：%）"


def test_an_empty_picture_is_left_out() -> None:
    years = tuple(
        replace(one, families={}, count=replace(one.count, rate=None)) for one in VIEW.years
    )
    assert texts(replace(VIEW, years=years), "//figcaption") == [
        "图1本年新收政府信息公开申请（22家机关，单位：件）",
        "图2行政复议（21家机关，单位：件）",
    ]


@pytest.mark.parametrize(
    ("number", "told"), [(Fraction(1999, 1000), "1.9"), (Fraction(2), "2.0"), (None, "—")]
)
def test_numbers_are_cut_not_rounded(number: Fraction | None, told: str) -> None:
    assert decimal(number) == told
    assert percent(None if number is None else number / 100) == (
        told if number is None else f"{told}%"
    )


def test_changes_are_those_of_the_printed_figures() -> None:
    assert points_between(Fraction(8333, 10000), Fraction(8679, 10000)) == "提高3.4个百分点"
    assert points_between(Fraction(9, 10), Fraction(8, 10)) == "下降10.0个百分点"
    assert points_between(Fraction(90001, 100000), Fraction(90009, 100000)) == "持平"
    assert (change_between(3, 3, "家"), change_between(1, 3, "家")) == ("持平", "增加2家")
