"""Names of agencies and their duties as the registry gave them over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ledger.store import Ledger
from registry.model import Agency, AgencyKind, LocalDeadline, Registry

TOWN = Agency(
    agency_id="town", name="东桥镇人民政府", kind=AgencyKind.TOWNSHIP, region_code="990101"
)


def rows(ledger: Ledger, table: str, columns: str) -> list[tuple[object, ...]]:
    sql = f"SELECT {columns}, known_from, known_until FROM {table} ORDER BY rowid"  # noqa: S608
    return [tuple(row) for row in ledger._connection.execute(sql)]


def test_names(ledger: Ledger, given: Any) -> None:
    edu = replace(given.registry.agencies["edu"], parent_id=None)
    now = replace(
        edu, name="苏镇市教育体育局", aliases=("市教育局", "市教体局"), former_names=(edu.name,)
    )
    for number, agency in ((1, edu), (2, edu), (3, now)):
        only = Registry(agencies={"edu": agency}, places={})
        ledger.record_registry(only, (2023,), given.day(number))
    ledger.record_registry(Registry(agencies={}, places={}), (2023,), given.day(4))
    first, third, fourth = (given.day(number).isoformat() for number in (1, 3, 4))
    assert rows(ledger, "agency_names", "kind, name") == [
        ("full", "苏镇市教育局", first, third),
        ("other", "市教育局", first, fourth),
        ("full", "苏镇市教育体育局", third, fourth),
        ("other", "市教体局", third, fourth),
        ("former", "苏镇市教育局", third, fourth),
    ]


def test_duties(ledger: Ledger, given: Any) -> None:
    def local(month: int, basis: str) -> Registry:
        rule = LocalDeadline(kind=AgencyKind.TOWNSHIP, month=month, day=20, basis=basis)
        return Registry(agencies={"town": TOWN}, places={}, local_deadlines=(rule,))

    ledger.record_registry(local(1, "甲"), (2022, 2023), given.day(1))
    ledger.record_registry(local(2, "乙"), (2023,), given.day(2))
    ledger.record_registry(Registry(agencies={"town": TOWN}, places={}), (2023,), given.day(3))
    first, second, third = (given.day(number).isoformat() for number in (1, 2, 3))
    assert rows(ledger, "duty_history", "year, due_date, basis") == [
        (2022, "2023-01-20", "甲", first, None),
        (2023, "2024-01-20", "甲", first, second),
        (2023, "2024-02-20", "乙", second, third),
    ]
    present = ledger._connection.execute(
        "SELECT year, due_date FROM duties WHERE agency_id = 'town'"
    )
    assert [tuple(row) for row in present] == [(2022, date(2023, 1, 20).isoformat())]


def test_without_an_instant_only_the_present_is_kept(ledger: Ledger) -> None:
    assert rows(ledger, "agency_names", "name") == []
    assert rows(ledger, "duty_history", "year") == []
