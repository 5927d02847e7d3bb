"""Tables without rules: columns of words that stand over each other.

Nothing is guessed here. A row is taken where its label is, to the word, one of the format, where
the columns stand apart on the whole page, and where the header names every one of them. All else
stays unread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.blocks import Grid, Layout, grid_of_rows
from reading.cells import is_figure_like
from reading.editions import APPLICANT_COLUMNS, DISPUTE_COLUMNS, EDITIONS
from reading.labels import DISPUTE_KINDS, fold, is_label, proactive_column
from reading.model import PartName
from reading.pdf.labels import PROACTIVE_LABELS, REQUEST_LABELS
from reading.pdf.lines import Line
from reading.pdf.shapes import Glyph

# Shares of the size of the letters.
_APART, _OVER = 0.55, 0.15
_ROWS_AT_LEAST = 5
_NEAR_LINE = 0.8
_LONGEST_LABEL = 8
_WORDS_AT_LEAST = 2
_DISPUTE_WIDTH = len(DISPUTE_KINDS) * len(DISPUTE_COLUMNS)
_NONE = frozenset({"无", "零", "没有", "暂无"})
_SYNONYMS = {"社会公益组织": "社会公益", "法律服务机构": "法律服务"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """Letters that stand together; ``line`` counts the lines of the region."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    line: int
    glyphs: tuple[Glyph, ...]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def is_value(self) -> bool:
        return is_figure_like(self.text) or self.text in _NONE


_Row = tuple[_Word, ...]


def looks_tabular(line: Line) -> bool:
    """Whether a line of text has the look of a row: words apart from each other, or a label."""
    words = _words(line, 0, 0)
    values = sum(word.is_value for word in words)
    return (len(words) > _WORDS_AT_LEAST and values >= _WORDS_AT_LEAST) or (
        is_label(words[0].text) and (len(words) == 1 or values > 0 or is_label(words[1].text))
    )


def grid_of_columns(name: PartName, lines: Sequence[tuple[int, Line]], *, lead: str) -> Grid | None:
    """The statutory table of a part out of its lines, each with the number of its page.

    ``None`` where no row can be told for certain.
    """
    rows = [_words(line, page, number) for number, (page, line) in enumerate(lines)]
    read = _READERS.get(name)
    cells = read(rows) if read else []
    return grid_of_rows(cells, Layout.SPANNED, lead=lead) if cells else None


def _words(line: Line, page: int, number: int) -> _Row:
    groups: list[list[Glyph]] = [[line.glyphs[0]]]
    for left, right in pairwise(line.glyphs):
        if right.x0 - left.x1 > _APART * line.size:
            groups.append([])
        groups[-1].append(right)
    return tuple(
        _Word(
            text="".join(g.text for g in group),
            x0=group[0].x0,
            x1=max(g.x1 for g in group),
            y=line.y,
            size=line.size,
            page=page,
            line=number,
            glyphs=tuple(group),
        )
        for group in groups
    )


def _requests(rows: Sequence[_Row]) -> list[list[str]]:
    columns = _columns(rows, [column.label for column in APPLICANT_COLUMNS])
    if columns is None:
        return []
    found: list[tuple[list[_Word], list[str]]] = []
    labels = [word for row in rows for word in row if word.x1 <= columns[0][0]]
    for row in rows:
        values = _values(row, columns)
        if values is not None:
            own = _label_words(row[-1], labels)
            if own is not None:
                found.append((own, values))
    used = [id(word) for own, _ in found for word in own]
    cells = [["", *(column.label for column in APPLICANT_COLUMNS)]]
    for own, values in found:
        if all(used.count(id(word)) == 1 for word in own):
            label = REQUEST_LABELS[fold("".join(word.text for word in own))]
            cells.append([label, *values])
    return cells if len(cells) > 1 else []


_Column = tuple[float, float]


def _columns(rows: Sequence[_Row], names: Sequence[str], least: int = 0) -> list[_Column] | None:
    """The zone of each column, where full rows agree on them and the header names them all."""
    full = [row[-len(names) :] for row in rows if _trailing_values(row) == len(names)]
    if len(full) < (least or _ROWS_AT_LEAST):
        return None
    spans = [
        (min(word.x0 for word in column), max(word.x1 for word in column))
        for column in zip(*full, strict=True)
    ]
    top = min(row[0].line for row in full)
    header = [word for row in rows for word in row if word.line < top]
    for at, name in enumerate(names):
        above = [word for word in header if _spans_under(word, spans) == [at]]
        if _SYNONYMS.get(name, name) not in fold("".join(word.text for word in above)):
            return None
        named = [word for word in above if fold(word.text) in fold(name)]
        spans[at] = (
            min(spans[at][0], *(word.x0 for word in named), spans[at][1]),
            max(spans[at][1], *(word.x1 for word in named), spans[at][0]),
        )
    if any(left[1] >= right[0] for left, right in pairwise(spans)):
        return None
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]
    margin = full[0][0].size / 4
    return list(
        zip([spans[0][0] - margin, *middles], [*middles, spans[-1][1] + margin], strict=True)
    )


