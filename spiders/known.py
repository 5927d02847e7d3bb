"""What the archive holds of a place already: pages asked for with a condition, robots rules."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urldefrag, urlsplit

from archive.errors import ArchiveError
from archive.model import KEPT_HEADERS, Capture, KnownPage
from archive.store import Archive
from spiders.classify import page_class
from spiders.evidence import Exchange
from spiders.families.model import Fetch
from spiders.job import KnownRobots
from spiders.robots import RobotsRules, read_robots

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


def known_page(capture: Capture) -> KnownPage:
    """What the next visit needs of ``capture``; of repeated headers the first counts."""
    headers: dict[str, str] = {}
    for name, value in capture.response_headers:
        if name.lower() in KEPT_HEADERS:
            headers.setdefault(name.lower(), value)
    return KnownPage(
        url=urldefrag(capture.final_url).url,
        capture_id=capture.capture_id,
        sha256=capture.sha256,
        headers=tuple(headers.items()),
    )


class KnownPages:
    """The pages of one place that may be asked for with "only if it has changed"."""

    def __init__(self, archive: Archive) -> None:
        """None is known yet."""
        self._archive = archive
        self._pages: dict[str, KnownPage] = {}

    def learn(self, pages: Iterable[KnownPage]) -> None:
        """From now on ask for ``pages`` with a condition."""
        self._pages.update((page.url, page) for page in pages)

    async def are_held(self) -> bool:
        """Whether the archive has every page that is known: only then may it stand for a visit."""
        for page in self._pages.values():
            try:
                await asyncio.to_thread(self._archive.body, page.sha256)
            except ArchiveError:
                return False
        return True

    def conditional(self, fetch: Fetch, url: str) -> Fetch:
        """``fetch`` with the condition, where the page at ``url`` is known and gave one."""
        known = self.at(url)
        if known is None or fetch.method != "GET" or fetch.needs_render:
            return fetch
        conditions = tuple(
            (_CONDITIONS[name], value) for name, value in known.headers if name in _CONDITIONS
        )
        return replace(fetch, headers=(*fetch.headers, *conditions))

    def at(self, url: str) -> KnownPage | None:
        """The page known at ``url``."""
        return self._pages.get(urldefrag(url).url)

    async def whole(self, known: KnownPage, made: Exchange) -> Exchange | None:
        """``made``, an answer 304, as the exchange that it confirms.

        ``None`` where the archive cannot give the page; then it is known no more.
        """
        try:
            body = await asyncio.to_thread(self._archive.body, known.sha256)
        except ArchiveError:
            del self._pages[known.url]
            return None
        fresh = {name.lower(): value for name, value in reversed(made.response_headers)}
        headers = {**dict(known.headers), **{k: v for k, v in fresh.items() if k in _CONDITIONS}}
        return replace(
            made, status=HTTPStatus.OK, body=body, response_headers=tuple(headers.items())
        )


def remembered_rules(
    archive: Archive, known: KnownRobots, user_agent: str
) -> tuple[str, RobotsRules] | None:
    """The origin and its rules as a former run archived them.

    ``None`` where they are not to be had, or where that answer did not tell the rules.
    """
    try:
        body = archive.body(known.sha256)
    except ArchiveError:
        return None
    if page_class(known.status, body, body.decode("utf-8", "replace")) is not None:
        return None
    parts = urlsplit(known.url)
    rules = read_robots(known.status, body, user_agent, known.capture_id)
    return (f"{parts.scheme}://{parts.netloc}", rules) if rules.is_known else None
