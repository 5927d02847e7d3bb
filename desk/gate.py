"""What stands before every page: who may ask, and what the browser may do with the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OWN = "/-/papers"
_POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# Datasette's own pages set the widths of columns in the page.
_TABLES_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
}
_REFUSED = "审阅台只能用 127.0.0.1 或者 localhost 打开，请在本机浏览器中使用启动时给出的地址。"


def guarded(app: App) -> App:
    """``app`` behind the gate.

    A page elsewhere can make its own name stand for this machine (DNS rebinding); its requests
    then bear that name, and are refused.
    """

    async def gate(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if not _is_local(scope):
            await _refuse(send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_ours(scope, message.get("headers", []))}
            await send(message)

        await app(scope, receive, send_guarded)

    return gate


def _is_local(scope: Scope) -> bool:
    hosts = [value for name, value in scope.get("headers", []) if name.lower() == b"host"]
    if len(hosts) != 1:
        return False
    try:
        return urlsplit(f"//{hosts[0].decode('ascii')}").hostname in LOOPBACK
    except ValueError:
        return False


def _with_ours(scope: Scope, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours, where it does not set its own."""
    policy = _POLICY if scope["path"].startswith((OWN, "/-/desk/")) else _TABLES_POLICY
    given = {name.lower() for name, _ in headers}
    ours = {**_HEADERS, b"content-security-policy": policy.encode()}
    return [*headers, *((name, value) for name, value in ours.items() if name not in given)]


async def _refuse(send: Send) -> None:
    body = _REFUSED.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})
