"""A document that is ready to be written (文书), and what was written of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledger.said import NoticeKind


class Form(StrEnum):
    """A form in which a document is written; the HTML page is the one the others are made of."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"html": "网页", "docx": "Word 文档", "pdf": "PDF"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document before it is written.

    ``template`` is the file name of its template, ``context`` what the template is filled with,
    ``stem`` the name of its files without the ending, made by ``notices.file_names.file_name``.
    """

    kind: NoticeKind
    template: str
    stem: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """One file of a document; ``size`` in bytes."""

    form: Form
    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPaper:
    """The files of a document, the HTML page first.

    ``left_out`` says of each form that could not be made why, in Chinese, e.g. that there is no
    font for a PDF: that is a failure of ours and ends nothing.
    """

    files: tuple[WrittenFile, ...]
    left_out: tuple[str, ...] = ()

    @property
    def page(self) -> WrittenFile:
        """The HTML page."""
        return self.files[0]
