"""One Chromium for a run: pages that show nothing without their scripts are opened here.

An ordinary browser under our own name: no disguise, no images, one request at a time, and only
addresses that the caller allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    Route,
    async_playwright,
)
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from browser.errors import BrowserError, BrowserStartError, PageRefused, RenderTimeout
from browser.executable import find_browser

__all__ = ["BrowserService", "RenderedPage", "find_browser"]

_KINDS_NOT_LOADED = frozenset({"image", "media", "font", "websocket", "eventsource", "manifest"})
# Pages that are open at a time, over all hosts.
_PAGES_AT_ONCE = 2
# How long one part of a page may hold up the others.
_PART_SECONDS = 10.0
# How Chromium begins the name of what the network did.
_NETWORK_ERROR = "net::ERR_"
_PIXELS = {"width": 1240, "height": 1754}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """A page after its scripts ran: ``dom`` as HTML, ``screenshot`` a PNG of its whole length.

    ``refused`` are the addresses that the page wanted and was not given.
    """

    dom: str
    final_url: str
    status: int
    screenshot: bytes
    refused: tuple[str, ...] = ()


class BrowserService:
    """Opens pages; starts Chromium at the first one.

    ``hosts`` are the only names that a direct connection may resolve; with a proxy the proxy is
    the gate.
    """

    def __init__(
        self,
        executable: str,
        proxy: str | None = None,
        user_agent: str | None = None,
        hosts: Collection[str] = (),
    ) -> None:
        """Nothing is started yet."""
        self._executable = executable
        self._proxy = proxy
        self._user_agent = user_agent
        self._hosts = tuple(hosts)
        self._starting = asyncio.Lock()
        self._turns = asyncio.Semaphore(_PAGES_AT_ONCE)
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._contexts: dict[str, BrowserContext] = {}

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
    ) -> RenderedPage:
        """The page at ``url`` once ``ready`` shows.

        ``ready`` is a CSS selector, or text after ``text=``; without one the page is taken when
        the network rests. ``visit`` names the context: pages of one visit share cookies.

        Raises:
            RenderTimeout: ``ready`` did not show in ``timeout`` seconds.
            BrowserStartError: the browser did not start.
            PageRefused: the portal did not let the browser connect.
            BrowserError: the browser failed while it had the page.
        """
        async with self._turns:
            page = await self._new_page(visit)
            gate = _Gate(may_load)
            try:
                async with asyncio.timeout(timeout):
                    return await self._render(page, gate, url, ready, timeout * 1000)
            except (TimeoutError, PlaywrightTimeout) as error:
                raise RenderTimeout(f"页面在 {timeout:g} 秒内没有显示出内容：{url}") from error
            except PlaywrightError as error:
                kind = PageRefused if _NETWORK_ERROR in str(error) else BrowserError
                raise kind(f"浏览器打不开页面 {url}：{_first_line(error)}") from error
            finally:
                with suppress(PlaywrightError):  # a browser that died closed it already
                    await page.close()

    async def leave(self, visit: str) -> None:
        """Forget the cookies and memory of a visit."""
        context = self._contexts.pop(visit, None)
        if context is not None:
            with suppress(PlaywrightError):
                await context.close()

    async def close(self) -> None:
        """End Chromium; the service may be used again."""
        for visit in tuple(self._contexts):
            await self.leave(visit)
        if self._browser is not None:
            with suppress(PlaywrightError):
                await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
        self._browser = self._playwright = None

    async def _render(
        self, page: Page, gate: _Gate, url: str, ready: str | None, limit: float
    ) -> RenderedPage:
        """``limit`` is in milliseconds, as Playwright counts."""
        await page.route("**/*", gate.pass_one)
        page.on("requestfinished", gate.release)
        page.on("requestfailed", gate.release)
        answer = await page.goto(url, wait_until="domcontentloaded", timeout=limit)
        if ready:
            await page.locator(ready).first.wait_for(state="attached", timeout=limit)
        else:
            await page.wait_for_load_state("networkidle", timeout=limit)
        screenshot = await page.screenshot(full_page=True, type="png", timeout=limit)
        return RenderedPage(
            dom=await page.content(),
            final_url=page.url,
            status=answer.status if answer else 0,
            screenshot=screenshot,
            refused=tuple(gate.refused),
        )

    async def _new_page(self, visit: str) -> Page:
        """A page in the context of ``visit``; a browser that died is started once more."""
        try:
            if self._browser is not None and not self._browser.is_connected():
                await self.close()
            return await (await self._context(visit)).new_page()
        except PlaywrightError as error:
            raise BrowserStartError(f"浏览器启动失败：{_first_line(error)}") from error

    async def _context(self, visit: str) -> BrowserContext:
        if visit not in self._contexts:
            browser = await self._started()
            self._contexts[visit] = await browser.new_context(
                service_workers="block",
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                user_agent=self._user_agent,
                accept_downloads=False,
                viewport={"width": _PIXELS["width"], "height": _PIXELS["height"]},
            )
        return self._contexts[visit]

    async def _started(self) -> Browser:
        async with self._starting:
            if self._browser is None:
                self._playwright = await _driver()
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._executable,
                    args=self._arguments(),
                    proxy={"server": self._proxy} if self._proxy else None,
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
            return self._browser

    def _arguments(self) -> list[str]:
        if self._proxy or not self._hosts:
            return []
        # A redirect inside the browser does not pass the gate: names that no place has must not
        # resolve at all.
        known = ", ".join(f"EXCLUDE {host}" for host in self._hosts)
        return [f"--host-resolver-rules=MAP * ~NOTFOUND, {known}"]


class _Gate:
    """Lets the requests of one page through one after the other, and only allowed ones."""

    def __init__(self, may_load: Callable[[str], bool]) -> None:
        self._may_load = may_load
        self._turn = asyncio.Lock()
        self._running: dict[str, asyncio.Event] = {}
        self.refused: list[str] = []

    async def pass_one(self, route: Route) -> None:
        """One request of the page; the page's own address comes first and is allowed too."""
        request = route.request
        if request.resource_type in _KINDS_NOT_LOADED:
            await route.abort()
            return
        if not self._may_load(request.url):
            self.refused.append(request.url)
            await route.abort("blockedbyclient")
            return
        async with self._turn:
            done = self._running.setdefault(request.url, asyncio.Event())
            await route.continue_()
            try:
                await asyncio.wait_for(done.wait(), _PART_SECONDS)
            except TimeoutError:
                pass
            finally:
                self._running.pop(request.url, None)

    def release(self, request: Request) -> None:
        """The next one may go."""
        first = request
        while first.redirected_from is not None:
            first = first.redirected_from
        done = self._running.get(first.url)
        if done is not None:
            done.set()


async def _driver() -> Playwright:
    """Playwright's own program, which speaks to the browser.

    Raises:
        BrowserStartError: it does not run on this machine; it names no kind of its own for that.
    """
    try:
        return await async_playwright().start()
    except Exception as error:
        reason = _first_line(error)
        raise BrowserStartError(f"浏览器驱动程序没有启动：{reason}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
