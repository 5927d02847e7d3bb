"""Dates on portal pages: labelled, bare, in metas and in addresses. The label decides.

A date without a label counts only where its place says what it is (a row of a list, a meta, an
address); side bars are full of other dates. All local times are +08:00, so a day is a day.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# U+3007 is the proper zero of a year; U+25CB, a circle, often stands for it
CHINESE_DIGITS = "\u3007\u25cb零一二三四五六七八九"
TO_DIGITS = str.maketrans(CHINESE_DIGITS, "000123456789")
_CHINESE_DATE = re.compile(
    rf"([{CHINESE_DIGITS}]{{4}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日"
)
_DATE = (
    r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)"
)
# 20240126, as some lists write it
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
# <b>26</b><i>2024-01</i>: the day stands before the year and month
_DAY_FIRST = re.compile(
    r"(?<![\d\-/.])(?P<d>\d{1,2})\s+(?P<y>20\d{2})[-/.](?P<m>\d{1,2})(?![-/.\d])"
)
_PLAIN = re.compile(rf"(?<!\d){_DATE}")
# Long labels first, or 成文日期 would be read as 日期; a short label that continues another word
# (采集时间, 截止日期) is not ours.
_LABEL = (
    r"发布日期|发布时间|公布日期|公布时间|公开日期|公开时间|发文日期|发文时间|"
    r"成文日期|成文时间|生成日期|生成时间|形成日期|"
    r"更新日期|更新时间|修改时间|"
    r"(?<![\u4e00-\u9fff])日\s*期|(?<![\u4e00-\u9fff])时\s*间"
)
_LABELLED = re.compile(rf"(?P<label>{_LABEL})\s*[:：]?\s*[\[(]?\s*{_DATE}")
_LABEL_BEFORE = re.compile(rf"(?:{_LABEL})[\s:：|]*$")
_ADDRESS = (
    re.compile(r"/art/(?P<y>20\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})/"),
    re.compile(r"/t(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})_\d+"),
    re.compile(r"/(?P<y>20\d{2})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})/"),
    re.compile(r"/(?P<y>20\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)/"),
)


class DateMeaning(StrEnum):
    """What a labelled date says."""

    PUBLISHED = "published"
    WRITTEN = "written"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDate:
    """A date with its label; ``position`` is the offset in the text that was searched."""

    meaning: DateMeaning
    label: str
    date: date
    position: int


def first_date(text: str) -> date | None:
    """The first full date in ``text``; a month without a day is none."""
    plain = _arabic(text)
    for pattern in (_PLAIN, _DAY_FIRST, _COMPACT):
        for match in pattern.finditer(plain):
            found = _date_of(match)
            if found is not None:
                return found
    return None


def labelled_dates(text: str) -> tuple[LabelledDate, ...]:
    """Every date that follows a label, in the order of the text.

    Where one label directly follows another (a heading row of a table), the date after them could
    belong to either: it is left out.
    """
    plain = _arabic(text)
    found = []
    for match in _LABELLED.finditer(plain):
        day = _date_of(match)
        before = plain[max(0, match.start() - 20) : match.start()]
        if day is None or _LABEL_BEFORE.search(before):
            continue
        label = re.sub(r"\s", "", match["label"])
        found.append(
            LabelledDate(meaning=_meaning(label), label=label, date=day, position=match.start())
        )
    return tuple(found)


def address_date(url: str) -> date | None:
    """The date in an address (``/art/2024/1/26/``, ``t20240126_1``): of creation, often."""
    for pattern in _ADDRESS:
        match = pattern.search(url)
        if match is not None and (found := _date_of(match)) is not None:
            return found
    return None


def _meaning(label: str) -> DateMeaning:
    if label[:2] in ("成文", "生成", "形成"):
        return DateMeaning.WRITTEN
    if label[:2] in ("更新", "修改"):
        return DateMeaning.UPDATED
    return DateMeaning.PUBLISHED


def _date_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:  # 2024-02-30 is no day
        return None


def _arabic(text: str) -> str:
    """Full-width digits and Chinese dates as plain digits; the length may change."""
    return _CHINESE_DATE.sub(
        lambda m: f"{m[1].translate(TO_DIGITS)}年{_number(m[2])}月{_number(m[3])}日",
        unicodedata.normalize("NFKC", text),
    )


def _number(text: str) -> int:
    """十 → 10, 十二 → 12, 二十 → 20, 二十九 → 29, 三 → 3."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(TO_DIGITS))
    return int(tens.translate(TO_DIGITS) or "1") * 10 + int(ones.translate(TO_DIGITS) or "0")
