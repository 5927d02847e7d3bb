"""Workbooks and text files of answers, opened again with other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from config.errors import DubanError
from ledger.exports import OpenSheet
from workflow.answer_files import csv_lines, json_lines, write_whole
from workflow.cells import Tidied
from workflow.workbook import WrittenSheet, one_sheet, write_workbook

COLUMNS = ("机关", "最后期限", "认定时间", "数值", "问题", "件数")
ROWS = (
    (
        "=cmd|' /C calc'!A0",
        "2024-01-31",
        "2024-02-05T01:00:00+00:00",
        "12.50",
        "第一\x07行\n2024-01-31",
        -3,
    ),
    ("@SUM(A1)", None, "不详", "—", "2024-01-31", 10**17),
)


def sheet(rows: tuple[tuple[object, ...], ...] = ROWS) -> OpenSheet:
    return one_sheet("台账/一", COLUMNS, rows)  # type: ignore[arg-type]


def test_a_workbook_has_days_numbers_and_text_that_cannot_run() -> None:
    out = io.BytesIO()
    book = write_workbook(out, (sheet(),))
    assert book.sheets == (WrittenSheet(name="台账_一", rows=2, left_out=0),)
    assert book.tidied == Tidied(without_controls=1, shortened=0)
    page = load_workbook(out)["台账_一"]
    assert [[cell.value for cell in row] for row in page] == [
        list(COLUMNS),
        [
            "=cmd|' /C calc'!A0",
            datetime(2024, 1, 31),  # noqa: DTZ001 - a workbook knows no zones
            datetime(2024, 2, 5, 9, 0),  # noqa: DTZ001
            12.5,
            "第一行\n2024-01-31",
            -3,
        ],
        ["@SUM(A1)", None, "不详", "—", "2024-01-31", "100000000000000000"],
    ]
    assert [(c.data_type, c.quotePrefix) for c in (page["A2"], page["A3"], page["E3"])] == [
        ("s", True),
        ("s", True),
        ("s", False),
    ]
    assert (page["B2"].number_format, page["C2"].number_format) == (
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm:ss",
    )
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:F3")
    assert page.column_dimensions["A"].width == 20  # "=cmd|' /C calc'!A0" and a margin


def test_rows_that_do_not_fit_are_counted() -> None:
    book = write_workbook(io.BytesIO(), (sheet(ROWS * 3),), most_rows=3)
    assert book.sheets == (WrittenSheet(name="台账_一", rows=2, left_out=4),)


def test_a_csv_for_excel() -> None:
    tidied = Tidied()
    text = "".join(csv_lines(COLUMNS, ROWS, tidied))
    assert text.startswith("\ufeff机关,")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == [
        list(COLUMNS),
        [
            "'=cmd|' /C calc'!A0",
            "2024-01-31",
            "2024-02-05 09:00:00",
            "12.50",
            "第一行\n2024-01-31",
            "-3",
        ],
        ["'@SUM(A1)", "", "不详", "—", "2024-01-31", "100000000000000000"],
    ]
    assert tidied == Tidied(without_controls=1)


def test_json_lines_keep_what_the_ledger_has() -> None:
    lines = [json.loads(line) for line in json_lines(COLUMNS, ROWS)]
    assert [tuple(line.values()) for line in lines] == list(ROWS)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(DubanError, match="已经存在；换一个文件名，或用 --force 覆盖"):
        write_whole(path, lambda out: out.write(b"new"), may_replace=False)
    with pytest.raises(ZeroDivisionError):
        write_whole(path, lambda out: out.write(b"new") // 0, may_replace=True)
    assert ([p.name for p in tmp_path.iterdir()], path.read_text()) == (["a.csv"], "old")
    assert write_whole(path, lambda out: out.write(b"new"), may_replace=True) == 3
    assert ([p.name for p in tmp_path.iterdir()], path.read_text()) == (["a.csv"], "new")
    with pytest.raises(DubanError, match="是文件夹"):
        write_whole(tmp_path, lambda out: out.write(b""), may_replace=True)
    with pytest.raises(DubanError, match="不能写入"):
        write_whole(tmp_path / "no" / "b.csv", lambda out: out.write(b""), may_replace=True)


def test_no_date_is_made_of_what_is_none() -> None:
    tidied = Tidied()
    text = "".join(csv_lines(("最后期限",), (("2024-02-31",), (date.min.isoformat(),)), tidied))
    assert text == "\ufeff最后期限\r\n2024-02-31\r\n0001-01-01\r\n"
