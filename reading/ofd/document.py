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
from reading.pdf.document import ScanOnly, document_of


def read_ofd(body: bytes) -> Document:
    """The document as blocks.

    Raises:
        ScanOnly: it has pictures of pages and no text.
        DocumentError: it is encrypted, damaged or larger than any report; or most of its pages are
            pictures, and others are not.
    """
    read = ofd_pages(body)
    if read.is_blank:
        raise DocumentError(
            DocumentErrorClass.EMPTY, "OFD 各页都是空白，没有任何内容，请重新取得文件"
        )
    if not read.is_text:
        if any(page.has_text for page in read.pages):
            raise DocumentError(
                DocumentErrorClass.UNSUPPORTED_FORMAT,
                "OFD 多数页是图片、少数页是文字，不能合在一起识读，请取得文字版",
            )
        raise ScanOnly("OFD")
    return document_of(read, Media.OFD)
