"""Paragraphs of a Word file as a person reads them.

Fields show their result and not their code, deleted and hidden characters are left out, and what
is no text (pictures, objects, shapes) is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reading.doc.fib import WordFile
from reading.doc.package import too_long
from reading.doc.pieces import Text, text_of, whole
from reading.doc.runs import OddRun, ParagraphRuns, Properties, changed, odd_runs

_MOST_PARAGRAPHS = 400_000
_MARKS = re.compile("[\r\x07\x0c]")
CELL_MARK, PAGE_MARK = "\x07", "\x0c"
_KEPT = frozenset("\r\x07\x0c\x13\x14\x15")
_SPECIAL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_HALF = re.compile("[\ud800-\udfff]")
_PICTURE, _SHAPE = "\x01", "\x08"
_CODE, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-"}
# Fields that show nothing where they stand: entries of an index or of contents, bookmarks.
_SILENT = re.compile(r"\s*(?:XE|TC|TA|RD|SET|PRIVATE|ASK|BOOKMARK)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocParagraph:
    """A paragraph with its mark and properties.

    ``pictures`` counts what holds no text for us, a field without its result among them;
    ``shapes`` are the places in the text where shapes are anchored.
    """

    text: str
    mark: str
    properties: Properties
    pictures: int
    shapes: tuple[int, ...]


class Story:
    """The text of a document, cut into paragraphs on demand."""

    def __init__(self, file: WordFile) -> None:
        """Gather the text and the properties.

        Raises:
            DocumentError: text and properties do not belong together.
        """
        self._text = text_of(file)
        self._runs = ParagraphRuns(file)
        self._shown = _with_odd_runs(self._text, odd_runs(file))
        self._has_halves = _HALF.search(self._shown) is not None
        self._end = len(file.words)
        self._count = 0

    def paragraphs(self, start: int, end: int) -> Iterator[DocParagraph]:
        """The paragraphs that end between two places of the text.

        Raises:
            DocumentError: there are more than any report has (``too_large``).
        """
        fields = _Fields()
        begin = start
        for found in _MARKS.finditer(self._text.characters, start, end):
            self._count += 1
            if self._count > _MOST_PARAGRAPHS:
                raise too_long()
            mark = found.group()
            shown = self._shown[begin : found.start()]
            if self._has_halves:
                shown = whole(shown)
            text, pictures = fields.read(shown)
            pictures += fields.end_paragraph(is_cell=mark == CELL_MARK)
            yield DocParagraph(
                text=text,
                mark=mark,
                properties=self._properties(found.start()),
                pictures=pictures,
                shapes=self._shapes(begin, found.start()),
            )
            begin = found.end()

    def ends_well(self, place: int) -> bool:
        """Whether a text that is so long ends with the mark of a paragraph, as each does."""
        return self._text.characters[place - 1] in "\r\x0c"

    def _shapes(self, start: int, end: int) -> tuple[int, ...]:
        places: list[int] = []
        place = self._shown.find(_SHAPE, start, end)
        while place >= 0:
            places.append(place)
            place = self._shown.find(_SHAPE, place + 1, end)
        return tuple(places)

    def _properties(self, place: int) -> Properties:
        piece = self._text.piece_at(place)
        offset = piece.offset + (place - piece.start) * piece.width
        is_page_break = self._text.characters[place] == PAGE_MARK  # may stand inside a cell
        found = self._runs.at(offset, self._end if is_page_break else offset + piece.width)
        return changed(found, piece.changes) if piece.changes else found


class _Fields:
    """Follows fields through the text: code, result, end, one inside another."""

    def __init__(self) -> None:
        self._open: list[bool] = []  # for each open field, whether its code is being read

    def read(self, text: str) -> tuple[str, int]:
        """The text that shows, and the number of things in it that hold no text for us."""
        if not self._open and _SPECIAL.search(text) is None:
            return text, 0
        pieces: list[str] = []
        unseen = 0
        last = code_at = 0
        for found in _SPECIAL.finditer(text):
            is_shown = not any(self._open)
            if is_shown:
                pieces.append(text[last : found.start()])
            last = found.end()
            special = found.group()
            if special == _CODE:
                self._open.append(True)
                code_at = last
            elif special == _RESULT and self._open:
                self._open[-1] = False
            elif special == _FIELD_END and self._open:
                is_without_result = self._open.pop()
                unseen += is_without_result and not _SILENT.match(text, code_at)
            elif is_shown:
                unseen += special == _PICTURE
                pieces.append(_SHOWN.get(special, ""))
        if not any(self._open):
            pieces.append(text[last:])
        return "".join(pieces), unseen

    def end_paragraph(self, *, is_cell: bool) -> int:
        """Close what a paragraph must not leave open; 1 where a code was broken off."""
        is_broken = any(self._open)
        self._open = [] if is_cell else [False for _ in self._open]
        return int(is_broken)


def _with_odd_runs(text: Text, runs: Sequence[OddRun]) -> str:
    """The characters with deleted and hidden ones as zeros, and symbols in their place."""
    if not runs:
        return text.characters
    starts = [run.start for run in runs]
    pieces: list[str] = []
    done = 0
    for piece in text.pieces:
        length = (piece.end - piece.start) * piece.width
        first = max(bisect_right(starts, piece.offset) - 1, 0)
        for run in runs[first : bisect_left(starts, piece.offset + length)]:
            begin = piece.start + -(-(max(run.start, piece.offset) - piece.offset) // piece.width)
            stop = piece.start + (min(run.end, piece.offset + length) - piece.offset) // piece.width
            if stop <= begin or begin < done:
                continue
            pieces.append(text.characters[done:begin])
            pieces.extend(
                character if character in _KEPT else run.shown or "\x00"
                for character in text.characters[begin:stop]
            )
            done = stop
    pieces.append(text.characters[done:])
    return "".join(pieces)
