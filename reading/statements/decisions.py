"""Licences and penalties that the narrative says were made public (双公示, 行政执法信息)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reading.model import Statement, StatementKind
from reading.numbers import Number
from reading.statements.told import STOPS, Told

LICENCES, PENALTIES, COERCIVE = "licences", "penalties", "coercive_measures"
_UNITS = {"件", "条", "份", "宗", "次", "例", "项", "个", "起", "篇", "件次"}
_PUBLISH = re.compile(r"公开|公示|发布|公布|上传|推送|报送|归集|录入|上报|公告|共享")
_TOPICS = (
    ("双公示", (LICENCES, PENALTIES)),
    ("行政执法", (LICENCES, PENALTIES, COERCIVE)),
    ("许可", (LICENCES,)),
    ("处罚", (PENALTIES,)),
    ("强制", (COERCIVE,)),
)
_NAMED = "行政许可|行政处罚|行政强制|行政执法|双公示|许可|处罚|强制"
# 行政许可事项 and 处罚裁量基准 are lists of powers; only information on decisions counts.
_BEFORE = re.compile(
    rf"(?:{_NAMED})(?:”|’)?(?:、|和|及|与|以及|或|{_NAMED}|“|”|类|的)*"
    r"(?:证书?|决定书?|结果|案件|办理|公示|公开|执法|检查|相关|等|类|的)*"
    r"(?:信息|决定书?|结果|案件|数据|情况|公示)?"
    r"(?:共计|共|总计|合计|累计|数量|为|达到?|约|近|：|的|\0)*$"
)
_AFTER = re.compile(
    rf"(?:“|‘)?(?:行政)?(?:{_NAMED})(?:”|’)?(?:、|和|及|与|{_NAMED}|“|”|类|的)*"
    r"(?:信息|决定书?|结果|案件|数据)"
)
_NO_VERB = re.compile(r"信息公开|一公开|双公示|政务公开")
# 施工许可证6条 are licences; one asked for, lost or taken away is none granted.
_NOT_GRANTED = re.compile(r"申请|申报|受理|注销|吊销|撤销|遗失|作废|到期|换发|补发")
_LONGEST_LINK = 2
_LONGEST_WORDS = 120
_NO_DECISION = re.compile(r"事项|目录|清单|权力|依据|流程|指南|标准|制度|基准|人员|培训|证照?样本")


def decision_statements(told: Told) -> Iterator[tuple[int, Statement]]:
    """Numbers above zero of licences, penalties and the like made public, each with its place."""
    if not any(word in told.text for word, _ in _TOPICS):
        return
    end = 0
    was_told = False
    for number in told.numbers:
        clause = told.clause_start(number.start)
        start = max(end, clause)
        words = told.text[max(start, number.start - _LONGEST_WORDS) : number.start]
        after = told.text[number.end : told.clause_end(number.end, f"{STOPS}、")]
        end = number.end
        span = _named(number, words, after)
        # 公示许可信息10条，处罚信息3条: the second number has its verb from the first.
        goes_on = was_told and span is not None and span[0] <= _LONGEST_LINK
        is_public = _PUBLISH.search(_NO_VERB.sub("", told.text[clause : number.start]))
        was_told = span is not None and bool(is_public or goes_on)
        if span is None or not was_told:
            continue
        kind = StatementKind.LICENCES_PENALTIES_PUBLISHED
        statement = told.timed(kind, number.start - len(words) + span[0], number.end + span[1])
        if statement is not None:
            topics = _topics(words[span[0] :] + after[: span[1]])
            statement = replace(statement, value=number.value, topics=topics)
            yield number.start, replace(statement, is_approximate=number.is_approximate)


def _named(number: Number, words: str, after: str) -> tuple[int, int] | None:
    """Where in the words before, and up to where after, the number's noun stands."""
    if number.unit not in _UNITS or number.value <= 0 or not isinstance(number.value, int):
        return None
    before = _BEFORE.search(words)
    if before is not None and not _NO_DECISION.search(before[0]):
        is_of_no_decision = "许可证" in before[0] and _NOT_GRANTED.search(words)
        return None if is_of_no_decision else (before.start(), 0)
    behind = _AFTER.match(after)
    if behind is not None and not _NO_DECISION.search(after):
        return len(words), behind.end()
    return None


def _topics(words: str) -> tuple[str, ...]:
    named = {topic for word, topics in _TOPICS if word in words for topic in topics}
    return tuple(topic for topic in (LICENCES, PENALTIES, COERCIVE) if topic in named)
