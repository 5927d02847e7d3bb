"""Which title is that of an agency's report on a year (标题识别).

A title only nominates: what was downloaded is read before it counts as collected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from spiders.dates import CHINESE_DIGITS, TO_DIGITS

_CHINESE_YEAR = re.compile(rf"二[{CHINESE_DIGITS}O0]{{3}}(?=\D|$)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# 2021-2025年, 2021年至2025年, 2021年度—2025年度
_SPAN = re.compile(r"((?:19|20)\d{2})年?度?(?:[-~\u2013-\u2015至到]+)((?:19|20)\d{2})(?!\d)")
_FILE_END = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|zip|rar|html?)$", re.IGNORECASE)
_CUT = re.compile(r"(?:\.{2,}|…+)$")
_SAY = r"年度(?:工作)?报告|年报|工作报告|情况(?:的)?(?:年度)?报告|总结"
# 政府信息公开工作年度报告, 信息公开年报, 政府信息公开2023年工作总结, …
_KIND = re.compile(rf"(?:政府|政务)?信息公开.{{0,14}}?(?:{_SAY})")
# 国办公开办函〔2021〕30号 and the 条例 call it 年度报告; everybody also says 年报
_STANDARD_KIND = re.compile(r"信息公开.{0,14}?(?:年度(?:工作)?报告|年报)")
# The name of the column of the reports among the entries of a directory
_COLUMN_NAME = re.compile(r"信息公开.{0,6}(?:年报|年度报告)|^(?:公开)?年报$|^年度报告$")
# Inside the column of the reports these may be the report under a poor title
_WEAK_KIND = re.compile(rf"政务公开.{{0,14}}?(?:{_SAY})|(?:工作)?年度报告|年报")
# 2023年度, as an entry of the column
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_CUT_KIND = re.compile(r"(?:政府|政务)?信息公开.{0,14}$")
_EXCLUDED = re.compile(
    r"通知|方案|通报|的函|要点|解读|图解|一图|图说|培训|部署|会议|座谈|"
    r"指南|制度|办法|须知|申请表|统计年报|统计(?:报|年)?表|"
    r"网站.{0,6}(?:报表|年报|年度报告)|年度报表|法治政府|依法行政|"
    # 审计局, 考核办 and their like are names
    r"(?:考核|评估|财务|决算|预算|审计)(?!.{0,3}(?:局|厅|署|办|委|中心))|"
    r"企业年报|企业信息|法人年度|环境状况|质量年报|社会责任"
)
_OTHER_BODY = re.compile(
    r"(?:公司|集团|医院|卫生院|学校|大学|学院|中学|小学|幼儿园|银行|供电所|水厂|协会|研究所)$"
)
_AGENCY_END = re.compile(
    r"(?:局|委|委员会|厅|办|办公室|室|会|政府|中心|街道|办事处|镇|乡|署|队|所|站|处|院|社|馆)$"
)
# 某局服务中心, 某局城东分局: bodies below an agency, whose reports are not the agency's
_BELOW = re.compile(
    r"(?:中心|分局|支队|大队|总队|站|所|馆|院|学校|大学|学院|中学|小学|公司|集团|协会)$"
)
_REGION_END = re.compile(r"(?:省|市|县|区|州|盟|旗|镇|乡|街道)$")
_GOVERNMENT = (
    "人民政府",
    "政府",
    "管理委员会",
    "管委会",
    "办事处",
    "街道办事处",
    "街道",
    "人民政府街道办事处",
)
_FILLER = re.compile(
    r"关于|公布|发布|公示|公开|印发|报送|(?:19|20)\d{2}|年度|年|本级|版|全文|正文|附件|的|度|"
    r"[\s（）()《》〈〉【】\[\]“”\"':：、，,。.\-—_|·/\\\d+&]"
)


class TitleVerdict(StrEnum):
    """Whether a title is that of the report looked for."""

    MATCH = "match"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleJudgement:
    """The verdict, why (Chinese), and every year the title names, ascending."""

    verdict: TitleVerdict
    reason: str
    years: tuple[int, ...] = ()


class _Issuer(StrEnum):
    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


def normal_title(title: str) -> str:
    """Full-width to plain, Chinese years to digits, no spaces, no file ending."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", title)).replace("...", "…")
    text = _CHINESE_YEAR.sub(lambda m: m[0].replace("O", "0").translate(TO_DIGITS), text)
    return _FILE_END.sub("", text)


def is_report_title(title: str) -> bool:
    """Whether the words are those of such a report, of any year and any agency."""
    text = normal_title(title)
    return _KIND.search(text) is not None and _EXCLUDED.search(text) is None


def is_agency_report_title(title: str) -> bool:
    """As ``is_report_title``, and no company, hospital or school is named as its author."""
    return is_report_title(title) and not is_of_other_body(title)


def is_of_other_body(title: str) -> bool:
    """Whether a company, hospital or school reports: the same words, in columns of their own."""
    text = normal_title(title)
    kind = _KIND.search(text)
    if kind is None:
        return False
    issuer = _FILLER.sub("", text[: kind.start()]) or _FILLER.sub("", text[kind.end() :])
    return _OTHER_BODY.search(issuer) is not None


def may_be_report(title: str) -> bool:
    """Whether, inside the reports' column, it could be a report: a poor title with a year."""
    return any(judge_title(title, year).verdict is not TitleVerdict.NO for year in years_of(title))


