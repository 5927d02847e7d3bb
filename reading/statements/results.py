"""How applications ended, by the words of table three, and how many were carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reading.model import Statement, StatementKind
from reading.statements.counts import Count, Counted, counted
from reading.statements.told import GAP, Told, year_told

K = StatementKind
_UNITS = {"件", "条", "份", "宗", "次", "例", "起", "个", "件次"}
_ON_REQUESTS = re.compile(r"申请|依申请公开")
_DISCLOSURE = re.compile(r"信息的?公开|依申请|公开(?:政府|政务)?信息|政务公开")
_OTHER_MATTERS = re.compile(
    r"信箱|留言|咨询|来信|热线|工单|建议|提案|投诉|举报|复议|诉讼|许可申请|文件|网民|问政|答复函|会议|栏目"
)
_TAIL = rf"(?:的|有|共计|共|为|类|情形|决定|答复|申请|处理的|：|{GAP})*$"
_GRANTED, _PARTIAL = r"(?<![不未])(?:予以|同意)公开", r"(?:予以)?部分公开"
_RESULTS = (
    (K.REQUESTS_GRANTED_OR_PARTIAL, rf"{_GRANTED}(?:、|和|及|与|或者?|以及){_PARTIAL}"),
    (K.REQUESTS_GRANTED, _GRANTED),
    (K.REQUESTS_PARTIAL, _PARTIAL),
    (K.REQUESTS_REFUSED, r"不予公开"),
    (K.REQUESTS_UNAVAILABLE, r"无法提供"),
    (K.REQUESTS_UNPROCESSED, r"(?<!决定)不予处理"),
    (K.REQUESTS_OTHER, r"(?:作|作出)?其他处理"),
)
_BEFORE = tuple((kind, re.compile(rf"(?:{words}){_TAIL}")) for kind, words in _RESULTS)
_AFTER = tuple(
    (kind, re.compile(rf"(?:申请)?的?(?:已|均|依法|给予|作出)*(?:{words})(?:决定|答复|处理)?$"))
    for kind, words in _RESULTS
)
# One of them stands in the words of every result; 不予公开 before 及予以公开 makes two of them.
_SEVERAL = re.compile(r"公开|提供|处理")
_YEAR = r"(?:上年度?|上一年度?|去年|20\d\d年度?)"
_NEXT = r"(?:下一?年度?|次年|明年|20\d\d年度?)"
_CARRIED_IN = re.compile(
    rf"{_YEAR}(?:度)?结转(?:至今年|至本年度?|到本年度?|而来|来|的|办理|{GAP})*(?:(?:政府|政务)?信息公开)?(?:依申请公开)?(?:申请)?{_TAIL}"
)
_CARRIED_OUT = re.compile(
    rf"(?:结转|转入?|顺延)(?:至|到|入)?{_NEXT}(?:继续)?(?:办理|答复|处理)*{_TAIL}"
)
_CARRIED = ((K.REQUESTS_CARRIED_IN, _CARRIED_IN), (K.REQUESTS_CARRIED_OUT, _CARRIED_OUT))
_CARRY = re.compile(r"转|顺延")  # one of them stands in all such words
_CARRIED_AFTER = re.compile(
    r"(?:申请)?(?:将|已|依法|依据|依照|按照?|有关|规定|要求|条例|《[^《》]{1,30}》|\0)*"
    rf"(?:结转|转入|顺延)(?:至|到|入)?{_NEXT}"
)
_ASIDE = re.compile(r"（([^（）]{1,80})）")
_CHANNELS = (
    ("online", r"网络|网上|在线|互联网|网站|平台"),
    ("letter", r"信函|邮寄|信件|书面|邮政"),
    ("in_person", r"当面|现场|窗口"),
    ("email", r"电子邮件|电子邮箱|邮箱"),
    ("fax", r"传真"),
)
_CHANNEL = re.compile(
    rf"^[，、和及]*(?:其中)?[：，]?(?:通过|以|经|采取|由)?(?P<way>[^，。；、\d]{{1,12}}?)"
    rf"(?:方式|渠道|形式|途径)?(?:的|提交|提出|收到|接收|政府信息公开|信息公开|申请|有|为|共|{GAP})*$"
)


def result_statements(sentence: Counted) -> Iterator[tuple[int, Statement]]:
    """Claims on the results of applications in one sentence, each with its place."""
    told = sentence.told
    scope = f"{told.text} {told.heading} {told.before}"
    if not _ON_REQUESTS.search(scope) or not _DISCLOSURE.search(scope):
        return
    yield from _in_brackets(told)
    is_other = False
    for count in sentence.counts:
        # 答复留言9件，不予处理1件: the matter holds until applications are named.
        is_other = not _ON_REQUESTS.search(count.before) and (
            is_other or _OTHER_MATTERS.search(count.before) is not None
        )
        if count.number.unit not in _UNITS or not isinstance(count.number.value, int):
            continue
        if is_other or _OTHER_MATTERS.search(count.before + count.after):
            continue
        carried = _carried(count)
        if carried is not None:
            kind, start = carried
            statement = sentence.statement(count, kind, start=start, year_at=start)
        else:
            statement = _result(sentence, count) or _channel(sentence, count)
        if statement is not None:
            yield count.number.start, statement


def _carried(count: Count) -> tuple[StatementKind, int] | None:
    """The kind, and where its words begin; 2024年 in them is no year of the claim."""
    for kind, form in _CARRIED if _CARRY.search(count.before) else ():
        found = form.search(count.before)
        if found is not None:
            return kind, count.start + found.start()
    if _CARRY.search(count.after) and _CARRIED_AFTER.match(count.after):
        return K.REQUESTS_CARRIED_OUT, count.number.start
    return None


def _in_brackets(told: Told) -> Iterator[tuple[int, Statement]]:
    """办结17件（含上年结转2件，另有1件结转下年度办理）: what is carried over alone."""
    for aside in _ASIDE.finditer(told.whole.text) if "转" in told.whole.text else ():
        inner = counted(told.inside(*aside.span(1)))
        before = told.text[told.clause_start(aside.start(), "；。") : aside.start()]
        if not _ON_REQUESTS.search(before) or _OTHER_MATTERS.search(before + aside[1]):
            continue
        for count in inner.counts:
            carried = _carried(count) if count.number.unit in _UNITS else None
            if carried is None or not isinstance(count.number.value, int):
                continue
            kind, start = carried
            # The brackets speak of the time of the sentence around them.
            statement = inner.statement(count, kind, start=start, year_at=start)
            year, is_whole = year_told(told.text, aside.start())
            if statement is not None and is_whole:
                yield count.number.start, replace(statement, year=year)


def _result(sentence: Counted, count: Count) -> Statement | None:
    for kind, form in _BEFORE if _SEVERAL.search(count.before) else ():
        found = form.search(count.before)
        if found is not None:
            rest = count.before[: found.start()]
            # 予以公开、不予公开共9件 is a sum of two; 公开信息，不予公开9件 is not.
            listed = rest.endswith(("、", "和", "及", "与", "或")) and _SEVERAL.search(rest[-12:])
            return None if listed else sentence.statement(count, kind)
    for kind, form in _AFTER if _SEVERAL.search(count.after) else ():
        if form.match(count.after):
            return sentence.statement(count, kind)
    return None


def _channel(sentence: Counted, count: Count) -> Statement | None:
    found = _CHANNEL.match(count.before)
    if found is None or "申请" not in sentence.told.text:
        return None
    named = [name for name, words in _CHANNELS if re.search(words, found["way"])]
    if len(named) != 1 or not (count.is_part or "申请" in count.before):
        return None
    return sentence.statement(count, K.REQUESTS_BY_CHANNEL, topics=tuple(named))
