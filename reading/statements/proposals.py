"""Suggestions of deputies and proposals of members handled (人大代表建议、政协提案)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reading.model import Statement, StatementKind
from reading.statements.counts import Count, Counted, actor_of
from reading.statements.denials import denials_in
from reading.statements.told import GAP, Told

K = StatementKind
_UNITS = {"件", "份", "条", "个", "项", "宗"}
_LEVEL = r"(?:全国|国家|[省市县区州]级?|本级|上级)?"
_SUGGESTION = rf"{_LEVEL}(?:人大(?:代表)?|代表|人民代表大会代表)(?:的|议案|、|和|{GAP})*建议"
_PROPOSAL = rf"{_LEVEL}(?:政协)?(?:委员)?(?:的)?(?:集体|个人|党派|、|{GAP})*提案"
_TAIL = rf"(?:办理|件|案|总数|数量|数|共计|共|总计|合计|累计|分别|为|有|答复|复文|：|的|{GAP})*$"
_BOTH = re.compile(
    rf"(?:{_SUGGESTION}(?:、|和|及|与|以及|议案|，)*{_PROPOSAL}|{_PROPOSAL}(?:、|和|及|与|以及|，)*{_SUGGESTION}"
    rf"|(?:人大|两会)?建议(?:、|和|及|与)?(?:政协)?提案|“?两会”?建议提案){_TAIL}"
)
_ONE = (
    (K.SUGGESTIONS, re.compile(rf"{_SUGGESTION}{_TAIL}")),
    (K.PROPOSALS, re.compile(rf"{_PROPOSAL}{_TAIL}")),
)
_SHORT = ((K.SUGGESTIONS, "建议"), (K.PROPOSALS, "提案"))
_SHORT_BEFORE = tuple(
    (kind, re.compile(rf"^[，、：和及]*(?:其中)?[：，]?(?:代表|委员)?{noun}{_TAIL}"))
    for kind, noun in _SHORT
)
_AFTER = (
    (K.SUGGESTIONS, re.compile(rf"的?{_SUGGESTION}(?:案)?$")),
    (K.PROPOSALS, re.compile(rf"的?{_PROPOSAL}$")),
)
# Those of one role or one rank only are not all that were handled.
_ROLE = re.compile(r"采纳|意见建议|征集|网民|群众|主办|协办|会办|分办|合办|重点|领办|督办|满意")
_PUBLIC = re.compile(r"(?<![未不应])(?<!信息)(?<!政务)(?:公开|公布|发布|公示)")
_OTHER = re.compile(rf"公开|公布|发布|公示|结果|{_ROLE.pattern}")
_RESULTS = re.compile(rf"(?:办理)?(?:的)?(?:结果|情况|复文|答复(?:件|函)?)(?={_TAIL})")
PUBLISHED = "published"
"""Topic of those whose results were made public, which need not be all that were handled."""
_THING_OF = (
    (K.SUGGESTIONS, re.compile(rf"{_SUGGESTION}")),
    (K.PROPOSALS, re.compile(rf"{_PROPOSAL}")),
)
_HANDLING = re.compile(r"(?:收到|接到|接收到?|承办|办理|有|涉及)过?")


_RANK = re.compile(r"(?:全国|国家|[省市县区州乡镇]级?)(?=人大|政协|代表|委员|、|和)")


def proposal_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Claims on suggestions and proposals in one sentence, each with its place."""
    told = counted.told
    if "建议" not in told.text and "提案" not in told.text:
        return
    yield from _none(told)
    found = list(_counted(counted))
    # 办理提案6件，公开答复5件: beside those handled, those published are no claim of their own.
    is_handled = any(PUBLISHED not in statement.topics for _, statement in found)
    for place, statement in found:
        if not is_handled or PUBLISHED not in statement.topics:
            yield place, statement


def _counted(counted: Counted) -> Iterator[tuple[int, Statement]]:
    is_told = False
    for count in counted.counts:
        kind = _kind(count, is_told=is_told)
        published = _published(counted.told, count) if kind is None else None
        is_told = is_told or kind is not None
        told_of = kind or published
        topics = (PUBLISHED,) if published is not None else ()
        statement = counted.statement(count, told_of, topics=topics) if told_of else None
        if statement is not None:
            yield count.number.start, statement


def _none(told: Told) -> Iterator[tuple[int, Statement]]:
    """None of all ranks: 未承办省级建议 leaves those of the city."""
    for denial in denials_in(told.text):
        is_handling = denial.verb is None or _HANDLING.fullmatch(denial.verb)
        if not is_handling or _RANK.search(denial.scope):
            continue
        actor = actor_of(told.text[told.clause_start(denial.start) : denial.start])
        for kind, form in _THING_OF:
            statement = told.timed(kind, denial.start, denial.end)
            if statement is not None and any(map(form.fullmatch, denial.things)):
                yield denial.start, replace(statement, value=0, actor=actor)


def _published(told: Told, count: Count) -> StatementKind | None:
    """公开代表建议和委员提案复文6件: what is counted are results made public."""
    results = _RESULTS.search(count.before)
    if results is None or count.number.unit not in _UNITS or _ROLE.search(count.clause):
        return None
    breath = told.clause_start(count.number.start, "；。！？")
    is_public = _PUBLIC.search(told.text, breath, count.number.start)
    if is_public is None or not isinstance(count.number.value, int):
        return None
    words = count.before[: results.start()]
    if _BOTH.search(words):
        return K.SUGGESTIONS_AND_PROPOSALS
    return next((kind for kind, form in _ONE if form.search(words)), None)


def _kind(count: Count, *, is_told: bool) -> StatementKind | None:
    """What a number counts; 建议4件 alone only where the sentence tells of deputies before."""
    if count.number.unit not in _UNITS or not isinstance(count.number.value, int):
        return None
    if _OTHER.search(count.clause) or _OTHER.search(count.after):
        return None
    if _BOTH.search(count.before):
        return K.SUGGESTIONS_AND_PROPOSALS
    forms = (*_ONE, *(_SHORT_BEFORE if is_told else ()))
    for kind, form in forms:
        if form.search(count.before):
            return kind
    for kind, form in _AFTER:
        if form.match(count.after):
            return kind
    return None
