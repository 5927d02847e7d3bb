"""An officer's own files at release (改后的 Word 文档、盖章的 PDF), frozen in place of ours."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pypdfium2

from notices.paper import Form
from workflow.papers.release.paper_desk import PaperError, bytes_of

_PACKAGE, _PDF = b"PK\x03\x04", b"%PDF-"
_PARTS = frozenset({"[Content_Types].xml", "word/document.xml"})
# A macro could do anything on the machine of whoever opens the document.
_MACROS = "vbaproject.bin"


def own_files(paths: Iterable[Path]) -> dict[Form, bytes]:
    """The content of the files by their form, known by what is in them, not by their names.

    Raises:
        PaperError: one cannot be read, is neither a Word document nor a PDF, or has macros; or two
            have the same form.
    """
    found: dict[Form, bytes] = {}
    for path in paths:
        body = bytes_of(path)
        form = _form_of(path, body)
        if form in found:
            raise PaperError(f"{path}：{form.label}只能给一份，已经给了另一份")
        found[form] = body
    return found


def _form_of(path: Path, body: bytes) -> Form:
    if body.startswith(_PACKAGE):
        _require_word(path, body)
        return Form.DOCX
    if body.startswith(_PDF):
        _require_pages(path, body)
        return Form.PDF
    raise PaperError(f"{path}：既不是 Word 文档（.docx），也不是 PDF；请另存为其中一种再签发")


def _require_word(path: Path, body: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(body)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise PaperError(f"{path}：Word 文档已损坏，打不开，请重新保存") from error
    if not set(names) >= _PARTS:
        raise PaperError(f"{path}：不是 Word 文档（.docx），请另存为 .docx 再签发")
    if any(name.lower().endswith(_MACROS) for name in names):
        raise PaperError(f"{path}：文档含有宏，不能签发；请另存为不含宏的 .docx")


def _require_pages(path: Path, body: bytes) -> None:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise PaperError(f"{path}：PDF 打不开（已损坏或者有密码），请重新生成") from error
    try:
        count = len(document)
    finally:
        document.close()
    if count == 0:
        raise PaperError(f"{path}：PDF 没有页面，请重新生成")
