"""What surrounds a report: earlier visits, other years, other places, where its page stands.

Two steps: ``gathered`` asks the ledger, in its own thread; ``surrounded`` reads the documents that
this needs out of the archive again, through the same readers. What is not known stays ``None``.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from archive.content import decoded
from archive.errors import ArchiveError
from archive.model import CaptureRole, Visit, VisitClass
from archive.store import Archive
from audit.case import AuditCase
from audit.circumstances import OtherVersion, SeenVisit
from config.clock import local_date
from ledger.model import CaptureRow
from ledger.publication import has_proved_absent, has_proved_unseen
from reading.errors import DocumentError
from reading.model import ReportReading
from reading.sameness import report_sha256
from registry.model import Agency, Place, PlaceKind
from spiders.families.model import Page
from spiders.outcome import SEARCHED, UNCHANGED
from spiders.placement import Placement, placement_of
from workflow.choice import Choice, choose
from workflow.documents import Version, versions_in
from workflow.gone_files import Gone, gone_files, gone_in
from workflow.judging import Readers
from workflow.workplace import Workplace

_REPORTS = re.compile(r"年报|年度(?:工作)?报告")
_PAGES = (CaptureRole.ARTICLE, CaptureRole.DOM)
_KIND_NAMES = {PlaceKind.OWN_SITE: "本机关网站", PlaceKind.PARENT_PLATFORM: "上级平台"}

_Captures = tuple[CaptureRow, ...]
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the ledger knows around one agency and year.

    ``visits`` are those of the year to the watched places, oldest first; ``captures`` the
    documents of those among them that are read (``read_of``), by run and place; ``other_years``
    the documents of the reports held for other years. ``agencies`` are the other agencies' names;
    ``gone`` the files that were not there, by run and place.
    """

    places: Mapping[str, Place]
    visits: tuple[Visit, ...]
    chosen: tuple[Visit, ...]
    captures: Mapping[_Key, _Captures]
    years_seen: Mapping[int, VisitClass]
    other_years: Mapping[int, _Captures]
    agencies: Mapping[str, tuple[str, ...]]
    gone: Mapping[_Key, Gone] = field(default_factory=dict)


def gathered(
    workplace: Workplace, agency: Agency, year: int, visits: tuple[Visit, ...], choice: Choice
) -> Gathered:
    """Ask the ledger for all that surrounds the report; ``visits`` are those to watched places."""
    ledger, registry = workplace.ledger, workplace.registry
    places = registry.places_of(agency.agency_id)
    chosen = tuple(visit for visit in choice.visits if visit.visit_class.has_report)
    seen: dict[int, VisitClass] = {}
    others: dict[int, _Captures] = {}
    for other in ledger.years_of(agency.agency_id):
        if other == year:
            continue
        made = _watched(ledger.visits_of(agency.agency_id, other), places)
        found = _last_found(places, made)
        if found is not None:
            seen[other] = found
        held = [v for v in choose(places, made).visits if v.visit_class.has_report]
        if held:
            others[other] = ledger.captures_of(held[0].run_id, held[0].documents)
    return Gathered(
        places={place.place_id: place for place in places},
        visits=visits,
        chosen=chosen,
        captures={
            _key(visit): ledger.captures_of(visit.run_id, visit.documents)
            for visit in (*chosen, *_ends(visits))
        },
        years_seen=seen,
        other_years=others,
        agencies={
            other.name: other.aliases
            for other in registry.agencies.values()
            if other.agency_id != agency.agency_id
        },
        gone=gone_in(ledger, visits),
    )


def surrounded(archive: Archive, case: AuditCase, known: Gathered, readers: Readers) -> AuditCase:
    """The case with its circumstances; what cannot be read again is left out of them."""
    names = _place_names(known.places.values())
    contents = _contents(archive, case, known, readers)
    placement = _placement(archive, known)
    place = known.places[known.chosen[0].place_id] if known.chosen else None
    # The tags of a platform are not the agency's to set.
    is_own = place is not None and place.kind is PlaceKind.OWN_SITE
    publication = replace(
        case.publication,
        visits=tuple(
            _seen(
                visit,
                names[visit.place_id],
                contents.get(_key(visit)),
                gone_files(archive, known.gone.get(_key(visit))),
            )
            for visit in known.visits
        ),
        years_seen=known.years_seen,
        tags=placement.tags if placement and is_own else None,
        column_names=_columns(placement, known.chosen[0]) if placement else None,
        versions=tuple(_elsewhere(archive, case, known, names, readers)),
    )
    return replace(
        case,
        publication=publication,
        other_years={
            year: reading
            for year, captures in known.other_years.items()
            if (reading := _read(archive, replace(case, given_year=year), captures, readers))
        },
        surroundings=replace(case.surroundings, agencies=known.agencies),
    )


