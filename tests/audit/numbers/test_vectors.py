"""All figures of a report beside those of another."""

from __future__ import annotations

import pytest
from builders import Cell, conforming_report

from audit.numbers.vectors import is_same, is_telling, told_of, vector_of
from reading.editions import EDITION_2019, EDITION_2021, PROACTIVE

ZEROS: dict[str, Cell] = {"proactive.*": 0, "requests.*": 0, "disputes.*": 0}


def test_a_vector_leaves_zeros_out() -> None:
    reading = conforming_report(figures={**ZEROS, "proactive.penalties.decisions": 3})

    assert vector_of(reading) == (("proactive.penalties.decisions", 3),)
    assert vector_of(conforming_report(figures=ZEROS)) == ()


@pytest.mark.parametrize("cell", ["", {"text": "/"}, {"unreadable": "字迹不清"}, "missing"])
def test_a_cell_without_a_number_leaves_no_vector(cell: Cell) -> None:
    reading = conforming_report(figures={"disputes.review.total": cell})

    assert vector_of(reading) is None
    assert vector_of(reading, (PROACTIVE,)) is not None


@pytest.mark.parametrize(
    ("vector", "expected"),
    [
        ((), False),
        ((("proactive.penalties.decisions", 19),), False),
        ((("proactive.penalties.decisions", 20),), True),
        ((("proactive.normative_documents.in_force", 300),), False),
        ((("requests.received.individual", 1), ("requests.received.total", 40)), False),
        (tuple((f"requests.{row}.individual", 5) for row in ("received", "granted", "x")), True),
        (tuple((f"requests.{row}.individual", 5) for row in ("received", "granted")), False),
    ],
    ids=["zeros", "few", "great", "stock", "total", "three", "two"],
)
def test_which_vectors_are_telling(vector: tuple[tuple[str, int], ...], expected: bool) -> None:
    assert is_telling(vector) is expected


def test_one_difference_is_enough_whatever_else_is_unread() -> None:
    whole = conforming_report()
    unread = conforming_report(figures={"disputes.review.total": {"unreadable": "字迹不清"}})
    other = conforming_report(
        figures={
            "disputes.review.total": {"unreadable": "字迹不清"},
            "proactive.penalties.decisions": 5,
        }
    )

    assert is_same(whole, conforming_report()) is True
    assert is_same(whole, unread) is None
    assert is_same(whole, other) is False
    assert is_same(whole, conforming_report(edition=EDITION_2019)) is None


def test_the_greatest_figures_are_told() -> None:
    vector = vector_of(conforming_report(), (PROACTIVE,))

    assert vector is not None
    assert told_of(vector, EDITION_2021, 2) == (
        "行政许可处理决定数量 152、行政事业性收费收费金额 5.26"
    )
