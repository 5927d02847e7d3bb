"""AUT05: traces of a word processor, a chart, a web page or a wrong encoding in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Severity
from audit.passages import Passage, findings_by_subject, passages, whole_text, without_addresses
from audit.rule import Judgement, rule
from reading.model import Media, Sentence
from reading.residue import Origin, residue_in

_HAN = r"[\u3400-\u9fff]"
_WORDS = (
    "and|or|the|of|in|on|at|to|for|with|by|from|as|is|are|was|were|be|an|that|this|which|it"
    "|its|but|not|also|into|between|about|has|have|been|will|can|other|their|through"
)
_STRAY_WORD = re.compile(rf"(?<={_HAN})\s*\b(?:{_WORDS})\b\s*(?={_HAN})", re.ASCII)
_LETTERS = re.compile(r"[a-z]{2}")
# Nothing of the kind stands in a sentence without one of these signs or words.
_SIGNS = re.compile(r"[A-Za-z<&*\[\ufffd\ue000-\uf8ffÃÂâ锟烫屯]")
_OTHER_WORDS = ("系列", "类别", "错误")


@rule(
    "AUT05",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
)
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
    doubted: dict[str, str] = {}
    told = passages(case.reading) if _may_hold_any(whole_text(case.reading)) else ()
    for passage in told:
        for span, origin in _residues(passage, case.reading.media):
            if origin is Origin.OURS:
                doubted[passage.subject] = f"{passage.at}有未能读出的字符，需人工核对原件"
            else:
                found.append((passage.subject, passage.around(*span)))
    remark = "可能为格式转换残留，请核对原件" if case.reading.media is Media.TEXT else "请核对原件"
    yield from findings_by_subject(
        found, Severity.ADVICE, f"正文有疑似残留字符，共{{count}}处：{{found}}；{remark}"
    )
    for subject, reason in doubted.items():
        yield Doubt(subject=subject, reason=reason)


def _may_hold_any(text: str) -> bool:
    return _SIGNS.search(text) is not None or any(map(text.__contains__, _OTHER_WORDS))


def _residues(passage: Passage, media: Media) -> list[tuple[tuple[int, int], Origin]]:
    """Where each residue stands and whose it is; marks of emphasis are left by conversions."""
    if not _may_hold_any(passage.text):
        return []
    text = without_addresses(passage.text)
    stray = _STRAY_WORD.finditer(text) if _LETTERS.search(text) else ()
    spans = [(found.span(), Origin.THEIRS) for found in stray]
    start = -1
    for residue in residue_in((Sentence(text=text, at=passage.at),), media):
        start = max(text.find(residue.text, start + 1), start)
        if residue.kind != "markdown":
            spans.append(((start, start + len(residue.text)), residue.origin))
    return sorted(spans)
