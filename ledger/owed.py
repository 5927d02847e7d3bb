"""Who owes a report for a year, and where each stands: the rows behind the publication figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive.model import DateBasis
from ledger.asking import Cell, LedgerReader
from ledger.model import PublicationState
from ledger.rows import date_of
from registry.model import AgencyKind

# Counted as the saved question on-time-rate counts; whom waivers and decisions keep from being
# named, as the saved questions late and not-published have it.
_OWED = """
WITH latest AS MATERIALIZED (SELECT * FROM latest_cases WHERE year = :year),
waived AS MATERIALIZED (
    SELECT rule, agency_id FROM waivers_in_force WHERE coalesce(year, :year) = :year),
rejected AS MATERIALIZED (SELECT agency_id, rule FROM rejected_findings WHERE year = :year),
standing AS (
    SELECT d.agency_id, d.due_date, d.basis, c.as_of, c.claimed_date, k.claimed_basis,
        c.not_before, c.not_after,
        iif(c.state = 'not_due' AND c.as_of <= d.due_date AND d.due_date < last_day.day,
            'unknown', c.state) AS state,
        iif(c.state = 'not_due' AND c.as_of <= d.due_date AND d.due_date < last_day.day,
            '期限届满后尚未核查', c.reason) AS reason
    FROM latest c
    CROSS JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
    CROSS JOIN last_day
    LEFT JOIN cases k
        ON k.run_id = c.run_id AND k.agency_id = c.agency_id AND k.year = c.year
    UNION ALL
    SELECT d.agency_id, d.due_date, d.basis, NULL, NULL, NULL, NULL, NULL,
        iif(d.due_date < last_day.day, 'unknown', 'not_due'), '尚未核查'
    FROM duties d
    CROSS JOIN agencies a ON a.agency_id = d.agency_id AND a.is_watched = 1
    CROSS JOIN last_day
    WHERE d.year = :year AND d.agency_id NOT IN (SELECT agency_id FROM latest))
SELECT s.agency_id, a.name, a.kind, a.region_code, s.state, s.reason, s.due_date, s.basis,
    s.as_of, s.claimed_date, s.claimed_basis, s.not_before, s.not_after,
    EXISTS (SELECT 1 FROM waived w
        WHERE iif(s.state = 'late', coalesce(w.rule, 'TIM01') IN ('TIM01', 'TIM02'),
                coalesce(w.rule, 'TIM03') = 'TIM03')
            AND coalesce(w.agency_id, s.agency_id) = s.agency_id)
    OR EXISTS (SELECT 1 FROM rejected r
        WHERE r.agency_id = s.agency_id
            AND iif(s.state = 'late', r.rule IN ('TIM01', 'TIM02'), r.rule = 'TIM03'))
FROM standing s CROSS JOIN agencies a ON a.agency_id = s.agency_id
ORDER BY a.name, s.agency_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """One agency that owes the report of a year.

    ``state`` is as it is counted: after the due day nobody is ``NOT_DUE``. ``as_of`` is the day
    last judged, ``None`` where never. ``is_excused`` where a waiver in force or a decision of a
    person keeps the agency from being named as late or as not having published.
    """

    agency_id: str
    name: str
    kind: AgencyKind
    region_code: str
    state: PublicationState
    reason: str | None
    due_date: date
    due_basis: str
    as_of: date | None
    claimed_date: date | None
    claimed_basis: DateBasis | None
    not_before: date | None
    not_after: date | None
    is_excused: bool


def owed_reports(reader: LedgerReader, year: int) -> tuple[OwedReport, ...]:
    """All who owe the report of ``year``, ordered by name.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_OWED, {"year": year})
    return tuple(_owed(row) for row in rows)


def last_judged_day(reader: LedgerReader) -> date | None:
    """The last day anything was judged, ``None`` where nothing was.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream("SELECT day FROM last_day", {})
    return next((_day(day) for (day,) in rows), None)


def _owed(row: tuple[Cell, ...]) -> OwedReport:
    return OwedReport(
        agency_id=str(row[0]),
        name=str(row[1]),
        kind=AgencyKind(str(row[2])),
        region_code=str(row[3]),
        state=PublicationState(str(row[4])),
        reason=None if row[5] is None else str(row[5]),
        due_date=date.fromisoformat(str(row[6])),
        due_basis=str(row[7]),
        as_of=_day(row[8]),
        claimed_date=_day(row[9]),
        claimed_basis=DateBasis(str(row[10])) if row[10] else None,
        not_before=_day(row[11]),
        not_after=_day(row[12]),
        is_excused=bool(row[13]),
    )


def _day(cell: Cell) -> date | None:
    return date_of(None if cell is None else str(cell))
