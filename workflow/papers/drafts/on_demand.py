"""Drafts a document because a person asks for it, apart from the runs."""

from __future__ import annotations

from config.clock import Clock
from config.errors import DubanError
from config.settings import Config
from ledger.said import NoticeKind
from workflow.papers.drafts.case_drafts import CaseDrafts
from workflow.papers.drafts.drafting import Drafted, Drafting, paper_writer
from workflow.papers.drafts.overall import OVERALL
from workflow.papers.views.judged import judged_of
from workflow.progress import Progress
from workflow.workplace import Workplace, open_workplace

ON_DEMAND = tuple(OVERALL)


def draft_overall(
    config: Config, clock: Clock, progress: Progress, kind: NoticeKind, years: tuple[int, ...]
) -> tuple[Drafted, ...]:
    """Draft a document over all agencies, one of ``ON_DEMAND``, for each year.

    Raises:
        DubanError: nothing was judged for a year, another job is at work, or a draft cannot be
            written.
    """
    with (
        open_workplace(config, clock, progress, None, years) as workplace,
        paper_writer(config) as writer,
    ):
        return tuple(
            OVERALL[kind](workplace, Drafting(workplace, writer, year), year)
            for year in workplace.years
        )


def draft_for_agency(
    config: Config, clock: Clock, progress: Progress, agency: str, years: tuple[int, ...]
) -> tuple[Drafted, ...]:
    """Draft the notice or the recheck for one agency, named by its id or full name.

    Raises:
        DubanError: no such agency is watched, another job is at work, or a draft cannot be
            written.
    """
    with (
        open_workplace(config, clock, progress, None, years) as workplace,
        paper_writer(config) as writer,
    ):
        agency_id = _watched(workplace, agency)
        drafted = [
            CaseDrafts(workplace, Drafting(workplace, writer, year)).keep(rows)
            for year in workplace.years
            for rows in judged_of(workplace, year)
            if rows.case.agency_id == agency_id
        ]
    return tuple(one for one in drafted if one is not None)


def _watched(workplace: Workplace, text: str) -> str:
    for agency in workplace.registry.agencies.values():
        if text in (agency.agency_id, agency.name):
            return agency.agency_id
    raise DubanError(f"名录中没有机关“{text}”；写全称或编号，见 duban registry check")
