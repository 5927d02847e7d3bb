"""Step 8: questions over all years answered quickly, and waivers heeded from the day they are made.

SQLite took the plain list of names in the condition of the index of figures for something to
search by, name after name, also where a question asks for a single one. As a value that is
compared, the list only says which rows the index holds. The view names the index: where several
figures of one reading are asked for, SQLite would look each up in the table instead.

A waiver made or ended after the last run holds or ends at once, not only with the next run: a
question must not name today what was waived today.
"""

from __future__ import annotations

from sqlite_utils import Database

from ledger.migrations.m0007_questions import KEY_FIGURES

_KEYS = ", ".join(f"'{path}'" for path in KEY_FIGURES)
# The condition stands in the view as in the index, word for word: so the index serves.
_HELD = f"(path IN ({_KEYS})) = 1 AND state = 'number'"
_INDEXES = {
    "figures_key": f"figures (reading_id, path, state, value) WHERE {_HELD}",
    "finding_history_rectified": "finding_history (fingerprint, run_id) WHERE state = 'rectified'",
}

_WAIVERS = """SELECT w.waiver_id, w.rule, w.agency_id, w.year
FROM waivers w LEFT JOIN waiver_ends e ON e.waiver_id = w.waiver_id, (
    SELECT max(day) AS day FROM (
        SELECT day FROM last_day
        UNION ALL SELECT date(max(waived_at), '+8 hours') FROM waivers
        UNION ALL SELECT date(max(ended_at), '+8 hours') FROM waiver_ends)) known
WHERE w.from_date <= known.day AND known.day <= w.until_date
    AND coalesce(e.from_date, '9999') > known.day"""
_SAID = {
    "waivers_in_force": "Waivers in force on the day last judged, or later made or ended",
    "waived_findings": "Findings covered by a waiver in force, as waivers_in_force has it",
}


def apply(database: Database) -> None:
    """Make the indexes and the views anew; what the view of figures says is the same."""
    database.execute("DROP VIEW key_figures")
    database.execute("DROP INDEX figures_key")
    for name, covered in _INDEXES.items():
        database.execute(f"CREATE INDEX {name} ON {covered}")
    database.create_view(
        "key_figures",
        "SELECT reading_id, path, CAST(value AS INTEGER) AS number "  # noqa: S608
        f"FROM figures INDEXED BY figures_key WHERE {_HELD}",
    )
    database.execute("DROP VIEW waivers_in_force")
    database.create_view("waivers_in_force", _WAIVERS)
    for name, english in _SAID.items():
        database.execute(
            "UPDATE _columns SET english = ? WHERE table_name = ? AND column_name = ''",
            (english, name),
        )
