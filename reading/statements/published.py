"""Information made public on the agency's own initiative (主动公开), and breakdowns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reading.model import Statement, StatementKind
from reading.statements.counts import Counted
from reading.statements.told import GAP

K = StatementKind
_UNITS = {"条", "件", "篇", "份", "个", "则", "项", "余条"}
_OWN_INITIATIVE = r"(?<![未不应])(?<!不予)主动公开"
_INFORMATION = re.compile(
    rf"(?P<verb>{_OWN_INITIATIVE}|(?<![未不应])(?<!不予)(?:公开发布|审核发布|发布|公布|公开))"
    rf"(?:了|各类|各种|各项|政府|政务|公开|主动公开|的|{GAP})*信息"
    rf"(?:共计|共|总计|合计|总数|总量|数量|数|累计|为|达到?|约|：|{GAP})*$"
)
_ALL = re.compile(r"(?:共|累计|总计|全年)[^，。；]*(?:政府|政务)信息")
# 公开政府信息申请; what is sent on, read or asked for; averages; one field of work only.
_OTHER = re.compile(
    r"申请|报送|转载|采用|点击|浏览|阅读|访问|移送|转交|提供|[日月均]均|平均|每[日天周月]|单[篇条]|领域|方面|其他"
)
_CHANNELS = (
    ("website", r"门户网站|政府网站|网站|官网"),
    ("wechat", r"微信|公众号|视频号"),
    ("weibo", r"微博"),
    ("new_media", r"新媒体|抖音|头条|客户端"),
    ("platform", r"平台"),
    ("gazette", r"公报"),
    ("press", r"报纸|电视|广播|媒体|刊物"),
    ("column", r"专栏|栏目|专题|页面"),
)


def published_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """How many items of information were published, each with the channels that are named."""
    if "信息" not in counted.told.text:
        return
    for count in counted.counts:
        if count.number.unit not in _UNITS or not isinstance(count.number.value, int):
            continue
        found = _INFORMATION.search(count.before)
        if found is None or _OTHER.search(count.clause):
            continue
        named = [name for name, words in _CHANNELS if re.search(words, count.clause)]
        # 公开信息77条 may be of one column of the site, which only words far off say.
        if found["verb"] != "主动公开" and not named and not _ALL.search(count.clause):
            continue
        statement = counted.statement(count, K.INFORMATION_PUBLISHED)
        if statement is not None:
            yield count.number.start, replace(statement, topics=tuple(named))


def breakdown_statements(counted: Counted) -> Iterator[tuple[int, Statement]]:
    """Every number that the sentence breaks down, whatever it counts, and each of its parts."""
    for count in counted.counts:
        if count.is_whole or count.whole is not None:
            kind = K.COUNT_WHOLE if count.is_whole else K.COUNT_PART
            statement = counted.statement(count, kind)
            if statement is not None:
                yield count.number.start, statement
