from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tiny_site import Asked, TinySite, answer

from browser.errors import BrowserError, BrowserStartError, RenderTimeout
from browser.executable import find_browser
from browser.screenshot import screenshot_page
from browser.service import BrowserService, RenderedPage

BROWSER = find_browser()
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
pytestmark = [pytest.mark.browser, needs_browser]

AGENT = "DubanReportCollector/0.1 (+https://office.example/duban)"
SHELL = """<!DOCTYPE html><title>壳</title><div id="app"></div>
<img src="/logo.png"><script src="http://elsewhere.example/track.js"></script>
<script src="/app.js"></script>"""
SCRIPT = """
Promise.all(['/api/1','/api/2'].map(u => fetch(u).then(r => r.text()))).then(t => {
  document.getElementById('app').innerHTML = '<ul class="list"><li>' + t.join('</li><li>')
    + '</li></ul><p>' + navigator.language + ' ' + new Date(0).getHours() + '</p>'; });
"""


def site(asked: Asked) -> bytes:
    pages = {
        "/": answer(SHELL),
        "/app.js": answer(SCRIPT, kind="text/javascript"),
        "/api/1": answer("一"),
        "/api/2": answer("二"),
        "/moved": answer(status=302, headers=(("Location", "/"),)),
    }
    return pages.get(asked.path, answer("没有", status=404))


def opened(served: TinySite, path: str, ready: str | None, timeout: float = 20) -> RenderedPage:
    async def run() -> RenderedPage:
        async with BrowserService(str(BROWSER), user_agent=AGENT) as service:
            return await service.open(
                served.url + path,
                ready,
                timeout,
                may_load=lambda url: url.startswith(served.url),
            )

    return asyncio.run(run())


def test_a_page_is_taken_when_its_marker_shows() -> None:
    with TinySite(site) as served:
        page = opened(served, "/moved", "ul.list")
    assert "<li>一</li><li>二</li>" in page.dom
    assert "<p>zh-CN 8</p>" in page.dom
    assert (page.status, page.final_url) == (200, served.url + "/")
    assert page.screenshot.startswith(b"\x89PNG")
    assert page.refused == ("http://elsewhere.example/track.js",)
    assert [a.path for a in served.asked][:3] == ["/moved", "/", "/app.js"]
    assert sorted(a.path for a in served.asked[3:]) == ["/api/1", "/api/2"]
    assert all(a.headers["user-agent"].endswith(f" {AGENT}") for a in served.asked)
    ordered = sorted(served.asked, key=lambda a: a.began)
    assert all(first.ended <= second.began for first, second in pairwise(ordered))


def test_a_marker_that_never_shows_ends_in_time() -> None:
    with TinySite(site) as served, pytest.raises(RenderTimeout, match=r"1\.5 秒内没有显示"):
        opened(served, "/", "#never", timeout=1.5)


def test_a_host_that_refuses_is_an_error() -> None:
    with TinySite(site) as served:
        pass
    with pytest.raises(BrowserError, match="打不开页面"):
        opened(served, "/", None)


def test_a_file_is_pictured(tmp_path: Path) -> None:
    source = tmp_path / "通知.html"
    source.write_text("<h1>关于年度报告的通知</h1><script>document.body.remove()</script>")
    target = tmp_path / "out.png"
    screenshot_page(source, target, width=800)
    assert target.read_bytes().startswith(b"\x89PNG")
    assert int.from_bytes(target.read_bytes()[16:20], "big") == 800


def test_what_is_named_is_not_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DUBAN_BROWSER", raising=False)
    assert find_browser(str(tmp_path / "none")) is None
    monkeypatch.setenv("DUBAN_BROWSER", str(tmp_path / "none"))
    assert find_browser() is None
    assert find_browser(BROWSER) == BROWSER


def test_a_browser_that_died_is_started_again() -> None:
    async def run(url: str) -> RenderedPage:
        async with BrowserService(str(BROWSER), user_agent=AGENT) as service:
            await service.open(url, "ul.list", 20)
            assert service._current is not None
            await service._current._browser.close()
            return await service.open(url, "ul.list", 20)

    with TinySite(site) as served:
        assert "<li>一</li>" in asyncio.run(run(f"{served.url}/")).dom


def test_a_program_that_is_no_browser_is_told() -> None:
    async def run() -> None:
        async with BrowserService("/bin/false") as service:
            await service.open("http://a.gov.cn/")

    with pytest.raises(BrowserStartError, match="浏览器启动失败"):
        asyncio.run(run())


DRIVERLESS = """
import asyncio
from browser.errors import BrowserStartError
from browser.service import BrowserService
try:
    asyncio.run(BrowserService("/bin/true").open("http://a.gov.cn/"))
except BrowserStartError as error:
    print(str(error).partition("：")[0])
"""


def test_a_driver_that_does_not_run_is_told(root: Path) -> None:
    # Playwright's own program: on a machine that lacks a library of its it ends at once. A process
    # of its own, for Playwright leaves its broken pipes to the interpreter.
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", DRIVERLESS],
        env={**os.environ, "PLAYWRIGHT_NODEJS_PATH": "/bin/false", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout == "浏览器驱动程序没有启动\n"
