"""Headings of parts by their words; rows of table three and sentences are none."""

from __future__ import annotations

import pytest

from reading.blocks import Paragraph
from reading.model import PartName
from reading.part_headings import heading_of, part_of_heading, with_breaks
from reading.parts import outline_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("一、总体情况", PartName.OVERVIEW),
        ("## 一、总体情况", PartName.OVERVIEW),
        ("主动公开政府信息情况", PartName.PROACTIVE),
        ("一、主动公开政府信息情况", PartName.PROACTIVE),
        ("三、 收到和处理政府信息公开申请情况 ", PartName.REQUESTS),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", PartName.DISPUTES),
        ("四、政府信息公开行政复议、行政诉讼情况", PartName.DISPUTES),
        ("四、政府信息公开行政法复议、行政诉讼情况", PartName.DISPUTES),
        ("五、存在的主要问题及整改措施", PartName.PROBLEMS),
        ("五、政府信息公开工作存在的主要问题及改进情况", PartName.PROBLEMS),
        ("6、其它需要报告的事项", PartName.OTHER_MATTERS),
        ("一、本年新收政府信息公开申请数量", None),
        ("四、结转下年度继续办理", None),
        ("（一）主动公开情况", None),
        ("（一）存在的主要问题", None),
        ("本报告内容包括总体情况、主动公开政府信息情况等六部分内容。", None),
        ("三、主动公开工作情况", None),
    ],
)
def test_a_line_is_a_heading_by_its_words(line, name):
    assert part_of_heading(line) is name


@pytest.mark.parametrize(
    ("line", "text", "numeral", "rest"),
    [
        ("### 三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请情况", "三", ""),
        ("**六、其他需要报告的事项**", "六、其他需要报告的事项", "六", ""),
        ("六、其他需要报告的事项：无。", "六、其他需要报告的事项", "六", "无。"),
        ("第一部分 总体情况", "第一部分 总体情况", "一", ""),
        ("总体情况", "总体情况", None, ""),
    ],
)
def test_the_heading_is_kept_as_printed(line, text, numeral, rest):
    found = heading_of(line)
    assert (found.text, found.numeral, found.rest) == (text, numeral, rest)


def test_flattened_text_gets_its_headings_back():
    text = "甲。二、主动公开政府信息情况第二十条三、收到和处理政府信息公开申请情况一、本年新收"
    assert with_breaks(text).split("\n") == [
        "甲。",
        "二、主动公开政府信息情况",
        "第二十条",
        "三、收到和处理政府信息公开申请情况",
        "一、本年新收",
    ]


def _outline(*lines: str):
    return outline_of([Paragraph(text=line) for line in lines])


def test_a_table_of_contents_is_no_part():
    names = ("一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项")
    outline = _outline("标题", *names, names[0], "甲。", names[1], names[2], "无。")
    assert [outline.paragraphs(section) for section in outline.sections] == [
        ("甲。",),
        (),
        ("无。",),
    ]
    assert [section.start for section in outline.sections] == [5, 7, 8]


def test_what_a_chart_left_is_no_narrative():
    outline = _outline(
        "一、总体情况", "甲。", "六、其他需要报告的事项", "无。", "公开情况统计", "系列 3 类别 1"
    )
    assert outline.paragraphs(outline.sections[-1]) == ("无。",)
    assert outline.trailer == ("公开情况统计", "系列 3 类别 1")
