"""OFD (GB/T 33190) to blocks. The steps:

1. ``package``: the parts of the zip, and which of them are pages.
2. ``objects``: what a page draws, each object in its place; ``pages``: pages as of a PDF.
3. From there on the way of ``reading.pdf.document``.

``again`` is the second reading.
"""

from __future__ import annotations

from reading.blocks import Document
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media
from reading.ofd.pages import ofd_pages
from reading.pdf.document import document_of


def read_ofd(body: bytes) -> Document:
    """The document as blocks.

    Raises:
        DocumentError: it is encrypted, damaged, larger than any report, or holds only pictures.
    """
    read = ofd_pages(body)
    if read.is_blank:
        raise DocumentError(
            DocumentErrorClass.EMPTY, "OFD 各页都是空白，没有任何内容，请重新取得文件"
        )
    if not read.is_text:
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT,
            "OFD 是扫描件或图片版，没有可读取的文字，请取得文字版",
        )
    return document_of(read, Media.OFD)