def _spans_under(word: _Word, spans: Sequence[_Column]) -> list[int]:
    return [n for n, (left, right) in enumerate(spans) if word.x0 < right and left < word.x1]


def _trailing_values(row: _Row) -> int:
    count = 0
    for word in reversed(row):
        if not word.is_value:
            break
        count += 1
    return count


def _values(row: _Row, columns: Sequence[_Column]) -> list[str] | None:
    """The values of a row by column; ``None`` where a word stands in no column, or in two."""
    values = [""] * len(columns)
    for word in row:
        if word.x1 <= columns[0][0]:
            continue
        at = [n for n, (left, right) in enumerate(columns) if left <= word.middle <= right]
        if len(at) != 1 or not word.is_value or values[at[0]]:
            return None
        left, right = columns[at[0]]
        if word.x0 < left - _OVER * word.size or word.x1 > right + _OVER * word.size:
            return None
        values[at[0]] = word.text
    return values if any(values) else None


def _label_words(value: _Word, labels: Sequence[_Word]) -> list[_Word] | None:
    """The words, on lines around that of a value, that are together one label of the format."""
    here = [word for word in labels if word.page == value.page]
    if not here:
        return None
    # Of the words about as near, the one farthest to the right: labels of groups stand left of it.
    closest = min(abs(word.y - value.y) for word in here)
    near = [w for w in here if abs(w.y - value.y) <= closest + _NEAR_LINE * value.size]
    anchor = max(near, key=lambda word: word.x0)
    stack = [w for w in here if w.x0 < anchor.x1 and anchor.x0 < w.x1]
    at = stack.index(anchor)
    hits: list[list[_Word]] = []
    for start in range(max(at - _LONGEST_LABEL, 0), at + 1):
        for end in range(at + 1, min(at + _LONGEST_LABEL, len(stack)) + 1):
            words = stack[start:end]
            is_around = (
                words[0].y - _NEAR_LINE * value.size
                <= value.y
                <= words[-1].y + _NEAR_LINE * value.size
            )
            if is_around and fold("".join(w.text for w in words)) in REQUEST_LABELS:
                hits.append(words)
    return hits[0] if len(hits) == 1 else None


def _disputes(rows: Sequence[_Row]) -> list[list[str]]:
    names = [column.label for column in DISPUTE_COLUMNS] * len(DISPUTE_KINDS)
    full = [row for row in rows if len(row) == _DISPUTE_WIDTH == _trailing_values(row)]
    words = {fold(word.text): word.middle for row in rows for word in row}
    kinds = [words.get(kind) for kind in DISPUTE_KINDS]
    places = [place for place in kinds if place is not None]
    is_in_order = len(places) == len(kinds) and places == sorted(places)
    if len(full) != 1 or not is_in_order or _columns(rows, names, least=1) is None:
        return []
    return [names, [word.text for word in full[0]]]


def _proactive(rows: Sequence[_Row]) -> list[list[str]]:
    cells: list[list[str]] = []
    header: Sequence[_Word] = ()
    for row in rows:
        first, rest = fold(row[0].text), row[1:]
        if len(row) == 1 and first.startswith("第二十条第"):
            cells.append([row[0].text])
            header = ()
        elif first == "信息内容":
            is_known = rest and all(
                any(proactive_column(word.text, edition) for edition in EDITIONS) for word in rest
            )
            header = rest if is_known else ()
            if header:
                cells.append([word.text for word in row])
        elif first in PROACTIVE_LABELS and header and rest:
            values = _under(rest, header)
            if values is not None:
                cells.append([PROACTIVE_LABELS[first], *values])
    return cells if any(len(row) > 1 for row in cells) else []


def _under(words: Sequence[_Word], header: Sequence[_Word]) -> list[str] | None:
    """Each value under the word of the header that it stands under; the rest is blank."""
    if not all(word.is_value for word in words):
        return None
    values = [""] * len(header)
    spans = [(head.x0, head.x1) for head in header]
    for word in words:
        under = _spans_under(word, spans)
        if len(under) != 1 or values[under[0]]:
            return None
        values[under[0]] = word.text
    return values


_READERS: Mapping[PartName, Callable[[Sequence[_Row]], list[list[str]]]] = {
    PartName.PROACTIVE: _proactive,
    PartName.REQUESTS: _requests,
    PartName.DISPUTES: _disputes,
}
