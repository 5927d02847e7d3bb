"""What a waiver covers, for how long, and what it hides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.model import Outcome
from ledger.errors import LedgerError
from ledger.model import FindingQuery
from ledger.said import Waiver, WaiverEnd
from ledger.store import Ledger

FIRST, LAST = date(2024, 2, 6), date(2024, 2, 8)


@pytest.fixture
def waiver(given: Any) -> Waiver:
    return Waiver(
        rule="CON01",
        agency_id="edu",
        year=2023,
        from_date=FIRST,
        until_date=LAST,
        reason="正在核实",
        waived_by="张三",
        waived_at=given.day(1),
    )


@pytest.fixture
def found(given: Any, record: Callable[..., None]) -> None:
    shadow = replace(given.result(Outcome.NONCONFORMING, "title", rule="AUT01"), is_shadow=True)
    record(
        1,
        given.result(Outcome.NONCONFORMING, "requests.granted", "requests.partial"),
        given.result(Outcome.NONCONFORMING, "parts.overview", rule="CMP01"),
        shadow,
    )


def waived(ledger: Ledger, day: date | None) -> list[str]:
    query = FindingQuery(is_waived=True, day=day)
    return [row.subject for row in ledger.findings(query)]


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2024, 2, 5), False),
        (FIRST, True),
        (LAST, True),
        (date(2024, 2, 9), False),
        (None, False),  # the day last judged, which is the 5th
    ],
)
def test_a_waiver_ends_by_itself(
    ledger: Ledger, waiver: Waiver, day: date | None, holds: bool
) -> None:
    ledger.waivers.add(waiver)
    assert waived(ledger, day) == (["requests.granted", "requests.partial"] if holds else [])
    rows = ledger.findings(FindingQuery(is_waived=False, day=day))
    assert len(rows) == (2 if holds else 4)


@pytest.mark.usefixtures("found")
def test_ended_before_its_time(ledger: Ledger, waiver: Waiver, given: Any) -> None:
    kept = ledger.waivers.add(waiver)
    ended = WaiverEnd(
        from_date=date(2024, 2, 7), reason="已核实", ended_by="李四", ended_at=given.day(3)
    )
    ledger.waivers.end(kept.waiver_id, ended)
    assert [len(waived(ledger, date(2024, 2, day))) for day in (6, 7, 8)] == [2, 0, 0]
    assert ledger.waivers.all() == (replace(kept, end=ended),)


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize(
    ("scope", "hidden"),
    [
        ({}, ["requests.granted", "requests.partial"]),
        ({"rule": None}, ["parts.overview", "requests.granted", "requests.partial"]),
        ({"agency_id": None}, ["requests.granted", "requests.partial"]),
        ({"year": None, "rule": "CMP01"}, ["parts.overview"]),
        ({"agency_id": "gov"}, []),
        ({"year": 2022}, []),
        ({"rule": "AUT01"}, []),
    ],
)
def test_what_it_hides_is_what_it_covers_and_what_stands(
    ledger: Ledger, waiver: Waiver, scope: dict[str, Any], hidden: list[str]
) -> None:
    kept = ledger.waivers.add(replace(waiver, **scope))
    (one,) = ledger.waivers.hidden_on(FIRST)
    assert one.waiver == kept
    assert [row.subject for row in one.findings] == hidden
    assert all(row.is_waived for row in one.findings)
    shown = [s for s in waived(ledger, FIRST) if s != "title"]
    assert shown == hidden


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule": None, "year": None}, "豁免的范围过宽"),
        ({"rule": None, "year": None, "agency_id": None}, "豁免的范围过宽"),
        ({"reason": "  "}, "没有写明理由"),
        ({"waived_by": " "}, "没有写明姓名"),
        ({"until_date": date(2024, 2, 5)}, "早于起始日"),
    ],
)
def test_a_waiver_that_is_refused(
    ledger: Ledger, waiver: Waiver, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(LedgerError, match=words):
        ledger.waivers.add(replace(waiver, **changes))
    assert (ledger.waivers.all(), ledger.events.all()) == ((), ())
