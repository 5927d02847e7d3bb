"""Scans and pictures to blocks: ruling lines give the grid, the recogniser the print.

The recogniser is an extra: without it this module can be imported, and says what to install.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from itertools import chain

from reading.blocks import Document
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media

_NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy")
_SECOND_WIDTH = 1984
"""Pixels of a page in the second reading: another scale than that of the first."""


class ScanKind(StrEnum):
    """What a scan comes as."""

    PDF = "pdf"
    OFD = "ofd"
    PICTURE = "picture"


def can_read_scans() -> bool:
    """Whether the extra for scans is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def read_scan(body: bytes, kind: ScanKind, *further: bytes) -> Document:
    """The document as blocks; what is not clear carries its doubt, and so does a blank cell.

    ``further`` are the pages after it, where each page of a report is a file of that kind.

    Raises:
        DocumentError: the extra is not installed or the file is of another kind
            (``unsupported_format``), cannot be opened, or is larger than any report.
    """
    for one in (body, *further):
        _require(one, kind)
    from reading.scan.join import blocks_of  # noqa: PLC0415 - needs the extra
    from reading.scan.pages import pages_of  # noqa: PLC0415
    from reading.scan.text import titles_of  # noqa: PLC0415
    from reading.scan.turns import read_pages  # noqa: PLC0415

    sheets = chain.from_iterable(pages_of(one) for one in (body, *further))
    pages = list(read_pages(sheets))
    return Document(
        media=Media.SCAN,
        blocks=blocks_of(pages),
        titles=titles_of(pages),
        warnings=("本件为扫描件或图片，文字由机器识别，不清之处以“□”标出，请与原件核对",),
    )


def scan_lines(body: bytes) -> Iterator[tuple[str, ...]]:
    """Rows of cells by the second way: another scale, and print found by the detector.

    A row in which any figure is not clear is left out: the second reader abstains there.

    Raises:
        DocumentError: as for ``read_scan``.
    """
    _require(body, _kind_of(body))
    from reading.blocks import Grid  # noqa: PLC0415
    from reading.scan.join import blocks_of  # noqa: PLC0415 - needs the extra
    from reading.scan.pages import pages_of  # noqa: PLC0415
    from reading.scan.turns import read_pages  # noqa: PLC0415

    pages = list(read_pages(pages_of(body, _SECOND_WIDTH), by_detection=True))
    for block in blocks_of(pages):
        if isinstance(block, Grid):
            for row in range(len(block.slots)):
                cells = block.own_cells(row)
                if not any(cell.doubt for cell in cells[1:]):
                    yield tuple(cell.text for cell in cells)


def _kind_of(body: bytes) -> ScanKind:
    if body.startswith(b"PK"):
        return ScanKind.OFD
    return ScanKind.PDF if b"%PDF-" in body[:1024] else ScanKind.PICTURE


def _require(body: bytes, kind: ScanKind) -> None:
    if not can_read_scans():
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT,
            "扫描件识读组件未安装，请运行 DUBAN_EXTRAS=ocr ./duban doctor 安装（约 350 MB）后再读",
        )
    if kind is not _kind_of(body):
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT, "文件不是所称的扫描件形式，请核对文件"
        )
