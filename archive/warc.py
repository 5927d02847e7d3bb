"""Captures as records of WARC 1.1 (ISO 28500:2017), each a gzip member of its own.

An exchange becomes a ``response`` record and its ``request``; where the archive holds the same
body already, a ``revisit`` (identical-payload-digest) in place of the response. What our browser
made becomes a ``resource``. Headers and body stand in the records as they travelled, byte for byte,
which the writers of the WARC libraries do not promise for headers.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urldefrag, urlsplit
from uuid import uuid4

from archive.errors import ArchiveError
from archive.model import Capture, CaptureRole
from config.version import VERSION

_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# The prefixes under which what a browser made stands beside the page that a portal sent.
_RESOURCE_PREFIX = {CaptureRole.DOM: "urn:dom:", CaptureRole.SCREENSHOT: "urn:fullPage:"}
_ADDRESS_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
_BREAK = re.compile(r"[\r\n]+")
_GZIP = 31
# Every capture is packed while others wait: one more step would save a hundredth of the room. And
# to make much memory ready for a small record takes longer than to pack it.
_LEVEL, _MEMORY, _LITTLE_MEMORY, _SMALL = 5, 8, 6, 4096
_END = b"\r\n\r\n"
# Bounds what is unpacked besides the body itself.
_MOST_HEAD = 1 << 20

Fields = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRecord:
    """Where a revisit sends its reader: the record that holds the body."""

    url: str
    at: datetime


def file_record(name: str, run_id: str, at: datetime) -> bytes:
    """The ``warcinfo`` that a file begins with; ``at`` is the instant of its first capture."""
    fields = (
        ("software", f"Duban/{VERSION}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/"),
        ("robots", "obey"),
        ("isPartOf", run_id),
    )
    block = "".join(f"{key}: {value}\r\n" for key, value in fields).encode()
    head = (
        ("WARC-Type", "warcinfo"),
        ("WARC-Filename", name),
        ("WARC-Date", _instant(at)),
        ("Content-Type", "application/warc-fields"),
    )
    return _record(head, block)


def capture_records(capture: Capture, body: bytes, first: FirstRecord | None) -> bytes:
    """The records of ``capture``; with ``first`` the body is left out."""
    if capture.is_resource:
        return _resource(capture, body, first)
    http = _answer_head(capture)
    response_id = _record_id()
    kind: Fields
    if first is None:
        kind = (("WARC-Type", "response"), ("WARC-Payload-Digest", f"sha256:{capture.sha256}"))
    else:
        kind, body = _revisit(capture, first), b""
    answer = (
        *kind,
        *_common(capture, target_of(capture)),
        ("WARC-IP-Address", capture.remote_address),
        ("Content-Type", "application/http; msgtype=response"),
    )
    request = (
        ("WARC-Type", "request"),
        *_common(capture, target_of(capture)),
        ("WARC-Concurrent-To", response_id),
        ("Content-Type", "application/http; msgtype=request"),
    )
    return _record(answer, http, body, record_id=response_id) + _record(request, _asked(capture))


def target_of(capture: Capture) -> str:
    """The address under which the record of ``capture`` stands."""
    address = urldefrag(capture.final_url).url
    prefix = _RESOURCE_PREFIX.get(capture.role, "")
    return prefix + quote(address, safe=_ADDRESS_CHARACTERS, errors="replace")


def body_in(records: bytes, size: int) -> bytes:
    """The body of ``size`` bytes in the first of ``records``; its hash is the caller's business.

    Raises:
        ArchiveError: these are no records.
    """
    try:
        block = zlib.decompressobj(_GZIP).decompress(records, size + _MOST_HEAD)
        start = block.index(_END) + len(_END)
        if b"\r\nContent-Type: application/http;" in block[:start]:
            start = block.index(_END, start) + len(_END)
    except (ValueError, zlib.error) as error:
        raise ArchiveError("不是有效的 WARC 记录") from error
    return block[start : start + size]


def _resource(capture: Capture, body: bytes, first: FirstRecord | None) -> bytes:
    digest = f"sha256:{capture.sha256}"
    kind: Fields
    if first is None:
        kind = (("WARC-Type", "resource"), ("WARC-Payload-Digest", digest))
    else:
        kind, body = _revisit(capture, first), b""
    head = (
        *kind,
        *_common(capture, target_of(capture)),
        ("Content-Type", capture.content_type or "application/octet-stream"),
    )
    return _record(head, body)


def _revisit(capture: Capture, first: FirstRecord) -> Fields:
    return (
        ("WARC-Type", "revisit"),
        ("WARC-Profile", _REVISIT),
        ("WARC-Payload-Digest", f"sha256:{capture.sha256}"),
        ("WARC-Refers-To-Target-URI", first.url),
        ("WARC-Refers-To-Date", _instant(first.at)),
    )


def _common(capture: Capture, target: str) -> Fields:
    return (
        ("WARC-Target-URI", target),
        ("WARC-Date", _instant(capture.requested_at)),
        ("Duban-Capture-ID", capture.capture_id),
        ("Duban-Role", capture.role.value),
        ("Duban-Derived-From", capture.derived_from),
    )


def _answer_head(capture: Capture) -> bytes:
    # Scrapy does not hand on the words after the status, and none are invented.
    lines = [f"{capture.protocol or 'HTTP/1.1'} {capture.status} "]
    return _http(lines, capture.response_headers)


def _asked(capture: Capture) -> bytes:
    parts = urlsplit(target_of(capture))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{capture.method} {path} HTTP/1.1"]
    if not any(name.lower() == "host" for name, _ in capture.request_headers):
        lines.append(f"Host: {parts.netloc.rpartition('@')[2]}")
    body = (capture.request_body or "").encode(errors="surrogatepass")
    return _http(lines, capture.request_headers) + body


def _http(lines: list[str], headers: tuple[tuple[str, str], ...]) -> bytes:
    """Head of a message; a line break inside a field would begin a field that nobody sent."""
    lines += [f"{_line(name)}: {_line(value)}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "backslashreplace")


def _record(head: Fields, *block: bytes, record_id: str | None = None) -> bytes:
    size = sum(map(len, block))
    digest = hashlib.sha256()
    for piece in block:
        digest.update(piece)
    fields: Fields = (
        ("WARC-Record-ID", record_id or _record_id()),
        *head,
        ("WARC-Block-Digest", f"sha256:{digest.hexdigest()}"),
        ("Content-Length", str(size)),
    )
    named = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields if value is not None)
    memory = _MEMORY if size > _SMALL else _LITTLE_MEMORY
    member = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP, memory)
    pieces = (f"WARC/1.1\r\n{named}\r\n".encode(errors="replace"), *block, _END)
    return b"".join([*map(member.compress, pieces), member.flush()])


def _record_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _line(text: str) -> str:
    return _BREAK.sub(" ", text)
