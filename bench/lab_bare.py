"""The ordinary choice: a bare Scrapy spider that keeps what it gets, gzipped, and does no more.

``python -m bench.lab_bare PROXY FOLDER`` with addresses on its input, one a line.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

_SETTINGS = {
    "USER_AGENT": "Bare/1 (+https://office.example; bare@office.example)",
    "ROBOTSTXT_OBEY": False,
    "CONCURRENT_REQUESTS": 128,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "COMPRESSION_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
}


class BareSpider(Spider):
    """Fetches and writes."""

    name = "bare"

    def __init__(self, proxy: str, folder: Path, urls: list[str], **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        """``folder`` is made."""
        super().__init__(**kwargs)
        self._proxy = proxy
        self._folder = folder
        self._urls = urls
        folder.mkdir(parents=True, exist_ok=True)

    async def start(self) -> AsyncIterator[Any]:
        """Every address once."""
        for url in self._urls:
            yield Request(url, meta={"proxy": self._proxy}, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Keep the bytes."""
        name = sha256(response.url.encode()).hexdigest()
        (self._folder / f"{name}.gz").write_bytes(gzip.compress(response.body))


def main() -> None:
    """Fetch what the input names."""
    proxy, folder = sys.argv[1:3]
    process = AsyncCrawlerProcess(_SETTINGS)
    urls = sys.stdin.read().split()
    process.crawl(BareSpider, proxy=proxy, folder=Path(folder), urls=urls)
    process.start()


if __name__ == "__main__":
    main()
