"""The verdict on time is drawn from an interval: the table of it, and what must always hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import conforming_case
from hypothesis import given
from hypothesis import strategies as st

from archive.model import VisitClass
from audit.circumstances import Publication
from audit.engine import apply_rule
from audit.model import Outcome, Severity
from audit.rules.timeliness.tim01_department_late import department_late

DUE = date(2024, 1, 31)
BEFORE, AFTER, LATER = date(2024, 1, 20), date(2024, 2, 5), date(2024, 2, 6)
C, N, U = Outcome.CONFORMS, Outcome.NONCONFORMING, Outcome.UNDETERMINED


def outcome(claimed: date | None, unseen: date | None, seen: date | None) -> Outcome:
    publication = Publication(
        claimed_date=claimed,
        claimed_basis="页面标注",
        not_before=unseen,
        not_after=seen,
        visit_class=VisitClass.COLLECTED,
    )
    return apply_rule(department_late, conforming_case(publication=publication)).outcome


@pytest.mark.parametrize(
    ("claimed", "unseen", "seen", "expected"),
    [
        (BEFORE, None, None, C),
        (BEFORE, None, AFTER, C),
        (DUE, BEFORE, AFTER, C),
        (DUE, DUE, AFTER, C),
        (BEFORE, AFTER, LATER, U),
        (AFTER, None, None, N),
        (AFTER, None, BEFORE, C),
        (AFTER, None, LATER, N),
        (LATER, BEFORE, AFTER, N),
        (None, None, None, U),
        (None, None, DUE, C),
        (None, None, AFTER, U),
        (None, DUE, AFTER, U),
        (None, AFTER, LATER, N),
    ],
)
def test_the_table_of_verdicts(
    claimed: date | None, unseen: date | None, seen: date | None, expected: Outcome
) -> None:
    assert outcome(claimed, unseen, seen) is expected


DAYS = st.none() | st.integers(-30, 60).map(lambda days: DUE + timedelta(days=days))


@given(claimed=DAYS, unseen=DAYS, seen=DAYS)
def test_nobody_is_accused_without_proof(
    claimed: date | None, unseen: date | None, seen: date | None
) -> None:
    is_accused = outcome(claimed, unseen, seen) is N
    has_proof = (claimed is not None and claimed > DUE) or (
        claimed is None and unseen is not None and unseen > DUE
    )
    was_seen_in_time = seen is not None and seen <= DUE

    assert not (is_accused and (was_seen_in_time or not has_proof))


def test_a_date_in_the_address_is_proof_with_a_visit_that_did_not_see_it() -> None:
    publication = Publication(
        claimed_date=LATER,
        claimed_basis="网址日期",
        not_before=AFTER,
        not_after=LATER,
        visit_class=VisitClass.COLLECTED,
    )

    result = apply_rule(department_late, conforming_case(publication=publication))

    assert (result.outcome, result.severity) == (N, Severity.ERROR)
