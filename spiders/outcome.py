"""The last word of a visit: on time or late, not seen or absent. Pure, from values alone.

``ABSENT_UNCONFIRMED`` is an accusation, if an unconfirmed one: it needs a list read to its proven
end, valid pages on the way, an empty search where one is offered, a due date that has passed, and
a former visit, at least a day before, that found the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from archive.model import Visit, VisitClass
from config.clock import local_date
from registry.model import Duty

# Marks a visit that looked everywhere and may stand beside another one as proof of absence.
LOOKED_EVERYWHERE = "looked_everywhere"
# The list is the one that a former visit read, and the report was not asked for again.
UNCHANGED = "unchanged"
# The report says something else than the last one collected; several say different things.
REPUBLISHED = "republished"
SEVERAL_VERSIONS = "several_versions"
# Its titles, in the list and on the page, are not the usual words for it.
TITLE_NONSTANDARD = "title_nonstandard"
# A report that was collected is no longer there.
REMOVED = "removed"
# How the ways of a visit begin that found nothing in the list.
SEARCHED = "站内检索"
BETWEEN_VISITS = timedelta(hours=24)
_UNSEEN = frozenset({VisitClass.NOT_SEEN, VisitClass.ABSENT_UNCONFIRMED, VisitClass.COLUMN_EMPTY})


def collected_class(
    published: date | None, duty: Duty | None, earlier: Sequence[Visit]
) -> VisitClass:
    """COLLECTED, or COLLECTED_LATE where the date the portal itself claims is after the due date.

    A visit that had collected it in time outweighs a later claim. Without a claimed date, or with
    one on which we had seen the report already, it is late only where a whole visit after the due
    date had not yet seen it, or where it was found late before. ``earlier`` has the oldest first.
    """
    if duty is None or any(_is_collected_by(visit, duty.due_date) for visit in earlier):
        return VisitClass.COLLECTED
    first = next((n for n, visit in enumerate(earlier) if visit.visit_class.has_report), None)
    is_seen_before = (
        published is not None
        and first is not None
        and local_date(earlier[first].ended_at) < published
    )
    if published is not None and not is_seen_before:
        is_late = published > duty.due_date
    else:
        was_late = any(visit.visit_class is VisitClass.COLLECTED_LATE for visit in earlier)
        is_late = was_late or any(
            LOOKED_EVERYWHERE in visit.flags and local_date(visit.ended_at) > duty.due_date
            for visit in earlier[:first]
        )
    return VisitClass.COLLECTED_LATE if is_late else VisitClass.COLLECTED


def unseen_class(
    *, listed: int, now: datetime, duty: Duty | None, earlier: Sequence[Visit]
) -> tuple[VisitClass, str]:
    """The class of a visit that looked everywhere and did not see the report, with the reason.

    ``earlier`` has the oldest first. What was not seen before the report was there does not count.
    """
    seen_at = [place for place, visit in enumerate(earlier) if visit.visit_class.has_report]
    since = earlier[seen_at[-1] + 1 :] if seen_at else earlier
    if duty is None:
        return VisitClass.NOT_SEEN, "列表已读全，未见该年度年报；该机关没有规定的公布期限"
    if local_date(now) <= duty.due_date:
        return VisitClass.NOT_SEEN, f"列表已读全，未见该年度年报；公布期限 {duty.due_date} 未过"
    if not any(_is_same_before(visit, now) for visit in since):
        return VisitClass.NOT_SEEN, "列表已读全，未见该年度年报；须隔 24 小时以上再次核查"
    if listed == 0:
        return VisitClass.COLUMN_EMPTY, "两次核查相隔 24 小时以上，年报栏目均为空"
    return VisitClass.ABSENT_UNCONFIRMED, "两次核查相隔 24 小时以上，列表均读全，均未见该年度年报"


def _is_collected_by(visit: Visit, due: date) -> bool:
    return visit.visit_class.has_report and local_date(visit.ended_at) <= due


def _is_same_before(visit: Visit, now: datetime) -> bool:
    return (
        visit.visit_class in _UNSEEN
        and LOOKED_EVERYWHERE in visit.flags
        and now - visit.ended_at >= BETWEEN_VISITS
    )
