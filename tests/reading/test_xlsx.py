"""XLSX and XLS: every cell as a person sees it, by two ways; hostile workbooks refused."""

from __future__ import annotations

import contextlib
import io
import json
import random
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from archives import zipped
from openpyxl.drawing.image import Image
from PIL import Image as Picture
from workbooks import ole, record, saved, xls, xlsx_of_tables

from reading.blocks import Gap, Grid, Paragraph
from reading.errors import DocumentError
from reading.model import FigureState
from reading.reader import reading_of
from reading.xlsx.document import read_xlsx, xlsx_lines
from reading.xlsx.looks import format_code, shown

NAMES = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}


def _printed(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _grid(body: bytes) -> list[list[str]]:
    (grid,) = (block for block in read_xlsx(body).blocks if isinstance(block, Grid))
    return [[cell.text if cell else "" for cell in line] for line in grid.slots]


def _class(body: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_xlsx(body)
    return caught.value.error_class.value


@pytest.mark.parametrize("in_one_sheet", [False, True])
@pytest.mark.parametrize("edition", ["made", "made_2019"])
def test_a_report_is_read_whole(request, edition, in_one_sheet):
    report = request.getfixturevalue(edition)()
    before = {name: [heading] for name, heading in NAMES.items()}
    before["proactive"] = [
        f"示例市样板局{report.year}年政府信息公开工作年度报告",
        "一、总体情况", "本机关认真贯彻条例。", NAMES["proactive"],
    ]  # fmt: skip
    body = xlsx_of_tables(report.tables(), before=before, in_one_sheet=in_one_sheet)
    reading = reading_of(read_xlsx(body))
    assert _printed(reading) == report.printed()
    assert {f.state for f in reading.figures.values()} == {FigureState.NUMBER}
    assert (reading.media.value, reading.edition) == ("xlsx", report.edition)
    assert (reading.agency, reading.year) == ("示例市样板局", report.year)
    assert [part.heading for part in reading.parts.values()] == ["一、总体情况", *NAMES.values()]
    assert reading.parts["overview"].text == "本机关认真贯彻条例。"


def test_sheets_named_as_parts_are_parts(made):
    tables = {NAMES[name]: table for name, table in made().tables().items()}
    reading = reading_of(read_xlsx(xlsx_of_tables(tables)))
    assert [part.heading for part in reading.parts.values()] == list(NAMES.values())
    assert _printed(reading) == made().printed()


@pytest.mark.parametrize(
    "changes", [{}, {"requests.received.other": "", "requests.granted.total": "/"}]
)
def test_the_second_way_sees_the_same_rows(made, changes):
    body = xlsx_of_tables(made(changes=changes).tables())
    (proactive, requests, disputes) = (
        [tuple(" ".join(c.text.split()) for c in grid.own_cells(r)) for r in range(len(grid.slots))]
        for grid in read_xlsx(body).blocks
        if isinstance(grid, Grid)
    )
    assert list(xlsx_lines(body)) == [*proactive, *requests, *disputes]


def test_blank_zero_and_words_are_three_things(made):
    changes = {
        "requests.received.company": "0",
        "requests.received.research": "",
        "requests.received.charity": "/",
    }
    reading = reading_of(read_xlsx(xlsx_of_tables(made(changes=changes).tables())))
    found = {
        path: (reading.figures[path].state.value, reading.figures[path].value) for path in changes
    }
    assert found == {
        "requests.received.company": ("number", 0),
        "requests.received.research": ("blank", None),
        "requests.received.charity": ("text", None),
    }


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        ("8.0", "General", "8"),
        ("12", "0.00", "12"),
        ("670.3763750000001", "General", "670.376375"),
        ("0.30000000000000004", "General", "0.3"),
        ("670.376375", "0.00", "670.38"),
        ("670.376375", "0.00_ ", "670.38"),
        ("670.376375", "0.0##", "670.376"),
        ("670.5", "0.00", "670.50"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("3189", "#,##0", "3,189"),
        ("0", "#,##0", "0"),
        ("-5", r"#,##0_);[Red]\(#,##0\)", "-5"),
        ("12", '0"件"', "12"),
        ("0.85", "0%", "85%"),
        ("5", "@", "5"),
        ("5", "G/通用格式", "5"),
        ("1234.5", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("0.001", "General", "0.001"),
        ("123456789012345680", "General", "123456789012346000"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value, code, seen):
    assert (shown(Decimal(value), code).text, shown(Decimal(value), code).doubt) == (seen, None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0", "0;-0;;@"),
        ("0", "General;General;"),
        ("0", "#"),
        ("0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ '),
        ("123456", "0\\.0,"),
        ("12", "[>10]0;0.0"),
        ("12", "0.00E+00"),
        ("12", "# ?/?"),
        ("5", "yyyy-mm-dd"),
        ("12", ";;;"),
        ("1E-200", "General"),
        ("5", format_code(9999, {})),
    ],
)
def test_what_a_format_may_hide_or_change_is_doubted(value, code):
    assert shown(Decimal(value), code).doubt is not None
    assert shown(Decimal(0), "General", shows_zeros=False).doubt is not None


def test_a_formula_gives_the_result_that_is_stored(made):
    body = xlsx_of_tables(made().tables())
    sheet = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet2.xml").decode()
    number = made().printed()["requests.received.total"]
    assert f"<v>{number}</v>" in sheet
    with_result = sheet.replace(f"<v>{number}</v>", f"<f>SUM(D4:I4)</f><v>{number}</v>")
    reading = reading_of(read_xlsx(_with(body, with_result)))
    assert _printed(reading) == made().printed()
    without = sheet.replace(f"<v>{number}</v>", "<f>SUM(D4:I4)</f><v></v>")
    figure = reading_of(read_xlsx(_with(body, without))).figures["requests.received.total"]
    assert (figure.state.value, figure.value) == ("unreadable", None)
    assert figure.reason.startswith("单元格是公式，文件没有存下计算结果")


def _with(body: bytes, sheet: str, **parts: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    changed = {name: part.encode() for name, part in parts.items()}
    return zipped(members | changed | {"xl/worksheets/sheet2.xml": sheet.encode()})


def test_errors_days_and_truths_are_words():
    book = openpyxl.Workbook()
    book.active.append(["名称", "甲", "乙", "丙"])
    book.active.append(["行", 1, True, 44931])
    book.active["D2"].number_format = "yyyy-mm-dd"
    book.active["B2"].data_type = "e"
    book.active["B2"].value = "#REF!"
    assert _grid(saved(book)) == [
        ["名称", "甲", "乙", "丙"],
        ["行", "#REF!", "TRUE", "2023年1月5日"],
    ]


def test_texts_in_runs_shared_and_escaped():
    body = xlsx_of_tables({"a": [[("甲", 1, 1)]], "b": [[("乙", 1, 1)]]})
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = (
        f"<sst {main}><si><r><t>行政</t></r><r><t>许可</t></r><rPh><t>xzxk</t></rPh></si></sst>"
    )
    sheet = (
        f'<worksheet {main}><sheetData><row><c t="s"><v>0</v></c><c><v>3</v></c></row>'
        '<row><c t="str"><f>A1</f><v>甲_x000D_\n乙</v></c>'
        '<c t="inlineStr"><is><t>丙</t></is></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    shared = relations.replace(
        "</Relationships>",
        '<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    body = _with(
        body,
        sheet,
        **{"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": shared},
    )
    assert list(xlsx_lines(body)) == [("甲",), ("行政许可", "3"), ("甲 乙", "丙")]
    assert [
        [cell.text.split() for cell in line]
        for block in read_xlsx(body).blocks
        if isinstance(block, Grid)
        for line in block.slots
    ] == [[["行政许可"], ["3"]], [["甲", "乙"], ["丙"]]]


def test_what_is_hidden_is_not_read_and_not_told_as_missing(made):
    def hide(book: openpyxl.Workbook) -> None:
        book["requests"].row_dimensions[28].hidden = True
        book.create_sheet("草稿").append(["行政许可", 999])
        book["草稿"].sheet_state = "hidden"

    body = xlsx_of_tables(made().tables(), change=hide)
    document = read_xlsx(body)
    reading = reading_of(document)
    assert document.warnings == (
        "有 1 张隐藏的工作表，未予读取",
        "工作表“requests”有隐藏的行或列，未予读取",
    )
    assert Gap(what="隐藏的行或列") in document.blocks
    states = {p: f.state.value for p, f in reading.figures.items() if f.state.value != "number"}
    assert states == {
        path: "unreadable" for path in reading.figures if path.startswith("requests.carried_out.")
    }
    assert ("行政许可", "999") not in list(xlsx_lines(body))


def test_a_hidden_column_is_left_out():
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙", "丙"])
    book.active.append(["1", "2", "3"])
    book.active.column_dimensions["B"].hidden = True
    assert _grid(saved(book)) == [["甲", "丙"], ["1", "3"]]
    assert list(xlsx_lines(saved(book))) == [("甲", "丙"), ("1", "3")]


def test_a_picture_on_a_sheet_is_a_gap():
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    stream = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(stream, "PNG")
    book.active.add_image(Image(stream), "D4")
    assert read_xlsx(saved(book)).blocks[-1] == Gap(what="图片")


def test_lines_around_a_table_are_text():
    book = openpyxl.Workbook()
    for line in (["某局年度报告"], ["说明一。"], [], ["甲", "乙"], ["1", "2"], ["注：略。"]):
        book.active.append(line)
    blocks = read_xlsx(saved(book)).blocks
    assert [b.text if isinstance(b, Paragraph) else type(b).__name__ for b in blocks] == [
        "某局年度报告",
        "说明一。",
        "Grid",
        "注：略。",
    ]
    (grid,) = (b for b in blocks if isinstance(b, Grid))
    assert grid.lead == "说明一。"


def test_a_merge_to_the_end_of_the_sheet_makes_no_cells_there():
    body = xlsx_of_tables({"a": [[("甲", 1, 1)]], "b": [[("乙", 1, 1), ("1", 2, 1)]]})
    sheet = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet2.xml").decode()
    wide = sheet.replace("B1:C1", "B1:XFD1048576")
    assert wide != sheet
    (grid,) = (b for b in read_xlsx(_with(body, wide)).blocks if isinstance(b, Grid))
    assert [[cell.text for cell in line] for line in grid.slots] == [["乙", "1"]]
    assert list(xlsx_lines(_with(body, wide))) == [("甲",), ("乙", "1")]


def test_xls_is_read_by_the_same_call():
    body = xls(
        [["第二十条第（五）项", ""], ["信息内容", "本年处理决定数量"], ["行政许可", 8.0],
         ["甲", 670.3763750000001], ["乙", 3.14159], ["丙", 0.0], ["丁", 99.0]],
        merges=[(0, 0, 0, 1)], formats=["0.00", "0;-0;;@"], styles={(4, 1): 1, (5, 1): 2},
        hidden_rows=[6], more=record(0x205, bytes([2, 0, 2, 0, 0, 0, 0x17, 1])),
    )  # fmt: skip
    document = read_xlsx(body)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in grid.own_cells(row)] for row in range(len(grid.slots))] == [
        ["第二十条第（五）项", ""],
        ["信息内容", "本年处理决定数量", ""],
        ["行政许可", "8", "#REF!"],
        ["甲", "670.376375", ""],
        ["乙", "3.14", ""],
        ["丙", "0", ""],
    ]
    assert grid.slots[5][1].doubt == "单元格存有 0，但格式设为不显示或显示为短横，请核对原件"
    assert document.warnings == ("工作表“表一”有隐藏的行或列，未予读取",)
    assert list(xlsx_lines(body)) == []


def test_a_locked_xls_is_encrypted():
    assert _class(xls([["甲"]], in_globals=record(0x2F, bytes(6)))) == "encrypted"


@pytest.mark.parametrize("size", [600, 1500, 3000])
def test_a_cut_xls_is_truncated(size):
    assert _class(xls([["甲", 1.0]])[:size]) == "truncated"
    assert _class(ole("Workbook", b"\x09\x08\xff\xff" + b"x" * 5000)) == "truncated"


def test_a_cut_or_empty_package_is_truncated(made):
    body = xlsx_of_tables(made().tables())
    for size in range(100, len(body), len(body) // 7):
        assert _class(body[:size]) == "truncated"
    assert _class(zipped({"xl/workbook.xml": b"<workbook/>"})) == "truncated"
    assert _class(zipped({"xl/workbook.xml": b"<workbook"})) == "truncated"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(made, part):
    body = xlsx_of_tables(made().tables())
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    assert _class(zipped(members | {part: bomb + members[part]})) == "unsupported_format"


def test_macros_are_not_run_and_told(made):
    body = xlsx_of_tables(made().tables())
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    document = read_xlsx(zipped(members | {"xl/vbaProject.bin": b"x"}))
    assert document.warnings == ("文件带有宏，未予运行",)


def test_sheets_larger_than_any_report_are_refused():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    assert _class(saved(book)) == "too_large"
    row = "<row>" + "<c><v>1</v></c>" * 201_000 + "</row>"
    sheet = f"<worksheet><sheetData>{row}</sheetData></worksheet>"
    parts = {"xl/worksheets/sheet2.xml": sheet.encode()}
    many = xlsx_of_tables({"a": [[("甲", 1, 1)]], "b": [[("乙", 1, 1)]]})
    with zipfile.ZipFile(io.BytesIO(many)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert _class(zipped(members | parts)) == "too_large"
    assert _class(zipped(members | {"xl/worksheets/sheet9.xml": b" " * 70_000_000})) == "too_large"


def _spoilt(body: bytes, chance: random.Random) -> bytes:
    odd = [b"9" * 5000, b"-1", b"<", b'"', b"</c>", b"XFD1048576", b"\xff\xff\xff\xff", b"\0\0\0"]
    spoilt = bytearray(body)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoilt))
        if chance.random() < 0.5:
            spoilt[at] = chance.randrange(256)
        else:
            spoilt[at : at + chance.randint(0, 30)] = chance.choice(odd)
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(3))
def test_spoilt_workbooks_are_read_or_refused_and_never_crash(made, seed):
    chance = random.Random(seed)  # noqa: S311
    body = xlsx_of_tables(made().tables())
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    old = xls([["甲", 8.0, "丙"]] * 30, merges=[(0, 0, 1, 2)], formats=["0.00"])
    for number in range(120):
        name = chance.choice(list(members))
        spoilt = zipped(members | {name: _spoilt(members[name], chance)})
        for one in (spoilt, _spoilt(old, chance)) if number % 2 else (_spoilt(body, chance),):
            with contextlib.suppress(DocumentError):
                read_xlsx(one)
            with contextlib.suppress(DocumentError):
                list(xlsx_lines(one))


@pytest.mark.real_reports
@pytest.mark.parametrize("kind", ["real", "distinct"])
def test_the_real_workbooks_are_read_to_the_last_cell(shared, kind):
    folder = shared / "reports/forms"
    body = (folder / kind / "report.xlsx").read_bytes()
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[kind]
    reading = reading_of(read_xlsx(body))
    assert {f.state for f in reading.figures.values()} == {FigureState.NUMBER}
    assert [line[3:] for line in expected["T3"][3:]] == [
        [reading.figures[f"{row.path}.{column.name}"].printed for column in row.columns]
        for row in reading.edition.request_rows
    ]
    assert expected["T4"][3] == [
        reading.figures[f"{row.path}.{column.name}"].printed
        for row in reading.edition.dispute_rows
        for column in row.columns
    ]
