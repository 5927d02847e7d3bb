"""CMP29: the report says that it has another number of parts than it has."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.part_counts import number_told, parts_there, parts_unlisted, sentences_on_parts
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule
from audit.scope import PART_TITLES, refuse_older_reports
from reading.model import PartName, ReportReading, Sentence


@rule(
    "CMP29",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条；《政府信息公开工作年度报告格式》",
)
def part_count_wrong(case: AuditCase) -> Iterator[Judgement]:
    """写明的部分数与实有部分不符。

    Requirement:
        年报说明自身由几个部分组成、有哪些部分的，应当与实有的部分一致。
    What it looks at:
        第一部分之前和总体情况中“本报告由六部分组成”一类的句子，与识别到的部分；句中列出部分名称的，与实有部分比较。
    Not applicable:
        没有取得年报；2019年度以前的年报；没有写明部分数，也没有列出部分名称。
    Not a defect:
        列举以“等”结束而没有列全名称；缺少的部分已由CMP01指出；六个部分之外另有“七、附件”一类的部分。
    Example:
        “本报告由五部分组成”，实有六个部分。
    How to correct:
        把写明的部分数和部分名称改为与正文一致。
    """
    refuse_older_reports(case)
    reading = case.reading
    if not reading.parts:
        raise Undetermined("未识别到年报的任何部分，需人工核对原件")
    told = tuple(sentences_on_parts(reading))
    if not told:
        raise NotApplicable("没有写明年报由几个部分组成")
    for sentence in told:
        yield from _judged(reading, sentence)


def _judged(reading: ReportReading, sentence: Sentence) -> Iterator[Judgement]:
    number, count = number_told(sentence), parts_there(reading)
    if number == len(PartName) and len(reading.parts) < number:
        yield Doubt(subject=DOCUMENT, reason=f"写明{number}个部分，所缺的部分见CMP01")
    elif number is not None and number != count:
        message = f"写明年报有{number}个部分，实有{count}个部分"
        yield _finding(sentence, Severity.WARNING, message)
    elif unlisted := parts_unlisted(reading, sentence):
        names = "、".join(f"“{PART_TITLES[name]}”" for name in unlisted)
        message = f"列出的部分名称中没有{names}，正文有这一部分"
        yield _finding(sentence, Severity.ADVICE, message)


def _finding(sentence: Sentence, severity: Severity, message: str) -> Finding:
    return Finding(
        subject=DOCUMENT,
        severity=severity,
        message=message,
        evidence=(Evidence(at=sentence.at, printed=sentence.text),),
    )
