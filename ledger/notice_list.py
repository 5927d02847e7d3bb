"""Lists documents (文书): by how far they have come, kind, agency and year."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from config.clock import local_date
from ledger.model import NoticeRow
from ledger.notices import notice_of
from ledger.said import NoticeKind, NoticeState

_LISTED = """
SELECT n.*, a.name AS agency_name, coalesce(last.state, 'draft') AS state, given.number,
    given.moved_at AS released_at,
    (SELECT count(*) FROM notice_items i WHERE i.notice_id = n.notice_id) AS items
FROM notices n
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN notice_states last ON last.state_id =
    (SELECT max(state_id) FROM notice_states s WHERE s.notice_id = n.notice_id)
LEFT JOIN notice_states given ON given.notice_id = n.notice_id AND given.state = 'released'
WHERE (:year IS NULL OR n.year = :year) AND (:kind IS NULL OR n.kind = :kind)
    AND (:agency_id IS NULL OR n.agency_id = :agency_id)
ORDER BY n.notice_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeQuery:
    """Which documents are asked for; ``None`` leaves a field open, as no ``states`` does."""

    year: int | None = None
    kind: NoticeKind | None = None
    agency_id: str | None = None
    states: tuple[NoticeState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNotice:
    """A document with how far it has come.

    ``items`` counts the findings it lists; ``number`` and ``released_at`` are those of its release.
    """

    row: NoticeRow
    state: NoticeState
    agency_name: str | None
    items: int
    number: str | None
    released_at: datetime | None

    @property
    def issued_date(self) -> date | None:
        """The date that it bears; older ledgers know only the day of its release."""
        if self.row.issued_date is not None or self.released_at is None:
            return self.row.issued_date
        return local_date(self.released_at)


def list_notices(connection: sqlite3.Connection, query: NoticeQuery) -> tuple[ListedNotice, ...]:
    """The documents asked for, in the order of their keys."""
    rows = connection.execute(
        _LISTED,
        {
            "year": query.year,
            "kind": None if query.kind is None else query.kind.value,
            "agency_id": query.agency_id,
        },
    )
    listed = (_listed(row) for row in rows)
    return tuple(one for one in listed if not query.states or one.state in query.states)


def _listed(row: sqlite3.Row) -> ListedNotice:
    released_at = row["released_at"]
    return ListedNotice(
        row=notice_of(row),
        state=NoticeState(row["state"]),
        agency_name=row["agency_name"],
        items=row["items"],
        number=row["number"],
        released_at=datetime.fromisoformat(released_at) if released_at else None,
    )
