"""Cases: what was seen, read and judged of one agency and year, written so that nothing repeats."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from archive.model import DateBasis
from audit.model import Obstacle, Outcome, Severity
from ledger.identity import set_sha256
from ledger.judgements import record_judgement
from ledger.model import (
    CaseRow,
    JudgedCase,
    JudgedFinding,
    PublicationState,
    ResultRow,
    SecondSay,
)
from ledger.readings import record_reading
from ledger.rows import date_of, date_text, evidence_of, json_text, write_rows

_CASE = (
    "run_id",
    "agency_id",
    "year",
    "state",
    "reason",
    "visit_run_id",
    "place_id",
    "claimed_date",
    "claimed_basis",
    "not_before",
    "not_after",
    "report_id",
    "judgement_id",
    "judged_sha256",
)


def record_case(connection: sqlite3.Connection, case: JudgedCase) -> None:
    """Write the case and what it rests on; an unchanged report adds one row, that of the case."""
    report_id = _report_id(connection, case) if case.documents else None
    judgement_id = None
    if case.results is not None:
        reading_id = record_reading(connection, case) if case.reading is not None else None
        judgement_id = record_judgement(connection, case, case.results, reading_id)
    interval, visit = case.interval, case.visit
    write_rows(
        connection,
        "cases",
        _CASE,
        [
            (
                case.run_id,
                case.agency_id,
                case.year,
                case.state.value,
                case.reason,
                visit.run_id if visit else None,
                visit.place_id if visit else None,
                date_text(interval.claimed_date),
                interval.claimed_basis.value if interval.claimed_basis else None,
                date_text(interval.not_before),
                date_text(interval.not_after),
                report_id,
                judgement_id,
                case.judged_sha256 or "",
            )
        ],
        key=("run_id", "agency_id", "year"),
    )


def _report_id(connection: sqlite3.Connection, case: JudgedCase) -> int:
    """The report with exactly these documents, made where it is new."""
    visit = case.visit
    (report_id,) = connection.execute(
        "INSERT INTO reports (agency_id, year, set_sha256, documents, title, url, first_run_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (agency_id, year, set_sha256) "
        "DO UPDATE SET title = excluded.title, url = excluded.url RETURNING report_id",
        (
            case.agency_id,
            case.year,
            set_sha256(case.documents),
            json_text(case.documents),
            visit.title if visit else None,
            visit.url if visit else None,
            case.run_id,
        ),
    ).fetchone()
    return int(report_id)


_WHOLE = """
    SELECT c.*, a.name AS agency_name, a.kind AS agency_kind, a.is_vertical, r.as_of, d.due_date,
        p.title AS report_title, p.url AS report_url, g.edition,
        row_number() OVER (
            PARTITION BY c.agency_id ORDER BY r.started_at DESC, r.sequence DESC) AS age
    FROM cases c
    JOIN runs r ON r.run_id = c.run_id
    JOIN agencies a ON a.agency_id = c.agency_id
    LEFT JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
    LEFT JOIN reports p ON p.report_id = c.report_id
    LEFT JOIN judgements j ON j.judgement_id = c.judgement_id
    LEFT JOIN readings g ON g.reading_id = j.reading_id
"""
_LATEST = f"""
SELECT * FROM ({_WHOLE} WHERE c.year = ? AND r.state = 'finished' AND a.is_watched)
WHERE age = 1 ORDER BY agency_id
"""  # noqa: S608 - constants of this file
_IN_RUN = f"{_WHOLE} WHERE c.run_id = ? ORDER BY c.agency_id, c.year"


def latest_cases(connection: sqlite3.Connection, year: int) -> tuple[CaseRow, ...]:
    """The last case of each watched agency from finished runs, ordered by agency."""
    return tuple(_case(row) for row in connection.execute(_LATEST, (year,)))


def cases_in(connection: sqlite3.Connection, run_id: str) -> tuple[CaseRow, ...]:
    """The cases of one run, ordered by agency and year."""
    return tuple(_case(row) for row in connection.execute(_IN_RUN, (run_id,)))


def results_of(connection: sqlite3.Connection, judgement_id: int) -> tuple[ResultRow, ...]:
    """The results of a judgement, in the order of the codes."""
    rows = connection.execute(
        "SELECT * FROM results WHERE judgement_id = ? ORDER BY rule", (judgement_id,)
    )
    return tuple(
        ResultRow(
            rule=row["rule"],
            version=row["version"],
            outcome=Outcome(row["outcome"]),
            severity=Severity(row["severity"]),
            reason=row["reason"],
            is_shadow=bool(row["is_shadow"]),
            obstacle=Obstacle(row["obstacle"]) if row["obstacle"] else None,
        )
        for row in rows
    )


def findings_of(connection: sqlite3.Connection, judgement_id: int) -> tuple[JudgedFinding, ...]:
    """The findings of a judgement, in the order in which they were found."""
    rows = connection.execute(
        "SELECT * FROM result_findings WHERE judgement_id = ? ORDER BY rowid", (judgement_id,)
    )
    return tuple(
        JudgedFinding(
            fingerprint=row["fingerprint"],
            rule=row["rule"],
            subject=row["subject"],
            severity=Severity(row["severity"]),
            message=row["message"],
            evidence=evidence_of(row["evidence"]),
            paths=tuple(json.loads(row["paths"])),
            second={p: SecondSay(say) for p, say in json.loads(row["second"]).items()},
        )
        for row in rows
    )


def _case(row: sqlite3.Row) -> CaseRow:
    return CaseRow(
        run_id=row["run_id"],
        agency_id=row["agency_id"],
        agency_name=row["agency_name"],
        agency_kind=row["agency_kind"],
        is_vertical=bool(row["is_vertical"]),
        year=row["year"],
        as_of=date.fromisoformat(row["as_of"]),
        state=PublicationState(row["state"]),
        reason=row["reason"],
        due_date=date_of(row["due_date"]),
        claimed_date=date_of(row["claimed_date"]),
        claimed_basis=DateBasis(row["claimed_basis"]) if row["claimed_basis"] else None,
        not_before=date_of(row["not_before"]),
        not_after=date_of(row["not_after"]),
        visit_run_id=row["visit_run_id"],
        place_id=row["place_id"],
        report_id=row["report_id"],
        report_title=row["report_title"],
        report_url=row["report_url"],
        edition=row["edition"],
        judgement_id=row["judgement_id"],
        judged_sha256=row["judged_sha256"] or None,
    )
