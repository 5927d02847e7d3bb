"""Which class an answer of a portal, or the lack of one, belongs to (facts: blocking, soft 404)."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from http import HTTPStatus

from lxml import etree
from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed, SSLError

from archive.model import VisitClass
from browser.errors import (
    AnswerCut,
    AnswerLate,
    BrowserError,
    BrowserStartError,
    CertificateRefused,
    HostUnknown,
    PageRefused,
    RenderTimeout,
)
from spiders.errors import Halted

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
BLOCKED = frozenset(
    {VisitClass.BLOCKED_CHALLENGE, VisitClass.BLOCKED_CAPTCHA, VisitClass.BLOCKED_FORBIDDEN}
)

_CHALLENGE_STATUSES = frozenset({412, 521})
_FORBIDDEN_STATUSES = frozenset({401, 403})
# 瑞数 writes $_ts into its page; 加速乐 a script that sets __jsl_clearance; Alibaba acw_sc__v2.
_CHALLENGE_MARKS = (b"$_ts", b"__jsl_clearance", b"acw_sc__v2=")
_CAPTCHA_WORDS = ("安全验证", "请完成验证", "拖动滑块", "滑动验证", "请输入验证码", "geetest")
_RATE_WORDS = (
    *("访问过于频繁", "请求过于频繁", "操作过于频繁", "访问太频繁", "访问频率过高"),
    *("访问过快", "请求过快"),
)
_GONE_WORDS = (
    "页面不存在",
    "您访问的页面不存在",
    "找不到",
    "无法找到",
    "内容已删除",
    "已下线",
    "系统错误",
    "访问出错",
)
# Not the 404 inside a telephone or record number.
_GONE_NUMBER = re.compile(r"(?<![\d.])404(?![\d.])")
# Characters of text from which on a page is not judged by its words.
SHORT = 2048
# With the filling that some throttle pages have.
_SHORT_BYTES = 32 * 1024
_RATE_BYTES = tuple(word.encode(c) for word in _RATE_WORDS for c in ("utf-8", "gb18030"))
# What a page says stands near its beginning; a page beyond all bounds says enough by then.
_LOOKED_AT = 1_000_000


def status_class(status: int) -> VisitClass | None:
    """The class of an answer by its status alone; ``None`` where the body must tell."""
    if status in _CHALLENGE_STATUSES:
        return VisitClass.BLOCKED_CHALLENGE
    if status in _FORBIDDEN_STATUSES:
        return VisitClass.BLOCKED_FORBIDDEN
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return VisitClass.RATE_LIMITED
    if status == HTTPStatus.REQUEST_TIMEOUT:
        return VisitClass.TIMEOUT
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return VisitClass.HTTP_5XX
    return None


def page_class(status: int, body: bytes, text: str) -> VisitClass | None:
    """The class of an answer that is a block or an error; ``None`` where it is an ordinary one.

    ``text`` is the decoded body of a page, empty for a file. Only short pages are judged by their
    words: a report may speak of verification codes.
    """
    by_status = status_class(status)
    seen = visible_text(text)
    if by_status in (VisitClass.BLOCKED_FORBIDDEN, None) and len(seen) < SHORT:
        if any(word in seen for word in _CAPTCHA_WORDS):
            return VisitClass.BLOCKED_CAPTCHA
        if any(word in seen for word in _RATE_WORDS):
            return VisitClass.RATE_LIMITED
    if by_status is not None:
        return by_status
    # The page of a challenge is script and nothing else.
    if any(mark in body for mark in _CHALLENGE_MARKS) and not seen.strip():
        return VisitClass.BLOCKED_CHALLENGE
    if status == HTTPStatus.OK and is_gone(text):
        return VisitClass.SOFT_404
    return None


def may_be_rate_limit(body: bytes) -> bool:
    """Whether a body is worth the question if it only says that we ask too often."""
    return len(body) < _SHORT_BYTES and any(word in body for word in _RATE_BYTES)


def is_gone(text: str) -> bool:
    """Whether a page that came with status 200 says that it does not exist."""
    seen = visible_text(text)
    if len(seen.encode()) >= SHORT:
        return False
    return any(word in seen for word in _GONE_WORDS) or _GONE_NUMBER.search(seen) is not None


def visible_text(text: str) -> str:
    """The text of a page with its title, without tags and scripts: for short pages of any make."""
    return _seen(text[:_LOOKED_AT])


@lru_cache(maxsize=16)  # the same page is asked about several times
def _seen(text: str) -> str:
    looked_at = text.encode("utf-8", "surrogatepass")
    root = etree.fromstring(looked_at, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", with_tail=False)
    return " ".join(" ".join(map(str, root.itertext())).split())


def halted_by(error: Exception, url: str) -> Halted | None:
    """The class of a request that got no answer; ``None`` where the failure is our program's."""
    causes = tuple(_causes(error))
    for kinds, visit_class, words in _FAILURES:
        if any(isinstance(cause, kinds) for cause in causes):
            why = _tls_reason(causes) if visit_class is VisitClass.TLS else ""
            return Halted(visit_class, f"{words}{why}：{url}")
    return None


