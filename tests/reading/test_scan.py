"""Scans and pictures read whole: every cell is right or unread, whatever the scanner did."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest

from reading.again import read_again
from reading.blocks import Gap, Grid, Paragraph
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import FigureState, Media
from reading.reader import reading_of
from reading.scan.document import ScanKind, can_read_scans, read_scan

if not can_read_scans():
    pytest.skip("the ocr extra is not installed (./setup.sh base dev ocr)", allow_module_level=True)
scan_maker = import_module("scan_maker")

DISPUTES_ALONE = frozenset({"proactive", "requests"})
_UNREAD_SHARE = 0.02
HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def _values(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _read(body):
    kind = ScanKind.PDF if body.startswith(b"%PDF") else ScanKind.PICTURE
    return reading_of(read_scan(body, kind))


def _told(reading, table="disputes"):
    """The figures of one table: what is printed, or the state where it is no number."""
    return {
        path: figure.printed if figure.state is FigureState.NUMBER else figure.state
        for path, figure in reading.figures.items()
        if path.startswith(table)
    }


def _disputes(report):
    return {path: v for path, v in report.printed().items() if path.startswith("disputes.")}


@cache
def _whole(make):
    """A whole report on a clean scan, read once for all the tests that look at it."""
    report = make()
    body = scan_maker.scan_of_html(report.html().decode())
    document = read_scan(body, ScanKind.PDF)
    return report, body, document, reading_of(document)


@pytest.fixture
def whole(made):
    return _whole(made)


@pytest.fixture
def page(made):
    """One page with the table of disputes and all headings, as a picture without fault."""
    report = made(without_tables=DISPUTES_ALONE, changes={"disputes.review.upheld": "3189"})
    pdf = scan_maker.pdf_of_html(report.html().decode(), "210mm 180mm")
    return SimpleNamespace(report=report, printed=_disputes(report), pdf=pdf)


def _picture(page, dpi=200):
    [picture] = scan_maker.pages_of_pdf(page.pdf, dpi)
    return picture


def test_every_cell_of_a_clean_scan_is_read(whole):
    report, _, _, reading = whole
    assert _values(reading) == report.printed()
    unread = [p for p, figure in reading.figures.items() if figure.state is not FigureState.NUMBER]
    assert len(unread) <= len(reading.figures) * _UNREAD_SHARE
    assert reading.media is Media.SCAN
    assert (reading.title, reading.agency, reading.year) == (
        "示例市样板局2023年政府信息公开工作年度报告",
        "示例市样板局",
        2023,
    )
    assert [part.heading for part in reading.parts.values()] == HEADINGS


def test_the_text_of_a_clean_scan_stands_in_paragraphs(whole):
    _, _, document, _ = whole
    told = [
        block.text if isinstance(block, Paragraph) else type(block) for block in document.blocks
    ]
    assert told == [
        "示例市样板局2023年政府信息公开工作年度报告",
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        HEADINGS[0],
        "本机关认真贯彻条例，全年主动公开信息若干条。",
        HEADINGS[1],
        Grid,
        HEADINGS[2],
        Grid,
        HEADINGS[3],
        Grid,
        HEADINGS[4],
        "存在的问题是解读形式单一。下一步将丰富解读形式。",
        HEADINGS[5],
        "本年度未收取信息处理费。",
    ]
    assert document.warnings == (
        "本件为扫描件或图片，文字由机器识别，不清之处以“□”标出，请与原件核对",
    )


def test_the_second_reading_agrees_or_abstains(page):
    body = scan_maker.picture([_picture(page)])
    again = read_again(body, _read(body), tuple(page.printed))
    sure = {path: figure.printed for path, figure in again.items() if figure is not None}
    assert sure == {path: page.printed[path] for path in sure}
    assert len(sure) >= len(page.printed) // 2


SCANNERS = {
    "turned a little": {"skew": 1.5},
    "much noise": {"noise": 15.0},
    "150 dots an inch": {"dpi": 150},
    "strongly compressed": {"quality": 30},
}


@pytest.mark.parametrize("scanner", SCANNERS)
def test_no_clean_scanner_loses_a_cell(page, scanner):
    faults = scan_maker.Scanner(**{"noise": 4.0, "quality": 80} | SCANNERS[scanner])
    body = scan_maker.picture([scan_maker.scanned(_picture(page, faults.dpi), faults)], "PDF")
    assert _told(_read(body)) == page.printed


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_page_on_its_side_or_head_is_turned(page, quarters):
    turned = np.ascontiguousarray(np.rot90(_picture(page, dpi=300), quarters))
    assert _told(_read(scan_maker.picture([turned]))) == page.printed


def test_a_grey_shaded_copy_is_read(page):
    shade = np.linspace(0.5, 0.9, _picture(page).shape[1])[None, :, None]
    grey = (_picture(page) * shade).astype(np.uint8)
    assert _told(_read(scan_maker.picture([grey], "JPEG"))) == page.printed


def test_a_long_screenshot_is_cut_into_pages(page):
    picture = _picture(page)
    used = picture[: np.flatnonzero((picture < 128).any(axis=(1, 2)))[-1] + 60]
    blank = np.full((2600, used.shape[1], 3), 255, dtype=np.uint8)
    assert _told(_read(scan_maker.picture([np.concatenate([blank, used])]))) == page.printed


def test_no_figure_under_a_seal_is_told_as_sure(page):
    sealed = scan_maker.with_seal(_picture(page), 0.5, 0.74)
    told = _told(_read(scan_maker.picture([sealed])))
    sure = {path: value for path, value in told.items() if value != FigureState.UNREADABLE}
    assert sure == {path: page.printed[path] for path in sure}
    assert 0 < len(sure) < len(page.printed)


def test_an_empty_cell_is_unread_and_a_word_is_a_word(made):
    changes = {"disputes.review.pending": "", "disputes.review.upheld": "无"}
    report = made(without_tables=DISPUTES_ALONE, changes=changes)
    reading = _read(scan_maker.scan_of_html(report.html().decode()))
    figure = reading.figures["disputes.review.pending"]
    assert (figure.printed, figure.reason) == (
        "",
        "扫描件此处没有可辨认的文字，可能被遮盖或漏印，不能当作空白",
    )
    assert _told(reading) == _disputes(report) | {
        "disputes.review.pending": FigureState.UNREADABLE,
        "disputes.review.upheld": FigureState.TEXT,
    }
    assert reading.figures["disputes.review.upheld"].printed == "无"


def test_a_page_of_which_nothing_is_legible_is_a_gap():
    shades = np.random.default_rng(1).integers(0, 2, (40, 40, 1)).astype(np.uint8) * 255
    blots = shades.repeat(41, axis=0).repeat(41, axis=1).repeat(3, axis=2)
    document = read_scan(scan_maker.picture([blots]), ScanKind.PICTURE)
    assert document.blocks == (Gap(what="未能识别的扫描页"),)
    blank = np.full((2339, 1654, 3), 255, dtype=np.uint8)
    with pytest.raises(DocumentError) as caught:
        _read(scan_maker.picture([blank, blank], "TIFF"))
    assert caught.value.error_class is DocumentErrorClass.NOT_A_REPORT


@pytest.mark.real_reports
def test_a_real_table_as_a_picture_is_read(shared, root):
    written = json.loads((root / "tests/corpus/real/forms_real.json").read_text(encoding="utf-8"))
    wanted = {
        path: printed
        for path, (_, printed) in written["figures"].items()
        if path.startswith("requests.")
    }
    reading = _read((shared / "reports/forms/real/table3.png").read_bytes())
    assert _told(reading, "requests") == wanted
