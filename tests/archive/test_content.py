from __future__ import annotations

import gzip
import zlib

import pytest

from archive.content import decoded
from archive.errors import ArchiveError

TEXT = "政府信息公开".encode() * 50


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (None, TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP", gzip.compress(TEXT, mtime=0)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0)),
        ("gzip", TEXT),  # announced and not done
    ],
)
def test_the_coding_comes_off(coding: str | None, body: bytes) -> None:
    assert decoded(coding, body) == TEXT


def test_an_unknown_coding_is_told() -> None:
    with pytest.raises(ArchiveError, match="zstd"):
        decoded("zstd", TEXT)


def test_a_bomb_is_not_unpacked() -> None:
    stream = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    bomb = b"".join(stream.compress(zeros) for _ in range(300)) + stream.flush()
    with pytest.raises(ArchiveError, match="256 MB"):
        decoded("gzip", bomb)
