"""An officer with a browser: from the list to a frozen document, at a desk and on a phone."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from desk_office import WRONG, clock_on, desk_config, draft_papers
from playwright.sync_api import Browser, Page, sync_playwright

from browser.executable import find_browser
from config.settings import Config
from desk.app import address_of, desk_open, listening, server_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]


@contextmanager
def served(config: Config) -> Iterator[str]:
    """The desk, answering in a thread; its address."""
    with desk_open(config, clock_on()) as datasette, listening("127.0.0.1", 0) as opened:
        server = server_of(datasette)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
        thread.start()
        try:
            yield address_of(opened)
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    config = desk_config(tmp_path, ("html", "docx"))
    draft_papers(config, {"fin": WRONG})
    with served(config) as told:
        yield told


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser())
        yield browser
        browser.close()


def press(page: Page, step: str) -> None:
    """The button of a step whose form is open."""
    page.locator(f"form[action$='/{step}'] button").first.click()


def test_from_the_list_to_the_frozen_document(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="苏镇市财政局").click()
    shown = page.frame_locator("iframe").locator("h1").first
    assert "整改通知" in shown.inner_text()
    page.locator("form[action$='/submit'] input[name=by]").fill("张三")
    press(page, "submit")
    assert page.get_by_role("status").inner_text() == "本文书现为“审核中”。"
    page.get_by_text("认定第 2 项").click()
    item = page.locator("ol.items > li").nth(1)
    assert item.get_by_label("经办人姓名").input_value() == "张三"
    item.get_by_role("button", name="认定属实").click()
    assert page.get_by_role("status").inner_text() == "已认定属实：第 2 项。"
    press(page, "release")
    assert "已冻结" in page.locator(".frozen").inner_text()
    assert "已签发：文号 苏政公开办〔2024〕1号" in page.get_by_role("status").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载Word 文档").click()
    assert download.value.suggested_filename == "1_苏镇市财政局_2023_整改通知.docx"
    word = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "苏政公开办〔2024〕1号" in [line.text for line in word.paragraphs]
    assert page.locator("form[action$='/release']").count() == 0
    page.close()


def test_nothing_is_cut_off_on_a_phone_and_no_policy_is_broken(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    for path in (address, f"{address}/1", f"{address}/99"):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (path, width) == (path, 390)
    page.goto(f"{address}/1")
    unlabelled = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
        ".filter(field => !field.labels.length).length"
    )
    assert (unlabelled, [line for line in told if "404" not in line]) == (0, [])
    page.close()


def test_the_keyboard_is_enough(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.locator("form[action$='/submit'] input[name=by]").focus()
    page.keyboard.type("张三")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert page.get_by_role("status").inner_text() == "本文书现为“审核中”。"
    page.close()
