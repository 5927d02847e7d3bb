"""Personal details in a text (个人信息): identity numbers, mobile numbers, names of applicants.

What is found is given masked: a notice must not spread what it asks to have removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.wording.nameless import SURNAMES

_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_MOBILE = re.compile(r"(?<![\d\-—－])1[3-9]\d[\-\s]?\d{4}[\-\s]?\d{4}(?![\d])")  # noqa: RUF001
# 联系电话：138…, 联系人：…; a number that the agency itself gives to the public
_OFFICE = re.compile(r"电话|手机|热线|传真|联系|咨询|监督|微信|客服|值班")
_PERSON = re.compile(r"申请人|信访人|投诉人|举报人|原告|当事人|身份证|姓名|居民|村民")
_REACH = 16
_NAMED = re.compile(
    rf"(?:人(?<=申请人|信访人|投诉人|举报人|上诉人)|告(?<=原告))[：:]?(?P<name>[{''.join(sorted(SURNAMES))}]"
    r"[\u4e00-\u9fff]{1,2}?)(?=向|提出|要求|申请|反映|不服|诉|与|通过|于\d|，|、|（|\()"
)
# Neither number stands in a text without it, and it is found in a fraction of the time.
_MANY_DIGITS = re.compile(r"\d{4}[\-\s]?\d{4}")
# 申请人应当, 申请人时间, 申请人何时: the character after 人 is no surname there
_NO_NAME = re.compile(
    r"[某×＊*以的了在于向对为和与及或是有应可需不未已将要能会时用度等者们其该此各均自按依所当再就又]"  # noqa: RUF001
    r"|申请|情况|需求|要求|信息|身份|合法|权益|方便|关系|单位|公司|高度|金额|常见|江[苏西]|陈述|严格"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """One detail: its Chinese kind, its place, and what may be shown of it."""

    kind: str
    start: int
    end: int
    masked: str


def personal_in(text: str) -> Iterator[Personal]:
    """Every personal detail in the text, in the order of the kinds."""
    for found in _IDENTITY.finditer(text):
        if _has_right_check_sign(found[0]):
            yield _masked("身份证号码", found, f"{found[0][:3]}{'*' * 13}{found[0][-2:]}")
    for found in _MOBILE.finditer(text):
        if not _is_of_the_office(text, found.start()):
            digits = re.sub(r"\D", "", found[0])
            yield _masked("手机号码", found, f"{digits[:3]}{'*' * 6}{digits[-2:]}")
    for found in _NAMED.finditer(text):
        name = found["name"]
        if _NO_NAME.search(name) is None:
            start, end = found.span("name")
            masked = name[0] + "*" * (len(name) - 1)
            yield Personal(kind="姓名", start=start, end=end, masked=masked)


def may_be_personal(text: str) -> bool:
    """Whether anything in the text, or in many put together, looks like a personal detail."""
    is_number = _MANY_DIGITS.search(text) is not None and (
        _MOBILE.search(text) is not None or _IDENTITY.search(text) is not None
    )
    return is_number or _NAMED.search(text) is not None


def _masked(kind: str, found: re.Match[str], masked: str) -> Personal:
    return Personal(kind=kind, start=found.start(), end=found.end(), masked=masked)


def _has_right_check_sign(number: str) -> bool:
    """GB 11643: the last sign follows from the seventeen digits before it."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == number[-1].upper()


def _is_of_the_office(text: str, start: int) -> bool:
    before = text[max(start - _REACH, 0) : start]
    return _OFFICE.search(before) is not None and _PERSON.search(before) is None
