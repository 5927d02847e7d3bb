"""The package: parts, their relations, and the ZIP file that is the same for the same page."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

from lxml import etree

from notices.form.word.elements import RELATIONS, SPACE, child, part
from notices.form.word.layout import Margins
from notices.form.word.styles_part import styles_part

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_DC = "http://purl.org/dc/elements/1.1/"
# The earliest day that a ZIP file can name: the file does not tell when it was made.
_DAY = (1980, 1, 1, 0, 0, 0)
_FIXED_RELATIONS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "footer", "footer1.xml"),
    ("rId4", "footer", "footer2.xml"),
)
_FIRST_PAGE = (("rId5", "header", "header1.xml"), ("rId6", "footer", "footer3.xml"))
# Behaviour that Chinese editions of Word set: a line ended by hand is not stretched, and so on.
_COMPATIBLE = (
    "spaceForUL",
    "balanceSingleByteDoubleByteWidth",
    "doNotLeaveBackslashAlone",
    "ulTrailSpace",
    "doNotExpandShiftReturn",
    "useFELayout",
)


class Package:
    """Gathers links and pictures while a page is translated, then writes the file."""

    def __init__(self) -> None:
        self._links: dict[str, str] = {}
        self._pictures: list[bytes] = []

    def link(self, address: str) -> str:
        """The relation to ``address``, which is a web address ready to be written."""
        return self._links.setdefault(address, f"rLink{len(self._links) + 1}")

    def picture(self, png: bytes) -> tuple[str, int]:
        """The relation to a picture and its number in the document, from 1."""
        self._pictures.append(png)
        return f"rPicture{len(self._pictures)}", len(self._pictures)

    def margins(self, *, is_draft: bool) -> Margins:
        """Headers and footers; a draft is marked in the header of the first page."""
        first = (_FIRST_PAGE[0][0], _FIRST_PAGE[1][0]) if is_draft else None
        return Margins(odd_footer="rId3", even_footer="rId4", first_page=first)

    def written(
        self, document: etree._Element, title: str, first_header: etree._Element | None
    ) -> bytes:
        """The bytes of the file."""
        parts = {
            "[Content_Types].xml": _content_types(is_draft=first_header is not None),
            "_rels/.rels": _package_relations(),
            "docProps/core.xml": _core(title),
            "word/document.xml": _bytes(document),
            "word/_rels/document.xml.rels": self._relations(is_draft=first_header is not None),
            "word/styles.xml": styles_part(),
            "word/settings.xml": _settings(),
            "word/footer1.xml": _footer("FooterOdd"),
            "word/footer2.xml": _footer("FooterEven"),
        }
        if first_header is not None:
            parts["word/header1.xml"] = _bytes(first_header)
            parts["word/footer3.xml"] = _footer("FooterOdd")
        for number, png in enumerate(self._pictures, start=1):
            parts[f"word/media/image{number}.png"] = png
        return _zipped(parts)

    def _relations(self, *, is_draft: bool) -> bytes:
        root = etree.Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
        fixed = (*_FIXED_RELATIONS, *_FIRST_PAGE) if is_draft else _FIXED_RELATIONS
        for key, kind, target in fixed:
            _relation(root, key, f"{RELATIONS}/{kind}", target)
        for number in range(1, len(self._pictures) + 1):
            target = f"media/image{number}.png"
            _relation(root, f"rPicture{number}", f"{RELATIONS}/image", target)
        for address, key in self._links.items():
            _relation(root, key, f"{RELATIONS}/hyperlink", address, is_outside=True)
        return _bytes(root)


def _relation(
    root: etree._Element, key: str, kind: str, target: str, *, is_outside: bool = False
) -> None:
    relation = etree.SubElement(root, "Relationship", Id=key, Type=kind, Target=target)
    if is_outside:
        relation.set("TargetMode", "External")


@cache
def _package_relations() -> bytes:
    root = etree.Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    _relation(root, "rId1", f"{RELATIONS}/officeDocument", "word/document.xml")
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    _relation(root, "rId2", core, "docProps/core.xml")
    return _bytes(root)


@cache
def _content_types(*, is_draft: bool) -> bytes:
    root = etree.Element("Types", xmlns=f"{_PACKAGE}/content-types")
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
    ):
        etree.SubElement(root, "Default", Extension=ending, ContentType=kind)
    names = ["document", "styles", "settings", "footer1", "footer2"]
    for name in (*names, "footer3", "header1") if is_draft else names:
        kind = "document.main" if name == "document" else name.rstrip("123")
        etree.SubElement(
            root, "Override", PartName=f"/word/{name}.xml", ContentType=f"{_WORD}.{kind}+xml"
        )
    etree.SubElement(root, "Override", PartName="/docProps/core.xml", ContentType=_CORE)
    return _bytes(root)


def _core(title: str) -> bytes:
    """Title and language: neither a person nor a time, which would be ours and not the office's."""
    core = f"{_PACKAGE}/metadata/core-properties"
    root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": _DC})
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}language").text = "zh-CN"
    return _bytes(root)


@cache
def _settings() -> bytes:
    root = part("settings")
    child(root, "zoom", percent="100")
    child(root, "defaultTabStop", val="420")
    child(root, "evenAndOddHeaders")
    child(root, "characterSpacingControl", val="compressPunctuation")
    compatible = child(root, "compat")
    for name in _COMPATIBLE:
        child(compatible, name)
    child(
        compatible,
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val="15",
    )
    child(root, "themeFontLang", val="en-US", eastAsia="zh-CN")
    return _bytes(root)


@cache
def _footer(style: str) -> bytes:
    """The number of the page between two strokes."""
    root = part("ftr")
    paragraph = child(root, "p")
    child(child(paragraph, "pPr"), "pStyle", val=style)
    _stroke(paragraph, "— ")
    field = child(paragraph, "fldSimple", instr=" PAGE ")
    child(child(field, "r"), "t").text = "1"
    _stroke(paragraph, " —")
    return _bytes(root)


def _stroke(paragraph: etree._Element, text: str) -> None:
    run = child(paragraph, "r")
    child(child(run, "rPr"), "rFonts", hint="eastAsia")
    written = child(run, "t")
    written.text = text
    written.set(SPACE, "preserve")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content)
    return target.getvalue()
