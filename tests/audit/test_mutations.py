"""Any conforming report, one mutation: the rule fires, and no other does."""

from __future__ import annotations

from builders import Cell, conforming_case, conforming_report, tables_strategy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import Outcome
from reading.editions import APPLICANT_COLUMNS, EDITIONS, Edition

ROW_RULES = {"proactive": "CMP06", "requests": "CMP08", "disputes": "CMP11"}
CELL_RULES = {"proactive": "CMP07", "requests": "CMP10", "disputes": "CMP11"}

editions = st.sampled_from(EDITIONS)
unhurried = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def fired(data: st.DataObject, edition: Edition, change: dict[str, Cell]) -> set[tuple[str, str]]:
    """Rule and subject of every finding on some conforming report with this change."""
    tables = data.draw(tables_strategy(edition))
    reading = conforming_report(edition=edition, tables=tables, figures=change)
    results = judge(conforming_case(reading), CATALOGUE)
    assert [r for r in results if r.outcome is Outcome.CRASHED] == []
    return {(result.rule, f.subject) for result in results for f in result.findings}


@given(data=st.data(), edition=editions)
@unhurried
def test_a_cell_without_a_number(data: st.DataObject, edition: Edition) -> None:
    path = data.draw(st.sampled_from(list(edition.paths())))
    cell: Cell = data.draw(st.sampled_from(["", {"text": "/"}, {"text": "无"}]))

    assert fired(data, edition, {path: cell}) == {(CELL_RULES[path.split(".")[0]], path)}


@given(data=st.data(), edition=editions)
@unhurried
def test_a_cell_that_we_could_not_read_accuses_nobody(
    data: st.DataObject, edition: Edition
) -> None:
    path = data.draw(st.sampled_from(list(edition.paths())))

    assert fired(data, edition, {path: {"unreadable": "字迹不清"}}) == set()


@given(data=st.data(), edition=editions)
@unhurried
def test_a_missing_row(data: st.DataObject, edition: Edition) -> None:
    row = data.draw(st.sampled_from(edition.rows))
    subject = "disputes" if row.table == "disputes" else row.path

    assert fired(data, edition, {f"{row.path}.*": "missing"}) == {(ROW_RULES[row.table], subject)}


@given(data=st.data(), edition=editions)
@unhurried
def test_a_missing_column(data: st.DataObject, edition: Edition) -> None:
    column = data.draw(st.sampled_from(APPLICANT_COLUMNS))

    assert fired(data, edition, {f"requests.*.{column.name}": "missing"}) == {("CMP09", "requests")}


@given(data=st.data(), edition=editions)
@unhurried
def test_a_missing_table(data: st.DataObject, edition: Edition) -> None:
    table = data.draw(st.sampled_from(sorted(ROW_RULES)))

    assert fired(data, edition, {f"{table}.*": "missing"}) == {(ROW_RULES[table], table)}
