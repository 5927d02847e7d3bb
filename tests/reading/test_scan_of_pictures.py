"""A report whose pages are pictures, one file each, is one document."""

from __future__ import annotations

from importlib import import_module

import pytest

from portal_lab.generator import Author, reports_of
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import FigureState, Media, PartName
from reading.reader import read_pages
from reading.scan.document import can_read_scans

if not can_read_scans():
    pytest.skip("the ocr extra is not installed (./setup.sh base dev ocr)", allow_module_level=True)

AUTHOR = Author(name="苏镇市教育局", self_name="我局", topics=("招生入学", "教育经费", "学校建设"))


def test_the_pictures_are_read_in_their_order() -> None:
    report = reports_of(AUTHOR, range(2023, 2024), 7)[2023]
    pictures = import_module("portal_lab.paper.scan").report_pictures(report)
    read = read_pages(pictures, name="年报")
    numbers = {p: f for p, f in read.figures.items() if f.state is FigureState.NUMBER}
    assert (read.media, read.year, list(read.parts)) == (Media.SCAN, 2023, list(PartName))
    assert {path: figure.printed for path, figure in numbers.items()} == {
        path: report.figures[path] for path in numbers
    }
    assert len(numbers) > len(read.figures) * 0.95


def test_a_picture_beside_a_page_of_the_web_is_no_run_of_pictures() -> None:
    with pytest.raises(DocumentError) as told:
        read_pages([b"\xff\xd8\xff", b"<html><p>a</p></html>"], name="年报")
    assert told.value.error_class is DocumentErrorClass.NOT_A_REPORT
