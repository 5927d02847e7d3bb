"""The forward proxy: absolute addresses and tunnels, both answered by the country alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from portal_lab.answers import Answer, Request, page
from portal_lab.faults import FaultPlan
from portal_lab.spoiling import send_spoiled
from portal_lab.wire import Head, receive, send

Respond = Callable[[Request], Answer | None]
Note = Callable[[Request], None]


class Proxy:
    """Answers every request for the host it names; what no host answers is 502.

    ``respond`` gives ``None`` for a host that the country does not have; ``note`` is told of every
    request before it is answered.
    """

    def __init__(self, respond: Respond, note: Note, plan: FaultPlan) -> None:
        """Nothing is opened before ``serve``."""
        self._respond = respond
        self._note = note
        self._plan = plan
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, port: int) -> asyncio.Server:
        """Listen on loopback; port 0 takes a free one."""
        return await asyncio.start_server(self._accept, "127.0.0.1", port)

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
                    tunnel = _host_of(f"//{head.target}")
                    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    await writer.drain()
                    continue
                if not await self._exchange(writer, _request(head, tunnel)) or head.is_last:
                    break
        except ConnectionError:
            return
        finally:
            writer.close()

    async def _exchange(self, writer: asyncio.StreamWriter, request: Request) -> bool:
        """Answer one request; tell whether the connection may go on."""
        self._note(request)
        answer = self._respond(request)
        has_body = request.method != "HEAD"
        if answer is None:
            await send(writer, _unknown(request.host), has_body=has_body)
            return True
        fault = self._plan.next(request.host, request.target)
        if fault is not None:
            return await send_spoiled(writer, answer, fault, has_body=has_body)
        await send(writer, answer, has_body=has_body)
        return True


def _request(head: Head, tunnel: str) -> Request:
    """The request with its host: of the absolute address, the tunnel, or the Host header."""
    parts = urlsplit(head.target)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = next((value for key, value in head.headers if key.lower() == "host"), "")
    return Request(
        host=_host_of(head.target) if parts.netloc else tunnel or _host_of(f"//{named}"),
        target=target,
        method=head.method,
        headers=head.headers,
        body=head.body,
    )


def _host_of(address: str) -> str:
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