def remembering(readers: Readers) -> Readers:
    """Readers that read no document twice: for one case, in one thread."""
    known: dict[object, ReportReading | DocumentError] = {}

    def pages(
        bodies: Sequence[bytes], *, name: str, content_types: Sequence[str | None]
    ) -> ReportReading:
        hashes = tuple(hashlib.sha256(body).digest() for body in bodies)
        key = (hashes, name, tuple(content_types))
        if key not in known:
            try:
                known[key] = readers.read(bodies, name=name, content_types=content_types)
            except DocumentError as error:
                known[key] = error
        found = known[key]
        if isinstance(found, DocumentError):
            raise found
        return found

    def first(body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
        return pages([body], name=name, content_types=[content_type])

    return replace(readers, first=first, pages=pages)


def _key(visit: Visit) -> _Key:
    return visit.run_id, visit.place_id


def _watched(visits: tuple[Visit, ...], places: Iterable[Place]) -> tuple[Visit, ...]:
    ids = {place.place_id for place in places}
    return tuple(visit for visit in visits if visit.place_id in ids)


def _last_found(places: tuple[Place, ...], visits: tuple[Visit, ...]) -> VisitClass | None:
    """What the last visits together say of a year; ``None`` where a place was not looked at.

    A report seen at any place is there; it is absent only where every place proves it.
    """
    latest = {visit.place_id: visit for visit in visits}
    if not latest:
        return None
    seen = [visit for visit in latest.values() if visit.visit_class.has_report]
    if not seen and len(latest) < len(places):
        return None
    open_ones = [visit for visit in latest.values() if not has_proved_absent(visit)]
    return (seen or open_ones or list(latest.values()))[0].visit_class


def _ends(visits: tuple[Visit, ...]) -> list[Visit]:
    """The first and the last visit to each place that collected the report."""
    sights = [visit for visit in visits if visit.visit_class.has_report]
    first = {visit.place_id: visit for visit in reversed(sights)}
    last = {visit.place_id: visit for visit in sights}
    return [*first.values(), *last.values()]


def _place_names(places: Iterable[Place]) -> dict[str, str]:
    """What people call each place; no two are called alike."""
    names = {
        place.place_id: f"{_KIND_NAMES[place.kind]}（{urlsplit(place.home_url).hostname}）"
        for place in places
    }
    used = Counter(names.values())
    return {key: f"{name[:-1]}，{key}）" if used[name] > 1 else name for key, name in names.items()}


def _seen(visit: Visit, place: str, content: str | None, gone: tuple[str, ...]) -> SeenVisit:
    """A visit as rules look at it: absence counts from its start, presence from its end."""
    instant = visit.ended_at if visit.visit_class.has_report else visit.started_at
    return SeenVisit(
        day=local_date(instant),
        place=place,
        visit_class=visit.visit_class,
        is_complete=has_proved_unseen(visit),
        url=visit.url,
        title=visit.title,
        claimed_dates=visit.claimed_dates,
        content_sha256=content,
        ended_at=visit.ended_at,
        gone_files=gone,
        is_whole=UNCHANGED not in visit.flags,
    )


def _contents(
    archive: Archive, case: AuditCase, known: Gathered, readers: Readers
) -> dict[_Key, str | None]:
    """The hash of what the first and the last visit to each place collected.

    Where the form changed, from page to file, the figures alone are compared.
    """
    ends: dict[str, list[Visit]] = {}
    for visit in _ends(known.visits):
        ends.setdefault(visit.place_id, []).append(visit)
    hashes: dict[_Key, str | None] = {}
    for pair in ends.values():
        readings = {
            _key(visit): _read(archive, case, known.captures[_key(visit)], readers)
            for visit in pair
        }
        has_text = len({reading.media for reading in readings.values() if reading}) == 1
        hashes |= {
            key: report_sha256(reading, has_text=has_text) if reading else None
            for key, reading in readings.items()
        }
    return hashes


def _read(
    archive: Archive, case: AuditCase, captures: _Captures, readers: Readers
) -> ReportReading | None:
    """The report in these documents where they are proven to be it."""
    versions = _proven(archive, case, captures, readers)
    return versions[0].reading if versions else None


def _proven(
    archive: Archive, case: AuditCase, captures: _Captures, readers: Readers
) -> tuple[Version, ...]:
    found = versions_in(archive, case, captures, readers)
    if isinstance(found, str) or found[0].found.failure is not None:
        return ()
    return found


def _elsewhere(
    archive: Archive,
    case: AuditCase,
    known: Gathered,
    names: Mapping[str, str],
    readers: Readers,
) -> Iterable[OtherVersion]:
    """The report as the agency's other places showed it in the same run."""
    for visit in known.chosen[1:]:
        if visit.run_id != known.chosen[0].run_id:
            continue
        for version in _proven(archive, case, known.captures[_key(visit)], readers):
            other = version.other()
            yield replace(other, name=f"{names[visit.place_id]}的{other.name}")


def _columns(placement: Placement, visit: Visit) -> tuple[str, ...] | None:
    """The trail of the page, where it says something.

    A report that the list of the reports' column led to stands in that column, whatever its own
    page calls its place: such a trail is left out.
    """
    names = placement.column_names or ()
    is_searched = any(way.startswith(SEARCHED) for way in visit.tried)
    return names if names and (is_searched or any(map(_REPORTS.search, names))) else None


def _placement(archive: Archive, known: Gathered) -> Placement | None:
    """Where the report's page stands; ``None`` where the report is a file without a page."""
    if not known.chosen:
        return None
    visit = known.chosen[0]
    pages = [c for c in known.captures[_key(visit)] if c.role in _PAGES]
    own = [c for c in pages if c.final_url == visit.url] or pages
    if not own or len({capture.final_url for capture in own}) > 1:
        return None
    capture = own[0]
    try:
        body = decoded(capture.content_encoding, archive.body(capture.sha256))
    except ArchiveError:
        return None
    return placement_of(Page(url=capture.final_url, body=body, content_type=capture.content_type))
