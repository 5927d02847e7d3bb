"""The case (案卷): everything that a rule may look at, assembled before the audit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from archive.model import VisitClass
from audit.model import NotApplicable, Undetermined
from reading.editions import Edition
from reading.model import ReportReading
from registry.model import AgencyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When and whether the report was seen in public.

    ``claimed_date`` is what the portal says. ``not_before`` is the last day on which a complete
    visit did not see the report,
    ``not_after`` the first on which one did (Asia/Shanghai). ``visit_class`` is ``None`` for a
    bare file. ``is_confirmed_absent``
    is a person's decision (``not_published``), never the collector's.
    """

    claimed_date: date | None = None
    claimed_basis: str | None = None
    not_before: date | None = None
    not_after: date | None = None
    visit_class: VisitClass | None = None
    tried: tuple[str, ...] = ()
    is_confirmed_absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSettings:
    """What an office may set for its rules.

    ``fee_regions`` are prefixes of region codes where a local document demands the fee statement
    of CMP15 (河南 is ``41``).
    """

    fee_regions: tuple[str, ...] = ("41",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCase:
    """One agency's report for one year with its circumstances.

    ``held`` is the reading, ``None`` where no report was collected; rules ask for ``reading``,
    which ends the rule honestly.
    ``names`` are the agency's full name and accepted others; empty where nobody said who the
    agency is. ``as_of`` is the day
    of judgement; ``due_date`` the last day on time, ``None`` where no rule names one.
    """

    held: ReportReading | None
    as_of: date
    names: tuple[str, ...] = ()
    kind: AgencyKind | None = None
    region_code: str | None = None
    given_year: int | None = None
    due_date: date | None = None
    due_basis: str | None = None
    publication: Publication = field(default_factory=Publication)
    previous: ReportReading | None = None
    settings: AuditSettings = field(default_factory=AuditSettings)

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
            raise Undetermined("未识别到年报格式规定的表格，不能确定格式版本")
        return self.reading.edition
