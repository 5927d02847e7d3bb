"""Charts (图) as SVG, told apart in black and white; drawn from frozen values, without a script."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TypeAlias

import pypdfium2
from markupsafe import Markup

from notices.form.chart_marks import (
    EM,
    FILLS,
    LINE,
    PATTERNS,
    block,
    cut,
    label_lines,
    label_marks,
    label_room,
    room,
    safe,
    text_mark,
)
from notices.form.weasy import pdf_by_weasyprint

Number: TypeAlias = int | Decimal

# Points; the width is that of the text area of GB/T 9704 (156 mm).
_WIDTH = 442
_BAR, _THIN_BAR, _GAP = 14.0, 11.0, 8.0
_VALUE_ROOM = 64.0
_FACES = "'Noto Sans CJK SC','黑体',SimHei,'PingFang SC',sans-serif"
# A parser of HTML may have written the name small.
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"', re.IGNORECASE)
_LARGEST = 14_400  # points: what a page of a PDF may measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: ``value`` is 0 or more."""

    label: str
    value: Number

    def __post_init__(self) -> None:
        """A bar has a length."""
        _require_length(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Horizontal bars, one below the other, each with its label and value; ``unit`` e.g. 家."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarGroup:
    """One group, e.g. a year: a value for each series; ``None`` where there is none."""

    label: str
    values: tuple[Number | None, ...]

    def __post_init__(self) -> None:
        """Bars have lengths."""
        for value in self.values:
            if value is not None:
                _require_length(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedChart:
    """Groups of bars, e.g. years; ``series`` names the bars of a group, at most seven."""

    title: str
    series: tuple[str, ...]
    groups: tuple[BarGroup, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Every group has a value or a gap for every series."""
        if len(self.series) > len(FILLS):
            raise ValueError(f"at most {len(FILLS)} series can be told apart")
        if any(len(group.values) != len(self.series) for group in self.groups):
            raise ValueError("a group has one value for each series")


Chart: TypeAlias = BarChart | GroupedChart


def drawn(chart: Chart) -> Markup:
    """The SVG of ``chart``; what it shows is escaped."""
    if isinstance(chart, BarChart):
        marks, height = _bars(chart)
    else:
        marks, height = _groups(chart)
    body = "".join(marks)
    # Marks of two charts on one page must not share their names.
    name = f"c{sha256(f'{chart.title}{body}'.encode()).hexdigest()[:8]}"
    patterns = "".join(
        f'<pattern id="{name}-{key}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#fff"/>{drawing}</pattern>'
        for key, drawing in PATTERNS.items()
        if f"url(#CHART-{key})" in body
    )
    body = body.replace("url(#CHART-", f"url(#{name}-")
    return Markup(  # noqa: S704 - every text in it went through ``safe``
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img" '
        f'aria-labelledby="{name}" font-family="{_FACES}" font-size="{EM}">'
        f'<title id="{name}">{safe(_told(chart))}</title>'
        f"{f'<defs>{patterns}</defs>' if patterns else ''}{body}</svg>"
    )


def png_of(svg: str, dpi: int = 200) -> bytes:
    """A picture of a chart, for documents that hold no SVG.

    Raises:
        PrintRefused: WeasyPrint does not work on this machine.
        ValueError: ``svg`` is no chart of ours.
    """
    size = _VIEW_BOX.search(svg)
    if size is None or float(size[2]) > _LARGEST:
        raise ValueError("a chart has a view box of bounded height")
    page = (
        f"<style>@page{{size:{size[1]}pt {size[2]}pt;margin:0}}body{{margin:0}}"
        f"svg{{display:block;width:{size[1]}pt;height:{size[2]}pt}}</style>{svg}"
    )
    document = pypdfium2.PdfDocument(pdf_by_weasyprint(page))
    try:
        picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(dpi, dpi), optimize=True)
    return target.getvalue()


def _require_length(value: Number) -> None:
    if not Decimal(value).is_finite() or value < 0:
        raise ValueError(f"a bar cannot be {value} long")


def _bars(chart: BarChart) -> tuple[list[str], float]:
    left = label_room(bar.label for bar in chart.bars)
    scale = _scale((bar.value for bar in chart.bars), left)
    marks, top = [], _GAP
    for bar in chart.bars:
        lines = label_lines(bar.label)
        row = max(_BAR, LINE * len(lines))
        marks += label_marks(lines, left, top + row / 2)
        marks.append(block(left, top + (row - _BAR) / 2, float(bar.value) * scale, _BAR, "#999"))
        end = left + float(bar.value) * scale
        marks.append(text_mark(end + 4, top + row / 2 + 4, f"{bar.value}{chart.unit}"))
        top += row + _GAP
    return _with_axis(marks, left, top), top


def _groups(chart: GroupedChart) -> tuple[list[str], float]:
    left = label_room(group.label for group in chart.groups)
    given = (v for group in chart.groups for v in group.values if v is not None)
    scale = _scale(given, left)
    marks, top = _legend(chart.series, _GAP)
    top_of_bars = top
    for group in chart.groups:
        lines = label_lines(group.label)
        row = max(_THIN_BAR * len(group.values), LINE * len(lines))
        marks += label_marks(lines, left, top + row / 2)
        for place, value in enumerate(group.values):
            y = top + place * _THIN_BAR
            length = float(value) * scale if value is not None else 0.0
            if value is not None:
                marks.append(block(left, y, length, _THIN_BAR, FILLS[place]))
            told = "无数据" if value is None else f"{value}{chart.unit}"
            marks.append(text_mark(left + length + 4, y + _THIN_BAR - 2.5, told, size=8.5))
        top += row + _GAP
    return _with_axis(marks, left, top, top_of_bars), top


def _legend(names: tuple[str, ...], top: float) -> tuple[list[str], float]:
    """Boxes with their names, as many in a line as fit."""
    marks, x = [], 0.0
    for place, name in enumerate(names):
        short = cut(name, 36)
        wide = 18 + room(short) + 14
        if x and x + wide > _WIDTH:
            x, top = 0.0, top + 17
        marks.append(block(x + 0.5, top, 12, 11, FILLS[place]))
        marks.append(text_mark(x + 17, top + 9.5, short))
        x += wide
    return marks, top + 17 + _GAP


def _with_axis(marks: list[str], left: float, bottom: float, top: float = 2.0) -> list[str]:
    line = f'<path d="M{left:g} {top:g}V{bottom - 2:g}" stroke="#222" stroke-width="1"/>'
    return [*marks, line]


def _scale(values: Iterator[Number], left: float) -> float:
    """Points for one unit of value."""
    most = max(map(float, values), default=0.0)
    return (_WIDTH - left - _VALUE_ROOM) / most if most else 0.0


def _told(chart: Chart) -> str:
    """The chart in words, for whoever cannot see it."""
    if isinstance(chart, GroupedChart):
        parts = [
            f"{group.label}："
            + "、".join(
                f"{name}{'无数据' if value is None else f'{value}{chart.unit}'}"
                for name, value in zip(chart.series, group.values, strict=True)
            )
            for group in chart.groups
        ]
    else:
        parts = [f"{bar.label}{bar.value}{chart.unit}" for bar in chart.bars]
    return f"{chart.title}（{'；'.join(parts)}）"
