"""Deadlines as data (条例第四十九条): who owes the report of a year by which day, on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.model import Agency, AgencyKind, Duty, Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryDeadline:
    """A day of the year after the report's year, the last one on time."""

    month: int
    day: int
    basis: str


# Townships and administrative committees are not named by the article: without a local rule they
# owe no date.
STATUTORY_DEADLINES: dict[AgencyKind, StatutoryDeadline] = {
    AgencyKind.DEPARTMENT: StatutoryDeadline(
        month=1, day=31, basis="《中华人民共和国政府信息公开条例》第四十九条第一款"
    ),
    AgencyKind.GOVERNMENT: StatutoryDeadline(
        month=3, day=31, basis="《中华人民共和国政府信息公开条例》第四十九条第二款"
    ),
}


def duty_of(agency: Agency, year: int, registry: Registry | None = None) -> Duty | None:
    """The duty of ``agency`` for the report on ``year``; ``None`` where no rule names a day.

    The statutory day counts; a local rule is taken only for kinds that the statute does not name,
    since an earlier local day is a matter of its own (TIM10). Of several local rules the one for
    the smallest region counts.
    """
    if not agency.owes(year):
        return None
    statutory = STATUTORY_DEADLINES.get(agency.kind)
    if statutory is not None:
        due = date(year + 1, statutory.month, statutory.day)
        return Duty(agency_id=agency.agency_id, year=year, due_date=due, basis=statutory.basis)
    binding = [d for d in registry.local_deadlines if d.holds_for(agency, year)] if registry else []
    if not binding:
        return None
    local = max(binding, key=lambda d: len(d.region))
    due = date(year + 1, local.month, local.day)
    return Duty(agency_id=agency.agency_id, year=year, due_date=due, basis=local.basis)
