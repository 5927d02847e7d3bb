"""The health of collecting (采集健康): what is different from the last time a place was visited.

Nothing here judges an agency. A list that was full and is empty, a layout that is gone, a host
that blocks: most often it is our collector that needs care, and people must see it the same day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.model import ClassGroup, Visit, VisitClass
from ledger.store import Ledger
from spiders.outcome import REPUBLISHED

# A list that lost more than this share of its entries has probably not been read whole.
_SHRUNK_TO = 0.5
_LOST_LAYOUT = frozenset({VisitClass.LAYOUT_CHANGED, VisitClass.EMPTY_SHELL, VisitClass.SOFT_404})


class ChangeKind(StrEnum):
    """What changed at a place, the most pressing first."""

    REPORT_GONE = "report_gone"
    BLOCKED = "blocked"
    LAYOUT_LOST = "layout_lost"
    LIST_EMPTY = "list_empty"
    LIST_SHRUNK = "list_shrunk"
    OURS = "ours"
    FAMILY_CHANGED = "family_changed"
    ROBOTS_CHANGED = "robots_changed"
    REPORT_CHANGED = "report_changed"
    RECOVERED = "recovered"

    @property
    def label(self) -> str:
        """The Chinese words for it."""
        return _LABELS[self]


_LABELS = {
    ChangeKind.REPORT_GONE: "原已采集的年报本次未见",
    ChangeKind.BLOCKED: "访问受阻",
    ChangeKind.LAYOUT_LOST: "页面结构不再能识别",
    ChangeKind.LIST_EMPTY: "列表原有条目，本次为空",
    ChangeKind.LIST_SHRUNK: "列表条目大幅减少",
    ChangeKind.OURS: "本系统未能完成访问",
    ChangeKind.FAMILY_CHANGED: "网站改版",
    ChangeKind.ROBOTS_CHANGED: "robots 规则有变化",
    ChangeKind.REPORT_CHANGED: "已采集的年报内容有变化",
    ChangeKind.RECOVERED: "恢复正常",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A visit with the hashes of robots.txt behind it, by address."""

    visit: Visit
    robots: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """One thing that changed at one place; ``detail`` says before and now."""

    kind: ChangeKind
    agency_id: str
    place_id: str
    year: int
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A run beside what was seen before. ``alarms`` are about the run as a whole."""

    run_id: str
    visits: int
    groups: Mapping[ClassGroup, int]
    changes: tuple[PlaceChange, ...]
    alarms: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """The health in a few lines for people."""
        counted = Counter(change.kind for change in self.changes)
        told = "，".join(f"{kind.label} {counted[kind]} 处" for kind in ChangeKind if counted[kind])
        lines = [f"注意：{alarm}。" for alarm in self.alarms]
        if told:
            lines.append(f"与上次访问相比：{told}（详见 duban health）。")
        return tuple(lines)


def health_of(ledger: Ledger, run_id: str, *, alarm_share: float) -> Health:
    """The health of a run; ``alarm_share`` is the share of visits from which a trouble alarms."""
    before = {(v.place_id, v.year): v for v in ledger.visits_before(run_id)}
    now = ledger.visits_in(run_id)
    hashes = ledger.robots_behind((*before.values(), *now))
    changes = [
        change
        for visit in now
        if (old := before.get((visit.place_id, visit.year))) is not None
        for change in changes_between(_seen(old, hashes), _seen(visit, hashes))
    ]
    order = list(ChangeKind)
    changes.sort(key=lambda change: order.index(change.kind))
    return Health(
        run_id=run_id,
        visits=len(now),
        groups=dict(Counter(visit.visit_class.group for visit in now)),
        changes=tuple(changes),
        alarms=tuple(_alarms(now, alarm_share)),
    )


def changes_between(before: Seen, now: Seen) -> tuple[PlaceChange, ...]:
    """What changed at a place between two visits for the same year."""
    visit = now.visit
    return tuple(
        PlaceChange(
            kind=kind,
            agency_id=visit.agency_id,
            place_id=visit.place_id,
            year=visit.year,
            detail=detail,
        )
        for kind, detail in _changes(before, now)
    )


def _changes(before: Seen, now: Seen) -> Iterator[tuple[ChangeKind, str]]:
    old, new = before.visit, now.visit
    labels = f"{old.visit_class.label} → {new.visit_class.label}"
    yield from _state_changes(old, new, f"{labels}{f'（{new.reason}）' if new.reason else ''}")
    if old.family and new.family and old.family != new.family:
        yield ChangeKind.FAMILY_CHANGED, f"{old.family} → {new.family}"
    robots_before, robots_now = before.robots or {}, now.robots or {}
    for url in sorted(robots_before.keys() & robots_now.keys()):
        if robots_before[url] != robots_now[url]:
            yield ChangeKind.ROBOTS_CHANGED, url
    if REPUBLISHED in new.flags:
        yield ChangeKind.REPORT_CHANGED, new.reason or "前后版本均已存证"


def _state_changes(old: Visit, new: Visit, told: str) -> Iterator[tuple[ChangeKind, str]]:
    group = new.visit_class.group
    was_in_trouble = _is_trouble(old)
    if old.visit_class.has_report and not new.visit_class.has_report and not _is_trouble(new):
        yield ChangeKind.REPORT_GONE, told
    elif was_in_trouble and not _is_trouble(new):
        yield ChangeKind.RECOVERED, told
    elif not was_in_trouble and group is ClassGroup.ACCESS:
        yield ChangeKind.BLOCKED, told
    elif new.visit_class in _LOST_LAYOUT and old.visit_class not in _LOST_LAYOUT:
        yield ChangeKind.LAYOUT_LOST, told
    elif not was_in_trouble and _is_trouble(new):
        yield ChangeKind.OURS, told
    if old.listed and new.listed is not None and new.listed < old.listed * _SHRUNK_TO:
        kind = ChangeKind.LIST_SHRUNK if new.listed else ChangeKind.LIST_EMPTY
        yield kind, f"{old.listed} 条 → {new.listed} 条"


def _is_trouble(visit: Visit) -> bool:
    """Whether the visit could not say how things are; not to have seen a report is no trouble."""
    is_said = visit.visit_class.group is ClassGroup.AGENCY
    return not is_said and visit.visit_class is not VisitClass.NOT_SEEN


def _alarms(visits: Sequence[Visit], share: float) -> Iterator[str]:
    """Troubles so frequent that the fault is hardly the portals'."""
    if not visits:
        return
    groups = Counter(visit.visit_class.group for visit in visits)
    lost = sum(visit.visit_class in _LOST_LAYOUT for visit in visits)
    troubles = (
        (groups[ClassGroup.ACCESS], "访问受阻", "请检查本机网络和出口地址是否被限制"),
        (lost, "页面结构未能识别", "可能有一批网站改版，请告知系统维护人员"),
    )
    for count, words, advice in troubles:
        if count > len(visits) * share:
            yield f"{len(visits)} 次访问中 {count} 次{words}，{advice}"


def _seen(visit: Visit, hashes: Mapping[tuple[str, str], tuple[str, str]]) -> Seen:
    """``hashes`` give (address of robots.txt, SHA-256) by run and capture."""
    robots = [hashes.get((visit.run_id, capture_id)) for capture_id in visit.evidence]
    return Seen(
        visit=visit,
        robots={entry[0]: entry[1] for entry in robots if entry},
    )
