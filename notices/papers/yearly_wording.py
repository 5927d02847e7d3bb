"""The sentences, tables and charts of the yearly comparison report (年度比较报告)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from notices.counting import (
    NOTHING,
    change_between,
    decimal,
    percent,
    points_between,
    share_of,
    tenths,
)
from notices.form.charts import BarGroup, GroupedChart
from notices.overview import Align, Column, Overview, Picture, Section, Table, items, with_numbers
from notices.papers.yearly_view import FigureSums, ResultShares, YearlyComparisonView
from notices.publication import RATE, status_table
from notices.wording import REGULATION, chinese_date

_RULES_CHANGE = (
    "核查规则逐年有所增改，各年度按最近一次核查的结果统计，问题数的增减不完全反映编制质量的变化。"
)
_CORRECTED = (
    "已签发的文书所列问题，核查见到已经更正的，计为已整改；年度报告撤下的、"
    "因核查规则变化不再认定的，不计为已整改。"
)
_OTHERS = "无法提供、不予处理和其他处理"
_NOT_COUNTED = "只在一年读出、空白或者未能识读的，不计入该项合计。"


def comparison_wording(view: YearlyComparisonView) -> Overview:
    """The whole report in words."""
    first, last = view.years[0].year, view.year
    return Overview(
        title_lines=(f"关于{first}年至{last}年", "政府信息公开工作年度报告", "比较情况的报告"),
        opening=(
            f"依据{REGULATION}第四十七条，我单位根据历次核查留存的资料，对各机关{first}年至{last}年"
            "政府信息公开工作年度报告（以下简称年度报告）的公布情况、编制质量和主要数据进行了比较。"
            f"各年度均以最近一次核查的结果为准，资料截至{chinese_date(view.as_of)}。"
        ),
        sections=with_numbers(
            (
                _publication(view),
                _quality(view),
                _correction(view),
                _figures(view),
                _counting(view),
            )
        ),
        issuing_office=view.issuing_office,
        draft_mark="由督办系统根据历年核查结果起草。签发前请核对：变动较大的数据是否属实，"
        "未能识读的年度报告是否需要人工补录。文号、日期和印章由签发机关填写。",
    )


def _publication(view: YearlyComparisonView) -> Section:
    former, present = view.former.count, view.present.count
    told = (
        f"{view.year}年应公布年度报告的机关{present.due}家，"
        f"{view.former.year}年为{former.due}家，{change_between(former.due, present.due, '家')}。"
    )
    if former.rate is not None and present.rate is not None:
        told += (
            f"按时公布率为{percent(present.rate)}，{view.former.year}年为{percent(former.rate)}，"
            f"{points_between(former.rate, present.rate)}。"
        )
    return Section(
        heading="公布情况",
        paragraphs=(told,),
        tables=(
            status_table(tuple(one.count for one in view.years), "年度", "公布情况（单位：家）"),
        ),
        pictures=(
            _picture(
                "按时公布率（单位：%）",
                ("按时公布率",),
                [(one.year, (_tenths_of_percent(one.count.rate),)) for one in view.years],
                "%",
            ),
        )
        if any(one.count.rate is not None for one in view.years)
        else (),
    )


def _quality(view: YearlyComparisonView) -> Section:
    labels = tuple(dict.fromkeys(label for one in view.years for label in one.families))
    former, present = (share_of(one.problems, one.reports) for one in (view.former, view.present))
    told = (
        f"{view.year}年核查年度报告{view.present.reports}份，发现错误和警告{view.present.problems}项，"
        f"平均每份{decimal(present)}项；{view.former.year}年核查{view.former.reports}份，"
        f"发现{view.former.problems}项，平均每份{decimal(former)}项。"
    )
    heads = ("核查份数", *labels, "合计", "平均每份")
    width = 88 // len(heads)
    rows = tuple(
        (
            f"{one.year}年",
            str(one.reports),
            *(str(one.families.get(label, 0)) for label in labels),
            str(one.problems),
            decimal(share_of(one.problems, one.reports)),
        )
        for one in view.years
    )
    groups = [
        (
            one.year,
            tuple(_decimal_of(share_of(one.families.get(x, 0), one.reports)) for x in labels),
        )
        for one in view.years
    ]
    return Section(
        heading="编制质量",
        paragraphs=(
            told,
            _RULES_CHANGE,
        ),
        tables=(
            Table(
                caption="核查发现的问题（单位：份、项）",
                columns=(
                    Column(label="年度", width=12),
                    *(Column(label=head, width=width, align=Align.MIDDLE) for head in heads),
                ),
                rows=rows,
            ),
        ),
        pictures=(_picture("平均每份年度报告的问题（单位：项）", labels, groups, "项"),)
        if any(one.problems for one in view.years)
        else (),
    )


def _correction(view: YearlyComparisonView) -> Section:
    if not any(one.told for one in view.years):
        return Section(heading="整改情况", paragraphs=("各年度均没有已签发的整改文书，不作比较。",))
    rows = tuple(
        (
            f"{one.year}年",
            str(one.told),
            str(one.corrected),
            percent(share_of(one.corrected, one.told)),
        )
        for one in view.years
    )
    return Section(
        heading="整改情况",
        paragraphs=(_CORRECTED,),
        tables=(
            Table(
                caption="整改情况（单位：项）",
                columns=tuple(
                    Column(label=label, width=25, align=Align.MIDDLE)
                    for label in ("年度", "已通知的问题", "已整改", "整改率")
                ),
                rows=rows,
            ),
        ),
    )


def _figures(view: YearlyComparisonView) -> Section:
    shown = [one for one in view.figures if one.agencies]
    if not shown:
        return Section(
            heading="主要数据",
            paragraphs=("没有两年数据均能识读的机关，不作比较。",),
        )
    told = tuple(
        f"{one.label}{one.present}{one.unit}，{view.former.year}年为{one.former}{one.unit}，"
        f"{change_between(one.former, one.present, one.unit)}"
        for one in shown[:2]
    )
    pictures = tuple(
        _picture(
            f"{one.label}（{one.series_agencies}家机关，单位：{one.unit}）",
            (one.label,),
            [(year, (total,)) for year, total in one.series.items()],
            one.unit,
        )
        for one in shown[:2]
        if one.series_agencies
    )
    tables = [_figure_table(view, shown), *_series_tables(shown)]
    if view.shares.agencies:
        tables.append(_share_table(view))
    read = (
        f"数据取自各机关最近一次读出的年度报告（{view.year}年{view.present_read}份，"
        f"{view.former.year}年{view.former_read}份），未作更正；"
    )
    return Section(
        heading="主要数据",
        paragraphs=(
            f"按两年数据均能识读的机关汇总，{'；'.join(told)}。",
            read + _NOT_COUNTED,
        ),
        tables=tuple(tables),
        pictures=pictures,
    )


def _figure_table(view: YearlyComparisonView, shown: list[FigureSums]) -> Table:
    heads = (f"{view.former.year}年", f"{view.year}年", "增减", "计入机关（家）")
    return Table(
        caption=f"主要数据合计（{view.former.year}年、{view.year}年均能识读的机关）",
        columns=(
            Column(label="数据项", width=32),
            *(Column(label=head, width=17, align=Align.NUMBER) for head in heads),
        ),
        rows=tuple(
            (
                f"{one.label}（{one.unit}）",
                str(one.former),
                str(one.present),
                f"{one.present - one.former:+d}" if one.present != one.former else "0",
                str(one.agencies),
            )
            for one in shown
        ),
    )


def _series_tables(shown: list[FigureSums]) -> tuple[Table, ...]:
    """The sums over all years shown, where there are more than two."""
    held = [one for one in shown if one.series_agencies]
    if not held or len(held[0].series) <= len(("former", "present")):
        return ()
    years = tuple(held[0].series)
    width = 53 // len(years)
    return (
        Table(
            caption="主要数据历年合计（各年度均能识读的机关）",
            columns=(
                Column(label="数据项", width=30),
                *(Column(label=f"{year}年", width=width, align=Align.NUMBER) for year in years),
                Column(label="计入机关（家）", width=17, align=Align.NUMBER),
            ),
            rows=tuple(
                (
                    f"{one.label}（{one.unit}）",
                    *(str(one.series[year]) for year in years),
                    str(one.series_agencies),
                )
                for one in held
            ),
        ),
    )


def _share_table(view: YearlyComparisonView) -> Table:
    shares = view.shares
    heads = (f"{view.former.year}年（件）", "占比", f"{view.year}年（件）", "占比")
    pairs = [*zip(shares.former, shares.present, strict=True), *_others(shares)]
    rows = tuple(
        (
            label,
            str(former),
            percent(share_of(former, shares.former_concluded)),
            str(present),
            percent(share_of(present, shares.present_concluded)),
        )
        for (label, former), (_, present) in pairs
    )
    concluded = ("办理结果总计", str(shares.former_concluded), NOTHING)
    return Table(
        caption=f"申请办理结果（两年均能识读的{shares.agencies}家机关）",
        columns=(
            Column(label="办理结果", width=32),
            *(Column(label=head, width=17, align=Align.NUMBER) for head in heads),
        ),
        rows=(*rows, (*concluded, str(shares.present_concluded), NOTHING)),
    )


def _others(shares: ResultShares) -> tuple[tuple[tuple[str, int], tuple[str, int]], ...]:
    """What is left of the results, so that the rows add up to their total.

    Nothing where reports contradict themselves: their parts come to more than their total.
    """
    former = shares.former_concluded - sum(number for _, number in shares.former)
    present = shares.present_concluded - sum(number for _, number in shares.present)
    if min(former, present) < 0 or former == present == 0:
        return ()
    return (((_OTHERS, former), (_OTHERS, present)),)


def _counting(view: YearlyComparisonView) -> Section:
    return Section(
        heading="统计口径",
        paragraphs=items(
            f"{RATE}；公布时间无法判定、未见公布（待人工确认）和无法核实的机关不计入。",
            "错误和警告不含改进建议，不含有现行豁免的、经人工认定不属实的和准确率不足的规则所列事项。",
            "数据合计只计各比较年度均能识读的机关，各数据项计入的机关数可能不同，"
            "不同数据项的合计不能相互推算。",
            f"对本报告有异议的，请与我单位联系，联系人及电话：{view.office_contact}。",
        ),
    )


def _picture(
    caption: str,
    series: tuple[str, ...],
    groups: Sequence[tuple[int, tuple[int | Decimal | None, ...]]],
    unit: str,
) -> Picture:
    chart = GroupedChart(
        title=caption,
        series=series,
        groups=tuple(BarGroup(label=f"{year}年", values=values) for year, values in groups),
        unit=unit,
    )
    return Picture(caption=caption, chart=chart)


def _tenths_of_percent(share: Fraction | None) -> Decimal | None:
    return None if share is None else _decimal_of(share * 100)


def _decimal_of(number: Fraction | None) -> Decimal | None:
    """As printed, with one decimal."""
    return None if number is None else Decimal(tenths(number)) / 10
