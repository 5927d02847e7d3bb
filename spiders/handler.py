"""Our download handler: pages that need a browser go to it, everything else to Scrapy's own.

It stands behind the slots of the downloader, so the delay and the one request at a time for each
host hold for rendered pages too.
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from browser.errors import BrowserStartError
from browser.service import BrowserService
from spiders.rendering import RENDER, RenderOrder


class RenderingHandler(BaseDownloadHandler):
    """One for each scheme; they share the browser of the spider."""

    def __init__(self, crawler: Crawler) -> None:
        """``crawler`` gives the spider, and the spider its browser, once they are there."""
        super().__init__(crawler)
        self._plain = HTTP11DownloadHandler(crawler)

    async def download_request(self, request: Request) -> Response:
        """The answer of the portal, or the page as the browser shows it.

        Raises:
            BrowserError: the page did not open, or there is no browser.
        """
        order = request.meta.get(RENDER)
        if order is None:
            return await self._plain.download_request(request)
        return await self._rendered(order)

    async def close(self) -> None:
        """Close the connections; the spider closes the browser."""
        await self._plain.close()

    async def _rendered(self, order: RenderOrder) -> Response:
        spider: Any = self.crawler.spider
        service: BrowserService | None = spider.browser
        if service is None:
            raise BrowserStartError("本机没有浏览器")
        page = await service.open(
            order.url, order.ready, order.timeout, visit=order.visit, may_load=order.may_load
        )
        order.pages.append(page)
        return HtmlResponse(
            url=page.final_url,
            status=page.status,
            headers={"Content-Type": "text/html; charset=utf-8"},
            body=page.dom.encode(),
            encoding="utf-8",
        )
