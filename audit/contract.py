"""The machine-readable form of an audit (the contract of ``duban check --format json``)."""

from __future__ import annotations

from collections.abc import Iterable

from audit.model import Finding, RuleResult
from reading.model import ReportReading


def results_json(
    results: Iterable[RuleResult], reading: ReportReading, *, file: str
) -> dict[str, object]:
    """The object of one document, one entry for every result, in their order."""
    return {
        "file": file,
        "agency": reading.agency,
        "year": reading.year,
        "edition": reading.edition.name if reading.edition else None,
        "results": [_result(result) for result in results],
    }


def _result(result: RuleResult) -> dict[str, object]:
    told: dict[str, object] = {
        "rule": result.rule,
        "version": result.version,
        "outcome": result.outcome.value,
        "severity": result.severity.value,
        "reason": result.reason,
        "findings": [_finding(finding) for finding in result.findings],
    }
    if result.obstacle is not None:
        told["obstacle"] = result.obstacle.value
    if result.is_shadow:
        told["shadow"] = True
    return told


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "subject": finding.subject,
        "severity": finding.severity.value,
        "message": finding.message,
        "evidence": [{"at": e.at, "printed": e.printed} for e in finding.evidence],
    }
