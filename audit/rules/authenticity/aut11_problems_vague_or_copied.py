"""AUT11: part five is last year's, or names nothing concrete. For a person to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.likeness.copied import (
    own_shingles,
    refuse_short_text,
    sentences_in_both,
    share_above,
)
from audit.likeness.texts import percent
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.held_years import report_before
from audit.passages import opening_of, subject_of
from audit.places import part_place
from audit.rule import Judgement, rule
from audit.scope import part_to_judge
from reading.model import Part, PartName, StatementKind

# Some lines: shorter parts are alike by themselves.
_FEWEST = 40
# What a problem or a measure can be about: a thing that can be looked at.
_CONCRETE = re.compile(
    r"栏目|网站|网页|专栏|目录|指南|解读|图解|新媒体|公众号|微博|微信|平台|公报|查阅点|专区|答复|申请|文书"
    r"|规范性文件|规章|公文|属性|文件|政策|清单|预算|决算|数据|链接|更新|发布|时效|时限|审查|保密|培训|人员"
    r"|队伍|专职|兼职|考核|评估|通报|检查|督[查促导]|机制|制度|流程|标准|基层|乡镇|街道|学校|医院|企业|村|社区"
    r"|复议|诉讼|征求意见|座谈|回应|留言|热线|信箱|民生|\d"
)


@rule("AUT11", at_most=Severity.HINT, basis="《中华人民共和国政府信息公开条例》第五十条")
def problems_vague_or_copied(case: AuditCase) -> Iterator[Judgement]:
    """存在的问题空泛或者照搬上年。

    Requirement:
        第五部分应当报告本年度存在的主要问题和改进情况，内容应当具体。
    What it looks at:
        第五部分是否没有提到任何具体的工作内容；去掉名称、数字和固定文字后，与上年年报第五部分的相似度是否高于设定值（默认80%）。
    Not applicable:
        年报没有第五部分。没有取得上年年报的，是否照搬无法判定。
    Not a defect:
        问题连续存在而改进措施不同；篇幅很短的，不与上年比较；没有写问题的，由CMP17说明。本规则只供人工参考，不进入通知。
    Example:
        第五部分与上年年报第五部分文字相同。
    How to correct:
        结合本年度实际写明具体问题和具体措施，并说明上年问题的改进情况。
    """
    part = part_to_judge(case, PartName.PROBLEMS)
    text, place = "".join(part.text.split()), part_place(part)
    if case.reading.said(StatementKind.PROBLEM) and not _CONCRETE.search(text):
        yield _finding(part, f"{place}没有提到具体的工作内容，请核对是否空泛", [])
        return
    try:
        before = report_before(case)
        other = own_shingles(case, before, _FEWEST, part.name)
        refuse_short_text(case, case.reading, _FEWEST, part.name)
    except Undetermined as reason:
        subject = subject_of(part.name)
        yield Doubt(subject=subject, reason=str(reason), obstacle=reason.obstacle)
        return
    except NotApplicable:
        return
    share = share_above(case, other, Decimal(str(case.settings.like_last_year)), part.name)
    if share is not None:
        message = (
            f"{place}与{case.year - 1}年度年报{part_place(before.parts[part.name])}"
            f"相似度为{percent(share)}，请核对是否照搬"
        )
        yield _finding(part, message, sentences_in_both(case.reading, other, part.name))


def _finding(part: Part, message: str, evidence: list[Evidence]) -> Finding:
    opening = Evidence(at=part_place(part), printed=opening_of(part.text))
    return Finding(
        subject=subject_of(part.name),
        severity=Severity.HINT,
        message=message,
        evidence=tuple(evidence) or (opening,),
    )
