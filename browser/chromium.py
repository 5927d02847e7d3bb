"""One running Chromium and the program that drives it."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, Playwright, Route, async_playwright
from playwright.async_api import Error as PlaywrightError

from browser.errors import BrowserStartError, first_line
from browser.programs import kill, marked, memory_mib

_PIXELS = {"width": 1240, "height": 1754}
# How long it may take to end in good order.
_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """How Chromium is started.

    ``hosts`` are the only names that a direct connection may resolve; with ``proxy`` the proxy is
    the gate. ``agent`` is added to the browser's own name.
    """

    executable: str
    proxy: str | None = None
    agent: str | None = None
    hosts: tuple[str, ...] = ()

    @property
    def arguments(self) -> list[str]:
        """What its command line gets besides what the driver gives it."""
        if self.proxy or not self.hosts:
            return []
        known = ", ".join(f"EXCLUDE {host}" for host in self.hosts)
        return [f"--host-resolver-rules=MAP * ~NOTFOUND, {known}"]


class Chromium:
    """Made by ``start``. ``made`` and ``held`` count the contexts, all and those still open."""

    def __init__(self, playwright: Playwright, browser: Browser, mark: str) -> None:
        """``mark`` stands on its command line and is no other program's."""
        self._playwright = playwright
        self._browser = browser
        self._mark = mark
        self._agent: str | None = None
        self._is_closed = self._is_killed = False
        self.made = 0
        self.held = 0

    @classmethod
    async def start(cls, launch: Launch) -> Chromium:
        """A fresh one.

        Raises:
            BrowserStartError: it does not start, or its driver does not.
        """
        mark = (
            f"--duban-browser={secrets.token_hex(8)}"  # Chromium passes over what it does not know
        )
        playwright = await _driver()
        try:
            browser = await playwright.chromium.launch(
                executable_path=launch.executable,
                args=[*launch.arguments, mark],
                proxy={"server": launch.proxy} if launch.proxy else None,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
            started = cls(playwright, browser, mark)
            started._agent = await _own_agent(browser, launch.agent)
        except PlaywrightError as error:
            kill(marked(mark))
            await playwright.stop()
            raise BrowserStartError(f"浏览器启动失败：{first_line(error)}") from error
        return started

    @property
    def is_alive(self) -> bool:
        """Whether it still answers."""
        return self._browser.is_connected() and not self._is_killed

    @property
    def agent(self) -> str:
        """What it calls itself: an ordinary Chromium, and whose."""
        return self._agent or ""

    async def context(self, *, is_still: bool = False) -> BrowserContext:
        """Cookies and memory of their own, closed by ``release``.

        In one that ``is_still`` no script runs and there is no network: for pages of ours.
        """
        context = await self._browser.new_context(
            service_workers="block",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            user_agent=self._agent,
            accept_downloads=False,
            java_script_enabled=not is_still,
            offline=is_still,
            viewport={"width": _PIXELS["width"], "height": _PIXELS["height"]},
        )
        # Windows that a page opens by itself have no gate of their own: they load nothing.
        await context.route("**/*", _refuse)
        self.made += 1
        self.held += 1
        return context

    async def release(self, context: BrowserContext) -> None:
        """Forget the cookies and memory of ``context``."""
        self.held -= 1
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await context.close()

    def memory_mib(self) -> int:
        """What all its processes hold."""
        return memory_mib(marked(self._mark))

    def kill(self) -> None:
        """End it at once; whoever has a page in it gets an error."""
        self._is_killed = True
        kill(marked(self._mark))

    async def close(self) -> None:
        """End it in good order, and what does not end by force; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await self._browser.close()
        self.kill()
        await self._playwright.stop()


async def _own_agent(browser: Browser, agent: str | None) -> str | None:
    """The browser's own name with ours behind it."""
    if agent is None:
        return None
    page = await browser.new_page()
    try:
        return f"{await page.evaluate('navigator.userAgent')} {agent}"
    finally:
        await page.close()


async def _refuse(route: Route) -> None:
    with suppress(PlaywrightError):
        await route.abort("blockedbyclient")


async def _driver() -> Playwright:
    """Playwright's own program, which speaks to the browser.

    Raises:
        BrowserStartError: it does not run on this machine; it names no kind of its own for that.
    """
    try:
        return await async_playwright().start()
    except Exception as error:
        raise BrowserStartError(f"浏览器驱动程序没有启动：{first_line(error)}") from error
