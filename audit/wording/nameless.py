"""Names left open in a text (XX、××、某某): a template not filled in, or a person kept nameless."""

from __future__ import annotations

import re

# XX局, 20XX年, ××县, 某某部门; full-width X too
_NAMELESS = re.compile(
    r"(?<![A-Za-z])[Xx\uff38\uff58]{2,}(?![A-Za-z])|×{2,}|某某+(?P<body>[省市县区镇乡局厅委办])?"
)
OF_NAMES_LEFT_OPEN = ("X", "x", "\uff38", "\uff58", "×", "某某")
"""Every name left open holds one of these."""

# 张某某诉我局, 李××申请行政复议: a person is kept nameless, which is right.
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭郎鲁韦马苗"
    "俞任袁柳史唐费薛雷贺倪汤罗毕郝傅齐康伍余顾孟黄穆萧尹姚邵汪毛狄戴宋庞熊纪舒项祝董梁杜阮蓝"
    "闵季贾江童郭梅盛林钟徐邱骆夏蔡田樊胡凌霍虞柯卢莫丁邓郁洪石崔吉龚程邢裴陆荣翁侯段焦谷宁刘"
    "龙叶申冉温武乔赖曾欧廖关聂"
)
_OF_CASES = re.compile(r"诉|复议|案件|一案|申请人|原告|被告|第三人|投诉|举报|信访")


def names_left_open(text: str) -> list[tuple[int, int]]:
    """Where a name was to be filled in and was not."""
    if not any(map(text.__contains__, OF_NAMES_LEFT_OPEN)):
        return []
    is_of_a_case = _OF_CASES.search(text) is not None
    return [
        found.span()
        for found in _NAMELESS.finditer(text)
        if not _is_kept_nameless(found, is_of_a_case=is_of_a_case)
    ]


def _is_kept_nameless(found: re.Match[str], *, is_of_a_case: bool) -> bool:
    is_a_person = found.string[max(found.start() - 1, 0) : found.start()] in SURNAMES
    if found[0].startswith("某"):
        return is_a_person or (is_of_a_case and found["body"] is None)
    return is_a_person and is_of_a_case
