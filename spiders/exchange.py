"""One request through Scrapy's downloader: asked once (``patience`` asks again), never followed.

``engine.download_async`` takes a request through every downloader middleware and the slot of its
host (delay, one at a time) to our handler; only the scheduler and the spider's callbacks are left
out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Headers, Response

from archive.model import VisitClass
from config.clock import Clock
from spiders.classify import halted_by, is_cut
from spiders.errors import Halted
from spiders.evidence import Exchange
from spiders.families.model import Fetch

Download = Callable[[Request], Awaitable[Response]]

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
            Halted: no answer, or only a part of one.
        """
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
            protocol=response.protocol,
            # Behind a proxy this is the proxy's.
            remote_address=str(response.ip_address)
            if response.ip_address is not None and self.proxy is None
            else None,
            certificate_sha256=_certificate_sha256(response),
        )


def _certificate_sha256(response: Response) -> str | None:
    if response.certificate is None:
        return None
    return hashlib.sha256(response.certificate.dump()).hexdigest()


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in headers
        for value in headers.getlist(name)
    )
