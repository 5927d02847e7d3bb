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
# Results made public, and those of one role or one rank only, are not all that were handled.
_OTHER = re.compile(
    r"公开|公布|发布|公示|结果|采纳|意见建议|征集|网民|群众|主办|协办|会办|分办|合办|重点|领办|督办|满意"
)
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
    is_told = False
    for count in counted.counts:
        kind = _kind(count, is_told=is_told)
        is_told = is_told or kind is not None
        statement = counted.statement(count, kind) if kind is not None else None
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
