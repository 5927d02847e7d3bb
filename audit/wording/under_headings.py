"""Whether a paragraph of part one speaks of the aspect that its sub-heading names (文不对题)."""

from __future__ import annotations

import re
from enum import StrEnum


class Aspect(StrEnum):
    """An aspect of part one; the value is its Chinese name."""

    PROACTIVE = "主动公开"
    REQUESTS = "依申请公开"
    MANAGEMENT = "政府信息管理"
    PLATFORM = "平台建设"
    ASSURANCE = "监督保障"


_HEADINGS = {
    Aspect.PROACTIVE: re.compile(r"主动公开"),
    Aspect.REQUESTS: re.compile(r"依申请"),
    Aspect.MANAGEMENT: re.compile(r"信息(?:资源)?(?:规范化?|标准化|动态)?管理"),
    Aspect.PLATFORM: re.compile(r"平台"),
    Aspect.ASSURANCE: re.compile(r"监督|保障"),
}
# What a paragraph on the aspect may speak of: generous, since any of it clears the paragraph.
_WORDS = {
    Aspect.PROACTIVE: re.compile(r"主动|公开|发布|公示|解读|目录|宣传|信息\s*\d"),
    Aspect.REQUESTS: re.compile(r"申请|答复|受理|办件"),
    Aspect.MANAGEMENT: re.compile(
        r"管理|审查|审核|审签|保密|三审|校对|规范性文件|清理|公文|属性|台账|档案|归档|目录|制度|规范"
        r"|更新|梳理|标准|清单|信息(?:采集|制作|获取|保存|处理|资源|源头)"
    ),
    Aspect.PLATFORM: re.compile(
        r"平台|网站|网页|专栏|栏目|版块|板块|新媒体|微信|公众号|微博|客户端|查阅|专区|公报|渠道|抖音|媒体"
        r"|窗口|大厅|系统"
    ),
    Aspect.ASSURANCE: re.compile(
        r"监督|保障|培训|考核|评议|评估|责任|领导|机构|队伍|人员|经费|制度|机制|检查|督查|督导|追究|测评"
        r"|整改|社会|巡查"
    ),
}
# What shows that a paragraph is on the aspect: narrower.
_SIGNS = {
    Aspect.PROACTIVE: re.compile(r"主动公开|解读|(?:公开|发布)信息\s*\d"),
    Aspect.REQUESTS: re.compile(r"依申请|公开申请|申请人|收到申请"),
    Aspect.MANAGEMENT: re.compile(r"保密审查|三审三校|公开属性|规范性文件清理|信息管理"),
    Aspect.PLATFORM: re.compile(r"网站|平台|公众号|微博|新媒体|微信"),
    Aspect.ASSURANCE: re.compile(r"业务培训|考核|社会评议|责任追究|领导小组"),
}


def aspect_of_heading(heading: str) -> Aspect | None:
    """The one aspect that a sub-heading names; ``None`` where it names none or several."""
    named = [aspect for aspect, form in _HEADINGS.items() if form.search(heading)]
    return named[0] if len(named) == 1 else None


def other_aspects(aspect: Aspect, paragraph: str) -> tuple[Aspect, ...]:
    """What the paragraph speaks of where it says nothing at all on ``aspect``, else nothing."""
    if _WORDS[aspect].search(paragraph):
        return ()
    return tuple(
        other for other, form in _SIGNS.items() if other is not aspect and form.search(paragraph)
    )
