"""Our download handler: what needs a browser goes to it, everything else to Scrapy's own.

It stands behind the slots of the downloader, so the delay and the one request at a time for each
host hold for the browser's requests too.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from browser.errors import BrowserStartError
from browser.service import BrowserService
from spiders.rendering import RENDER, THROUGH, RenderOrder, ThroughOrder

# Seconds that a connection is kept open besides two pauses, and altogether.
_IDLE_SECONDS, _LONGEST_IDLE = 5, 60


class _PlainHandler(HTTP11DownloadHandler):
    """Scrapy's own, with connections that are used again also where all go to one proxy."""

    def __init__(self, crawler: Crawler) -> None:
        """A connection that is not used again within about two pauses is closed."""
        super().__init__(crawler)
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")
        idle = _IDLE_SECONDS + 2 * crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._pool.cachedConnectionTimeout = int(min(idle, _LONGEST_IDLE))


class RenderingHandler(BaseDownloadHandler):
    """One for each scheme; they share the browser of the spider."""

    def __init__(self, crawler: Crawler) -> None:
        """``crawler`` gives the spider, and the spider its browser, once they are there."""
        super().__init__(crawler)
        self._plain = _PlainHandler(crawler)
        self._turns = asyncio.Semaphore(crawler.settings.getint("CONCURRENT_REQUESTS"))

    async def download_request(self, request: Request) -> Response:
        """The answer of the portal, or the page as the browser shows it.

        Raises:
            BrowserError: the page did not open, or there is no browser.
        """
        if (order := request.meta.get(RENDER)) is not None:
            return await self._rendered(order, request)
        if (through := request.meta.get(THROUGH)) is not None:
            return await self._through(through, request)
        return await self._plainly(request)

    async def close(self) -> None:
        """Close the connections; the spider closes the browser."""
        await self._plain.close()

    async def _plainly(self, request: Request) -> Response:
        """By our own client, when so few others are on their way that it is its turn."""
        is_waiting = self._turns.locked()
        async with self._turns:
            if is_waiting:
                self._rest(request)
            return await self._plain.download_request(request)

    async def _rendered(self, order: RenderOrder, request: Request) -> Response:
        try:
            page = await self._browser().open(
                order.url,
                order.ready,
                order.timeout,
                visit=order.visit,
                may_load=order.may_load,
                until=order.until,
            )
        finally:
            self._rest(request)
        order.pages.append(page)
        request.headers.clear()  # the browser sends its own, and we know of this one
        request.headers["User-Agent"] = page.agent
        return HtmlResponse(
            url=page.final_url,
            status=page.status,
            headers={"Content-Type": "text/html; charset=utf-8"},
            body=page.dom.encode(errors="replace"),
            encoding="utf-8",
        )

    async def _through(self, order: ThroughOrder, request: Request) -> Response:
        held = self._browser().pass_for(request.url, order.visit)
        for name, value in held.headers.items():
            request.headers[name] = value
        response = await self._plainly(request)
        held.take(line.decode("latin-1") for line in response.headers.getlist("Set-Cookie"))
        return response

    def _browser(self) -> BrowserService:
        spider: Any = self.crawler.spider
        service: BrowserService | None = spider.browser
        if service is None:
            raise BrowserStartError("本机没有浏览器")
        return service

    def _rest(self, request: Request) -> None:
        """The pause begins now: a page asked on while it was open, a request had to wait."""
        engine = self.crawler.engine
        key = request.meta.get("download_slot")
        slot = engine.downloader.slots.get(key) if engine is not None and key else None
        if slot is not None:
            slot.lastseen = monotonic()
