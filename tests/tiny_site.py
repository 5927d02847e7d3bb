"""A tiny HTTP server for tests: whatever a test wants to be answered, and a log of what came."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came; ``began`` and ``ended`` are monotonic seconds."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    began: float
    ended: float = 0.0

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        parts = urlsplit(self.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")


def answer(
    body: bytes | str = b"",
    *,
    status: int = 200,
    kind: str | None = "text/html; charset=utf-8",
    headers: tuple[tuple[str, str], ...] = (),
    length: int | None = None,
) -> bytes:
    """The bytes of a whole HTTP answer; ``length`` may lie."""
    content = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Length: {len(content) if length is None else length}",
    ]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + content


Answerer = Callable[[Asked], bytes | None]


@dataclass
class TinySite:
    """Serves as a forward proxy or directly, in a thread. ``None`` from ``answerer`` hangs."""

    answerer: Answerer
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            if head[0].startswith("CONNECT "):  # a tunnel for plain HTTP ends here too
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = head[0].split(" ")
            headers = {
                name.lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head[1:] if line)
            }
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            url = target if "://" in target else f"http://{headers['host']}{target}"
            began = monotonic()
            came = Asked(method=method, url=url, headers=headers, body=body, began=began)
            out = self.answerer(came)
            if out is None:
                self.asked.append(came)
                await self._stop.wait()
                return
            await asyncio.sleep(0.002)
            self.asked.append(
                Asked(
                    method=method,
                    url=url,
                    headers=headers,
                    body=body,
                    began=began,
                    ended=monotonic(),
                )
            )
            writer.write(out)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
