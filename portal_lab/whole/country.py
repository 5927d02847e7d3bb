"""The whole country: every agency on its host, in the phase that the clock is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from portal_lab.answers import Answer, Request
from portal_lab.faults import BEYOND_ROBOTS, Fault
from portal_lab.phases import Phase, phase_at
from portal_lab.served import Security
from portal_lab.whole.draft import YEARS, Planned
from portal_lab.whole.gates import Gate, RefererGate
from portal_lab.whole.in_pages import CMS_HOST
from portal_lab.whole.member import Member
from portal_lab.whole.place import Host, Staged
from portal_lab.whole.platform import (
    member_view,
    platform_draft,
    platform_host,
    platform_members,
)
from portal_lab.whole.publish import draft_of
from portal_lab.whole.roster import ROSTER
from portal_lab.whole.truth import WholeTruth, claimed_date, former_phase, outcome_of
from portal_lab.whole.variants import VARIANTS
from registry.model import Agency, Place, PlaceKind, Registry

CLONES: Mapping[str, str] = {"www.haiyi-nmj.example.com": "haiyi-nmj"}
_CITIES = ("suzhen", "haiyi")
# The lab stands on the same machine: no need to spare it.
_DELAY_SECONDS = 0.2


@dataclass(frozen=True, kw_only=True)
class WholeCountry:
    """All hosts of ``members``, made when they are first asked for."""

    members: tuple[Member, ...]
    seed: int

    def answer(self, request: Request, now: datetime) -> Answer | None:
        """The answer at that instant; ``None`` for a host that the country does not have."""
        host = self._host(request.host)
        return host.answer(request, now) if host else None

    @cached_property
    def security(self) -> Mapping[str, Security]:
        """The hosts that speak TLS."""
        kinds = ((m.host, VARIANTS[m.variant].security) for m in self.members)
        return {host: security for host, security in kinds if security is not None}

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What goes wrong on the way: by the variants, and by the traps."""
        return tuple(
            fault
            for member in self.members
            for fault in (
                *(replace(f, host=member.host) for f in VARIANTS[member.variant].faults),
                *self._planned(member),
            )
        )

    def registry(self) -> Registry:
        """The registry of an office that watches the whole country."""
        places = [place for member in self.members for place in self._places(member)]
        return Registry(
            agencies={m.agency_id: _agency(m) for m in self.members},
            places={place.place_id: place for place in places},
        )

    def truth(self, phase: Phase, years: tuple[int, ...] = YEARS) -> Iterator[WholeTruth]:
        """What is true of every place in ``phase``."""
        for member in self.members:
            for year in years:
                yield self._truth(member, year, phase)
                if member.on_platform:
                    yield self._platform_truth(member, year, phase)

    def truth_jsonl(self) -> str:
        """The truth of all phases; this renders every document there is."""
        rows = (row.as_json() for phase in Phase for row in self.truth(phase))
        return "".join(f"{row}\n" for row in rows)

    @property
    def robots(self) -> Mapping[str, str]:
        """The rules of every host by what its robots.txt says."""
        staged = ((m.host, self.staged(m, Phase.PUBLISHED)) for m in self.members)
        return {host: one.site.portal.robots for host, one in staged}

    @cached_property
    def staged(self) -> _Staging:
        """The site of a member in a phase, made once."""
        return _Staging(self.seed)

    def _host(self, name: str) -> Host | None:
        return self._hosts(CLONES.get(name, name))

    @cached_property
    def _hosts(self) -> _HostBook:
        return _HostBook(self.members, self.staged)

    def _planned(self, member: Member) -> Iterator[Fault]:
        staged = self.staged(member, Phase.PUBLISHED)
        for planned in staged.draft.planned:
            yield Fault(
                host=member.host,
                kind=planned.kind,
                path=_path_of(staged, planned),
                nth=planned.nth,
                seconds=planned.seconds,
            )

    def _places(self, member: Member) -> Iterator[Place]:
        home = f"{VARIANTS[member.variant].scheme}://{member.host}/"
        moved = self.staged(member, Phase.BEFORE_DUE).draft.moved_column
        yield Place(
            place_id=f"{member.agency_id}-site",
            agency_id=member.agency_id,
            home_url=home,
            column_url=f"{home}{moved[1:]}" if moved else None,
            hosts=(member.host,),
            delay_seconds=_DELAY_SECONDS,
        )
        if member.on_platform:
            host = platform_host(member.city)
            staged = self.staged.platform(member.city, Phase.BEFORE_DUE)
            yield Place(
                place_id=f"{member.agency_id}-platform",
                agency_id=member.agency_id,
                home_url=f"http://{host}/",
                kind=PlaceKind.PARENT_PLATFORM,
                column_url=f"http://{host}{staged.site.column_path}",
                hosts=(host,),
                delay_seconds=_DELAY_SECONDS,
            )

    def _truth(self, member: Member, year: int, phase: Phase) -> WholeTruth:
        staged = self.staged(member, phase)
        before = former_phase(phase)
        variant = VARIANTS[member.variant]
        outcome = variant.everywhere or outcome_of(
            staged, year, self.staged(member, before) if before else None
        )
        outcome = replace(
            outcome,
            also=(*outcome.also, *variant.also, *staged.draft.also),
            without_browser=variant.without_browser,
        )
        return WholeTruth(
            agency_id=member.agency_id,
            place_id=f"{member.agency_id}-site",
            year=year,
            phase=phase,
            variant=member.variant,
            traps=tuple(t.code for t in member.traps if t.year in (None, year)),
            outcome=outcome,
            published_date=claimed_date(staged, year),
            urls=tuple(f"{variant.scheme}://{member.host}{p}" for p in staged.paths(year)),
            files=partial(staged.hashes, year),
        )

    def _platform_truth(self, member: Member, year: int, phase: Phase) -> WholeTruth:
        staged = self.staged.on_platform(member, phase)
        before = former_phase(phase)
        former = self.staged.on_platform(member, before) if before else None
        host = platform_host(member.city)
        return WholeTruth(
            agency_id=member.agency_id,
            place_id=f"{member.agency_id}-platform",
            year=year,
            phase=phase,
            variant="V19",
            traps=tuple(t.code for t in member.traps if t.code == "T22"),
            outcome=outcome_of(staged, year, former),
            published_date=claimed_date(staged, year),
            urls=tuple(f"http://{host}{path}" for path in staged.paths(year)),
            files=partial(staged.hashes, year),
        )


