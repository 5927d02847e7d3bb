from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.model import CaptureRole
from archive.rows import from_line, to_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    day: date
    role: CaptureRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    at: datetime
    path: Path
    delay: float
    count: int
    is_open: bool
    inner: tuple[Inner, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Holds its own kind, counts of two kinds, and values by name."""

    counts: Mapping[str, int | Decimal] = field(default_factory=dict)
    first: Kin | None = None
    others: tuple[Kin, ...] = ()


OUTER = Outer(
    at=datetime(2024, 2, 5, 1, tzinfo=UTC),
    path=Path("var/archive"),
    delay=3.0,
    count=2,
    is_open=True,
    inner=(Inner(day=date(2024, 1, 31), role=CaptureRole.LIST), Inner(day=date(2024, 2, 1))),
    pairs=(("Via", "一"),),
)


def test_a_line_and_back() -> None:
    line = to_line(OUTER)
    assert "\n" not in line
    assert from_line(Outer, line) == OUTER


def test_what_holds_its_own_kind() -> None:
    leaf = Kin(counts={"a": 1, "b": Decimal("0.5"), "c": True})
    kin = Kin(first=leaf, others=(leaf, Kin()))
    assert from_line(Kin, to_line(kin)) == kin


@pytest.mark.parametrize(
    "line",
    [
        '{"counts":[1]}',
        '{"counts":{"a":null}}',
        '{"counts":{"a":"many"}}',
        '{"first":{"others":7}}',
        '{"first":[]}',
        '{"others":[null]}',
        '{"others":{"a":1}}',
    ],
)
def test_what_does_not_fit_inside_is_an_error(line: str) -> None:
    with pytest.raises(ArchiveError):
        from_line(Kin, line)


def test_unknown_fields_are_left_aside() -> None:
    assert from_line(Inner, '{"day":"2024-01-31","new":1}') == Inner(day=date(2024, 1, 31))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"day":1}',
        '{"day":"31 January"}',
        '{"day":"2024-01-31","role":"x"}',
    ],
)
def test_lines_that_do_not_fit_are_errors(line: str) -> None:
    with pytest.raises(ArchiveError):
        from_line(Inner, line)
