"""Thins what repeats (保留期限): rows of captures of old visits that saw nothing new.

Findings, decisions, events, documents, visits and everything read or judged are never thinned, nor
is the archive: it keeps every byte and every capture.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.clock import SHANGHAI, local_date
from ledger import events
from ledger.connection import transaction
from ledger.rows import instant_text
from spiders.outcome import UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Thinned:
    """What was or would be removed: visits that end before ``before`` and their captures."""

    before: date
    visits: int
    captures: int


# A visit that saw its place unchanged proves nothing that the visits before and after do not,
# unless it is the first or last of its place and year, or a case of a document rests on it.
_OLD = """
FROM visits v WHERE v.ended_at < :before
AND EXISTS (SELECT 1 FROM json_each(v.flags) WHERE value = :unchanged)
AND EXISTS (SELECT 1 FROM visits b WHERE b.place_id = v.place_id AND b.year = v.year
    AND b.ended_at < v.ended_at)
AND EXISTS (SELECT 1 FROM visits a WHERE a.place_id = v.place_id AND a.year = v.year
    AND a.ended_at > v.ended_at)
AND NOT EXISTS (SELECT 1 FROM cases c JOIN notices n
    ON n.run_id = c.run_id AND n.agency_id = c.agency_id AND n.year = c.year
    WHERE c.visit_run_id = v.run_id AND c.place_id = v.place_id AND c.year = v.year)
"""
# What any other visit names stays: documents of unchanged places lie in the run that fetched them.
_CAPTURES = f"""
FROM captures WHERE (run_id, place_id) IN (SELECT v.run_id, v.place_id {_OLD})
AND NOT EXISTS (SELECT 1 FROM named WHERE named.run_id = captures.run_id
    AND named.capture_id = captures.capture_id)
"""  # noqa: S608 - constants of this file
_NAMED = f"""
CREATE TEMP TABLE named AS
SELECT DISTINCT CASE instr(d.value, ':') WHEN 0 THEN v.run_id
    ELSE substr(d.value, 1, instr(d.value, ':') - 1) END AS run_id, d.value AS capture_id
FROM visits v, json_each(v.documents) d
UNION
SELECT DISTINCT CASE instr(e.value, ':') WHEN 0 THEN v.run_id
    ELSE substr(e.value, 1, instr(e.value, ':') - 1) END, e.value
FROM visits v, json_each(v.evidence) e
WHERE v.rowid NOT IN (SELECT v.rowid {_OLD})
"""  # noqa: S608 - constants of this file


def months_before(now: datetime, months: int) -> datetime:
    """The midnight in Asia/Shanghai that many months ago; a day that a month lacks is its last."""
    today = local_date(now)
    count = today.year * 12 + today.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    last = following - timedelta(days=1)
    day = first.replace(day=min(today.day, last.day))
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def thin(
    connection: sqlite3.Connection, before: datetime, *, actor: str, at: datetime, is_dry: bool
) -> Thinned:
    """Remove, or only count, captures of unchanged visits that ended before ``before``.

    Raises:
        LedgerError: nobody is named; the ledger is locked.
    """
    values = {"before": instant_text(before), "unchanged": UNCHANGED}
    with transaction(connection):
        connection.execute("DROP TABLE IF EXISTS temp.named")
        connection.execute(_NAMED, values)
        connection.execute("CREATE INDEX temp.named_key ON named (run_id, capture_id)")
        visits, captures = (
            connection.execute(f"SELECT count(*) {what}", values).fetchone()[0]
            for what in (_OLD, _CAPTURES)
        )
        found = Thinned(before=local_date(before), visits=visits, captures=captures)
        if not is_dry and captures:
            connection.execute(f"DELETE {_CAPTURES}", values)
            events.append(
                connection,
                kind="按保留期限精简",
                actor=actor,
                at=at,
                content={"before": found.before.isoformat(), "captures": captures},
            )
        connection.execute("DROP TABLE temp.named")
    return found
