"""Writes the styles as a part of the package."""

from __future__ import annotations

from functools import cache
from itertools import chain

from lxml import etree

from notices.form.word.elements import W, child, part
from notices.form.word.layout import CHARACTER
from notices.form.word.styles import (
    BODY_SIZE,
    CHARACTERS,
    FANGSONG,
    PARAGRAPHS,
    CharacterStyle,
    ParagraphStyle,
)

# A character of 16 pt is narrowed by a quarter of a point: 28 fit with a little to spare, which
# justified lines spread again, since programs count the last character's narrowing or do not.
_NARROWED = "-5"


@cache
def styles_part() -> bytes:
    """The part ``word/styles.xml``."""
    root = part("styles")
    defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    _fonts(defaults, FANGSONG)
    child(defaults, "lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    for paragraph in PARAGRAPHS:
        _paragraph_style(root, paragraph)
    _default(root, "character", "DefaultParagraphFont", "Default Paragraph Font")
    for characters in CHARACTERS:
        _character_style(root, characters)
    _table_styles(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paragraph_style(root: etree._Element, style: ParagraphStyle) -> None:
    element = child(root, "style", type="paragraph", styleId=style.style_id)
    if style.base is None:
        element.set(f"{W}default", "1")
    _names(element, style.name, style.alias, style.base, style.following)
    child(element, "qFormat")
    _paragraph_properties(child(element, "pPr"), style)
    _face(child(element, "rPr"), style.font, style.size, style.colour)


def _paragraph_properties(properties: etree._Element, style: ParagraphStyle) -> None:
    """In the order of the schema."""
    _switches(properties, style)
    spacing, indents = _spacing(style), _indents(style)
    if spacing:
        child(properties, "spacing", **spacing)
    if indents:
        child(properties, "ind", **indents)
    if style.is_closed_up:
        child(properties, "contextualSpacing")
    if style.align is not None:
        child(properties, "jc", val=style.align)
    if style.level is not None:
        child(properties, "outlineLvl", val=str(style.level))


def _switches(properties: etree._Element, style: ParagraphStyle) -> None:
    if style.stays_with_next:
        child(properties, "keepNext")
    if style.base is None:
        child(properties, "widowControl", val="0")
    if style.is_boxed:
        _box(child(properties, "pBdr"), "4")
    if style.base is None:
        # Otherwise Word widens what stands between Chinese and Latin: 28 characters do not fit.
        child(properties, "autoSpaceDE", val="0")
        child(properties, "autoSpaceDN", val="0")
        child(properties, "snapToGrid", val="0")


def _spacing(style: ParagraphStyle) -> dict[str, str]:
    written = {
        name: str(value)
        for name, value in (("before", style.before), ("after", style.after))
        if value is not None
    }
    if style.line is not None:
        single = style.line == 0
        written["line"] = "240" if single else str(style.line)
        written["lineRule"] = "auto" if single else "exact"
    return written


def _indents(style: ParagraphStyle) -> dict[str, str]:
    """In characters, and beside it in twips for programs that know no characters."""
    named = (
        ("left", style.left),
        ("right", style.right),
        ("hanging", style.hanging),
        ("firstLine", style.first),
    )
    pairs = (
        ((f"{name}Chars", str(characters * 100)), (name, str(characters * CHARACTER)))
        for name, characters in named
        if characters is not None
    )
    return dict(chain.from_iterable(pairs))


def _character_style(root: etree._Element, style: CharacterStyle) -> None:
    element = child(root, "style", type="character", styleId=style.style_id)
    _names(element, style.name, style.alias, "DefaultParagraphFont", None)
    child(element, "qFormat")
    _face(child(element, "rPr"), style.font, style.size, style.colour)


def _face(
    properties: etree._Element, font: str | None, size: float | None, colour: str | None
) -> None:
    if font is not None:
        _fonts(properties, font)
    if size == BODY_SIZE:
        # The grid's own narrowing is not used: LibreOffice gives such characters two places each.
        child(properties, "snapToGrid", val="0")
    if colour is not None:
        child(properties, "color", val=colour)
    if size is not None:
        child(properties, "spacing", val=_NARROWED if size == BODY_SIZE else "0")
        half_points = f"{size * 2:.0f}"
        child(properties, "sz", val=half_points)
        child(properties, "szCs", val=half_points)


def _fonts(properties: etree._Element, font: str) -> None:
    child(properties, "rFonts", ascii=font, eastAsia=font, hAnsi=font, cs=font)


def _names(
    element: etree._Element, name: str, alias: str | None, base: str | None, following: str | None
) -> None:
    child(element, "name", val=name)
    for key, value in (("aliases", alias), ("basedOn", base), ("next", following)):
        if value is not None:
            child(element, key, val=value)


def _default(root: etree._Element, kind: str, style_id: str, name: str) -> etree._Element:
    element = child(root, "style", type=kind, default="1", styleId=style_id)
    child(element, "name", val=name)
    child(element, "semiHidden")
    return element


def _table_styles(root: etree._Element) -> None:
    plain = child(_default(root, "table", "TableNormal", "Normal Table"), "tblPr")
    _margins(plain, "0", "108")
    element = child(root, "style", type="table", styleId="OfficialTable")
    _names(element, "公文表格", None, "TableNormal", None)
    child(element, "qFormat")
    properties = child(element, "tblPr")
    _box(child(properties, "tblBorders"), "0", inside=True)
    _margins(properties, "60", "80")


def _margins(properties: etree._Element, upright: str, sideways: str) -> None:
    margins = child(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        width = upright if side in ("top", "bottom") else sideways
        child(margins, side, w=width, type="dxa")


def _box(borders: etree._Element, space: str, *, inside: bool = False) -> None:
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if inside else ()))
    for side in sides:
        child(borders, side, val="single", sz="4", space=space, color="auto")
