"""Notify (告知): drafts of notices and the board, from what the ledger holds."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from audit.catalogue import CATALOGUE
from config.clock import local_date
from ledger.model import CaseRow, Decision, NoticeRow, PublicationState
from ledger.said import Waiver
from notices.letters import AccessLetterView, write_access_letter
from notices.write import write_board, write_notice
from workflow.access_letters import access_letter
from workflow.board_views import board_view
from workflow.evidence import documents_behind
from workflow.notice_views import JudgedRows, notice_view
from workflow.progress import working
from workflow.telling import imprecise_rules, told_of, waived_rules
from workflow.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written for one year."""

    year: int
    board: Path
    notices: tuple[Path, ...]
    judged: tuple[JudgedRows, ...]
    letters: tuple[Path, ...] = ()


def notify(workplace: Workplace) -> tuple[Written, ...]:
    """Write drafts and board for each year from the last finished runs, in the registry's order.

    The board of a year is ``<reports>/<year>/index.html`` and always the present one; the drafts
    of a run lie beside it in a folder named after the run and stay.
    """
    return tuple(_write_year(workplace, year) for year in workplace.years)


def _write_year(workplace: Workplace, year: int) -> Written:
    folder = workplace.config.reports_dir / str(year)
    places = {agency: place for place, agency in enumerate(workplace.registry.agencies)}
    cases = sorted(workplace.ledger.cases(year), key=lambda case: places[case.agency_id])
    imprecise = imprecise_rules(CATALOGUE, workplace.ledger.precisions(), workplace.config.audit)
    decisions = workplace.ledger.last_decisions(year)
    waivers = workplace.ledger.waivers.in_force(local_date(workplace.clock.now()))
    judged = tuple(_rows(workplace, case, imprecise, decisions, waivers) for case in cases)
    paths: dict[str, Path] = {}
    letters: dict[str, Path] = {}
    with working(workplace.progress, len(judged), f"起草通知（{year}年度）"):
        for rows in judged:
            view = notice_view(rows, workplace.config.office)
            if view is not None:
                path = write_notice(view, folder / rows.case.run_id)
                paths[view.agency_id] = path
                _record(workplace, rows.case, path)
            letter = _access_letter(workplace, rows.case)
            if letter is not None:
                letters[letter.agency_id] = write_access_letter(letter, folder / rows.case.run_id)
            workplace.progress.advanced(rows.case.agency_name)
    board = board_view(
        judged,
        _hrefs(paths, folder),
        _hrefs(letters, folder),
        office=workplace.config.office.name,
        year=year,
        made_at=workplace.clock.now(),
    )
    return Written(
        year=year,
        board=write_board(board, folder),
        notices=tuple(paths.values()),
        judged=judged,
        letters=tuple(letters.values()),
    )


def _access_letter(workplace: Workplace, case: CaseRow) -> AccessLetterView | None:
    """Only where nothing is known of the report because a site turned us away."""
    if case.state is not PublicationState.UNKNOWN:
        return None
    registry = workplace.registry
    agency = registry.agencies[case.agency_id]
    places = registry.places_of(agency.agency_id)
    return access_letter(workplace.config, workplace.ledger, agency, places, case.year)


def _hrefs(paths: Mapping[str, Path], folder: Path) -> dict[str, str]:
    """Addresses relative to the board."""
    return {agency: quote(path.relative_to(folder).as_posix()) for agency, path in paths.items()}


def _rows(
    workplace: Workplace,
    case: CaseRow,
    imprecise: Collection[str],
    decisions: Mapping[str, Decision],
    waivers: Collection[Waiver],
) -> JudgedRows:
    ledger = workplace.ledger
    judgement = case.judgement_id
    results = ledger.results_of(judgement) if judgement is not None else ()
    codes = (result.rule for result in results)
    told = told_of(
        results,
        ledger.findings_of(judgement) if judgement is not None else (),
        imprecise,
        decisions,
        waived_rules(codes, waivers, case.agency_id, case.year),
    )
    return JudgedRows(
        case=case,
        results=told.results,
        findings=told.findings,
        aside=told.aside,
        documents=documents_behind(ledger, case),
    )


def _record(workplace: Workplace, case: CaseRow, path: Path) -> None:
    workplace.ledger.record_notice(
        NoticeRow(
            run_id=case.run_id,
            agency_id=case.agency_id,
            year=case.year,
            path=path.relative_to(workplace.config.reports_dir).as_posix(),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            made_at=workplace.clock.now(),
        )
    )
