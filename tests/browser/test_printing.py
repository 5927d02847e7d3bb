"""Printing: a Chromium that dies, hangs or is worn out."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest

from browser.errors import BrowserStartError, RenderTimeout
from browser.executable import find_browser
from browser.printing import PagePrinter
from browser.programs import kill, marked

BROWSER = find_browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


def text(pdf: bytes) -> str:
    return pdfplumber.open(io.BytesIO(pdf)).pages[0].extract_text()


def programs(printer: PagePrinter) -> frozenset[int]:
    assert printer._chromium is not None
    return marked(printer._chromium._mark)


def test_one_chromium_prints_a_batch_and_ends_with_it() -> None:
    with PagePrinter(str(BROWSER)) as printer:
        assert text(printer.pdf("<p>One")) == "One"
        mark = programs(printer)
        assert text(printer.pdf("<p>Two")) == "Two"
        assert programs(printer) & mark
        chromium = printer._chromium
    assert chromium is not None
    assert not marked(chromium._mark)


def test_a_chromium_that_died_is_replaced() -> None:
    with PagePrinter(str(BROWSER)) as printer:
        printer.pdf("<p>One")
        first = programs(printer)
        kill(first)
        assert text(printer.pdf("<p>Two")) == "Two"
        assert not programs(printer) & first


def test_a_worn_chromium_is_replaced() -> None:
    with PagePrinter(str(BROWSER), pages=2) as printer:
        used = []
        for _ in range(3):
            printer.pdf("<p>Page")
            assert printer._chromium is not None
            used.append(printer._chromium._mark)
    assert used[0] == used[1] != used[2]


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_printed() -> None:
    with PagePrinter(str(BROWSER), seconds=0.001) as printer:
        with pytest.raises(RenderTimeout, match=r"打印超过 0.001 秒，已停止"):
            printer.pdf("<p>Late")
        printer._seconds = 60
        assert text(printer.pdf("<p>Next")) == "Next"


def test_a_program_that_is_no_browser(tmp_path: Path) -> None:
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\nexit 3\n")
    fake.chmod(0o755)
    with (
        PagePrinter(str(fake)) as printer,
        pytest.raises(BrowserStartError, match="浏览器启动失败"),
    ):
        printer.pdf("<p>One")
