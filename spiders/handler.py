"""Our download handler: what needs a browser goes to it, everything else to Scrapy's own.

It stands behind the slots of the downloader, so the delay and the one request at a time for each
host hold for the browser's requests too.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from browser.answers import FetchedAnswer
from browser.errors import BrowserStartError
from browser.service import BrowserService
from spiders.rendering import RENDER, THROUGH, RenderOrder, ThroughOrder

# The browser takes the coding off by itself; the header goes on under another name.
_CODING, _TAKEN_OFF = "content-encoding", "X-Decoded-Content-Encoding"


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
        if (order := request.meta.get(RENDER)) is not None:
            return await self._rendered(order, request)
        if (through := request.meta.get(THROUGH)) is not None:
            return await self._through(through, request)
        return await self._plain.download_request(request)

    async def close(self) -> None:
        """Close the connections; the spider closes the browser."""
        await self._plain.close()

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
        answer = await self._browser().fetch(
            request.url,
            visit=order.visit,
            method=request.method,
            headers=[
                (name.decode("latin-1"), value.decode("latin-1"))
                for name in request.headers
                for value in request.headers.getlist(name)
            ],
            body=request.body or None,
            timeout=order.timeout,
        )
        for name, value in answer.sent_headers:  # the record tells what was sent
            request.headers[name] = value
        return _response(request.url, answer)

    def _browser(self) -> BrowserService:
        spider: Any = self.crawler.spider
        service: BrowserService | None = spider.browser
        if service is None:
            raise BrowserStartError("本机没有浏览器")
        return service

    def _rest(self, request: Request) -> None:
        """A page asks on while it is open: the pause begins when it has been closed."""
        engine = self.crawler.engine
        key = request.meta.get("download_slot")
        slot = engine.downloader.slots.get(key) if engine is not None and key else None
        if slot is not None:
            slot.lastseen = monotonic()


def _response(url: str, answer: FetchedAnswer) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in answer.headers:
        headers.setdefault(_TAKEN_OFF if name.lower() == _CODING else name, []).append(value)
    return Response(
        url,
        status=answer.status,
        headers=headers,
        body=answer.body,
        flags=[] if answer.is_length_known else ["partial"],
        protocol="HTTP/1.1",
    )
