"""Prints a page as PDF: by Chromium, else by WeasyPrint, else it says why not."""

from __future__ import annotations

import shutil
import subprocess
from types import TracebackType
from typing import Self

from browser.errors import BrowserError, BrowserStartError, RenderTimeout
from browser.executable import find_browser
from browser.printing import PagePrinter
from notices.form.searchable import searchable
from notices.form.weasy import PrintRefused, pdf_by_weasyprint

_ASK_SECONDS = 20


class Printer:
    """One for a batch: it looks for fonts and browser once. Use as a context manager."""

    def __init__(self, browser: str | None = None) -> None:
        """``browser`` is the path of Chromium; without one it is searched for."""
        self._wanted = browser
        self._chromium: PagePrinter | None = None
        self._refusal: str | None = None
        self._is_ready = False

    def __enter__(self) -> Self:
        """The printer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends the browser."""
        self.close()

    def pdf(self, page: str) -> bytes:
        """The HTML ``page`` as PDF.

        Raises:
            PrintRefused: there is no Chinese font or nothing that prints, and the message says
                what to install; or the page takes too long.
        """
        self._look()
        if self._refusal is not None:
            raise PrintRefused(self._refusal)
        if self._chromium is not None:
            try:
                return searchable(self._chromium.pdf(page))
            except BrowserStartError:
                self.close()
            except RenderTimeout as error:
                # WeasyPrint would take longer still.
                raise PrintRefused(f"{error}，没有生成 PDF；请检查文书是否过长") from error
            except BrowserError:
                pass  # this page only
        return pdf_by_weasyprint(page)

    def close(self) -> None:
        """End the browser."""
        chromium, self._chromium = self._chromium, None
        if chromium is not None:
            chromium.close()

    def _look(self) -> None:
        if self._is_ready:
            return
        self._is_ready = True
        if not has_chinese_font():
            self._refusal = (
                "没有中文字体，不生成 PDF；请由管理员安装 fontconfig、fonts-noto-cjk 和"
                " fonts-arphic-gkai00mp"
            )
            return
        executable = find_browser(self._wanted)
        if executable is not None:
            self._chromium = PagePrinter(executable)


def has_chinese_font() -> bool:
    """Whether the machine can show Chinese: a page of empty boxes is worse than none."""
    asked = shutil.which("fc-list")
    if asked is None:
        return False
    try:
        told = subprocess.run(  # noqa: S603 - the program that the path of programs names
            [asked, ":lang=zh", "family"],
            capture_output=True,
            check=False,
            timeout=_ASK_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(told.stdout.strip())
