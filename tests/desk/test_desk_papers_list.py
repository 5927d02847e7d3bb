"""The list of documents: filters in the address, counts, what is overdue, page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desk.paper_list import ROWS, PaperList, PaperQuery, PaperRow, paper_list
from ledger.examination import open_to_read
from ledger.said import NoticeKind, NoticeState
from ledger.store import Ledger
from registry.model import Agency, AgencyKind, Registry

TODAY = date(2024, 3, 11)
AGENCIES = {
    key: Agency(agency_id=key, name=name, kind=AgencyKind.DEPARTMENT, region_code="990100")
    for key, name in {"edu": "苏镇市教育局", "fin": "苏镇市财政局（50%_试点）"}.items()
}
# key, kind, agency, year, day of the reply, states
PAPERS = (
    (1, "notice", "edu", 2022, "2023-03-01", ("in_review", "released", "delivered", "closed")),
    (2, "notice", "edu", 2023, "2024-03-08", ("in_review", "released")),
    (3, "urging", "fin", 2023, None, ()),
    (4, "notice", "fin", 2023, "2024-03-11", ("in_review", "released", "delivered")),
    (5, "circular", None, 2023, None, ("in_review",)),
    (6, "notice", "gone", 2023, "2024-03-20", ("in_review", "released", "delivered", "replied")),
)


def fill(path: Path, papers: tuple[tuple[object, ...], ...]) -> None:
    with Ledger.open(path) as ledger:
        ledger.record_registry(Registry(agencies=AGENCIES, places={}), ())
    with closing(sqlite3.connect(path)) as connection, connection:
        for key, kind, agency, year, due, states in papers:
            connection.execute(
                "INSERT INTO notices (notice_id, kind, run_id, agency_id, year, path, sha256, "
                "made_at, reply_due) VALUES (?, ?, 'r', ?, ?, 'x', 'y', '2024-01-01', ?)",
                (key, kind, agency, year, due),
            )
            connection.executemany(
                "INSERT INTO notice_states (notice_id, state, sha256, items_sha256, number, "
                "moved_by, moved_at) VALUES (?, ?, 'y', 'z', ?, '张三', '2024-01-01')",
                [(key, s, f"甲{key}号" if s == "released" else None) for s in states],  # type: ignore[attr-defined]
            )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    fill(tmp_path / "ledger.db", PAPERS)
    with closing(open_to_read(tmp_path / "ledger.db")) as connection:
        yield connection


def keys(found: PaperList) -> list[int]:
    return [row.notice_id for row in found.rows]


def test_the_newest_stand_first_with_what_is_due(ledger: sqlite3.Connection) -> None:
    found = paper_list(ledger, PaperQuery(), TODAY)
    assert keys(found) == [6, 5, 4, 3, 2, 1]
    assert found.rows[4] == PaperRow(
        notice_id=2,
        kind=NoticeKind.NOTICE,
        year=2023,
        agency_name="苏镇市教育局",
        state=NoticeState.RELEASED,
        number="甲2号",
        items=0,
        reply_due=date(2024, 3, 8),
        days_left=-3,
    )
    assert [row.days_left for row in found.rows] == [None, None, 0, None, -3, None]
    assert [row.agency_name for row in found.rows[:2]] == ["gone", "全体机关"]
    assert (found.overdue, found.further, found.years) == (1, None, (2023, 2022))
    assert found.counts == {
        NoticeState.DRAFT: 1,
        NoticeState.IN_REVIEW: 1,
        NoticeState.RELEASED: 1,
        NoticeState.DELIVERED: 1,
        NoticeState.REPLIED: 1,
        NoticeState.CLOSED: 1,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PaperQuery(state=NoticeState.DRAFT), [3]),
        (PaperQuery(kind=NoticeKind.NOTICE, year=2023), [6, 4, 2]),
        (PaperQuery(agency="edu"), [2, 1]),
        (PaperQuery(agency="财政"), [4, 3]),
        (PaperQuery(agency="0%_试"), [4, 3]),
        (PaperQuery(agency="%"), [4, 3]),
        (PaperQuery(agency="教_局"), []),
        (PaperQuery(agency="全体"), [5]),
        (PaperQuery(agency="' OR 1=1 --"), []),
        (PaperQuery(is_overdue=True), [2]),
        (PaperQuery(before=3), [2, 1]),
    ],
)
def test_filters(ledger: sqlite3.Connection, query: PaperQuery, expected: list[int]) -> None:
    assert keys(paper_list(ledger, query, TODAY)) == expected


def test_counts_are_of_all_states_whatever_state_is_chosen(ledger: sqlite3.Connection) -> None:
    found = paper_list(ledger, PaperQuery(state=NoticeState.CLOSED, year=2022, before=1), TODAY)
    assert (found.rows, found.counts) == ((), {NoticeState.CLOSED: 1})


def test_a_long_list_comes_page_by_page(tmp_path: Path) -> None:
    papers = tuple((n, "notice", "edu", 2023, None, ("in_review",)) for n in range(1, 121))
    fill(tmp_path / "ledger.db", papers)
    seen: list[int] = []
    before: int | None = None
    with closing(open_to_read(tmp_path / "ledger.db")) as connection:
        for _ in range(3):
            found = paper_list(connection, PaperQuery(before=before), TODAY)
            seen += keys(found)
            before = found.further
    assert (seen, before, ROWS) == (list(range(120, 0, -1)), None, 50)
