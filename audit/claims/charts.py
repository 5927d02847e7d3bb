"""What a chart leaves in the text of a report: labels with their values (图表)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.passages import sentences_of, subject_of
from reading.model import ReportReading, Statement

# 政府网站公开信息数量 类别 1 63 政府新媒体公开信息数量 类别 1 215
_VALUE = re.compile(
    r"(?P<label>[^\s\d]{2,30})\s+(?:类别|系列)\s*\d{1,2}\s+(?P<value>\d{1,9})(?!\S)"
)
_REMAINS = re.compile(r"(?:类别|系列)\s*\d")
_NAMED = re.compile(
    r"(?:[如见]|[上下附]面?的?)图(?:\d|[一二三四五六]|所示|示|表)?(?=[，。；）)：:]|$)|图\s*\d"
    r"|(?:统计|柱状|饼状|饼|折线|柱形|条形)图"
)

_PUBLISHED = re.compile(r"公开|发布")
_CHANNELS = (
    ("website", re.compile(r"网站")),
    ("wechat", re.compile(r"微信|公众号")),
    ("weibo", re.compile(r"微博")),
    ("new_media", re.compile(r"新媒体")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartValue:
    """One value of a chart with its label and its place; ``subject`` is what a finding names."""

    subject: str
    at: str
    label: str
    value: int

    def is_of(self, statement: Statement) -> bool:
        """Whether both count what was published through the same one channel."""
        named = tuple(name for name, form in _CHANNELS if form.search(self.label))
        is_published = _PUBLISHED.search(self.label) is not None
        return is_published and len(named) == 1 and statement.topics == named


def chart_values(reading: ReportReading) -> Iterator[ChartValue]:
    """Every value that a chart left."""
    for part, sentence in sentences_of(reading):
        if not _holds_remains(sentence.text):
            continue
        for found in _VALUE.finditer(sentence.text):
            yield ChartValue(
                subject=subject_of(part),
                at=sentence.at,
                label=found["label"],
                value=int(found["value"]),
            )


def _holds_remains(text: str) -> bool:
    return ("类别" in text or "系列" in text) and _REMAINS.search(text) is not None


def unread_charts(reading: ReportReading) -> Iterator[tuple[str, str]]:
    """Subject and place of each sentence on a chart of which no value is read."""
    for part, sentence in sentences_of(reading):
        if _holds_remains(sentence.text):
            is_unread = _VALUE.search(sentence.text) is None
        else:
            is_unread = "图" in sentence.text and _NAMED.search(sentence.text) is not None
        if is_unread:
            yield subject_of(part), sentence.at
