"""Labels match after folding; other rows' words, groups and headers do not."""

from __future__ import annotations

import pytest

from reading.editions import EDITIONS
from reading.labels import is_label, proactive_row, request_row
from reading.spacing import Spacing, spaced_rows


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.name)
def test_every_official_label_names_its_row(edition):
    assert [request_row(row.label) for row in edition.request_rows] == [
        row.name for row in edition.request_rows
    ]
    assert [proactive_row(row.label) for row in edition.proactive_rows] == [
        row.name for row in edition.proactive_rows
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("2.其他法律法规禁止公开", "refused_by_law"),
        ("(七)总计", "concluded"),
        ("（六）其他", "other"),
        ("（六）其他处理", "other"),
        ("3、其他", "other_reason"),
        ("1．本机关不掌握相关信息", "unavailable_not_held"),  # noqa: RUF001 - full-width stop
        ('3.危及"三安全一稳定"', "refused_security_stability"),
        ("1.申请人无正当理由逾期不补正", "other_uncorrected"),
        ("（三）不予公开", None),
        ("三、本年度办理结果", None),
        ("行政机关不再处理其政府信息公开申请", None),
        ("自然人", None),
        ("0", None),
        ("", None),
    ],
)
def test_a_printed_label_names_one_row_or_none(label, name):
    assert request_row(label) == name


@pytest.mark.parametrize("text", ["", "0", "1,198", "251000元", "/", "—", "无", "政务微博"])
def test_figures_are_no_labels(text):
    assert not is_label(text)


def test_blank_cells_are_counted_by_line_breaks():
    """Three breaks between cells, five between rows: each blank cell adds three."""
    lines = [(0, "（一）予以公开"), (3, "9"), (9, "0"), (20, "（二）部分公开"), (23, "1")]
    assert spaced_rows(lines, Spacing(cell=3, row=5)) == [
        ["（一）予以公开", "9", "", "0", "", ""],
        ["（二）部分公开", "1"],
    ]


def test_blank_cells_before_a_figure_begin_its_row():
    lines = [(0, "尚未审结"), (3, "总计"), (20, "0"), (35, "0")]
    assert spaced_rows(lines, Spacing(cell=3, row=5)) == [
        ["尚未审结", "总计"],
        ["", "", "", "", "0", "", "", "", "", "0"],
    ]
