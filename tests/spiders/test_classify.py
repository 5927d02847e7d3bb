from __future__ import annotations

import io
import zipfile

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from archive.model import VisitClass
from browser.errors import (
    AnswerCut,
    AnswerLate,
    BrowserError,
    BrowserStartError,
    PageRefused,
    RenderTimeout,
    told_by,
)
from spiders.classify import halted_by, is_cut, page_class

REPORT = (
    "<html><body>" + "政府信息公开工作年度报告，网站登录增加了安全验证。" * 200 + "</body></html>"
)


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        (200, "<html><body>政府信息公开年报</body></html>", None),
        (200, REPORT, None),
        (200, "<html><body>政府信息公开年报 苏ICP备14040412号</body></html>", None),
        (404, "<html><body>404</body></html>", None),
        (200, "<html><title>404</title><body>出错了</body></html>", VisitClass.SOFT_404),
        (200, "<html><body>您访问的页面不存在</body></html>", VisitClass.SOFT_404),
        (412, "<script>$_ts={}</script>", VisitClass.BLOCKED_CHALLENGE),
        (200, "<html><script>window.$_ts={}</script></html>", VisitClass.BLOCKED_CHALLENGE),
        (521, "<script>document.cookie='__jsl_clearance=1'</script>", VisitClass.BLOCKED_CHALLENGE),
        (403, "<html>Forbidden</html>", VisitClass.BLOCKED_FORBIDDEN),
        (403, "<html>请完成验证后继续</html>", VisitClass.BLOCKED_CAPTCHA),
        (200, "<html>请拖动滑块完成安全验证</html>", VisitClass.BLOCKED_CAPTCHA),
        (200, "<html>您的访问过于频繁，请稍后再试</html>", VisitClass.RATE_LIMITED),
        (429, "", VisitClass.RATE_LIMITED),
        (408, "", VisitClass.TIMEOUT),
        (500, "<html>系统错误</html>", VisitClass.HTTP_5XX),
        (503, "", VisitClass.HTTP_5XX),
    ],
)
def test_an_answer_has_its_class(status: int, text: str, expected: VisitClass | None) -> None:
    assert page_class(status, text.encode(), text) is expected


Error = RuntimeError  # as the browser's driver says it
_OURS = VisitClass.ADAPTER_ERROR


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CannotResolveHostError("x"), VisitClass.DNS),
        (DownloadConnectionRefusedError("x"), VisitClass.REFUSED),
        (DownloadTimeoutError("x"), VisitClass.TIMEOUT),
        (ResponseDataLossError("x"), VisitClass.TRUNCATED),
        (DownloadCancelledError("x"), VisitClass.BUDGET_EXHAUSTED),
        (DownloadFailedError("x"), VisitClass.REFUSED),
        (RenderTimeout("x"), VisitClass.EMPTY_SHELL),
        (BrowserStartError("x"), VisitClass.BROWSER_MISSING),
        (PageRefused("x"), VisitClass.REFUSED),
        (told_by(Error("net::ERR_NAME_NOT_RESOLVED at http://a"), "x"), VisitClass.DNS),
        (told_by(Error("getaddrinfo ENOTFOUND a.gov.cn"), "x"), VisitClass.DNS),
        (told_by(Error("net::ERR_CERT_DATE_INVALID at https://a"), "x"), VisitClass.TLS),
        (told_by(Error("self-signed certificate"), "x"), VisitClass.TLS),
        (told_by(Error("net::ERR_CONNECTION_RESET"), "x"), VisitClass.REFUSED),
        (told_by(Error("socket hang up"), "x"), VisitClass.REFUSED),
        (told_by(Error("Target page, context or browser has been closed"), "x"), _OURS),
        (AnswerLate("x"), VisitClass.TIMEOUT),
        (AnswerCut("x"), VisitClass.TRUNCATED),
        (BrowserError("x"), VisitClass.ADAPTER_ERROR),
    ],
)
def test_no_answer_has_its_class(error: Exception, expected: VisitClass) -> None:
    halted = halted_by(error, "http://a.gov.cn/")
    assert halted is not None
    assert halted.visit_class is expected
    assert "http://a.gov.cn/" in halted.reason


def test_a_failure_of_ours_is_no_class_of_the_portal() -> None:
    assert halted_by(RuntimeError("x"), "http://a.gov.cn/") is None


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("a", "b" * 100)
    return content.getvalue()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<html><body>x</body></html>", False),
        (b"<!DOCTYPE html><html><body>x", True),
        (b'{"a":1}', False),
        (b"%PDF-1.7 \n%%EOF\n", False),
        (b"%PDF-1.7 \n", True),
        (zipped(), False),
        (zipped()[:-10], True),
    ],
)
def test_a_cut_end_is_seen(body: bytes, expected: bool) -> None:
    assert is_cut(body) is expected


@pytest.mark.parametrize("piece", ["<script ", "<script>", "<div>", "<a><p><b>", "<!--", "<"])
def test_a_page_made_to_keep_us_busy_is_looked_at_in_one_pass(piece: str) -> None:
    assert page_class(200, b"", piece * 200_000) is None
