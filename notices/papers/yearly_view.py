"""What the yearly comparison report (年度比较报告) tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notices.publication import StatusCount


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """One report year.

    ``reports`` were read and judged. ``families`` are errors and warnings in them by the label of
    the family. ``told`` findings stood in released documents, ``corrected`` of them were seen
    corrected.
    """

    year: int
    count: StatusCount
    reports: int
    families: Mapping[str, int]
    told: int
    corrected: int

    @property
    def problems(self) -> int:
        """All errors and warnings."""
        return sum(self.families.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSums:
    """A figure summed over the same agencies in two years, and over the years shown.

    ``agencies`` are those whose figure could be read in both years; ``series`` holds the sums by
    year over the ``series_agencies`` whose figure could be read in every year shown.
    """

    label: str
    unit: str
    agencies: int
    former: int
    present: int
    series: Mapping[int, int]
    series_agencies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultShares:
    """How applications were answered, of ``agencies`` whose figures could be read in both years.

    ``former`` and ``present`` are numbers of answers by label, the last of them all answers.
    """

    agencies: int
    former: tuple[tuple[str, int], ...]
    present: tuple[tuple[str, int], ...]
    former_concluded: int
    present_concluded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyComparisonView:
    """The report on ``year`` against earlier years, as of ``as_of``, the day last judged.

    ``years`` are in order, the last one is ``year``; there are at least two. ``former_read`` and
    ``present_read`` count agencies whose reports were read in the year before and in ``year``.
    """

    year: int
    issuing_office: str
    office_contact: str
    as_of: date
    years: tuple[YearFacts, ...]
    figures: tuple[FigureSums, ...]
    shares: ResultShares
    former_read: int
    present_read: int

    @property
    def former(self) -> YearFacts:
        """The year it is compared with."""
        return self.years[-2]

    @property
    def present(self) -> YearFacts:
        """The year reported on."""
        return self.years[-1]
