"""The parts of an XLSX package, checked before anything else opens them.

A rebuilt package holds nothing but checked XML: no macros, no links, no sizes that lie.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import broken_package
from reading.package_xml import entities, local, parse

MOST_XML = 64 * 1024 * 1024
_MOST_SHEETS = 100
_KEPT = (".xml", ".rels")
_MACROS, _PICTURES = "vbaproject.bin", ("xl/media/", "xl/embeddings/", "xl/charts/")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ID_ENDS = "}id"
_NOT_READ = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A sheet as the workbook lists it; ``path`` is ``None`` for one that is no part of it."""

    name: str
    path: str | None
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The checked XML parts by path, and the sheets in the order of the workbook."""

    parts: Mapping[str, bytes]
    sheets: tuple[SheetPart, ...]
    has_macros: bool
    pictures: frozenset[str]

    def rebuilt(self) -> bytes:
        """A package of the checked parts alone."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return stream.getvalue()


def package_of(body: bytes) -> Package:
    """Open a package.

    Raises:
        DocumentError: it is damaged, too large, or holds entities.
    """
    names, parts = _parts(body)
    workbook = parse(parts.get("xl/workbook.xml"))
    targets = _targets(parts, "xl/workbook.xml")
    sheets = tuple(
        SheetPart(
            name=element.get("name") or "",
            path=targets.get(_id(element)),
            is_hidden=element.get("state") in ("hidden", "veryHidden"),
        )
        for element in workbook.iter()
        if local(element) == "sheet"
    )
    if not sheets or len(sheets) > _MOST_SHEETS:
        raise broken_package() if not sheets else _too_large()
    return Package(
        parts=parts,
        sheets=sheets,
        has_macros=any(name.lower().endswith(_MACROS) for name in names),
        pictures=frozenset(_with_pictures(parts, sheets)),
    )


def _parts(body: bytes) -> tuple[list[str], dict[str, bytes]]:
    parts: dict[str, bytes] = {}
    left = MOST_XML
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
            for name in dict.fromkeys(names):
                if not name.lower().endswith(_KEPT):
                    continue
                with archive.open(name) as member:
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _too_large()
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    raise entities()
                parts[name.removeprefix("/")] = content
    except RuntimeError as error:  # what zipfile says of a member that wants a password
        raise DocumentError(
            DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件"
        ) from error
    except _NOT_READ as error:
        raise broken_package() from error
    return names, parts


def _too_large() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.TOO_LARGE, "表格文件展开后过大，超出处理上限，请核对是否为年报文件"
    )


def _id(element: etree._Element) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(_ID_ENDS)), "")


def _targets(parts: Mapping[str, bytes], path: str) -> dict[str, str]:
    """The parts that a part refers to, by the id of the reference."""
    folder, name = posixpath.split(path)
    content = parts.get(f"{folder}/_rels/{name}.rels")
    if content is None:
        return {}
    return {
        relation.get("Id") or "": posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target") or "")
        ).lstrip("/")
        for relation in parse(content).iter(_RELATIONS)
        if relation.get("TargetMode") != "External"
    }


def _with_pictures(parts: Mapping[str, bytes], sheets: tuple[SheetPart, ...]) -> set[str]:
    """The paths of sheets on which a picture, an object or a chart lies."""
    found: set[str] = set()
    for sheet in sheets:
        waiting = list(_targets(parts, sheet.path).values()) if sheet.path else []
        seen: set[str] = set()
        while waiting and sheet.path:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            if path.startswith(_PICTURES):
                found.add(sheet.path)
            elif path.startswith("xl/drawings/"):
                waiting.extend(_targets(parts, path).values())
    return found
