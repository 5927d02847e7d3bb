"""Notify (告知): drafts of notices and the board, from what the ledger holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.clock import local_date
from ledger.model import CaseRow, PublicationState
from ledger.said import NoticeKind
from notices.board import write_board
from notices.papers.access_letter import AccessLetterView, access_letter_paper
from workflow.papers.drafts.case_drafts import CaseDrafts
from workflow.papers.drafts.drafting import Draft, Drafted, Drafting, paper_writer
from workflow.papers.drafts.ladder_job import ladder_drafts
from workflow.papers.views.access_letters import access_letter, due_date_ahead
from workflow.papers.views.board_views import board_view
from workflow.papers.views.judged import judged_of
from workflow.papers.views.notice_views import JudgedRows
from workflow.progress import working
from workflow.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written for one year.

    ``notices`` are the drafts of notices and rechecks, ``letters`` those that ask for access,
    ``steps`` those of the ladder (提醒、催办、通报); ``left_out`` says of each form that could
    not be made why, each reason once.
    """

    year: int
    board: Path
    notices: tuple[Path, ...]
    judged: tuple[JudgedRows, ...]
    letters: tuple[Path, ...] = ()
    steps: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()


def notify(workplace: Workplace) -> tuple[Written, ...]:
    """Write drafts and board for each year from the last finished runs, in the registry's order.

    The board of a year is ``<reports>/<year>/index.html`` and always the present one; so are the
    drafts beside it, which nobody has taken in hand yet.

    Raises:
        DubanError: a template is wrong or a folder cannot be written; what was written last stays.
    """
    return tuple(_write_year(workplace, year) for year in workplace.years)


def _write_year(workplace: Workplace, year: int) -> Written:
    config = workplace.config
    folder = config.reports_dir / str(year)
    judged = judged_of(workplace, year)
    notices: dict[str, Drafted] = {}
    letters: dict[str, Drafted] = {}
    with paper_writer(config) as writer:
        drafting = Drafting(workplace, writer, year)
        drafts = CaseDrafts(workplace, drafting)
        with working(workplace.progress, len(judged), f"起草文书（{year}年度）"):
            for rows in judged:
                notice = drafts.keep(rows)
                if notice is not None:
                    notices[rows.case.agency_id] = notice
                letter = _keep_letter(workplace, drafting, rows.case)
                if letter is not None:
                    letters[rows.case.agency_id] = letter
                workplace.progress.advanced(rows.case.agency_name)
        steps = ladder_drafts(workplace, drafting, year, [rows.case for rows in judged])
    pages = {
        rows.case.agency_id: page
        for rows in judged
        if (page := drafts.page_of(rows, notices.get(rows.case.agency_id))) is not None
    }
    board = board_view(
        judged,
        _hrefs(pages, folder),
        _hrefs({agency: one.path for agency, one in letters.items()}, folder),
        office=config.office.name,
        year=year,
        made_at=workplace.clock.now(),
    )
    drafted = (*notices.values(), *letters.values(), *steps)
    return Written(
        year=year,
        board=write_board(board, folder),
        notices=tuple(one.path for one in notices.values()),
        judged=judged,
        letters=tuple(one.path for one in letters.values()),
        steps=tuple(one.path for one in steps),
        left_out=tuple(dict.fromkeys(reason for one in drafted for reason in one.left_out)),
    )


def _keep_letter(workplace: Workplace, drafting: Drafting, case: CaseRow) -> Drafted | None:
    """The letter that asks for access; a draft of it ends once the site lets us in."""
    letter = _access_letter(workplace, case)
    if letter is None:
        if case.state is not PublicationState.UNKNOWN:
            drafting.end(NoticeKind.ACCESS_LETTER, case.agency_id, "网站已经可以访问")
        return None
    return drafting.keep(
        Draft(
            paper=access_letter_paper(letter),
            run_id=case.run_id,
            agency_id=letter.agency_id,
            year=case.year,
            reason="网站两日以上不予访问",
        )
    )


def _access_letter(workplace: Workplace, case: CaseRow) -> AccessLetterView | None:
    """Only where nothing is known of the report because a site turned us away."""
    if case.state is not PublicationState.UNKNOWN:
        return None
    registry = workplace.registry
    agency = registry.agencies[case.agency_id]
    places = registry.places_of(agency.agency_id)
    today = local_date(workplace.clock.now())
    due_date = due_date_ahead(agency, case.year, registry, today)
    return access_letter(
        workplace.config, workplace.ledger, agency, places, case.year, due_date=due_date
    )


def _hrefs(pages: Mapping[str, Path], folder: Path) -> dict[str, str]:
    """Addresses relative to the board."""
    return {agency: quote(page.relative_to(folder).as_posix()) for agency, page in pages.items()}
