"""Normative documents and regulations: made, published, repealed, in force (规范性文件、规章).

Only what stands beside the noun counts: 清理规范性文件53件 and 政策文件 are other things, and a
document that the agency drafted for its superior is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reading.model import Actor, Statement, StatementKind
from reading.statements.counts import Count, Counted, actor_of
from reading.statements.denials import Denial, denials_in
from reading.statements.told import GAP, Told

K = StatementKind
_UNITS = {"件", "份", "个", "部", "项"}
_MADE, _PUBLISHED, _REPEALED, _IN_FORCE = "made", "published", "repealed", "in_force"
_KINDS = {
    ("documents", _MADE): K.DOCUMENTS_MADE,
    ("documents", _PUBLISHED): K.DOCUMENTS_PUBLISHED,
    ("documents", _REPEALED): K.DOCUMENTS_REPEALED,
    ("documents", _IN_FORCE): K.DOCUMENTS_IN_FORCE,
    ("regulations", _MADE): K.REGULATIONS_MADE,
    ("regulations", _PUBLISHED): K.REGULATIONS_PUBLISHED,
    ("regulations", _REPEALED): K.REGULATIONS_REPEALED,
    ("regulations", _IN_FORCE): K.REGULATIONS_IN_FORCE,
}
_NOUN = (
    rf"(?:新的|新|各类|行政|部门|地方|人民|政府|机关|单位|办公厅|办公室|本|我|全|[省市县区州厅局委办镇乡]|{GAP})*+"
    r"(?P<noun>规范性文件|规章)(?!制度)"
)
_TAIL = rf"(?:共计|共|总计|合计|总数|数量|数|累计|为|有|达到?|的|：|{GAP})*"
_NEAR = r"(?:了|并|和|及|、|出|过|本年度?|今年|年度|当年|年内|本[厅局委]|我[厅局委县市区省办])*"
_MAKE = r"(?:新?制定|新?制发|出台|印发|新制作|制作|下发)"
_PUBLISH = r"(?:主动公开|公开发布|集中公开|公开|发布|公布)"
_REPEAL = r"(?:宣布废止|予以废止|废止)"
_FORCE = r"(?:现行有效|继续有效)"
_ACTS = (
    (_IN_FORCE, re.compile(rf"{_FORCE}的?(?:各类|本级)?{_NOUN}{_TAIL}$")),
    (_REPEALED, re.compile(rf"(?<!不予){_REPEAL}{_NEAR}{_NOUN}{_TAIL}$")),
    (_MADE, re.compile(rf"{_MAKE}(?:{_NEAR}{_MAKE})*的?{_NEAR}{_NOUN}{_TAIL}$")),
    (_PUBLISHED, re.compile(rf"{_PUBLISH}的?{_NEAR}{_NOUN}{_TAIL}$")),
)
_DRAFTS = re.compile(rf"(?:起草|代拟|草拟|拟定)了?{_NEAR}{_NOUN}{_TAIL}$")
_NOUN_BEFORE = re.compile(rf"^[，、和及]*{_NOUN}{_TAIL}$")
_NOUN_THEN_ACT = re.compile(
    rf"{_NOUN}{_NEAR}(?:本年)?(?P<act>{_MAKE}|{_REPEAL}|{_FORCE})(?:件数|数量)?{_TAIL}$"
)
_NOUN_AFTER = re.compile(rf"的?{_NOUN}")
_ACT_ALONE = re.compile(
    rf"^[，、]?(?:并|及|和|其中)?(?P<act>{_MAKE}|{_REPEAL}|{_FORCE})了?(?:的|为|共|：)*$"
)
_ACT_BEFORE = re.compile(rf"(?P<act>{_MAKE}|{_REPEAL}|{_FORCE}|{_PUBLISH})了?的?{_TAIL}$")
# 废止或宣布失效5件, 修改和废止3件 count more than one thing.
_MIXED = re.compile(r"失效|修改|修订|清理|审查|审核|备案|评估|解读|转发|征求|征集|拟")
_SUPERIOR = re.compile(
    r"(?:国务院|[省市县区州](?:人民)?政府)(?:办公厅|办公室)?的?(?:行政)?(?:规范性文件|规章)"
)
_THING = re.compile(r"(?:新的?|任何|行政|部门|地方|政府|本级)*(?P<noun>规范性文件|规章)")


def document_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Claims on documents and regulations in one sentence, each with its place."""
    told = counted.told
    if "规范性文件" not in told.text and "规章" not in told.text:
        return
    yield from _none(told)
    topic: tuple[str, str] | None = None
    before: Count | None = None
    for count in counted.counts:
        found = _named(count) or _chained(count, before, topic)
        topic, before = found, count
        if found is None or count.number.unit not in _UNITS or not _is_whole_number(count):
            continue
        statement = counted.statement(count, _KINDS[found])
        if statement is not None:
            yield count.number.start, replace(statement, actor=_actor(count))


