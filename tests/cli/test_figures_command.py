"""``duban figures``: the figures of many reports as one table, as people call it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from archives import zipped
from openpyxl import load_workbook

from cli.figure_table import HEADS, OWN_HEADS
from cli.figures import COLUMNS
from portal_lab.generator import Author, reports_of
from portal_lab.render_docx import report_docx
from portal_lab.report import LabReport
from reading.editions import EDITION_2019, EDITION_2021, EDITIONS

Duban = Callable[..., Any]
FEES, TOTAL = "proactive.fees.amount", "requests.received.total"
OLD_ONLY = [path for path in EDITION_2019.paths() if path not in set(EDITION_2021.paths())]


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, LabReport]:
    """A report in the format of 2019."""
    author = Author(name="苏镇市教育局", self_name="我局", topics=("招生", "经费", "建设"))
    made = reports_of(author, range(2019, 2020), seed=7)[2019]
    path = tmp_path / "old.docx"
    path.write_bytes(report_docx(made))
    return path, made


def _rows(out: str) -> list[dict[str, Any]]:
    return json.loads(out)


def _values(report: LabReport) -> dict[str, int | str]:
    """The figures of a made report as the table has them, by the heads of its columns."""
    return {
        HEADS[path]: text if path.endswith(".amount") or not text.isdecimal() else int(text)
        for path, text in report.figures.items()
    }


def test_every_figure_of_every_edition_has_a_column_of_its_own() -> None:
    assert set(HEADS) == {path for edition in EDITIONS for path in edition.paths()}
    assert len(set(COLUMNS)) == len(COLUMNS) == len(HEADS) + len(OWN_HEADS)
    heads = list(HEADS.values())
    assert heads[:8] == [
        "表二 第二十条第（一）项 规章 本年新制作数量（2019年版）",
        "表二 第二十条第（一）项 规章 本年新公开数量（2019年版）",
        "表二 第二十条第（一）项 规章 对外公开总数量（2019年版）",
        "表二 第二十条第（一）项 规章 本年制发件数（2021年版）",
        "表二 第二十条第（一）项 规章 本年废止件数（2021年版）",
        "表二 第二十条第（一）项 规章 现行有效件数（2021年版）",
        "表二 第二十条第（一）项 规范性文件 本年新制作数量（2019年版）",
        "表二 第二十条第（一）项 规范性文件 本年新公开数量（2019年版）",
    ]
    assert HEADS["proactive.licences.decisions"] == "表二 第二十条第（五）项 行政许可 处理决定数量"
    assert HEADS["requests.received.individual"] == "表三 第1行 自然人"
    assert HEADS["requests.other.total"] == "表三 第21行 总计（2019年版）"
    assert HEADS["requests.concluded.total"] == "表三 第24行 总计（2019年版为表三 第22行 总计）"
    assert heads[-1] == "表四 复议后起诉 总计"
    for edition in EDITIONS:
        own = [path for path in HEADS if path in set(edition.paths())]
        assert own == list(edition.paths())


def test_a_row_holds_every_figure_as_printed(
    duban: Duban, files: dict[str, Path], report: LabReport
) -> None:
    paths = [files[name] for name in ("report.html", "report.docx", "lines.txt", "tabs.txt")]
    answer = duban("figures", *paths, "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    assert _rows(answer.out) == [
        {
            "文件": str(path),
            "机关": "苏镇市教育局",
            "年度": 2023,
            "格式": "2021年版",
            **_values(report),
            **{HEADS[path]: "本版无此项" for path in OLD_ONLY},
        }
        for path in paths
    ]
    assert list(_rows(answer.out)[0]) == list(COLUMNS)


def test_both_editions_stand_in_one_table(
    duban: Duban, files: dict[str, Path], old: tuple[Path, LabReport], report: LabReport
) -> None:
    path, made = old
    rows = _rows(duban("figures", files["report.html"], path, "--format", "json").out)
    assert [row["格式"] for row in rows] == ["2021年版", "2019年版"]
    for row, one in zip(rows, (report, made), strict=True):
        held = _values(one)
        assert {head: row[head] for head in HEADS.values()} == {
            head: held.get(head, "本版无此项") for head in HEADS.values()
        }


def _changed(report: LabReport, **changes: str) -> bytes:
    figures = {**report.figures, **{p.replace("__", "."): v for p, v in changes.items()}}
    return report_docx(replace(report, figures=figures))


def test_blanks_words_and_what_is_not_there_are_told_apart(
    duban: Duban, tmp_path: Path, report: LabReport
) -> None:
    path = tmp_path / "odd.docx"
    body = _changed(
        report,
        requests__received__company="",
        requests__received__research="=1+1",
        requests__received__charity="/",
        requests__received__other="-5",
        proactive__fees__amount="12.50",
    )
    path.write_bytes(body)
    (row,) = _rows(duban("figures", path, "--format", "json").out)
    odd = ("company", "research", "charity", "other")
    assert [row[HEADS[f"requests.received.{name}"]] for name in odd] == ["", "=1+1", "/", -5]
    assert row[HEADS[FEES]] == "12.50"
    answer = duban("figures", path, "--format", "csv")
    (heads, cells) = csv.reader(io.StringIO(answer.out.removeprefix("\ufeff")))
    assert answer.out.startswith("\ufeff文件,机关,年度,格式,")
    assert heads == list(COLUMNS)
    told = dict(zip(heads, cells, strict=True))
    assert [told[HEADS[f"requests.received.{name}"]] for name in odd] == ["", "'=1+1", "/", "-5"]
    book = tmp_path / "book.xlsx"
    assert duban("figures", path, "--format", "xlsx", "--output", book).status == 0
    sheet = load_workbook(book)["年报数据"]
    cells = {sheet.cell(1, n).value: sheet.cell(2, n) for n in range(1, len(COLUMNS) + 1)}
    formula = cells[HEADS["requests.received.research"]]
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert cells[HEADS[FEES]].value == 12.5
    assert cells[HEADS[TOTAL]].value == int(report.figures[TOTAL])


def test_what_is_not_read_is_said_and_never_a_number(
    duban: Duban, files: dict[str, Path], tmp_path: Path, report: LabReport
) -> None:
    page = files["report.html"].read_text(encoding="utf-8")
    start = page.index("<table", page.index("<table") + 1)
    end = page.index("</table>", start) + len("</table>")
    gone, picture = tmp_path / "gone.html", tmp_path / "picture.html"
    gone.write_text(page[:start] + page[end:], encoding="utf-8")
    picture.write_text(f"{page[:start]}<img src=x.png>{page[end:]}", encoding="utf-8")
    rows = _rows(duban("figures", gone, picture, "--format", "json").out)
    requests = [row for row in EDITION_2021.request_rows for _ in row.columns]
    assert len(requests) == 175
    for row, word in zip(rows, ("缺", "未识读"), strict=True):
        told = [row[HEADS[path]] for one in EDITION_2021.request_rows for path in one.paths()]
        assert told == [word] * len(requests)
        assert row[HEADS["disputes.review.total"]] == int(report.figures["disputes.review.total"])


def test_sums_are_over_the_numbers_and_say_how_many_were_left_out(
    duban: Duban, old: tuple[Path, LabReport], report: LabReport, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.docx"
    odd.write_bytes(_changed(report, requests__received__total="", proactive__fees__amount="0.75"))
    plain = tmp_path / "plain.docx"
    plain.write_bytes(_changed(report, proactive__fees__amount="12.50"))
    answer = duban("figures", odd, plain, old[0], "--sum", "--format", "json")
    *_, total, left_out = _rows(answer.out)
    assert (total["文件"], left_out["文件"]) == ("合计", "未计入份数")
    both = int(report.figures[TOTAL]) + int(old[1].figures[TOTAL])
    assert (total[HEADS[TOTAL]], left_out[HEADS[TOTAL]]) == (both, 1)
    assert (total[HEADS[FEES]], left_out[HEADS[FEES]]) == (str(Decimal("13.25")), 0)
    items = "proactive.fees.previous_items"
    assert (total[HEADS[items]], left_out[HEADS[items]]) == (int(old[1].figures[items]), 0)


def test_no_sum_where_there_is_no_number(duban: Duban, tmp_path: Path, report: LabReport) -> None:
    path = tmp_path / "odd.docx"
    path.write_bytes(_changed(report, requests__received__total="/"))
    rows = _rows(duban("figures", path, "--sum", "--format", "json").out)
    assert [row[HEADS[TOTAL]] for row in rows] == ["/", "", 1]


def test_unusable_files_are_told_and_members_of_archives_have_rows(
    duban: Duban, files: dict[str, Path], tmp_path: Path
) -> None:
    packed = tmp_path / "各部门.zip"
    packed.write_bytes(
        zipped(
            {
                "甲局.html": files["report.html"].read_bytes(),
                "通知.html": files["letter.html"].read_bytes(),
            }
        )
    )
    answer = duban(
        "figures", files["cut.docx"], packed, files["tabs.txt"], "nowhere.docx", "--format", "json"
    )
    assert answer.status == 2
    assert [row["文件"] for row in _rows(answer.out)] == [
        f"{packed}!甲局.html",
        str(files["tabs.txt"]),
    ]
    first, second, third = answer.err.splitlines()
    assert first.startswith(f"duban：{files['cut.docx']}：不能使用：")
    assert second.startswith(f"duban：{packed}!通知.html：不能使用：")
    assert third.startswith("duban：nowhere.docx：不能使用：文件打不开")


def test_several_years_in_one_document_are_rows_of_their_own(
    duban: Duban, files: dict[str, Path], tmp_path: Path, report: LabReport
) -> None:
    page = files["report.html"].read_text(encoding="utf-8")
    body = page[page.index("<h1") :]
    both = tmp_path / "both.html"
    both.write_text(page + body.replace("2023年", "2022年"), encoding="utf-8")
    rows = _rows(duban("figures", both, "--format", "json").out)
    assert [(row["文件"], row["年度"]) for row in rows] == [(str(both), 2023), (str(both), 2022)]
    assert [row[HEADS[TOTAL]] for row in rows] == [int(report.figures[TOTAL])] * 2


def test_the_workbook_keeps_heads_and_files_in_sight(
    duban: Duban, files: dict[str, Path], tmp_path: Path
) -> None:
    book = tmp_path / "年报数据.xlsx"
    call = ("figures", files["report.html"], files["tabs.txt"], "--format", "xlsx", "--sum")
    answer = duban(*call, "--output", book)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == f"已写出 {book}：年报数据 4 行。\n"
    sheet = load_workbook(book)["年报数据"]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert [sheet.cell(n, 1).value for n in range(2, 6)] == [
        str(files["report.html"]),
        str(files["tabs.txt"]),
        "合计",
        "未计入份数",
    ]
    assert all(sheet.column_dimensions[letter].width >= 8 for letter in "ABCDEFG")
    again = duban(*call, "--output", book)
    assert (again.status, again.err) == (
        1,
        f"duban：{book} 已经存在；换一个文件名，或用 --force 覆盖\n",
    )
    assert duban(*call, "--output", book, "--force").status == 0
    missing = duban(*call)
    assert (missing.status, missing.err) == (2, "duban：xlsx 须用 --output 写明文件\n")


def test_on_the_terminal_each_item_has_a_line(
    duban: Duban, files: dict[str, Path], report: LabReport
) -> None:
    answer = duban("figures", files["report.html"], files["tabs.txt"])
    lines = answer.out.splitlines()
    assert [line.split() for line in lines[:1] + lines[2:5]] == [
        ["数据项", "report.html", "tabs.txt"],
        ["机关", "苏镇市教育局", "苏镇市教育局"],
        ["年度", "2023", "2023"],
        ["格式", "2021年版", "2021年版"],
    ]
    places = [HEADS[path] for path in EDITION_2021.paths()]
    told = dict(zip(places, lines[5:-1], strict=True))
    total = report.figures[TOTAL]
    assert told[HEADS[TOTAL]].split() == ["表三", "第1行", "总计", total, total]
    assert all(line.startswith(f"{place}  ") for place, line in told.items())
    assert lines[-1] == "共 203 行。"


def test_no_report_at_all(duban: Duban, files: dict[str, Path]) -> None:
    letter = files["letter.html"]
    assert duban("figures", letter).out == "年报数据：没有符合条件的记录。\n"
    told = duban("figures", letter, "--format", "json")
    assert (told.status, told.out) == (2, "[]\n")
