"""What people decided on findings: added, never changed; and how often they upheld each rule."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from ledger import events
from ledger.chain import Plain
from ledger.findings import find
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, FindingRow, Precision, Verdict
from ledger.rows import evidence_of, instant_text

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


def decision_on(
    finding: FindingRow, verdict: Verdict, *, by: str, at: datetime, reason: str
) -> Decision:
    """A person's decision on ``finding`` as it now stands, to be recorded."""
    return Decision(
        fingerprint=finding.fingerprint,
        run_id=finding.last_seen_run,
        rule=finding.rule,
        rule_version=finding.rule_version,
        finding_sha256=finding_sha256(finding.message, finding.evidence),
        verdict=verdict,
        decided_by=by,
        decided_at=at,
        reason=reason,
    )


def record_decision(connection: sqlite3.Connection, decision: Decision) -> None:
    """Write one decision down, in the log too.

    Raises:
        LedgerError: nobody is named.
    """
    row: dict[str, Plain] = {
        "fingerprint": decision.fingerprint,
        "run_id": decision.run_id,
        "rule": decision.rule,
        "rule_version": decision.rule_version,
        "finding_sha256": decision.finding_sha256,
        "verdict": decision.verdict.value,
        "decided_by": events.named(decision.decided_by),
        "decided_at": instant_text(decision.decided_at),
        "reason": decision.reason,
    }
    who, at = decision.decided_by, decision.decided_at
    events.put(connection, "decisions", row, kind="人工认定", actor=who, at=at)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a finding said: its words, and what is printed at each of its places."""

    rule_version: int
    message: str
    printed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenedDecision:
    """A finding that still stands, whose last decision no longer speaks for it.

    Its words, what is printed, or the version of its rule are no longer those decided on.
    ``then`` is what it said when it was decided on; ``None`` where that is no longer kept.
    """

    finding: FindingRow
    decision: Decision
    then: Said | None
    now: Said


def speaks_for(decision: Decision, finding: FindingRow) -> bool:
    """Whether a decision still speaks for a finding: same version of its rule, same content."""
    said = finding_sha256(finding.message, finding.evidence)
    return (decision.rule_version, decision.finding_sha256) == (finding.rule_version, said)


def reopened_decisions(
    connection: sqlite3.Connection, query: FindingQuery
) -> tuple[ReopenedDecision, ...]:
    """The findings asked for that stand and were decided on as something else than they now are."""
    rows = connection.execute("SELECT * FROM decisions ORDER BY decision_id")
    last = {row["fingerprint"]: _decision(row) for row in rows}
    decided = (
        (finding, last[finding.fingerprint])
        for finding in find(connection, query)
        if finding.fingerprint in last and finding.state.is_open
    )
    return tuple(
        ReopenedDecision(
            finding=finding,
            decision=decision,
            then=said_then(connection, decision),
            now=said_by(finding),
        )
        for finding, decision in decided
        if not speaks_for(decision, finding)
    )


def said_by(finding: FindingRow) -> Said:
    """What a finding says now."""
    return Said(
        rule_version=finding.rule_version,
        message=finding.message,
        printed=tuple((one.at, one.printed) for one in finding.evidence),
    )


def said_then(connection: sqlite3.Connection, decision: Decision) -> Said | None:
    """What the finding said when it was decided on."""
    row = connection.execute(
        "SELECT f.message, f.evidence FROM findings k "
        "JOIN cases c ON c.agency_id = k.agency_id AND c.year = k.year AND c.run_id = ? "
        "JOIN result_findings f ON f.judgement_id = c.judgement_id "
        "AND f.fingerprint = k.fingerprint WHERE k.fingerprint = ?",
        (decision.run_id, decision.fingerprint),
    ).fetchone()
    if row is None:
        return None
    return Said(
        rule_version=decision.rule_version,
        message=row["message"],
        printed=tuple((one.at, one.printed) for one in evidence_of(row["evidence"])),
    )


def precisions(connection: sqlite3.Connection) -> tuple[Precision, ...]:
    """What is known of every rule and version that has found anything, ordered by code."""
    return tuple(
        Precision(rule=rule, version=version, findings=found, upheld=upheld, rejected=rejected)
        for rule, version, found, upheld, rejected in connection.execute(_PRECISION)
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
