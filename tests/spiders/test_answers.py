"""What a page is by its words, and when it is too long for that."""

from __future__ import annotations

import pytest

from archive.model import VisitClass
from spiders.answers import is_long, says_gone, trouble_of
from spiders.families.model import Page

URL = "http://jyj.suzhen.gov.cn/nb/1.html"


def page(body: str, status: int = 200) -> Page:
    text = f"<html><head><title>年报</title></head><body>{body}</body></html>"
    return Page(url=URL, body=text.encode(), content_type="text/html; charset=utf-8", status=status)


@pytest.mark.parametrize(
    ("filling", "is_it"),
    [("字" * 2047, False), ("字" * 2048, True), (" 字 " * 2048, True), ("<br>" * 3000, False)],
)
def test_how_long_is_long(filling: str, *, is_it: bool) -> None:
    assert is_long(page(filling)) is is_it
    assert is_long(page(f"<script>{'x' * 5000}</script>{filling}")) is is_it


@pytest.mark.parametrize(
    ("words", "status", "short", "long"),
    [
        ("页面不存在", 200, VisitClass.SOFT_404, None),
        ("请完成验证", 200, VisitClass.BLOCKED_CAPTCHA, None),
        ("访问过于频繁", 403, VisitClass.RATE_LIMITED, VisitClass.BLOCKED_FORBIDDEN),
        ("<script>$_ts={}</script>", 200, None, None),
        ("", 502, VisitClass.HTTP_5XX, VisitClass.HTTP_5XX),
        ("报告", 404, None, None),
    ],
)
def test_a_long_page_is_judged_by_its_status_alone(
    words: str, status: int, short: VisitClass | None, long: VisitClass | None
) -> None:
    assert trouble_of(page(words, status)) is short
    assert trouble_of(page(f"{words}{'字' * 3000}", status)) is long


def test_a_challenge_is_script_and_nothing_else() -> None:
    body = b"<html><head><script>$_ts={}</script></head></html>"
    assert trouble_of(Page(url=URL, body=body)) is VisitClass.BLOCKED_CHALLENGE


def test_what_says_that_it_is_gone() -> None:
    assert says_gone(page("您访问的页面不存在"))
    assert not says_gone(page(f"您访问的页面不存在{'字' * 2048}"))


def test_a_file_has_no_words() -> None:
    body = b"%PDF-1.7 " + "页面不存在".encode()
    assert trouble_of(Page(url=URL, body=body)) is None
