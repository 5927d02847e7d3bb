"""Text that a page holds and nobody sees: without ink, white on white, in a layer switched off.

A person judges by what is seen, and so do we. What may be seen after all is taken as seen: white
on any colour or picture, and a layer of which it is not plain that it is switched off.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2.raw as pdfium
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from reading.pdf.matrix import Bounds

_WHITE = 250
_LAYER = "OC"
# In the dictionary of a form, which stands in no packed part of the file.
_OWN_LAYER = re.compile(rb"/OC\s*(?:\d+\s+\d+\s+R|<<)")
_LONGEST_NAME = 256
_MOST_LAYERS = 1_000
# What pdfminer raises on files that pdfium can open.
_NOT_FOR_PDFMINER = (
    PDFException, PSException, AttributeError, IndexError, KeyError, TypeError, ValueError,
    RecursionError,
)  # fmt: skip


def is_without_ink(shape: Any) -> bool:  # noqa: ANN401 - a C handle
    """Whether a text object is drawn so that nothing of it is seen."""
    return pdfium.FPDFTextObj_GetTextRenderMode(shape) in (
        pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        pdfium.FPDF_TEXTRENDERMODE_CLIP,
    )


def is_white_text(shape: Any) -> bool:  # noqa: ANN401 - a C handle
    """Whether a text object is filled with white and nothing else."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(shape)
    return mode == pdfium.FPDF_TEXTRENDERMODE_FILL and is_white(shape)


def is_white(shape: Any) -> bool:  # noqa: ANN401 - a C handle
    """Whether an object is filled with white, or with nothing; not where that is not known."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def is_on(bounds: Bounds, painted: list[Bounds]) -> bool:
    """Whether the middle of a text lies on anything painted."""
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    return any(left <= x <= right and low <= y <= high for left, low, right, high in painted)


class Layers:
    """The layers of a file (optional content) that are switched off, looked up when first asked."""

    def __init__(self, body: bytes) -> None:
        """Nothing is looked up yet."""
        self._body = body
        self._known: frozenset[str] | None = None

    @property
    def _off(self) -> frozenset[str]:
        if self._known is None:
            self._known = frozenset(_layers_off(self._body))
        return self._known

    @property
    def may_hide_forms(self) -> bool:
        """Whether a form or a picture of the file names a layer, and a layer is switched off."""
        return _OWN_LAYER.search(self._body) is not None and bool(self._off)

    def hide(self, shape: Any) -> bool:  # noqa: ANN401 - a C handle
        """Whether an object belongs to a layer that is switched off."""
        for at in range(max(pdfium.FPDFPageObj_CountMarks(shape), 0)):
            mark = pdfium.FPDFPageObj_GetMark(shape, at)
            if _name_of(mark) == _LAYER and _layer_of(mark) in self._off:
                return True
        return False


def _name_of(mark: Any) -> str:  # noqa: ANN401 - a C handle
    held, size = (ctypes.c_ushort * _LONGEST_NAME)(), ctypes.c_ulong()
    is_told = pdfium.FPDFPageObjMark_GetName(mark, held, ctypes.sizeof(held), size)
    return _text(held, size.value) if is_told else ""


def _layer_of(mark: Any) -> str:  # noqa: ANN401 - a C handle
    held, size = (ctypes.c_ushort * _LONGEST_NAME)(), ctypes.c_ulong()
    is_told = pdfium.FPDFPageObjMark_GetParamStringValue(
        mark, b"Name", held, ctypes.sizeof(held), size
    )
    return _text(held, size.value) if is_told else ""


def _text(held: ctypes.Array[ctypes.c_ushort], size: int) -> str:
    return bytes(held)[: min(size, ctypes.sizeof(held))].decode("utf-16-le", "replace").rstrip("\0")


def _layers_off(body: bytes) -> Iterator[str]:
    """The names that only layers have that are switched off from the start."""
    try:
        catalog = PDFDocument(PDFParser(BytesIO(body))).catalog
        known = resolve1(catalog.get("OCProperties")) or {}
        usual = resolve1(known.get("D")) or {}
        every = _ids(known.get("OCGs"))
        off = set(_ids(usual.get("OFF")))
        if getattr(resolve1(usual.get("BaseState")), "name", "ON") == "OFF":
            off |= set(every) - set(_ids(usual.get("ON")))
        seen = {name for one, name in every.items() if one not in off}
        yield from {name for one, name in every.items() if one in off} - seen
    except _NOT_FOR_PDFMINER:
        return


def _ids(found: Any) -> dict[int, str]:  # noqa: ANN401 - whatever the file holds
    """The layers of a list by their object number, with their names."""
    return {
        one.objid: decode_text(resolve1(one)["Name"])
        for one in list(resolve1(found) or ())[:_MOST_LAYERS]
    }
