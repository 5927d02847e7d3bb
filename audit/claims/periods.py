"""The period of the figures (统计期限) as the report states it, apart from other dates."""

from __future__ import annotations

import re

from audit.passages import sentences_of
from reading.model import ReportReading, Statement, StatementKind

_ON_FIGURES = re.compile(r"统计|所列|数据|期限|本年?度?报告")


def periods_stated(reading: ReportReading) -> tuple[Statement, ...]:
    """The periods in sentences that speak of the report's figures, whatever their years.

    征求意见自…起至…止 is a period of something else.
    """
    text = {sentence.at: sentence.text for _, sentence in sentences_of(reading)}
    return tuple(
        period
        for period in reading.said(StatementKind.STATISTICS_PERIOD)
        if _ON_FIGURES.search(text.get(period.at, period.quote))
    )
