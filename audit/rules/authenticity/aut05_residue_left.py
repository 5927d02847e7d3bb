"""AUT05: traces of a word processor, a chart, a web page or a wrong encoding in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import findings_by_subject, passages, without_addresses
from audit.rule import Judgement, rule
from reading.model import Media

_HAN = r"[\u3400-\u9fff]"
_WORDS = (
    "and|or|the|of|in|on|at|to|for|with|by|from|as|is|are|was|were|be|an|that|this|which|it"
    "|its|but|not|also|into|between|about|has|have|been|will|can|other|their|through"
)
_TAGS = (
    "p|br|div|span|table|tbody|tr|td|th|font|strong|b|i|u|em|a|img|h[1-6]|ul|ol|li|style|script|o:p"
)
_RESIDUE = re.compile(
    r"\[(?i:bookmark):[^\]]{0,60}\]"
    # 系列 3, 类别1 of a chart; 系列3场活动 is a count
    r"|(?:系列|类别)\s?\d{1,2}(?![\d.]|\s*(?:余|多)?[个项场次期条件篇部类种家批节集讲])"
    rf"|(?i:</?(?:{_TAGS})(?:\s[^<>]{0, 400})?/?>)"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|#\d{2,5});"
    r"|错误[!！]\s*未(?:找到引用源|定义书签)|(?:PAGEREF|MERGEFORMAT|HYPERLINK)\b"
    r"|锟斤拷|烫烫烫|屯屯屯|\ufffd+|(?:[ÃÂâ][\u0080-\u00bf€œ™])+"
)
_STRAY_WORD = re.compile(rf"(?<={_HAN})\s*\b(?:{_WORDS})\b\s*(?={_HAN})", re.ASCII)


@rule("AUT05", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第六条")
def residue_left(case: AuditCase) -> Iterator[Judgement]:
    """残留字符未清理。

    Requirement:
        年报正文应当文字规范，不应留有编辑软件、图表、网页代码的残留字符和乱码。
    What it looks at:
        正文中的“[bookmark: …]”、图表残留“系列1”“类别1”、网页标签、汉字之间的零散英文单词、乱码。
    Not applicable:
        没有取得年报。
    Not a defect:
        常用英文缩写（APP、PDF、WiFi等）、网址、电子邮箱；格式转换产生的“**”和“<http…>”。
    Example:
        [bookmark: _GoBack]2023年度，我局进一步健全工作机制。
    How to correct:
        先核对原件；确为原件所有的，删除残留字符，恢复正确文字。
    """
    found: list[tuple[str, Evidence]] = []
    for passage in passages(case.reading):
        text = without_addresses(passage.text)
        spans = [m.span() for pattern in (_RESIDUE, _STRAY_WORD) for m in pattern.finditer(text)]
        found += [(passage.subject, passage.around(*span)) for span in sorted(spans)]
    remark = "可能为格式转换残留，请核对原件" if case.reading.media is Media.TEXT else "请核对原件"
    yield from findings_by_subject(
        found, Severity.ADVICE, f"正文有疑似残留字符，共{{count}}处：{{found}}；{remark}"
    )
