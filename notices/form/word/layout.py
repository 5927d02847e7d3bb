"""Paper, margins and grid of the official form (GB/T 9704—2012), in twentieths of a point."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from notices.form.word.elements import R, W, child

LINE = 579
"""The pitch of lines: 225 mm hold 22 of them."""
CHARACTER = 316
"""The pitch of characters: 156 mm hold 28 of them."""
# By how much the grid narrows a character of 16 pt: a fifth of a point, in 4096ths.
_NARROWED = -819
_HEADER, _FOOTER = 851, 1247


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of paper and its margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def text_width(self) -> int:
        """The width of the text area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the text area."""
        return self.height - self.top - self.bottom


UPRIGHT = Sheet(width=11906, height=16838, top=2098, right=1470, bottom=1984, left=1587)
"""A4: 天头 37 mm, 订口 28 mm, bottom 35 mm; right 26 mm, less what 28 whole characters need."""
WIDE = Sheet(width=16838, height=11906, top=1587, right=2098, bottom=1470, left=1984)
"""The same sheet turned to the left, so that the edge that is bound lies on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The relations of headers and footers that the first section brings; later ones inherit."""

    odd_footer: str
    even_footer: str
    first_page: tuple[str, str] | None
    """Header and footer of the first page where it has its own."""


def section(parent: etree._Element, sheet: Sheet, margins: Margins | None) -> None:
    """Append the properties of the section that ends here."""
    properties = child(parent, "sectPr")
    if margins is not None:
        if margins.first_page is not None:
            _reference(properties, "headerReference", "first", margins.first_page[0])
            _reference(properties, "footerReference", "first", margins.first_page[1])
        _reference(properties, "footerReference", "even", margins.even_footer)
        _reference(properties, "footerReference", "default", margins.odd_footer)
    child(properties, "type", val="nextPage")
    size = child(properties, "pgSz", w=str(sheet.width), h=str(sheet.height))
    if sheet.width > sheet.height:
        size.set(f"{W}orient", "landscape")
    child(
        properties,
        "pgMar",
        top=str(sheet.top),
        right=str(sheet.right),
        bottom=str(sheet.bottom),
        left=str(sheet.left),
        header=str(_HEADER),
        footer=str(_FOOTER),
        gutter="0",
    )
    if margins is not None and margins.first_page is not None:
        child(properties, "titlePg")
    child(
        properties,
        "docGrid",
        type="linesAndChars",
        linePitch=str(LINE),
        charSpace=str(_NARROWED),
    )


def _reference(properties: etree._Element, name: str, kind: str, relation: str) -> None:
    reference = child(properties, name, type=kind)
    reference.set(f"{R}id", relation)
