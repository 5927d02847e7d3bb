"""The parts of an OFD file (GB/T 33190): a zip of XML that refers to itself by paths."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from lxml import etree

from reading.errors import DocumentError, DocumentErrorClass
from reading.facts import day_of_instant
from reading.forms import LARGEST_BODY, broken_package
from reading.package_xml import entities, local, parse

MOST_XML = 96 * 1024 * 1024
MOST_PAGES = 400
_ROOT = "OFD.xml"
_LOCKS = frozenset({"encryptions.xml", "encryption.xml", "decyptseed.dat", "decryptseed.dat"})
_NOT_READ = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


class OfdPackage:
    """Opens parts by their path, and counts what they unpack to."""

    def __init__(self, body: bytes) -> None:
        """Open the package.

        Raises:
            DocumentError: it is damaged or encrypted.
        """
        self._left = MOST_XML
        try:
            self._archive = zipfile.ZipFile(BytesIO(body))
        except _NOT_READ as error:
            raise broken_package() from error
        names = self._archive.namelist()
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in names}
        if any(posixpath.basename(name) in _LOCKS for name in self._names):
            raise _encrypted()

    def has(self, path: str) -> bool:
        """Whether a part is there."""
        return path.lower() in self._names

    def part(self, path: str) -> etree._Element:
        """A part as a tree.

        Raises:
            DocumentError: it is missing, damaged or too large.
        """
        content = self._content(path, self._left)
        self._left -= len(content)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
            raise entities()
        return parse(content)

    def picture(self, path: str) -> bytes:
        """The bytes of a picture.

        Raises:
            DocumentError: it is missing, damaged or too large.
        """
        return self._content(path, LARGEST_BODY)

    def _content(self, path: str, most: int) -> bytes:
        name = self._names.get(path.lower())
        if name is None:
            raise broken_package()
        try:
            with self._archive.open(name) as member:
                content = member.read(most + 1)
        except RuntimeError as error:  # what zipfile says of a member that wants a password
            raise _encrypted() from error
        except _NOT_READ as error:
            raise broken_package() from error
        if len(content) > most:
            raise DocumentError(
                DocumentErrorClass.TOO_LARGE,
                "OFD 文件展开后过大，超出处理上限，请核对是否为年报文件",
            )
        return content


def _encrypted() -> DocumentError:
    return DocumentError(DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdDocument:
    """One document of a package: its pages in order, and what they may refer to.

    ``box`` is the size of a page that does not tell its own. ``claimed_dates``: when the file says
    that it was made and changed.
    """

    claimed_dates: Mapping[str, date]
    pages: tuple[str, ...]
    templates: dict[str, str]
    resources: tuple[str, ...]
    box: str | None


def documents_of(package: OfdPackage) -> tuple[OfdDocument, ...]:
    """The documents of a package, mostly one.

    Raises:
        DocumentError: a part is missing or damaged, or there are more pages than in any report.
    """
    root = package.part(_ROOT)
    found: list[OfdDocument] = []
    for body in children(root, "DocBody"):
        path = text_of(body, "DocRoot")
        if path is not None:
            found.append(_document(package, resolved("", path), _dates(body)))
    if not found:
        raise broken_package()
    count = sum(len(document.pages) for document in found)
    if count > MOST_PAGES:
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE,
            f"OFD 有 {count} 页，超出处理上限（{MOST_PAGES} 页），请核对是否为年报文件",
        )
    return tuple(found)


def _dates(body: etree._Element) -> dict[str, date]:
    """Days in China, under the names that claimed dates have; what is no date is left out."""
    days = {
        name: day_of_instant(text_of(body, "DocInfo", key) or "")
        for name, key in (("created", "CreationDate"), ("modified", "ModDate"))
    }
    return {name: day for name, day in days.items() if day is not None}


def _document(package: OfdPackage, path: str, dates: Mapping[str, date]) -> OfdDocument:
    root = package.part(path)
    common = next(children(root, "CommonData"), None)
    templates: dict[str, str] = {}
    resources: list[str] = []
    for element in common if common is not None else ():
        name = local(element)
        if name == "TemplatePage":
            templates[element.get("ID") or ""] = resolved(path, element.get("BaseLoc") or "")
        elif name in ("PublicRes", "DocumentRes") and element.text:
            resources.append(resolved(path, element.text))
    pages = tuple(
        resolved(path, page.get("BaseLoc") or "")
        for pages in children(root, "Pages")
        for page in children(pages, "Page")
    )
    box = text_of(common, "PageArea", "PhysicalBox") if common is not None else None
    return OfdDocument(
        claimed_dates=dates,
        pages=pages,
        templates=templates,
        resources=tuple(resources),
        box=box,
    )


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children with this name, whatever their namespace."""
    return (child for child in element if local(child) == name)


def text_of(element: etree._Element, *names: str) -> str | None:
    """The text of the first descendant along these names."""
    for name in names:
        inner = next(children(element, name), None)
        if inner is None:
            return None
        element = inner
    return (element.text or "").strip() or None


def resolved(base: str, path: str) -> str:
    """A path that stands in the part ``base``; it never leads out of the package."""
    path = path.strip().replace("\\", "/")
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(f"/{joined}").lstrip("/")
