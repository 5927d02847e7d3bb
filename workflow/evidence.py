"""The captures behind a case."""

from __future__ import annotations

from ledger.model import CaptureRow, CaseRow
from ledger.store import Ledger


def documents_behind(ledger: Ledger, case: CaseRow) -> tuple[CaptureRow, ...]:
    """The documents of the visit that the case rests on, in order; empty without a visit."""
    documents = next(
        (
            visit.documents
            for visit in ledger.visits_of(case.agency_id, case.year)
            if (visit.run_id, visit.place_id) == (case.visit_run_id, case.place_id)
        ),
        (),
    )
    return ledger.captures_of(case.visit_run_id or "", documents)
