"""Judgements: the results of all rules on a case, kept once for all runs that judge the same."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from audit.model import Finding, RuleResult
from ledger.identity import (
    fingerprint,
    former_judgement_digest,
    is_former,
    judgement_digest,
)
from ledger.model import JudgedCase
from ledger.rows import Cell, json_text, write_rows

_RESULT = (
    *("judgement_id", "rule", "version", "outcome", "severity", "reason"),
    *("is_shadow", "obstacle"),
)
_FINDING = (
    "judgement_id",
    "fingerprint",
    "rule",
    "subject",
    "severity",
    "message",
    "evidence",
    "paths",
    "second",
)


def record_judgement(
    connection: sqlite3.Connection,
    case: JudgedCase,
    results: tuple[RuleResult, ...],
    reading_id: int | None,
) -> int:
    """The key of this judgement; its results are written where it is new."""
    digest = judgement_digest(reading_id, results)
    held = dict(
        connection.execute(
            "SELECT digest, judgement_id FROM judgements WHERE agency_id = ? AND year = ? "
            "AND reading_id IS ?",
            (case.agency_id, case.year, reading_id),
        ).fetchall()
    )
    known = held.get(digest)
    if known is None and any(map(is_former, held)):
        known = held.get(former_judgement_digest(reading_id, results))
    if known is not None:
        return int(known)
    (made,) = connection.execute(
        "INSERT INTO judgements (agency_id, year, digest, reading_id, first_run_id) "
        "VALUES (?, ?, ?, ?, ?) RETURNING judgement_id",
        (case.agency_id, case.year, digest, reading_id, case.run_id),
    ).fetchone()
    judgement_id = int(made)
    outcomes: list[tuple[Cell, ...]] = [
        (
            judgement_id,
            r.rule,
            r.version,
            str(r.outcome),
            str(r.severity),
            r.reason,
            int(r.is_shadow),
            str(r.obstacle) if r.obstacle else "",
        )
        for r in results
    ]
    found: list[tuple[Cell, ...]] = [
        (
            judgement_id,
            fingerprint(result.rule, case.agency_id, case.year, finding.subject),
            result.rule,
            finding.subject,
            finding.severity.value,
            finding.message,
            json_text(finding.evidence),
            json_text(finding.paths),
            json_text({path: case.second[path] for path in finding.paths if path in case.second}),
        )
        for result in results
        if result.findings
        for finding in one_a_subject(result.findings)
    ]
    write_rows(connection, "results", _RESULT, outcomes)
    write_rows(connection, "result_findings", _FINDING, found)
    return judgement_id


def one_a_subject(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of a rule on the same subject as one: that is what its identity says it is."""
    merged: dict[str, Finding] = {}
    for finding in findings:
        held = merged.get(finding.subject)
        if held is None:
            merged[finding.subject] = finding
            continue
        merged[finding.subject] = replace(
            held,
            severity=min(held.severity, finding.severity, key=lambda severity: severity.rank),
            message=f"{held.message}；{finding.message}",
            evidence=(*held.evidence, *finding.evidence),
            paths=tuple(dict.fromkeys((*held.paths, *finding.paths))),
        )
    return tuple(merged.values())
