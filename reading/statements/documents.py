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
_PART_UNITS = _UNITS | {"条", "篇"}  # as parts of so many 条 of information
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
    rf"(?:新的|新|各类|政府[和及、]|行政|部门|地方|人民|政府|机关|单位|办公厅|办公室|本|我|全|[省市县区州厅局委办镇乡]|{GAP})*+"
    r"(?P<noun>规范性文件|规章)(?!制度)"
)
_NAMED = re.compile(r"规范性文件|规章")
_TAIL = rf"(?:共计|共|总计|合计|总数|数量|数|累计|为|有|达到?|的|：|{GAP})*"
_NEAR = r"(?:了|并|和|及|、|出|过|本年度?|今年|年度|当年|年内|本[厅局委]|我[厅局委县市区省办])*"
_MAKE = r"(?:新?制定|新?制发|出台|印发|新制作|制作|下发)"
_PUBLISH = r"(?:主动公开|公开发布|集中公开|公开|发布|公布)"
_REPEAL = r"(?:宣布|予以|已|被)*废止"
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
# 对规范性文件进行清理，其中49件保留、1件予以废止: the noun stands before the clean-up.
_CLEANED = re.compile(r"规范性文件[^。；]{0,30}清理|清理[^。；]{0,20}规范性文件")
_JUST_LED = re.compile(r"(?:^|[，、；])(?:其中)?[，：]?(?:剩余|其余)?$")
_RUN_OUT_TOO = r"(?:[、和或及]*(?:宣布)?失效)?"
_REPEALED_AFTER = re.compile(rf"的?(?:规范性)?(?:文件)?{_REPEAL}{_RUN_OUT_TOO}$")
_REPEALED_BEFORE = re.compile(
    rf"[，、]?(?:并|及|和|其中)?{_REPEAL}{_RUN_OUT_TOO}了?(?:的|为|共|：)*$"
)
# 我厅制发的规范性文件1件 as a part of the information that was published.
_INFORMATION = re.compile(r"(?<!不予)(?:公开|发布|公布)[^，。；]{0,30}信息[^，。；]{0,8}$")
_PART_PUBLISHED = re.compile(
    r"[，、：；]*(?:其中)?[：，]?(?:包括|包含|有)?[：，]?"
    rf"(?:(?:本[厅局委]|我[厅局委县市区省办])?{_MAKE}的)?{_NOUN}(?:公开|发布)?{_TAIL}$"
)
# 制发的16个规范性文件已全部公开, 发布本年度制发规范性文件62件: made, and published too.
_PUBLISHED_AFTER = re.compile(rf"的?{_NOUN}(?:已|均|全部|都)+[^，。；]{{0,16}}?{_PUBLISH}(?!率)")
_PUBLISHED_ALSO = re.compile(
    rf"{_PUBLISH}了?(?:本年度?|当年|年内|今年)新?{_MAKE}的?{_NOUN}{_TAIL}$"
)
# 废止或宣布失效5件, 修改和废止3件 count more than one thing.
_MIXED = re.compile(r"失效|修改|修订|清理|审查|审核|备案|评估|解读|转发|征求|征集|拟")
_SUPERIOR = re.compile(
    r"(?:国务院|[省市县区州](?:人民)?政府)(?:办公厅|办公室)?的?(?:行政)?(?:规范性文件|规章)"
)
_GOVERNMENT = re.compile(r"([省市县区州])人民政府(?:办公厅|办公室)?$")
_THING = re.compile(r"(?:新的?|任何|行政|部门|地方|政府|本级)*(?P<noun>规范性文件|规章)")


def document_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Claims on documents and regulations in one sentence, each with its place."""
    told = counted.told
    if "规范性文件" not in told.text and "规章" not in told.text:
        return
    yield from _none(told)
    topic: tuple[str, str] | None = None
    before: Count | None = None
    actor = Actor.OWN
    for count in counted.counts:
        actor = _actor(count, actor if _goes_on(count, before) else Actor.OWN)
        is_named = _NAMED.search(f"{count.before} {count.after}") is not None
        published = _published_too(counted, count) if is_named else None
        is_part = published is not None and count.is_part
        named = _named(count) if is_named and not is_part else None
        found = None if is_part else named or _chained(count, before, topic)
        found = found or _repealed_in_cleaning(told, count)
        topic, before = found, count
        is_number = isinstance(count.number.value, int) and not (found and _is_odd(count))
        for act in (found, published) if is_number else ():
            kind = _KINDS[act] if act is not None else None
            statement = counted.statement(count, kind, actor=actor) if kind is not None else None
            if statement is not None:
                yield count.number.start, statement


def _is_odd(count: Count) -> bool:
    """Whether the unit is none of documents."""
    return count.number.unit not in _UNITS


def _goes_on(count: Count, before: Count | None) -> bool:
    """Whether nothing but a comma parts the words of a number from the number before."""
    return before is not None and count.start - before.number.end <= 1


def _actor(count: Count, before: Actor) -> Actor:
    """Whose documents they are; a list after a comma is of the same body as its first number."""
    if count.actor is not Actor.OWN:
        return count.actor
    if _SUPERIOR.search(f"{count.clause}{count.after}"):
        return Actor.UNCLEAR
    return before if _NOUN_BEFORE.match(count.before) else Actor.OWN


def with_own_level(statement: Statement, agency: str | None) -> Statement:
    """The same, with the documents of 市政府 as its own where a city's government reports.

    Its general office reports for it; for a department they are perhaps those of its superior.
    """
    level = _GOVERNMENT.search(agency) if agency and statement.actor is Actor.UNCLEAR else None
    if level is None or not re.search(rf"{level[1]}(?:人民)?政府", statement.quote):
        return statement
    return replace(statement, actor=Actor.OWN)


def _published_too(counted: Counted, count: Count) -> tuple[str, str] | None:
    """Documents that are a part of the information published, or made and published both."""
    if count.is_part:
        whole = counted.counts[count.whole] if count.whole is not None else None
        found = _PART_PUBLISHED.match(count.before)
        is_told = whole is not None and _INFORMATION.search(whole.before) is not None
        is_counted = is_told and count.number.unit in _PART_UNITS
        return (_topic(found["noun"]), _PUBLISHED) if found and is_counted else None
    if _is_odd(count) or _MIXED.search(count.before):
        return None
    found = _PUBLISHED_ALSO.search(count.before) or _PUBLISHED_AFTER.match(count.after)
    return (_topic(found["noun"]), _PUBLISHED) if found else None


def _repealed_in_cleaning(told: Told, count: Count) -> tuple[str, str] | None:
    """废止或宣布失效 counts as repealed only beside those kept and changed, as their rest."""
    cleaned = _CLEANED.search(told.text, 0, count.number.start)
    if cleaned is None or ("失效" in count.before + count.after and not count.is_part):
        return None
    is_after = _JUST_LED.search(count.before) and _REPEALED_AFTER.match(count.after)
    is_before = _REPEALED_BEFORE.match(count.before) and not count.after
    return ("documents", _REPEALED) if is_after or is_before else None


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
    is_next = count.start - before.number.end <= len(before.after) + 1
    alone = _ACT_ALONE.match(count.before) if is_next else None
    if alone is not None and not count.after.strip("的"):
        return topic[0], _act(alone["act"])
    noun = _NOUN_BEFORE.match(count.before)
    is_same = before.clause and count.clause.startswith(before.clause)
    if noun is not None and (is_same or _goes_on(count, before)):
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
