"""XML out of packages that strangers made: small trees, no entities, nothing fetched."""

from __future__ import annotations

from lxml import etree

from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import broken_package


def parse(content: bytes | None) -> etree._Element:
    """A part as a tree.

    Raises:
        DocumentError: the part is missing, is no XML, or defines entities.
    """
    if content is None:
        raise broken_package()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise broken_package() from error
    if has_doctype(root):
        raise entities()
    return root


def has_doctype(element: etree._Element) -> bool:
    """Whether the document of an element declares a type, in which entities may be defined."""
    return bool(getattr(element.getroottree().docinfo, "doctype", ""))


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def entities() -> DocumentError:
    """The error for a part that defines entities."""
    return DocumentError(
        DocumentErrorClass.UNSUPPORTED_FORMAT,
        "文件内含有实体定义，不是正常的办公文档，出于安全考虑未予读取",
    )
