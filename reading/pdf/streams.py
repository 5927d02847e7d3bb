"""Packed streams are checked before a PDF is opened: pdfium reads a damaged one as far as it goes.

A number whose byte was changed on the way would else be read as another number, and a page whose
end is lost would seem to lack rows. The checksum that every packed stream carries tells both.
"""

from __future__ import annotations

import re
import zlib

from reading.errors import DocumentError, DocumentErrorClass

MOST_UNPACKED = 256 * 1024 * 1024
_STEP = 4 * 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/Filter\s*(?:\[\s*)?/(?:FlateDecode|Fl)\b")
_NOT_TEXT = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/XRef\b")
_LONGEST_DICTIONARY = 1 << 14


def refuse_damaged(body: bytes) -> None:
    """Refuse a file with a packed stream that does not agree with its checksum.

    Pictures are left out: a spot in a picture changes no figure.

    Raises:
        DocumentError: a stream is damaged (``truncated``), or unpacks to more than any report.
    """
    if b"/Encrypt" in body:
        return  # then the streams are not plain
    whole = memoryview(body)
    left = MOST_UNPACKED
    end = 0
    for found in _STREAM.finditer(body):
        if found.start() < end:
            continue
        head = body[max(end, found.start() - _LONGEST_DICTIONARY) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        end = body.find(b"endstream", found.end())
        end = len(body) if end < 0 else end
        if _PACKED.search(head) and not _NOT_TEXT.search(head):
            left -= _size(whole[found.end() : end], left)


def _size(packed: memoryview, most: int) -> int:
    """The unpacked size of a stream.

    Raises:
        DocumentError: as ``refuse_damaged``.
    """
    size = 0
    unpacker = zlib.decompressobj()
    rest: bytes | memoryview = packed
    try:
        while rest and not unpacker.eof:
            size += len(unpacker.decompress(rest, _STEP))
            rest = unpacker.unconsumed_tail
            if size > most:
                raise DocumentError(
                    DocumentErrorClass.TOO_LARGE, "PDF 展开后过大，超出处理上限，未予展开"
                )
    except zlib.error as error:
        raise _damaged() from error
    if not unpacker.eof:
        raise _damaged()
    return size


def _damaged() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.TRUNCATED, "PDF 文件内有数据已损坏，数字可能失真，请重新取得文件"
    )
