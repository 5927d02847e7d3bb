"""Figures of all agencies over years: what counts as read, and what as corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from overall_world import AS_OF, YEAR, Recorded, found, office_in

from ledger.asking import reading_ledger
from ledger.model import FindingQuery, NoticeRow, PublicationState
from ledger.over_years import Correction, correction_of, reports_read, sums_read, years_held
from ledger.said import NoticeItem, NoticeState

RECEIVED, REVIEW = "requests.received.total", "disputes.review.total"
READ = {"gov": PublicationState.ON_TIME, "edu": PublicationState.LATE}


@pytest.mark.parametrize(
    ("figures", "sums"),
    [
        ({}, {"gov": 15, "edu": 15}),
        ({RECEIVED: 7, REVIEW: 5}, {"gov": 12, "edu": 15}),
        ({RECEIVED: 0, REVIEW: 0}, {"gov": 0, "edu": 15}),
        ({RECEIVED: ""}, {"edu": 15}),
        ({REVIEW: "missing"}, {"edu": 15}),
        ({RECEIVED: {"unreadable": "模糊"}}, {"edu": 15}),
        ({RECEIVED: {"number": "5.5", "printed": "5.5"}}, {"edu": 15}),
        ({RECEIVED: -3}, {"edu": 15}),
        ({RECEIVED: 10**15}, {"edu": 15}),
        ({RECEIVED: 10**30}, {"edu": 15}),
        ({RECEIVED: 10**15 - 1, REVIEW: 1}, {"gov": 10**15, "edu": 15}),
    ],
)
def test_only_whole_counts_that_were_all_read_are_summed(
    tmp_path: Path, figures: Mapping[str, object], sums: Mapping[str, int]
) -> None:
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger, figures={"gov": figures}).run({}, READ)
        with reading_ledger(workplace.config.ledger_path) as reader:
            assert sums_read(reader, (YEAR - 1, YEAR), (RECEIVED, REVIEW)) == {
                YEAR - 1: {},
                YEAR: sums,
            }
            assert reports_read(reader, (YEAR - 1, YEAR)) == {YEAR - 1: 0, YEAR: 2}
            assert years_held(reader, YEAR) == (YEAR,)
            assert years_held(reader, YEAR - 1) == ()


def test_a_portal_that_fails_later_takes_no_figures_away(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace:
        recorded = Recorded(workplace.ledger)
        recorded.run({}, READ)
        recorded.run({}, dict.fromkeys(READ, PublicationState.UNKNOWN))
        with reading_ledger(workplace.config.ledger_path) as reader:
            assert reports_read(reader, (YEAR,)) == {YEAR: 2}
            assert sums_read(reader, (YEAR,), (RECEIVED,))[YEAR].keys() == READ.keys()


def test_corrected_is_what_a_released_document_told_and_a_later_visit_no_longer_saw(
    tmp_path: Path,
) -> None:
    with office_in(tmp_path) as workplace:
        ledger = workplace.ledger
        recorded = Recorded(ledger)
        run_id = recorded.run(
            {"gov": (found("CON01"),), "edu": (found("CON01"),)}, READ, day=date(2024, 4, 1)
        )
        items = tuple(
            NoticeItem(
                fingerprint=one.fingerprint,
                rule=one.rule,
                rule_version=one.rule_version,
                severity=one.severity,
                subject=one.subject,
                message=one.message,
                evidence=one.evidence,
            )
            for one in ledger.findings(FindingQuery(year=YEAR))
        )
        at = workplace.clock.now()
        row = NoticeRow(
            run_id=run_id, agency_id=None, year=YEAR, path="x.html", sha256="ab" * 32, made_at=at
        )
        notice_id = ledger.papers.draft(row, items)
        with reading_ledger(workplace.config.ledger_path) as reader:
            assert correction_of(reader, YEAR) == Correction()
        for state in (NoticeState.IN_REVIEW, NoticeState.RELEASED):
            ledger.papers.move(notice_id, state, moved_by="张三", moved_at=at)
        recorded.run({"edu": (found("CON01"),)}, READ, day=AS_OF)
        with reading_ledger(workplace.config.ledger_path) as reader:
            assert correction_of(reader, YEAR) == Correction(told=2, corrected=1)
            assert correction_of(reader, YEAR - 1) == Correction()
