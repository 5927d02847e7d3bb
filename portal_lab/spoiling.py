"""How a fault looks on the wire."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable

from portal_lab.answers import Answer
from portal_lab.faults import Fault, FaultKind
from portal_lab.wire import head_of, send, start_of

# Nothing that any protocol begins with.
_GARBAGE = bytes((i * 73 + 41) % 251 for i in range(400))
_DRIPS = 20
_LOOK_SECONDS = 0.05
HUGE_BYTES = 200 * 1024 * 1024
_BLOCK = b"%" * 65536
_HUGE_HEAD = Answer(headers=(("Content-Type", "application/pdf"),))
_CLOSE = "Connection: close"


async def send_spoiled(
    writer: asyncio.StreamWriter,
    answer: Answer,
    fault: Fault,
    *,
    is_gone: Callable[[], bool],
    has_body: bool,
) -> bool:
    """Send what the fault leaves of the answer; tell whether the connection may go on.

    ``is_gone`` tells that the client has closed its side, so that nobody waits any longer.
    """
    match fault.kind:
        case FaultKind.RESET:
            _reset(writer)
        case FaultKind.SLOW:
            if not await _waited(fault.seconds, is_gone):
                return False
            await send(writer, answer, has_body=has_body)
            return True
        case FaultKind.DRIP:
            return await _drip(writer, answer, fault.seconds, is_gone)
        case FaultKind.HUGE:
            await _stream(writer)
        case FaultKind.GARBAGE:
            writer.write(_GARBAGE)
        case _:
            writer.write(left_of(answer, fault))
    return False


def left_of(answer: Answer, fault: Fault) -> bytes:
    """The bytes that come through before the connection is closed; often none."""
    half = answer.body[: len(answer.body) // 2]
    length = f"Content-Length: {len(answer.body)}"
    match fault.kind:
        case FaultKind.TRUNCATED:
            return start_of(answer, (length,)) + half
        case FaultKind.CHUNK_CUT:
            head = start_of(answer, ("Transfer-Encoding: chunked",))
            missing = len(answer.body) - len(half)
            return head + b"%x\r\n%b\r\n%x\r\n" % (len(half), half, missing)
        case FaultKind.HTTP10:
            return start_of(answer, (_CLOSE,), "1.0") + answer.body
        case FaultKind.HTTP10_CUT:
            return start_of(answer, (_CLOSE,), "1.0") + half
        case FaultKind.BAD_HEADER:
            odd = ("this line has no colon", "X-Empty:", length, _CLOSE)
            return start_of(answer, odd) + answer.body
    return b""


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close so that the client's machine says "connection reset"."""
    link = writer.get_extra_info("socket")
    if link is not None:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _stream(writer: asyncio.StreamWriter) -> None:
    """A file of 200 MB, made a block at a time as fast as the client takes it."""
    writer.write(start_of(_HUGE_HEAD, (f"Content-Length: {HUGE_BYTES}", _CLOSE)))
    for _ in range(HUGE_BYTES // len(_BLOCK)):
        writer.write(_BLOCK)
        await writer.drain()


async def _drip(
    writer: asyncio.StreamWriter, answer: Answer, seconds: float, is_gone: Callable[[], bool]
) -> bool:
    """The body in small pieces, with a pause before each; whether it came to its end."""
    writer.write(head_of(answer))
    step = max(1, -(-len(answer.body) // _DRIPS))
    for start in range(0, len(answer.body), step):
        if not await _waited(seconds / _DRIPS, is_gone):
            return False
        writer.write(answer.body[start : start + step])
        await writer.drain()
    return True


async def _waited(seconds: float, is_gone: Callable[[], bool]) -> bool:
    """Wait so long; false as soon as the client has gone."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while (left := end - loop.time()) > 0:
        if is_gone():
            return False
        await asyncio.sleep(min(left, _LOOK_SECONDS))
    return True
