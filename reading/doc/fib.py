"""The head of a Word 97 file: how long its texts are and where its tables stand (MS-DOC 2.5)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from reading.doc.package import OleKind, Package, broken_document, kind_of
from reading.errors import DocumentError, DocumentErrorClass

_FLAGS_AT, _SECOND_TABLE = 0x0A, 0x0200
_LENGTHS_AT, _LENGTHS = 0x4C, struct.Struct("<8i")
_COUNT_AT, _PAIRS_AT = 0x98, 0x9A
_PAIRS_AT_LEAST = 0x5D
# Places in the array of offset and length.
STYLES, CHARACTERS, PARAGRAPHS, PIECES = 1, 12, 13, 33
SHAPES, BOXES, LISTS, LIST_USES = 40, 56, 73, 74


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """The streams of a document with what its head says.

    Lengths are in characters. The main text comes first; the texts of boxes stand ``boxes_at``
    characters after its start, and all texts together have ``whole_length``.
    """

    package: Package
    words: bytes
    tables: bytes
    main_length: int
    boxes_at: int
    boxes_length: int
    whole_length: int

    def table(self, number: int) -> bytes:
        """The table at this place of the array, empty where the document has none.

        Raises:
            DocumentError: the place lies outside the file.
        """
        at, size = self.table_at(number)
        return self.tables[at : at + size]

    def table_at(self, number: int) -> tuple[int, int]:
        """Where a table begins in the stream of tables, and its size in bytes."""
        (count,) = struct.unpack_from("<H", self.words, _COUNT_AT)
        if number >= count:
            return 0, 0
        at, size = struct.unpack_from("<II", self.words, _PAIRS_AT + number * 8)
        if size and at + size > len(self.tables):
            raise broken_document()
        return at, size

    @property
    def pictures(self) -> bytes:
        """The stream that holds pictures and long lists of modifiers."""
        return self.package.stream("Data") if "data" in self.package.names else b""


def open_word(body: bytes) -> WordFile:
    """Open a Word 97 file.

    Raises:
        DocumentError: it is another kind of file, is encrypted or damaged.
    """
    package = Package(body)
    kind = kind_of(package)
    if kind is OleKind.ENCRYPTED:
        raise DocumentError(
            DocumentErrorClass.ENCRYPTED, "DOC 文件已加密，无法读取，请取得未加密的文件"
        )
    if kind is not OleKind.WORD_97:
        what = "Word 6.0/95 文档" if kind is OleKind.WORD_95 else "其他程序的旧版文件"
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT,
            f"文件是{what}，不能直接读取，请另存为 DOCX 后再提交",
        )
    words = package.stream("WordDocument")
    if len(words) < _PAIRS_AT + _PAIRS_AT_LEAST * 8:
        raise broken_document()
    (flags,) = struct.unpack_from("<H", words, _FLAGS_AT)
    tables = package.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    lengths = _LENGTHS.unpack_from(words, _LENGTHS_AT)
    main, _notes, _headers, _macros, _comments, _ends, boxes, _header_boxes = lengths
    if main <= 0 or min(lengths) < 0:
        raise broken_document()
    others = sum(lengths[1:])
    return WordFile(
        package=package,
        words=words,
        tables=tables,
        main_length=main,
        boxes_at=sum(lengths[:6]),
        boxes_length=boxes,
        whole_length=main + others + (1 if others else 0),
    )
