"""Which engine prints, and what is said where none can."""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from paper_samples import page_with

from browser.executable import find_browser
from notices.form.print import Printer, has_chinese_font
from notices.form.searchable import searchable
from notices.form.weasy import PrintRefused, pdf_by_weasyprint

logging.getLogger("pdfminer").setLevel(logging.ERROR)
# Every character that Noto draws like a radical, of those that notices are likely to hold.
RADICALS = "一二八十文人民见长页门青风车贝龙齐黄麦鸟鱼马骨行言金食音革用田生石示立竹米老而自至色"
PAGE = page_with('<article class="sheet"><p class="flush">' + RADICALS + "</p></article>")
needs_browser = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")


def producer(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document.get_metadata_value("Producer").partition(" ")[0].partition("/")[0]
    finally:
        document.close()


def script(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.mark.browser
@needs_browser
def test_chromium_prints_and_its_chinese_can_be_searched() -> None:
    with Printer() as printer:
        pdf = printer.pdf(PAGE)
    assert producer(pdf) == "Skia"
    for text in (
        pdfplumber.open(io.BytesIO(pdf)).pages[0].extract_text(),
        pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
    ):
        assert RADICALS[:20] in text
        assert not any("\u2e80" <= c <= "\u2fdf" for c in text)
    assert searchable(pdf) == pdf


def test_other_files_are_given_back_as_they_are() -> None:
    pdf = pdf_by_weasyprint(PAGE)
    assert searchable(pdf) == pdf
    assert searchable(b"") == b""
    broken = b"%PDF-1.4 /ToUnicode 9 0 R trailer\n<</Size 1>>\nstartxref\n99\n%%EOF"
    assert searchable(broken) == broken


@pytest.mark.parametrize("program", [None, "exit 3"])
def test_without_a_browser_that_starts_weasyprint_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    browser = tmp_path / "chromium"
    if program is not None:
        script(tmp_path, "chromium", program)
    monkeypatch.setenv("DUBAN_BROWSER", str(browser))
    with Printer(str(browser)) as printer:
        assert producer(printer.pdf(PAGE)) == "WeasyPrint"
        assert producer(printer.pdf(PAGE)) == "WeasyPrint"


@pytest.mark.parametrize("program", [None, "exit 1", "exit 0"])
def test_without_a_chinese_font_nothing_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    if program is not None:
        script(tmp_path, "fc-list", program)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_chinese_font()
    with Printer() as printer, pytest.raises(PrintRefused, match="没有中文字体，不生成 PDF"):
        printer.pdf(PAGE)


def test_a_chinese_font_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "fc-list", 'echo "Noto Serif CJK SC"')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert has_chinese_font()


@pytest.mark.browser
@needs_browser
def test_a_page_that_takes_too_long_is_refused_and_the_next_one_printed() -> None:
    with Printer() as printer:
        printer.pdf(PAGE)
        chromium = printer._chromium
        assert chromium is not None
        chromium._seconds = 0.001
        with pytest.raises(PrintRefused, match=r"打印超过 0.001 秒，已停止，没有生成 PDF"):
            printer.pdf(PAGE)
        chromium._seconds = 60
        assert producer(printer.pdf(PAGE)) == "Skia"
