"""From ledger rows to the view of the yearly comparison report (年度比较报告)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from audit.catalogue import CATALOGUE
from audit.model import Family
from config.errors import DubanError
from ledger.asking import LedgerReader
from ledger.over_years import correction_of, reports_read, sums_read, years_held
from ledger.said import Waiver
from ledger.tellable import judged_reports
from notices.papers.yearly_view import (
    FigureSums,
    ResultShares,
    YearFacts,
    YearlyComparisonView,
)
from workflow.papers.views.circular_views import imprecise_now, told_findings
from workflow.papers.views.publication_views import published_in, year_count
from workflow.workplace import Workplace

# Years shown beside each other; more do not fit on a page.
_MOST_YEARS = 5
_FAMILIES = {rule.code: rule.family for rule in CATALOGUE}
_REFUSED = (
    *("requests.refused_state_secret.total", "requests.refused_by_law.total"),
    *("requests.refused_security_stability.total", "requests.refused_third_party.total"),
    *("requests.refused_internal_affairs.total", "requests.refused_deliberative.total"),
    *("requests.refused_enforcement_file.total", "requests.refused_query.total"),
)
_GRANTED, _PARTIAL = ("requests.granted.total",), ("requests.partial.total",)
_CONCLUDED = ("requests.concluded.total",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summed:
    """A figure of the report; several ``paths`` are added up."""

    label: str
    unit: str
    paths: tuple[str, ...]


_FIGURES = (
    _Summed(label="本年新收政府信息公开申请", unit="件", paths=("requests.received.total",)),
    _Summed(label="申请办理结果总计", unit="件", paths=_CONCLUDED),
    _Summed(label="予以公开", unit="件", paths=_GRANTED),
    _Summed(label="部分公开", unit="件", paths=_PARTIAL),
    _Summed(label="不予公开", unit="件", paths=_REFUSED),
    _Summed(label="结转下年度继续办理", unit="件", paths=("requests.carried_out.total",)),
    _Summed(label="行政复议", unit="件", paths=("disputes.review.total",)),
    _Summed(
        label="行政诉讼",
        unit="件",
        paths=("disputes.suit_direct.total", "disputes.suit_after_review.total"),
    ),
    _Summed(
        label="行政规范性文件制发",
        unit="件",
        paths=("proactive.normative_documents.issued",),
    ),
    _Summed(label="行政许可处理决定", unit="件", paths=("proactive.licences.decisions",)),
    _Summed(label="行政处罚处理决定", unit="件", paths=("proactive.penalties.decisions",)),
)


def yearly_comparison_view(
    workplace: Workplace, reader: LedgerReader, year: int
) -> YearlyComparisonView:
    """The comparison of ``year`` with the years before it that the ledger holds.

    Raises:
        DubanError: nothing was judged for that year, or for no year before it.
        LedgerError: the ledger cannot be read.
    """
    published = published_in(workplace, reader, year)
    years = years_held(reader, year)[-_MOST_YEARS:]
    if len(years) == 1:
        raise DubanError(
            f"台账中没有{year}年以前各年度的核查结果，无法比较；"
            f"请先用 duban run --year {year - 1} 补采以前年度"
        )
    former = years[-2]
    read = reports_read(reader, (former, year))
    office = workplace.config.office
    imprecise = imprecise_now(workplace)
    return YearlyComparisonView(
        year=year,
        issuing_office=office.name,
        office_contact=office.contact,
        as_of=published.as_of,
        years=tuple(_facts(reader, one, imprecise, published.waivers) for one in years),
        figures=tuple(_sums(reader, one, years) for one in _FIGURES),
        shares=_shares(reader, former, year),
        former_read=read[former],
        present_read=read[year],
    )


def _facts(
    reader: LedgerReader, year: int, imprecise: Collection[str], waivers: tuple[Waiver, ...]
) -> YearFacts:
    families = Counter(
        _FAMILIES[one.rule]
        for one in told_findings(reader, year, imprecise, waivers)
        if one.has_report
    )
    correction = correction_of(reader, year)
    return YearFacts(
        year=year,
        count=year_count(reader, year),
        reports=judged_reports(reader, year),
        families={family.label: families[family] for family in Family},
        told=correction.told,
        corrected=correction.corrected,
    )


def _sums(reader: LedgerReader, figure: _Summed, years: tuple[int, ...]) -> FigureSums:
    read = sums_read(reader, years, figure.paths)
    former, present = (read[year] for year in years[-2:])
    both = former.keys() & present.keys()
    always = set.intersection(*(set(read[year]) for year in years))
    return FigureSums(
        label=figure.label,
        unit=figure.unit,
        agencies=len(both),
        former=_total(former, both),
        present=_total(present, both),
        series={year: _total(read[year], always) for year in years},
        series_agencies=len(always),
    )


def _shares(reader: LedgerReader, former: int, year: int) -> ResultShares:
    """Of the agencies of whom each of the figures could be read in both years."""
    paths = {"予以公开": _GRANTED, "部分公开": _PARTIAL, "不予公开": _REFUSED}
    read = {label: sums_read(reader, (former, year), one) for label, one in paths.items()}
    concluded = sums_read(reader, (former, year), _CONCLUDED)
    agencies = set.intersection(
        *(set(one[y]) for one in (*read.values(), concluded) for y in (former, year))
    )
    return ResultShares(
        agencies=len(agencies),
        former=tuple((label, _total(one[former], agencies)) for label, one in read.items()),
        present=tuple((label, _total(one[year], agencies)) for label, one in read.items()),
        former_concluded=_total(concluded[former], agencies),
        present_concluded=_total(concluded[year], agencies),
    )


def _total(numbers: Mapping[str, int], agencies: Collection[str]) -> int:
    return sum(numbers[agency] for agency in agencies)
