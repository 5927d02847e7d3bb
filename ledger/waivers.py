"""Waivers (豁免): findings that are not to be told for a time. Rows are only added.

A waiver hides nothing from people who look: its findings are shown as waived, live on, and are
listed by ``hidden_by``. They only enter no document while it is in force.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger import events
from ledger.chain import Plain
from ledger.errors import LedgerError
from ledger.findings import find
from ledger.model import FindingQuery, FindingRow, FindingStatus
from ledger.rows import instant_text
from ledger.said import Waiver, WaiverEnd


def add(connection: sqlite3.Connection, waiver: Waiver) -> Waiver:
    """Keep a waiver; it comes back with its key.

    Raises:
        LedgerError: nobody is named, no reason is given, it would end before it begins, or its
            scope leaves more than one of rule, agency and year open.
    """
    if (waiver.rule, waiver.agency_id, waiver.year).count(None) > 1:
        raise LedgerError("豁免的范围过宽：规则、机关、年度三项中最多一项可写“*”或“全部”")
    reason = " ".join(waiver.reason.split())
    if not reason:
        raise LedgerError("豁免没有写明理由，请写明理由")
    if waiver.until_date < waiver.from_date:
        raise LedgerError(f"豁免的截止日 {waiver.until_date} 早于起始日 {waiver.from_date}")
    row: dict[str, Plain] = {
        "rule": waiver.rule,
        "agency_id": waiver.agency_id,
        "year": waiver.year,
        "from_date": waiver.from_date.isoformat(),
        "until_date": waiver.until_date.isoformat(),
        "reason": reason,
        "waived_by": events.named(waiver.waived_by),
        "waived_at": instant_text(waiver.waived_at),
    }
    key = events.put(
        connection, "waivers", row, kind="豁免", actor=waiver.waived_by, at=waiver.waived_at
    )
    return replace(waiver, waiver_id=key, reason=reason, waived_by=events.named(waiver.waived_by))


def end(connection: sqlite3.Connection, waiver_id: int, ended: WaiverEnd) -> None:
    """End a waiver before its time.

    Raises:
        LedgerError: there is no such waiver, it is ended already, or nobody or no reason is given.
    """
    known = {waiver.waiver_id: waiver for waiver in all_waivers(connection)}.get(waiver_id)
    if known is None:
        raise LedgerError(f"没有第 {waiver_id} 号豁免，请先列出全部豁免再选定编号")
    if known.end is not None:
        raise LedgerError(
            f"第 {waiver_id} 号豁免已由{known.end.ended_by}自 {known.end.from_date} 起终止"
        )
    reason = " ".join(ended.reason.split())
    if not reason:
        raise LedgerError("终止豁免没有写明理由，请写明理由")
    row: dict[str, Plain] = {
        "waiver_id": waiver_id,
        "from_date": ended.from_date.isoformat(),
        "reason": reason,
        "ended_by": events.named(ended.ended_by),
        "ended_at": instant_text(ended.ended_at),
    }
    events.put(
        connection, "waiver_ends", row, kind="终止豁免", actor=ended.ended_by, at=ended.ended_at
    )


def all_waivers(connection: sqlite3.Connection) -> tuple[Waiver, ...]:
    """Every waiver, the earliest first."""
    rows = connection.execute(
        "SELECT w.*, e.from_date AS ended_date, e.reason AS end_reason, e.ended_by, e.ended_at "
        "FROM waivers w LEFT JOIN waiver_ends e USING (waiver_id) ORDER BY w.waiver_id"
    )
    return tuple(_waiver(row) for row in rows)


def in_force(connection: sqlite3.Connection, day: date) -> tuple[Waiver, ...]:
    """The waivers that hold on ``day``, the earliest first."""
    return tuple(waiver for waiver in all_waivers(connection) if waiver.holds_on(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What one waiver keeps out of documents: findings that stand, without rules in shadow."""

    waiver: Waiver
    findings: tuple[FindingRow, ...]


def hidden_by(connection: sqlite3.Connection, day: date) -> tuple[Hidden, ...]:
    """What the waivers in force on ``day`` hide; one that hides nothing is listed too."""
    return tuple(
        Hidden(
            waiver=waiver,
            findings=find(
                connection,
                FindingQuery(
                    rule=waiver.rule,
                    agency_id=waiver.agency_id,
                    year=waiver.year,
                    status=FindingStatus.OPEN,
                    is_shadow=False,
                    day=day,
                ),
            ),
        )
        for waiver in in_force(connection, day)
    )


def _waiver(row: sqlite3.Row) -> Waiver:
    return Waiver(
        waiver_id=row["waiver_id"],
        rule=row["rule"],
        agency_id=row["agency_id"],
        year=row["year"],
        from_date=date.fromisoformat(row["from_date"]),
        until_date=date.fromisoformat(row["until_date"]),
        reason=row["reason"],
        waived_by=row["waived_by"],
        waived_at=datetime.fromisoformat(row["waived_at"]),
        end=_end(row),
    )


def _end(row: sqlite3.Row) -> WaiverEnd | None:
    if row["ended_date"] is None:
        return None
    return WaiverEnd(
        from_date=date.fromisoformat(row["ended_date"]),
        reason=row["end_reason"],
        ended_by=row["ended_by"],
        ended_at=datetime.fromisoformat(row["ended_at"]),
    )
