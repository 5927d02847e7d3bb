"""Findings over time: moved once a run, when the run is whole, and asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from audit.model import Severity
from ledger.finding_state import FindingChange, FindingState
from ledger.identity import finding_sha256
from ledger.lives import BY_A_PERSON, NOT_IN_THE_REPORT, Look, sign_of, step_from
from ledger.model import FindingQuery, FindingRow, FindingStatus
from ledger.publication import has_proved_unseen, removal_of
from ledger.rows import evidence_of
from ledger.visits import visits_of
from spiders.outcome import UNCHANGED

# Beside each other: the case of this run (c), the finding as known (k), and the case of the run
# that found it last (t), with what each was judged by.
_BESIDE = """
LEFT JOIN cases t ON t.run_id = k.last_seen_run AND t.agency_id = k.agency_id AND t.year = k.year
LEFT JOIN runs seen ON seen.run_id = c.visit_run_id
LEFT JOIN visits v ON v.run_id = c.visit_run_id AND v.place_id = c.place_id AND v.year = c.year
LEFT JOIN runs then_seen ON then_seen.run_id = t.visit_run_id
LEFT JOIN judgements j ON j.judgement_id = c.judgement_id
LEFT JOIN judgements tj ON tj.judgement_id = t.judgement_id
LEFT JOIN run_inputs i ON i.run_id = c.run_id
LEFT JOIN run_inputs ti ON ti.run_id = t.run_id
"""
# A visit that found the list unchanged did not look at the report again.
_LOOK = f"""
    t.run_id IS NULL OR (coalesce(seen.sequence, 0) > coalesce(then_seen.sequence, 0)
        AND instr(coalesce(v.flags, ''), '"{UNCHANGED}"') = 0) AS is_fresh,
    coalesce(c.report_id = t.report_id, 0)
        OR coalesce(c.judged_sha256 = nullif(t.judged_sha256, ''), 0) AS is_same_report,
    r.version IS k.rule_version AND j.reading_id IS tj.reading_id
        AND coalesce(i.settings_sha256 = ti.settings_sha256, 1) AS is_same_judge,
    c.place_id AS place_id, t.place_id AS then_place_id, t.report_id AS then_report_id
"""
_FOUND = f"""
SELECT f.fingerprint, f.rule, c.agency_id, c.year, r.version, c.judgement_id, k.state,
    k.rule_version AS known_version,
    k.message IS f.message AND k.evidence IS f.evidence AS is_word_for_word,
    f.message, f.evidence, k.message AS known_message, k.evidence AS known_evidence,
    1 AS is_found, 1 AS is_judged, 0 AS is_taken_back, {_LOOK}
FROM cases c
JOIN results r ON r.judgement_id = c.judgement_id
JOIN result_findings f ON f.judgement_id = r.judgement_id AND f.rule = r.rule
LEFT JOIN findings k ON k.fingerprint = f.fingerprint
{_BESIDE}
WHERE c.run_id = :run
"""  # noqa: S608 - constants of this file
# What a person confirmed and took back before the run began, with nothing confirmed since.
_TAKEN_BACK = f"""
k.rule = '{BY_A_PERSON}' AND EXISTS (SELECT 1 FROM absences b
    JOIN absence_ends e USING (absence_id) JOIN runs o ON o.run_id = c.run_id
    WHERE b.agency_id = c.agency_id AND b.year = c.year AND e.withdrawn_at < o.started_at)
AND NOT EXISTS (SELECT 1 FROM absences b
    LEFT JOIN absence_ends e USING (absence_id) JOIN runs o ON o.run_id = c.run_id
    WHERE b.agency_id = c.agency_id AND b.year = c.year AND b.confirmed_at < o.started_at
    AND coalesce(e.withdrawn_at, '9999') >= o.started_at)
"""  # noqa: S608 - constants of the ledger
# A finding is gone only where its rule was really judged without it. Undetermined, crashed, in
# doubt about a part, or no report at hand this time: nothing is known, so nothing moves.
_MISSING = f"""
SELECT k.fingerprint, k.rule, c.agency_id, c.year, coalesce(r.version, k.rule_version) AS version,
    c.judgement_id, k.state, k.rule_version AS known_version, 1 AS is_word_for_word,
    k.message, k.evidence, 0 AS is_found,
    coalesce(r.outcome = 'conforms'
        OR (r.outcome = 'nonconforming' AND r.reason IS NULL)
        OR (r.outcome = 'not_applicable' AND j.reading_id IS NOT NULL), 0) AS is_judged,
    {_TAKEN_BACK} AS is_taken_back, {_LOOK}
