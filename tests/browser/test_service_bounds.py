"""What holds the browser in: addresses, loads, size, memory, time; and that nothing is left."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator

import pytest
from tiny_site import Asked, TinySite, answer

import browser.service as service_module
from browser.answers import Pass
from browser.errors import BrowserError, PageRefused, RenderTimeout
from browser.executable import find_browser
from browser.programs import marked, memory_mib
from browser.service import BrowserLimits, BrowserService, RenderedPage

BROWSER = find_browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]
A, B = "http://a.gov.cn", "http://b.gov.cn"
PAGE = "<!DOCTYPE html><title>页</title><p>正文</p><a href='/x'>链接</a>"
TIMER = """<!DOCTYPE html><script>setTimeout(() => {
document.cookie = 'passed=%s; path=/'; location.reload(); }, 300)</script>"""
LOOP = PAGE + "<script>setTimeout(() => { while (true) {} }, 100)</script>"


def to(place: str) -> bytes:
    return answer(status=302, headers=(("Location", place),))


def site(asked: Asked) -> bytes | None:
    has_passed = "passed=yes" in asked.headers.get("cookie", "")
    pages: dict[str, bytes | None] = {
        "/": answer(PAGE, headers=(("Set-Cookie", "seen=1; Path=/"),)),
        "/metadata": to("http://169.254.169.254/latest/"),
        "/part": answer(f"{PAGE}<script>fetch('/metadata').catch(() => 0)</script>"),
        "/window": answer(f"{PAGE}<script>window.open('http://other.example/')</script>"),
        "/frame": answer(f"{PAGE}<iframe src='/loopback'></iframe>"),
        "/loopback": to("http://127.0.0.1:9/secret"),
        "/challenge": answer(PAGE) if has_passed else answer(TIMER % "yes", status=412),
        "/never": answer(TIMER % "no", status=412),
        "/loop": answer(LOOP),
        "/tall": answer(PAGE + "<div style='height:90000px'></div>"),
        "/hangs": None,
        "/cookie": answer(asked.headers.get("cookie", ""), kind="text/plain"),
        "/cut": answer("short", length=5000),
    }
    return pages.get(asked.path, answer("没有", status=404))


def is_own(url: str) -> bool:
    return url.startswith((A, B))


def is_passed(dom: str, status: int) -> bool:
    return status == 200 and "正文" in dom


Steps = Callable[[BrowserService], Awaitable[object]]


def run(served: TinySite, steps: Steps, **limits: int) -> object:
    """``steps`` with a service that sees only ``served``, as a proxy."""

    async def go() -> object:
        bounds = BrowserLimits(**limits)
        proxy = served.url
        async with BrowserService(str(BROWSER), proxy, "Duban/1", limits=bounds) as service:
            return await steps(service)

    return asyncio.run(go())


@pytest.fixture
def served() -> Iterator[TinySite]:
    with TinySite(site) as tiny:
        yield tiny


async def gone(mark: str, among: frozenset[int] | None = None) -> None:
    """Killed processes take a moment to end."""
    for _ in range(200):
        left = marked(mark) if among is None else marked(mark) & among
        if not left:
            return
        await asyncio.sleep(0.05)
    pytest.fail("some are still there")


def opened(url: str, **how: object) -> Steps:
    async def steps(service: BrowserService) -> RenderedPage:
        return await service.open(url, timeout=15, may_load=is_own, **how)  # type: ignore[arg-type]

    return steps


def test_a_redirect_inside_the_browser_is_judged(served: TinySite) -> None:
    with pytest.raises(PageRefused, match="ERR_BLOCKED_BY_CLIENT"):
        run(served, opened(f"{A}/metadata"))
    assert [asked.url for asked in served.asked] == [f"{A}/metadata"]


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("/part", ("http://169.254.169.254/latest/",)),
        ("/frame", ("http://127.0.0.1:9/secret",)),
        ("/window", ()),  # a window of its own has nobody to tell, and loads nothing
    ],
)
def test_what_a_page_asks_for_is_judged(
    path: str, refused: tuple[str, ...], served: TinySite
) -> None:
    page = run(served, opened(A + path))
    assert isinstance(page, RenderedPage)
    assert page.refused == refused
    assert {asked.host for asked in served.asked} == {"a.gov.cn"}


def test_a_page_that_loads_itself_again_is_waited_for(served: TinySite) -> None:
    page = run(served, opened(f"{A}/challenge", until=is_passed))
    assert isinstance(page, RenderedPage)
    assert (page.is_shown, page.status, "正文" in page.dom) == (True, 200, True)
    assert [asked.path for asked in served.asked] == ["/challenge", "/challenge"]
    assert page.agent.endswith(" Duban/1")
    assert "Chrome/" in page.agent


def test_a_page_that_only_loads_itself_again_is_given_up(served: TinySite) -> None:
    page = run(served, opened(f"{A}/never", until=is_passed))
    assert isinstance(page, RenderedPage)
    assert (page.is_shown, page.status, "passed=no" in page.dom) == (False, 412, True)
    assert [asked.path for asked in served.asked] == ["/never"] * 3


def test_a_picture_has_a_bound(served: TinySite) -> None:
    page = run(served, opened(f"{A}/tall"))
    assert isinstance(page, RenderedPage)
    assert int.from_bytes(page.screenshot[20:24], "big") == 16_000


def test_a_pass_is_of_one_host_and_visit() -> None:
    async def steps(service: BrowserService, url: str) -> list[dict[str, str]]:
        here, there = url, url.replace("127.0.0.1", "localhost")
        await service.open(f"{here}/", visit="one")
        await service.open(f"{there}/", visit="two")
        held = [service.pass_for(f"{here}/x", "one"), service.pass_for(f"{there}/x", "two")]
        for other, visit in ((there, "one"), (here, "two"), (here, "three")):
            with pytest.raises(BrowserError, match="浏览器没有打开过该网站"):
                service.pass_for(f"{other}/x", visit)
        await service.leave("one")
        with pytest.raises(BrowserError):
            service.pass_for(f"{here}/x", "one")
        return [one.headers for one in held]

    async def go(url: str) -> list[dict[str, str]]:
        async with BrowserService(str(BROWSER), user_agent="Duban/1") as service:
            return await steps(service, url)

    with TinySite(site) as tiny:
        held = asyncio.run(go(tiny.url))
        (agent,) = {asked.headers["user-agent"] for asked in tiny.asked}
    assert held == [{"Cookie": "seen=1", "User-Agent": agent}] * 2


def test_a_pass_outlives_its_browser(served: TinySite) -> None:
    async def steps(service: BrowserService) -> dict[str, str]:
        await service.open(f"{A}/", visit="v", may_load=is_own)
        assert service._current is not None
        service._current.kill()
        return service.pass_for(f"{A}/1.pdf", "v").cookies

    assert run(served, steps) == {"seen": "1"}


def test_a_visit_goes_on_in_the_next_browser_with_its_pass(served: TinySite) -> None:
    async def steps(service: BrowserService) -> RenderedPage:
        await service.open(f"{A}/challenge", visit="v", may_load=is_own, until=is_passed)
        assert service._current is not None
        service._current.kill()
        return await service.open(f"{A}/challenge", visit="v", may_load=is_own)

    page = run(served, steps)
    assert isinstance(page, RenderedPage)
    assert page.status == 200
    assert [asked.path for asked in served.asked] == ["/challenge"] * 3


def test_a_pass_takes_the_cookies_that_answers_give() -> None:
    held = Pass(agent="", cookies={"seen": "1", "old": "2"})
    held.take(
        [
            "seen=3; Path=/; HttpOnly",
            "new=a=b",
            "old=; Max-Age=0",
            "gone=x; expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "junk",
            "",
        ]
    )
    assert held.headers == {"Cookie": "seen=3; new=a=b"}
    assert Pass(agent="", cookies={}).headers == {}


def test_a_page_that_never_ends_costs_only_itself(served: TinySite) -> None:
    async def steps(service: BrowserService) -> RenderedPage:
        with pytest.raises(RenderTimeout):
            await service.open(f"{A}/loop", "#never", 2, visit="stuck", may_load=is_own)
        return await service.open(f"{A}/", visit="next", may_load=is_own)

    page = run(served, steps)
    assert isinstance(page, RenderedPage)
    assert page.status == 200


def test_a_browser_that_does_not_answer_is_ended(
    served: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(service: BrowserService) -> RenderedPage:
        await service.open(f"{A}/", visit="one", may_load=is_own)
        assert service._current is not None
        pids = marked(service._current._mark)
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        monkeypatch.setattr(service_module, "_CLOSE_SECONDS", 1.0)
        with pytest.raises(BrowserError, match="没有反应"):
            await service.open(f"{A}/", visit="one", may_load=is_own)
        await gone("--duban-browser", pids)
        monkeypatch.undo()
        return await service.open(f"{A}/", visit="one", may_load=is_own)

    page = run(served, steps)
    assert isinstance(page, RenderedPage)
    assert page.status == 200


def test_a_browser_that_grows_is_ended(served: TinySite) -> None:
    async def steps(service: BrowserService) -> None:
        await service.open(f"{A}/hangs", visit="one", may_load=is_own, timeout=60)

    with pytest.raises(BrowserError):
        run(served, steps, memory_mib=1)


def test_a_worn_browser_is_replaced_and_ends_with_its_last_visit(served: TinySite) -> None:
    async def steps(service: BrowserService) -> None:
        seen = []
        for visit in ("one", "two", "three"):
            await service.open(f"{A}/", visit=visit, may_load=is_own)
            assert service._current is not None
            seen.append(service._current._mark)
        assert seen[0] == seen[1] != seen[2]
        assert memory_mib(marked(seen[0])) > 0
        await service.leave("one")
        assert marked(seen[0])
        await service.leave("two")
        await gone(seen[0])
        assert marked(seen[2])
        await service.close()
        await gone(seen[2])

    run(served, steps, contexts=2)
