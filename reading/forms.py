"""Which form a document has: decided by its content, never by its name."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from reading.charset import Decoded, decode
from reading.doc.package import OleKind, ole_kind
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media

LARGEST_BODY = 64 * 1024 * 1024
LARGEST_TEXT = 12 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = 8 * 1024 * 1024
_MOST_MEMBERS = 20_000

_MARKS = (
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
)
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
"""How the forms of pictures begin that are read."""
_RTF = b"{\\rtf"
_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_TAG = re.compile(r"<(?:p|div|table|tr|td|html|head|body|meta|h\d|ul|li)\b[^<>]*>", re.IGNORECASE)
_TAGS_AT_LEAST = 3
_WORD_XML = re.compile(r"progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b")
_MESSAGE = re.compile(r"(?:From|MIME-Version|Subject|Date):.{0,4000}multipart/related", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_CONTROL_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of a body; ``decoded`` is its text where it is one.

    ``by_office`` says that only LibreOffice can read it (Word 6/95 and RTF).
    """

    media: Media
    decoded: Decoded | None = None
    by_office: bool = False


_OLE_FORMS = {
    OleKind.WORD_97: Form(media=Media.DOC),
    OleKind.WORD_95: Form(media=Media.DOC, by_office=True),
    OleKind.EXCEL: Form(media=Media.XLSX),
}


def form_of(body: bytes, content_type: str | None = None) -> Form:
    """The form of a body that can be read.

    Raises:
        DocumentError: it cannot be used, and why.
    """
    if not body.strip(b"\x00\t\r\n\x0b\x0c \xef\xbb\xbf"):
        raise DocumentError(DocumentErrorClass.EMPTY, "文件是空的，没有任何内容，请重新取得文件")
    if len(body) > LARGEST_BODY:
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE,
            f"文件超过 {LARGEST_BODY // 1024 // 1024} MB，超出处理上限，请核对是否为年报文件",
        )
    marked = _marked_form(body)
    if marked is not None:
        return marked
    decoded = decode(body, content_type)
    _refuse_odd_text(decoded.text)
    tags = _TAG.finditer(decoded.text)
    if sum(1 for _, _ in zip(range(_TAGS_AT_LEAST), tags, strict=False)) == _TAGS_AT_LEAST:
        return Form(media=Media.HTML, decoded=decoded)
    return Form(media=Media.TEXT, decoded=decoded)


def _marked_form(body: bytes) -> Form | None:
    """The form of a body that begins with the mark of one; ``None`` for text."""
    if body.startswith(_PACKAGES):
        return _form_of_zip(body)
    if body.startswith(_OLE):
        return _form_of_ole(body)
    if body.startswith(_RTF):
        return Form(media=Media.DOC, by_office=True)
    if body.startswith(PICTURES):
        return Form(media=Media.SCAN)
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return Form(media=Media.PDF)
    for mark, name in _MARKS:
        if body.startswith(mark):
            raise unsupported(name)
    return None


def unsupported(name: str) -> DocumentError:
    """The error for a form that is known and not read."""
    return DocumentError(
        DocumentErrorClass.UNSUPPORTED_FORMAT,
        f"文件是 {name}，不能读取；请改用网页、DOCX、DOC、WPS、PDF、OFD、XLSX、"
        "图片、文本或 ZIP 形式的年报",
    )


def _refuse_odd_text(text: str) -> None:
    if len(text) > LARGEST_TEXT:
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE, "文件文字过多，超出处理上限，请核对是否为年报文件"
        )
    start = text[:8000]
    if _WORD_XML.search(start):
        raise unsupported("Word XML 文档")
    if _MESSAGE.match(start.lstrip()):
        raise unsupported("MHT 网页存档")
    if len(_CONTROL.findall(start)) > len(start) * _CONTROL_SHARE:
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT, "文件不是文字，也不是能识别的文档，请核对文件"
        )


def _form_of_zip(body: bytes) -> Form:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken_package() from error
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted()
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > _MOST_MEMBERS
        or unpacked > LARGEST_UNPACKED
        or (unpacked > _RATIO_COUNTS_FROM and unpacked > len(body) * LARGEST_RATIO)
    ):
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE, "压缩文件展开后过大，超出处理上限，未予展开"
        )
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return Form(media=Media.DOCX)
    if "xl/workbook.xml" in names:
        return Form(media=Media.XLSX)
    if "OFD.xml" in names:
        return Form(media=Media.OFD)
    for member, kind in (
        ("xl/workbook.bin", "XLSB 表格"),
        ("ppt/presentation.xml", "PPTX 演示文稿"),
        ("content.xml", "ODF 文档"),
    ):
        if member in names:
            raise unsupported(kind)
    if "[Content_Types].xml" in names:
        raise DocumentError(
            DocumentErrorClass.TRUNCATED, "文件是办公文档，但缺少正文，可能不完整，请重新取得文件"
        )
    raise unsupported("ZIP 压缩包")


def broken_package() -> DocumentError:
    """The error for a package that ends early or is damaged."""
    return DocumentError(
        DocumentErrorClass.TRUNCATED, "文件不完整或已损坏，无法打开，请重新取得文件"
    )


def _encrypted() -> DocumentError:
    return DocumentError(DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件")


def _form_of_ole(body: bytes) -> Form:
    kind = ole_kind(body)
    if kind is OleKind.ENCRYPTED:
        raise _encrypted()
    form = _OLE_FORMS.get(kind)
    if form is None:
        raise unsupported("旧版办公文档（OLE）")
    return form
