"""What one page may load: allowed addresses only, one after the other, hop by hop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from playwright.async_api import CDPSession, Page, Request, Response, Route
from playwright.async_api import Error as PlaywrightError

_KINDS_NOT_LOADED = frozenset({"image", "media", "font", "websocket", "eventsource", "manifest"})
# How long one part of a page may hold up the others.
_PART_SECONDS = 10.0
# A challenge loads its page again once or twice. One that goes on is a refusal, and every turn of
# it a request to a host that does not want us.
LOADS_ALLOWED = 3


class Gate:
    """Lets the requests of one page through one after the other, and only allowed ones.

    ``refused`` are the addresses that were not asked, ``status`` is that of the page itself as it
    was answered last. ``is_spent`` tells that the page has loaded itself too often.
    """

    def __init__(self, may_load: Callable[[str], bool]) -> None:
        """``may_load`` judges every address, also those that a redirect leads to."""
        self._may_load = may_load
        self._turn = asyncio.Lock()
        self._running: dict[str, asyncio.Event] = {}
        self._judging: set[asyncio.Task[None]] = set()
        self._loads = 0
        self.refused: list[str] = []
        self.status = 0

    @property
    def is_spent(self) -> bool:
        """Whether the page wanted to load itself once more than it may."""
        return self._loads > LOADS_ALLOWED

    async def guard(self, page: Page) -> None:
        """Stand before everything that ``page`` asks for from now on."""
        await page.route("**/*", self._pass_one)
        page.on("requestfinished", self._release)
        page.on("requestfailed", self._release)
        page.on("response", self._note)
        # A route is not asked about the hops of a redirect; the browser's own protocol is.
        session = await page.context.new_cdp_session(page)
        session.on("Fetch.requestPaused", lambda event: self._begin_judging(session, event))
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    def _note(self, response: Response) -> None:
        """The answer to the page itself; the last one counts."""
        if _is_page(response.request):
            self.status = response.status

    async def _pass_one(self, route: Route) -> None:
        """One request of the page, in its turn; those of its own process are judged before."""
        request = route.request
        with suppress(PlaywrightError):  # the page was closed meanwhile
            if request.resource_type in _KINDS_NOT_LOADED:
                await route.abort()
                return
            if _is_page(request):
                self._loads += 1
            if self.is_spent:
                await route.abort("aborted")  # the page stays as it is, for people to see
                return
            if not self._may_load(request.url):  # asked by a frame with a process of its own
                self.refused.append(request.url)
                await route.abort("blockedbyclient")
                return
            await self._in_turn(route, request)

    async def _in_turn(self, route: Route, request: Request) -> None:
        async with self._turn:
            done = self._running.setdefault(request.url, asyncio.Event())
            await route.continue_()
            try:
                await asyncio.wait_for(done.wait(), _PART_SECONDS)
            except TimeoutError:
                pass
            finally:
                self._running.pop(request.url, None)

    def _release(self, request: Request) -> None:
        """The next one may go."""
        first = request
        while first.redirected_from is not None:
            first = first.redirected_from
        done = self._running.get(first.url)
        if done is not None:
            done.set()

    def _begin_judging(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        task = asyncio.ensure_future(self._judge(session, event))
        self._judging.add(task)
        task.add_done_callback(self._judging.discard)

    async def _judge(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        """One request as the browser is about to send it, be it the first or a later hop."""
        known = {"requestId": event["requestId"]}
        url = str(event["request"]["url"])
        with suppress(PlaywrightError):  # the page was closed meanwhile
            if self._may_load(url):
                await session.send("Fetch.continueRequest", known)
                return
            if str(event.get("resourceType")).lower() not in _KINDS_NOT_LOADED:
                self.refused.append(url)
            await session.send("Fetch.failRequest", {**known, "errorReason": "BlockedByClient"})


def _is_page(request: Request) -> bool:
    """Whether the request is for the page itself and not for a part of it."""
    return request.is_navigation_request() and request.frame.parent_frame is None
