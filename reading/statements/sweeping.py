"""Sweeping claims (概括表述): all granted, none refused, every review upheld.

That all applications are concluded is told by ``requests``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.model import Statement, StatementKind
from reading.statements.told import Told

K = StatementKind
_ALL = r"(?:均|全部|都|悉数)"
_ALL_GRANTED = re.compile(
    rf"{_ALL}(?:已)?(?:依法|依规|按规定|按时|按期|及时|在[^，。；]{{0,8}}内)*予以公开(?=[。；，]|$)"
)
_NONE_REFUSED = re.compile(
    r"(?:未|没有|无)(?:作出|做出|出现|发生|存在)?(?:一[件例])?(?:不予公开|拒绝公开)(?!的?(?:政府)?信息)"
    r"|无一(?:件|例)?(?:被)?(?:不予公开|拒绝)"
)
# 行政复议7件，诉讼9件，均获维持; not 复议维持后均…
_ALL_UPHELD = re.compile(
    rf"(?:结果)?{_ALL}(?:已|被|获得?|得到|予以|判决|决定|依法|结果|为)*维持"
    r"(?:原(?:行政)?(?:行为|决定))?(?=[。；，）]|$)"
)
_REVIEW, _SUIT = re.compile(r"复议"), re.compile(r"诉讼|应诉|行政案件")
_DISCLOSURE = re.compile(r"信息的?公开|依申请|公开(?:政府|政务)?信息|政务公开")
_HEARD = re.compile(r"作为复议机关|审理|审结")


def sweeping_statements(told: Told) -> Iterator[tuple[int, Statement]]:
    """The claims of one sentence, each with its place."""
    text = told.whole.text
    if told.is_heading:
        return
    if "申请" in text:
        yield from _claim(told, K.REQUESTS_ALL_GRANTED, _ALL_GRANTED.search(text))
        yield from _claim(told, K.REQUESTS_NONE_REFUSED, _NONE_REFUSED.search(text))
    found = _ALL_UPHELD.search(text) if "维持" in text else None
    if found is None:
        return
    before = text[told.clause_start(found.start(), "；。") : found.start()]
    if _HEARD.search(before) or not _DISCLOSURE.search(f"{told.heading}{told.before}{before}"):
        return
    for kind, form in ((K.REVIEWS_ALL_UPHELD, _REVIEW), (K.SUITS_ALL_UPHELD, _SUIT)):
        if form.search(before):
            yield from _claim(told, kind, found)


def _claim(
    told: Told, kind: StatementKind, found: re.Match[str] | None
) -> Iterator[tuple[int, Statement]]:
    statement = told.timed(kind, *found.span()) if found is not None else None
    if found is not None and statement is not None:
        yield found.start(), statement
