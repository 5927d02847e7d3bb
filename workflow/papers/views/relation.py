"""How the office and an agency stand to each other: by 通知, or by 函 (平行文)."""

from __future__ import annotations

from registry.model import Agency, AgencyKind, Registry


def is_written_by_letter(agency: Agency, registry: Registry) -> bool:
    """Whether ``agency`` is not subordinate to the office, so that it gets a 函 and no 通知.

    That holds of a body under vertical management, of the government that the office itself
    serves, and of what a lower government has under it: a bureau of a county, seen from the city.
    A lower government itself gets a 通知. Where the registry names no parents nothing of this is
    known, and the officer decides.
    """
    if agency.is_vertical:
        return True
    parent = registry.agencies.get(agency.parent_id) if agency.parent_id else None
    if parent is not None:
        return parent.parent_id is not None and parent.parent_id in registry.agencies
    is_government = agency.kind is AgencyKind.GOVERNMENT
    return is_government and any(
        other.parent_id == agency.agency_id for other in registry.agencies.values()
    )
