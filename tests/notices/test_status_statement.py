"""The publication-status statement as its readers see it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lxml import html

from notices.form.page import page_of
from notices.overview import Section
from notices.papers.status_statement import (
    StatusStatementView,
    example,
    statement_wording,
    status_statement_paper,
)
from notices.publication import StatusCount, counts_told, rate_told

VIEW = example()


def texts(view: StatusStatementView, xpath: str) -> list[str]:
    tree = html.fromstring(page_of(status_statement_paper(view)))
    return ["".join("".join(node.itertext()).split()) for node in tree.xpath(xpath)]


def section(view: StatusStatementView, heading: str) -> Section:
    return next(s for s in statement_wording(view).sections if s.heading == heading)


def test_the_statement_reads_in_official_order() -> None:
    assert texts(VIEW, "//h1") == [
        "关于2023年政府信息公开工作年度报告公布情况的说明（代拟稿）",
        "逾期公布机关名单",
        "未公布机关名单",
        "未见公布（待人工确认）机关名单",
        "公布时间无法判定机关名单",
        "无法核实机关名单",
    ]
    assert texts(VIEW, "//h2") == ["一、总体情况", "二、有关机关", "三、统计口径"]
    assert texts(VIEW, "//p[@class='addressee']") == []
    assert status_statement_paper(VIEW).stem == "全部机关_苏镇市人民政府办公室_2023年报公布情况说明"


def test_doubt_is_never_told_as_a_fault() -> None:
    assert section(VIEW, "有关机关").paragraphs == (
        "1.逾期公布的机关1家（名单见附件1）。",
        "2.经人工确认未公布的机关1家（名单见附件2）。",
        "3.未见公布、待人工确认的机关1家（名单见附件3），确认之前不作为未公布。",
        "4.已公布但公布时间无法判定的机关1家（名单见附件4），不作为逾期。",
        (
            "5.无法核实的机关1家（名单见附件5），因网站访问、核查系统或者有待人工确认等原因未能核实，"
            "不说明机关没有公布，不作为逾期或者未公布。"
        ),
    )


def test_who_is_not_named_is_told_as_a_number() -> None:
    view = replace(VIEW, total=replace(VIEW.total, late=3))
    assert section(view, "有关机关").paragraphs[0] == (
        "1.逾期公布的机关3家（名单见附件1）；其中2家有现行豁免或者有待进一步核对，不列入名单。"
    )
    view = replace(VIEW, late=())
    assert section(view, "有关机关").paragraphs[0] == (
        "1.逾期公布的机关1家；其中1家有现行豁免或者有待进一步核对，不列入名单。"
    )


def test_each_date_has_its_basis() -> None:
    assert texts(VIEW, "//section[1]//tbody/tr/td") == [
        "1",
        "苏镇市教育局",
        "2024年1月31日",
        "2024年2月5日（页面标注）",
        "5",
        "2024年2月20日",
    ]
    assert texts(VIEW, "//section[1]/p[@class='note']") == [
        (
            "截至2024年2月20日。逾期天数自期限届满次日起算，期限含当日，不因节假日顺延。"
            "公布期限的依据：2024年1月31日，《中华人民共和国政府信息公开条例》第四十九条第一款。"
        )
    ]


def test_figures_add_up_in_words_and_table() -> None:
    general = section(VIEW, "总体情况")
    assert general.paragraphs == (
        (
            "应公布年度报告的机关共26家。其中：按时公布21家，逾期公布1家，未公布1家（均经人工确认），"
            "已公布但公布时间无法判定1家，未见公布、待人工确认1家，无法核实1家。"
        ),
        "能够核实公布情况的机关23家，其中按时公布21家，按时公布率为91.3%。",
    )
    rows = (("26", "21", "1", "1", "1", "1", "1", "0", "91.3%"),) * 2
    labels = ("政府部门", "合计")
    assert general.tables[0].rows == tuple(
        (label, *row) for label, row in zip(labels, rows, strict=True)
    )


def test_regions_and_agencies_without_a_day_are_told() -> None:
    regions = (replace(VIEW.total, label="苏镇市（990100）"),)
    general = section(replace(VIEW, regions=regions, without_duty=3), "总体情况")
    assert general.paragraphs[-1] == (
        "没有规定公布期限的机关3家，不计入应公布机关，不在本说明统计之列。"
    )
    assert [table.caption for table in general.tables] == [
        "表1　按机关类别统计（单位：家）",
        "表2　按地区统计（单位：家）",
    ]


def test_many_regions_stand_in_an_annex() -> None:
    regions = tuple(replace(VIEW.total, label=f"99{n:02d}00") for n in range(9))
    view = replace(VIEW, regions=regions)
    assert [table.caption for table in section(view, "总体情况").tables] == [
        "表1　按机关类别统计（单位：家）"
    ]
    assert texts(view, "//h1")[-1] == "各地区公布情况"
    assert texts(view, "//section[last()]//tbody/tr/td[1]") == [one.label for one in regions]


def test_a_share_is_cut_and_of_nobody_there_is_none() -> None:
    nobody = StatusCount(
        label="合计",
        due=0,
        on_time=0,
        late=0,
        not_published=0,
        untimed=0,
        absent_unconfirmed=0,
        unknown=0,
        not_due=7,
        rate=None,
    )
    assert counts_told(nobody) == ("应公布年度报告的机关共0家。另有7家期限未到，不计入应公布机关。")
    assert rate_told(nobody) == "尚无能够核实公布情况的机关，不计算按时公布率。"
    nearly = replace(nobody, on_time=2999, late=1, rate=Fraction(2999, 3000))
    assert rate_told(nearly).endswith("按时公布率为99.9%。")


def test_where_all_is_well_there_are_no_lists() -> None:
    total = replace(
        VIEW.total,
        on_time=26,
        late=0,
        not_published=0,
        untimed=0,
        absent_unconfirmed=0,
        unknown=0,
    )
    view = replace(
        VIEW,
        total=total,
        late=(),
        not_published=(),
        absent_unconfirmed=(),
        untimed=(),
        unknown=(),
    )
    assert section(view, "有关机关").paragraphs == (
        "没有逾期公布、未公布、未见公布或者无法核实的机关。",
    )
    assert texts(view, "//section") == []
    assert texts(view, "//p[contains(@class,'annex-note')]") == []
