"""WeasyPrint, which prints where there is no browser: it fetches nothing and reads no file."""

from __future__ import annotations

import logging

from config.errors import DubanError


class PrintRefused(DubanError):  # noqa: N818 - the word of the field
    """A document cannot be printed on this machine; the message says why and what to do."""


def pdf_by_weasyprint(page: str) -> bytes:
    """The HTML ``page`` as PDF.

    Raises:
        PrintRefused: WeasyPrint does not work on this machine.
    """
    # It warns of each property of the style that only a browser knows.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    try:
        from weasyprint import HTML  # noqa: PLC0415 - half a second, and it needs pango
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise PrintRefused(
            "没有可用的浏览器，WeasyPrint 也不能用（缺少 pango）；"
            "请安装 chromium-headless-shell 或者 libpango-1.0-0、libpangoft2-1.0-0"
        ) from error
    nothing = URLFetcher(allowed_protocols=())
    printed: bytes = HTML(string=page, url_fetcher=nothing).write_pdf()
    return printed
