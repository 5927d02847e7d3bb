"""Versions of reports (年报版本): what a place showed, one after another, over whole runs."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledger.rows import write_rows


class VersionChange(StrEnum):
    """How a version compares with the one before at the same place."""

    FIRST = "first"
    CONTENT = "content"
    UNCLEAR = "unclear"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "first": "首次采集",
            "content": "内容有变化",
            "unclear": "文件有变化，内容是否变化不能确定",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVersion:
    """A report as a place showed it for a time; ``replaces`` is the version before."""

    version_id: int
    agency_id: str
    year: int
    place_id: str
    number: int
    change: VersionChange
    replaces: int | None
    report_id: int
    reading_id: int | None
    first_seen_run: str
    first_seen_at: datetime
    last_seen_run: str
    last_seen_at: datetime


_SEEN = """
SELECT c.agency_id, c.year, c.place_id, c.report_id, c.judged_sha256, j.reading_id, v.run_id,
    v.ended_at, p.set_sha256, g.reader_version, g.media, g.text_sha256
FROM cases c
JOIN reports p ON p.report_id = c.report_id
JOIN visits v ON v.run_id = c.visit_run_id AND v.place_id = c.place_id AND v.year = c.year
LEFT JOIN judgements j ON j.judgement_id = c.judgement_id
LEFT JOIN readings g ON g.reading_id = j.reading_id
WHERE c.run_id = ?
"""
_LAST = """
SELECT s.*, p.set_sha256, g.reader_version, g.media, g.text_sha256
FROM report_versions s
JOIN reports p ON p.report_id = s.report_id
LEFT JOIN readings g ON g.reading_id = s.reading_id
WHERE (s.agency_id, s.year) IN (SELECT agency_id, year FROM cases WHERE run_id = ?)
ORDER BY s.number
"""
_AGAIN = """
UPDATE report_versions SET report_id = ?, reading_id = coalesce(?, reading_id),
    judged_sha256 = ?, last_seen_run = ?, last_seen_at = ? WHERE version_id = ?
"""
_NEW = (
    *("agency_id", "year", "place_id", "number", "change", "replaces", "report_id", "reading_id"),
    *("judged_sha256", "first_seen_run", "first_seen_at", "last_seen_run", "last_seen_at"),
)


def settle_versions(connection: sqlite3.Connection, run_id: str) -> None:
    """Compare what each case of the run saw with what its place showed before."""
    held = {_key(row): row for row in connection.execute(_LAST, (run_id,))}
    again, new = [], []
    for row in connection.execute(_SEEN, (run_id,)).fetchall():
        last = held.get(_key(row))
        if last is not None and row["ended_at"] < last["last_seen_at"]:
            continue
        change = VersionChange.FIRST if last is None else _change(connection, last, row)
        what = (row["report_id"], row["reading_id"], row["judged_sha256"])
        seen = (row["run_id"], row["ended_at"])
        if change is None and last is not None:
            again.append((*what, *seen, last["version_id"]))
        elif change is not None:
            number, former = (last["number"], last["version_id"]) if last else (0, None)
            new.append((*_key(row), number + 1, change.value, former, *what, *seen, *seen))
    connection.executemany(_AGAIN, again)
    write_rows(connection, "report_versions", _NEW, new)


def versions_of(
    connection: sqlite3.Connection, agency_id: str, year: int
) -> tuple[ReportVersion, ...]:
    """The versions of an agency's report, by place and number."""
    rows = connection.execute(
        "SELECT * FROM report_versions WHERE agency_id = ? AND year = ? ORDER BY place_id, number",
        (agency_id, year),
    )
    return tuple(
        ReportVersion(
            version_id=row["version_id"],
            agency_id=row["agency_id"],
            year=row["year"],
            place_id=row["place_id"],
            number=row["number"],
            change=VersionChange(row["change"]),
            replaces=row["replaces"],
            report_id=row["report_id"],
            reading_id=row["reading_id"],
            first_seen_run=row["first_seen_run"],
            first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
            last_seen_run=row["last_seen_run"],
            last_seen_at=datetime.fromisoformat(row["last_seen_at"]),
        )
        for row in rows
    )


def _key(row: sqlite3.Row) -> tuple[str, int, str]:
    return (row["agency_id"], row["year"], row["place_id"])


def _change(
    connection: sqlite3.Connection, last: sqlite3.Row, now: sqlite3.Row
) -> VersionChange | None:
    """How what is seen now differs from what stood there; ``None`` where it is the same.

    Words are compared only as the same reader sees the same form of document. Otherwise figures
    that agree say that nothing changed, and figures that do not, prove nothing: one of the two
    readings may be wrong.
    """
    if now["set_sha256"] == last["set_sha256"]:
        return None
    if now["judged_sha256"] and now["judged_sha256"] == last["judged_sha256"]:
        return None
    if not now["text_sha256"] or not last["text_sha256"]:
        return VersionChange.UNCLEAR
    has_same_figures = _figures(connection, now) == _figures(connection, last)
    if any(now[name] != last[name] for name in ("reader_version", "media")):
        return None if has_same_figures else VersionChange.UNCLEAR
    is_same = has_same_figures and now["text_sha256"] == last["text_sha256"]
    return None if is_same else VersionChange.CONTENT


def _figures(connection: sqlite3.Connection, row: sqlite3.Row) -> list[tuple[str, ...]]:
    """What the figures of a reading say, wherever they stand."""
    rows = connection.execute(
        "SELECT path, state, value, CASE state WHEN 'text' THEN printed END FROM figures "
        "WHERE reading_id = ? ORDER BY path",
        (row["reading_id"],),
    )
    return [tuple(figure) for figure in rows]
