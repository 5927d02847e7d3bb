"""The figures of many reports as one table: its columns as the format has them, cells, sums.

A row is that of one report. A cell holds a number, the words that the report prints, nothing where
it prints nothing, or one of three words of ours: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reading.editions import EDITIONS, Edition, is_before_the_format, locators
from reading.figures_alone import ReportFigures
from reading.model import Figure, FigureState

UNREAD, MISSING, NO_SUCH = "未识读", "缺", "本版无此项"
"""Not read; not in the report; not in the edition that the report follows."""
OWN_HEADS = ("文件", "机关", "年度", "格式")
SUM, NOT_COUNTED = "合计", "未计入份数"

Value = int | Decimal | str
_WORDS = {
    FigureState.MISSING: MISSING,
    FigureState.UNREADABLE: UNREAD,
    FigureState.AMBIGUOUS: UNREAD,
}


def figure_heads() -> Mapping[str, str]:
    """The place of every figure of every edition, by its path, in the order of the format.

    What not every edition has is marked with the names of those that have it; so is a row that
    stands elsewhere in an older edition.
    """
    newest_first = tuple(reversed(EDITIONS))
    rows = _merged([row.path for row in edition.rows] for edition in newest_first)
    paths = [
        path
        for row in rows
        for path in _merged(
            [path for own in edition.rows if own.path == row for path in own.paths()]
            for edition in newest_first
        )
    ]
    places = {edition.name: _places(edition) for edition in newest_first}
    return {path: _head(path, places) for path in paths}


def _merged(orders: Iterable[Sequence[str]]) -> list[str]:
    """Several orders as one: what is new in one of them stands after what it follows there."""
    merged: list[str] = []
    for order in orders:
        at = 0
        for one in order:
            if one not in merged:
                merged.insert(at, one)
            at = merged.index(one) + 1
    return merged


def _places(edition: Edition) -> Mapping[str, str]:
    numbers = {row.path: n for n, row in enumerate(edition.request_rows, start=1)}
    return {
        path: place
        for row in edition.rows
        for path, place in zip(row.paths(), locators(row, numbers.get(row.path, 0)), strict=True)
    }


def _head(path: str, places: Mapping[str, Mapping[str, str]]) -> str:
    """The place in the newest edition that has the figure, with what is otherwise in others."""
    editions: dict[str, list[str]] = {}
    for name, known in places.items():
        if path in known:
            editions.setdefault(known[path], []).append(name)
    (place, names), *others = editions.items()
    if others:
        said = "；".join(f"{'、'.join(these)}年版为{other}" for other, these in others)
        return f"{place}（{said}）"
    return place if len(names) == len(places) else f"{place}（{'、'.join(names)}年版）"


HEADS = figure_heads()
"""The heads of the columns after the first four, by the paths of their figures."""


def cells_of(report: ReportFigures) -> tuple[str, ...]:
    """The figures of a report as words, one a column; see ``values_of``."""
    is_older = report.edition is None and is_before_the_format(report.year)
    absent = NO_SUCH if report.edition is not None or is_older else UNREAD
    return tuple(_cell(report.figures.get(path), absent) for path in HEADS)


def _cell(figure: Figure | None, absent: str) -> str:
    """A number begins with ``#``, so that it is never taken for words, nor words for a number."""
    if figure is None:
        return absent
    if isinstance(figure.value, int | Decimal) and figure.state is FigureState.NUMBER:
        return f"#{figure.value:f}" if isinstance(figure.value, Decimal) else f"#{figure.value}"
    return _WORDS.get(figure.state, f"'{figure.printed or ''}")


def values_of(cells: Iterable[str]) -> tuple[Value, ...]:
    """What ``cells_of`` wrote, after its way from one process to another."""
    return tuple(map(_value, cells))


def _value(cell: str) -> Value:
    if cell.startswith("#"):
        return Decimal(cell[1:]) if "." in cell else int(cell[1:])
    return cell.removeprefix("'")


@dataclass(slots=True)
class Sums:
    """The sum of the numbers of each column, and of how many reports there was none to add.

    A report whose edition does not have the item is not counted among these.
    """

    totals: list[int | Decimal | None] = field(default_factory=lambda: [None] * len(HEADS))
    not_counted: list[int] = field(default_factory=lambda: [0] * len(HEADS))

    def add(self, cells: Sequence[str]) -> None:
        """Count a report in, by its cells as ``cells_of`` wrote them."""
        for place, (cell, value) in enumerate(zip(cells, values_of(cells), strict=True)):
            if not isinstance(value, str):
                self.totals[place] = value + (self.totals[place] or 0)
            elif cell != NO_SUCH:
                self.not_counted[place] += 1

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The two last rows of the table; no sum where there was no number."""
        blanks = ("",) * (len(OWN_HEADS) - 1)
        yield (SUM, *blanks, *("" if total is None else total for total in self.totals))
        yield (NOT_COUNTED, *blanks, *self.not_counted)