FROM cases c
JOIN findings k ON k.agency_id = c.agency_id AND k.year = c.year
LEFT JOIN results r ON r.judgement_id = c.judgement_id AND r.rule = k.rule
{_BESIDE}
WHERE c.run_id = :run AND k.state IN ('new', 'persisting', 'reopened', 'withdrawn')
AND NOT EXISTS (SELECT 1 FROM result_findings f
    WHERE f.judgement_id = c.judgement_id AND f.fingerprint = k.fingerprint)
"""  # noqa: S608 - constants of this file
# Only where a place was visited again after the visit that the case rests on can a report be gone.
_MAY_HAVE_VANISHED = """
SELECT c.agency_id, c.year FROM cases c
JOIN visits own ON own.run_id = c.visit_run_id AND own.place_id = c.place_id AND own.year = c.year
WHERE c.run_id = ? AND c.report_id IS NOT NULL AND EXISTS (SELECT 1 FROM visits v
    WHERE v.place_id = c.place_id AND v.year = c.year AND v.started_at > own.started_at)
"""
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
    last_seen_run = excluded.last_seen_run, is_shadow = excluded.is_shadow
"""

_LAST_DAY = "(SELECT max(as_of) FROM runs WHERE state = 'finished')"
_QUERY = f"""
SELECT * FROM (
    SELECT f.*, a.name AS agency_name, first.as_of AS first_seen_date,
        last.as_of AS last_seen_date,
        EXISTS (SELECT 1 FROM notice_items i JOIN notice_states s USING (notice_id)
            WHERE i.fingerprint = f.fingerprint AND s.state = 'released') AS is_noticed,
        coalesce((SELECT i.answer = 'disputed' FROM reply_items i
            WHERE i.fingerprint = f.fingerprint ORDER BY i.answer_id DESC LIMIT 1), 0)
            AS is_disputed,
        EXISTS (SELECT 1 FROM waivers w LEFT JOIN waiver_ends e USING (waiver_id)
            WHERE coalesce(w.rule, f.rule) = f.rule
            AND coalesce(w.agency_id, f.agency_id) = f.agency_id
            AND coalesce(w.year, f.year) = f.year
            AND coalesce(:day, {_LAST_DAY}) BETWEEN w.from_date AND w.until_date
            AND coalesce(e.from_date, '9999') > coalesce(:day, {_LAST_DAY})) AS is_waived
    FROM findings f
    JOIN agencies a ON a.agency_id = f.agency_id
    JOIN runs first ON first.run_id = f.first_seen_run
    JOIN runs last ON last.run_id = f.last_seen_run
    WHERE (:agency IS NULL OR f.agency_id = :agency)
        AND (:year IS NULL OR f.year = :year)
        AND (:rule IS NULL OR f.rule = :rule)
        AND (:severity IS NULL OR f.severity = :severity)
        AND (:status IS NULL OR f.status = :status)
        AND (:state IS NULL OR f.state = :state)
        AND (:shadow IS NULL OR f.is_shadow = :shadow)
        AND (:fingerprint IS NULL
            OR substr(f.fingerprint, 1, length(:fingerprint)) = :fingerprint))
WHERE (:noticed IS NULL OR is_noticed = :noticed)
    AND (:disputed IS NULL OR is_disputed = :disputed)
    AND (:waived IS NULL OR is_waived = :waived)
ORDER BY year, agency_id, rule, subject
"""  # noqa: S608 - constants of this file

_Move = tuple[str, str | None, FindingState, int, str, int | None, str]
_Key = tuple[str, int]


def settle_findings(connection: sqlite3.Connection, run_id: str) -> None:
    """Move the findings as the cases of the run say, and write down what moved."""
    gone = _vanished(connection, run_id)
    moves = [
        move
        for sql in (_FOUND, _MISSING)
        for row in connection.execute(sql, {"run": run_id})
        for move in _moves(connection, row, gone)
    ]
    connection.execute(_SEEN, (run_id,))
    connection.executemany(
        "UPDATE findings SET state = ?, status = ? WHERE fingerprint = ?",
        [(state.value, _status(state).value, name) for name, _, state, *_ in moves],
    )
    connection.executemany(
        "INSERT INTO finding_history (fingerprint, run_id, former_state, state, rule_version, "
        "finding_sha256, judgement_id, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(name, run_id, former, state.value, *rest) for name, former, state, *rest in moves],
    )


def _vanished(connection: sqlite3.Connection, run_id: str) -> frozenset[_Key]:
    """The agencies and years of the run whose report is proven to be no longer there."""
    keys = [
        (row["agency_id"], row["year"]) for row in connection.execute(_MAY_HAVE_VANISHED, (run_id,))
    ]
    return frozenset(key for key in keys if _is_removed(connection, *key))


