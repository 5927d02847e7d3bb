"""A picture of a page of ours, for people: notices and boards as they look."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from browser.errors import BrowserError
from browser.executable import find_browser


def screenshot_page(
    source: Path, target: Path, width: int = 1240, executable: str | None = None
) -> None:
    """Write a PNG of the HTML file ``source``, in its whole length, to ``target``.

    Scripts do not run and nothing is fetched but files beside ``source``.

    Raises:
        BrowserError: no browser, or the file cannot be shown.
    """
    browser_path = find_browser(executable)
    if browser_path is None:
        raise BrowserError("没有找到浏览器，无法截图；请安装 chromium-headless-shell")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path)
            try:
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    java_script_enabled=False,
                    offline=True,
                    locale="zh-CN",
                )
                page = context.new_page()
                page.goto(source.resolve().as_uri())
                page.screenshot(path=target, full_page=True)
            finally:
                browser.close()
    except PlaywrightError as error:
        reason = str(error).partition("\n")[0]
        raise BrowserError(f"{source}：截图失败（{reason}）") from error
