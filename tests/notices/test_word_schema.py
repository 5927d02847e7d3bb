"""Every element stands where the schema of WordprocessingML puts it (ECMA-376, part 1)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree
from word_pages import DRAFT, WHOLE, page_with, parts_of

from notices.examples import for_every_template
from notices.form.page import page_of
from notices.form.word.document import docx_of
from notices.paper import Paper

# The order in which children may follow each other, from the schema's sequences; names that we
# never write are left out. Elements that are in no row have no children of their own.
_BLOCKS = {"p", "tbl", "sectPr"}
SEQUENCES: dict[str, tuple[str, ...]] = {
    "document": ("body",),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tblPr": ("tblStyle", "tblW", "tblLayout", "tblBorders", "tblCellMar"),
    "tblBorders": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "tblCellMar": ("top", "left", "bottom", "right"),
    "tblGrid": ("gridCol",),
    "tr": ("trPr", "tc"),
    "tc": ("tcPr", "p"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "shd", "vAlign"),
    "p": ("pPr", "CONTENT"),
    "hyperlink": ("r",),
    "fldSimple": ("r",),
    "r": ("rPr", "CONTENT"),
    "pPr": (
        "pStyle",
        "keepNext",
        "widowControl",
        "pBdr",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "sectPr",
    ),
    "pBdr": ("top", "left", "bottom", "right"),
    "rPr": (
        "rStyle",
        "rFonts",
        "snapToGrid",
        "color",
        "spacing",
        "sz",
        "szCs",
        "lang",
    ),
    "sectPr": (
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "titlePg",
        "docGrid",
    ),
    "drawing": ("inline",),
    "inline": ("extent", "docPr", "graphic"),
    "graphic": ("graphicData",),
    "graphicData": ("pic",),
    "pic": ("nvPicPr", "blipFill", "spPr"),
    "nvPicPr": ("cNvPr", "cNvPicPr"),
    "blipFill": ("blip", "stretch"),
    "stretch": ("fillRect",),
    "spPr": ("xfrm", "prstGeom"),
    "xfrm": ("off", "ext"),
    "prstGeom": ("avLst",),
    "styles": ("docDefaults", "style"),
    "docDefaults": ("rPrDefault",),
    "rPrDefault": ("rPr",),
    "style": (
        "name",
        "aliases",
        "basedOn",
        "next",
        "semiHidden",
        "qFormat",
        "pPr",
        "rPr",
        "tblPr",
    ),
    "settings": (
        "zoom",
        "defaultTabStop",
        "evenAndOddHeaders",
        "characterSpacingControl",
        "compat",
        "themeFontLang",
    ),
    "compat": (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "useFELayout",
        "compatSetting",
    ),
    "hdr": ("p",),
    "ftr": ("p",),
}
# Where the schema lets any of several follow in any order.
CHOICES = {
    "body": _BLOCKS,
    "trPr": {"cantSplit", "trHeight", "tblHeader"},
    "p": {"r", "hyperlink", "fldSimple"},
    "r": {"t", "br", "drawing"},
}
MANY = {"tr", "tc", "p", "r", "gridCol", "style", "compatSetting", "footerReference", "CONTENT"}


@pytest.mark.parametrize("before", ["", DRAFT])
def test_children_stand_in_the_order_of_the_schema(before: str) -> None:
    wrong = []
    for name, content in parts_of(docx_of(page_with(WHOLE, before=before))).items():
        if name.startswith("word/") and name.endswith(".xml"):
            wrong.extend(f"{name}: {one}" for one in misplaced(etree.fromstring(content)))
    assert wrong == []


@pytest.mark.parametrize("paper", for_every_template(), ids=lambda paper: paper.template)
def test_every_kind_of_document_can_be_told_in_word(paper: Paper) -> None:
    parts = parts_of(docx_of(page_of(paper)))
    assert misplaced(etree.fromstring(parts["word/document.xml"])) == []


def misplaced(root: etree._Element) -> list[str]:
    """Each element with a child that may not stand where it stands."""
    found = []
    for element in root.iter():
        parent = local(element)
        children = [local(child) for child in element]
        if parent in SEQUENCES:
            free = CHOICES.get(parent, set())
            order = SEQUENCES[parent]
            children = ["CONTENT" if child in free else child for child in children]
            places = [order.index(child) if child in order else -1 for child in children]
            is_wrong = -1 in places or any(
                two < one or (two == one and order[one] not in MANY)
                for one, two in pairwise(places)
            )
        else:
            is_wrong = not set(children) <= CHOICES.get(parent, set())
        if is_wrong:
            found.append(f"{parent}: {children}")
    return found


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_the_test_sees_what_is_misplaced() -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    root = etree.fromstring(f'<p xmlns="{namespace}"><pPr><jc/><ind/></pPr><x/></p>')
    assert misplaced(root) == ["p: ['pPr', 'x']", "pPr: ['jc', 'ind']"]


def test_the_body_ends_with_its_section_and_cells_with_a_paragraph() -> None:
    root = etree.fromstring(parts_of(docx_of(page_with(WHOLE)))["word/document.xml"])
    assert [local(child) for child in root[0]][-1] == "sectPr"
    assert [local(child) for child in root[0]].count("sectPr") == 1
    assert {local(cell[-1]) for cell in root.iter() if local(cell) == "tc"} == {"p"}


def test_relations_and_types_name_every_part() -> None:
    parts = parts_of(docx_of(page_with(WHOLE, before=DRAFT)))
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {e.get("PartName", "").removeprefix("/") for e in types if local(e) == "Override"}
    plain = {name for name in parts if not name.endswith((".rels", ".png"))}
    assert named == plain - {"[Content_Types].xml"}
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    inside = {f"word/{e.get('Target')}" for e in relations if e.get("TargetMode") is None}
    assert inside == {n for n in parts if n.startswith("word/") and not n.endswith(".rels")} - {
        "word/document.xml"
    }
    used = {
        value
        for element in etree.fromstring(parts["word/document.xml"]).iter()
        for key, value in element.attrib.items()
        if etree.QName(key).namespace == "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }  # fmt: skip
    assert used == {str(e.get("Id")) for e in relations} - {"rId1", "rId2"}
