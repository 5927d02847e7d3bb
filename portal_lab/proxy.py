"""The forward proxy: absolute addresses and tunnels, both answered by the country alone."""

from __future__ import annotations

import asyncio
import ssl
from typing import Protocol
from urllib.parse import urlsplit

from portal_lab.answers import Answer, Request, page
from portal_lab.faults import Fault
from portal_lab.spoiling import send_spoiled
from portal_lab.spoilt import instead_of
from portal_lab.wire import Head, receive, send

_TLS_PORT = 443


class Keeper(Protocol):
    """What stands behind a proxy: it answers, takes notes, spoils, and speaks TLS for hosts."""

    def respond(self, request: Request) -> Answer | None:
        """The answer; ``None`` for a host that is not there."""
        ...

    def began(self, request: Request) -> int:
        """Take note of a request; gives its number."""
        ...

    def ended(self, number: int, answer: Answer | None) -> None:
        """Take note that the exchange of that number is over."""
        ...

    def fault(self, request: Request) -> Fault | None:
        """What goes wrong with this request."""
        ...

    def secured(self, host: str) -> ssl.SSLContext | None:
        """How ``host`` speaks TLS; ``None`` where it does not."""
        ...


class Proxy:
    """Answers every request for the host it names; what no host answers is 502."""

    def __init__(self, keeper: Keeper) -> None:
        """Nothing is opened before ``serve``."""
        self._keeper = keeper
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, port: int) -> asyncio.Server:
        """Listen on loopback; port 0 takes a free one."""
        return await asyncio.start_server(self._accept, "127.0.0.1", port, backlog=4096)

    async def close(self) -> None:
        """Drop every connection that is still open."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._converse(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: any number of requests, a tunnel among them."""
        tunnel = ""
        try:
            while (head := await receive(reader)) is not None:
                if head.method == "CONNECT":
                    # Browsers open a tunnel even for plain HTTP; the lab stays at its far end.
                    tunnel = host_of(f"//{head.target}")
                    await self._open_tunnel(writer, head.target, tunnel)
                    continue
                if not await self._exchange(reader, writer, _request(head, tunnel)) or head.is_last:
                    break
        except (ConnectionError, ssl.SSLError):
            return
        finally:
            writer.close()

    async def _open_tunnel(self, writer: asyncio.StreamWriter, target: str, host: str) -> None:
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        context = self._keeper.secured(host) if target.endswith(f":{_TLS_PORT}") else None
        if context is not None:
            await writer.start_tls(context)

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request
    ) -> bool:
        """Answer one request; tell whether the connection may go on."""
        number = self._keeper.began(request)
        answer: Answer | None = None
        has_body = request.method != "HEAD"
        try:
            answer = self._keeper.respond(request)
            if answer is None:
                await send(writer, _unknown(request.host), has_body=has_body)
                return True
            fault = self._keeper.fault(request)
            another = instead_of(answer, fault, request.target) if fault else None
            if fault is None or another is not None:
                answer = another or answer
                await send(writer, answer, has_body=has_body)
                return True

            def is_gone() -> bool:
                """By an orderly end, or by a reset."""
                return reader.at_eof() or reader.exception() is not None or writer.is_closing()

            return await send_spoiled(writer, answer, fault, is_gone=is_gone, has_body=has_body)
        finally:
            self._keeper.ended(number, answer)


def _request(head: Head, tunnel: str) -> Request:
    """The request with its host: of the absolute address, the tunnel, or the Host header."""
    parts = urlsplit(head.target)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = next((value for key, value in head.headers if key.lower() == "host"), "")
    return Request(
        host=host_of(head.target) if parts.netloc else tunnel or host_of(f"//{named}"),
        target=target,
        method=head.method,
        headers=head.headers,
        body=head.body,
    )


def host_of(address: str) -> str:
    """The host of an address, or nothing where it has none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _unknown(host: str) -> Answer:
    return page(
        f"门户实验室：没有名为 {host} 的网站。本代理只回答虚构的网站，不连接外部网络。",
        status=502,
        content_type="text/plain; charset=utf-8",
    )
