"""A registry as an office would write it."""

from __future__ import annotations

import json

from registry.model import Agency, Place, PlaceKind, Registry


def registry_toml(registry: Registry) -> str:
    """The agencies, then the places."""
    rows = [_agency_toml(agency) for agency in registry.agencies.values()]
    rows += [_place_toml(place) for place in registry.places.values()]
    return "\n".join(rows)


def _agency_toml(agency: Agency) -> str:
    lines = [
        "[[agency]]",
        f"id = {_quoted(agency.agency_id)}",
        f"name = {_quoted(agency.name)}",
        f"kind = {_quoted(agency.kind)}",
        f"region = {_quoted(agency.region_code)}",
    ]
    if agency.aliases:
        lines.append(f"aliases = [{', '.join(map(_quoted, agency.aliases))}]")
    return "\n".join([*lines, ""])


def _place_toml(place: Place) -> str:
    lines = [
        "[[place]]",
        f"id = {_quoted(place.place_id)}",
        f"agency = {_quoted(place.agency_id)}",
        f"home = {_quoted(place.home_url)}",
    ]
    if place.kind is not PlaceKind.OWN_SITE:
        lines.append(f"kind = {_quoted(place.kind)}")
    if place.column_url:
        lines.append(f"column = {_quoted(place.column_url)}")
    lines.append(f"hosts = [{', '.join(map(_quoted, place.hosts))}]")
    if place.delay_seconds is not None:
        lines.append(f"delay = {place.delay_seconds}")
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)
