"""Which findings of a year may be told of all agencies together, and who has none."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from audit.model import Severity
from ledger.asking import LedgerReader
from ledger.rows import evidence_of
from ledger.said import NoticeItem

_LATEST = """
WITH latest AS MATERIALIZED (
    SELECT c.agency_id, c.state, c.report_id, c.judgement_id
    FROM latest_cases c CROSS JOIN agencies a ON a.agency_id = c.agency_id AND a.is_watched = 1
    WHERE c.year = :year AND c.judgement_id IS NOT NULL
        AND c.state IN ('on_time', 'late', 'collected', 'not_published'))"""

# A finding that the last judgement could not look at again is not told: it found it no more.
# The plus keeps SQLite from trying every finding of the year on every judgement.
_TELLABLE = f"""{_LATEST}
SELECT f.agency_id, f.fingerprint, f.rule, f.severity, l.report_id IS NOT NULL,
    EXISTS (SELECT 1 FROM decisions d
        WHERE d.decision_id = (SELECT max(decision_id) FROM decisions
                WHERE fingerprint = f.fingerprint)
            AND d.verdict = 'upheld' AND d.rule_version = f.rule_version
            AND coalesce((SELECT h.finding_sha256 FROM finding_history h
                JOIN runs r ON r.run_id = h.run_id
                WHERE h.fingerprint = f.fingerprint ORDER BY r.sequence DESC LIMIT 1),
                d.finding_sha256) = d.finding_sha256)
FROM latest l
CROSS JOIN result_findings r ON r.judgement_id = l.judgement_id
CROSS JOIN findings f ON f.fingerprint = r.fingerprint
WHERE +f.fingerprint IN (
    SELECT fingerprint FROM standing_findings
    WHERE year = :year AND severity IN ('error', 'warning'))
ORDER BY f.agency_id, f.rule, f.fingerprint
"""  # noqa: S608 - constants of this file

# Nobody is praised for what is only waived, or could not be judged.
_WITHOUT = f"""{_LATEST}
SELECT l.agency_id FROM latest l
WHERE l.state = 'on_time'
    AND l.agency_id NOT IN (
        SELECT agency_id FROM findings
        WHERE is_shadow = 0 AND status = 'open' AND year = :year
            AND severity IN ('error', 'warning')
            AND fingerprint NOT IN (
                SELECT fingerprint FROM rejected_findings WHERE year = :year))
    AND NOT EXISTS (SELECT 1 FROM results r
        WHERE r.judgement_id = l.judgement_id AND r.is_shadow = 0
            AND (r.outcome = 'crashed'
                OR (r.outcome = 'undetermined' AND coalesce(r.obstacle, '') <> 'not_held')))
ORDER BY l.agency_id
"""  # noqa: S608 - constants of this file

_JUDGED = f"""{_LATEST}
SELECT count(*) FROM latest l
JOIN judgements j ON j.judgement_id = l.judgement_id AND j.reading_id IS NOT NULL
"""  # noqa: S608 - constants of this file

_ITEMS = """
SELECT f.fingerprint, f.rule, f.rule_version, f.severity, f.subject, f.message, f.evidence
FROM json_each(:wanted) w CROSS JOIN findings f ON f.fingerprint = w.value
ORDER BY w.key
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellableFinding:
    """An error or a warning that the last judgement found, and nobody waived or rejected.

    ``is_upheld`` where a person upheld just this; ``has_report`` where it is of a report that was
    seen.
    """

    agency_id: str
    fingerprint: str
    rule: str
    severity: Severity
    is_upheld: bool
    has_report: bool


def tellable_findings(reader: LedgerReader, year: int) -> tuple[TellableFinding, ...]:
    """The errors and warnings of ``year``, ordered by agency and rule.

    Which rules are precise enough to be told is not asked here.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_TELLABLE, {"year": year})
    return tuple(
        TellableFinding(
            agency_id=str(agency_id),
            fingerprint=str(fingerprint),
            rule=str(rule),
            severity=Severity(str(severity)),
            is_upheld=bool(is_upheld),
            has_report=bool(has_report),
        )
        for agency_id, fingerprint, rule, severity, has_report, is_upheld in rows
    )


def agencies_without_problems(reader: LedgerReader, year: int) -> frozenset[str]:
    """Who published in time a report of which every rule could be judged and none found a problem.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_WITHOUT, {"year": year})
    return frozenset(str(agency_id) for (agency_id,) in rows)


def judged_reports(reader: LedgerReader, year: int) -> int:
    """How many agencies' reports on ``year`` were read and judged, as last seen.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_JUDGED, {"year": year})
    return sum(int(str(count)) for (count,) in rows)


def items_of(reader: LedgerReader, fingerprints: Collection[str]) -> tuple[NoticeItem, ...]:
    """Findings as documents list them, in the order of ``fingerprints``.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_ITEMS, {"wanted": json.dumps(list(fingerprints))})
    return tuple(
        NoticeItem(
            fingerprint=str(fingerprint),
            rule=str(rule),
            rule_version=int(str(version)),
            severity=Severity(str(severity)),
            subject=str(subject),
            message=str(message),
            evidence=evidence_of(str(evidence)),
        )
        for fingerprint, rule, version, severity, subject, message, evidence in rows
    )
