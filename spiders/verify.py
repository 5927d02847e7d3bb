"""Whether a document is the report looked for: its kind, its year, its issuer (下载后核验).

A right title with a wrong file is a real case: the title nominates, the content decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from archive.model import VisitClass
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import ReportReading, StatementKind
from reading.reader import read

_HEADINGS_ENOUGH = 4
_CLASSES = {
    DocumentErrorClass.ENCRYPTED: VisitClass.ENCRYPTED,
    DocumentErrorClass.EMPTY: VisitClass.EMPTY_SHELL,
    DocumentErrorClass.TRUNCATED: VisitClass.TRUNCATED,
    DocumentErrorClass.UNSUPPORTED_FORMAT: VisitClass.UNSUPPORTED_FORMAT,
    DocumentErrorClass.TOO_LARGE: VisitClass.BUDGET_EXHAUSTED,
    DocumentErrorClass.TIMEOUT: VisitClass.TIMEOUT,
}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the content says. ``failure`` is ``None`` where it is the report.

    ``is_report`` tells that it is a report at all, of whatever year and agency.
    """

    failure: VisitClass | None = None
    reason: str = ""
    is_report: bool = True
    flags: tuple[str, ...] = ()


def verify(
    body: bytes, *, name: str, content_type: str | None, year: int, names: tuple[str, ...]
) -> Verification:
    """Judge ``body`` for the report of the agency called ``names`` on ``year``."""
    try:
        reading = read(body, name=name, content_type=content_type)
    except DocumentError as error:
        failure = _CLASSES.get(error.error_class, VisitClass.LAYOUT_CHANGED)
        return Verification(failure=failure, reason=str(error), is_report=False)
    if len(reading.parts) < _HEADINGS_ENOUGH and reading.edition is None:
        return Verification(
            failure=VisitClass.LAYOUT_CHANGED,
            reason=f"内容中没有识别出年度报告（{len(reading.parts)} 个标题，没有统计表）：{name}",
            is_report=False,
        )
    return _judge_year(reading, year) or _judge_issuer(reading, names)


def _judge_year(reading: ReportReading, year: int) -> Verification | None:
    """A failure where the document speaks of other years only; ``None`` where the year is right."""
    periods = reading.said(StatementKind.STATISTICS_PERIOD)
    said = {day.year for s in periods for day in (s.start, s.end) if day is not None}
    if reading.year is not None:
        said.add(reading.year)
    if not said or year in said:
        return None
    years = "、".join(str(found) for found in sorted(said))
    return Verification(
        failure=VisitClass.WRONG_YEAR_FILE, reason=f"文件内容是 {years} 年的年度报告"
    )


def _judge_issuer(reading: ReportReading, names: tuple[str, ...]) -> Verification:
    wanted = [_plain(name) for name in names]
    issuer = _plain(reading.agency or "")
    if issuer and any(_is_same(issuer, name) for name in wanted):
        return Verification()
    is_mentioned = any(name in text for text in map(_plain, _texts(reading)) for name in wanted)
    title = _plain(reading.title or "")
    if issuer and not any(name in title for name in wanted) and not is_mentioned:
        return Verification(
            failure=VisitClass.WRONG_AGENCY_FILE,
            reason=f"文件内容是“{reading.agency}”的年度报告",
        )
    return Verification(flags=() if is_mentioned or issuer else ("issuer_unstated",))


def _is_same(issuer: str, name: str) -> bool:
    """Equal, or one is the other with the names of regions before it (教育局, 某市教育局)."""
    return issuer == name or issuer.endswith(name) or name.endswith(issuer)


def _texts(reading: ReportReading) -> Iterable[str]:
    yield reading.title or ""
    yield from (sentence.text for _, sentence in reading.sentences())


def _plain(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
