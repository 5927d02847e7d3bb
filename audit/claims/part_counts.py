"""What the report says of its own parts: how many they are, and which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.model import PartName, ReportReading, Sentence
from reading.numbers import value_of
from reading.part_headings import names_in
from reading.plain import plain

# 本报告由六部分组成; 全文共分6个部分：…; 包括…等六部分内容; but not 详见本报告第三、四部分
_COUNT = re.compile(
    r"(?<=[由分等共为含括有的以下计])(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})个?大?部分"
)
_TELLING = ("部分", "总体情况")
_OF_REPORT = re.compile(r"报告|年报|全文")
_MORE = re.compile(r"^[\s#*]*(?:[七八九]|十[一二]?)[、.\uff0e]", re.MULTILINE)
_LISTED_AT_LEAST = 3
# Whatever a list may call a part: where none of it stands in the list, the part is left out.
_CALLED = {
    PartName.OVERVIEW: "总体|概[况述]",
    PartName.PROACTIVE: "主动公开",
    PartName.REQUESTS: "申请",
    PartName.DISPUTES: "复议|诉讼",
    PartName.PROBLEMS: "问题|不足",
    PartName.OTHER_MATTERS: "其[他它]|需要报告",
}


def sentences_on_parts(reading: ReportReading) -> Iterator[Sentence]:
    """The sentences before part two that tell of the parts of the report itself."""
    overview = reading.part(PartName.OVERVIEW)
    for sentence in (*reading.preamble, *(overview.sentences if overview else ())):
        if not any(word in sentence.text for word in _TELLING):
            continue
        text = plain(sentence.text).text
        counted = _COUNT.search(text)
        is_of_report = counted is not None and _OF_REPORT.search(text[: counted.start()])
        if is_of_report or len(names_in(text)) >= _LISTED_AT_LEAST:
            yield sentence


def number_told(sentence: Sentence) -> int | None:
    """How many parts the sentence says there are; ``None`` where it gives no number."""
    found = _COUNT.search(plain(sentence.text).text)
    value = value_of(found["number"]) if found else None
    return value if isinstance(value, int) else None


def parts_there(reading: ReportReading) -> int:
    """How many parts the report has, those counted 七、 and on among them."""
    others = sum(len(_MORE.findall(part.text)) for part in reading.parts.values())
    return len(reading.parts) + others


def parts_unlisted(reading: ReportReading, sentence: Sentence) -> tuple[PartName, ...]:
    """The parts of the report that a list of their names leaves out; one with 等 may do so."""
    if len(names_in(sentence.text)) < _LISTED_AT_LEAST or "等" in sentence.text:
        return ()
    return tuple(name for name in reading.parts if not re.search(_CALLED[name], sentence.text))
