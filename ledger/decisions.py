"""What people decided on findings: added, never changed; and how often they upheld each rule."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import datetime

from ledger.model import Decision, Precision, Verdict
from ledger.rows import instant_text, write_rows

_DECISION = tuple(field.name for field in fields(Decision))

# The last word on a finding is its verdict: by rule version and by what the finding then said.
_PRECISION = """
WITH last AS (
    SELECT * FROM decisions WHERE decision_id IN (
        SELECT max(decision_id) FROM decisions
        GROUP BY fingerprint, rule_version, finding_sha256)),
counted AS (
    SELECT rule, rule_version, 1 AS found, 0 AS upheld, 0 AS rejected FROM findings
    UNION ALL
    SELECT rule, rule_version, 0, verdict = 'upheld', verdict = 'rejected' FROM last)
SELECT rule, rule_version, sum(found) AS found, sum(upheld) AS upheld, sum(rejected) AS rejected
FROM counted GROUP BY rule, rule_version ORDER BY rule, rule_version
"""


def record_decision(connection: sqlite3.Connection, decision: Decision) -> None:
    """Write one decision down."""
    row = (
        decision.fingerprint,
        decision.run_id,
        decision.rule,
        decision.rule_version,
        decision.finding_sha256,
        decision.verdict.value,
        decision.decided_by,
        instant_text(decision.decided_at),
        decision.reason,
    )
    write_rows(connection, "decisions", _DECISION, [row])


def decisions_of(connection: sqlite3.Connection, fingerprint: str) -> tuple[Decision, ...]:
    """All decisions on a finding, the earliest first."""
    rows = connection.execute(
        "SELECT * FROM decisions WHERE fingerprint = ? ORDER BY decision_id", (fingerprint,)
    )
    return tuple(_decision(row) for row in rows)


def last_decisions(connection: sqlite3.Connection, year: int) -> dict[str, Decision]:
    """The last decision on each finding of the year that has one, by fingerprint."""
    rows = connection.execute(
        "SELECT d.* FROM decisions d JOIN findings f USING (fingerprint) WHERE f.year = ? "
        "ORDER BY d.decision_id",
        (year,),
    )
    return {row["fingerprint"]: _decision(row) for row in rows}


def precisions(connection: sqlite3.Connection) -> tuple[Precision, ...]:
    """What is known of every rule and version that has found anything, ordered by code."""
    return tuple(
        Precision(
            rule=row["rule"],
            version=row["rule_version"],
            findings=row["found"],
            upheld=row["upheld"],
            rejected=row["rejected"],
        )
        for row in connection.execute(_PRECISION)
    )


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        fingerprint=row["fingerprint"],
        run_id=row["run_id"],
        rule=row["rule"],
        rule_version=row["rule_version"],
        finding_sha256=row["finding_sha256"],
        verdict=Verdict(row["verdict"]),
        decided_by=row["decided_by"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        reason=row["reason"],
    )
