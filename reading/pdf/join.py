"""A table that a page break cut in pieces is one table again.

Pieces belong together by the places of their upright rules, never by the number of their columns: a
column that no cell of a piece uses is not ruled there. A row that the break cut through has its
numbers in one piece and the rest of its label in the other. Rows are told apart by the labels of
the format; numbers are never added to a row that has its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.blocks import Cell, Grid, Layout
from reading.cells import is_figure_like
from reading.labels import fold, is_label
from reading.pdf.labels import is_to_the_word
from reading.pdf.lines import joined_lines
from reading.pdf.tables import PdfCell, PdfTable, without_idle

_SAME_EDGE = 3.5
_SHARED_AT_LEAST, _SHARED_SHARE = 3, 0.8
_AT_BREAK = "该行位于换页处，行名与数字可能分在两页，无法确定是否为空"
_CUT = "该行被换页截断，数字可能分在两页，无法确定取值"
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]")
_NO_NUMBER = frozenset({"无", "零", "没有", "暂无", "未统计", "不适用"})
_BLANKS_AT_LEAST = 3
_STARTS = ("第二十条第一项", "申请人情况")


@dataclass(slots=True, eq=False)
class _Cell:
    """A cell while pieces are put together."""

    text: str
    doubt: str | None


_Row = list[_Cell | None]


def belongs(above: PdfTable, below: PdfTable) -> bool:
    """Whether two pieces with nothing between them are one table."""
    if _starts_anew(above, below):
        return False
    if shift_of(above.xs, below.xs) is not None:
        return True
    shared = sum(any(abs(x - other) <= _SAME_EDGE for other in above.xs) for x in below.xs)
    return shared >= max(_SHARED_AT_LEAST, _SHARED_SHARE * len(below.xs))


def _starts_anew(above: PdfTable, below: PdfTable) -> bool:
    """Whether the lower piece begins a statutory table, and not with the header of the upper."""
    first = {fold(cell.text) for cell in below.slots[0]}
    is_start = any(word in first for word in _STARTS) or {"行政复议", "行政诉讼"} <= first
    return is_start and _texts(above.slots[0]) != _texts(below.slots[0])


def shift_of(above: Sequence[float], below: Sequence[float]) -> float | None:
    """How far the lower upright rules stand to the right of the upper; ``None``: other width."""
    left, right = below[0] - above[0], below[-1] - above[-1]
    return left if abs(left - right) <= _SAME_EDGE else None


def grid_of(pieces: Sequence[PdfTable], *, lead: str) -> Grid:
    """One grid out of the pieces of a table, in order."""
    rows: list[_Row] = []
    seams: list[tuple[_Row, _Row]] = []
    header = [_texts(row) for row in pieces[0].slots]
    for number, piece in enumerate(_expanded(pieces)):
        if number:
            seam = _append(rows, _without_header(piece, header))
            seams += [seam] if seam else []
        else:
            rows.extend(piece)
    for above, below in seams:
        # Not before all is joined: a row may be cut by the next break as well.
        _doubt_blanks(above, beside=below)
        _doubt_blanks(below, beside=above)
        _doubt_cut_numbers(above, below)
    upright = without_idle(list(zip(*without_idle(rows), strict=True)))
    return _grid([list(row) for row in zip(*upright, strict=True)], lead)


def _expanded(pieces: Sequence[PdfTable]) -> Iterator[list[_Row]]:
    """Each piece on the columns of all of them."""
    moved: list[tuple[float, ...]] = []
    for piece in pieces:
        shift = shift_of(pieces[0].xs, piece.xs) or 0.0
        moved.append(tuple(x - shift for x in piece.xs))
    places = _union(sorted(x for xs in moved for x in xs), min(p.near for p in pieces))
    middles = [(low + high) / 2 for low, high in pairwise(places)]
    for piece, xs in zip(pieces, moved, strict=True):
        columns = [bisect_right(xs, middle) - 1 for middle in middles]
        made: dict[int, _Cell] = {}
        wide = len(xs) - 1
        yield [
            [_made(made, line[c]) if 0 <= c < wide else None for c in columns]
            for line in piece.slots
        ]


def _made(made: dict[int, _Cell], cell: PdfCell) -> _Cell:
    return made.setdefault(id(cell), _Cell(cell.text, cell.doubt))


def _union(ordered: Sequence[float], near: float) -> list[float]:
    places: list[list[float]] = []
    for x in ordered:
        if places and x - places[-1][0] <= near:
            places[-1].append(x)
        else:
            places.append([x])
    return [sum(group) / len(group) for group in places]


def _texts(row: Sequence[PdfCell | _Cell | None]) -> tuple[str, ...]:
    """The folded texts of a row, each cell once."""
    seen: list[PdfCell | _Cell] = []
    for cell in row:
        if cell is not None and not any(cell is one for one in seen):
            seen.append(cell)
    return tuple(fold(cell.text) or cell.text for cell in seen)


def _without_header(piece: list[_Row], header: list[tuple[str, ...]]) -> list[_Row]:
    """Without the rows that a word processor prints again on top of each page."""
    same = 0
    for row, wanted in zip(piece, header, strict=False):
        texts = _texts(row)
        if texts != wanted or not any(texts) or any(is_figure_like(t) for t in texts):
            break
        same += 1
    return piece[same:]


def _append(rows: list[_Row], piece: list[_Row]) -> tuple[_Row, _Row] | None:
    """Add a piece below the others.

    Returns:
        The rows on both sides of the break, where it does not cut through one.
    """
    while rows and piece and _is_blank(rows[-1]):
        rows.pop()
    seam = None
    if rows and piece:
        if _is_cut(rows[-1], piece[0]):
            for above, below in _pairs(rows[-1], piece[0]):
                above.text = joined_lines(text for text in (above.text, below.text) if text)
                above.doubt = above.doubt or below.doubt
                _replace(piece, below, above)
            del piece[0]
        else:
            _continue_groups(rows, piece)
            seam = (rows[-1], piece[0])
    rows.extend(piece)
    return seam


def _continue_groups(rows: list[_Row], piece: list[_Row]) -> None:
    """The label of a group of rows may stand before the break, behind it, or on both sides."""
    label = _label(piece[0])
    if label is None:
        return
    tall = {id(cell) for other in (rows, piece) for cell in _tall(other)}
    for above, below in _pairs(rows[-1], piece[0]):
        if below is label:
            return  # to the right of its label a row has cells of its own
        is_group = id(above) in tall or id(below) in tall
        if is_group and above.text and not _is_value(above.text):
            if not below.text:
                _replace(piece, below, above)
            elif _is_whole(above.text, below.text):
                above.text += below.text
                _replace(piece, below, above)


def _doubt_blanks(row: _Row, *, beside: _Row) -> None:
    """Next to a page break a row without any number may have its numbers beyond the break."""
    own = [cell for cell in row if cell is not None and not any(cell is b for b in beside)]
    blank = [cell for cell in own if not cell.text]
    if len(blank) >= _BLANKS_AT_LEAST and not any(_is_value(cell.text) for cell in own):
        for cell in blank:
            cell.doubt = _AT_BREAK


def _doubt_cut_numbers(above: _Row, below: _Row) -> None:
    """Where both rows at a page break have numbers, each must be whole: a number may be cut too."""
    if all(any(_is_value(c.text) for c in row if c) for row in (above, below)) and not all(
        _stands_alone(row) for row in (above, below)
    ):
        for cell in (*above, *below):
            if cell is not None and (not cell.text or _is_value(cell.text)):
                cell.doubt = _CUT


def _stands_alone(row: _Row) -> bool:
    """Whether a row has a label, and a number in every cell after it, or a label to the word."""
    label = _label(row)
    if label is None:
        return False
    last = max(place for place, cell in enumerate(row) if cell is label)
    is_full = all(cell.text for cell in row[last + 1 :] if cell is not None)
    return is_to_the_word(label.text) or (is_full and is_label(label.text))


def _tall(rows: list[_Row]) -> Iterator[_Cell]:
    """Cells that span rows."""
    for line, following in pairwise(rows):
        yield from (a for a, b in zip(line, following, strict=True) if a is not None and a is b)


def _pairs(above: _Row, below: _Row) -> list[tuple[_Cell, _Cell]]:
    """Cells that stand over each other, each lower one once."""
    found: list[tuple[_Cell, _Cell]] = []
    for one, other in zip(above, below, strict=True):
        if one is not None and other is not None and not any(b is other for _, b in found):
            found.append((one, other))
    return found


def _replace(piece: list[_Row], old: _Cell, new: _Cell) -> None:
    for row in piece:
        for place, cell in enumerate(row):
            if cell is old:
                row[place] = new


def _is_cut(above: _Row, below: _Row) -> bool:
    """Whether the page break cut through a row, so that two rows of the pieces are one."""
    if _is_blank(below):
        return True
    pairs = _pairs(above, below)
    if any(a.text and b.text and (_is_value(a.text) or _is_value(b.text)) for a, b in pairs):
        return False
    has_above = any(_is_value(a.text) for a, _ in pairs)
    has_below = any(_is_value(b.text) for _, b in pairs)
    lower = _label(below)
    rest = lower.text if lower else ""
    over: Iterable[_Cell | None] = (
        (a for a, b in zip(above, below, strict=True) if b is lower)
        if lower
        else (a for a, b in pairs if not b.text)
    )
    first = _last_words(cell for cell in over if cell is not None)
    if is_to_the_word(first + rest) and first and rest:
        return True
    if has_above and not has_below:
        goes_on = _NUMBERED.match(first) and not _NUMBERED.match(rest)
        return bool(goes_on) or not first or not is_label(rest) or _is_whole(first, rest)
    if has_below and not rest:
        return is_label(first) or has_above
    return _is_whole(first, rest) or (not has_below and _is_header_rest(pairs))


def _is_header_rest(pairs: Sequence[tuple[_Cell, _Cell]]) -> bool:
    """Whether the lower cells end, or fill in, a row of column headers."""
    whole = [(a.text, b.text) for a, b in pairs if b.text]
    return all(
        is_label(first + rest)
        and not is_to_the_word(first + rest)
        and not (first and is_label(rest))
        for first, rest in whole
    )


def _is_value(text: str) -> bool:
    """Whether a text stands for a number, as no label does."""
    return is_figure_like(text) or text in _NO_NUMBER


def _last_words(cells: Iterable[_Cell]) -> str:
    words = [cell.text for cell in cells if cell.text and not _is_value(cell.text)]
    return words[-1] if words else ""


def _is_whole(first: str, rest: str) -> bool:
    """Whether two texts make a label that the second is not, or the first is not."""
    if not first or not rest:
        return False
    return is_label(first + rest) and not (is_label(first) and is_label(rest))


def _is_blank(row: _Row) -> bool:
    return not any(cell.text for cell in row if cell is not None)


def _label(row: _Row) -> _Cell | None:
    """The last cell with words."""
    words = [cell for cell in row if cell is not None and cell.text]
    return next((cell for cell in reversed(words) if not _is_value(cell.text)), None)


def _grid(rows: list[_Row], lead: str) -> Grid:
    made: dict[int, Cell] = {}
    slots: list[tuple[Cell | None, ...]] = []
    for number, row in enumerate(rows):
        line: list[Cell | None] = []
        for column, cell in enumerate(row):
            if cell is not None and id(cell) not in made:
                made[id(cell)] = Cell(text=cell.text, row=number, column=column, doubt=cell.doubt)
            line.append(made[id(cell)] if cell is not None else None)
        slots.append(tuple(line))
    return Grid(slots=tuple(slots), layout=Layout.SPANNED, lead=lead)
