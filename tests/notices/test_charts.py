"""Charts: what they show, in grey, escaped, and the same as a picture."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from lxml import etree
from paper_samples import CHARTS
from PIL import Image

from notices.form.charts import (
    Bar,
    BarChart,
    BarGroup,
    Chart,
    GroupedChart,
    drawn,
    png_of,
)

SVG = "{http://www.w3.org/2000/svg}"


def shape(chart: Chart) -> etree._Element:
    return etree.fromstring(str(drawn(chart)))


def told(chart: Chart) -> list[str]:
    return [text.text or "" for text in shape(chart).iter(f"{SVG}text")]


def lengths(chart: Chart) -> list[float]:
    return [float(rect.get("width", "")) for rect in shape(chart).iter(f"{SVG}rect")]


def test_bars_are_as_long_as_their_values_and_say_them() -> None:
    chart = BarChart(
        title="各类问题",
        unit="项",
        bars=(
            Bar(label="一致性", value=40),
            Bar(label="完整性", value=10),
            Bar(label="无", value=0),
        ),
    )
    longest, shorter = lengths(chart)
    assert longest == pytest.approx(4 * shorter, abs=0.3)
    assert told(chart) == ["一致性", "40项", "完整性", "10项", "无", "0项"]
    title = shape(chart).find(f"{SVG}title")
    assert title is not None
    assert title.text == "各类问题（一致性40项；完整性10项；无0项）"


def test_groups_show_a_gap_as_a_gap() -> None:
    chart = GroupedChart(
        title="两年对比",
        unit="家",
        series=("按时公布", "逾期公布"),
        groups=(
            BarGroup(label="2022年", values=(30, None)),
            BarGroup(label="2023年", values=(Decimal("32.5"), 1)),
        ),
    )
    assert told(chart) == [
        "按时公布", "逾期公布", "2022年", "30家", "无数据", "2023年", "32.5家", "1家",
    ]  # fmt: skip


def test_nothing_to_show_is_no_error() -> None:
    assert told(BarChart(title="空", bars=())) == []


def test_neighbours_are_told_apart_without_colour() -> None:
    series = tuple(f"第{n}类" for n in range(7))
    group = BarGroup(label="2023年", values=(5,) * 7)
    drawing = str(drawn(GroupedChart(title="七类", series=series, groups=(group,))))
    fills = [rect.get("fill", "") for rect in etree.fromstring(drawing).iter(f"{SVG}rect")]
    legend = fills[-7:]
    assert len(set(legend)) == 7
    assert all(fill.startswith("url(#c") or len(set(fill[1:])) == 1 for fill in legend)


def test_labels_are_escaped_cleaned_and_bounded() -> None:
    name = "<script>\u202e&\x07" + "长" * 60
    chart = BarChart(title="</title><b>", bars=(Bar(label=name, value=1),))
    assert "<script>" not in str(drawn(chart))
    first, second, _ = told(chart)
    assert first + second == "<script>&" + "长" * 22 + "…"


def test_two_charts_on_a_page_do_not_share_marks() -> None:
    first, second = (str(drawn(chart)) for chart in CHARTS)
    marks = [
        {node.get("id") for node in etree.fromstring(svg).iter() if node.get("id")}
        for svg in (first, second)
    ]
    assert not marks[0] & marks[1]


@pytest.mark.parametrize("value", [-1, Decimal("NaN"), Decimal("Infinity")])
def test_a_bar_has_a_length(value: Decimal) -> None:
    with pytest.raises(ValueError, match="a bar cannot be"):
        Bar(label="错", value=value)


def test_a_group_has_a_value_for_each_series() -> None:
    group = BarGroup(label="2023年", values=(1,))
    with pytest.raises(ValueError, match="one value for each series"):
        GroupedChart(title="错", series=("甲", "乙"), groups=(group,))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_the_picture_is_what_the_drawing_is(chart: Chart) -> None:
    svg = str(drawn(chart))
    picture = Image.open(io.BytesIO(png_of(svg, dpi=144)))
    _, _, wide, high = map(float, (shape(chart).get("viewBox") or "").split())
    assert picture.mode == "L"
    assert picture.size == pytest.approx((wide * 2, high * 2), abs=1)
    darkness = picture.histogram()
    assert sum(darkness[:60]) > 500
    # A parser of HTML writes names small; the picture is the same.
    small = svg.replace("viewBox", "viewbox").replace("patternUnits", "patternunits")
    assert png_of(small, dpi=144) == png_of(svg, dpi=144)


def test_a_picture_is_only_made_of_a_chart() -> None:
    with pytest.raises(ValueError, match="a view box of bounded height"):
        png_of('<svg viewBox="0 0 10 99999"></svg>')
