"""Scans of tables without lines: a cell is read where all is plain, and else left unread."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from reading.blocks import Gap, Grid, Paragraph
from reading.model import FigureState
from reading.reader import reading_of
from reading.scan.document import ScanKind, can_read_scans, read_scan

if not can_read_scans():
    pytest.skip("the ocr extra is not installed (./setup.sh base dev ocr)", allow_module_level=True)
scan_maker = import_module("scan_maker")
page = import_module("reading.scan.page")
blocks_of = import_module("reading.scan.join").blocks_of
Box = import_module("reading.scan.vision").Box

NAMES = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "（七）总计",
    "四、结转下年度继续办理",
)
COLUMNS = tuple(range(800, 1500, 100))
HIGH, STEP = 36, 60


def _word(text, left, row, *, letter=26):
    top = 400 + row * STEP
    wide = len(text) * letter + HIGH // 2
    box = Box(left=left, top=top, right=left + wide, bottom=top + HIGH)
    return page.ScanLine(box=box, text=text)


def _lines(values):
    """Table three, one row of words after another."""
    lines = [_word("三、收到和处理政府信息公开申请情况", 200, 0)]
    lines += [_word(name, x, 1, letter=18) for name, x in zip(NAMES, COLUMNS, strict=True)]
    for row, (label, texts) in enumerate(zip(LABELS, values, strict=True), start=2):
        lines.append(_word(label, 200, row))
        lines += [_word(t, x, row, letter=16) for t, x in zip(texts, COLUMNS, strict=True) if t]
    return [*lines, _word("四、政府信息公开行政复议、行政诉讼情况", 200, row + 1)]


def _values():
    return [[str(row * 7 + column) for column in range(7)] for row in range(len(LABELS))]


def _blocks(lines):
    return blocks_of([page.ScanPage(width=1654, height=2339, blocks=tuple(lines))])


def _rows(blocks):
    [grid] = [block for block in blocks if isinstance(block, Grid)]
    return {
        cells[0].text: [c.text for c in cells[1:]]
        for cells in map(grid.own_cells, range(len(grid.slots)))
    }


def test_words_that_stand_over_each_other_are_a_table():
    blocks = _blocks(_lines(_values()))
    rows = _rows(blocks)
    assert [fold for fold in rows if fold] == [
        label.replace("（一）", "（一）") for label in LABELS
    ]
    assert list(rows.values())[1:] == _values()
    texts = [b.text for b in blocks if isinstance(b, Paragraph)]
    assert texts == ["三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]
    assert Gap(what="未能还原的表格") in blocks


def test_a_figure_that_was_not_seen_is_no_blank():
    values = _values()
    values[3][2] = ""
    [grid] = [block for block in _blocks(_lines(values)) if isinstance(block, Grid)]
    [blank] = [cell for cell in grid.cells() if cell.row > 0 and not cell.text]
    assert (blank.row, blank.column) == (4, 3)
    assert blank.doubt == "扫描件此处没有可辨认的文字，可能被遮盖或漏印，不能当作空白"


def test_a_figure_between_two_columns_leaves_its_row_unread():
    values = _values()
    values[2][3] = ""
    lines = _lines(values)
    at = next(n for n, line in enumerate(lines) if line.text == "16")
    lines[at] = replace(lines[at], box=lines[at].box.moved(65, 0))
    blocks = _blocks(lines)
    assert LABELS[2] not in _rows(blocks)
    assert len(_rows(blocks)) == len(LABELS)
    assert not any("14" in b.text for b in blocks if isinstance(b, Paragraph))


@pytest.mark.parametrize("wide", [3, 5, 7, 9])
def test_totals_so_wide_that_words_run_together_give_no_wrong_figure(wide):
    """What nearly touches is one word to the recogniser: its row is unread, never cut in two."""
    values = _values()
    for row in values[::2]:
        row[6] = str(10**wide // 7)
    lines: list[object] = []
    for line in _lines(values):
        last = lines[-1] if lines else line
        if line.box.top == last.box.top and 0 < line.box.left - last.box.right < 50:
            box = replace(last.box, right=line.box.right)
            lines[-1] = replace(last, text=last.text + line.text, box=box)
        else:
            lines.append(line)
    grids = [block for block in _blocks(lines) if isinstance(block, Grid)]
    told = _rows(grids) if grids else {}
    wanted = dict(zip(LABELS, values, strict=True))
    assert {label: texts for label, texts in told.items() if label} == {
        label: wanted[label] for label in told if label
    }


def test_a_column_without_its_name_leaves_the_table_unread():
    lines = [line for line in _lines(_values()) if line.text != "科研机构"]
    blocks = _blocks(lines)
    assert not [block for block in blocks if isinstance(block, Grid)]
    assert Gap(what="未能还原的表格") in blocks
    assert not any(LABELS[0] in b.text for b in blocks if isinstance(b, Paragraph))


def test_text_alone_stays_text():
    lines = [
        _word("三、收到和处理政府信息公开申请情况", 200, 0),
        _word("全年收到申请3件。", 240, 1),
    ]
    assert [block.text for block in _blocks(lines)] == [line.text for line in lines]


def test_a_scan_without_lines_is_read_without_a_wrong_cell(made, monkeypatch):
    """The same report as in the other tests of scans, its tables without any line."""
    style = scan_maker._STYLE
    monkeypatch.setattr(scan_maker, "_STYLE", style.replace("border:.6pt solid black;", ""))
    assert style != scan_maker._STYLE
    report = made()
    reading = reading_of(read_scan(scan_maker.scan_of_html(report.html().decode()), ScanKind.PDF))
    printed = report.printed()
    sure = {p: f.printed for p, f in reading.figures.items() if f.state is FigureState.NUMBER}
    assert sure == {path: printed[path] for path in sure}
    assert len(sure) >= 0.85 * len(printed)
    unread = {f.state for p, f in reading.figures.items() if p not in sure}
    assert unread <= {FigureState.UNREADABLE, FigureState.AMBIGUOUS}
    assert sum(len(part.text) for part in reading.parts.values()) < 200
