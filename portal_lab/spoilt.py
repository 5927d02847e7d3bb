"""The answers that stand in the place of the right one: errors, blocks, false redirects."""

from __future__ import annotations

from dataclasses import replace

from portal_lab.answers import HTML, Answer, page
from portal_lab.faults import Fault, FaultKind

_THROTTLE_BYTES = 12 * 1024
PRIVATE_ADDRESS = "http://192.168.1.1/admin/"
HOSTILE_NAME = "../../../../etc/cron.d/年报.pdf"


def _message(title: str, words: str, status: int = 200) -> Answer:
    text = f"<html><head><title>{title}</title></head><body>{words}</body></html>"
    return page(text, status=status)


SERVER_ERROR = _message("500", "服务器内部错误", 500)
FORBIDDEN = _message("403 Forbidden", "您的访问请求已被网站防火墙拦截", 403)
CAPTCHA = _message("安全验证", "<p>为了您的访问安全，请完成验证：拖动滑块完成拼图</p>")
# The shape of a script challenge that no visitor ever passes.
CHALLENGE = Answer(
    status=412,
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "kQ7xS=1; Path=/")),
    body=(
        b'<!DOCTYPE html><html><head><meta id="Zb3" content="u8TqLw" r="m">'
        b'<script r="m">$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=40713;</script>'
        b"</head><body></body></html>"
    ),
)
JSL = Answer(
    status=521,
    headers=(("Content-Type", HTML), ("Set-Cookie", "__jsluid_s=5f0c; Path=/; HttpOnly")),
    body=(
        b"<script>document.cookie='__jsl_clearance_s=never;path=/';"
        b"setTimeout(function(){location.reload()},1500)</script>"
    ),
)


def throttle_page() -> Answer:
    """A page of fixed length with status 200 that asks to come back later."""
    words = "<html><body><p>访问过于频繁，请稍后再试。</p><!--"
    filled = words + "#" * (_THROTTLE_BYTES - len(words.encode()) - 17) + "--></body></html>"
    return page(filled)


def instead_of(answer: Answer, fault: Fault, target: str) -> Answer | None:
    """What is sent instead of ``answer`` to the request for ``target``.

    ``None`` where the fault lies in how it is sent.
    """
    fixed = {
        FaultKind.SERVER_ERROR: SERVER_ERROR,
        FaultKind.BAD_GATEWAY: _message("502 Bad Gateway", "502 Bad Gateway", 502),
        FaultKind.FORBIDDEN: FORBIDDEN,
        FaultKind.CAPTCHA: CAPTCHA,
        FaultKind.CHALLENGE: CHALLENGE,
        FaultKind.JSL: JSL,
        FaultKind.GONE: _message("404", "您访问的页面不存在", 404),
        FaultKind.SOFT_404: _message("提示信息", "您访问的页面不存在"),
        FaultKind.THROTTLED: throttle_page(),
        FaultKind.EMPTY: replace(answer, body=b""),
        FaultKind.RATE_LIMITED: replace(
            _message("429", "请求过于频繁", 429),
            headers=(("Content-Type", HTML), ("Retry-After", f"{fault.seconds:.0f}")),
        ),
        FaultKind.GZIP_LIE: replace(
            answer, headers=(*answer.headers, ("Content-Encoding", "gzip"))
        ),
        FaultKind.REDIRECT_HOME: _to("/", 301),
        FaultKind.REDIRECT_PRIVATE: _to(PRIVATE_ADDRESS),
        FaultKind.REDIRECT_LOOP: _to(_next_hop(target)),
        FaultKind.HOSTILE_NAME: replace(
            answer,
            headers=(
                *(pair for pair in answer.headers if pair[0] != "Content-Disposition"),
                ("Content-Disposition", f'attachment; filename="{HOSTILE_NAME}"'),
            ),
        ),
    }
    return fixed.get(fault.kind)


def _to(place: str, status: int = 302) -> Answer:
    return Answer(status=status, headers=(("Location", place), ("Content-Type", HTML)))


def _next_hop(target: str) -> str:
    """Always another address, so that no memory of visited ones ends the chain."""
    path, _, hops = target.partition("?hop=")
    return f"{path}?hop={int(hops) + 1 if hops.isdigit() else 1}"
