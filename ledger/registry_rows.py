"""Keeps the registry in the ledger: agencies, places, duties."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from ledger.rows import Cell, instant_text, json_text, write_rows
from registry.deadlines import duty_of
from registry.model import Agency, Registry

_AGENCY = (
    "agency_id",
    "name",
    "kind",
    "region_code",
    "aliases",
    "parent_id",
    "is_vertical",
    "is_watched",
)
_PLACE = (
    "place_id",
    "agency_id",
    "kind",
    "home_url",
    "column_url",
    "hosts",
    "family",
    "is_watched",
)


_NAME = ("agency_id", "kind", "name")
_OWED = ("agency_id", "year", "due_date", "basis")


def record_registry(
    connection: sqlite3.Connection,
    registry: Registry,
    years: tuple[int, ...],
    at: datetime | None = None,
) -> None:
    """Bring the registry up to date. What it no longer names stays, marked as not watched.

    With ``at``, the present instant, names and duties are kept as they change over time too.
    """
    connection.execute("UPDATE agencies SET is_watched = 0")
    connection.execute("UPDATE places SET is_watched = 0")
    agencies = registry.agencies.values()
    write_rows(
        connection,
        "agencies",
        _AGENCY,
        [
            (
                agency.agency_id,
                agency.name,
                agency.kind.value,
                agency.region_code,
                json_text(agency.aliases),
                agency.parent_id if agency.parent_id in registry.agencies else None,
                int(agency.is_vertical),
                1,
            )
            for agency in agencies
        ],
        key=("agency_id",),
    )
    write_rows(
        connection,
        "places",
        _PLACE,
        [
            (
                place.place_id,
                place.agency_id,
                place.kind.value,
                place.home_url,
                place.column_url,
                json_text(place.hosts),
                place.family,
                1,
            )
            for place in registry.places.values()
        ],
        key=("place_id",),
    )
    _record_duties(connection, registry, years, at)
    if at is not None:
        named = [name for agency in agencies for name in _names(agency)]
        _keep_over_time(connection, "agency_names", _NAME, named, at)


def _names(agency: Agency) -> Iterable[tuple[Cell, ...]]:
    yield (agency.agency_id, "full", agency.name)
    yield from ((agency.agency_id, "other", name) for name in agency.aliases)
    yield from ((agency.agency_id, "former", name) for name in agency.former_names)


def _keep_over_time(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    present: Iterable[tuple[Cell, ...]],
    at: datetime,
    years: tuple[int, ...] = (),
) -> None:
    """End the rows of ``table`` that no longer hold, and begin those that are new."""
    named = ", ".join(columns)
    # Table and columns are constants of this file.
    held = {
        tuple(row)[1:]: row[0]
        for row in connection.execute(
            f"SELECT rowid, {named} FROM {table} WHERE known_until IS NULL"  # noqa: S608
        )
        if not years or row["year"] in years
    }
    now = dict.fromkeys(present)
    connection.executemany(
        f"UPDATE {table} SET known_until = ? WHERE rowid = ?",  # noqa: S608
        [(instant_text(at), key) for row, key in held.items() if row not in now],
    )
    begun = [(*row, instant_text(at)) for row in now if row not in held]
    write_rows(connection, table, (*columns, "known_from"), begun)


def _record_duties(
    connection: sqlite3.Connection,
    registry: Registry,
    years: tuple[int, ...],
    at: datetime | None,
) -> None:
    agencies = registry.agencies.values()
    owed = [(agency.agency_id, year) for agency in agencies for year in years]
    connection.executemany("DELETE FROM duties WHERE agency_id = ? AND year = ?", owed)
    duties = [duty_of(agency, year, registry) for agency in agencies for year in years]
    rows = [(d.agency_id, d.year, d.due_date.isoformat(), d.basis) for d in duties if d]
    write_rows(connection, "duties", _OWED, rows)
    if at is not None and years:
        _keep_over_time(connection, "duty_history", _OWED, rows, at, years)


def agency_names(connection: sqlite3.Connection) -> dict[str, str]:
    """The full name of every agency ever watched, by its id."""
    return dict(connection.execute("SELECT agency_id, name FROM agencies").fetchall())
