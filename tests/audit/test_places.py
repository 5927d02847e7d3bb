"""Subjects as people read them."""

from __future__ import annotations

from datetime import date

import pytest
from builders import conforming_report

from audit.case import AuditCase
from audit.engine import apply_rule
from audit.model import Doubt, Evidence, Severity
from audit.places import part_place, place_name
from audit.rule import rule
from audit.rules.authenticity.aut11_problems_vague_or_copied import (
    problems_vague_or_copied as AUT11,  # noqa: N812 - a rule is called by its code
)
from reading.model import PartName, ReportReading
from reading.reader import read


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("requests", "表三"),
        ("requests.granted", "表三“（一）予以公开”"),
        ("requests.refused_security_stability", "表三“3.危及‘三安全一稳定’”"),
        ("requests.other.total", "表三“（六）其他处理”总计"),
        ("proactive.licences.decisions", "表二“行政许可”处理决定数量"),
        ("proactive.licences.previous_items", "表二“行政许可”上一年项目数量"),
        ("disputes.review", "表四“行政复议”"),
        ("parts.overview", "第一部分"),
        ("title", "标题"),
        ("document", "全文"),
        ("publication", "公布情况"),
        ("表三", "表三"),
    ],
)
def test_place_names(subject: str, name: str) -> None:
    assert place_name(subject) == name


OLD = """苏镇市教育局2018年政府信息公开工作年度报告
一、概述
2018年，我局认真贯彻条例。
二、主动公开政府信息情况
全年主动公开政府信息120条。
三、依申请公开政府信息办理情况
全年收到申请3件。
四、政府信息公开收费及减免情况
没有收费。
五、因政府信息公开申请行政复议、提起行政诉讼情况
没有复议和诉讼。
六、存在的问题和改进措施
存在的问题是工作“不够全面”。下一步将改进工作。
"""


@pytest.fixture(scope="module")
def old() -> ReportReading:
    """A report from before the format, which has parts of its own."""
    return read(OLD.encode(), name="old.txt")


def test_a_part_of_an_older_report_is_called_by_its_own_heading(old: ReportReading) -> None:
    part = old.parts[PartName.PROBLEMS]
    own = "“六、存在的问题和改进措施”"
    evidence = (Evidence(at=part.sentences[-1].at, printed="下一步"),)

    assert part_place(part) == own
    assert place_name("parts.problems", evidence) == own
    assert place_name("document", evidence) == "全文"
    assert part_place(conforming_report().parts[PartName.PROBLEMS]) == "第五部分"


def test_a_doubt_on_a_part_of_an_older_report_too(old: ReportReading) -> None:
    @rule("AUT01", at_most=Severity.HINT, basis="")
    def doubting(_case):  # type: ignore[no-untyped-def]
        yield Doubt(subject="parts.problems", reason="看不清")

    told = [
        apply_rule(doubting, AuditCase(held=reading, as_of=date(2024, 2, 1))).reason
        for reading in (old, conforming_report())
    ]
    assert told == ["“六、存在的问题和改进措施”：看不清", "第五部分：看不清"]


def test_a_finding_on_a_part_of_an_older_report_too(old: ReportReading) -> None:
    result = apply_rule(AUT11, AuditCase(held=old, as_of=date(2024, 2, 1)))
    own = "“六、存在的问题和改进措施”"
    assert [(f.message, f.evidence[0].at) for f in result.findings] == [
        (f"{own}没有提到具体的工作内容，请核对是否空泛", own)
    ]
