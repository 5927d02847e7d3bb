"""Agencies, their places on the web and their duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class AgencyKind(StrEnum):
    """What kind of body an agency is; the deadline depends on it (条例第四十九条)."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    TOWNSHIP = "township"
    DEVELOPMENT_ZONE = "development_zone"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    AgencyKind.DEPARTMENT: "政府部门",
    AgencyKind.GOVERNMENT: "人民政府",
    AgencyKind.TOWNSHIP: "乡镇（街道）",
    AgencyKind.DEVELOPMENT_ZONE: "开发区管委会",
}


class PlaceKind(StrEnum):
    """Whose site a place is."""

    OWN_SITE = "own_site"
    PARENT_PLATFORM = "parent_platform"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"own_site": "本机关网站", "parent_platform": "上级平台"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that must publish a report (行政机关).

    ``makes_regulations`` says whether it has the power to make 规章; ``None`` where nobody said.
    ``first_year`` and ``last_year`` bound the report years that it owes; ``merged_into`` is the
    agency that took over its duties (机构改革); ``emails`` are where its documents are sent.
    """

    agency_id: str
    name: str
    kind: AgencyKind
    region_code: str
    aliases: tuple[str, ...] = ()
    parent_id: str | None = None
    is_vertical: bool = False
    makes_regulations: bool | None = None
    former_names: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    merged_into: str | None = None
    emails: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The full name and every accepted other name, former ones last."""
        return (self.name, *self.aliases, *self.former_names)

    def owes(self, year: int) -> bool:
        """Whether it existed to report on ``year``."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the web where an agency's reports are kept (公布位置).

    ``window`` is the time of day at which it may be asked (``config.window``); ``None`` where the
    registry sets none of its own.
    """

    place_id: str
    agency_id: str
    home_url: str
    kind: PlaceKind = PlaceKind.OWN_SITE
    column_url: str | None = None
    hosts: tuple[str, ...] = ()
    family: str | None = None
    is_render_allowed: bool = True
    delay_seconds: float | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What an agency owes for one year: ``due_date`` is the last day on time, inclusive."""

    agency_id: str
    year: int
    due_date: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDeadline:
    """A deadline set by a local document.

    ``region`` is the beginning of the region codes it holds for; the report years it holds for are
    bounded by ``first_year`` and ``last_year``.
    """

    kind: AgencyKind
    month: int
    day: int
    basis: str
    region: str = ""
    first_year: int | None = None
    last_year: int | None = None

    def holds_for(self, agency: Agency, year: int) -> bool:
        """Whether it binds ``agency`` for the report on ``year``."""
        is_of_place = agency.kind is self.kind and agency.region_code.startswith(self.region)
        return is_of_place and (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Every agency and place that the office watches."""

    agencies: Mapping[str, Agency]
    places: Mapping[str, Place]
    local_deadlines: tuple[LocalDeadline, ...] = field(default=())

    def places_of(self, agency_id: str) -> tuple[Place, ...]:
        """The places of one agency, in the order of the registry."""
        return tuple(place for place in self.places.values() if place.agency_id == agency_id)
