"""What a capture says once its transfer coding is taken off.

We ask for plain bytes (``Accept-Encoding: identity``). Some servers compress all the same: the
archive keeps what came, and whoever reads it takes the coding off here.
"""

from __future__ import annotations

import zlib

from archive.errors import ArchiveError
from archive.model import Capture

_LIMIT = 256 * 1024 * 1024
# Window bits that make zlib take gzip and zlib headers alike, and then raw deflate.
_ANY_HEADER, _NO_HEADER = 47, -15


def content_of(capture: Capture, body: bytes) -> bytes:
    """``body``, the archived bytes of ``capture``, decoded where its headers say it is coded.

    Raises:
        ArchiveError: the coding is unknown or broken, or the content is larger than 256 MB.
    """
    return decoded(capture.content_encoding, body)


def decoded(content_encoding: str | None, body: bytes) -> bytes:
    """``body`` without the codings that the header names.

    Raises:
        ArchiveError: see ``content_of``.
    """
    named = (content_encoding or "").split(",")
    codings = [coding.strip().lower() for coding in named if coding.strip()]
    for coding in reversed(codings):
        if coding in ("gzip", "x-gzip", "deflate"):
            body = _inflated(body)
        elif coding != "identity":
            raise ArchiveError(f"内容编码 {coding} 暂不支持")
    return body


def _inflated(body: bytes) -> bytes:
    for bits in (_ANY_HEADER, _NO_HEADER):
        stream = zlib.decompressobj(bits)
        try:
            content = stream.decompress(body, _LIMIT)
        except zlib.error:
            continue
        if stream.unconsumed_tail:
            raise ArchiveError("内容解压后超过 256 MB")
        return content
    # Servers that announce gzip and send plain text exist.
    return body
