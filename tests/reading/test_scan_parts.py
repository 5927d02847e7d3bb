"""The guards of a scan: which ink is a ruling line, and which print is no sure figure."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pytest

from reading.scan.document import can_read_scans

if not can_read_scans():
    pytest.skip("the ocr extra is not installed (./setup.sh base dev ocr)", allow_module_level=True)
np = import_module("numpy")
Print = import_module("reading.scan.engine").Print
Box = import_module("reading.scan.vision").Box
ruling_of = import_module("reading.scan.ruling").ruling_of
doubts = import_module("reading.scan.doubts")
LINE = Box(left=100, top=100, right=124, bottom=118)
TWO_DIGITS = (
    Box(left=100, top=100, right=111, bottom=118),
    Box(left=113, top=100, right=124, bottom=118),
)
POINT = Box(left=111, top=115, right=114, bottom=118)
FOOT = Box(left=113, top=115, right=117, bottom=118)


def _print(text, confidence="0.99"):
    return Print(text=text, confidences=(Decimal(confidence),) * len(text))


def _doubt(text="42", **changes):
    look = {
        "text": text,
        "prints": (_print(text),),
        "second": _print(text),
        "line": LINE,
        "pieces": TWO_DIGITS,
        "raw": TWO_DIGITS,
        "has_seal": False,
        "has_sure_edges": True,
        "is_crossed": False,
    }
    return doubts.doubt_of(doubts.Look(**(look | changes)))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"has_seal": True}, "扫描件此处盖有印章或有彩色墨迹，数字不能确定"),
        ({"prints": (_print("42", "0.89"),)}, "扫描件文字不清（置信度 0.89）"),
        ({"second": _print("42", "0.5")}, "扫描件文字不清（置信度 0.50）"),
        ({"second": _print("43")}, "扫描件文字不清（两次识别为“42”和“43”）"),
        ({"second": None}, "扫描件文字不清（识别为“42”，不是数字）"),
        ({"has_sure_edges": False}, "扫描件表格线不清，单元格的范围不能确定"),
        ({"is_crossed": True}, "扫描件单元格内的墨迹压线或越线，数字可能不完整，不能确定"),
        ({"text": "无"}, None),
        ({"text": "0一"}, "扫描件文字不清（识别为“0一”，不是数字）"),
        ({"text": "口"}, "扫描件文字不清（识别为“口”，不是数字）"),
    ],
)
def test_a_cell_is_doubted_for_the_first_good_reason(changes, reason):
    assert _doubt(**changes) == reason


def test_a_number_must_be_as_wide_as_its_digits_and_have_the_points_that_are_seen():
    def unfit(text):
        return f"扫描件文字不清（识别为“{text}”，与墨迹的宽度或字数不符）"

    def read(text, *pieces):
        return _doubt(text, prints=(_print(text),), second=_print(text), pieces=pieces, raw=pieces)

    assert read("4", *TWO_DIGITS) == unfit("4")
    assert read("422222", *TWO_DIGITS) == unfit("422222")
    assert read("42", *TWO_DIGITS, POINT) == unfit("42")
    assert read("4.2", *TWO_DIGITS) == unfit("4.2")
    assert read("4.2", *TWO_DIGITS, POINT) is None


def test_the_foot_of_a_digit_is_no_point_where_the_raw_ink_holds_it():
    assert _doubt(pieces=(*TWO_DIGITS, FOOT)) is None
    assert _doubt(pieces=(*TWO_DIGITS, FOOT), raw=(*TWO_DIGITS, FOOT)) is not None


def _sheet():
    """A table of two rows and two columns."""
    page = np.full((700, 1654), 255, dtype=np.uint8)
    for y in (100, 160, 220):
        page[y : y + 2, 100:1500] = 0
    for x in (100, 800, 1498):
        page[100:222, x : x + 2] = 0
    return page


def test_lines_that_cross_are_a_table():
    [table] = ruling_of(_sheet(), 1.0).tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.is_sure) for c in table.cells] == [
        (0, 0, 1, 1, True),
        (0, 1, 1, 1, True),
        (1, 0, 1, 1, True),
        (1, 1, 1, 1, True),
    ]


def test_strokes_over_each_other_in_two_rows_are_no_line():
    page = _sheet()
    page[106:156, 450:453] = 0
    page[166:216, 450:453] = 0
    [table] = ruling_of(page, 1.0).tables
    assert len(table.edges) == 3
    assert len(table.cells) == 4


def test_a_border_that_is_not_drawn_joins_two_cells():
    page = _sheet()
    page[103:160, 798:804] = 255
    [table] = ruling_of(page, 1.0).tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.is_sure) for c in table.cells] == [
        (0, 0, 1, 2, True),
        (1, 0, 1, 1, True),
        (1, 1, 1, 1, True),
    ]


def test_a_frame_around_text_is_no_table():
    page = np.full((700, 1654), 255, dtype=np.uint8)
    page[100:182, 100:1500] = 0
    page[102:180, 102:1498] = 255
    assert ruling_of(page, 1.0).tables == ()
