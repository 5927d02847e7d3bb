"""HTTP/1.1 on asyncio streams, written by hand so that it can also be done wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from portal_lab.answers import Answer, Headers

_TLS_HANDSHAKE = b"\x16"
_MAX_BODY = 1 << 20
# Statuses beyond the standard (521) have a phrase of nobody's.
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first line and the headers of a request, and its body."""

    method: str
    target: str
    version: str
    headers: Headers
    body: bytes

    @property
    def is_last(self) -> bool:
        """Whether the client wants the connection closed after the answer."""
        named = {key.lower(): value.lower() for key, value in self.headers}
        wish = named.get("connection", named.get("proxy-connection", ""))
        return wish == "close" or (self.version == "HTTP/1.0" and wish != "keep-alive")


async def receive(reader: asyncio.StreamReader) -> Head | None:
    """The next request, or ``None`` where the client is done or speaks something else."""
    try:
        first = await reader.readexactly(1)
        if first == _TLS_HANDSHAKE:
            return None
        text = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = text.strip().split("\r\n")
        method, target, version = lines[0].split(" ")
        if not version.startswith("HTTP/1."):
            return None
        pairs = [line.partition(":") for line in lines[1:]]
        headers = tuple((key.strip(), value.strip()) for key, _, value in pairs)
        length = next((int(v) for k, v in headers if k.lower() == "content-length"), 0)
        body = await reader.readexactly(min(length, _MAX_BODY))
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, ConnectionError):
        return None
    return Head(method=method, target=target, version=version, headers=headers, body=body)


def head_of(answer: Answer) -> bytes:
    """The status line and the headers, with the true length of the body."""
    return start_of(answer, (f"Content-Length: {len(answer.body)}",))


def start_of(answer: Answer, more: tuple[str, ...] = (), version: str = "1.1") -> bytes:
    """The status line and the headers, then ``more`` lines as they stand, then the empty line.

    Letters beyond Latin-1 go out as UTF-8, as some servers send them.
    """
    lines = [f"HTTP/{version} {answer.status} {_PHRASES.get(answer.status, 'Unknown')}"]
    lines += [f"{key}: {value}" for key, value in answer.headers]
    lines += [*more, "", ""]
    return b"\r\n".join(_encoded(line) for line in lines)


def _encoded(line: str) -> bytes:
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode()


async def send(writer: asyncio.StreamWriter, answer: Answer, *, has_body: bool = True) -> None:
    """The whole answer, or only its head."""
    writer.write(head_of(answer) + (answer.body if has_body else b""))
    await writer.drain()
