"""Pictures: a chart of the page as a PNG in a line of its own (DrawingML)."""

from __future__ import annotations

import struct
from fractions import Fraction

from lxml import etree

from notices.form.word.elements import R, child
from notices.form.word.layout import Sheet
from notices.form.word.package import Package

DPI = 200
"""Charts are drawn with so many dots an inch."""
_UNITS_A_DOT = Fraction(914_400, DPI)
_UNITS_A_TWIP = 635
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PLACE, _SHAPE, _PICTURE = (
    f"{_DRAWING}/{name}" for name in ("wordprocessingDrawing", "main", "picture")
)
_NAMESPACES = {"wp": _PLACE, "a": _SHAPE, "pic": _PICTURE}
_WP, _A, _PIC = (f"{{{name}}}" for name in (_PLACE, _SHAPE, _PICTURE))


def picture(
    parent: etree._Element, png: bytes, description: str, sheet: Sheet, package: Package
) -> None:
    """Append a paragraph that holds ``png``, made smaller where it is wider than the text."""
    relation, number = package.picture(png)
    width, height = _size(png, sheet)
    line = child(parent, "p")
    child(child(line, "pPr"), "pStyle", val="Figure")
    drawing = child(child(line, "r"), "drawing")
    sides = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    place = etree.SubElement(drawing, f"{_WP}inline", sides, nsmap=_NAMESPACES)
    etree.SubElement(place, f"{_WP}extent", cx=width, cy=height)
    names = {"id": str(number), "name": f"图{number}", "descr": description}
    etree.SubElement(place, f"{_WP}docPr", names)
    graphic = etree.SubElement(etree.SubElement(place, f"{_A}graphic"), f"{_A}graphicData")
    graphic.set("uri", _PICTURE)
    made = etree.SubElement(graphic, f"{_PIC}pic")
    about = etree.SubElement(made, f"{_PIC}nvPicPr")
    etree.SubElement(about, f"{_PIC}cNvPr", names)
    etree.SubElement(about, f"{_PIC}cNvPicPr")
    fill = etree.SubElement(made, f"{_PIC}blipFill")
    etree.SubElement(fill, f"{_A}blip").set(f"{R}embed", relation)
    etree.SubElement(etree.SubElement(fill, f"{_A}stretch"), f"{_A}fillRect")
    _frame(etree.SubElement(made, f"{_PIC}spPr"), width, height)


def _frame(shape: etree._Element, width: str, height: str) -> None:
    frame = etree.SubElement(shape, f"{_A}xfrm")
    etree.SubElement(frame, f"{_A}off", x="0", y="0")
    etree.SubElement(frame, f"{_A}ext", cx=width, cy=height)
    form = etree.SubElement(shape, f"{_A}prstGeom", prst="rect")
    etree.SubElement(form, f"{_A}avLst")


def _size(png: bytes, sheet: Sheet) -> tuple[str, str]:
    """Width and height in EMU, from the head of the PNG file."""
    across, down = struct.unpack(">II", png[16:24])
    wide, high = across * _UNITS_A_DOT, down * _UNITS_A_DOT
    most_wide = sheet.text_width * _UNITS_A_TWIP
    most_high = sheet.text_height * _UNITS_A_TWIP * Fraction(4, 5)
    scale = min(Fraction(1), most_wide / wide, most_high / high)
    return str(round(wide * scale)), str(round(high * scale))