class _Staging:
    """Sites by member and phase, each made once."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._made: dict[tuple[str, Phase], Staged] = {}

    def __call__(self, member: Member, phase: Phase) -> Staged:
        key = (member.agency_id, phase)
        if key not in self._made:
            draft = draft_of(member, phase, self._seed)
            self._made[key] = Staged(draft=draft, variant=member.variant)
        return self._made[key]

    def platform(self, city: str, phase: Phase) -> Staged:
        key = (f"{city}/", phase)
        if key not in self._made:
            self._made[key] = Staged(draft=platform_draft(city, phase, self._seed), variant="V19")
        return self._made[key]

    def on_platform(self, member: Member, phase: Phase) -> Staged:
        key = (f"{member.agency_id}/platform", phase)
        if key not in self._made:
            whole = self.platform(member.city, phase)
            view = member_view(member.city, member, phase, self._seed, whole.draft)
            self._made[key] = Staged(draft=view, variant="V19", shared=whole.site)
        return self._made[key]


class _HostBook:
    """Hosts by name, each made once with its gates, which remember who came."""

    def __init__(self, members: tuple[Member, ...], staging: _Staging) -> None:
        self._members = {m.host: m for m in members if VARIANTS[m.variant].is_known_by_name}
        self._by_id = {m.agency_id: m for m in members}
        self._platforms = {platform_host(c): c for c in _CITIES if platform_members(c)}
        self._staging = staging
        self._made: dict[str, Host] = {}

    def __call__(self, name: str) -> Host | None:
        if name not in self._made:
            made = self._make(name)
            if made is None:
                return None
            self._made[name] = made
        return self._made[name]

    def _make(self, name: str) -> Host | None:
        city = self._platforms.get(name)
        if city is not None:
            return Host(lambda now: self._staging.platform(city, phase_at(now)), (), has_etags=True)
        member = self._members.get(name) or self._by_id.get(name)
        if member is None:
            return None
        return Host(
            lambda now: self._staging(member, phase_at(now)),
            self._gates(member),
            has_etags=VARIANTS[member.variant].family not in _WITHOUT_TAGS,
        )

    def _gates(self, member: Member) -> tuple[Gate, ...]:
        make = VARIANTS[member.variant].gate
        gates: tuple[Gate, ...] = (make(member.host),) if make else ()
        if self._staging(member, Phase.BEFORE_DUE).draft.needs_referer:
            gates = (*gates, RefererGate("/module/download/"))
        return gates


# Pages that a program writes for each visitor have no tag.
_WITHOUT_TAGS = frozenset({"single_page", "gkmlpt", "lonsun", "webforms"})


def _path_of(staged: Staged, planned: Planned) -> str:
    site = staged.site
    if planned.what == "beyond_robots":
        return BEYOND_ROBOTS
    if planned.what == "column":
        return f"{re.escape(site.column_path)}$"
    if planned.what.startswith("/"):
        return re.escape(planned.what)
    entry = staged.draft.report(planned.year)
    path = site.file_path(entry, 0) if planned.what == "file" else site.article_path(entry)
    return f"{re.escape(path)}$"


def _agency(member: Member) -> Agency:
    return Agency(
        agency_id=member.agency_id,
        name=member.author.name,
        kind=member.kind,
        region_code="990000",
        aliases=member.aliases,
    )


def build_whole_country(seed: int = 1, keys: tuple[str, ...] | None = None) -> WholeCountry:
    """The whole country, or of it the agencies of these ids; nothing is made until it is asked.

    Each has walls and counters of its own, which remember who came.
    """
    members = tuple(m for m in ROSTER if keys is None or m.agency_id in keys)
    return WholeCountry(members=members, seed=seed)


OUTSIDE = (CMS_HOST, *CLONES)
"""Hosts that pages link to and that nobody may ask."""
