"""Archives as different packers write them, byte by byte where zipfile would be too good."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A plain archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return stream.getvalue()


def raw_zip(
    members: list[tuple[bytes, bytes]], *, flags: int = 0, extra: bytes = b"", method: int = 0
) -> bytes:
    """Stored members under names of any bytes, with these general purpose flags."""
    local, central = b"", b""
    for name, body in members:
        checks = struct.pack("<LLL", zlib.crc32(body), len(body), len(body))
        head = struct.pack("<HHHHH", 20, flags, method, 0, 33) + checks
        sizes = struct.pack("<HH", len(name), len(extra))
        place = len(local)
        local += b"PK\x03\x04" + head + sizes + name + extra + body
        central += (
            b"PK\x01\x02" + struct.pack("<H", 20) + head + sizes
            + struct.pack("<HHHLL", 0, 0, 0, 0, place) + name + extra
        )  # fmt: skip
    count = len(members)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def unicode_path(name: bytes, told: str) -> bytes:
    """The extra field in which some packers tell a name in UTF-8."""
    content = b"\x01" + struct.pack("<L", zlib.crc32(name)) + told.encode()
    return struct.pack("<HH", 0x7075, len(content)) + content
