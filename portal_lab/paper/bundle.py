"""Archives: zip with names in GBK as old tools write them, and something that begins like a rar."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

ZIP_TYPE, RAR_TYPE = "application/zip", "application/x-rar-compressed"
_DEFLATED = 8
# The first day that a zip can tell (1 January 1980).
_DATE = 0x21
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_RAR = b"Rar!\x1a\x07\x00\xcf\x90\x73\x00\x00\x0d\x00\x00\x00\x00\x00\x00\x00"


def zipped(members: Mapping[str, bytes], charset: str = "ascii") -> bytes:
    """A zip without times; names in ``charset`` with no flag that says so."""
    parts: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for name, body in members.items():
        encoded = name.encode(charset)
        packed = _packed(body)
        common = struct.pack(
            "<HHHHHIIIHH",
            *(20, 0, _DEFLATED, 0, _DATE),
            *(zlib.crc32(body), len(packed), len(body), len(encoded), 0),
        )
        parts.append(_LOCAL + common + encoded + packed)
        rest = struct.pack("<HHHII", 0, 0, 0, 0, at)
        index.append(_CENTRAL + struct.pack("<H", 20) + common + rest + encoded)
        at += len(parts[-1])
    listed = b"".join(index)
    end = struct.pack("<HHHHIIH", 0, 0, len(index), len(index), len(listed), at, 0)
    return b"".join(parts) + listed + _END + end


def rar_of(body: bytes) -> bytes:
    """What a reader without rar knows it by: the mark and the first block, then bytes."""
    return _RAR + zlib.compress(body)


def _packed(body: bytes) -> bytes:
    squeeze = zlib.compressobj(level=6, wbits=-15)
    return squeeze.compress(body) + squeeze.flush()
