"""AUT15: a count of information, files or applications is written as a rough number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import Passage, findings_by_subject, passages_with
from audit.rule import Judgement, rule
from reading.numbers import numbers_in

_UNITS = frozenset({"条", "件", "份"})
# 970余条, 近300件, 20多份, 300件左右
_MARKS = re.compile(
    r"[\d万千百十][\s万]*[余多]|[近约超逾][过出]?\s*[\d一二三四五六七八九]|\d[^，。；]{0,4}(?:左右|上下|余|多)"
)
_COUNTED = re.compile(r"信息|文件|申请|公开|发布|公布")
_NOT_COUNTED = re.compile(
    r"浏览|访问|阅读|点击|点赞|关注|粉丝|评论|媒体|新闻|报道|稿|视频|措施|线索|咨询|留言|来信|来电"
    r"|热线|宣传[单册页品资]|办件|短信|[日月周均]均|平均|采用|转载"
)
_ROUGH_WORDS = ("余", "多", "近", "约", "逾", "超", "左右", "上下")
_ROUGH = re.compile("|".join(_ROUGH_WORDS))
_AHEAD = re.compile(r"力争|下一步|不少于|不低于|将(?=[^，。；]*$)")
_CLAUSE_ENDS = re.compile(r"[，,。；;]")


@rule("AUT15", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第六条")
def count_rough(case: AuditCase) -> Iterator[Judgement]:
    """信息、文件、申请数量使用约数。

    Requirement:
        主动公开信息、文件和办理申请的数量应当准确，宜写明确切数字。
    What it looks at:
        正文中信息、文件、申请的“n余条”“近n件”“n多份”等约数。
    Not applicable:
        没有取得年报。
    Not a defect:
        访问量、关注人数、媒体稿件、活动场次、宣传品等难以逐一统计的约数；下一步的打算。
    Example:
        在政务微信公开发布970余条。
    How to correct:
        按照台账或者后台统计写明确切数字。
    """
    found: list[tuple[str, Evidence]] = []
    for passage in passages_with(case.reading, *_ROUGH_WORDS):
        found += [(passage.subject, evidence) for evidence in _rough_counts(passage)]
    yield from findings_by_subject(
        found,
        Severity.ADVICE,
        "信息、文件或者申请的数量使用了约数，宜写明确切数字，共{count}处：{found}",
    )


def _rough_counts(passage: Passage) -> Iterator[Evidence]:
    if _MARKS.search(passage.text) is None:
        return
    for number in numbers_in(passage.text):
        if not number.is_approximate or number.unit not in _UNITS:
            continue
        around = passage.text[max(number.start - 1, 0) : number.end + 2]
        if not _ROUGH.search(around) or _AHEAD.search(passage.text[: number.start]):
            continue
        ends = [0, *(end.end() for end in _CLAUSE_ENDS.finditer(passage.text, 0, number.start))]
        clause = passage.text[ends[-1] : number.end]
        if not _COUNTED.search(clause) and not _NOT_COUNTED.search(clause):
            clause = passage.text[ends[max(len(ends) - 2, 0)] : number.end]
        if _COUNTED.search(clause) and not _NOT_COUNTED.search(clause):
            yield passage.around(number.start, number.end, reach=8)
