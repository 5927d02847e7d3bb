"""A document as a person hands it in: a file, or a member of an archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from reading.contract import reading_json
from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import LARGEST_UNPACKED
from reading.members import WHOLE, Held, document_body, documents_in
from reading.model import ReportReading
from reading.office import read_converted as read_by_office
from reading.reader import read, reading_of

MEMBER_MEDIA = "zip-member"
"""What the contract says of a member of an archive, whose own form then stands in ``form``."""

_MOST_MIB = LARGEST_UNPACKED // 1024 // 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What LibreOffice made of a file: the path of a DOCX, or the error that says why none."""

    docx: str = ""
    error_class: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file as the person named it; ``number`` and ``name`` are those of a member in it.

    ``converted`` is there where LibreOffice was called for it beforehand; ``inside`` holds the same
    for members of an archive, by their number.
    """

    file: str
    number: int | None = None
    name: str = ""
    converted: Converted | None = None
    inside: Mapping[int, Converted] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What it is called: ``archive.zip!member.docx`` for a member."""
        return Held(number=self.number, member=self.name).called(self.file)

    @property
    def short(self) -> str:
        """The same without the folder of the file, for messages."""
        return Path(self.file).name + self.shown[len(self.file) :]

    def order(self, **more: object) -> str:
        """The order of a batch for this document, with ``more`` that its task needs."""
        return json.dumps({**asdict(self), **more}, ensure_ascii=False)

    @classmethod
    def of(cls, order: str) -> Handed:
        """The document that an order speaks of."""
        given = json.loads(order)
        converted = Converted(**given["converted"]) if given["converted"] else None
        return cls(
            file=given["file"],
            number=given["number"],
            name=given["name"],
            converted=converted,
            inside={int(n): Converted(**one) for n, one in given["inside"].items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document as read, and its bytes."""

    handed: Handed
    body: bytes
    reading: ReportReading

    def row(self) -> dict[str, object]:
        """The document as ``duban read --format json`` gives it."""
        sha256 = hashlib.sha256(self.body).hexdigest()
        row = reading_json(self.reading, file=self.handed.shown, sha256=sha256)
        if self.handed.number is None:
            return row
        return {**row, "media": MEMBER_MEDIA, "form": self.reading.media.value}


def body_of(handed: Handed) -> bytes | tuple[Handed, ...]:
    """The bytes of a document; of an archive its members, each a document of its own.

    Raises:
        DocumentError: it cannot be opened.
    """
    if handed.number is not None:
        with _opened(handed.file) as archive:
            return document_body(archive, handed.number)
    body = load(handed.file)
    held = documents_in(body)
    if held == (WHOLE,):
        return body
    return tuple(
        Handed(
            file=handed.file,
            number=one.number,
            name=one.member,
            converted=handed.inside.get(one.number) if one.number is not None else None,
        )
        for one in held
    )


def read_handed(handed: Handed) -> ReadDocument | tuple[Handed, ...]:
    """Read a document, or name the members of an archive.

    Raises:
        DocumentError: it cannot be used.
    """
    body = body_of(handed)
    if isinstance(body, tuple):
        return body
    if handed.converted is None:
        return ReadDocument(handed=handed, body=body, reading=read(body, name=handed.short))
    try:
        reading = _read_converted(handed.converted)
    except DocumentError as error:
        raise DocumentError(error.error_class, f"{handed.short}：{error}") from error
    return ReadDocument(handed=handed, body=body, reading=reading)


def _read_converted(converted: Converted) -> ReportReading:
    if converted.error_class:
        raise DocumentError(DocumentErrorClass(converted.error_class), converted.message)
    return reading_of(read_by_office(load(converted.docx)))


def load(name: str) -> bytes:
    """The bytes of a file.

    Raises:
        DocumentError: it cannot be opened, or is larger than anything that is read.
    """
    with _opened(name) as file:
        body = file.read(LARGEST_UNPACKED + 1)
    if len(body) > LARGEST_UNPACKED:
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE,
            f"文件超过 {_MOST_MIB} MB，超出处理上限，请核对是否为年报文件",
        )
    return body


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    try:
        with Path(name).open("rb") as file:
            yield file
    except OSError as error:
        raise DocumentError(
            DocumentErrorClass.NOT_FOUND, f"文件打不开（{error.strerror}），请核对路径"
        ) from error