def _is_whole_number(count: Count) -> bool:
    return isinstance(count.number.value, int)


def _actor(count: Count) -> Actor:
    actor = actor_of(count.clause)
    words = f"{count.clause}{count.after}"
    if actor is Actor.OWN and _SUPERIOR.search(words):
        return Actor.UNCLEAR
    return actor


def _topic(noun: str) -> str:
    return "regulations" if noun == "规章" else "documents"


def _named(count: Count) -> tuple[str, str] | None:
    """The noun and the act that stand before, or after, the number itself."""
    words = count.before
    if _MIXED.search(words) or _MIXED.search(count.after):
        return None
    drafted = _DRAFTS.search(words)
    if drafted is not None:
        return _topic(drafted["noun"]), _MADE
    for act, form in _ACTS:
        found = form.search(words)
        if found is not None:
            return _topic(found["noun"]), act
    turned = _NOUN_THEN_ACT.search(words)
    if turned is not None:
        return _topic(turned["noun"]), _act(turned["act"])
    after = _NOUN_AFTER.match(count.after)
    ahead = _ACT_BEFORE.search(words)
    if after is not None and ahead is not None:
        return _topic(after["noun"]), _act(ahead["act"])
    return None


def _chained(
    count: Count, before: Count | None, topic: tuple[str, str] | None
) -> tuple[str, str] | None:
    """废止1件 after 制发规范性文件2件, and 规范性文件2件 after 起草规章1件、."""
    if topic is None or before is None or _MIXED.search(count.before):
        return None
    alone = _ACT_ALONE.match(count.before)
    if alone is not None and not count.after.strip("的"):
        return topic[0], _act(alone["act"])
    noun = _NOUN_BEFORE.match(count.before)
    if noun is not None and before.clause and count.clause.startswith(before.clause):
        return _topic(noun["noun"]), topic[1]
    return None


def _act(words: str) -> str:
    for act, form in ((_REPEALED, _REPEAL), (_IN_FORCE, _FORCE), (_MADE, _MAKE)):
        if re.fullmatch(form, words):
            return act
    return _PUBLISHED


def _none(told: Told) -> Iterator[tuple[int, Statement]]:
    """未制发规范性文件, 无规章: none of them, in one whole year."""
    for denial in denials_in(told.text):
        act = _denied_act(denial)
        for thing in denial.things if act is not None else ():
            found = _THING.fullmatch(thing)
            if found is None or act is None:
                continue
            kind = _KINDS[_topic(found["noun"]), act]
            statement = told.timed(kind, denial.start, denial.end)
            if statement is not None:
                actor = actor_of(told.text[told.clause_start(denial.start) : denial.start])
                yield denial.start, replace(statement, value=0, actor=actor)


def _denied_act(denial: Denial) -> str | None:
    if denial.verb is None:
        return None
    verb = denial.verb.rstrip("过")
    return _act(verb) if re.fullmatch(f"{_MAKE}|{_REPEAL}", verb) else None
