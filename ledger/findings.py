"""The life of findings: moved once a run, when the run is whole."""

from __future__ import annotations

import sqlite3
from datetime import date

from audit.model import Severity
from ledger.model import FindingQuery, FindingRow, FindingStatus
from ledger.rows import evidence_of

_SEEN = """
INSERT INTO findings (fingerprint, rule, rule_version, agency_id, year, subject, severity,
    message, evidence, status, first_seen_run, last_seen_run, is_shadow)
SELECT f.fingerprint, f.rule, r.version, c.agency_id, c.year, f.subject, f.severity,
    f.message, f.evidence, 'open', c.run_id, c.run_id, r.is_shadow
FROM cases c
JOIN results r ON r.judgement_id = c.judgement_id
JOIN result_findings f ON f.judgement_id = r.judgement_id AND f.rule = r.rule
WHERE c.run_id = ?
ON CONFLICT (fingerprint) DO UPDATE SET rule_version = excluded.rule_version,
    severity = excluded.severity, message = excluded.message, evidence = excluded.evidence,
    status = 'open', last_seen_run = excluded.last_seen_run, is_shadow = excluded.is_shadow
"""

# A finding is gone only where its rule was really judged without it. Undetermined, crashed, in
# doubt about a part, or no report at hand this time: nothing is known, so nothing moves.
_GONE = """
UPDATE findings SET status = 'gone'
WHERE status = 'open' AND last_seen_run <> :run AND EXISTS (
    SELECT 1 FROM cases c
    JOIN judgements j ON j.judgement_id = c.judgement_id
    JOIN results r ON r.judgement_id = c.judgement_id AND r.rule = findings.rule
    WHERE c.run_id = :run AND c.agency_id = findings.agency_id AND c.year = findings.year
    AND (r.outcome = 'conforms'
        OR (r.outcome = 'nonconforming' AND r.reason IS NULL)
        OR (r.outcome = 'not_applicable' AND j.reading_id IS NOT NULL)))
"""

_QUERY = """
SELECT f.*, a.name AS agency_name, first.as_of AS first_seen_date, last.as_of AS last_seen_date
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
WHERE (:agency IS NULL OR f.agency_id = :agency)
    AND (:year IS NULL OR f.year = :year)
    AND (:rule IS NULL OR f.rule = :rule)
    AND (:severity IS NULL OR f.severity = :severity)
    AND (:status IS NULL OR f.status = :status)
    AND (:shadow IS NULL OR f.is_shadow = :shadow)
    AND (:fingerprint IS NULL OR substr(f.fingerprint, 1, length(:fingerprint)) = :fingerprint)
ORDER BY f.year, f.agency_id, f.rule, f.subject
"""


def settle_findings(connection: sqlite3.Connection, run_id: str) -> None:
    """Move the findings as the cases of the run say."""
    connection.execute(_SEEN, (run_id,))
    connection.execute(_GONE, {"run": run_id})


def find(connection: sqlite3.Connection, query: FindingQuery) -> tuple[FindingRow, ...]:
    """The findings asked for, ordered by year, agency, rule and subject."""
    rows = connection.execute(
        _QUERY,
        {
            "agency": query.agency_id,
            "year": query.year,
            "rule": query.rule.upper() if query.rule else None,
            "severity": query.severity,
            "status": query.status,
            "shadow": query.is_shadow,
            "fingerprint": query.fingerprint.lower() if query.fingerprint else None,
        },
    )
    return tuple(
        FindingRow(
            fingerprint=row["fingerprint"],
            rule=row["rule"],
            rule_version=row["rule_version"],
            agency_id=row["agency_id"],
            agency_name=row["agency_name"],
            year=row["year"],
            subject=row["subject"],
            severity=Severity(row["severity"]),
            message=row["message"],
            evidence=evidence_of(row["evidence"]),
            status=FindingStatus(row["status"]),
            first_seen_run=row["first_seen_run"],
            first_seen_date=date.fromisoformat(row["first_seen_date"]),
            last_seen_run=row["last_seen_run"],
            last_seen_date=date.fromisoformat(row["last_seen_date"]),
            is_shadow=bool(row["is_shadow"]),
        )
        for row in rows
    )
