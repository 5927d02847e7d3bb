"""AUT04: a placeholder of a template was left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import (
    Passage,
    findings_by_subject,
    passages_with,
    title_passage,
    without_addresses,
)
from audit.rule import Judgement, rule
from audit.wording.nameless import OF_NAMES_LEFT_OPEN, names_left_open

_PLACEHOLDERS = re.compile(
    # （具体网址）, but not （具体见附件）
    r"[（(]\s*具体(?![^（）()]*(?:见|如下|附|包括|为|是|由|以|按))[^（）()]{0,15}[)）]"
    r"|[＿_]{2,}"
    r"|请(?:在此)?(?:填写|填入|输入|插入)(?![^，。；]{0,20}申请表)"
    r"|[（(]\s*(?:填写|填入|输入|插入)[^（）()]{0,15}[)）]"
    r"|此处(?=填|插|添|输入|补充|写|放|粘贴|加|删|应)"
    r"|[（(]\s*[)）]"
)
# Every one of them holds one of these.
_OF_PLACEHOLDERS = ("（", "(", "＿", "_", "此处", "填写", "填入", "输入", "插入")


@rule("AUT04", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def placeholder_left(case: AuditCase) -> Iterator[Judgement]:
    """占位符未删除。

    Requirement:
        年报正文应当完整准确，模板中的提示文字、占位符号应当替换为实际内容或者删除。
    What it looks at:
        标题和正文中的“（具体…）”“XX”“××”“请填写”“＿＿”“某某”“此处填写…”和空括号。
    Not applicable:
        没有取得年报。
    Not a defect:
        案件表述中隐去姓名的“张某某”；数字之间的乘号；较长英文单词中的字母；网址中的下划线；
        “（具体见附件）”等实际说明。
    Example:
        本报告电子版可在政府门户网站（具体网址）查阅或下载。
    How to correct:
        将占位内容替换为实际内容；没有内容的，删除占位文字和符号。
    """
    found: list[tuple[str, Evidence]] = []
    told = passages_with(case.reading, *_OF_PLACEHOLDERS, *OF_NAMES_LEFT_OPEN)
    for passage in (*title_passage(case.reading), *told):
        found += [(passage.subject, evidence) for evidence in _placeholders(passage)]
    yield from findings_by_subject(
        found, Severity.WARNING, "疑似模板占位内容未替换或者未删除，共{count}处：{found}"
    )


def _placeholders(passage: Passage) -> Iterator[Evidence]:
    text = without_addresses(passage.text)
    spans = [match.span() for match in _PLACEHOLDERS.finditer(text)]
    spans += names_left_open(text)
    for span in sorted(spans):
        yield passage.around(*span)
