"""Reviews and suits over disclosure (行政复议、行政诉讼): how many, none, and how they ended.

Only those that disclosure caused count: what an agency hears as an organ of review, or is sued for
in other matters, stands in other tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reading.model import PartName, Statement, StatementKind
from reading.statements.counts import Count, Counted, actor_of
from reading.statements.denials import Denial, denials_in
from reading.statements.told import GAP, Told

K = StatementKind
_UNITS = {"件", "起", "宗", "例", "次", "个", "项"}
_DISCLOSURE = re.compile(r"信息的?公开|依申请|公开(?:政府|政务)?信息|政务公开|信息申请")
_HEARD = re.compile(r"受理|审理|审结|代理|裁决|听证|以[^，]{0,10}为复议机关|作为复议机关")
_REVIEW = r"(?:被)?(?:申请|提起)?(?:行政)?复议"
_SUIT = r"(?:被)?(?:提起)?(?:行政)?诉讼"
_CASES = rf"(?:类|的|案件|案|申请|事项|情况|{GAP})*"
_TAIL = rf"(?:共计|共|总计|合计|总数|数量|数|累计|为|有|达|：|{GAP})*$"
# 做好复议、诉讼案件应诉工作，共办理相关案件7件
_BOTH_BEFORE = re.compile(
    rf"{_REVIEW}{_CASES}(?:、|和|及|与|以及|或){_SUIT}{_CASES}(?:的|应诉|应对|工作)*，$"
)
_THESE = re.compile(
    rf"(?:办理|办结|涉及|发生|有)?(?:的|了)?(?:相关|上述|以上|此类|两类)案件{_TAIL}"
)
# Only a court accepts a suit: an agency that says so of its own was sued.
_ACCEPTED_SUIT = re.compile(
    r"受理过?(?:的|任何|政府|政务|信息|公开|工作|类|方面|有关|相关)*行政诉讼"
)
_BOTH = re.compile(rf"{_REVIEW}{_CASES}(?:、|和|及|与|以及|或){_SUIT}{_CASES}{_TAIL}")
_ONE = (
    (K.REVIEWS, re.compile(rf"(?<!未经)(?<!不服)(?<!经){_REVIEW}{_CASES}{_TAIL}")),
    (K.SUITS, re.compile(rf"{_SUIT}{_CASES}{_TAIL}")),
)
_AFTER = (
    (
        K.REVIEWS,
        re.compile(
            rf"(?:的|因|涉及|有关|政府|政务|信息|公开|工作|引起|引发|依申请|{GAP})*{_REVIEW}(?:案件|案)?$"
        ),
    ),
    (
        K.SUITS,
        re.compile(
            rf"(?:的|因|涉及|有关|政府|政务|信息|公开|工作|引起|引发|依申请|{GAP})*{_SUIT}(?:案件|案)?$"
        ),
    ),
)
_OUTCOMES = (
    ("upheld", r"(?:结果)?维持(?:原[^，。；、]{0,8})?|驳回(?:原告)?(?:诉讼请求|起诉|申请)"),
    ("corrected", r"(?:结果|被)?纠(?:正|错)|撤销|败诉|确认违法"),
    ("pending", r"(?:尚未|未)审结|正在(?:审理|办理)(?:中)?"),
    ("other", r"其他结果"),
)
_OUTCOME_BEFORE = tuple(
    (name, re.compile(rf"^[，、：]?(?:其中|结果|均|已|有)*(?:{words})(?:的|有|为|共|案件)*$"))
    for name, words in _OUTCOMES
)
_OUTCOME_AFTER = tuple(
    (name, re.compile(rf"(?:案件)?(?:均|已|被|获|得到)*(?:{words})$")) for name, words in _OUTCOMES
)
_REVIEW_THING = re.compile(
    r"(?:.*[的类起发因被]|(?:行政|被申请|政府|政务|信息|公开|工作|申请)*)?(?:申请|提起)?(?:行政)?复议(?:申请)?"
)
_SUIT_THING = re.compile(
    r"(?:.*[的类起发因被]|(?:行政|被|政府|政务|信息|公开|工作)*)?(?:提起)?(?:行政)?诉讼"
)
# What may stand in a denial of reviews and suits; other words may narrow it: 未发生败诉的行政诉讼.
_SCOPE = re.compile(
    r"(?:关于|有关|相关|任何|一[件起例]|政府|政务|信息|公开|工作|主动|申请|答复|行为|事务|方面|事项|办理|处理|问题|不服"
    r"|提起|提出|引起|引发|导致|产生|发生|涉及|行政|复议|诉讼|案件|情况|情形|机关|单位|或者|以及|因|由|对|于|而|的|被|过|向"
    r"|我|本|[省市县区厅局委办镇乡院]|依|案|等|类|、|和|及|与|或)*+"
)


def dispute_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Claims on reviews and suits in one sentence, each with its place."""
    told = counted.told
    if "复议" not in told.text and "诉讼" not in told.text:
        return
    is_heading_on_it = (
        told.part is PartName.DISPUTES or _DISCLOSURE.search(told.heading) is not None
    )
    yield from _none(told, is_on_disclosure=is_heading_on_it)
    whole: tuple[StatementKind, Count] | None = None
    for count in counted.counts:
        if count.number.unit not in _UNITS or not isinstance(count.number.value, int):
            whole = None
            continue
        kind = _kind(told, count)
        if kind is not None:
            whole = (kind, count)
            is_theirs = _is_over_disclosure(told, count, is_heading_on_it=is_heading_on_it)
            statement = counted.statement(count, kind) if is_theirs else None
            if statement is not None:
                yield count.number.start, statement
        elif whole is not None and _is_over_disclosure(
            told, whole[1], is_heading_on_it=is_heading_on_it
        ):
            yield from _outcome(counted, count, whole[0])


