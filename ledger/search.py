"""Searches the words of reports and findings (全文检索).

The indexes hold runs of three characters, which finds words of Chinese without a dictionary. They
say where a word may be; the words themselves say whether it is. Shorter words, and what no index
holds yet, are looked for in the words alone.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from ledger.connection import transaction
from ledger.rows import whole_text
from reading.model import ReportReading

PREAMBLE = "preamble"
_RUN_LENGTH = 3
# Of a long word its beginning is enough for the index: the rest is compared anyway.
_MOST_RUNS = 24
_BATCH = 2000
_AROUND = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where words stand in the report last judged of an agency and year; ``excerpt`` around."""

    agency_id: str
    agency_name: str
    year: int
    part: str
    heading: str
    excerpt: str


def record_narratives(
    connection: sqlite3.Connection, reading_id: int, reading: ReportReading
) -> None:
    """Keep the words of a reading, each wording once."""
    parts = [(name.value, part.heading, part.text) for name, part in reading.parts.items()]
    preamble = "".join(sentence.text for sentence in reading.preamble)
    if preamble:
        parts.insert(0, (PREAMBLE, "", preamble))
    told = [
        (part, str(whole_text(heading)), str(whole_text(text))) for part, heading, text in parts
    ]
    hashed = [hashlib.sha256(text.encode()).hexdigest() for _, _, text in told]
    connection.executemany(
        "INSERT OR IGNORE INTO narrative_texts (sha256, text) VALUES (?, ?)",
        [(sha256, text) for sha256, (_, _, text) in zip(hashed, told, strict=True)],
    )
    connection.executemany(
        "INSERT INTO narratives (reading_id, part, heading, text_id) "
        "SELECT ?, ?, ?, text_id FROM narrative_texts WHERE sha256 = ?",
        [
            (reading_id, part, heading, sha256)
            for sha256, (part, heading, _) in zip(hashed, told, strict=True)
        ],
    )


def note_findings(connection: sqlite3.Connection, run_id: str) -> None:
    """Bring the words of the findings that a run saw up to date."""
    connection.execute(_NOTE, (run_id,))


# The JSON of evidence holds names of its own that nobody searches for.
_NOTE = """
INSERT INTO finding_texts (fingerprint, text)
SELECT f.fingerprint, a.name || ' ' || f.rule || ' ' || f.subject || ' ' || f.message
    || coalesce((SELECT group_concat(' ' || coalesce(json_extract(e.value, '$.at'), '') || ' '
        || coalesce(json_extract(e.value, '$.printed'), ''), '')
        FROM json_each(f.evidence) e), '')
FROM findings f JOIN agencies a USING (agency_id) WHERE f.last_seen_run = ?
ON CONFLICT (fingerprint) DO UPDATE SET text = excluded.text
    WHERE excluded.text <> finding_texts.text
"""


def index_narratives(connection: sqlite3.Connection) -> None:
    """Bring the index of narratives up to what is kept, in steps that hold nobody up."""
    while True:
        with transaction(connection, is_redoable=True):
            done = _indexed_to(connection)
            rows = connection.execute(
                "SELECT text_id, text FROM narrative_texts WHERE text_id > ? "
                "ORDER BY text_id LIMIT ?",
                (done, _BATCH),
            ).fetchall()
            if not rows:
                return
            connection.executemany(
                "INSERT INTO narrative_search (rowid, text) VALUES (?, ?)", map(tuple, rows)
            )
            connection.execute(
                "UPDATE search_progress SET indexed_to = ? WHERE name = 'narrative_search'",
                (rows[-1]["text_id"],),
            )


def findings_with(connection: sqlite3.Connection, words: str) -> tuple[str, ...]:
    """The fingerprints of the findings in which all of ``words`` stand, in their order.

    Findings of rules in shadow are left out.
    """
    wanted = words.split()
    if not wanted:
        return ()
    where, values = _where(wanted, "finding_search", "t.text_id", None)
    rows = connection.execute(
        "SELECT t.fingerprint FROM finding_texts t JOIN findings f USING (fingerprint) "  # noqa: S608
        f"WHERE NOT f.is_shadow AND {where} ORDER BY f.year DESC, f.agency_id, f.rule, f.subject",
        values,
    )
    return tuple(row["fingerprint"] for row in rows)


def passages_with(
    connection: sqlite3.Connection, words: str, *, most: int = 200
) -> tuple[Passage, ...]:
    """Where all of ``words`` stand in one part of the reports last judged, at most so many."""
    wanted = words.split()
    if not wanted:
        return ()
    where, values = _where(wanted, "narrative_search", "t.text_id", _indexed_to(connection))
    rows = connection.execute(
        f"{_PASSAGES} AND {where} ORDER BY c.year DESC, c.agency_id, n.rowid LIMIT ?",
        (*values, most),
    )
    return tuple(
        Passage(
            agency_id=row["agency_id"],
            agency_name=row["agency_name"],
            year=row["year"],
            part=row["part"],
            heading=row["heading"],
            excerpt=_excerpt(row["text"], wanted[0]),
        )
        for row in rows
    )


_PASSAGES = """
SELECT c.agency_id, a.name AS agency_name, c.year, n.part, n.heading, t.text
FROM narrative_texts t
JOIN narratives n USING (text_id)
JOIN judgements j USING (reading_id)
JOIN cases c ON c.judgement_id = j.judgement_id
JOIN agencies a ON a.agency_id = c.agency_id
WHERE c.run_id = (SELECT o.run_id FROM cases o JOIN runs r USING (run_id)
    WHERE o.agency_id = c.agency_id AND o.year = c.year AND r.state = 'finished'
    AND o.judgement_id IS NOT NULL ORDER BY r.started_at DESC, r.sequence DESC LIMIT 1)
"""


def _where(
    wanted: list[str], index: str, key: str, indexed_to: int | None
) -> tuple[str, tuple[str | int, ...]]:
    """A condition on the rows ``t`` that all words stand in them, and its values."""
    conditions = ["t.text LIKE ? ESCAPE '\\'"] * len(wanted)
    values: list[str | int] = [f"%{_literal(word)}%" for word in wanted]
    runs = [run for word in wanted for run in _runs(word)][:_MOST_RUNS]
    if runs:
        held = f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"  # noqa: S608
        values.append(" AND ".join(f'"{run}"' for run in runs))
        if indexed_to is not None:
            held = f"({held} OR {key} > ?)"
            values.append(indexed_to)
        conditions.append(held)
    return " AND ".join(conditions), tuple(values)


def _runs(word: str) -> list[str]:
    """The runs of three characters in a word, quoted for the index; none in a short one."""
    plain = word.replace("\0", "")
    return [
        plain[start : start + _RUN_LENGTH].replace('"', '""')
        for start in range(len(plain) - _RUN_LENGTH + 1)
    ]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _excerpt(text: str, word: str) -> str:
    at = max(text.lower().find(word.lower()), 0)
    start, end = max(0, at - _AROUND), at + len(word) + _AROUND
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def _indexed_to(connection: sqlite3.Connection) -> int:
    row = connection.execute(
        "SELECT indexed_to FROM search_progress WHERE name = 'narrative_search'"
    ).fetchone()
    return int(row["indexed_to"]) if row else 0
