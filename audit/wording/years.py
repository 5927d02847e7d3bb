"""Years told in the narrative, and which of them cannot be the year that the report is on.

A year other than the report's is mostly right: a comparison, a plan, a settlement of accounts, a
decision of then, the name of a document. What is told as the agency's work of a whole other year,
with none of these about it, is a year left over from another report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.model import Evidence
from audit.passages import TABLE_PARTS, is_of_a_table, opening_of, sentences_of, subject_of
from audit.wording.quoting import without_quotes
from reading.model import PartName, ReportReading, Sentence

_SELF = r"(?:[我本](?:局|厅|委|办|镇|乡|街道|县|市|区|省|院|中心|单位|机关|部门)|全[省市县区镇乡])"
# 2022年，我局…; 2022年共收到…; not 2022年12月, 2022年底, 2022年度的, 2022年至2023年
_CLAIM = re.compile(
    rf"(?:^|[，。；：）)\]]){_SELF}?(?P<year>20\d\d)年度?"
    rf"(?:，|(?=共|累计|全年|收到|受理|办结|未收|未发生|没有收|没有发生|无|{_SELF}|主动公开|坚持|认真))"
)
_YEAR = re.compile(r"20\d\d(?<!\d.{4})(?=年)")
# What an annual report tells of its own year, and what a year of then may be told of as well.
_OWN_WORK = re.compile(
    r"全年|(?:共|累计)[^，。；]{0,24}\d|(?:收到|受理|办结|公开|发布)[^，。；]{0,16}\d+[条件份]"
    r"|未(?:收到|收取|发生|产生|因|向)|没有(?:收到|收取|发生|因)|无收取|免费"
    r"|坚持|高度重视|(?:认真|深入|全面|不断|切实)(?:学习|贯彻|落实|加强|推进)|紧紧围绕"
    r"|严格(?:落实|执行|按照|遵循|审)"
)
_ANY_WORK = re.compile(
    r"聚焦|围绕|推进|加强|强化|深化|落实|贯彻|做好|发布|公开|开展|举办|组织|办理|承办|健全|完善|根据|按照"
)
_SHORTCOMING = re.compile(
    r"取得[^，。]{0,8}(?:成效|成绩|进展|进步)|存在[^，。]{0,8}(?:问题|不足|差距)"
)
# A comparison anywhere in the sentence; a matter of then, a plan, or another's doing close by.
_COMPARES = re.compile(
    r"相比|同比|环比|(?<!比)较(?:上|去|前|20)|增长|下降|上年|去年|往年|历年|前年|今年(?!以?来)|本年|截[至止]"
    r"|以来|至今|上一年|收到的|[印出制发颁批](?:发|台|定|布|准)的"
)
_OF_THEN = re.compile(
    r"增加|减少|结转|决算|预算|针对|整改|改进|提出的|指出|反馈|曾|荣获|获得|获评|评为|规划|成立|组建|启用"
    r"|划转|划入|划归|机构改革|更名|挂牌|撤销|修订|施行|年报|年度报告|对我|要求我|列为|确定为|五”"
    r"|被(?=确定|列|评|授|命名|选|纳入|划|撤)|(?:国务院|部|政府|办公[厅室]|委员会)(?:印发|下发|出台|部署|召开)"
)
_CLOSE_BY = 24
_AHEAD = re.compile(
    r"将|下一步|计划|拟|要|继续|力争|争取|打算|预计|部署|目标|重点|进一步|努力|着力|加大|提升|推动"
)
_OF_THE_REPORT = re.compile(
    r"(?:现(?:将|就|予|公布|发布|向社会)|特向社会公[布开]|本报告|编制|编写)[^。《》]{0,40}?"
    r"(?P<year>20\d\d)年度?[^。《》，；\d]{0,16}(?:信息公开|政务公开)[^。《》，；\d]{0,10}(?:报告|年报|情况|总结)"
)
# 2013年我厅将采取以下措施; 2013年，我局将加强政务公开作为重点 tells what was done.
_PLAN = re.compile(
    rf"(?:^|[，。；：）)\]])(?P<year>20\d\d)年度?，?(?:{_SELF})?，?将(?:主要|重点)?"
    r"(?:继续|进一步|着力|采取|从以下|从[一二三四五六两]个?方面|抓好以下|做好以下)(?![^，。；]*(?:作为|纳入|列[入为]))"
)
_NOUNS = re.compile(r"申请|信息(?=[^，。；]{0,4}\d)|复议|诉讼|处理费|规范性文件|建议|提案")
_OPENING_SENTENCES = 2
_AFTER = "正文后"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherYear:
    """A year that stands where the report's own should; ``is_certain`` where nothing excuses it."""

    subject: str
    year: int
    evidence: Evidence
    is_certain: bool


