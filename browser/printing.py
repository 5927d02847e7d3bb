"""Prints pages of ours (打印): one Chromium for a batch, without scripts, network or files."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from browser.chromium import Chromium, Launch
from browser.errors import BrowserError, BrowserStartError, RenderTimeout, first_line

_SECONDS = 120.0
# After as many pages a fresh Chromium is taken, so that a batch of thousands holds no more.
_PAGES = 500
_MEMORY_MIB = 1024
_LOOK_EVERY = 50


class PagePrinter:
    """For callers outside asyncio; starts Chromium at the first page. Use as a context manager.

    A Chromium that died or hung is replaced by a fresh one.
    """

    def __init__(self, executable: str, *, seconds: float = _SECONDS, pages: int = _PAGES) -> None:
        """``seconds`` is the most that one page may take; after ``pages`` Chromium is replaced."""
        self._launch = Launch(executable=executable)
        self._seconds = seconds
        self._pages = pages
        self._runner = asyncio.Runner()
        self._chromium: Chromium | None = None
        self._page: Page | None = None
        self._printed = 0

    def __enter__(self) -> Self:
        """The printer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends Chromium."""
        self.close()

    def pdf(self, page: str) -> bytes:
        """The HTML ``page`` as PDF, in the size and with the margins that its style asks for.

        Raises:
            BrowserStartError: Chromium does not start.
            RenderTimeout: the page was not printed in time.
            BrowserError: the page cannot be printed.
        """
        return self._runner.run(self._pdf(page))

    def close(self) -> None:
        """End Chromium; the printer cannot be used again."""
        self._runner.run(self._end())
        self._runner.close()

    async def _pdf(self, content: str) -> bytes:
        try:
            return await self._once(content)
        except (BrowserStartError, RenderTimeout):
            raise
        except BrowserError:
            # Another page may have brought it down: this one gets a fresh Chromium, once.
            return await self._once(content)

    async def _once(self, content: str) -> bytes:
        page = await self._ready()
        try:
            async with asyncio.timeout(self._seconds):
                await page.set_content(content, timeout=0)
                printed = await page.pdf(
                    prefer_css_page_size=True, print_background=True, tagged=True, outline=True
                )
        except TimeoutError as error:
            await self._give_up()
            raise RenderTimeout(f"打印超过 {self._seconds:g} 秒，已停止") from error
        except PlaywrightError as error:
            await self._give_up()
            raise BrowserError(f"浏览器不能打印（{first_line(error)}）") from error
        self._printed += 1
        return printed

    async def _ready(self) -> Page:
        """The page that everything is printed from, in a Chromium that is not worn."""
        if self._page is not None and self._is_worn():
            await self._end()
        if self._page is None:
            self._chromium = await Chromium.start(self._launch)
            try:
                context = await self._chromium.context(is_still=True)
                self._page = await context.new_page()
            except PlaywrightError as error:
                await self._give_up()
                raise BrowserStartError(f"浏览器启动失败：{first_line(error)}") from error
            self._printed = 0
        return self._page

    def _is_worn(self) -> bool:
        chromium = self._chromium
        return (
            chromium is None
            or not chromium.is_alive
            or self._printed >= self._pages
            or (
                self._printed % _LOOK_EVERY == _LOOK_EVERY - 1
                and chromium.memory_mib() > _MEMORY_MIB
            )
        )

    async def _give_up(self) -> None:
        if self._chromium is not None:
            self._chromium.kill()
        await self._end()

    async def _end(self) -> None:
        chromium, self._chromium, self._page = self._chromium, None, None
        if chromium is not None:
            await chromium.close()
