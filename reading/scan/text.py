"""Lines of print outside the tables to paragraphs, also over a page break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from reading.part_headings import part_of_heading
from reading.scan.page import ScanLine, ScanMark, ScanPage

_PAGE_NUMBER = re.compile(
    r"[-—一·.\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*共?\d{1,3}\s*页?)?[-—一·.\s]*"
)
_MARGIN = 0.1  # of the height of a page, where a page number stands
# In heights of a line.
_INDENT, _SHORT, _APART, _BIGGER, _BESIDE = 1.2, 1.6, 1.5, 1.5, 0.4
_LINES_AT_LEAST = 5
_TITLE_PAGES, _TITLE_SHARE, _SAME_SIZE = 2, 1.15, 0.2
_FULL_WIDTH = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HALF_MARK = re.compile(r"(?<=[\u3400-\u9fff”》）□])[,:;?!()]|[()](?=[\u3400-\u9fff“《])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The margins of a page's text, in pixels."""

    left: int
    right: int
    height: int

    def is_full(self, row: ScanLine) -> bool:
        """Whether a line reaches the right margin, so that its sentence may go on."""
        return row.box.right >= self.right - self.height * _SHORT and not _is_heading(row)


def column_of(pages: Sequence[ScanPage]) -> Column:
    """The widest column of any page that has enough to tell."""
    found = [column for page in pages if (column := _column(page)) is not None]
    return max(
        found, key=lambda one: one.right - one.left, default=Column(left=0, right=0, height=0)
    )


def _column(page: ScanPage) -> Column | None:
    """The margins of a page, or ``None`` where it has too little on it."""
    lines = [block for block in page.blocks if isinstance(block, ScanLine)]
    if not lines or (len(lines) < _LINES_AT_LEAST and len(lines) == len(page.blocks)):
        return None
    held = [block.box for block in page.blocks if not isinstance(block, ScanMark)]
    return Column(
        left=min(box.left for box in held),
        right=max(box.right for box in held),
        height=round(median(line.box.height for line in lines)),
    )


class Paragraphs:
    """Takes the lines of page after page; a paragraph may go on over the page break."""

    def __init__(self, column: Column) -> None:
        """``column`` is where the text of the document usually stands."""
        self._usual = self.column = column
        self._lines: list[ScanLine] = []
        self._open = ""

    def begin(self, page: ScanPage) -> None:
        """What follows stands on this page."""
        self.column = _column(page) or self._usual

    def add(self, line: ScanLine) -> None:
        """A further line of this page."""
        self._lines.append(line)

    def taken(self, *, is_break: bool = False) -> Iterator[str]:
        """The paragraphs that are whole; at a page break the last one may stay open."""
        rows = list(_rows(self._lines))
        self._lines = []
        for text, is_new in _paragraphs(rows, self.column):
            if is_new or not self._open:
                yield from self._closed()
                self._open = text
            else:
                self._open = glued(self._open, text)
        if not is_break or (rows and not self.column.is_full(rows[-1])):
            yield from self._closed()

    def _closed(self) -> Iterator[str]:
        if self._open:
            yield chinese_marks(self._open)
        self._open = ""


def is_page_number(line: ScanLine, page: ScanPage) -> bool:
    """Whether a line is the number that a page prints on its margin."""
    margin = page.height * _MARGIN
    is_outside = line.box.bottom < margin or line.box.top > page.height - margin
    return is_outside and _PAGE_NUMBER.fullmatch(_plain(line.text)) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u2013", "-")


def titles_of(pages: Sequence[ScanPage]) -> tuple[str, ...]:
    """What the first pages print in letters larger than the rest, lines of one size together."""
    rows = [
        row
        for page in pages[:_TITLE_PAGES]
        for row in _rows([block for block in page.blocks if isinstance(block, ScanLine)])
    ]
    if not rows:
        return ()
    usual = median(row.box.height for row in rows)
    found: list[str] = []
    size = 0
    for row in rows:
        if row.box.height < _TITLE_SHARE * usual:
            size = 0
        elif size and abs(row.box.height - size) < _SAME_SIZE * size:
            found[-1] += row.text
        else:
            found.append(row.text)
            size = row.box.height
    return tuple(chinese_marks(text) for text in found)


def _paragraphs(rows: Sequence[ScanLine], column: Column) -> Iterator[tuple[str, bool]]:
    """Paragraphs of one column; whether each plainly begins where it stands."""
    if not rows:
        return
    height = median(row.box.height for row in rows)
    above: ScanLine | None = None
    text, is_new = "", True
    for row in rows:
        begins = row.box.left > column.left + height * _INDENT or _is_heading(row)
        if above is None:
            text, is_new = row.text, begins
        elif begins or not column.is_full(above) or _is_apart(above, row, height):
            yield text, is_new
            text, is_new = row.text, True
        else:
            text = glued(text, row.text)
        above = row
    yield text, is_new


def _is_heading(row: ScanLine) -> bool:
    return part_of_heading(row.text) is not None


def _is_apart(above: ScanLine, row: ScanLine, height: float) -> bool:
    low, high = sorted((above.box.height, row.box.height))
    return row.box.top - above.box.bottom > height * _APART or high > low * _BIGGER


def _rows(lines: Sequence[ScanLine]) -> Iterator[ScanLine]:
    """Pieces that stand beside each other are one line."""
    return map(_one_row, beside_each_other(lines))


def beside_each_other(lines: Sequence[ScanLine]) -> Iterator[list[ScanLine]]:
    """The pieces of each line, the lines from top to bottom."""
    row: list[ScanLine] = []
    for line in sorted(lines, key=lambda line: line.box.top + line.box.bottom):
        middle = (line.box.top + line.box.bottom) / 2
        if row and middle > row[0].box.bottom - row[0].box.height * _BESIDE:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _one_row(pieces: Sequence[ScanLine]) -> ScanLine:
    first, *rest = sorted(pieces, key=lambda piece: piece.box.left)
    for piece in rest:
        first = ScanLine(box=first.box.joined(piece.box), text=glued(first.text, piece.text))
    return first


def glued(text: str, more: str) -> str:
    """Two lines as one text: only words of the West have a space where a line ends."""
    ends = text[-1:] + more[:1]
    is_words = len(ends) == 2 and ends.isascii() and ends.isalnum() and not ends.isdigit()  # noqa: PLR2004
    return text + (" " if is_words else "") + more


def chinese_marks(text: str) -> str:
    """Marks beside Chinese characters in full width, as Chinese prints them."""
    return _HALF_MARK.sub(lambda found: _FULL_WIDTH[found.group()], text)
