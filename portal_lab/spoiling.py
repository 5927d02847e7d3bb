"""How a fault looks on the wire."""

from __future__ import annotations

import asyncio

from portal_lab.answers import Answer, page
from portal_lab.faults import Fault, FaultKind
from portal_lab.wire import head_of, send

# Nothing that any protocol begins with.
_GARBAGE = bytes((i * 73 + 41) % 251 for i in range(400))
_DRIPS = 20

SERVER_ERROR = page(
    "<html><head><title>500</title></head><body>服务器内部错误</body></html>", status=500
)
FORBIDDEN = page(
    "<html><head><title>403 Forbidden</title></head>"
    "<body>您的访问请求已被网站防火墙拦截</body></html>",
    status=403,
)
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


async def send_spoiled(
    writer: asyncio.StreamWriter, answer: Answer, fault: Fault, *, has_body: bool
) -> bool:
    """Send what the fault leaves of the answer; tell whether the connection may go on."""
    match fault.kind:
        case FaultKind.CLOSE:
            return False
        case FaultKind.GARBAGE:
            writer.write(_GARBAGE)
            return False
        case FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
            await send(writer, answer, has_body=has_body)
            return True
        case FaultKind.DRIP:
            await _drip(writer, answer, fault.seconds)
            return True
        case FaultKind.TRUNCATED:
            writer.write(head_of(answer) + answer.body[: len(answer.body) // 2])
            return False
        case FaultKind.SERVER_ERROR:
            await send(writer, SERVER_ERROR, has_body=has_body)
        case FaultKind.FORBIDDEN:
            await send(writer, FORBIDDEN, has_body=has_body)
        case FaultKind.CHALLENGE:
            await send(writer, CHALLENGE, has_body=has_body)
    return True


async def _drip(writer: asyncio.StreamWriter, answer: Answer, seconds: float) -> None:
    """The body in small pieces, with a pause before each."""
    writer.write(head_of(answer))
    step = max(1, -(-len(answer.body) // _DRIPS))
    for start in range(0, len(answer.body), step):
        await asyncio.sleep(seconds / _DRIPS)
        writer.write(answer.body[start : start + step])
        await writer.drain()