def is_column_name(label: str) -> bool:
    """Whether the label of a directory's entry is that of the reports' column (年报栏目)."""
    return _COLUMN_NAME.search(re.sub(r"\s", "", label)) is not None


def years_of(title: str) -> tuple[int, ...]:
    """Every year that a title names, ascending."""
    return tuple(sorted({int(year) for year in _YEAR.findall(normal_title(title))}))


def judge_title(title: str, year: int, names: Collection[str] = ()) -> TitleJudgement:
    """Judge ``title`` for the report of the agency called ``names`` on ``year``.

    Without ``names`` the issuer is not judged. MAYBE asks for the page itself to be read; a page
    that then turns out to be something else proves nothing against the agency.
    """
    text = normal_title(title)
    years = years_of(title)

    def answer(verdict: TitleVerdict, reason: str) -> TitleJudgement:
        return TitleJudgement(verdict=verdict, reason=reason, years=years)

    is_cut = _CUT.search(text) is not None
    text = _CUT.sub("", text)
    own = [normal_title(name) for name in names]
    # An agency may be called 考核办: its own name excludes nothing.
    if excluded := _EXCLUDED.search(_without(text, own)):
        return answer(TitleVerdict.NO, f"标题含“{excluded[0]}”，不是年度报告")
    kind = _KIND.search(text)
    weak = kind or (_CUT_KIND.search(text) if is_cut else None) or _WEAK_KIND.search(text)
    weak = weak or _BARE_YEAR.fullmatch(text)
    if weak is None:
        return answer(TitleVerdict.NO, "标题不是信息公开年度报告")
    if years and year not in years and not _is_in_span(text, year):
        return answer(TitleVerdict.NO, f"标题写的是{'、'.join(map(str, years))}年")
    issuer = _issuer(text[: weak.start()], text[weak.end() :], own)
    if issuer is _Issuer.OTHER:
        return answer(TitleVerdict.NO, "标题写的是其他单位")
    doubts = [
        (kind is None and is_cut, "标题被截短"),
        (kind is None and not is_cut, "标题没有写明信息公开"),
        (not years, "标题没有写年份"),
        (len(years) > 1, "标题有多个年份"),
        (issuer is _Issuer.UNSURE, "标题中的单位名称与名录不完全一致"),
    ]
    reasons = [reason for is_doubt, reason in doubts if is_doubt]
    if reasons:
        return answer(TitleVerdict.MAYBE, "；".join(reasons))
    return answer(TitleVerdict.MATCH, f"标题为{year}年信息公开年度报告")


def is_standard_title(title: str, year: int, names: Collection[str] = ()) -> bool:
    """Whether a title says in the usual words that it is the agency's report on ``year``."""
    is_match = judge_title(title, year, names).verdict is TitleVerdict.MATCH
    return is_match and _STANDARD_KIND.search(normal_title(title)) is not None


def _is_in_span(text: str, year: int) -> bool:
    """Whether the title names years from one to another, and ``year`` lies between them."""
    return any(int(span[1]) <= year <= int(span[2]) for span in _SPAN.finditer(text))


def is_other_agency(issuer: str, names: Collection[str]) -> bool:
    """Whether ``issuer`` is the name of a body that is none of those called ``names``."""
    own = [normal_title(name) for name in names]
    return bool(own) and {_compare(normal_title(issuer), name) for name in own} == {_Issuer.OTHER}


def is_body_below(issuer: str, names: Collection[str]) -> bool:
    """Whether ``issuer`` is called like the agency with a part of it behind: 某局服务中心."""
    text = normal_title(issuer)
    own = [normal_title(name) for name in names]
    return text not in own and any(_is_below(text, name) for name in own)


def _without(text: str, names: Collection[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def _issuer(before: str, after: str, names: Collection[str]) -> _Issuer:
    """Who the words around the kind name: the agency, somebody else, or it cannot be told."""
    if before.endswith("人民"):  # 某县人民政府信息公开…: the kind has taken 政府
        before += "政府"
    rest = _FILLER.sub("", before) or _FILLER.sub("", after)
    if not rest or not names:
        return _Issuer.SAME
    verdicts = {_compare(rest, name) for name in names}
    for verdict in (_Issuer.SAME, _Issuer.UNSURE):
        if verdict in verdicts:
            return verdict
    return _Issuer.OTHER


def _compare(rest: str, name: str) -> _Issuer:
    if rest == name or (len(rest) > 1 and name.endswith(rest)):  # 财政局 for 某县财政局
        return _Issuer.SAME
    if rest.endswith(name) and _REGION_END.search(rest[: -len(name)]):  # 某省某市某县财政局
        return _Issuer.SAME
    if name.startswith(rest):  # 某县 for 某县人民政府; for 某县财政局 it may be the county's own
        return _Issuer.SAME if name[len(rest) :] in _GOVERNMENT else _Issuer.UNSURE
    if (_OTHER_BODY.search(rest) and name not in rest) or _is_below(rest, name):
        return _Issuer.OTHER
    if name in rest or _is_abbreviation(rest, name):
        return _Issuer.UNSURE
    is_body = _AGENCY_END.search(rest) or _REGION_END.search(rest)
    return _Issuer.OTHER if is_body else _Issuer.UNSURE


def _is_below(rest: str, name: str) -> bool:
    _, found, part = rest.partition(name)
    return bool(found) and _BELOW.search(part) is not None


def _is_abbreviation(rest: str, name: str) -> bool:
    """Whether the letters of ``rest`` stand in ``name`` in this order: 县发改局."""
    letters = iter(name)
    return all(letter in letters for letter in rest)
