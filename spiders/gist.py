"""What is kept of a report that was read and judged: what tells its versions apart (要点)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reading.model import FigureState, Media, ReportReading
from reading.sameness import report_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure that was read as a number; ``at`` is its place for people."""

    value: int | Decimal
    at: str
    printed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """A reading without its text. ``issuer`` is the agency that it names.

    ``content`` is the hash over what it says (``reading.sameness``), ``None`` where that cannot be
    compared. ``numbers`` are its figures by path where they were asked for, else none.
    """

    issuer: str | None
    media: Media
    is_one_of_several: bool = False
    content: str | None = None
    numbers: Mapping[str, Number] = field(default_factory=dict)


def gist_of(reading: ReportReading, *, has_numbers: bool) -> Gist:
    """The gist, with the numbers where ``has_numbers``."""
    return Gist(
        issuer=reading.agency,
        media=reading.media,
        is_one_of_several=reading.is_one_of_several,
        content=report_sha256(reading, has_preamble=True),
        numbers=_numbers(reading) if has_numbers else {},
    )


def _numbers(reading: ReportReading) -> dict[str, Number]:
    return {
        path: Number(value=figure.value, at=figure.at, printed=figure.printed)
        for path, figure in reading.figures.items()
        if figure.state is FigureState.NUMBER and figure.value is not None
    }
