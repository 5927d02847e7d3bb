"""The case (案卷): everything that a rule may look at, assembled before the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.circumstances import Publication, Surroundings
from audit.model import NotApplicable, NotHeld, Undetermined
from config.settings import AuditSettings
from reading.editions import Edition
from reading.model import ReportReading
from registry.model import AgencyKind

UNKNOWN_EDITION = "未识别到年报格式规定的表格，不能确定格式版本"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCase:
    """One agency's report for one year with its circumstances.

    ``held`` is the reading, ``None`` where no report was collected; rules ask for ``reading``,
    which ends the rule honestly. ``names`` are the agency's full name and accepted others; empty
    where nobody said who the agency is. ``as_of`` is the day of judgement; ``due_date`` the last
    day on time, ``None`` where no rule names one. ``other_years`` are the agency's own reports on
    other years that are held; ``first_year`` is the first that it owed one for, ``None`` where it
    has always been there. ``makes_regulations`` says whether the body has the power to make
    规章 (立法法第九十一、九十三条); ``None`` where nobody said.
    """

    held: ReportReading | None
    as_of: date
    names: tuple[str, ...] = ()
    kind: AgencyKind | None = None
    region_code: str | None = None
    makes_regulations: bool | None = None
    given_year: int | None = None
    due_date: date | None = None
    due_basis: str | None = None
    publication: Publication = field(default_factory=Publication)
    other_years: Mapping[int, ReportReading] = field(default_factory=dict)
    surroundings: Surroundings = field(default_factory=Surroundings)
    settings: AuditSettings = field(default_factory=AuditSettings)
    first_year: int | None = None

    @property
    def reading(self) -> ReportReading:
        """The report as read.

        Raises:
            NotApplicable: no report is held.
        """
        if self.held is None:
            raise NotApplicable("没有取得年报，内容类规则不适用")
        return self.held

    @property
    def year(self) -> int:
        """The year the report is on: as given, else as read.

        Raises:
            Undetermined: neither is known.
        """
        year = self.given_year or (self.held.year if self.held else None)
        if year is None:
            raise Undetermined("不能确定报告年度")
        return year

    @property
    def edition(self) -> Edition:
        """The edition found in the document.

        Raises:
            Undetermined: no statutory table two was recognised, so the edition is unknown.
        """
        if self.reading.edition is None:
            raise Undetermined(UNKNOWN_EDITION)
        return self.reading.edition

    @property
    def previous(self) -> ReportReading:
        """The agency's own report on the year before.

        Raises:
            Undetermined: it is not held, or the year of this one is not known.
        """
        before = self.other_years.get(self.year - 1)
        if before is None:
            raise NotHeld(f"没有{self.year - 1}年度的年报可供比较")
        return before
