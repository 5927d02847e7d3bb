"""One request through Scrapy's downloader: tried again where that helps, never followed.

``engine.download_async`` takes a request through every downloader middleware and the slot of its
host (delay, one at a time) to our handler; only the scheduler and the spider's callbacks are left
out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Headers, Response

from archive.model import VisitClass
from config.clock import Clock
from spiders.classify import RETRIED_STATUSES, halted_by, is_cut
from spiders.errors import Halted
from spiders.evidence import Exchange
from spiders.families.model import Fetch

Download = Callable[[Request], Awaitable[Response]]

TRIES = 3
# A site that slow is not helped by asking a third time.
TIMEOUT_TRIES = 2
LONGEST_WAIT = 60.0
_TRIED_AGAIN = frozenset(
    {VisitClass.DNS, VisitClass.TIMEOUT, VisitClass.TRUNCATED, VisitClass.REFUSED}
)
_SECRET = frozenset({"proxy-authorization", "authorization"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How requests leave: ``download`` is the engine's, ``proxy`` the office's or ``None``."""

    download: Download
    clock: Clock
    proxy: str | None = None

    async def ask(
        self, fetch: Fetch, url: str, meta: dict[str, object], passed: tuple[str, ...] = ()
    ) -> Exchange:
        """The exchange for ``fetch`` at ``url``, the address it has come to after ``passed``.

        Raises:
            Halted: no answer, or only a part of one, after all tries.
        """
        attempt = 1
        while True:
            try:
                made = await self._once(fetch, url, meta, passed)
            except Halted as halted:
                tries = TIMEOUT_TRIES if halted.visit_class is VisitClass.TIMEOUT else TRIES
                if attempt >= tries or halted.visit_class not in _TRIED_AGAIN:
                    raise
            else:
                wait = _retry_after(made)
                is_final = made.status not in RETRIED_STATUSES or attempt >= TRIES
                if is_final or wait > LONGEST_WAIT:
                    return made
                await asyncio.sleep(wait)
            attempt += 1

    async def _once(
        self, fetch: Fetch, url: str, meta: dict[str, object], passed: tuple[str, ...]
    ) -> Exchange:
        request = Request(
            url,
            method=fetch.method,
            headers=dict(fetch.headers),
            body=fetch.body,
            meta={**meta, "proxy": self.proxy},
            dont_filter=True,
        )
        began = self.clock.now()
        try:
            response = await self.download(request)
        except Exception as error:  # Twisted, OpenSSL and Scrapy share no base
            halted = halted_by(error, url)
            if halted is None:
                raise
            raise halted from error
        headers = _pairs(response.headers)
        if "partial" in response.flags and is_cut(response.body):
            raise Halted(VisitClass.TRUNCATED, f"内容没有传完：{url}")
        return Exchange(
            url=passed[0] if passed else url,
            final_url=response.url,
            status=response.status,
            requested_at=began,
            received_at=self.clock.now(),
            request_headers=tuple(
                pair for pair in _pairs(request.headers) if pair[0].lower() not in _SECRET
            ),
            response_headers=headers,
            body=response.body,
            method=fetch.method,
            request_body=fetch.body,
            redirects=passed,
        )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in headers
        for value in headers.getlist(name)
    )


def _retry_after(exchange: Exchange) -> float:
    """Seconds that the host asks us to wait; a date instead of a number counts as too long."""
    asked = next((v for k, v in exchange.response_headers if k.lower() == "retry-after"), "0")
    return float(asked) if asked.strip().isdigit() else LONGEST_WAIT + 1
