"""The headings of the six parts, recognised by their words; the numeral is only recorded.

The rows 一、本年新收…, 二、上年结转… of table three carry the same numerals and are no headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reading.labels import fold
from reading.model import PartName

_NUMERAL = re.compile(
    r"^[#*\s]*(?:第(?P<ordinal>[一二三四五六七八九十]{1,2})部分[、:：\s]*"
    r"|(?P<numeral>[一二三四五六七八九十]{1,2}|\d{1,2})(?:\s*[、.\uff0e,，:：]|\s+)\s*)"
)
_MARKS = re.compile(r"^[#*\s]+|[*\s]+$")
_LONGEST = 50
# 行政法复议 is a slip that reports really print; CMP04 tells of it.
_WORDS = {
    PartName.OVERVIEW: r"(?:政府信息公开)?(?:工作)?总体(?:工作)?情况",
    PartName.PROACTIVE: r"主动公开政府信息的?(?:工作)?情况|政府信息主动公开(?:工作)?情况",
    PartName.REQUESTS: r"收到[和及与]?处理政府信息公开申请的?情况",
    PartName.DISPUTES: (
        r"因?政府信息公开(?:工作)?被?(?:申请|提起)?行政法?复议[和及与或]?被?(?:提起)?行政诉讼的?情况"
    ),
    PartName.PROBLEMS: (
        r"(?:政府信息公开)?(?:工作)?中?存在的?(?:主要|突出)?(?:问题|不足)(?:[及和与以]*原因)?"
        r"(?:[及和与以]*(?:改进|整改|下一步|解决)\w{0,10})?"
    ),
    PartName.OTHER_MATTERS: r"(?:其[他它])?需要(?:报告|说明)的(?:其[他它])?(?:事项|情况)",
}
# 情况, 问题, 不足, 事项: one of these signs stands in every heading, or what folds to one.
_MAY_BE_HEADING = re.compile(
    r"[况题足项\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\U0002f800-\U0002fa1f]"
)
_WHOLE = {name: re.compile(words) for name, words in _WORDS.items()}
# Names of older and of freely written reports; each stands for a part only where its number fits.
_LIKE = {
    PartName.OVERVIEW: (
        r"(?:政府信息公开)?(?:工作)?(?:总体|基本)?(?:情况)?的?(?:概述|概况)"
        r"|(?:政府信息公开)?(?:工作)?的?基本情况"
    ),
    PartName.PROACTIVE: r"(?:政府信息)?主动公开(?:政府)?(?:信息)?的?(?:工作)?情况",
    PartName.REQUESTS: (
        r"(?:政府信息)?依申请公开(?:政府信息)?的?(?:工作)?(?:办理|处理)?的?情况"
        r"|(?:(?:收到|受理|办理|处理|答复)[和及与]?)*(?:政府)?信息公开申请的?"
        r"(?:办理|处理|受理|答复)?的?情况"
    ),
    PartName.DISPUTES: (
        r"(?:因?(?:政府)?信息公开(?:工作)?)?被?(?:申请|提起|引发|引起)?的?(?:行政)?复议[和及与或]?"
        r"被?(?:提起)?(?:行政)?诉讼的?情况"
    ),
    PartName.PROBLEMS: (
        r"(?:政府信息公开)?(?:工作)?中?(?:存在|面临)?的?(?:主要|突出)?(?:问题|不足|困难)(?:之处)?"
        r"(?:[及和与]?(?:问题|不足|困难|原因)){0,2}"
        r"(?:[及和与]?(?:改进|整改|解决|今后|下一步)\w{0,12})?"
    ),
    PartName.OTHER_MATTERS: (
        r"其[他它](?:需要)?(?:报告|说明)?的?(?:有关|重要)?(?:事项|情况)(?:说明)?"
    ),
}
_WHOLE_LIKE = {name: re.compile(words) for name, words in _LIKE.items()}
_MAY_BE_LIKE = re.compile(rf"{_MAY_BE_HEADING.pattern}|[述难]")
# In text that lost its line breaks: “…情况。二、主动公开政府信息情况第二十条第（一）项…”.
_INLINE = re.compile(
    r"[一二三四五六]、(?:"
    + "|".join(_WORDS.values())
    .replace("[和及与或]?", "[和及与或、]?")
    .replace(r"\w{0,10}", "(?:情况|措施|工作|打算|方向|意见){1,2}")
    + ")"
)
_ENDS = re.compile(r"[：:。]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A part heading as printed; ``rest`` is text of the part on the same line."""

    name: PartName
    text: str
    numeral: str | None
    rest: str = ""


@lru_cache(maxsize=4096)
def part_of_heading(line: str) -> PartName | None:
    """The part whose heading this whole line is, or ``None``."""
    if len(line) > _LONGEST or _MAY_BE_HEADING.search(line) is None:
        return None
    found = _NUMERAL.match(line)
    rest = line[found.end() :] if found else line
    if rest[:1] in ("（", "("):
        return None
    words = fold(rest)
    return next((name for name, form in _WHOLE.items() if form.fullmatch(words)), None)


def heading_of(line: str) -> Heading | None:
    """The heading that a paragraph is, or begins with as in 六、其他需要报告的事项：无。"""
    name = part_of_heading(line)
    if name is not None:
        return _heading(name, line, "")
    found = _NUMERAL.match(line)
    end = _ENDS.search(line, found.end()) if found else None
    if found and end and end.start() <= _LONGEST:
        name = part_of_heading(line[: end.start()])
        if name is not None:
            return _heading(name, line[: end.start()], line[end.end() :].strip())
    return None


@lru_cache(maxsize=4096)
def likely_heading(line: str) -> Heading | None:
    """The heading that a line may be by its number and key words: 二、主动公开工作情况.

    Whether it is one, its place among the other headings must tell.
    """
    found = _NUMERAL.match(line) if len(line) <= _LONGEST else None
    if found is None or _MAY_BE_LIKE.search(line) is None:
        return None
    words = fold(line[found.end() :])
    for name, form in _WHOLE_LIKE.items():
        numeral = found.group("numeral") or found.group("ordinal")
        if numeral == "一二三四五六"[name.number - 1] and form.fullmatch(words):
            return _heading(name, line, "")
    return None


def _heading(name: PartName, line: str, rest: str) -> Heading:
    text = _MARKS.sub("", line).strip()
    found = _NUMERAL.match(text)
    numeral = (found.group("numeral") or found.group("ordinal")) if found else None
    return Heading(name=name, text=text, numeral=numeral, rest=rest)


def with_breaks(text: str) -> str:
    """Flattened text with each numbered part heading on a line of its own."""
    return _INLINE.sub(lambda found: f"\n{found.group()}\n", text)


def headings_within(line: str) -> int:
    """How many numbered part headings stand inside a line."""
    return len(_INLINE.findall(line))


def names_in(text: str) -> frozenset[PartName]:
    """The parts whose names occur anywhere in the text."""
    words = fold(text)
    return frozenset(name for name, form in _WHOLE.items() if form.search(words))
