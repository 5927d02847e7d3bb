"""Zip archives: one report a member, names as their authors wrote them, nothing put on disk."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import LARGEST_BODY, LARGEST_RATIO, LARGEST_UNPACKED, broken_package

MOST_MEMBERS = 5_000
_LONGEST_MARK = 64
_RATIO_COUNTS_FROM = 8 * 1024 * 1024
_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# A package of one document, not an archive of several.
_PACKAGE_PARTS = frozenset(
    ["[Content_Types].xml", "OFD.xml", "content.xml", "word/document.xml", "xl/workbook.xml"]
)
# What systems and word processors leave beside documents.
_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)", re.IGNORECASE
)
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNICODE_PATH = 0x7075
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{3}")  # é before s alone would make one, not three
_PLAIN = re.compile(r"[\x20-\x7e\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·〔〕]*")
_NOT_READ = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A member by its place in the archive; ``name`` serves people and is no path to write to."""

    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document that a body holds: the body itself, or the member ``number`` of an archive."""

    number: int | None = None
    member: str = ""

    def called(self, name: str) -> str:
        """What it is called where the body is called ``name``: ``archive.zip!member.docx``."""
        return name if self.number is None else f"{name}!{self.member}"

    def body_in(self, body: bytes) -> bytes:
        """Its bytes.

        Raises:
            DocumentError: see ``document_body``.
        """
        return body if self.number is None else document_body(BytesIO(body), self.number)


WHOLE = Held()


def documents_in(body: bytes) -> tuple[Held, ...]:
    """The documents that a body holds: itself, or each member of the archive that it is.

    Raises:
        DocumentError: see ``entries_of``.
    """
    if not is_archive(body):
        return (WHOLE,)
    return tuple(Held(number=entry.number, member=entry.name) for entry in entries_of(body))


def document_body(archive_file: BinaryIO, number: int) -> bytes:
    """The bytes of a member that is a document of its own.

    Raises:
        DocumentError: see ``member_body``; or it is an archive again, which is not opened.
    """
    inside = member_body(archive_file, number)
    if is_archive(inside):
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT, "压缩包里还有压缩包，未予展开，请先解开再读取"
        )
    return inside


def is_archive(body: bytes) -> bool:
    """Whether a body is a zip of documents, and not a document that is packed as one."""
    if not body.startswith(_MARKS):
        return False
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            return _PACKAGE_PARTS.isdisjoint(archive.namelist())
    except (*_NOT_READ, NotImplementedError):
        return False


def entries_of(body: bytes) -> tuple[Entry, ...]:
    """The members that may be documents, in order.

    Raises:
        DocumentError: the archive is damaged, empty, or unpacks to more than is reasonable.
    """
    entries = [
        Entry(number=number, name=name)
        for number, member in enumerate(_listing(body))
        if not member.is_dir() and not _LITTER.search(name := _name(member))
    ]
    if not entries:
        raise DocumentError(DocumentErrorClass.EMPTY, "压缩包里没有任何文件，请重新取得压缩包")
    return tuple(entries)


def member_body(archive_file: BinaryIO, number: int) -> bytes:
    """The bytes of one member, by its place in the archive.

    Raises:
        DocumentError: it is encrypted, damaged, too large, or packed in a way that is not known.
    """
    try:
        with zipfile.ZipFile(archive_file) as archive:
            member = archive.infolist()[number]
            _refuse(member)
            with archive.open(member) as stream:
                return stream.read(LARGEST_BODY + 1)
    except NotImplementedError as error:
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT, "压缩方法不受支持，请解开压缩包后再读取"
        ) from error
    except RuntimeError as error:  # what zipfile says of a member that wants a password
        raise _encrypted() from error
    except (*_NOT_READ, IndexError) as error:
        raise broken_package() from error


def members_beginning(body: bytes, marks: tuple[bytes, ...]) -> Iterator[tuple[Entry, bytes]]:
    """The members whose content begins with one of ``marks``, one after another with their bytes.

    Those that cannot be opened are left out: who reads them tells why.

    Raises:
        DocumentError: see ``entries_of``.
    """
    entries = entries_of(body)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        listing = archive.infolist()
        for entry in entries:
            member = listing[entry.number]
            try:
                _refuse(member)
                with archive.open(member) as stream:
                    start = stream.read(_LONGEST_MARK)
                    if not start.startswith(marks):
                        continue
                    content = start + stream.read(LARGEST_BODY)
            except (*_NOT_READ, NotImplementedError, RuntimeError, DocumentError):
                continue
            yield entry, content


def _listing(body: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            members = archive.infolist()
    except (*_NOT_READ, NotImplementedError) as error:
        raise broken_package() from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or _is_bomb(unpacked, len(body)):
        raise _too_large()
    return members


def _refuse(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise _encrypted()
    if member.file_size > LARGEST_BODY or _is_bomb(member.file_size, member.compress_size):
        raise _too_large()


def _is_bomb(unpacked: int, packed: int) -> bool:
    is_dense = unpacked > _RATIO_COUNTS_FROM and unpacked > packed * LARGEST_RATIO
    return is_dense or unpacked > LARGEST_UNPACKED


def _encrypted() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.ENCRYPTED, "压缩包内的文件已加密，无法读取，请取得未加密的文件"
    )


def _too_large() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.TOO_LARGE, "压缩包展开后过大或文件过多，超出处理上限，未予展开"
    )


def _name(member: zipfile.ZipInfo) -> str:
    """The name as its author wrote it, without what leads out of a folder or plays tricks."""
    raw = _unicode_path(member) or _decoded(member)
    parts = _CONTROL.sub("", raw.replace("\\", "/")).split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not _DRIVE.fullmatch(part)]
    return "/".join(kept) or "（无名）"


def _decoded(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename
    if member.flag_bits & _UTF8_FLAG:
        return _mended(name)
    try:
        raw = name.encode("cp437")  # what zipfile takes unmarked names for
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _mended(name: str) -> str:
    """A name whose GBK bytes were taken for Western letters before it was stored as UTF-8."""
    if name.isascii() or _HAN.search(name):
        return name
    for taken_for in ("cp437", "latin-1", "cp1252"):
        try:
            mended = name.encode(taken_for).decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if _HAN_RUN.search(mended) and _PLAIN.fullmatch(mended):
            return mended
    return name


def _unicode_path(member: zipfile.ZipInfo) -> str | None:
    """The name in UTF-8 that some packers add beside the other, when it belongs to that one."""
    extra = member.extra
    while len(extra) >= 4:  # noqa: PLR2004 - the head of a field: its kind and its length
        kind, length = struct.unpack("<HH", extra[:4])
        content, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind != _UNICODE_PATH or content[:1] != b"\x01":
            continue
        try:
            plain = member.orig_filename.encode("cp437")
            if struct.unpack("<L", content[1:5])[0] == zlib.crc32(plain):
                return content[5:].decode("utf-8")
        except (UnicodeError, struct.error):
            return None
    return None
