"""The yearly comparison report (年度比较报告) over all agencies as a document."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.overview import noted
from notices.paper import Paper
from notices.papers.yearly_view import FigureSums, ResultShares, YearFacts, YearlyComparisonView
from notices.papers.yearly_wording import comparison_wording
from notices.publication import StatusCount


def yearly_comparison_paper(view: YearlyComparisonView) -> Paper:
    """The report as a document to be written."""
    return Paper(
        kind=NoticeKind.YEARLY_COMPARISON,
        template="yearly_comparison.html",
        stem=file_name("全部机关", view.issuing_office, f"{view.year}年报年度比较报告"),
        context={"comparison": view, "wording": noted(comparison_wording(view))},
    )


def example() -> YearlyComparisonView:
    """A made-up comparison, for looking at the template."""
    years = tuple(_example_year(year, late) for year, late in ((2021, 5), (2022, 3), (2023, 1)))
    received = FigureSums(
        label="本年新收政府信息公开申请",
        unit="件",
        agencies=24,
        former=318,
        present=402,
        series={2021: 250, 2022: 300, 2023: 380},
        series_agencies=22,
    )
    review = FigureSums(
        label="行政复议",
        unit="件",
        agencies=23,
        former=12,
        present=9,
        series={2021: 7, 2022: 11, 2023: 9},
        series_agencies=21,
    )
    return YearlyComparisonView(
        year=2023,
        issuing_office="苏镇市人民政府办公室",
        office_contact="政务公开科 0000-1234567",
        as_of=date(2024, 4, 10),
        years=years,
        figures=(received, review),
        shares=ResultShares(
            agencies=22,
            former=(("予以公开", 180), ("部分公开", 40), ("不予公开", 30)),
            present=(("予以公开", 230), ("部分公开", 52), ("不予公开", 28)),
            former_concluded=300,
            present_concluded=380,
        ),
        former_read=25,
        present_read=25,
    )


def _example_year(year: int, late: int) -> YearFacts:
    count = StatusCount(
        label=f"{year}年",
        due=26,
        on_time=25 - late,
        late=late,
        not_published=0,
        untimed=0,
        absent_unconfirmed=0,
        unknown=1,
        not_due=0,
        rate=Fraction(25 - late, 25),
    )
    families = {"完整性": 3 * late, "时效性": late, "一致性": 9 * late, "真实性与文字": 2}
    return YearFacts(
        year=year, count=count, reports=25, families=families, told=8 * late, corrected=6 * late
    )
