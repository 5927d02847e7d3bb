"""What former visits to a place tell the present one: whether to look again, what has changed.

Pure, from values alone. A list that has not changed saves requests only where the report of every
year asked for was collected and verified from it; absence is never said on the strength of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zlib import crc32

from archive.model import ListSeen, Visit
from config.clock import local_date
from registry.model import Place
from spiders.examine import Finding
from spiders.job import CrawlJob
from spiders.outcome import REPUBLISHED, UNCHANGED

# These tell of an event, the others of the report itself.
_EVENTS = frozenset({UNCHANGED, REPUBLISHED})


def last_report(earlier: Sequence[Visit]) -> Visit | None:
    """The last visit that collected the report; ``earlier`` has the oldest first."""
    return next((visit for visit in reversed(earlier) if visit.visit_class.has_report), None)


def known_list(job: CrawlJob, place: Place, now: datetime) -> ListSeen | None:
    """The list that need only be compared; ``None`` where everything is to be looked at.

    For each year the last visit must have collected the report, and the same list must lie behind
    all of them. Where the registry names another column or family since, the list is another one.
    """
    latest = [job.earlier_visits(place.place_id, year)[-1:] for year in job.years_of(place)]
    lists = [
        visit.seen.listing if visit.visit_class.has_report and visit.seen else None
        for visits in latest
        for visit in visits
    ]
    known = lists[-1] if lists else None
    if known is None or len(lists) < len(latest):
        return None
    is_same = all(other is not None and _same_list(other, known) for other in lists)
    is_other_place = place.column_url != known.column_url or place.family not in (
        None,
        known.family,
    )
    every = job.crawl.full_visit_every
    is_due = is_whole_look_due(known, every=every, now=now, place_id=place.place_id)
    return known if is_same and not is_other_place and not is_due else None


def is_whole_look_due(known: ListSeen, *, every: int, now: datetime, place_id: str) -> bool:
    """Whether everything must be looked at again: every so many visits, or days.

    From the middle of that time on each place has a day of its own, so that the whole looks of
    many places do not all fall into one night.
    """
    if known.unchanged >= every - 1 or now - known.whole_at >= timedelta(days=every):
        return True
    has_turn = (local_date(now).toordinal() + crc32(place_id.encode())) % every == 0
    return has_turn and known.unchanged >= every // 2


def lasting_flags(visit: Visit) -> tuple[str, ...]:
    """The flags that tell of the report itself, and hold as long as it does not change."""
    return tuple(flag for flag in visit.flags if flag not in _EVENTS)


def new_versions(former: Visit | None, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those of ``found`` that say something else than the ``former`` visit had collected.

    What is the same byte for byte has not changed, however it is read by now.
    """
    seen = former.seen if former else None
    if seen is None or not seen.contents:
        return ()
    held = {page.sha256 for page in seen.documents}
    return tuple(
        finding
        for finding in found
        if finding.content not in seen.contents
        and not (finding.pages and all(page.sha256 in held for page in finding.pages))
    )


def republished_reason(former: Visit, version: Finding) -> str:
    """How a new version stands to what was collected before, for people."""
    day = local_date(former.ended_at)
    held = f"原存证 {'、'.join(former.documents)}"
    if version.url == former.url:
        return f"年报内容与 {day} 采集的不同，前后版本均已存证（{held}）"
    return f"年报在新的网址公布，内容与 {day} 采集的不同（原网址 {former.url}，{held}）"


def removed_reason(former: Visit) -> str:
    """That a report was there before, for people."""
    day = local_date(former.ended_at)
    return f"{day} 曾采集到该年报（{former.url}），现已不在，原存证 {'、'.join(former.documents)}"


def _same_list(one: ListSeen, other: ListSeen) -> bool:
    return (one.url, one.entries_sha256) == (other.url, other.entries_sha256)
