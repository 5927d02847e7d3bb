"""CMP23: title and period name two years, or no year can be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.case import AuditCase
from audit.claims.periods import periods_stated
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.passages import DOCUMENT, quoted
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from audit.wording.titles import plain, years_in
from reading.model import Statement

_FIRST_DAY, _LAST_DAY = (1, 1), (12, 31)


@rule(
    "CMP23",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条",
)
def year_contradicted(case: AuditCase) -> Iterator[Judgement]:
    """报告年度互相矛盾或者无法认定。

    Requirement:
        年报报告上一年度的工作，标题的年度与统计期限的年度应当相同，年度应当明确。
    What it looks at:
        标题写明的年度与写明的统计期限（1月1日至12月31日）的年度；两处都没有的，看全文能否认定年度。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        “2023 年”中有空格；标题没有年度而统计期限写明的（见CMP02）；统计期限起止年度不同的
        （见AUT02）；
        其他事项的起止日期。
    Example:
        标题为2023年，统计期限为2022年1月1日至2022年12月31日。
    How to correct:
        核实报告年度，更正标题或者统计期限，使两处一致；都没有写明的，在标题中补写年度。
    """
    refuse_older_reports(case)
    reading = case.reading
    years = set(years_in(plain(reading.title or "")))
    periods = [p for p in periods_stated(reading) if _year_of(p)]
    stated = {_year_of(period) for period in periods}
    if len(years) == 1 and stated and not years & stated:
        (year,) = years
        told = "、".join(f"{other}年" for other in sorted(filter(None, stated)))
        yield Finding(
            subject=DOCUMENT,
            severity=Severity.ERROR,
            message=f"标题写明的年度是{year}年，写明的统计期限是{told}，两者不一致",
            evidence=(
                Evidence(at="标题", printed=reading.title or ""),
                *dict.fromkeys(map(quoted, periods)),
            ),
        )
    elif reading.year is None and not stated:
        if reading.title is None or reading.is_cut:
            raise Undetermined("未识别到年报标题或者文件不完整，不能判断是否写明年度")
        yield Finding(
            subject=DOCUMENT,
            severity=Severity.WARNING,
            message="标题和正文都没有写明报告年度，无法认定是哪一年度的年报",
            evidence=(Evidence(at="标题", printed=reading.title),),
        )


def _year_of(period: Statement) -> int | None:
    """The year of a period that is one whole year, else ``None``."""
    start, end = period.start, period.end
    if start is None or end is None or start.year != end.year:
        return None
    return start.year if _is_whole(start, end) else None


def _is_whole(start: date, end: date) -> bool:
    return (start.month, start.day) == _FIRST_DAY and (end.month, end.day) == _LAST_DAY
