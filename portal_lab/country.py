"""The country: agencies, their portals, and what is true of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256

from config.clock import SHANGHAI
from portal_lab.answers import Answer, Request
from portal_lab.cast import CAST, CITY_DOMAIN, CITY_REGION, Role
from portal_lab.defects import DEFECTS
from portal_lab.faults import Fault
from portal_lab.portal import Attachment, Entry, Portal, newest_first
from portal_lab.publishing import publication_of
from portal_lab.registry_rows import registry_toml
from portal_lab.report import LabReport
from portal_lab.served import Security
from portal_lab.sites.attachments import Attachments
from portal_lab.sites.site import Site
from portal_lab.truth import REPORT_YEAR, Truth
from registry.model import Agency, AgencyKind, Place, Registry

_LATER = datetime(2100, 1, 1, tzinfo=SHANGHAI)
# The lab stands on the same machine: no need to spare it.
_DELAY_SECONDS = 0.2
_LAST_DAY_OF_DEPARTMENTS = date(REPORT_YEAR + 1, 1, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDocument:
    """A document to be served untouched for an agency; HTML is a page, all else an attachment."""

    agency_name: str
    year: int
    file_name: str
    body: bytes
    content_type: str
    region: str = CITY_REGION


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhabitant:
    """An agency with its place and its portal, and the reports it wrote, if it is fictitious."""

    agency: Agency
    place: Place
    site: Site
    role: Role | None = None
    reports: Mapping[int, LabReport] | None = None

    def entry_of(self, year: int) -> Entry | None:
        """The entry that claims to be the report on ``year``."""
        entries = self.site.portal.entries
        return next((entry for entry in entries if entry.report_year == year), None)

    def files_of(self, entry: Entry) -> Iterable[bytes]:
        """The bytes, as served, that hold the report of this entry."""
        for path in self.site.report_paths(entry):
            request = Request(host=self.site.portal.host, target=path)
            yield self.site.answer(request, _LATER).body


@dataclass(frozen=True, kw_only=True)
class Country:
    """All portals of the country."""

    inhabitants: tuple[Inhabitant, ...]
    faults: tuple[Fault, ...] = ()
    security: Mapping[str, Security] = field(default_factory=dict)

    @cached_property
    def _sites(self) -> Mapping[str, Site]:
        return {i.site.portal.host: i.site for i in self.inhabitants}

    def answer(self, request: Request, now: datetime) -> Answer | None:
        """The answer at that instant; ``None`` for a host that the country does not have."""
        site = self._sites.get(request.host)
        return site.answer(request, now) if site else None

    def registry(self) -> Registry:
        """The registry of the office that watches this country."""
        return Registry(
            agencies={i.agency.agency_id: i.agency for i in self.inhabitants},
            places={i.place.place_id: i.place for i in self.inhabitants},
        )

    def registry_toml(self) -> str:
        """The same registry as an office would write it."""
        return registry_toml(self.registry())

    @cached_property
    def truth(self) -> tuple[Truth, ...]:
        """What is true of every place: its report of 2023, or all years of given documents."""
        return tuple(truth for i in self.inhabitants for truth in _truths(i))

    @cached_property
    def history(self) -> tuple[Truth, ...]:
        """What is true of the reports of earlier years, both editions among them; no defects."""
        return tuple(
            _truth(inhabitant, inhabitant.role, year)
            for inhabitant in self.inhabitants
            if inhabitant.role
            for year in range(inhabitant.role.first_year, REPORT_YEAR)
        )

    def truth_jsonl(self) -> str:
        """The truth and then the history, one line of JSON for each place and year."""
        return "".join(f"{truth.as_json()}\n" for truth in (*self.truth, *self.history))


def build_country(seed: int = 1) -> Country:
    """The fictitious city: the same agencies for every seed, other figures and sentences."""
    return Country(
        inhabitants=tuple(_inhabitant(role, seed) for role in CAST),
        faults=tuple(fault for role in CAST for fault in role.faults),
    )


def country_of_documents(documents: Sequence[GivenDocument]) -> Country:
    """A country that serves these documents untouched, each agency on a host of its own."""
    by_agency: dict[str, list[GivenDocument]] = {}
    for document in documents:
        by_agency.setdefault(document.agency_name, []).append(document)
    return Country(
        inhabitants=tuple(
            _given(number, name, held)
            for number, (name, held) in enumerate(by_agency.items(), start=1)
        )
    )


def _inhabitant(role: Role, seed: int) -> Inhabitant:
    publication = publication_of(role, seed)
    agency = Agency(
        agency_id=role.key,
        name=role.author.name,
        kind=role.kind,
        region_code=CITY_REGION,
        aliases=role.aliases,
    )
    site = role.site(publication.portal)
    place = _place(agency, site, is_column_known=role.is_column_known)
    return Inhabitant(agency=agency, place=place, site=site, role=role, reports=publication.reports)


def _given(number: int, name: str, documents: Sequence[GivenDocument]) -> Inhabitant:
    host = f"dept{number}.{CITY_DOMAIN}"
    entries = [_given_entry(i, document) for i, document in enumerate(documents, start=1)]
    agency = Agency(
        agency_id=f"dept{number}",
        name=name,
        kind=AgencyKind.DEPARTMENT,
        region_code=documents[0].region,
    )
    site = Attachments(Portal(host=host, owner=name, entries=newest_first(entries)))
    return Inhabitant(agency=agency, place=_place(agency, site, is_column_known=False), site=site)


def _given_entry(number: int, document: GivenDocument) -> Entry:
    held = Attachment(
        name=document.file_name,
        content_type=document.content_type,
        make=lambda: document.body,
    )
    is_page = document.content_type.startswith("text/html")
    return Entry(
        number=number,
        title=f"{document.agency_name}{document.year}年政府信息公开工作年度报告",
        shown_date=date(document.year + 1, 1, 20),
        page=held if is_page else None,
        attachments=() if is_page else (held,),
        report_year=document.year,
    )


def _place(agency: Agency, site: Site, *, is_column_known: bool) -> Place:
    home = f"http://{site.portal.host}/"
    return Place(
        place_id=f"{agency.agency_id}-site",
        agency_id=agency.agency_id,
        home_url=home,
        column_url=f"{home}{site.column_path[1:]}" if is_column_known else None,
        hosts=(site.portal.host,),
        delay_seconds=_DELAY_SECONDS,
    )


def _truths(inhabitant: Inhabitant) -> Iterable[Truth]:
    if inhabitant.role:
        yield _truth(inhabitant, inhabitant.role, REPORT_YEAR)
        return
    for entry in inhabitant.site.portal.entries:
        yield Truth(
            agency_id=inhabitant.agency.agency_id,
            place_id=inhabitant.place.place_id,
            year=entry.report_year or entry.shown_date.year - 1,
            visit_one="collected",
            visit_two="collected",
            published_date=None if entry.page else entry.shown_date,
            sha256s=_hashes(inhabitant, entry),
        )


def _truth(inhabitant: Inhabitant, role: Role, year: int) -> Truth:
    """The truth about one report of a fictitious agency."""
    visit_one, visit_two = _classes(role, year)
    is_collected = visit_two in ("collected", "collected_late")
    entry = inhabitant.entry_of(year) if is_collected else None
    report = (inhabitant.reports or {}).get(year) if entry else None
    planted: tuple[str, ...] = ()
    if role.defect and year == REPORT_YEAR:
        planted = DEFECTS[role.defect].codes
    if visit_two == "collected_late":
        planted = (*planted, "TIM01")
    if report and year == REPORT_YEAR and not (inhabitant.site.has_tags and role.has_pub_date):
        planted = (*planted, "TIM15")
    return Truth(
        agency_id=inhabitant.agency.agency_id,
        place_id=inhabitant.place.place_id,
        year=year,
        visit_one=visit_one,
        visit_two=visit_two,
        also_accepted=role.also_accepted,
        published_date=entry.shown_date if entry else None,
        sha256s=_hashes(inhabitant, entry) if entry else (),
        figures=report.figures if report else {},
        planted=planted,
    )


def _classes(role: Role, year: int) -> tuple[str, str]:
    """The classes of the two visits: given by what is wrong, else they follow from the dates."""
    if role.classes and (year == REPORT_YEAR or not role.has_wrong_year_file):
        return role.classes
    if year < REPORT_YEAR:
        return "collected", "collected"
    is_department = role.kind is AgencyKind.DEPARTMENT
    if role.published is None:
        # Two visits a day apart prove the absence, but only once the report was due.
        return "not_seen", "absent_unconfirmed" if is_department else "not_seen"
    is_late = is_department and role.published > _LAST_DAY_OF_DEPARTMENTS
    there = "collected_late" if is_late else "collected"
    return "not_seen" if role.late_at else there, there


def _hashes(inhabitant: Inhabitant, entry: Entry) -> tuple[str, ...]:
    return tuple(sha256(body).hexdigest() for body in inhabitant.files_of(entry))
