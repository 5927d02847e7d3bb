"""The rows of the lab's truth beside what the collector said, and how it behaved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.model import Capture, CaptureRole, ClassGroup, Visit, VisitClass
from archive.store import Archive
from bench.lab_visits import Crawled
from config.settings import CrawlSettings
from portal_lab.conduct import (
    Log,
    after_blocks,
    anonymous,
    disallowed,
    most_at_once,
    over_budget,
    robots_not_first,
    strangers,
)
from portal_lab.phases import Phase
from portal_lab.whole.country import WholeCountry
from portal_lab.whole.draft import YEARS
from portal_lab.whole.truth import WholeTruth
from registry.model import Registry
from spiders.outcome import REMOVED, REPUBLISHED

_ACCUSING = frozenset({VisitClass.ABSENT_UNCONFIRMED, VisitClass.COLLECTED_LATE})
# Events of the closed list of the facts, which a visit tells beside its class.
_TOLD_AS_FLAGS = frozenset({REPUBLISHED, REMOVED})
# What was in our way or failed with us: nothing that an agency may ever be accused of.
_NOT_THEIRS = frozenset({ClassGroup.ACCESS, ClassGroup.CONTENT, ClassGroup.OURS})


class Kind(StrEnum):
    """What differs."""

    VISIT = "no visit"
    CLASS = "class"
    DATE = "published date"
    BYTES = "bytes"
    FLAGS = "flags"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row of truth that the visit does not equal; ``want`` and ``got`` are words for people."""

    truth: WholeTruth
    kind: Kind
    want: str
    got: str
    is_accusation: bool = False


def differences(
    country: WholeCountry,
    crawled: Crawled,
    phase: Phase,
    *,
    alone: bool,
    has_browser: bool,
    years: Sequence[int] = YEARS,
) -> Iterator[Difference]:
    """Every row of ``phase`` that does not hold; ``alone`` tells that no visit went before."""
    captures = _captures(crawled)
    for truth in country.truth(phase, tuple(years)):
        visit = crawled.visits.get((truth.place_id, truth.year))
        if visit is None:
            yield Difference(truth=truth, kind=Kind.VISIT, want="a visit", got="none")
            continue
        yield from _of_row(truth, visit, captures, alone=alone, has_browser=has_browser)


def _of_row(
    truth: WholeTruth,
    visit: Visit,
    captures: Mapping[str, Capture],
    *,
    alone: bool,
    has_browser: bool,
) -> Iterator[Difference]:
    wanted = truth.classes(alone=alone, has_browser=has_browser)
    told = {str(visit.visit_class), *(_TOLD_AS_FLAGS & set(visit.flags))}
    if told.isdisjoint(wanted):
        yield Difference(
            truth=truth,
            kind=Kind.CLASS,
            want=" or ".join(wanted),
            got=f"{visit.visit_class}: {visit.reason or ''}",
            is_accusation=_is_accusation(truth, visit, wanted),
        )
        return
    missing = set(truth.outcome.flags) - {visit.visit_class, *visit.flags}
    if missing and truth.has_report:
        flags = ", ".join(sorted(missing))
        yield Difference(truth=truth, kind=Kind.FLAGS, want=flags, got=", ".join(visit.flags))
    if not truth.has_report or not visit.documents:
        return
    if visit.published_date != truth.published_date:
        yield Difference(
            truth=truth,
            kind=Kind.DATE,
            want=str(truth.published_date),
            got=str(visit.published_date),
        )
    held = [captures[document] for document in visit.documents]
    lost = set(truth.files()) - {one.sha256 for one in held}
    # What only a browser could show is kept as it was shown, which no hash foretells.
    if lost and not all(one.role is CaptureRole.DOM for one in held):
        yield Difference(
            truth=truth,
            kind=Kind.BYTES,
            want=", ".join(truth.urls),
            got=", ".join(one.url for one in held),
        )


def _is_accusation(truth: WholeTruth, visit: Visit, wanted: Sequence[str]) -> bool:
    """Absent or late, said where the way or the reader failed or where the report was in time."""
    if visit.visit_class not in _ACCUSING:
        return False
    groups = {VisitClass(name).group for name in wanted if name in set(VisitClass)}
    return bool(groups & _NOT_THEIRS) or truth.has_report


def _captures(crawled: Crawled) -> Mapping[str, Capture]:
    """Those of all runs: a visit may point to what an earlier one holds, where nothing changed."""
    archive: Archive = crawled.archive
    return {c.capture_id: c for run_id in archive.runs() for c in archive.captures(run_id)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What the lab's log says of the visitor; every part is empty, and at most one at once."""

    strangers: tuple[str, ...]
    disallowed: tuple[str, ...]
    anonymous: tuple[str, ...]
    robots_not_first: tuple[str, ...]
    after_blocks: tuple[str, ...]
    over_budget: tuple[str, ...]
    most_at_once: int

    @property
    def is_good(self) -> bool:
        """Whether nothing can be said against it."""
        told = (
            self.strangers,
            self.disallowed,
            self.anonymous,
            self.robots_not_first,
            self.after_blocks,
            self.over_budget,
        )
        return not any(told) and self.most_at_once <= 1


def conduct(
    log: Log, registry: Registry, robots: Mapping[str, str], settings: CrawlSettings
) -> Conduct:
    """How a visitor behaved towards the hosts of ``registry``, whose rules ``robots`` holds.

    A host may be asked as often as the budgets of all its places allow.
    """
    hosts = [host for place in registry.places.values() for host in place.hosts]
    budget = settings.page_budget + settings.file_budget
    budgets = {host: budget * count for host, count in Counter(hosts).items()}
    return Conduct(
        strangers=strangers(log, hosts),
        disallowed=tuple(f"{r.host}{r.path}" for r in disallowed(log, robots)),
        anonymous=anonymous(log),
        robots_not_first=robots_not_first(log),
        after_blocks=tuple(f"{r.host}{r.path}" for r in after_blocks(log)),
        over_budget=tuple(over_budget(log, budgets)),
        most_at_once=most_at_once(log),
    )