def _is_over_disclosure(told: Told, count: Count, *, is_heading_on_it: bool) -> bool:
    """Whether the words up to a number speak of disclosure, and not of cases that are heard."""
    words = told.text[told.clause_start(count.number.start, "；。") : count.number.start]
    is_named = _DISCLOSURE.search(words) or _DISCLOSURE.search(count.after)
    is_told = is_named or _DISCLOSURE.search(told.before) or is_heading_on_it
    if is_named and _ACCEPTED_SUIT.search(told.text):
        words = words.replace("受理", "")
    return bool(is_told) and not _HEARD.search(words) and not _HEARD.search(count.after)


def _kind(told: Told, count: Count) -> StatementKind | None:
    """What a number counts, by the noun beside it."""
    words = count.before
    if _BOTH.search(words) or _is_of_these(told, count):
        return K.REVIEWS_AND_SUITS
    for kind, form in _ONE:
        if form.search(words):
            return kind
    for kind, form in _AFTER:
        if form.match(count.after):
            return kind
    return None


def _is_of_these(told: Told, count: Count) -> bool:
    """办理相关案件7件 after the clause that names the reviews and suits defended."""
    if not _THESE.search(count.before):
        return False
    stop = told.clause_start(count.number.start)
    words = told.text[told.clause_start(stop - 1, "；。") : stop] if stop else ""
    return _BOTH_BEFORE.search(words) is not None


def _outcome(
    counted: Counted, count: Count, kind: StatementKind
) -> Iterator[tuple[int, Statement]]:
    """维持2件 after 行政复议3件; after a number of both kinds it tells of neither."""
    if kind is K.REVIEWS_AND_SUITS:
        return
    names = [name for name, form in _OUTCOME_BEFORE if form.match(count.before)]
    names = names or [name for name, form in _OUTCOME_AFTER if form.match(count.after)]
    statement = counted.statement(count, kind, topics=tuple(names)) if len(names) == 1 else None
    if statement is not None:
        yield count.number.start, statement


def _none(told: Told, *, is_on_disclosure: bool) -> Iterator[tuple[int, Statement]]:
    is_on_disclosure = is_on_disclosure or _DISCLOSURE.search(told.text) is not None
    for denial in denials_in(told.text) if is_on_disclosure else ():
        if not _SCOPE.fullmatch(denial.scope):
            continue
        kinds = {kind for thing in denial.things for kind in _kinds_of(thing)}
        for kind in (K.REVIEWS, K.SUITS):
            statement = _denied(told, denial, kind) if kind in kinds else None
            if statement is not None:
                yield denial.start, statement


def _kinds_of(thing: str) -> Iterator[StatementKind]:
    if _REVIEW_THING.fullmatch(thing):
        yield K.REVIEWS
    if _SUIT_THING.fullmatch(thing):
        yield K.SUITS


def _denied(told: Told, denial: Denial, kind: StatementKind) -> Statement | None:
    subject = told.text[told.clause_start(denial.start) : denial.start]
    is_heard = denial.verb == "受理" and kind is K.REVIEWS
    if is_heard or _HEARD.search(subject) or _HEARD.search(denial.scope):
        return None
    statement = told.timed(kind, denial.start, denial.end)
    return None if statement is None else replace(statement, value=0, actor=actor_of(subject))
