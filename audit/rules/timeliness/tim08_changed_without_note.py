"""TIM08: the report's own text or figures changed after they were first seen, without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.circumstances import SeenVisit
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.publication import printed_date, visits_by_place
from audit.rule import Judgement, rule
from reading.model import ReportReading

_NOTE = re.compile(
    r"更正(?:说明|公告|启事|版|如下|为)|已更正|特此更正|勘误|修订版|重新(?:发布|公布|上传)|"
    r"[（(](?:更正|更新|修订|修正)[）)]|本(?:报告|年报)[^。]{0,12}(?:更正|修正|修订|更新)"
)
_SEVERAL = 2
_SHORT = 12


@rule(
    "TIM08",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第六条",
)
def changed_without_note(case: AuditCase) -> Iterator[Judgement]:
    """公布后内容有变化而没有说明。

    Requirement:
        年报公布后更正内容的，宜在页面上说明更正的时间和事项。
    What it looks at:
        同一公布位置首次采集与最近一次采集的年报正文和数据是否相同；不比较页面的栏目、计数等其他内容。
    Not applicable:
        没有取得年报。
    Not a defect:
        标题、正文前后或者正文中说明更正、勘误、重新发布的；只采集到一次的；网站改版而年报内容不变的。
    Example:
        2024年2月5日首次采集，2月20日采集的表三数据与之不同，页面没有更正说明。
    How to correct:
        在年报页面补充说明更正的时间、事项和原因。
    """
    reading = case.reading
    changed = []
    is_unknown = False
    for visits in visits_by_place(case).values():
        sights = [visit for visit in visits if visit.has_report]
        known = [visit for visit in sights if visit.content_sha256]
        if len(known) < _SEVERAL:
            is_unknown |= len(sights) >= _SEVERAL
        elif known[0].content_sha256 != known[-1].content_sha256:
            changed.append((known[0], known[-1]))
    if is_unknown and not changed:
        raise Undetermined("此前采集的内容未能识读，不能比较是否有变化")
    if changed and not _has_note(reading, case):
        yield Finding(
            subject="publication",
            severity=Severity.ADVICE,
            message="；".join(_told(first, last) for first, last in changed) + "，未见更正说明",
            evidence=tuple(_evidence(visit) for pair in changed for visit in pair),
        )


def _told(first: SeenVisit, last: SeenVisit) -> str:
    return (
        f"{printed_date(first.day)}首次采集，"
        f"{printed_date(last.day)}采集的年报正文或者数据与之不同（{last.place}）"
    )


def _evidence(visit: SeenVisit) -> Evidence:
    shown = (visit.content_sha256 or "")[:_SHORT]
    return Evidence(at="核查记录", printed=f"{printed_date(visit.day)}采集，内容摘要 {shown}")


def _has_note(reading: ReportReading, case: AuditCase) -> bool:
    titles = [visit.title or "" for visit in case.publication.visits]
    texts = [reading.title or "", *titles, *reading.table_notes.values()]
    texts += [sentence.text for _, sentence in reading.sentences()]
    return any(_NOTE.search("".join(text.split())) for text in texts)
