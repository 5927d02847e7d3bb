"""Part headings worded otherwise: number, key words and place tell the part, never one alone."""

from __future__ import annotations

from datetime import date

import pytest

from audit.case import AuditCase
from audit.catalogue import rule_named
from audit.engine import judge
from reading.blocks import Paragraph
from reading.model import PartName
from reading.part_headings import heading_of, likely_heading
from reading.parts import outline_of, with_likely_headings
from reading.reader import read

FORMAL = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
FREE = (
    "一、概述",
    "二、主动公开工作情况",
    "三、依申请公开情况",
    "四、复议、诉讼情况",
    "五、主要困难和不足及今后打算",
    "六、其他事项",
)
PAIRS = tuple(zip(FORMAL, FREE, strict=True))


def _html(made, *changes: tuple[str, str], **more) -> bytes:
    text = made(**more).html().decode()
    for formal, free in changes:
        text = text.replace(formal, free)
    return text.encode()


def _told(reading) -> dict[str, list[str]]:
    case = AuditCase(held=reading, as_of=date(2024, 4, 10))
    rules = [rule_named("CMP01"), rule_named("CMP04")]
    return {r.rule: [f.subject for f in r.findings] for r in judge(case, rules)}


@pytest.mark.parametrize(("formal", "free"), PAIRS)
def test_a_part_under_another_name_is_named_otherwise_and_not_missing(made, formal, free):
    reading = read(_html(made, (formal, free)), name="a.html")
    name = list(PartName)[FREE.index(free)]
    assert reading.parts[name].heading == free
    assert _told(reading) == {"CMP01": [], "CMP04": [f"parts.{name}"]}
    figures = {path: figure.printed for path, figure in reading.figures.items()}
    assert figures == made().printed()


def test_a_report_of_which_every_part_has_another_name(made):
    reading = read(_html(made, *PAIRS), name="a.html")
    assert [part.heading for part in reading.parts.values()] == list(FREE)
    assert _told(reading)["CMP01"] == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("一、政府信息公开工作基本情况", PartName.OVERVIEW),
        ("第二部分 主动公开情况", PartName.PROACTIVE),
        ("三、政府信息公开申请办理情况", PartName.REQUESTS),
        ("四、因政府信息公开被申请行政复议和提起行政诉讼情况", PartName.DISPUTES),
        ("三、主动公开工作情况", None),
        ("主动公开工作情况", None),
        ("（二）主动公开工作情况", None),
        ("2.主动公开工作情况", None),
        ("二、主动公开工作情况较好", None),
        ("二、政府网站主动公开情况", None),
        ("五、收费及减免情况", None),
        ("一、本年新收政府信息公开申请数量", None),
    ],
)
def test_a_line_may_be_a_heading_by_its_number_and_key_words(line, name):
    found = likely_heading(line)
    assert (found and found.name) is name


def _headings(*lines: str) -> list[str]:
    outline = with_likely_headings(outline_of([Paragraph(text=line) for line in lines]))
    return [section.heading.text for section in outline.sections]


def test_two_lines_that_may_be_the_heading_are_none():
    lines = [FORMAL[0], FREE[1], "甲。", "二、主动公开情况", *FORMAL[2:]]
    assert _headings(*lines) == [FORMAL[0], *FORMAL[2:]]


def test_a_line_out_of_its_place_is_none():
    """A heading inside the overview that counts anew."""
    lines = [FREE[2], FORMAL[0], "甲。", FORMAL[1], "乙。", *FORMAL[3:]]
    assert _headings(*lines) == [FORMAL[0], FORMAL[1], *FORMAL[3:]]


def test_a_heading_of_the_format_goes_before_others():
    lines = [FORMAL[0], FREE[1], "甲。", *FORMAL[1:]]
    assert _headings(*lines) == list(FORMAL)


def test_a_few_likely_headings_are_the_headings_of_anything():
    assert _headings(FREE[0], "甲。", FREE[2], "乙。", FORMAL[4], "丙。") == [FORMAL[4]]
    assert heading_of(FREE[0]) is None


def test_a_report_before_the_format_is_not_forced_into_it(made):
    reading = read(_html(made, PAIRS[0], year=2017), name="a.html")
    assert [part.heading for part in reading.parts.values()] == list(FORMAL[1:])