def _is_removed(connection: sqlite3.Connection, agency_id: str, year: int) -> bool:
    places = connection.execute(
        "SELECT place_id FROM places WHERE agency_id = ? AND is_watched", (agency_id,)
    )
    removal = removal_of(
        visits_of(connection, agency_id, year), {row["place_id"] for row in places}
    )
    return removal is not None and removal.is_proved


def _moves(
    connection: sqlite3.Connection, row: sqlite3.Row, gone: frozenset[_Key]
) -> Iterator[_Move]:
    """What the run changes in the life of one finding: its state, or what it says; or nothing."""
    former = FindingState(row["state"]) if row["state"] else None
    sign = sign_of(
        Look(
            is_found=bool(row["is_found"]),
            is_judged=bool(row["is_judged"]),
            is_fresh=bool(row["is_fresh"]),
            is_there=bool(row["is_found"]) or _is_looked_for(connection, row),
            is_same_report=bool(row["is_same_report"]),
            is_same_judge=bool(row["is_same_judge"]),
            is_taken_back=bool(row["is_taken_back"]),
            has_vanished=row["rule"] not in NOT_IN_THE_REPORT
            and (row["agency_id"], row["year"]) in gone,
        )
    )
    step = step_from(former, sign)
    state, why = (step.state, step.why) if step else (former, None)
    if former is not None and (step or row["is_found"]):
        why = "；".join(filter(None, (why, *_what_changed(row))))
    if state is not None and why:
        said = _sha256(row["message"], row["evidence"])
        judged = row["judgement_id"]
        known = former.value if former else None
        yield (row["fingerprint"], known, state, row["version"], said, judged, why)


def _what_changed(row: sqlite3.Row) -> Iterator[str]:
    """How rule and words differ from what was known of the finding."""
    if row["known_version"] != row["version"]:
        yield f"规则由第 {row['known_version']} 版改为第 {row['version']} 版"
    if not row["is_word_for_word"] and _sha256(row["message"], row["evidence"]) != _sha256(
        row["known_message"], row["known_evidence"]
    ):
        yield "问题内容有变化"


def _is_looked_for(connection: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """Whether the run looked where the finding was found, or that place is done with.

    Another place that speaks because this one failed says nothing of what stands here.
    """
    place = row["then_place_id"]
    if place is None or row["then_report_id"] is None or place == row["place_id"]:
        return True
    watched = connection.execute(
        "SELECT 1 FROM places WHERE place_id = ? AND is_watched", (place,)
    ).fetchone()
    made = visits_of(connection, row["agency_id"], row["year"])
    last = next((visit for visit in reversed(made) if visit.place_id == place), None)
    return watched is None or (last is not None and has_proved_unseen(last))


def _sha256(message: str, evidence: str) -> str:
    return finding_sha256(message, evidence_of(evidence))


def _status(state: FindingState) -> FindingStatus:
    return FindingStatus.OPEN if state.is_open else FindingStatus.GONE


def history_of(connection: sqlite3.Connection, fingerprint: str) -> tuple[FindingChange, ...]:
    """What runs changed in the life of a finding, the earliest first."""
    rows = connection.execute(
        "SELECT h.*, r.as_of FROM finding_history h JOIN runs r USING (run_id) "
        "WHERE h.fingerprint = ? ORDER BY r.sequence",
        (fingerprint,),
    )
    return tuple(
        FindingChange(
            run_id=row["run_id"],
            as_of=date.fromisoformat(row["as_of"]),
            former=FindingState(row["former_state"]) if row["former_state"] else None,
            state=FindingState(row["state"]),
            rule_version=row["rule_version"],
            finding_sha256=row["finding_sha256"],
            judgement_id=row["judgement_id"],
            reason=row["reason"],
        )
        for row in rows
    )


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
            "state": query.state,
            "shadow": query.is_shadow,
            "noticed": query.is_noticed,
            "disputed": query.is_disputed,
            "waived": query.is_waived,
            "day": query.day.isoformat() if query.day else None,
            "fingerprint": query.fingerprint.lower() if query.fingerprint else None,
        },
    )
    return tuple(_finding(row) for row in rows)


def _finding(row: sqlite3.Row) -> FindingRow:
    return FindingRow(
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
        state=FindingState(row["state"]),
        is_noticed=bool(row["is_noticed"]),
        is_disputed=bool(row["is_disputed"]),
        is_waived=bool(row["is_waived"]),
    )
