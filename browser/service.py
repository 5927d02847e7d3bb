"""One Chromium for a run: pages that show nothing without their scripts are opened here.

An ordinary browser under our own name: no disguise, no images, one request at a time, and only
addresses that the caller allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urljoin, urlsplit

from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from browser.answers import Pass, RenderedPage
from browser.chromium import Chromium, Launch
from browser.errors import (
    BrowserError,
    BrowserStartError,
    RenderTimeout,
    first_line,
    told_by,
)
from browser.executable import find_browser
from browser.gate import Gate
from browser.pages import picture, settle

__all__ = ["BrowserLimits", "BrowserService", "Pass", "RenderedPage", "find_browser"]

# Pages that are open at a time, over all hosts.
_PAGES_AT_ONCE = 2
# A page that does not close by then has hung its browser.
_CLOSE_SECONDS = 10.0
_LOOK_EVERY = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserLimits:
    """After ``contexts`` a fresh Chromium is started.

    So it is above half of ``memory_mib``; above all of it, it is ended on the spot, whatever it
    has open.
    """

    contexts: int = 50
    memory_mib: int = 2048


@dataclass(frozen=True, slots=True)
class _Room:
    """A context and the Chromium that it is in."""

    context: BrowserContext
    chromium: Chromium


class BrowserService:
    """Opens pages and fetches files; starts Chromium at the first one.

    Each visit has a context of its own for each host, until ``leave``. Where a Chromium is to be
    replaced, visits that are in it go on there, and it ends with the last of them.
    """

    def __init__(
        self,
        executable: str,
        proxy: str | None = None,
        user_agent: str | None = None,
        hosts: Collection[str] = (),
        limits: BrowserLimits | None = None,
    ) -> None:
        """Nothing is started yet; the parts are those of ``Launch``."""
        self._launch = Launch(
            executable=executable, proxy=proxy, agent=user_agent, hosts=tuple(hosts)
        )
        self._limits = limits or BrowserLimits()
        self._starting = asyncio.Lock()
        self._turns = asyncio.Semaphore(_PAGES_AT_ONCE)
        self._current: Chromium | None = None
        self._rooms: dict[tuple[str, str], _Room] = {}
        self._passes: dict[tuple[str, str], Pass] = {}

    async def __aenter__(self) -> Self:
        """The service itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closes everything."""
        await self.close()

    async def open(
        self,
        url: str,
        ready: str | None = None,
        timeout: float = 60.0,  # noqa: ASYNC109 - a wait of the browser's own
        *,
        visit: str = "",
        may_load: Callable[[str], bool] = lambda _: True,
        until: Callable[[str, int], bool] | None = None,
    ) -> RenderedPage:
        """The page at ``url`` once ``ready`` shows.

        ``ready`` is a CSS selector, or text after ``text=``; without one the page is taken when
        the network rests. With ``until`` the page is looked at until it says of its markup and its
        status that this is it; where it never does, the page is given back as it then is, with
        ``is_shown`` false. Pages of one ``visit`` on one host share cookies.

        Raises:
            RenderTimeout: ``ready`` did not show in ``timeout`` seconds.
            BrowserStartError: the browser did not start.
            PageRefused: the portal did not let the browser connect.
            BrowserError: the browser failed while it had the page.
        """
        async with self._turns:
            room = await self._room(visit, url)
            gate = Gate(may_load)
            try:
                async with self._page(room) as page, asyncio.timeout(timeout):
                    await gate.guard(page)
                    shown = await _rendered(page, gate, url, ready, timeout, until)
                    await self._remember(room, visit, url)
                    return replace(shown, agent=room.chromium.agent)
            except (TimeoutError, PlaywrightTimeout) as error:
                raise RenderTimeout(f"页面在 {timeout:g} 秒内没有显示出内容：{url}") from error
            except PlaywrightError as error:
                raise told_by(error, f"浏览器打不开页面 {url}") from error

    def pass_for(self, url: str, visit: str) -> Pass:
        """What ``visit`` carries to the host of ``url`` since a page of it was opened there.

        Raises:
            BrowserError: none was.
        """
        held = self._passes.get((visit, _host(url)))
        if held is None:
            raise BrowserError(f"浏览器没有打开过该网站：{url}")
        return held

    async def leave(self, visit: str) -> None:
        """Forget the cookies and memory of a visit."""
        for key in [key for key in self._passes if key[0] == visit]:
            del self._passes[key]
        await self._close_rooms(visit)

    async def _close_rooms(self, visit: str) -> None:
        for key in [key for key in self._rooms if key[0] == visit]:
            room = self._rooms.pop(key)
            await room.chromium.release(room.context)
            if room.chromium is not self._current and room.chromium.held == 0:
                await room.chromium.close()

    async def close(self) -> None:
        """End Chromium; the service may be used again."""
        running = {room.chromium for room in self._rooms.values()}
        if self._current is not None:
            running.add(self._current)
        self._rooms.clear()
        self._current = None
        for chromium in running:
            await chromium.close()

    async def _remember(self, room: _Room, visit: str, url: str) -> None:
        """Keep what the host gave to the browser, for requests that are no page of it."""
        given = await room.context.cookies([url])
        cookies = {c.get("name", ""): c.get("value", "") for c in given}
        self._passes[visit, _host(url)] = Pass(agent=room.chromium.agent, cookies=cookies)

    @asynccontextmanager
    async def _page(self, room: _Room) -> AsyncIterator[Page]:
        """A page that is closed whatever happens; a browser that hangs on it is ended."""
        page = await _new_page(room)
        watching = asyncio.create_task(self._watch(room.chromium))
        try:
            yield page
        finally:
            watching.cancel()
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await page.close()
            except TimeoutError:
                room.chromium.kill()
            except PlaywrightError:
                pass  # a browser that died closed it already

    async def _watch(self, chromium: Chromium) -> None:
        """End a browser that grows beyond its bound."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            if chromium.memory_mib() > self._limits.memory_mib:
                chromium.kill()

    async def _room(self, visit: str, url: str) -> _Room:
        """The context of ``visit`` on a host; where its browser died, another with its pass."""
        key = (visit, _host(url))
        async with self._starting:
            room = self._rooms.get(key)
            if room is not None and room.chromium.is_alive:
                return room
            if room is not None:
                await self._close_rooms(visit)
            try:
                chromium = await self._fresh()
                room = _Room(await chromium.context(), chromium)
                held = self._passes[key].cookies if key in self._passes else {}
                home = urljoin(url, "/")
                await room.context.add_cookies(
                    [{"name": name, "value": held[name], "url": home} for name in held]
                )
            except PlaywrightError as error:
                raise BrowserStartError(f"浏览器启动失败：{first_line(error)}") from error
            self._rooms[key] = room
            return room

    async def _fresh(self) -> Chromium:
        """The current Chromium, or the next one where it has done enough."""
        current = self._current
        if current is not None and self._is_worn(current):
            self._current = None
            if current.held == 0 or not current.is_alive:
                await current.close()
        if self._current is None:
            self._current = await Chromium.start(self._launch)
        return self._current

    def _is_worn(self, chromium: Chromium) -> bool:
        return (
            not chromium.is_alive
            or chromium.made >= self._limits.contexts
            or chromium.memory_mib() > self._limits.memory_mib // 2
        )


async def _new_page(room: _Room) -> Page:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            return await room.context.new_page()
    except TimeoutError as error:
        room.chromium.kill()
        raise BrowserError("浏览器没有反应，已结束") from error


async def _rendered(
    page: Page,
    gate: Gate,
    url: str,
    ready: str | None,
    seconds: float,
    until: Callable[[str, int], bool] | None,
) -> RenderedPage:
    limit = seconds * 1000  # as Playwright counts
    answer = await page.goto(url, wait_until="domcontentloaded", timeout=limit)
    is_shown = True
    if until is not None:
        is_shown = await settle(page, gate, until, seconds)
    elif ready:
        await page.locator(ready).first.wait_for(state="attached", timeout=limit)
    else:
        await page.wait_for_load_state("networkidle", timeout=limit)
    return RenderedPage(
        dom=await page.content(),
        final_url=page.url,
        # A page that loads itself again, as behind a challenge, is what it came to at last.
        status=gate.status or (answer.status if answer else 0),
        screenshot=await picture(page, limit),
        refused=tuple(gate.refused),
        is_shown=is_shown,
    )


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
