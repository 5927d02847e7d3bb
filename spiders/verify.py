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
from spiders.gist import Gist
from spiders.own_words import is_known_author, is_slip_of, other_author, year_spoken_of
from spiders.titles import is_body_below, is_other_agency, is_report_title, years_of

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
class Wanted:
    """Whose report on which year is looked for in a document called ``name``.

    ``is_alone`` tells that the document is no archive with the reports of many; ``is_compared``
    that its numbers are asked for, to be held against another version's.
    """

    name: str
    year: int
    names: tuple[str, ...]
    is_alone: bool = True
    is_compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the content says. ``failure`` is ``None`` where it is the report.

    ``is_report`` tells that it is a report at all, of whatever year and agency; ``is_signed`` that
    it is the agency's own, and does not only mention the agency. ``author`` is a body that the text
    names as its author: the report is another's if that body is an agency of its own. ``reading``
    is what was read, of the member ``held`` where the document is an archive; where another process
    read it, ``gist`` is what is kept of it. ``error`` says why nothing was read.
    """

    failure: VisitClass | None = None
    reason: str = ""
    is_report: bool = True
    is_signed: bool = False
    flags: tuple[str, ...] = ()
    author: str | None = None
    reading: ReportReading | None = None
    gist: Gist | None = None
    held: Held = WHOLE
    error: DocumentError | None = None

    @property
    def is_no_report(self) -> bool:
        """Whether it was read, and no report was found in it."""
        if self.error is not None:
            return self.error.error_class is DocumentErrorClass.NOT_A_REPORT
        return self._is_read and not self.is_report

    @property
    def openness(self) -> int:
        """0 where it may be the report but was not read, 1 for another report, 2 for no report."""
        if self.is_no_report:
            return 2
        return 1 if self._is_read else 0

    @property
    def _is_read(self) -> bool:
        return self.reading is not None or self.gist is not None


class Judge(Protocol):
    """Reads a document as a ``PagesReader`` and judges what was read."""

    def __call__(
        self, bodies: Sequence[bytes], *, content_types: Sequence[str | None], wanted: Wanted
    ) -> Verification:
        """What it is, with its ``reading`` or its ``gist``.

        Raises:
            DocumentError: the document cannot be used.
        """
        ...


def verify(
    document: Document,
    *,
    year: int,
    names: tuple[str, ...],
    others: Collection[str] = (),
    read: PagesReader = read_pages,
) -> Verification:
    """Judge ``document`` for the report of the agency called ``names`` on ``year``.

    ``others`` are names of agencies that are known to be others than this one.
    """
    wanted = Wanted(name=document.name, year=year, names=names)
    return verify_by(_judge_by(read), document, wanted, others)


def verify_by(
    judge: Judge, document: Document, wanted: Wanted, others: Collection[str] = ()
) -> Verification:
    """As ``verify``, by a judge that may work in another process.

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
    wanted = replace(wanted, is_alone=len(held) == 1)
    for one in sorted(held, key=lambda one: not any(name in one.member for name in wanted.names)):
        found = _verified(document, one, wanted, judge, others)
        if found.failure is None and (found.is_signed or wanted.is_alone):
            return found
        (doubtful if found.failure is None else failures).append(found)
        if sum(failure.failure in _COSTLY for failure in failures) >= _TROUBLES_BORNE:
            break
    return doubtful[0] if doubtful else min(failures, key=lambda failure: failure.openness)


def _judge_by(read: PagesReader) -> Judge:
    def judge(
        bodies: Sequence[bytes], *, content_types: Sequence[str | None], wanted: Wanted
    ) -> Verification:
        reading = read(bodies, name=wanted.name, content_types=content_types)
        return judge_reading(reading, wanted)

    return judge


def _verified(
    document: Document, held: Held, wanted: Wanted, judge: Judge, others: Collection[str]
) -> Verification:
    """The document, or the member of it that ``held`` is."""
    name = held.called(document.name)
    try:
        bodies = document.bodies if held == WHOLE else (_member(document, held, name),)
        found = judge(
            bodies, content_types=_headers(document, held), wanted=replace(wanted, name=name)
        )
    except DocumentError as error:
        return replace(_unusable(error), held=held)
    if found.author is not None and is_known_author(found.author, wanted.names, others):
        other = _of_other(found.author)
        found = replace(other, reading=found.reading, gist=found.gist)
    is_other = found.failure is not None and found.is_report and held != WHOLE
    reason = f"{name}：{found.reason}" if is_other else found.reason
    return replace(found, held=held, reason=reason)


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


def judge_reading(reading: ReportReading, wanted: Wanted) -> Verification:
    """Whether what was read is the report that is looked for, but for its ``author``."""
    reading = reading.on(wanted.year)
    return replace(_judged(reading, wanted), reading=reading)


def _judged(reading: ReportReading, wanted: Wanted) -> Verification:
    if not is_whole(reading) and reading.edition is None:
        seen = f"{len(reading.parts)} 个标题，没有统计表"
        return Verification(
            failure=VisitClass.LAYOUT_CHANGED,
            reason=f"内容中没有识别出年度报告（{seen}）：{wanted.name}",
            is_report=False,
        )
    return _judge_year(reading, wanted.year) or _judge_issuer(reading, wanted)


def _judge_year(reading: ReportReading, year: int) -> Verification | None:
    """A failure where the document speaks of other years only; ``None`` where the year is right."""
    periods = reading.said(StatementKind.STATISTICS_PERIOD)
    said = {day.year for s in periods for day in (s.start, s.end) if day is not None}
    if len(several := _years_titled(reading, said)) > 1:
        years = "、".join(map(str, several))
        reason = f"文件中有 {years} 年的几份年度报告，本系统不能分开识读"
        return Verification(failure=VisitClass.AMBIGUOUS, reason=reason)
    is_other_text = bool(said - {year}) and said == {year_spoken_of(reading, year)}
    if reading.year is not None and not is_other_text:
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


def _judge_issuer(reading: ReportReading, looked_for: Wanted) -> Verification:
    found = _judge_named(reading, looked_for)
    return replace(found, author=other_author(reading, looked_for.names))


def _judge_named(reading: ReportReading, looked_for: Wanted) -> Verification:
    """By the issuer that it names, and by whom it mentions."""
    wanted = [_plain(name) for name in looked_for.names]
    issuer = _plain(reading.agency or "")
    if issuer and any(_is_same(issuer, name) for name in wanted):
        return Verification(is_signed=True)
    if issuer and is_body_below(issuer, wanted):
        return _of_other(reading.agency or "")
    is_mentioned = any(name in text for text in map(_plain, _texts(reading)) for name in wanted)
    is_slip = looked_for.is_alone and any(is_slip_of(issuer, name) for name in wanted)
    is_other = is_other_agency(issuer, wanted) and not is_slip
    title = _plain(reading.title or "")
    if issuer and is_other and not any(name in title for name in wanted) and not is_mentioned:
        return _of_other(reading.agency or "")
    return Verification(flags=() if is_mentioned or issuer else ("issuer_unstated",))


def _of_other(agency: str) -> Verification:
    return Verification(
        failure=VisitClass.WRONG_AGENCY_FILE, reason=f"文件内容是“{agency}”的年度报告"
    )


def _is_same(issuer: str, name: str) -> bool:
    """Equal, or one is the other with the names of regions before it (教育局, 某市教育局)."""
    return issuer == name or issuer.endswith(name) or name.endswith(issuer)


def _texts(reading: ReportReading) -> Iterable[str]:
    yield reading.title or ""
    yield from (sentence.text for _, sentence in reading.sentences())


def _plain(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
