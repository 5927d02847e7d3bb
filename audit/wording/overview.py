"""The five aspects of 总体情况: by which words a heading or a sentence tells of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reading.model import Part

# In a heading a word is enough; in a sentence it may be met by chance.
_WORDS = {
    "主动公开": (
        r"主动公开|信息公开(?!平台|申请|管理|监督|保障)|公开内容|政策公开|信息发布",
        r"主动公开|公开(?!申请)[^。；]{0,20}信息",
    ),
    "依申请公开": (r"申请", r"依申请|公开申请|申请公开"),
    "政府信息管理": (
        r"(?<!平台)(?<!监督)管理(?!保障)|信息资源|公开制度",
        (
            r"信息(?:资源)?的?(?:规范化|动态|全过程|全生命周期)?管理|公开属性|三审三校|信息清理"
            r"|发布审[核查]|规范性文件[^。，；]{0,12}(?:清理|管理|汇编|集中)"
        ),
    ),
    "政府信息公开平台建设": (r"平台|网站|渠道|载体", r"平台|网站|公众号|新媒体|公报|专栏"),
    "监督保障": (
        r"监督|保障|考核|培训|组织领导|队伍|评议",
        (
            r"(?:监督|机制|组织|工作)保障|保障措施|考核|考评|评议|责任追究|培训|督查|督导|监督检查"
            r"|监督机制|自觉接受监督"
        ),
    ),
}
_FORMS = {name: tuple(map(re.compile, forms)) for name, forms in _WORDS.items()}


def aspects_lacking(part: Part) -> tuple[str, ...]:
    """The aspects that neither a heading nor a sentence of the part tells of."""
    headings = [heading.text for heading in part.sub_headings]
    body = tuple(_body(part))
    return tuple(name for name in _WORDS if not _is_told(name, headings, body))


def _is_told(aspect: str, headings: Sequence[str], body: Sequence[str]) -> bool:
    in_heading, in_sentence = _FORMS[aspect]
    return any(map(in_heading.search, headings)) or any(map(in_sentence.search, body))


def _body(part: Part) -> Iterator[str]:
    """The sentences below the first heading, for those above only lead on; all without one."""
    is_open = not part.sub_headings
    before_headings = f"{part.name.label} 第"
    leads = {heading.text for heading in part.sub_headings}
    for sentence in part.sentences:
        is_headed = not sentence.at.startswith(before_headings)
        is_open = is_open or is_headed or any(lead in sentence.text for lead in leads)
        if is_open:
            yield sentence.text
