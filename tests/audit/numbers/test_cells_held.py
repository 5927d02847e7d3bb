"""What is seen of the cells at a glance is what a close look finds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import conforming_report

from audit.numbers.cells import (
    add_up,
    is_all_positive,
    is_all_read,
    missing_paths,
    numbers_by_path,
    read_paths,
    row_adds_up,
)
from audit.numbers.rows import Presence, presence_of
from reading.editions import EDITION_2021

ROW = EDITION_2021.row("requests.granted")
INDIVIDUAL, *_, TOTAL = ROW.paths()
UNREAD, AMBIGUOUS = {"unreadable": "字迹不清"}, {"ambiguous": "两次读出不同"}


def test_each_state_is_told_apart() -> None:
    cells = (7, "", {"text": "/"}, "missing", UNREAD, AMBIGUOUS)
    reading = conforming_report(figures=dict(zip(ROW.paths(), cells, strict=False)))

    first, blank, text, missing, *unread, _ = ROW.paths()
    paths = set(EDITION_2021.paths())
    assert numbers_by_path(reading)[first] == 7
    assert numbers_by_path(reading).keys() == paths - {blank, text, missing, *unread}
    assert read_paths(reading) == paths - {missing, *unread}
    assert missing_paths(reading) == {missing}
    assert not is_all_read(reading)


def test_what_is_missing_is_read() -> None:
    assert is_all_read(conforming_report(figures={"disputes.*": "missing"}))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({TOTAL: 99}, False),
        ({INDIVIDUAL: ""}, False),
        ({TOTAL: UNREAD}, False),
        ({INDIVIDUAL: "missing", TOTAL: 2}, False),
    ],
    ids=["sound", "wrong", "blank", "unread", "missing"],
)
def test_a_row_that_adds_up(changes: dict[str, object], expected: bool) -> None:
    assert row_adds_up(conforming_report(figures=changes), ROW) is expected


def test_sums_are_exact() -> None:
    money = {"proactive.fees.amount": Decimal("0.3"), INDIVIDUAL: 3}
    reading = conforming_report(figures=money)

    assert not add_up(reading, ["proactive.fees.amount"] * 10, [TOTAL])
    assert add_up(reading, ["proactive.fees.amount"] * 10, [INDIVIDUAL])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0, Presence.STANDS),
        ("", Presence.STANDS),
        ({"text": "/"}, Presence.STANDS),
        ("missing", Presence.ABSENT),
        (UNREAD, Presence.UNCERTAIN),
    ],
)
def test_a_row_by_one_cell(cell: object, expected: Presence) -> None:
    rest = "missing" if expected is not Presence.UNCERTAIN else AMBIGUOUS
    reading = conforming_report(figures={f"{ROW.path}.*": rest, TOTAL: cell})

    assert presence_of(reading, ROW) is expected


@pytest.mark.parametrize(
    ("cell", "expected"), [(0, True), (7, True), (-1, False), ("", False), ({"text": "无"}, False)]
)
def test_all_are_numbers_and_none_below_zero(cell: object, *, expected: bool) -> None:
    assert is_all_positive(conforming_report(figures={INDIVIDUAL: cell})) is expected
