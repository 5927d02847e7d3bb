"""Numbers with their units in Chinese text, read so that the meaning is safe.

Only a numeral next to a unit is a count: 十分重视 and 三审三校 hold none. What can be read in two
ways (ranges, 三五件, 数十件, 10 20件) is left out. Values are exact: ``int``, or ``Decimal`` where
they are not whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from reading.plain import plain

UNITS = (
    "个百分点", "人次", "家次", "件次", "场次", "批次", "件", "条", "份", "宗", "次", "篇",
    "期", "个", "项", "例", "起", "场", "封", "页", "部", "则", "户", "家", "人", "元",
)  # fmt: skip
PERCENT = "%"
NONE_WORDS = r"(?:尚未|暂未|从未|并未|均未|未曾|没有|暂无|并无|均无|未|没|无)"
"""Words that say there is none (a pattern), e.g. 未收到, 没有收到, 无."""

_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?: \d{3}){1,4}|\d{1,15})(?:\.\d{1,12})?"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_DIGITS = "".join(_DIGITS)
_HAN = rf"[{_HAN_DIGITS}十百千万亿廿卅点]{{1,40}}"
# 壹拾贰 stands on receipts; a lone 伍 or 陆 is the end of 队伍 or the head of 陆续.
_CAPITALS = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万", strict=True))
_CAPITAL = rf"[{''.join(_CAPITALS)}零]{{2,20}}"
_SCALED = rf"{_ARABIC}[万亿千百]{{1,2}}"
_MIXED = rf"(?:{_SCALED}){{0,3}}{_ARABIC}(?:[万亿千百]{{1,2}})?|(?:{_SCALED}){{1,3}}"
_MIXED_NUMERAL, _CAPITAL_NUMERAL, _HAN_NUMERAL = map(re.compile, (_MIXED, _CAPITAL, _HAN))
_NUMERALS = rf"\d{_HAN_DIGITS}十百千万亿廿卅点{''.join(_CAPITALS)}"
# What no count is without, told apart far quicker than the count itself.
_MAY_COUNT = re.compile(rf"[{_NUMERALS}余多几来+](?:{'|'.join(UNITS)})")
_COUNT = re.compile(
    rf"(?=[超将接大不至约近逾为有{_NUMERALS}])"
    r"(?P<about>超过|超出|将近|接近|大约|不足|不到|不少于|不低于|至少|约|近|超|逾)?"
    r"(?P<before>为|有)?"
    rf"(?P<numeral>{_MIXED}|{_HAN}|{_CAPITAL})(?P<more>余|多|几|来|\+)?(?P<scale>[万亿]{{0,2}})(?P<also>余|多|\+)?"
    rf"(?P<unit>{'|'.join(UNITS)})(?P<after>以上|以下|以内|左右|上下|之多|余|多)?"
)
_PERCENT = re.compile(
    r"(?=[超将接大不约近逾百\d])"
    r"(?P<about>超过|将近|接近|大约|不足|不到|约|近|超|逾)?"
    rf"(?:百分之(?P<han>{_ARABIC}|{_HAN})|(?P<numeral>{_ARABIC})%)(?P<after>以上|以下|左右)?"
)
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SECTION = re.compile(
    r"(?:(?P<thousands>[一二两三四五六七八九])千)?零?(?:(?P<hundreds>[一二两三四五六七八九])百)?"
    r"零?(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?:(?<![百千])零?(?P<ones>[一二两三四五六七八九零]))?"
)
_LONGEST_GUESS = 3
_MOST_DIGITS = 15
_SEGMENT = re.compile(rf"(?P<digits>{_ARABIC})(?P<scale>[万亿千百]*)")
# What before a numeral shows that it is the tail of something else: an ordinal, a range, a list
# without units, a longer number, 数十 and 几百.
_TAIL_OF = re.compile(
    rf"(?:第[\d{_HAN_DIGITS}十百、]*|[\d.,/\-+]|\d |[每某逐]|"
    rf"[\d{_HAN_DIGITS}十][百千万亿]{{0,4}}(?:(?:{'|'.join(UNITS)})?[、至到]|，))$"
)
# 2个月, 20个工作日: spans of time.
_TIME_GOES_ON = re.compile(r"(?<=个)(?:多?月|工作日|自然日|小时|星期|季度|年度|日历日)")
_RANGE_GOES_ON = re.compile(rf"[至到\-](?:\d|[{_HAN_DIGITS}十百])")
_WORD_OF_ONE = ("之", "统", "唯", "同", "任")  # 统一, 同一; but 合同5件 is a count
# 一次性, 一件事, 一条龙: words, not counts.
_WORD_GOES_ON = re.compile(r"性|龙|事(?!项)|办(?![理结复])|告知|通办|产业|受理|民")
_LOOK_BACK = 24
_LONGEST_KEPT = 3000  # of the texts whose numbers are remembered


@dataclass(slots=True, kw_only=True)
class Number:
    """A number with its unit, at ``start`` to ``end`` of the text it was found in.

    Nothing changes it; like a cell it is not frozen, since that takes twice the time to make.

    万 and 亿 are worked into the value, so 3.7万人 is 37000 人 and 5万元 is 50000 元. The unit of a
    percentage is ``%``. ``is_approximate``: 余, 多, 约, 近, 超, 以上 and the like stand by it.
    """

    value: int | Decimal
    unit: str
    start: int
    end: int
    printed: str
    is_approximate: bool = False


def numbers_in(text: str) -> tuple[Number, ...]:
    """Every number with a unit, in order."""
    simple = plain(text)
    found = numbers_in_plain(simple.text)
    if simple.text == text:
        return found
    places = (simple.span(number.start, number.end) for number in found)
    return tuple(
        replace(number, start=start, end=end, printed=text[start:end])
        for number, (start, end) in zip(found, places, strict=True)
    )


def numbers_in_plain(text: str) -> tuple[Number, ...]:
    """The same where the text is plain already; kinds of claims ask for those of one sentence."""
    return _numbers(text) if len(text) <= _LONGEST_KEPT else _numbers.__wrapped__(text)


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[Number, ...]:
    counts = _counts(text) if _MAY_COUNT.search(text) else ()
    shares = _percentages(text) if "%" in text or "百分之" in text else ()
    return tuple(sorted((*counts, *shares), key=attrgetter("start"))) if counts or shares else ()


def value_of(numeral: str) -> int | Decimal | None:
    """The value of a numeral alone, e.g. 1,198 or 三十 or 3.7万; ``None`` where it is none."""
    if numeral.isdecimal() and numeral.isascii() and len(numeral) <= _MOST_DIGITS:
        return int(numeral)
    text = plain(numeral).text
    if _MIXED_NUMERAL.fullmatch(text):
        return _value_of_digits(text)
    if _CAPITAL_NUMERAL.fullmatch(text):
        text = "".join(_CAPITALS.get(sign, sign) for sign in text)
    return _value_of_han(text) if _HAN_NUMERAL.fullmatch(text) else None


def _counts(text: str) -> Iterator[Number]:
    for found in _COUNT.finditer(text):
        start = found.start("numeral")
        value = value_of(found["numeral"])
        if value is None or _is_no_count(text, found):
            continue
        for scale in found["scale"]:
            value *= _SCALES[scale]
        yield Number(
            value=value if isinstance(value, int) else _exact(value),
            unit=found["unit"],
            start=start,
            end=found.end("unit"),
            printed=text[start : found.end("unit")],
            is_approximate=any(found.group("about", "more", "also", "after")),
        )


def _percentages(text: str) -> Iterator[Number]:
    for found in _PERCENT.finditer(text):
        numeral = found["numeral"] or found["han"]
        # 百分之百 is the one numeral that begins with a scale.
        value = 100 if numeral == "百" else value_of(numeral)
        start = found.start("numeral") if found["numeral"] else found.start("han") - len("百分之")
        if value is None or _TAIL_OF.search(text[max(start - _LOOK_BACK, 0) : start]):
            continue
        end = found.start("after") if found["after"] else found.end()
        yield Number(
            value=value,
            unit=PERCENT,
            start=start,
            end=end,
            printed=text[start:end],
            is_approximate=bool(found["about"] or found["after"]),
        )


def _is_no_count(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start("numeral") - _LOOK_BACK, 0) : found.start("numeral")]
    if before.endswith(("数", "几")) and found["numeral"][0] in "十百千万亿":
        return True
    if _TAIL_OF.search(before) or _RANGE_GOES_ON.match(text, found.end("unit")):
        return True
    if _TIME_GOES_ON.match(text, found.end("unit")):
        return True
    if found["numeral"] == "一" and before.endswith(_WORD_OF_ONE):
        return True
    is_word = not found["numeral"][0].isdecimal() and len(found["numeral"]) == 1
    return is_word and _WORD_GOES_ON.match(text, found.end("unit")) is not None


def _value_of_digits(text: str) -> int | Decimal | None:
    """Segments of falling scale: 1万2千, 1亿2000万."""
    total, least = Decimal(0), None
    for segment in _SEGMENT.finditer(text):
        scale = 1
        for sign in segment["scale"]:
            scale *= _SCALES[sign]
        if least is not None and scale >= least:
            return None
        least = scale
        total += Decimal(re.sub("[, ]", "", segment["digits"])) * scale
    return _exact(total)


def _value_of_han(text: str) -> int | Decimal | None:
    whole, point, rest = text.partition("点")
    if not point:
        return _integer_of_han(text)
    digits = rest.rstrip("万亿")
    integer = _integer_of_han(whole)
    places = _read_out(digits)
    if integer is None or places is None:
        return None
    value = Decimal(f"{integer}.{places}")
    for sign in rest[len(digits) :]:
        value *= _SCALES[sign]
    return _exact(value)


def _integer_of_han(text: str) -> int | None:
    """三十, 两百零五, 一万二千; digits read out are a year or hold a zero: 二零二三, 一零五.

    What has two readings is ``None``: 三五 is three to five or 35, 一百二 is 102 or 120.
    """
    if len(text) > 1 and (digits := _read_out(text)) is not None:
        return int(digits) if "零" in text or len(text) > _LONGEST_GUESS else None
    for sign in "亿万":
        before, scale, after = text.rpartition(sign)
        if scale:
            high = _integer_of_han(before)
            low = _integer_of_han(after.removeprefix("零")) if after else 0
            is_short = len(after) == 1
            if not high or low is None or is_short or low >= _SCALES[sign]:
                return None
            return high * _SCALES[sign] + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    found = _SECTION.fullmatch(text.replace("廿", "二十").replace("卅", "三十"))
    if found is None or not text:
        return None
    tens = "一" if found["ten"] and not found["tens"] else found["tens"]
    signs = (found["thousands"], found["hundreds"], tens, found["ones"])
    thousands, hundreds, tens_value, ones = (_DIGITS[sign] if sign else 0 for sign in signs)
    return thousands * 1000 + hundreds * 100 + tens_value * 10 + ones


def _read_out(text: str) -> str | None:
    """The digits of a numeral without 十 百 千; ``None`` where it is another."""
    if not text or any(sign not in _DIGITS or sign == "两" for sign in text):
        return None
    return "".join(str(_DIGITS[sign]) for sign in text)


def _exact(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
