"""Licences, penalties and coercive measures decided, and administrative fees collected.

What is counted are decisions: items of a list of powers (行政许可事项35项), information made public
and applications accepted (受理) are other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reading.model import Statement, StatementKind
from reading.statements.counts import Count, Counted, actor_of
from reading.statements.denials import denials_in
from reading.statements.told import GAP, Told

K = StatementKind
_UNITS = {"件", "份", "宗", "例", "起", "个", "项", "次", "件次"}
_NOUNS = (
    (K.LICENCES_DECIDED, "行政许可"),
    (K.PENALTIES_DECIDED, "行政处罚"),
    (K.COERCIVE_MEASURES_DECIDED, "行政强制"),
)
_KIND_OF = {noun: kind for kind, noun in _NOUNS}
_NAMES = "|".join(_KIND_OF)
_AFTER_NOUN = r"(?:审批|决定书?|案件|措施|执行|事项|办件|行为|类|的|等)*"
_TAIL = rf"(?:共计|共|总计|合计|总数|办件量|办理量|数量|数|累计|为|有|达|：|{GAP})*$"
_DECIDE = (
    r"(?<!未)(?<!没有)(?:作出|做出|完成|办结|办理|实施|下达|核发|准予|执行)"
    r"(?:了|各类|全部|省级|市级|县级|区级|本级|的)*"
)
_DECIDED = re.compile(rf"{_DECIDE}(?P<noun>{_NAMES}){_AFTER_NOUN}{_TAIL}")
_NOUN_FIRST = re.compile(
    rf"(?P<noun>{_NAMES})(?:决定书?|案件|措施)?(?:本年|全年)?(?:处理)?(?:决定|办件|办结|作出|实施)(?:数量?|量)?{_TAIL}"
)
_DECIDED_AHEAD = re.compile(rf"{_DECIDE}{_TAIL}")
_NOUN_AFTER = re.compile(rf"的?(?P<noun>{_NAMES})(?:决定书?|案件|措施|审批)*$")
_CHAINED = re.compile(rf"^[，、和及以]*(?P<noun>{_NAMES}){_AFTER_NOUN}{_TAIL}")
# Lists of powers, information, and what leads to no decision.
_NOT_DECIDED = re.compile(
    r"信息|公示|公开|公布|发布|归集|上传|推送|目录|清单|取消|下放|承接|调整|梳理|编制|流程|指南|基准|依据|受理|立案|不予"
    r"|许可证|培训|检查|撤销|复议|诉讼"
)
_POWERS = re.compile(r"事项")
_FINISHED = re.compile(r"完成|办结|办理")
_FEES = re.compile(
    rf"(?:收取|征收|收缴|实收|入库|收)?了?(?:各类|各项|{GAP})*行政事业性收费"
    r"(?:收入|总金额|总额|金额|共计|共|合计|累计|总计|为|达|：|人民币|的)*$"
)
_NO_FEES = re.compile(
    r"减免|免征|免收|降低|取消|标准|退还|退付|清退|违规|项目|目录|处理费|罚没|应收|拟"
)
_FEE_THING = re.compile(r"(?:任何|各类|相关)*行政事业性(?:收费|费用)(?:项目)?")
_THING = re.compile(rf"(?:任何|相关|各类)*(?P<noun>{_NAMES})(?:决定|措施)?")
_DECIDING = re.compile(r"(?:作出|做出|实施|发生|开展|产生|存在|涉及|有|办理)过?")


def decided_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Claims on decisions and fees in one sentence, each with its place."""
    told = counted.told
    has_fees = "行政事业性" in told.text
    has_decisions = any(noun in told.text for noun in _KIND_OF)
    if not has_fees and not has_decisions:
        return
    yield from _none(told)
    before: Count | None = None
    is_decided = False
    for count in counted.counts:
        kind = _kind(count) if has_decisions else None
        if kind is None and is_decided and before is not None:
            kind = _chained(count, before)
        is_decided, before = kind is not None, count
        if kind is None and has_fees and _is_fee(count):
            kind = K.FEES_COLLECTED
        statement = counted.statement(count, kind) if kind is not None else None
        if statement is not None:
            yield count.number.start, statement


def _is_count(count: Count) -> bool:
    return count.number.unit in _UNITS and isinstance(count.number.value, int)


def _kind(count: Count) -> StatementKind | None:
    if not _is_count(count):
        return None
    for form in (_DECIDED, _NOUN_FIRST):
        found = form.search(count.before)
        if found is not None:
            return _KIND_OF[found["noun"]] if _is_decision(count, found[0]) else None
    after = _NOUN_AFTER.match(count.after)
    if after is not None and _DECIDED_AHEAD.search(count.before):
        return _KIND_OF[after["noun"]] if _is_decision(count, after[0]) else None
    return None


def _is_decision(count: Count, words: str) -> bool:
    if _NOT_DECIDED.search(count.clause) or _NOT_DECIDED.search(count.after):
        return False
    is_of_powers = _POWERS.search(words) or _POWERS.match(count.after)
    return not is_of_powers or _FINISHED.search(words) is not None


def _chained(count: Count, before: Count) -> StatementKind | None:
    """行政处罚81项 after 完成行政许可3189项、."""
    found = _CHAINED.match(count.before) if _is_count(count) else None
    if found is None or _NOT_DECIDED.search(count.before) or _NOT_DECIDED.search(count.after):
        return None
    is_same_breath = count.number.start - before.number.end <= len(count.before) + 1
    is_of_powers = _POWERS.search(found[0]) is not None
    return _KIND_OF[found["noun"]] if is_same_breath and not is_of_powers else None


def _is_fee(count: Count) -> bool:
    return (
        count.number.unit == "元"
        and _FEES.search(count.before) is not None
        and _NO_FEES.search(count.clause.replace("行政事业性收费项目", "行政事业性收费")) is None
    )


def _none(told: Told) -> Iterator[tuple[int, Statement]]:
    """未作出行政处罚决定, 无行政强制, 未收取行政事业性收费."""
    for denial in denials_in(told.text):
        for thing in denial.things:
            kind: StatementKind | None = None
            value: int | Decimal = 0
            found = _THING.fullmatch(thing)
            if found is not None and (denial.verb is None or _DECIDING.fullmatch(denial.verb)):
                kind = _KIND_OF[found["noun"]]
            elif _FEE_THING.fullmatch(thing) and denial.verb != "废止":
                kind, value = K.FEES_COLLECTED, Decimal(0)
            statement = told.timed(kind, denial.start, denial.end) if kind is not None else None
            if statement is not None:
                actor = actor_of(told.text[told.clause_start(denial.start) : denial.start])
                yield denial.start, replace(statement, value=value, actor=actor)
