"""What the narrative says of the processing fee (信息处理费) for applications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reading.model import Statement, StatementKind
from reading.numbers import NONE_WORDS, Number
from reading.statements.told import GAP, STOPS, Told

_FEE = re.compile(r"(?:信息|公开)处理费")
_ON_DISCLOSURE = re.compile(r"处理费|信息的?公开|公开(?:政府|政务)?信息|依申请|政务公开")
_AMONG = f"[^{STOPS}、]"
_NONE_COLLECTED = re.compile(
    rf"(?:(?:{NONE_WORDS}|不存在|不涉及)(?P<between>{_AMONG}{{0,40}}?)(?:收取|征收|收缴|收过)"
    rf"{_AMONG}{{0,24}}?(?:处理费|费用|收费)"
    rf"|(?:{NONE_WORDS}|不存在|不涉及)(?:发生|产生|涉及|任何|有|相关|存在|出现|政府|政务|信息|公开|过|的|{GAP})*+"
    r"(?:处理费|收费(?:情况|情形|行为|事项))"
    rf"|处理费{GAP}*(?:的?收取)?(?:的?情况)?(?:：|为)?{NONE_WORDS}(?:收取|发生|产生)?(?=[{STOPS}、]|$))"
    rf"(?!{_AMONG}{{0,8}}通知)"
)
# What may stand between the denial and the collecting: 未向申请人收取, 未发生因…收取.
_BETWEEN = re.compile(
    r"$|[向对因在就有]|实际|发生|产生|出现|涉及|存在|曾|再|过|任何|依|信息|政府|相关"
)
# 逾期未缴纳费用 and 未发出收费通知 tell other things; so does what is done wrongly.
_NOT_COLLECTING = re.compile(
    r"缴纳|通知|违规|擅自|超标准|重复|建议|行政事业性|按规定|按时|及时|规定的"
)
_NOTICE = r"(?:(?:信息)?处理费|收费|缴费|费用)[^，；。！？]{0,12}?通知书?"
_SEND = r"(?:发出|送达|出具|下达|印发|发送|开具|下发|制发|作出|发放|寄出|发)"
_NONE_NOTIFIED = re.compile(
    rf"(?:{NONE_WORDS}|不存在)(?P<between>{_AMONG}{{0,24}}?){_SEND}过?{_AMONG}{{0,16}}?{_NOTICE}"
)
_NOTICES_BEFORE = re.compile(
    rf"(?<![未没不无])(?:{_SEND}了?[^{STOPS}]{{0,20}}?{_NOTICE}|{_NOTICE}[^{STOPS}]{{0,6}})"
    r"(?:共计|共|合计|总计|数量|件数|为|：|\0)*$"
)
_SENT_BEFORE = re.compile(rf"(?<![未没不无]){_SEND}了?(?:共计|共|\0)*$")
_NOTICE_AFTER = re.compile(rf"的?[^{STOPS}、]{{0,10}}{_NOTICE}")
_COLLECTED_BEFORE = re.compile(
    rf"(?<![应拟未没无可])(?<!没有)(?<!计划)(?:实际收取|实收|收取|收缴|征收)(?!标准)[^{STOPS}]{{0,24}}$"
    r"|处理费(?:总?金额|总额|收入)?(?:共计|合计|共|为|是|：)*$"
)
_NOT_AN_AMOUNT = re.compile(r"标准|每件|每页|/件|通知|应收|行政事业性")
_LONGEST_WORDS = 120
_FIRST_YEAR = 2021
_NOTICE_UNITS = {"件", "份", "次", "宗", "个"}
_JUST_NONE = re.compile(rf"(?:{NONE_WORDS}|无此项|没有发生|未发生|未收取|没有收取)[。！]?")


def fee_statements(told: Told, year: int | None = None) -> Iterator[tuple[int, Statement]]:
    """Claims about the processing fee in one sentence or heading, each with its place.

    An amount collected is a ``Decimal`` in 元, whatever the unit as printed. ``year`` is that of
    the report: before the fee was brought in (国办函〔2020〕109号) 未收取任何费用 is of other fees,
    unless the fee is named.
    """
    if "费" not in told.whole.text and not _FEE.search(told.heading):
        return
    mention = _FEE.search(told.whole.text)
    if mention is not None:
        kind = StatementKind.PROCESSING_FEE_MENTIONED
        yield mention.start(), told.statement(kind, *mention.span())
    if told.is_heading:
        return
    if _FEE.search(told.heading) and _JUST_NONE.fullmatch(told.text):
        kind = StatementKind.PROCESSING_FEE_NONE_COLLECTED
        yield 0, told.statement(kind, 0, len(told.text))
    is_on_fee = _FEE.search(told.whole.text + told.heading) is not None
    if not is_on_fee and year is not None and year < _FIRST_YEAR:
        return
    if is_on_fee or _ON_DISCLOSURE.search(told.text):
        yield from _denials(told)
        yield from _numbers(told)


def _denials(told: Told) -> Iterator[tuple[int, Statement]]:
    for found in _NONE_NOTIFIED.finditer(told.text):
        if _BETWEEN.match(found["between"]):
            kind = StatementKind.PROCESSING_FEE_NONE_NOTIFIED
            yield from _timed(told, kind, *found.span())
    for found in _NONE_COLLECTED.finditer(told.text):
        if _BETWEEN.match(found["between"] or "") and not _NOT_COLLECTING.search(found[0]):
            kind = StatementKind.PROCESSING_FEE_NONE_COLLECTED
            yield from _timed(told, kind, *found.span())


def _numbers(told: Told) -> Iterator[tuple[int, Statement]]:
    is_on_fee = bool(_FEE.search(told.whole.text + told.heading) or "收费通知" in told.text)
    end = 0
    for number in told.numbers:
        start = max(end, told.clause_start(number.start))
        words = told.text[max(start, number.start - _LONGEST_WORDS) : number.start]
        after = told.text[number.end : told.clause_end(number.end)]
        end = number.end
        if is_on_fee and _is_of_notices(number, words, after):
            kind = StatementKind.PROCESSING_FEE_NOTICES
            value: int | Decimal = number.value
        elif is_on_fee and _is_collected(number, words):
            kind = StatementKind.PROCESSING_FEE_COLLECTED
            value = Decimal(number.value)
        else:
            continue
        for place, statement in _timed(told, kind, start, number.end):
            yield (
                place,
                replace(statement, value=value, is_approximate=number.is_approximate),
            )


def _is_of_notices(number: Number, words: str, after: str) -> bool:
    if number.unit not in _NOTICE_UNITS or not isinstance(number.value, int):
        return False
    if _NOTICES_BEFORE.search(words):
        return True
    return _SENT_BEFORE.search(words) is not None and _NOTICE_AFTER.match(after) is not None


def _is_collected(number: Number, words: str) -> bool:
    return (
        number.unit == "元"
        and _COLLECTED_BEFORE.search(words) is not None
        and _NOT_AN_AMOUNT.search(words) is None
    )


def _timed(
    told: Told, kind: StatementKind, start: int, end: int
) -> Iterator[tuple[int, Statement]]:
    statement = told.timed(kind, start, end)
    if statement is not None:
        yield start, statement
