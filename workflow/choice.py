"""Which visit speaks for an agency that has several places and many visits."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Visit, VisitClass
from ledger.publication import has_proved_unseen
from registry.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``visits`` to try in order: with the report, or the one that says why there is none.

    ``reason`` tells in Chinese what a person should know about the choice.
    """

    visits: tuple[Visit, ...] = ()
    reason: str | None = None
    tried: tuple[str, ...] = ()


def choose(places: tuple[Place, ...], visits: tuple[Visit, ...]) -> Choice:
    """The choice for one agency and year; ``visits`` come with the earliest first.

    A report seen at any place counts. One that was seen before stays held when a later visit
    fails. Absence is said only where every place was read to its end: one place that could not be
    looked at leaves the whole unknown.
    """
    if not places:
        return Choice(reason="名录中没有该机关的公布位置")
    latest = {visit.place_id: visit for visit in visits}
    present = [latest[place.place_id] for place in places if place.place_id in latest]
    tried = tuple(dict.fromkeys(way for visit in present for way in visit.tried))
    with_report = tuple(visit for visit in present if visit.visit_class.has_report)
    if with_report:
        return Choice(visits=with_report, tried=tried)
    former = tuple(visit for visit in reversed(visits) if visit.visit_class.has_report)
    if former:
        return Choice(visits=former[:1], reason=_former_reason(present), tried=tried)
    if len(present) < len(places):
        return Choice(reason="尚有公布位置未访问", tried=tried)
    return Choice(visits=(min(present, key=_knowledge),), tried=tried)


def _former_reason(present: list[Visit]) -> str:
    if present and all(has_proved_unseen(visit) for visit in present):
        return "此前已采集，最近一次核查未再见到，待人工核实"
    return "最近一次核查未能完成，沿用此前采集的年报"


def _knowledge(visit: Visit) -> int:
    """The least that any place knows is all that is known."""
    if visit.visit_class is VisitClass.NOT_SEEN:
        return 1
    return 2 if has_proved_unseen(visit) else 0