def plans_of_the_year(reading: ReportReading, year: int) -> Iterator[tuple[str, Evidence]]:
    """What part five means to do in the report's own year, which is over: subject and place."""
    part = reading.parts.get(PartName.PROBLEMS)
    for sentence in part.sentences if part is not None else ():
        found = _PLAN.search("".join(sentence.text.split()))
        if found is not None and int(found["year"]) == year:
            place = Evidence(at=sentence.at, printed=opening_of(sentence.text))
            yield subject_of(PartName.PROBLEMS), place


def other_years_told(reading: ReportReading, year: int) -> Iterator[OtherYear]:
    """Every year other than ``year`` that is told as the year of this report or its work."""
    told = [
        (part, sentence)
        for part, sentence in sentences_of(reading)
        if not sentence.at.startswith(_AFTER)
        and (part not in TABLE_PARTS or not is_of_a_table(sentence.text))
    ]
    plain = ["".join(sentence.text.split()) for _, sentence in told]
    for place, (part, sentence) in enumerate(told):
        if set(_YEAR.findall(plain[place])) <= {str(year)}:
            continue
        found = None
        if part is None or (part is PartName.OVERVIEW and _is_opening(told, place)):
            found = _of_the_report(without_quotes(plain[place]), year)
        if found is None:
            beside = [
                plain[near]
                for near in (place - 1, place + 1)
                if 0 <= near < len(told) and told[near][0] is part
            ]
            found = _of_the_work(without_quotes(plain[place]), beside, part, year)
        if found is not None:
            wrong, is_certain = found
            yield OtherYear(
                subject=subject_of(part),
                year=wrong,
                evidence=Evidence(at=sentence.at, printed=opening_of(sentence.text)),
                is_certain=is_certain,
            )


def _is_opening(told: Sequence[tuple[PartName | None, Sentence]], place: int) -> bool:
    before = told[max(place - _OPENING_SENTENCES, 0)]
    return before[0] is None or place < _OPENING_SENTENCES


def _of_the_report(text: str, year: int) -> tuple[int, bool] | None:
    """A later year may be that of publication, by which some name their reports."""
    found = _OF_THE_REPORT.search(text)
    if found is None or int(found["year"]) == year:
        return None
    return int(found["year"]), int(found["year"]) < year


def _of_the_work(
    text: str, beside: Sequence[str], part: PartName | None, year: int
) -> tuple[int, bool] | None:
    """``beside`` are the sentences before and after in the same part."""
    claim = _CLAIM.search(text)
    if claim is None or _COMPARES.search(text) or text[: claim.start()].endswith("其中"):
        return None
    wrong, rest = int(claim["year"]), text[claim.end() :]
    # 结转至2024年办理 is of the year after in any report.
    told = {int(found) for found in _YEAR.findall(text)} - {max(wrong, year) + 1}
    if wrong == year or told - {wrong} or _OF_THEN.search(rest, 0, _CLOSE_BY):
        return None
    if part is PartName.PROBLEMS:
        return (wrong, False) if wrong < year and _SHORTCOMING.search(rest) else None
    is_own = _OWN_WORK.search(rest) is not None
    if not (is_own or _ANY_WORK.search(rest)) or (
        wrong > year and (not is_own or _AHEAD.search(text))
    ):
        return None
    dated = [other for other in beside if set(_YEAR.findall(other)) - {str(wrong)}]
    # 2022年收到申请5件。2023年收到申请9件。
    if any(set(_NOUNS.findall(text)) & set(_NOUNS.findall(other)) for other in dated):
        return None
    return wrong, wrong < year and is_own and not dated
