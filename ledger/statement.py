"""The figures of the publication-status statement (公布情况说明), for one report year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ledger.asking import Cell, LedgerReader
from ledger.questions.catalogue import question_named


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFigures:
    """Agencies by how they published; together they are ``due``.

    ``not_published`` was confirmed by a person. ``untimed`` published, when cannot be told;
    ``absent_unconfirmed`` awaits a person; ``unknown`` is our failure or that of the access. None
    of these three is late or not published.
    """

    year: int
    due: int = 0
    on_time: int = 0
    late: int = 0
    not_published: int = 0
    untimed: int = 0
    absent_unconfirmed: int = 0
    unknown: int = 0

    @property
    def rate(self) -> Fraction | None:
        """The share in time of those of whom it is known, exactly; ``None`` where of none."""
        known = self.on_time + self.late + self.not_published
        return Fraction(self.on_time, known) if known else None


_COLUMNS = {
    "due": "应公布",
    "on_time": "按时公布",
    "late": "逾期公布",
    "not_published": "未公布",
    "untimed": "公布时间无法判定",
    "absent_unconfirmed": "未见公布（待人工确认）",
    "unknown": "无法核实",
}


def publication_figures(
    reader: LedgerReader, year: int, *, region: str | None = None
) -> PublicationFigures:
    """The figures of ``year``, of agencies whose region code begins with ``region``.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    written = {"year": str(year)} | ({"region": region} if region else {})
    found = _answered(reader, year, written)
    return next(iter(found.values()), PublicationFigures(year=year))


def publication_figures_by(
    reader: LedgerReader, year: int, by: str
) -> Mapping[str, PublicationFigures]:
    """The figures of ``year`` for each part; ``by`` is 地区 or 类别, as the question takes it.

    Raises:
        LedgerError: the ledger cannot be read, or cannot be divided so.
    """
    return _answered(reader, year, {"year": str(year), "by": by})


def _answered(
    reader: LedgerReader, year: int, written: Mapping[str, str]
) -> dict[str, PublicationFigures]:
    listing = reader.ask(question_named("on-time-rate"), written)
    rows = [dict(zip(listing.columns, row, strict=True)) for row in listing.rows]
    return {str(row["分组"]): _figures(year, row) for row in rows}


def _figures(year: int, row: Mapping[str, Cell]) -> PublicationFigures:
    counts = {name: int(str(row[column])) for name, column in _COLUMNS.items()}
    return PublicationFigures(year=year, **counts)
