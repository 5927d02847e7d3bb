"""Looking at an open page: until it has settled, and as a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from browser.gate import Gate

_LOOK_EVERY = 0.5
# What is left of the time for the markup and the picture.
_RESERVE_SECONDS = 5.0
# A picture of a longer page shows its beginning: a few pages of a report, and megabytes enough.
_PICTURE_HEIGHT = 16_000
_HEIGHT = "Math.max(document.documentElement.scrollHeight, 1)"


async def settle(page: Page, gate: Gate, until: Callable[[str, int], bool], seconds: float) -> bool:
    """Look at ``page`` until it says twice in a row of markup and status that this is it.

    Gives whether it did before ``seconds`` were nearly over. Once is not enough: a challenge blanks
    the page while it works, and loads it again.
    """
    end = monotonic() + seconds - min(_RESERVE_SECONDS, seconds / 2)
    agreed = 0
    while monotonic() < end and not gate.is_spent:
        try:
            dom = await page.content()
        except PlaywrightError as error:
            if page.is_closed():
                raise
            del error  # it is just loading itself again
            agreed = 0
        else:
            agreed = agreed + 1 if until(dom, gate.status) else 0
        if agreed > 1:
            return True
        await asyncio.sleep(_LOOK_EVERY)
    return False


async def picture(page: Page, limit: float) -> bytes:
    """A PNG of the whole page, down to a bound; ``limit`` is in milliseconds."""
    height = await page.evaluate(_HEIGHT)
    if not isinstance(height, int) or height <= _PICTURE_HEIGHT:
        return await page.screenshot(full_page=True, type="png", timeout=limit)
    width = page.viewport_size["width"] if page.viewport_size else 1
    return await page.screenshot(
        full_page=True,
        type="png",
        timeout=limit,
        clip={"x": 0, "y": 0, "width": width, "height": _PICTURE_HEIGHT},
    )
