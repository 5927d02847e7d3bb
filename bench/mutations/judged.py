"""A draft as the rules see it: read without printing it, or printed as a page and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from builders import TAGS, conforming_case, seen_visits

from archive.model import DateBasis
from audit.case import AuditCase
from audit.circumstances import Surroundings
from audit.engine import judge
from audit.model import Outcome
from audit.rule import Rule
from bench.mutations.model import Draft
from portal_lab.report import LabReport
from reading.cells import figure_of_cell
from reading.editions import EDITIONS, REQUESTS, Edition, Row, locator
from reading.facts import identity_of, signature_of
from reading.found import BALANCE_NOTE
from reading.model import Figure, FigureState, Media, PartName, ReportReading
from reading.narrative import loose_sentences, part
from reading.statements.statements import statements_of
from registry.model import AgencyKind

OTHER_AGENCIES = {
    "苏镇市民政局": (),
    "苏镇市卫生健康委员会": ("苏镇市卫健委",),
    "苏镇市人民政府": (),
}
_READ: dict[int, tuple[LabReport, ReportReading]] = {}
COLUMN = ("首页", "政府信息公开", "政府信息公开年报")


def fired(draft: Draft, rules: tuple[Rule, ...], reading: ReportReading | None = None) -> set[str]:
    """The codes with findings, and those of rules that crashed with a mark."""
    results = judge(case_of(draft, reading or reading_of(draft)), rules)
    crashed = {f"{r.rule} crashed" for r in results if r.outcome is Outcome.CRASHED}
    return {r.rule for r in results if r.findings} | crashed


def case_of(draft: Draft, reading: ReportReading | None) -> AuditCase:
    """The case of a draft: published in time and in order, others looked at, as far as known."""
    after = draft.year + 1
    case = conforming_case(reading, names=(draft.report.agency,))
    due = date(after, 3, 31) if draft.is_government else date(after, 1, 31)
    dates = {DateBasis.LABEL: date(after, 1, 20), DateBasis.META: date(after, 1, 20)}
    publication = replace(
        case.publication,
        claimed_date=date(after, 1, 20),
        claimed_dates=dates,
        visits=tuple(seen_visits(after)),
        not_before=date(after, 1, 19),
        not_after=date(after, 1, 21),
        submitted_date=date(after, 1, 15),
        column_names=COLUMN,
        tags={**TAGS, "PubDate": f"{after}-01-20 09:00"},
    )
    case = replace(
        case,
        as_of=date(after, 4, 10),
        given_year=draft.year,
        kind=AgencyKind.GOVERNMENT if draft.is_government else AgencyKind.DEPARTMENT,
        due_date=due,
        publication=publication,
        surroundings=Surroundings(agencies=OTHER_AGENCIES, likenesses=(), documents={}),
    )
    others = {year: _held(report) for year, report in draft.held.items()}
    case = replace(case, other_years=others)
    for circumstance in draft.circumstances:
        case = circumstance(case)
    return case


def reading_of(draft: Draft) -> ReportReading:
    """What the reader makes of the draft where nothing is lost in printing."""
    report, edition = draft.report, draft.edition
    whole = {
        PartName(name): part(PartName(name), heading, report.paragraphs[name])
        for name, heading in report.headings.items()
    }
    everything = [report.title, *report.preamble]
    everything += [text for name in report.headings for text in report.paragraphs[name]]
    everything += draft.trailer
    identity = identity_of([report.title, *report.preamble], everything)
    signed, signature = signature_of(everything)
    before = loose_sentences(report.preamble, label="正文前")
    behind = [text for text in draft.trailer if text not in signature]
    after = loose_sentences(behind, label="正文后")
    figures = figures_of(draft)
    has_tables = any(figure.state is not FigureState.MISSING for figure in figures.values())
    has_requests = any(
        figure.state is not FigureState.MISSING
        for path, figure in figures.items()
        if path.startswith(REQUESTS)
    )
    notes = dict(draft.labels)
    if draft.note is not None and has_requests:
        notes[BALANCE_NOTE] = draft.note
    return ReportReading(
        media=Media.HTML,
        title=identity.title,
        agency=identity.agency,
        year=identity.year,
        year_basis=identity.year_basis,
        edition=edition if has_tables else None,
        preamble=before,
        parts=whole,
        figures=figures if has_tables else {},
        statements=statements_of(whole, before, after, year=identity.year, agency=identity.agency),
        trailer=after,
        claimed_dates={} if signed is None else {"signed": signed},
        table_notes=notes,
    )


def figures_of(draft: Draft) -> dict[str, Figure]:
    """The figures of the edition, and those of rows of the other that the draft has."""
    printed = draft.report.figures
    found: dict[str, Figure] = {}
    number = 0
    for row in _rows(draft.edition, printed):
        held = [path in printed for path in row.paths()]
        number += row.table == REQUESTS and any(held)
        for column, path in zip(row.columns, row.paths(), strict=True):
            at = locator(row, column, number)
            if path in printed:
                found[path] = figure_of_cell(printed[path], column, path=path, at=at)
            else:
                found[path] = Figure(
                    path=path, at=at, state=FigureState.MISSING, reason="文件中没有这一项"
                )
    return found


def _rows(edition: Edition, printed: Mapping[str, str]) -> tuple[Row, ...]:
    own = {row.path for row in edition.rows}
    foreign = [
        row
        for other in EDITIONS
        for row in other.request_rows
        if row.path not in own and row.paths()[0] in printed
    ]
    place = edition.rows.index(edition.row(f"{REQUESTS}.concluded"))
    return (*edition.rows[:place], *foreign, *edition.rows[place:])


def _held(report: LabReport) -> ReportReading:
    """A report on another year, read once however many defects are planted into this year's."""
    known = _READ.get(id(report))
    if known is None or known[0] is not report:
        known = _READ[id(report)] = (report, reading_of(Draft(report=report)))
    return known[1]
