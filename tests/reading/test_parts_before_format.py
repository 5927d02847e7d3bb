"""Reports on 2018 and before: a place is told by the document's own headings."""

from __future__ import annotations

from datetime import date

import pytest

from audit.case import AuditCase
from audit.catalogue import rule_named
from audit.engine import judge
from reading.narrative import own_heading
from reading.reader import read

LINES = (
    "示例市样板局2017年政府信息公开工作年度报告",
    "本报告由示例市样板局编制。",
    "一、概述",
    "我局认真贯彻条例。",
    "（一）加强领导",
    "全年召开会议2次。培训1次。",
    "二、主动公开政府信息情况",
    "全年主动公开政府信息120条。",
    "三、依申请公开政府信息情况",
    "全年收到申请3件。",
    "五、政府信息公开“复议、诉讼”情况",
    "2016年，示例市样板局共受理行政复议3起，行政诉讼5起，举报投诉15起。",
    "六、存在的主要问题及改进措施",
    "存在的问题是解读形式单一。",
    "示例市样板局",
    "2018年2月8日",
)


@pytest.fixture
def reading():
    return read("\n".join(LINES).encode(), name="a.txt")


def test_sentences_stand_under_the_headings_of_the_document(reading):
    assert [(s.at, s.text) for _, s in reading.sentences()] == [
        ("正文前 第1句", LINES[1]),
        ("“一、概述” 标题", "一、概述"),
        ("“一、概述” 第1句", "我局认真贯彻条例。"),
        ("“一、概述” （一） 第1句", "全年召开会议2次。"),
        ("“一、概述” （一） 第2句", "培训1次。"),
        ("“二、主动公开政府信息情况” 第1句", "全年主动公开政府信息120条。"),
        ("“三、依申请公开政府信息情况” 标题", "三、依申请公开政府信息情况"),
        ("“三、依申请公开政府信息情况” 第1句", "全年收到申请3件。"),
        ("“五、政府信息公开‘复议、诉讼’情况” 标题", LINES[10]),
        ("“五、政府信息公开‘复议、诉讼’情况” 第1句", LINES[11]),
        ("“六、存在的主要问题及改进措施” 第1句", "存在的问题是解读形式单一。"),
    ]


def test_a_finding_names_no_part_of_a_format_that_came_later(reading):
    case = AuditCase(held=reading, as_of=date(2018, 4, 10))
    [result] = judge(case, [rule_named("AUT01")])
    told = [(f.message, f.evidence[0].at) for f in result.findings]
    place = "“五、政府信息公开‘复议、诉讼’情况” 第1句"
    assert told == [(f"{place}写的是2016年，报告年度为2017年", place)]


def test_a_report_of_the_format_keeps_its_places(made):
    reading = read(made().html(), name="a.html")
    assert {s.at.split(" ")[0] for _, s in reading.sentences()} == {
        "正文前", "第一部分", "第五部分", "第六部分",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("  **四、行政复议情况** ", "四、行政复议情况"),
        ("十一、附则", "十一、附则"),
        ("（一）加强领导", None),
        ("一、加强领导。我局召开会议。", None),
        ("一、收到申请3件", None),
        ("概述", None),
    ],
)
def test_a_heading_of_the_documents_own_is_numbered_and_short(line, heading):
    assert own_heading(line) == heading
