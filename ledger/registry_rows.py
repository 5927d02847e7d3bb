"""Keeps the registry in the ledger: agencies, places, duties."""

from __future__ import annotations

import sqlite3

from ledger.rows import json_text, write_rows
from registry.deadlines import duty_of
from registry.model import Registry

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


def record_registry(
    connection: sqlite3.Connection, registry: Registry, years: tuple[int, ...]
) -> None:
    """Bring the registry up to date. What it no longer names stays, marked as not watched."""
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
    _record_duties(connection, registry, years)


def _record_duties(
    connection: sqlite3.Connection, registry: Registry, years: tuple[int, ...]
) -> None:
    agencies = registry.agencies.values()
    owed = [(agency.agency_id, year) for agency in agencies for year in years]
    connection.executemany("DELETE FROM duties WHERE agency_id = ? AND year = ?", owed)
    duties = [duty_of(agency, year, registry) for agency in agencies for year in years]
    write_rows(
        connection,
        "duties",
        ("agency_id", "year", "due_date", "basis"),
        [(d.agency_id, d.year, d.due_date.isoformat(), d.basis) for d in duties if d],
    )


def agency_names(connection: sqlite3.Connection) -> dict[str, str]:
    """The full name of every agency ever watched, by its id."""
    return dict(connection.execute("SELECT agency_id, name FROM agencies").fetchall())
