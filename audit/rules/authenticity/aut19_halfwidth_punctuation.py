"""AUT19: half-width punctuation between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import (
    DOCUMENT,
    TABLE_PARTS,
    Passage,
    findings_by_subject,
    passages,
    subject_of,
    without_addresses,
)
from audit.rule import Judgement, rule
from reading.model import ReportReading

_HAN = r"[\u3400-\u9fff]"
_CONTACT = "地址|网址|邮箱|电话|传真|邮编|联系人|邮政编码"
# 指导, 紧紧围绕; but not the labels of an address: 地址:苏镇市解放路, 电话:…
_HALF_WIDTH = re.compile(
    rf"[,;:](?<={_HAN}.)(?<!(?:地址|网址|邮箱|电话|传真|邮编|系人|编码).)"
    rf"[ \u3000\u00a0]?(?={_HAN})(?!(?:联系|电子|邮政|办公)?(?:{_CONTACT}))"
)
_LONGEST_LABEL = 6


@rule(
    "AUT19",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
)
def halfwidth_punctuation(case: AuditCase) -> Iterator[Judgement]:
    """汉字之间使用半角标点。

    Requirement:
        年报正文汉字之间的逗号、分号、冒号应当使用全角标点。
    What it looks at:
        正文叙述中两个汉字之间、小标题与其后文字之间的半角“,”“;”“:”，标点后有一个空格的也计算在内。
    Not applicable:
        没有取得年报。
    Not a defect:
        表格、网址、电子邮箱、联系地址、数字和时间中的半角符号；网页上“发布机构:”等栏目文字。
    Example:
        坚持以新发展理念为指导, 紧紧围绕中心工作。
    How to correct:
        将半角标点改为全角标点。
    """
    inside = [
        (passage.subject, passage.around(*match.span(), reach=4))
        for passage in passages(case.reading)
        for match in _HALF_WIDTH.finditer(without_addresses(passage.text))
        if not _is_of_the_page(passage, match)
    ]
    yield from findings_by_subject(
        (*inside, *_after_headings(case.reading)),
        Severity.ADVICE,
        "汉字之间使用了半角标点，共{count}处：{found}",
    )


def _after_headings(reading: ReportReading) -> Iterator[tuple[str, Evidence]]:
    """（一）主要问题:基层…: the sign between a heading and what follows it belongs to neither."""
    for part in reading.parts.values():
        for heading in part.sub_headings if part.name not in TABLE_PARTS else ():
            end = part.text.find(heading.text) + len(heading.text)
            match = _HALF_WIDTH.match(part.text, end)
            if match is not None and end > len(heading.text):
                passage = Passage(subject=subject_of(part.name), at=heading.at, text=part.text)
                yield passage.subject, passage.around(*match.span(), reach=4)


def _is_of_the_page(passage: Passage, match: re.Match[str]) -> bool:
    """发布机构: 苏镇市… before or after the report is furniture of the web page."""
    start = match.start()
    is_label = start <= _LONGEST_LABEL or re.search(
        r"\s", match.string[start - _LONGEST_LABEL - 1 : start]
    )
    return passage.subject == DOCUMENT and match[0].startswith(":") and bool(is_label)