def _tls_reason(causes: tuple[BaseException, ...]) -> str:
    """What OpenSSL or the browser says about it, in words for people."""
    said = " ".join(str(cause) for cause in causes)
    found = next((words for marks, words in _TLS_WORDS if any(m in said for m in marks)), "")
    is_name = any(isinstance(cause, VerificationError) for cause in causes)
    return f"（{found or '证书与网站域名不符'}）" if found or is_name else ""


_TLS_WORDS = (
    (
        ("unsupported protocol", "protocol version", "wrong version number", "VERSION_OR_CIPHER"),
        "网站只支持过旧的 TLS 版本，或不支持 HTTPS",
    ),
    (("dh key too small", "no shared cipher", "handshake failure"), "网站只支持过旧的加密算法"),
    (("COMMON_NAME_INVALID", "altnames"), "证书与网站域名不符"),
    (("certificate has expired", "DATE_INVALID"), "证书已过期"),
    (("self-signed", "certificate verify failed", "AUTHORITY_INVALID"), "证书不受信任"),
)


_FAILURES: tuple[tuple[tuple[type[Exception], ...], VisitClass, str], ...] = (
    ((RenderTimeout,), VisitClass.EMPTY_SHELL, "浏览器打开后没有显示出内容"),
    ((BrowserStartError,), VisitClass.BROWSER_MISSING, "需要浏览器，浏览器没有启动"),
    ((HostUnknown,), VisitClass.DNS, "域名无法解析"),
    ((CertificateRefused,), VisitClass.TLS, "安全连接失败"),
    ((AnswerLate,), VisitClass.TIMEOUT, "在时限内没有收到完整应答"),
    ((AnswerCut,), VisitClass.TRUNCATED, "内容未传完连接就断开"),
    ((PageRefused,), VisitClass.REFUSED, "浏览器打不开页面"),
    ((BrowserError,), VisitClass.ADAPTER_ERROR, "浏览器没有正常工作"),
    ((CannotResolveHostError,), VisitClass.DNS, "域名无法解析"),
    ((DownloadTimeoutError,), VisitClass.TIMEOUT, "在时限内没有收到完整应答"),
    ((ResponseDataLossError,), VisitClass.TRUNCATED, "内容未传完连接就断开"),
    ((DownloadCancelledError,), VisitClass.BUDGET_EXHAUSTED, "文件超过大小上限"),
    ((SSL.Error, SSLError, VerificationError), VisitClass.TLS, "安全连接失败"),
    ((DownloadConnectionRefusedError,), VisitClass.REFUSED, "无法连接"),
    (
        (DownloadFailedError, ConnectError, ConnectionClosed, TunnelError),
        VisitClass.REFUSED,
        "连接中断或应答不是有效的 HTTP",
    ),
)


def _causes(error: BaseException) -> list[BaseException]:
    """The error and everything below it; Twisted keeps causes in ``reasons`` as failures."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop()
        if cause is None or cause in found:
            continue
        found.append(cause)
        waiting.extend((cause.__cause__, cause.__context__))
        waiting.extend(getattr(reason, "value", None) for reason in getattr(cause, "reasons", ()))
    return found


def is_cut(body: bytes) -> bool:
    """Whether the end of the content is missing, where the transfer did not tell its length.

    Such an answer (HTTP/1.0) is taken as whole by every client, so the content itself must show
    its end.
    """
    if body.startswith(b"%PDF"):
        return b"%%EOF" not in body[-1024:]
    if body.startswith(b"PK\x03\x04"):
        return not zipfile.is_zipfile(io.BytesIO(body))
    return b"<html" in body[:1024].lower() and b"</html" not in body[-4096:].lower()
