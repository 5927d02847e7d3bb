"""Whether a document is the report looked for: its kind, its year, its issuer (下载后核验).

A right title with a wrong file is a real case: the title nominates, the content decides. The
audit asks the same question of what was collected, so that both have the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from archive.model import VisitClass
from reading.errors import DocumentError, DocumentErrorClass
from reading.members import WHOLE, Held, documents_in
from reading.model import ReportReading, StatementKind
from reading.reader import read_pages
from spiders.titles import is_body_below, is_report_title, years_of

_HEADINGS_ENOUGH = 4
# Members of one archive that may cost us a whole time limit before the rest is left alone.
_TROUBLES_BORNE = 3
# What is ours stays ours: a website that answers is never said to be slow because we are.
_CLASSES = {
    DocumentErrorClass.ENCRYPTED: VisitClass.ENCRYPTED,
    DocumentErrorClass.EMPTY: VisitClass.EMPTY_SHELL,
    DocumentErrorClass.TRUNCATED: VisitClass.TRUNCATED,
    DocumentErrorClass.UNSUPPORTED_FORMAT: VisitClass.UNSUPPORTED_FORMAT,
    DocumentErrorClass.TOO_LARGE: VisitClass.BUDGET_EXHAUSTED,
    DocumentErrorClass.TIMEOUT: VisitClass.BUDGET_EXHAUSTED,
    DocumentErrorClass.READER_FAILED: VisitClass.ADAPTER_ERROR,
}
_COSTLY = frozenset({VisitClass.BUDGET_EXHAUSTED, VisitClass.ADAPTER_ERROR})
# No title is longer.
_TITLE_LENGTH = 80
_SPACES = re.compile(r"\s+")


class PagesReader(Protocol):
    """Reads a document: one body, or the pages of an article in their order."""

    def __call__(
        self, bodies: Sequence[bytes], *, name: str, content_types: Sequence[str | None]
    ) -> ReportReading:
        """The reading.

        Raises:
            DocumentError: the document cannot be used.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was served: one body, or the pages of an article in their order."""

    name: str
    bodies: tuple[bytes, ...]
    content_types: tuple[str | None, ...] = (None,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the content says. ``failure`` is ``None`` where it is the report.

    ``is_report`` tells that it is a report at all, of whatever year and agency; ``is_signed`` that
    it is the agency's own, and does not only mention the agency. ``reading`` is
    what was read, of the member ``held`` where the document is an archive; ``error`` says why
    nothing was.
    """

    failure: VisitClass | None = None
    reason: str = ""
    is_report: bool = True
    is_signed: bool = False
    flags: tuple[str, ...] = ()
    reading: ReportReading | None = None
    held: Held = WHOLE
    error: DocumentError | None = None

    @property
    def is_no_report(self) -> bool:
        """Whether it was read, and no report was found in it."""
        if self.error is not None:
            return self.error.error_class is DocumentErrorClass.NOT_A_REPORT
        return self.reading is not None and not self.is_report

    @property
    def openness(self) -> int:
        """0 where it may be the report but was not read, 1 for another report, 2 for no report."""
        if self.is_no_report:
            return 2
        return 0 if self.reading is None else 1


def verify(
    document: Document, *, year: int, names: tuple[str, ...], read: PagesReader = read_pages
) -> Verification:
    """Judge ``document`` for the report of the agency called ``names`` on ``year``.

    Of an archive the first member that is the agency's own report wins, those whose name says so
    are read first; else one that only mentions the agency, as far as the verification of a
    document goes; where none is the report, the failure that tells most is given.
    """
    try:
        held = documents_in(document.bodies[0]) if len(document.bodies) == 1 else (WHOLE,)
    except DocumentError as error:
        named = DocumentError(error.error_class, f"{document.name}：{error}")
        return _unusable(named)
    failures: list[Verification] = []
    doubtful: list[Verification] = []
    for one in sorted(held, key=lambda one: not any(name in one.member for name in names)):
        found = _verified(document, one, year, names, read)
        if found.failure is None and (found.is_signed or len(held) == 1):
            return found
        (doubtful if found.failure is None else failures).append(found)
        if sum(failure.failure in _COSTLY for failure in failures) >= _TROUBLES_BORNE:
            break
    return doubtful[0] if doubtful else min(failures, key=lambda failure: failure.openness)


def _verified(
    document: Document, held: Held, year: int, names: tuple[str, ...], read: PagesReader
) -> Verification:
    """The document, or the member of it that ``held`` is."""
    name = held.called(document.name)
    try:
        bodies = document.bodies if held == WHOLE else (_member(document, held, name),)
        reading = read(bodies, name=name, content_types=_headers(document, held))
    except DocumentError as error:
        return replace(_unusable(error), held=held)
    found = _judge_reading(reading, name=name, year=year, names=names)
    is_other = found.failure is not None and found.is_report and held != WHOLE
    reason = f"{name}：{found.reason}" if is_other else found.reason
    return replace(found, reading=reading, held=held, reason=reason)


def _headers(document: Document, held: Held) -> tuple[str | None, ...]:
    """The headers speak of what was served, not of what lies inside."""
    return document.content_types if held == WHOLE else (None,)


def _member(document: Document, held: Held, name: str) -> bytes:
    try:
        return held.body_in(document.bodies[0])
    except DocumentError as error:
        raise DocumentError(error.error_class, f"{name}：{error}") from error


def _unusable(error: DocumentError) -> Verification:
    failure = _CLASSES.get(error.error_class, VisitClass.LAYOUT_CHANGED)
    return Verification(failure=failure, reason=str(error), is_report=False, error=error)


def is_whole(reading: ReportReading) -> bool:
    """Whether most parts of a report stand in it, and not a table alone."""
    return len(reading.parts) >= _HEADINGS_ENOUGH


def _judge_reading(
    reading: ReportReading, *, name: str, year: int, names: tuple[str, ...]
) -> Verification:
    """Whether what was read is the report on ``year`` of the agency called ``names``."""
    if not is_whole(reading) and reading.edition is None:
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
    if len(several := _years_titled(reading, said)) > 1:
        years = "、".join(map(str, several))
        reason = f"文件中有 {years} 年的几份年度报告，本系统不能分开识读"
        return Verification(failure=VisitClass.AMBIGUOUS, reason=reason)
    if reading.year is not None:
        said.add(reading.year)
    if not said or year in said:
        return None
    years = "、".join(str(found) for found in sorted(said))
    return Verification(
        failure=VisitClass.WRONG_YEAR_FILE, reason=f"文件内容是 {years} 年的年度报告"
    )


def _years_titled(reading: ReportReading, periods: Collection[int]) -> tuple[int, ...]:
    """The years of the reports that stand in one document, each under a title of its own.

    A neighbour's title at the foot of a page is no report: its period of figures is missing.
    """
    lines = (reading.title or "", *(sentence.text for _, sentence in reading.sentences()))
    titled = {
        years_of(line) for line in lines if len(line) <= _TITLE_LENGTH and is_report_title(line)
    }
    return tuple(year for year in sorted(periods) if (year,) in titled)


def _judge_issuer(reading: ReportReading, names: tuple[str, ...]) -> Verification:
    wanted = [_plain(name) for name in names]
    issuer = _plain(reading.agency or "")
    if issuer and any(_is_same(issuer, name) for name in wanted):
        return Verification(is_signed=True)
    if issuer and is_body_below(issuer, wanted):
        return Verification(
            failure=VisitClass.WRONG_AGENCY_FILE,
            reason=f"文件内容是“{reading.agency}”的年度报告",
        )
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
