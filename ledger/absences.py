"""Confirmed absences (未公布): a person's word that an agency has not published. Only added.

The collector never says so. A confirmation is in force until it is taken back, and lapses for
good once a later visit to any place of the agency collects the report. A visit that could not
look neither renews it nor lifts it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from archive.model import Visit
from ledger import events
from ledger.chain import Plain
from ledger.connection import transaction
from ledger.errors import LedgerError
from ledger.rows import instant_text
from ledger.said import Absence, AbsenceEnd
from ledger.visits import visits_of

_ALL = (
    "SELECT b.*, e.reason AS end_reason, e.withdrawn_by, e.withdrawn_at "
    "FROM absences b LEFT JOIN absence_ends e USING (absence_id)"
)


def confirm(connection: sqlite3.Connection, absence: Absence) -> Absence:
    """Keep a confirmation; it comes back with its key.

    Raises:
        LedgerError: nobody is named, no reason is given, or one is in force already.
    """
    named = events.named(absence.confirmed_by)
    reason = " ".join(absence.reason.split())
    if not reason:
        raise LedgerError("确认未公布没有写明理由，请写明查看了什么")
    row: dict[str, Plain] = {
        "agency_id": absence.agency_id,
        "year": absence.year,
        "run_id": absence.run_id,
        "seen_date": absence.seen_date.isoformat(),
        "reason": reason,
        "confirmed_by": named,
        "confirmed_at": instant_text(absence.confirmed_at),
    }
    with transaction(connection):
        known = _standing(connection, absence.agency_id, absence.year)
        if known is not None:
            raise LedgerError(
                f"已由{known.confirmed_by}确认未公布（第 {known.absence_id} 号），不必再次确认；"
                "有误的，请先撤回（duban absent withdraw）"
            )
        key = events.put(
            connection,
            "absences",
            row,
            kind="确认未公布",
            actor=named,
            at=absence.confirmed_at,
        )
    return replace(absence, absence_id=key, reason=reason, confirmed_by=named, end=None)


def withdraw(connection: sqlite3.Connection, agency_id: str, year: int, end: AbsenceEnd) -> Absence:
    """Take back the last confirmation for the agency and year; it comes back with its end.

    One that has lapsed may be taken back too: it was wrong from the beginning.

    Raises:
        LedgerError: there is none that is not taken back, or nobody or no reason is given.
    """
    named = events.named(end.withdrawn_by)
    reason = " ".join(end.reason.split())
    if not reason:
        raise LedgerError("撤回未公布的确认没有写明理由，请写明理由")
    with transaction(connection):
        known = [one for one in of(connection, agency_id, year) if one.end is None]
        if not known:
            raise LedgerError(f"该机关{year}年度没有可以撤回的未公布确认，见 duban absent list")
        row: dict[str, Plain] = {
            "absence_id": known[-1].absence_id,
            "reason": reason,
            "withdrawn_by": named,
            "withdrawn_at": instant_text(end.withdrawn_at),
        }
        events.put(
            connection,
            "absence_ends",
            row,
            kind="撤回未公布确认",
            actor=named,
            at=end.withdrawn_at,
        )
    return replace(known[-1], end=replace(end, reason=reason, withdrawn_by=named))


def of(connection: sqlite3.Connection, agency_id: str, year: int) -> tuple[Absence, ...]:
    """Every confirmation for the agency and year, the earliest first."""
    rows = connection.execute(
        f"{_ALL} WHERE b.agency_id = ? AND b.year = ? ORDER BY b.absence_id", (agency_id, year)
    )
    return tuple(map(_absence, rows))


def in_force(connection: sqlite3.Connection, year: int) -> Mapping[str, Absence]:
    """The confirmations for the year that stand now, by agency."""
    agencies = connection.execute(
        "SELECT DISTINCT agency_id FROM absences WHERE year = ? ORDER BY agency_id", (year,)
    ).fetchall()
    found = {row["agency_id"]: _standing(connection, row["agency_id"], year) for row in agencies}
    return {agency_id: one for agency_id, one in found.items() if one is not None}


def standing(
    absences: Iterable[Absence], visits: Iterable[Visit], at: datetime | None = None
) -> Absence | None:
    """The confirmation that stands, among those of one agency and year with all its visits.

    With ``at`` only what had been said before that instant is known: so a run that is judged again
    knows what it knew then.
    """
    sights = [visit.ended_at for visit in visits if visit.visit_class.has_report]
    standing = [
        one
        for one in absences
        if one.holds_at(at) and not any(seen > one.confirmed_at for seen in sights)
    ]
    return standing[-1] if standing else None


def _standing(connection: sqlite3.Connection, agency_id: str, year: int) -> Absence | None:
    return standing(of(connection, agency_id, year), visits_of(connection, agency_id, year))


def _absence(row: sqlite3.Row) -> Absence:
    return Absence(
        absence_id=row["absence_id"],
        agency_id=row["agency_id"],
        year=row["year"],
        run_id=row["run_id"],
        seen_date=date.fromisoformat(row["seen_date"]),
        reason=row["reason"],
        confirmed_by=row["confirmed_by"],
        confirmed_at=datetime.fromisoformat(row["confirmed_at"]),
        end=_end(row),
    )


def _end(row: sqlite3.Row) -> AbsenceEnd | None:
    if row["withdrawn_at"] is None:
        return None
    return AbsenceEnd(
        reason=row["end_reason"],
        withdrawn_by=row["withdrawn_by"],
        withdrawn_at=datetime.fromisoformat(row["withdrawn_at"]),
    )
