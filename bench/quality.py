"""How well documents are read: every cell is right, wrong, or unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

from bench.claims import compared
from bench.expected import Document, Expected, plain
from reading.errors import DocumentError
from reading.model import Figure, FigureState, ReportReading
from reading.reader import read

MEASURES = ("cells", "missing", "parts", "title", "year", "dates", "statements")
_PROPERTIES = frozenset({"created", "modified"})
_UNREAD = (FigureState.UNREADABLE, FigureState.AMBIGUOUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many things were read rightly, wrongly, not at all.

    To say that something is missing which is there is wrong, not unread: it accuses.
    """

    right: int = 0
    wrong: int = 0
    unread: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.right + self.wrong + self.unread

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            unread=self.unread + other.unread,
        )

    @classmethod
    def of(cls, answers: Iterable[bool | None]) -> Self:
        """From true (right), false (wrong) and ``None`` (unread)."""
        given = list(answers)
        return cls(right=given.count(True), wrong=given.count(False), unread=given.count(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one document was read.

    ``error`` is the class of error where it was not read at all: its cells then count as unread.
    ``claims`` are the statements by kind: one told that nobody wrote down is wrong. ``hopeless``
    counts cells that nobody can be sure of and that were left unread, as they should
    be; they are in no tally.
    """

    document: Document
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    claims: Mapping[str, Tally] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    hopeless: int = 0
    error: str | None = None

    def tally(self, measure: str) -> Tally:
        """One measure; nothing where it does not apply."""
        return self.tallies.get(measure, Tally())


def score(document: Document) -> Score:
    """Read a document and compare; one without expected contents tells only what was read."""
    try:
        reading = read(document.body, name=document.name)
    except DocumentError as error:
        return _unread(document, error.error_class.value)
    except ImportError as error:
        return _unread(document, f"needs {error.name}")
    expected = document.expected
    if expected is None:
        states = [figure.state not in _UNREAD for figure in reading.figures.values()]
        told = Tally(right=states.count(True), unread=states.count(False))
        return Score(document=document, tallies={"cells": told})
    cells = dict(_cells(expected, reading))
    missing = dict(_missing(expected, reading))
    claims = [] if expected.statements is None else list(compared(reading, expected).answers())
    torn = {p for p, answer in cells.items() if answer is None and _row(p) in expected.torn}
    return Score(
        document=document,
        tallies={
            "cells": Tally.of(answer for path, answer in cells.items() if path not in torn),
            "missing": Tally.of(missing.values()),
            "parts": Tally.of(_parts(expected, reading)),
            "title": Tally.of(_title(expected, reading)),
            "year": Tally.of(_year(expected, reading)),
            "dates": Tally.of(_dates(expected, reading)),
            "statements": Tally.of(answer for _, answer in claims),
        },
        claims=_by_kind(claims),
        wrong=tuple(_told_wrong(expected, reading, cells | missing)),
        hopeless=len(torn) + sum(_is_unread(reading.figures.get(p)) for p in expected.unread),
    )


def _unread(document: Document, error: str) -> Score:
    expected = document.expected
    tallies = {}
    if expected is not None:
        tallies["cells"] = Tally(unread=len(expected.figures))
    return Score(document=document, tallies=tallies, error=error)


def _row(path: str) -> str:
    return path.rpartition(".")[0]


def _is_unread(figure: Figure | None) -> bool:
    return figure is None or figure.state in _UNREAD


def _cells(expected: Expected, reading: ReportReading) -> Iterator[tuple[str, bool | None]]:
    for path, (value, printed) in expected.figures.items():
        figure = reading.figures.get(path)
        if figure is None or figure.state in _UNREAD:
            yield path, None
        else:
            is_same = figure.state is not FigureState.MISSING and figure.value == (
                None if value is None else Decimal(value)
            )
            yield path, is_same and plain(figure.printed or "") == plain(printed)
    for path in expected.unread:
        if not _is_unread(reading.figures.get(path)):
            yield path, False
    known = {*expected.figures, *expected.missing, *expected.unread}
    for path, figure in reading.figures.items():
        # A document that holds one table says nothing of the others.
        if path not in known and figure.state in (FigureState.NUMBER, FigureState.TEXT):
            yield path, False


def _missing(expected: Expected, reading: ReportReading) -> Iterator[tuple[str, bool | None]]:
    """Cells that the document does not have: told so, doubted, or read all the same."""
    for path in expected.missing:
        figure = reading.figures.get(path)
        if figure is None or figure.state in _UNREAD:
            yield path, None
        else:
            yield path, figure.state is FigureState.MISSING


def _told_wrong(
    expected: Expected, reading: ReportReading, cells: Mapping[str, bool | None]
) -> Iterator[str]:
    for path, answer in cells.items():
        if answer is False:
            figure = reading.figures[path]
            found = figure.state.value if figure.printed is None else repr(figure.printed)
            known = expected.figures.get(path)
            yield f"{path}: {found} for {known[1]!r}" if known else f"{path}: {found} for none"


def _parts(expected: Expected, reading: ReportReading) -> Iterator[bool]:
    if expected.parts is None:
        return
    found = {name.value: plain(part.heading) for name, part in reading.parts.items()}
    for name in {*expected.parts, *found}:
        yield plain(expected.parts.get(name, "")) == found.get(name, "")


def _title(expected: Expected, reading: ReportReading) -> Iterator[bool | None]:
    if expected.has_title:
        is_unread = reading.title is None and expected.title is not None
        is_same = plain(reading.title or "") == plain(expected.title or "")
        yield None if is_unread else is_same


def _year(expected: Expected, reading: ReportReading) -> Iterator[bool | None]:
    """A year that the document does not tell is wrong; no year, where it has none, is right."""
    if expected.has_title:
        is_unread = reading.year is None and expected.year is not None
        yield None if is_unread else reading.year == expected.year


def _dates(expected: Expected, reading: ReportReading) -> Iterator[bool | None]:
    """By what they rest on; one that nobody wrote down is wrong.

    When a file was made is compared only where somebody looked into its properties.
    """
    if expected.dates is None:
        return
    found = {name: day.isoformat() for name, day in _dates_told(reading).items()}
    for name, day in expected.dates.items():
        yield None if name not in found else found[name] == day
    for name in found.keys() - expected.dates.keys():
        if name not in _PROPERTIES:
            yield False


def _dates_told(reading: ReportReading) -> Mapping[str, date]:
    """``published`` is the best of the others: without a tag of the page that of its label."""
    dates = dict(reading.claimed_dates)
    published = dates.pop("published", None)
    if published is not None and "tagged" not in dates:
        dates["labelled"] = published
    return dates


def _by_kind(answers: Iterable[tuple[str, bool | None]]) -> Mapping[str, Tally]:
    kinds: dict[str, list[bool | None]] = {}
    for kind, answer in answers:
        kinds.setdefault(kind, []).append(answer)
    return {kind: Tally.of(told) for kind, told in kinds.items()}
