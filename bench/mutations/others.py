"""A report beside those of other years and of other agencies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from audit.case import AuditCase
from audit.circumstances import Likeness, Subordinate
from bench.mutations.model import Draft, Kind, anywhere
from portal_lab.report import LabReport
from reading.editions import DISPUTES, PROACTIVE, REQUESTS
from reading.model import Figure

_JUMPS = "CON35 CON36 CON44"
_STOCK = f"{PROACTIVE}.normative_documents"
_TELLING = 20
Figures = Mapping[str, str]


def _figures(report: LabReport, changes: Mapping[str, object]) -> LabReport:
    """A report whose cells are printed otherwise."""
    return replace(
        report, figures={**report.figures, **{path: str(cell) for path, cell in changes.items()}}
    )


def _before(
    name: str,
    must: str,
    may: str,
    change: Callable[[Draft, Figures], Mapping[str, object] | None],
    back: int = 1,
) -> Kind:
    """Figures of the report ``back`` years before are others than they were."""

    @anywhere(name, must, f"{may} {_JUMPS}")
    def planted(draft: Draft) -> Draft | None:
        older = draft.held.get(draft.year - back)
        cells = change(draft, older.figures) if older else None
        if older is None or not cells:
            return None
        held = {**draft.held, older.year: _figures(older, cells)}
        return replace(draft, held=held)

    return planted


def _more(figures: Figures, *paths: str, by: int = 3) -> Mapping[str, object]:
    return {path: int(figures[path]) + by for path in paths}


def _other_carry_over(_: Draft, before: Figures) -> Mapping[str, object]:
    return _more(before, f"{REQUESTS}.carried_out.individual", f"{REQUESTS}.carried_out.total")


def _other_column(_: Draft, before: Figures) -> Mapping[str, object] | None:
    """The total is carried over rightly, two kinds of applicants are not."""
    giver, taker = f"{REQUESTS}.carried_out.individual", f"{REQUESTS}.carried_out.company"
    if not int(before[giver]):
        return None
    return {giver: int(before[giver]) - 1, taker: int(before[taker]) + 1}


def _other_stock(draft: Draft, before: Figures) -> Mapping[str, object] | None:
    path = f"{_STOCK}.in_force"
    return _more(before, path) if draft.is_2021 and path in before else None


def _other_items(draft: Draft, before: Figures) -> Mapping[str, object] | None:
    path = f"{PROACTIVE}.licences.previous_items"
    return _more(before, path) if not draft.is_2021 and path in before else None


def _tenfold(draft: Draft, _: Figures) -> Mapping[str, object] | None:
    path = f"{PROACTIVE}.licences.decisions"
    return {path: draft.number(path) * 10 + 50}


def _same_table_two(draft: Draft, before: Figures) -> Mapping[str, object] | None:
    """All of table two again; documents in force would otherwise not go on from year to year."""
    own = {p: v for p, v in draft.report.figures.items() if p.startswith(PROACTIVE)}
    if not draft.is_2021 or own.keys() - before.keys():
        return None
    return own


def _all_the_same(draft: Draft, before: Figures) -> Mapping[str, object] | None:
    own = draft.report.figures
    return own if own.keys() == before.keys() else None


def _pending(before: Figures) -> Mapping[str, object]:
    return _more(before, f"{DISPUTES}.review.pending", f"{DISPUTES}.review.total")


@anywhere("a case pending last year is gone", "CON37", f"CON15 {_JUMPS}")
def _pending_gone(draft: Draft) -> Draft | None:
    last = draft.last_year
    if last is None:
        return None
    changed = replace(last, figures={**last.figures, **_strings(_pending(last.figures))})
    none = draft.with_figures({p: 0 for p in draft.report.figures if p.startswith(DISPUTES)})
    return replace(none, held={**draft.held, last.year: changed})


def _strings(cells: Mapping[str, object] | None) -> Mapping[str, str]:
    return {path: str(cell) for path, cell in (cells or {}).items()}


@anywhere("reviews and no applications in two years", "CON32", f"CON37 CON42 CON43 AUT09 {_JUMPS}")
def _disputes_alone(draft: Draft) -> Draft | None:
    last = draft.last_year
    if last is None:
        return None
    gone = {p: 0 for p in draft.report.figures if p.startswith(REQUESTS)}
    some = {f"{DISPUTES}.review.upheld": 2, f"{DISPUTES}.review.total": 2}
    none = {p: 0 for p in draft.report.figures if p.startswith(DISPUTES)}
    told = draft.with_figures({**gone, **none, **some}).silent_on_requests()
    empty = {p: "0" for p in last.figures if not p.startswith(PROACTIVE)}
    held = {**draft.held, last.year: replace(last, figures={**last.figures, **empty})}
    return replace(told.saying("全年未收到政府信息公开申请。", "requests"), held=held)


def _same_words(name: str, back: int, must: str, may: str = "") -> Kind:
    """The words of this year stood in an earlier report already, with another year."""

    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft | None:
        older = draft.held.get(draft.year - back)
        if older is None:
            return None
        own = draft.swapped(str(draft.year), str(older.year)).report
        copied = replace(own, year=older.year, figures=older.figures, form=older.form)
        return replace(draft, held={**draft.held, older.year: copied})

    return change


@anywhere("part five is last year's", "AUT11", "AUT06")
def _same_problems(draft: Draft) -> Draft | None:
    last = draft.last_year
    if last is None:
        return None
    # The strategies' part five is the same every year; that of the lab differs, and is copied.
    return draft.with_part("problems", last.paragraphs["problems"])


@anywhere("part five names nothing concrete", "AUT11", "CON33")
def _vague_problems(draft: Draft) -> Draft:
    vague = (
        "工作中还存在一些问题和不足，主要是重视程度不够高。下一步，将认真加以改进，不断提高水平。"
    )
    return draft.with_part("problems", (vague,))


def _alike(name: str, must: str, likeness: Likeness) -> Kind:
    @anywhere(name, must, "")
    def change(draft: Draft) -> Draft | None:
        # Small offices rightly have the same few figures.
        if draft.number(f"{PROACTIVE}.licences.decisions") < _TELLING:
            return None

        def circumstance(case: AuditCase) -> AuditCase:
            one = replace(likeness, year=case.year)
            return replace(case, surroundings=replace(case.surroundings, likenesses=(one,)))

        return draft.with_case(circumstance)

    return change


@anywhere("departments come to more than their government", "CON34", "")
def _departments_exceed(draft: Draft) -> Draft | None:
    if not draft.is_government:
        return None

    def circumstance(case: AuditCase) -> AuditCase:
        path = f"{REQUESTS}.received.total"
        own: Figure = case.reading.figures[path]
        more = replace(own, value=(own.value or 0) + 5, printed="—")
        reading = replace(case.reading, figures={**case.reading.figures, path: more})
        below = (
            Subordinate(name="南浦县教育局", reading=reading),
            Subordinate(name="南浦县民政局"),
        )
        return replace(case, surroundings=replace(case.surroundings, subordinates=below))

    return draft.with_case(circumstance)


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    yield _before("last year carried over another number", "CON07", "CON42", _other_carry_over)
    yield _before("carried over from other applicants", "CON07", "", _other_column)
    yield _before("the stock does not go on from last year", "CON08", "CON43", _other_stock)
    yield _before("the items do not go on from last year", "CON30", "", _other_items)
    yield _before("a figure is a tenth of last year's", "CON35", "", _tenfold)
    yield _before("table two is last year's", "CON36", "CON08 CON43", _same_table_two)
    yield _before(
        "all figures are last year's", "CON44", "CON07 CON08 CON30 CON42 CON43", _all_the_same
    )
    yield _before(
        "all figures are those of two years before", "CON44", "CON42 CON43", _all_the_same, back=2
    )
    yield _before("an older carry-over is broken", "CON42", "", _other_carry_over, back=2)
    yield _before("an older stock is broken", "CON43", "CON08", _other_stock, back=2)
    yield _pending_gone
    yield _disputes_alone
    yield _same_words("the words are last year's", 1, "AUT06", "AUT11")
    yield _same_words("the words are those of two years before", 2, "AUT26")
    yield _same_problems
    yield _vague_problems
    alike = Likeness(agency="苏镇市民政局", year=0, text_share=Decimal("0.83"))
    yield _alike("the words are another agency's", "AUT07", alike)
    figures = replace(alike, text_share=Decimal("0.1"), has_same_figures=True)
    yield _alike("the figures are another agency's", "CON45", figures)
    yield _departments_exceed
