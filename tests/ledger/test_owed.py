"""Where each agency stands, row by row: the rows add up to what the saved question counts."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from overall_world import AS_OF, KINDS, YEAR, Recorded, office_in

from ledger.asking import reading_ledger
from ledger.model import PublicationState
from ledger.owed import last_judged_day, owed_reports
from ledger.statement import PublicationFigures, publication_figures, publication_figures_by
from registry.model import AgencyKind

States = dict[str, PublicationState]
# Before any day is due, between the two statutory days, and after both.
DAYS = st.sampled_from([date(2024, 1, 10), date(2024, 2, 20), AS_OF])
STATES = st.dictionaries(st.sampled_from(sorted(KINDS)), st.sampled_from(PublicationState))


@given(first=STATES, second=STATES, days=st.tuples(DAYS, DAYS).map(sorted))
@settings(max_examples=30, deadline=None)
def test_the_rows_add_up_to_the_figures(first: States, second: States, days: list[date]) -> None:
    with tempfile.TemporaryDirectory() as folder, office_in(Path(folder), days[1]) as workplace:
        recorded = Recorded(workplace.ledger)
        for states, day in zip((first, second), days, strict=True):
            recorded.run({}, states, day=day)
        with reading_ledger(workplace.config.ledger_path) as reader:
            owed = owed_reports(reader, YEAR)
            figures = publication_figures(reader, YEAR)
            by_kind = publication_figures_by(reader, YEAR, "类别")
            assert last_judged_day(reader) == days[1]
    counted = Counter(one.state for one in owed)
    not_due = counted.pop(PublicationState.NOT_DUE, 0)
    assert figures == PublicationFigures(
        year=YEAR,
        due=len(owed) - not_due,
        on_time=counted[PublicationState.ON_TIME],
        late=counted[PublicationState.LATE],
        not_published=counted[PublicationState.NOT_PUBLISHED],
        untimed=counted[PublicationState.COLLECTED],
        absent_unconfirmed=counted[PublicationState.ABSENT_UNCONFIRMED],
        unknown=counted[PublicationState.UNKNOWN],
    )
    due = Counter(one.kind.label for one in owed if one.state is not PublicationState.NOT_DUE)
    assert {kind: one.due for kind, one in by_kind.items()} == due
    # Townships owe no report by a set day.
    assert {one.agency_id for one in owed} == {
        key for key, (_, kind, _) in KINDS.items() if kind is not AgencyKind.TOWNSHIP
    }


def test_of_a_ledger_without_runs_nothing_is_known(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace, reading_ledger(workplace.config.ledger_path) as reader:
        assert last_judged_day(reader) is None
        # Without a day of judgement nothing is due.
        assert {one.state for one in owed_reports(reader, YEAR)} == {PublicationState.NOT_DUE}
        assert publication_figures(reader, YEAR) == PublicationFigures(year=YEAR)
