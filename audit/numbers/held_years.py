"""The agency's own reports on other years: their figures beside those of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from audit.case import AuditCase
from audit.model import Evidence, NotApplicable, Undetermined
from audit.numbers.arithmetic import Term, term_of
from audit.scope import FIRST_YEAR, refuse_older_reports
from reading.model import Figure, ReportReading

_CLAUSE = re.compile(r"[^，；。,;\n]+")
_SHOWN = 2
_NAME_ENDS = re.compile(r"人民政府|管理委员会|管委会|办公室")


def tables_of_previous(case: AuditCase) -> ReportReading:
    """Last year's report, for rules that compare its tables with those of this one.

    Raises:
        NotApplicable: there was no national format in the year before.
        Undetermined: last year's report is not held, or has no statutory tables, or is that of
            an agency of another name: agencies are merged and renamed.
    """
    refuse_older_reports(case)
    before = case.year - 1
    if before < FIRST_YEAR:
        raise NotApplicable(f"{before}年度没有全国统一格式的表格，不作比较")
    previous = report_before(case)
    if previous.edition is None:
        raise Undetermined(f"{before}年度年报没有识别到表格，不能比较")
    if is_other_agency(case, previous):
        raise Undetermined(
            f"{before}年度年报的机关名称为“{previous.agency}”，可能有机构调整，不能直接比较"
        )
    return previous


def report_before(case: AuditCase) -> ReportReading:
    """Last year's report, which must say so itself.

    Raises:
        Undetermined: it is not held, or the document that is held names another year: one report
            kept in the place of another must not be told as a copy.
    """
    before, previous = case.year - 1, case.previous
    if previous.year not in (None, before):
        raise Undetermined(
            f"作为{before}年度年报取得的文件写明的年度为{previous.year}年，不能用于比较"
        )
    return previous


def reports_before(case: AuditCase) -> Mapping[int, ReportReading]:
    """The reports held on years before last year, those that name another year left out."""
    return {
        year: reading
        for year, reading in sorted(case.other_years.items())
        if year < case.year - 1 and reading.year in (None, year)
    }


def is_other_agency(case: AuditCase, other: ReportReading) -> bool:
    """Whether the report on another year names an agency that this one is not known by."""
    own = {*case.names, case.reading.agency} - {None}
    if not own or not other.agency:
        return False
    stem = _NAME_ENDS.sub("", other.agency)
    return not any(stem in name or _NAME_ENDS.sub("", name) in stem for name in own if name)


def term_of_year(reading: ReportReading, path: str, year: int, name: str) -> Term:
    """A figure of the report on ``year``, named so that the working tells the year."""
    return term_of(reading, path, f"{year}年度年报“{name}”")


def evidence_of_year(term: Term, year: int) -> Iterator[Evidence]:
    """Where a figure of the report on ``year`` stands; nothing where it was not read."""
    if term.figure is not None:
        yield evidence_at_year(term.figure, year)


def evidence_at_year(figure: Figure, year: int) -> Evidence:
    """Where a figure of the report on ``year`` stands."""
    return Evidence(at=f"{year}年度年报 {figure.at}", printed=figure.printed or "")


def years_with_tables(case: AuditCase) -> Mapping[int, ReportReading]:
    """All held reports of the agency with statutory tables by year, this one among them.

    Raises:
        NotApplicable: this report is from before the national format.
    """
    refuse_older_reports(case)
    others = {
        year: reading
        for year, reading in case.other_years.items()
        if year >= FIRST_YEAR
        and reading.edition
        and reading.year in (None, year)
        and not is_other_agency(case, reading)
    }
    return dict(sorted({**others, case.year: case.reading}.items()))


def clause_saying(reading: ReportReading, *words: re.Pattern[str]) -> Evidence | None:
    """The first clause of the narrative in which each of the patterns is met."""
    for _, sentence in reading.sentences():
        for clause in _CLAUSE.findall(sentence.text):
            if all(pattern.search(clause) for pattern in words):
                return Evidence(at=sentence.at, printed=clause.strip())
    return None


def reason_of(*terms: Term) -> str | None:
    """Why these figures cannot be compared; ``None`` where each is a number."""
    reasons = [
        f"{term.name}：{term.no_number}" if term.name else term.no_number
        for term in terms
        if term.no_number
    ]
    told = list(dict.fromkeys(reasons))
    rest = f"；等{len(told)}处" if len(told) > _SHOWN else ""
    return "；".join(told[:_SHOWN]) + rest or None
