"""One page of the list of documents (文书), read with one question, the newest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger.said import NoticeKind, NoticeState

ROWS = 50
_PAPERS = """
SELECT n.*, CASE WHEN n.agency_id IS NULL THEN '全体机关' ELSE a.name END AS agency_name,
    coalesce((SELECT s.state FROM notice_states s
        WHERE s.notice_id = n.notice_id ORDER BY s.state_id DESC LIMIT 1), 'draft') AS state
FROM notices n LEFT JOIN agencies a USING (agency_id)
"""
_OVERDUE = "state IN ('released', 'delivered') AND reply_due < :today"
_ASKED = f"""(:year IS NULL OR year = :year) AND (:kind IS NULL OR kind = :kind)
    AND (:agency IS NULL OR agency_id = :agency
        OR agency_name LIKE :like ESCAPE '!')
    AND (:overdue = 0 OR {_OVERDUE})"""
_PAGE = f"""
WITH papers AS ({_PAPERS})
SELECT p.*, (SELECT count(*) FROM notice_items i WHERE i.notice_id = p.notice_id) AS items,
    (SELECT g.number FROM notice_states g
        WHERE g.notice_id = p.notice_id AND g.state = 'released') AS number
FROM papers p
WHERE {_ASKED} AND (:state IS NULL OR state = :state) AND (:before IS NULL OR notice_id < :before)
ORDER BY notice_id DESC LIMIT :rows
"""  # noqa: S608 - constants of this file
_COUNTS = f"""
WITH papers AS ({_PAPERS})
SELECT state, count(*) AS papers, coalesce(sum({_OVERDUE}), 0) AS overdue
FROM papers WHERE {_ASKED} GROUP BY state
"""  # noqa: S608 - constants of this file


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuery:
    """Which documents are asked for; ``None`` leaves a field open.

    ``agency`` is a key or a part of a name; ``before`` the key after which the page begins.
    """

    state: NoticeState | None = None
    kind: NoticeKind | None = None
    year: int | None = None
    agency: str | None = None
    is_overdue: bool = False
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A document in the list; ``days_left`` counts to the day of the reply, where one waits."""

    notice_id: int
    kind: NoticeKind
    year: int
    agency_name: str
    state: NoticeState
    number: str | None
    items: int
    reply_due: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """One page of the list.

    ``counts`` and ``overdue`` count what every field of the query but ``state`` and ``before``
    leaves; ``further`` is the key after which the next page begins, ``years`` all that there are.
    """

    rows: tuple[PaperRow, ...]
    counts: Mapping[NoticeState, int]
    overdue: int
    further: int | None
    years: tuple[int, ...]


def paper_list(connection: sqlite3.Connection, query: PaperQuery, today: date) -> PaperList:
    """The documents asked for."""
    values = _values(query, today)
    found = connection.execute(_PAGE, values).fetchall()
    counted = connection.execute(_COUNTS, values).fetchall()
    years = connection.execute("SELECT DISTINCT year FROM notices ORDER BY year DESC")
    rows = tuple(_row(row, today) for row in found[:ROWS])
    return PaperList(
        rows=rows,
        counts={NoticeState(row["state"]): row["papers"] for row in counted},
        overdue=sum(row["overdue"] for row in counted),
        further=rows[-1].notice_id if len(found) > ROWS else None,
        years=tuple(row["year"] for row in years),
    )


def corrected_by(connection: sqlite3.Connection, notice_id: int) -> tuple[int, ...]:
    """The documents that correct this one, drafts among them, the earliest first."""
    rows = connection.execute(
        "SELECT notice_id FROM notices WHERE supersedes = ? ORDER BY notice_id", (notice_id,)
    )
    return tuple(row["notice_id"] for row in rows)


def days_left(state: NoticeState, reply_due: date | None, today: date) -> int | None:
    """The days until the reply is due, negative once it is overdue; ``None`` where none waits."""
    if reply_due is None or state not in (NoticeState.RELEASED, NoticeState.DELIVERED):
        return None
    return (reply_due - today).days


def _values(query: PaperQuery, today: date) -> dict[str, str | int | None]:
    words = query.agency or ""
    for sign in "!%_":
        words = words.replace(sign, f"!{sign}")
    return {
        "state": query.state.value if query.state else None,
        "kind": query.kind.value if query.kind else None,
        "year": query.year,
        "agency": query.agency or None,
        "like": f"%{words}%",
        "overdue": int(query.is_overdue),
        "before": query.before,
        "today": today.isoformat(),
        "rows": ROWS + 1,
    }


def _row(row: sqlite3.Row, today: date) -> PaperRow:
    state = NoticeState(row["state"])
    due = date.fromisoformat(row["reply_due"]) if row["reply_due"] else None
    return PaperRow(
        notice_id=row["notice_id"],
        kind=NoticeKind(row["kind"]),
        year=row["year"],
        agency_name=row["agency_name"] or row["agency_id"],
        state=state,
        number=row["number"],
        items=row["items"],
        reply_due=due,
        days_left=days_left(state, due, today),
    )
