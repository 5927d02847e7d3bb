"""What only a real browser gets through: the script before V20, and never the one before V20b."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from browser.executable import find_browser
from portal_lab.lab import Lab
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.whole.country import build_whole_country

BROWSER = find_browser()
COUNTRY = build_whole_country(1, ("haiyi-sthj", "haiyi-gzw"))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab(COUNTRY, now=LAB_NOW[Phase.PUBLISHED]) as lab:
        yield lab


@pytest.fixture
def context(lab: Lab) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, proxy={"server": lab.proxy_url}, args=["--no-sandbox"]
        )
        yield browser.new_context()
        browser.close()


def test_the_script_lets_a_browser_in_after_a_while(lab: Lab, context: BrowserContext) -> None:
    lab.forget_requests()
    page = context.new_page()
    first = page.goto("http://sthj.haiyi.gov.cn/")
    assert first is not None
    assert first.status == 412
    page.get_by_text("政务公开").wait_for(timeout=60_000)
    assert [(r.path, r.status) for r in lab.requests][:2] == [("/", 412), ("/", 200)]
    # A file comes only with the cookie of the page.
    assert context.request.get("http://sthj.haiyi.gov.cn/zwgk/").status == 200
    assert any(r.status == 200 and r.path == "/zwgk/" for r in lab.requests)


def test_another_script_lets_nobody_in(lab: Lab, context: BrowserContext) -> None:
    lab.forget_requests()
    page = context.new_page()
    page.goto("http://gzw.haiyi.gov.cn/")
    with page.expect_navigation():  # the script loads the page again
        pass
    asked = [r.status for r in lab.requests if r.path == "/"]
    assert asked[:2] == [412, 412]
    assert set(asked) == {412}
