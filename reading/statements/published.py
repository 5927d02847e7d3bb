"""Information made public on the agency's own initiative (主动公开), and breakdowns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.model import Statement, StatementKind
from reading.statements.counts import Count, Counted
from reading.statements.told import GAP, Told

K = StatementKind
SOME = "some"
"""Topic of a count of one kind or one field of information, or of unknown scope: not of all."""
_UNITS = {"条", "件", "篇", "份", "个", "则", "项"}
_VERB = re.compile(
    r"(?<![未不应])(?<!不予)(?<!信息)(?<!政务)(?<!依申请)"
    r"(?:主动公开|公开发布|审核发布|集中发布|编辑发布|发布|公布|公开)"
)
_TAIL = rf"(?:共计|共|总计|合计|总数|总量|数量|数|累计|为|达到?|约|：|{GAP})*"
_NOUN = re.compile(rf"(?P<which>[^，。；：]{{0,60}}?)信息{_TAIL}")
_NOUN_IN_LIST = re.compile(rf"[、和及](?P<which>[^，。；：、]{{1,12}})信息{_TAIL}")
_ANY_KIND = re.compile(rf"(?:了|各类|各种|各项|政府|政务|公开|主动公开|的|共|{GAP})*")
# A list of kinds on a channel stands for all that it brings: 发布动态、通知等各类信息.
_ALL_KINDS = re.compile(
    r"[^，。；]*等(?:各类|各种|各项)?(?:政府|政务|的)*|(?:微博|微信|公众号|网站)*"
)
_ALL = re.compile(r"(?:共|累计|总计|全年)[^，。；]*(?:政府|政务)信息")
# What is asked for, sent on, read, looked over, taken down, planned, left undone; averages.
_OTHER = re.compile(
    r"申请|报送|上报|转载|采用|点击|浏览|阅读|访问|移送|转交|提供|[日月均]均|平均|每[日天周月]|单[篇条]"
    r"|删除|撤[回下]|下架|清理|检查|抽查|排查|巡查|监测|纠正|过期|计划|(?<!模)拟|未(?:能)?(?:在|通过|向|及时|按)"
)
_DECISIONS = re.compile(r"许可|处罚|强制|执法|双公示")
# 全年发布信息20条: whose words of time alone stand before, after the clause that names the channel.
_NO_SUBJECT = re.compile(
    r"(?:[，、]|并|还|及时|(?:19|20)\d\d年度?|今年|本年度?|全年|年内|一年来|共|共计|累计|总计|已|先后|动态)*"
)
_OF_THE_YEAR = re.compile(r"(?:19|20)\d\d年|今年|本年|全年|年内|年度|一年来")
_GATHERED = re.compile(r"累计|以来|截至|目前")
_ELIDED = re.compile(
    r"(?:在|通过|利用)[^，。；]{1,30}(?:公开发布|发布|公布)(?:了|共|累计|共计|各类)*"
)
_ELIDED_UNITS = {"条", "篇"}
_CHANNELS = (
    ("website", r"门户网站|政府网站|网站|官网|服务网|政府网"),
    ("wechat", r"微信|公众号|视频号"),
    ("weibo", r"微博"),
    ("new_media", r"新媒体|抖音|头条|客户端"),
    ("platform", r"平台"),
    ("gazette", r"公报"),
    ("press", r"报纸|电视|广播|媒体|刊物"),
    ("column", r"专栏|栏目|专题|页面"),
)


def published_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """How many items of information were published, each with the channels that are named.

    The topic ``some`` says that the number is not that of all information on these channels.
    """
    told = counted.told
    if "信息" not in told.text:
        return
    was_told = False
    for count in counted.counts:
        if count.number.unit not in _UNITS or not isinstance(count.number.value, int):
            continue
        topics = None if _is_other(told, count) else _topics(told, count, was_told=was_told)
        # A part of one kind is a part and nothing more.
        if topics is None or (count.is_part and SOME in topics):
            continue
        was_told = True
        statement = counted.statement(count, K.INFORMATION_PUBLISHED, topics=topics)
        if statement is not None:
            yield count.number.start, statement


def _is_other(told: Told, count: Count) -> bool:
    if _OTHER.search(count.clause):
        return True
    # An account's 累计发布 with no year may be of all its years.
    breath = told.clause_start(count.number.start, "；。！？")
    is_gathered = _GATHERED.search(told.text, breath, count.number.start) is not None
    return is_gathered and not _OF_THE_YEAR.search(told.text, 0, count.number.start)


def _topics(told: Told, count: Count, *, was_told: bool) -> tuple[str, ...] | None:
    """How the number is narrowed; ``None`` where it is none of information published."""
    found = _which(count)
    if found is None:
        is_elided = was_told and count.number.unit in _ELIDED_UNITS
        is_elided = is_elided and _ELIDED.fullmatch(count.before.lstrip("，、")) is not None
        return _channels(count.clause) or None if is_elided else None
    verb, which, lead = found
    if _DECISIONS.search(which):
        return None
    named = _channels(count.clause)
    is_any = _ANY_KIND.fullmatch(which) is not None
    if is_any and (verb == "主动公开" or named or _ALL.search(count.clause)):
        return named
    if named:
        return named if _ALL_KINDS.fullmatch(which) else (*named, SOME)
    if _NO_SUBJECT.fullmatch(lead):
        near = _channels_before(told, count)
        return near if near and is_any else (*near, SOME)
    return (SOME,) if verb == "主动公开" else None


def _which(count: Count) -> tuple[str, str, str] | None:
    """The verb, what kind of information, and what stands before the verb in the clause."""
    offset = len(count.clause) - len(count.before)
    for verb in reversed(list(_VERB.finditer(count.before))):
        found = _NOUN.fullmatch(count.before, verb.end())
        if found is not None:
            return verb[0], found["which"], count.clause[: offset + verb.start()]
    listed = _NOUN_IN_LIST.fullmatch(count.before)
    first = _VERB.search(count.clause) if listed else None
    if listed is None or first is None:
        return None
    return first[0], listed["which"], count.clause[: first.start()]


def _channels(words: str) -> tuple[str, ...]:
    return tuple(name for name, form in _CHANNELS if re.search(form, words))


def _channels_before(told: Told, count: Count) -> tuple[str, ...]:
    """Those of the nearest clause before, in the same breath, that names any."""
    breath = told.clause_start(count.number.start, "；。！？")
    for clause in reversed(told.text[breath : count.number.start - len(count.clause)].split("，")):
        named = _channels(clause)
        if named:
            return named
    return ()


def breakdown_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Every number that the sentence breaks down, whatever it counts, and each of its parts."""
    for count in counted.counts:
        if count.is_whole or count.is_part:
            kind = K.COUNT_WHOLE if count.is_whole else K.COUNT_PART
            statement = counted.statement(count, kind)
            if statement is not None:
                yield count.number.start, statement
