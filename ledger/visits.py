"""Visits and captures: facts that stay, whatever became of the run that saw them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime

from archive.model import Capture, CaptureRole, ReportSeen, Visit
from archive.rows import from_plain, to_plain
from ledger.model import CaptureRow
from ledger.rows import Cell, bounded, instant_text, json_text, whole_text, write_rows

# What a visit saw for the next one to compare with is kept of the last visit alone.
_VISIT = tuple(field.name for field in fields(Visit) if field.name != "seen")
_VISIT_JSON = ("tried", "claimed_dates", "documents", "evidence", "flags")
_CAPTURE = tuple(field.name for field in fields(CaptureRow))

# The latest first; a run that began later wins where the clock says the same.
_LATEST_FIRST = "v.started_at DESC, r.sequence DESC"


def record_visits(connection: sqlite3.Connection, visits: Iterable[Visit]) -> None:
    """Keep visits; the same visit again changes nothing."""
    visits = tuple(visits)
    rows = [_visit_row(visit) for visit in visits]
    write_rows(connection, "visits", _VISIT, rows, key=("run_id", "place_id", "year"))
    connection.executemany(
        "INSERT INTO last_sights (place_id, year, run_id, started_at, seen) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (place_id, year) DO UPDATE SET run_id = excluded.run_id, "
        "started_at = excluded.started_at, seen = excluded.seen "
        "WHERE excluded.started_at >= last_sights.started_at",
        [
            (
                visit.place_id,
                visit.year,
                visit.run_id,
                instant_text(visit.started_at),
                whole_text(json_text(visit.seen)),
            )
            for visit in visits
            if visit.seen is not None
        ],
    )


def record_captures(connection: sqlite3.Connection, captures: Iterable[Capture]) -> None:
    """Keep what the ledger needs of captures; the same capture again changes nothing."""
    rows: list[tuple[Cell, ...]] = [
        (
            capture.run_id,
            capture.capture_id,
            capture.place_id,
            capture.role.value,
            capture.url,
            capture.final_url,
            capture.status,
            instant_text(capture.requested_at),
            instant_text(capture.received_at),
            capture.content_type,
            capture.content_encoding,
            capture.sha256,
            capture.size,
            capture.derived_from,
        )
        for capture in captures
    ]
    write_rows(connection, "captures", _CAPTURE, rows, key=("run_id", "capture_id"))


def visits_of(connection: sqlite3.Connection, agency_id: str, year: int) -> tuple[Visit, ...]:
    """All visits for an agency and year, the earliest first."""
    rows = connection.execute(
        "SELECT v.* FROM visits v JOIN runs r USING (run_id) "
        "WHERE v.agency_id = ? AND v.year = ? ORDER BY v.started_at, r.sequence, v.rowid",
        (agency_id, year),
    )
    return tuple(_visit(row) for row in rows)


def years_of(connection: sqlite3.Connection, agency_id: str) -> tuple[int, ...]:
    """The years for which an agency was visited, the earliest first."""
    rows = connection.execute(
        "SELECT DISTINCT year FROM visits WHERE agency_id = ? ORDER BY year", (agency_id,)
    )
    return tuple(row["year"] for row in rows)


def visits_in(connection: sqlite3.Connection, run_id: str) -> tuple[Visit, ...]:
    """The visits of a run, in the order in which they were recorded."""
    rows = connection.execute("SELECT * FROM visits WHERE run_id = ? ORDER BY rowid", (run_id,))
    return tuple(_visit(row) for row in rows)


def earlier_visits(connection: sqlite3.Connection, years: Iterable[int]) -> tuple[Visit, ...]:
    """What is known of every place for the years, without all that repeats.

    For each place and year the first and the last visit of each outcome (class and flags), the
    earliest first: a place that is visited daily for years must not fill the next crawl's job.
    The last that collected a report says what it saw.
    """
    rows = connection.execute(
        "SELECT o.*, s.seen FROM (SELECT v.*, v.rowid AS number, r.sequence, "
        "row_number() OVER (same ORDER BY v.started_at, r.sequence) AS age, "
        "row_number() OVER (same ORDER BY v.started_at DESC, r.sequence DESC) AS youth "
        "FROM visits v JOIN runs r USING (run_id) "
        "WHERE v.year IN (SELECT value FROM json_each(?)) "
        "WINDOW same AS (PARTITION BY v.place_id, v.year, v.visit_class, v.flags)) "
        "o LEFT JOIN last_sights s USING (run_id, place_id, year) "
        "WHERE age = 1 OR youth = 1 ORDER BY o.started_at, sequence, number",
        (json.dumps(sorted(set(years))),),
    )
    return tuple(replace(_visit(row), seen=_seen(row["seen"])) for row in rows)


def robots_since(connection: sqlite3.Connection, instant: datetime) -> tuple[CaptureRow, ...]:
    """The last answer of each host for its robots.txt, where it came after ``instant``."""
    rows = connection.execute(
        "SELECT *, max(received_at) FROM captures WHERE role = 'robots' AND received_at >= :since "
        "AND run_id IN (SELECT run_id FROM runs WHERE coalesce(finished_at, started_at) >= :since) "
        "GROUP BY url ORDER BY url",
        {"since": instant_text(instant)},
    )
    return tuple(_capture(row) for row in rows)


def latest_visits(connection: sqlite3.Connection, year: int) -> tuple[Visit, ...]:
    """The last visit to each place for the year, ordered by place."""
    # The one interpolated part is a constant of this file.
    sql = (
        "SELECT * FROM (SELECT v.*, row_number() OVER ("  # noqa: S608
        f"PARTITION BY v.place_id ORDER BY {_LATEST_FIRST}) AS age "
        "FROM visits v JOIN runs r USING (run_id) WHERE v.year = ?) WHERE age = 1 "
        "ORDER BY place_id"
    )
    return tuple(_visit(row) for row in connection.execute(sql, (year,)))


def visits_before(connection: sqlite3.Connection, run_id: str) -> tuple[Visit, ...]:
    """For each place and year of a run the last visit of a run that began before it."""
    # The one interpolated part is a constant of this file.
    sql = (
        "SELECT * FROM (SELECT v.*, row_number() OVER ("  # noqa: S608
        f"PARTITION BY v.place_id, v.year ORDER BY {_LATEST_FIRST}) AS age "
        "FROM visits v JOIN runs r USING (run_id) JOIN visits n ON n.run_id = ? "
        "AND n.place_id = v.place_id AND n.year = v.year "
        "WHERE r.sequence < (SELECT sequence FROM runs WHERE run_id = ?)) WHERE age = 1 "
        "ORDER BY place_id, year"
    )
    return tuple(_visit(row) for row in connection.execute(sql, (run_id, run_id)))


def robots_behind(
    connection: sqlite3.Connection, visits: Iterable[Visit]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Of every robots.txt that visits went by, by run and capture id: (its address, SHA-256)."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    wanted: dict[str, dict[str, list[str]]] = {}
    for visit in visits:
        for capture_id in visit.evidence:
            for run_id in _homes(visit.run_id, capture_id):
                wanted.setdefault(run_id, {}).setdefault(capture_id, []).append(visit.run_id)
    for run_id, ids in wanted.items():
        rows = connection.execute(
            "SELECT capture_id, url, sha256 FROM captures WHERE run_id = ? AND role = ?",
            (run_id, CaptureRole.ROBOTS.value),
        )
        for row in rows:
            for visited in ids.get(row["capture_id"], ()):
                found[visited, row["capture_id"]] = (row["url"], row["sha256"])
    return found


def captures_of(
    connection: sqlite3.Connection, run_id: str, capture_ids: Iterable[str]
) -> tuple[CaptureRow, ...]:
    """The captures with these ids, in that order; ids that are not there are left out.

    ``run_id`` is the run of the visit that names them; what was unchanged lies in a former run.
    """
    rows = (
        connection.execute(
            "SELECT * FROM captures WHERE run_id = ? AND capture_id = ?", (home, capture_id)
        ).fetchone()
        for capture_id in capture_ids
        for home in _homes(run_id, capture_id)
    )
    return tuple(_capture(row) for row in rows if row is not None)


def _homes(run_id: str, capture_id: str) -> tuple[str, ...]:
    """The runs that may hold a capture: that of the visit, and the one its id begins with."""
    return tuple(dict.fromkeys((run_id, capture_id.partition(":")[0])))


def document_hashes(connection: sqlite3.Connection, without_runs: Iterable[str]) -> tuple[str, ...]:
    """The SHA-256 of every document that visits collected, but for those kept by some runs."""
    rows = connection.execute(
        "SELECT DISTINCT c.sha256 FROM visits v, json_each(v.documents) d "
        "JOIN captures c ON c.capture_id = d.value "
        "AND c.run_id IN (v.run_id, substr(d.value, 1, instr(d.value, ':') - 1)) "
        "WHERE c.run_id NOT IN (SELECT value FROM json_each(?)) ORDER BY c.sha256",
        (json.dumps(sorted(without_runs)),),
    )
    return tuple(row["sha256"] for row in rows)


def _visit_row(visit: Visit) -> tuple[Cell, ...]:
    plain = to_plain(visit)
    plain |= {name: json_text(plain[name]) for name in _VISIT_JSON}
    plain |= {name: bounded(plain[name]) for name in ("listed", "declared")}
    plain |= {
        "started_at": instant_text(visit.started_at),
        "ended_at": instant_text(visit.ended_at),
        "visit_class": visit.visit_class.value,
    }
    return tuple(plain[name] for name in _VISIT)


def _visit(row: sqlite3.Row) -> Visit:
    plain = {name: row[name] for name in _VISIT}
    plain |= {name: json.loads(row[name]) for name in _VISIT_JSON}
    return from_plain(Visit, plain)


def _seen(text: str | None) -> ReportSeen | None:
    return from_plain(ReportSeen, json.loads(text)) if text else None


def _capture(row: sqlite3.Row) -> CaptureRow:
    return CaptureRow(
        run_id=row["run_id"],
        capture_id=row["capture_id"],
        place_id=row["place_id"],
        role=CaptureRole(row["role"]),
        url=row["url"],
        final_url=row["final_url"],
        status=row["status"],
        requested_at=datetime.fromisoformat(row["requested_at"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        content_type=row["content_type"],
        content_encoding=row["content_encoding"],
        sha256=row["sha256"],
        size=row["size"],
        derived_from=row["derived_from"],
    )
