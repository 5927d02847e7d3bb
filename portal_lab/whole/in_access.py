"""Traps on the way: blocks, faults, robots, columns that moved; and what the phases change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial

from config.clock import SHANGHAI
from portal_lab.faults import FaultKind
from portal_lab.phases import Phase
from portal_lab.render_html import Hand, report_html
from portal_lab.whole.draft import LAST_YEAR, Draft, Outcome, Planned, Plant
from portal_lab.whole.media import Media, attachment

_ORDER = tuple(Phase)


def on_the_way(
    what: str,
    kind: FaultKind,
    visit_class: str = "",
    *,
    year: int = LAST_YEAR,
    nth: int | None = None,
    seconds: float = 0.0,
    also: tuple[str, ...] = (),
) -> Plant:
    """T15 to T19: a fault; ``visit_class`` is what comes of it, empty where it is overcome."""

    def plant(draft: Draft) -> None:
        draft.planned.append(Planned(what=what, kind=kind, year=year, nth=nth, seconds=seconds))
        if not visit_class:
            return
        if what in ("article", "file"):
            draft.expect(year, visit_class, also=also)
        else:
            draft.everywhere = Outcome(visit_class=visit_class, also=also)

    return plant


def robots(text: str, visit_class: str = "", *, content_type: str = "text/plain") -> Plant:
    """T18: the rules of the site."""

    def plant(draft: Draft) -> None:
        draft.robots, draft.robots_type = text, content_type
        if visit_class:
            draft.everywhere = Outcome(visit_class=visit_class)

    return plant


def column_moved(path: str, kind: FaultKind = FaultKind.REDIRECT_HOME) -> Plant:
    """T12, T23: the address in the registry is dead, the column lies elsewhere on the site."""

    def plant(draft: Draft) -> None:
        draft.moved_column = path
        draft.planned.append(Planned(what=path, kind=kind))

    return plant


def unpublished(draft: Draft) -> None:
    """T24: no report on the last year, and none before it is missing."""
    draft.entries[LAST_YEAR] = []


def nothing_at_all(draft: Draft) -> None:
    """T15, T22: the column is empty."""
    draft.entries = {year: [] for year in draft.entries}
    draft.others = []
    draft.is_empty = True


def published_on(day: date, year: int = LAST_YEAR) -> Plant:
    """T25: on that day, be it after the day it was due."""

    def plant(draft: Draft) -> None:
        draft.change(year, shown_date=day)

    return plant


def is_from(draft: Draft, phase: Phase) -> bool:
    """Whether ``phase`` has come."""
    return _ORDER.index(draft.phase) >= _ORDER.index(phase)


def republished_here(draft: Draft) -> None:
    """T03: other bytes at the same address."""
    if not is_from(draft, Phase.REPUBLISHED):
        return
    report = draft.reports[LAST_YEAR]
    new = replace(
        report,
        preamble=(*report.preamble, "本报告于公布后作了文字更正，以本版为准。"),
    )
    entry = draft.report(LAST_YEAR)
    if entry.content is not None:
        draft.change(LAST_YEAR, content=cache(partial(report_html, new, Hand.EDITOR)))
    else:
        draft.change(LAST_YEAR, attachments=(attachment(Media.DOCX, new),))
    _expect_republished(draft)


def republished_elsewhere(draft: Draft) -> None:
    """T03: a new address with new bytes, the old one is kept."""
    if not is_from(draft, Phase.REPUBLISHED):
        return
    old = draft.report(LAST_YEAR)
    report = replace(draft.reports[LAST_YEAR], preamble=("本报告为更正后的版本。",))
    new = replace(
        old,
        number=old.number + 700,
        title=f"{old.title}（更正版）",
        late_at=datetime(2026, 2, 20, 10, tzinfo=SHANGHAI),
        content=cache(partial(report_html, report, Hand.PLAIN)),
    )
    draft.entries[LAST_YEAR] = [new, old]
    _expect_republished(draft)


def removed(draft: Draft) -> None:
    """T26: gone after it was published."""
    if is_from(draft, Phase.REMOVED):
        draft.entries[LAST_YEAR] = []
        draft.expect(LAST_YEAR, "removed", alone="not_seen")


def redesigned(variant: str) -> Plant:
    """T23: the site has another shape and other addresses."""

    def plant(draft: Draft) -> None:
        if not is_from(draft, Phase.REDESIGNED):
            return
        draft.other_variant = variant
        for year in draft.entries:
            draft.expect(year, "collected", also=("layout_changed", "republished"))

    return plant


def referer_wanted(draft: Draft) -> None:
    """T32: files are given only to those who name the page they come from."""
    draft.needs_referer = True


def _expect_republished(draft: Draft) -> None:
    if draft.phase is Phase.REPUBLISHED:
        draft.expect(LAST_YEAR, "republished", alone="collected")
    else:
        draft.expect(LAST_YEAR, "collected", also=("republished",))
