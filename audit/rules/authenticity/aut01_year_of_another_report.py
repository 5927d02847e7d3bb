"""AUT01: another year stands where the report tells its own."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Finding, Severity, Undetermined
from audit.passages import one_for_each_subject, sentences_of
from audit.rule import Judgement, rule
from audit.wording.years import other_years_told, plans_of_the_year


@rule(
    "AUT01",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
    version=2,
)
def year_of_another_report(case: AuditCase) -> Iterator[Judgement]:
    """正文年份与报告年度不符。

    Requirement:
        年报报告上一年度的工作，正文写明的工作年份应当是报告年度。
    What it looks at:
        “现将N年政府信息公开工作情况报告如下”“N年，我局共收到……”等写明本报告年度或者本机关全年工作的句子；
        第五部分以报告年度写今后打算的“N年，我局将采取以下措施”（只作警告）。
    Not applicable:
        没有取得年报。
    Not a defect:
        与上年比较；下一年的打算；上年度的决算；文件名称和往年作出的决定中的年份；“十四五”等规划；
        针对上年问题的整改；写明起止的时间段。前后句另有年份的，只作警告，由人工判断。
    Example:
        2023年度报告写“2022年，我局共收到政府信息公开申请5件，均按时答复”。
    How to correct:
        核对该句所写是否为报告年度的工作，更正年份；内容沿用往年报告的，改写为本年度的实际情况。
    """
    if not sentences_of(case.reading):
        raise Undetermined("没有读到正文文字，需人工核对原件")
    findings = [
        Finding(
            subject=told.subject,
            severity=Severity.ERROR if told.is_certain else Severity.WARNING,
            message=f"{told.evidence.at}写的是{told.year}年，报告年度为{case.year}年"
            + ("" if told.is_certain else "，请核对是否笔误"),
            evidence=(told.evidence,),
        )
        for told in other_years_told(case.reading, case.year)
    ]
    findings += [
        Finding(
            subject=subject,
            severity=Severity.WARNING,
            message=f"{place.at}以报告年度{case.year}年写今后的打算，"
            f"请核对是否应为{case.year + 1}年",
            evidence=(place,),
        )
        for subject, place in plans_of_the_year(case.reading, case.year)
    ]
    yield from one_for_each_subject(sorted(findings, key=lambda one: one.severity.rank))
