"""Tables that a page sets without table tags: rows of ``div``, or one paragraph a cell.

A row is an element whose children are its cells; where there is none, cells follow one another
and each label begins a row. A cell too many or too few leaves the row unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reading.blocks import Block, Layout, Paragraph, grid_of_rows, one_line
from reading.cells import is_figure_like
from reading.editions import EDITIONS
from reading.html.markup import BLOCK_TAGS, Markup, Tag
from reading.html.text import cell_text
from reading.labels import (
    WEAK_ROWS,
    dispute_column,
    fold,
    is_label,
    is_label_word,
    proactive_column,
    proactive_row,
    request_row,
)
from reading.part_headings import heading_of

_FEWEST_CELLS, _MOST_CELLS = 2, 40
_LONGEST_CELL = 80
_FIGURES_WITHOUT_LABEL = 5
_FIGURES_UNDER_NEW_LABEL = 4
_LABELS_AT_LEAST, _MOST_LABELS = 3, 4
_DISPUTE_WORDS_AT_LEAST = 5
_NO_CELLS = frozenset({
    "table", "tbody", "thead", "tfoot", "tr", "td", "th", "br", "hr", "img", "iframe", "object",
    "embed", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
# Tags that only mark words; cells where they are told to be such.
_INLINE = frozenset({
    "a", "abbr", "b", "big", "cite", "em", "font", "i", "label", "s", "small", "span", "strong",
    "sub", "sup", "u",
})  # fmt: skip
_PICTURES = frozenset({"img", "object", "embed"})
_NO_LEAF = BLOCK_TAGS | {"a", "img", "iframe", "object", "embed"}
_CELL_LIKE = re.compile(r"cell|col|td\b|table|grid|flex|inline-block|width|float", re.IGNORECASE)
_TELLING_LENGTH = 12
_LONGEST_TELLING = 400
_LONGEST_LABEL = 50
_REMARK = re.compile(r"^.{0,40}[(（]")
_CLEARING = re.compile(r"\bclear", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。；！？]")
# Words of the tables that no narrative prints: the headers of table two, the rows of table three.
_TELLING_WORDS = sorted(
    {fold(c.label) for e in EDITIONS for r in e.proactive_rows for c in r.columns}
    | {fold(r.label)[-_TELLING_LENGTH:] for e in EDITIONS for r in e.request_rows[:2]}
    | {f"{fold(c.label)}$" for e in EDITIONS for r in e.dispute_rows for c in r.columns[:2]}
)
_BETWEEN = r"[\W_]*+"
_TELLING = re.compile(
    f"(?=[{''.join(sorted({word[0] for word in _TELLING_WORDS}))}])"
    f"(?:{'|'.join(_BETWEEN.join(word) for word in _TELLING_WORDS)})"
)
# Signs of other widths and scripts, which only folding turns into these.
_TO_FOLD = re.compile(r"[\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\U0002f800-\U0002fa1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A row of cells that stands in no table."""

    cells: tuple[str, ...]


Item = tuple[Block | CellRow, int]


def tells_of_table(text: str) -> bool:
    """Whether a paragraph prints words of a statutory table."""
    if len(text) > _LONGEST_TELLING:
        return False
    words = fold(text) if _TO_FOLD.search(text) else text
    return _TELLING.search(words) is not None


def row_of(markup: Markup, element: int) -> CellRow | None:
    """The row of a table that an element is, where its children are plainly cells of one."""
    if markup.texts[element + 1].strip() or markup.tags[element].is_empty:
        return None
    children = list(markup.children(element))
    if not _FEWEST_CELLS <= len(children) <= _MOST_CELLS:
        return None
    children = [child for child in children if not _is_aside(markup, child)]
    if len(children) < _FEWEST_CELLS or not all(_may_be_cell(markup, child) for child in children):
        return None
    texts: list[str] = []
    for child in reversed(children):  # the last cell of a row is a figure or a header
        text = _short_text(markup, child)
        if text is None or not (texts or _is_cell(text) or is_label_word(text)):
            return None
        texts.append(text)
    texts.reverse()
    inside = markup.tags[element : markup.partners[element]]
    if not _is_row(texts) or any(tag.name in _PICTURES for tag in inside):
        return None
    return CellRow(cells=tuple(texts))


def is_blank_leaf(markup: Markup, element: int) -> bool:
    """Whether an element is a paragraph with nothing in it, as a blank cell may be."""
    end = markup.partners[element]
    return (
        markup.tags[element].is_block
        and not any(tag.name in _NO_LEAF for tag in markup.tags[element + 1 : end])
        and not markup.words(element).strip()
    )


def with_rows_joined(items: Sequence[Item]) -> list[tuple[Block, int]]:
    """Rows and cells in running order made grids; paragraphs that only looked like cells stay."""
    hints = islice(filter(_is_hint, (block for block, _ in items)), _LABELS_AT_LEAST)
    if sum(1 for _ in hints) < _LABELS_AT_LEAST:
        return list(_as_paragraphs(items))
    joined: list[tuple[Block, int]] = []
    run: list[Item] = []
    for item in items:
        if _may_be_in_table(item[0]):
            run.append(item)
            continue
        joined.extend(_settled(run))
        run = []
        joined.extend(_as_paragraphs([item]))
    joined.extend(_settled(run))
    return joined


def _is_aside(markup: Markup, child: int) -> bool:
    """Whether a child prints nothing, or only ends what floats."""
    tag = markup.tags[child]
    if tag.is_dropped:
        return True
    is_blank = markup.partners[child] <= child + 1 and not markup.words(child).strip()
    return is_blank and _CLEARING.search(_look(tag)) is not None


def _look(tag: Tag) -> str:
    return f"{tag.get('class')} {tag.get('style')}"


def _may_be_cell(markup: Markup, child: int) -> bool:
    tag = markup.tags[child]
    if tag.name in _NO_CELLS or markup.texts[markup.partners[child] + 1].strip():
        return False
    return tag.name not in _INLINE or _CELL_LIKE.search(_look(tag)) is not None


def _short_text(markup: Markup, child: int) -> str | None:
    """The text of what may be a cell; ``None`` where it is a container of more than one."""
    length = 0
    for piece in markup.texts[child + 1 : markup.partners[child] + 1]:
        length += len(piece.strip())
        if length > _LONGEST_CELL:
            return None
    lines = cell_text(markup, child).split("\n")
    if len(lines) > 1 and any(is_figure_like(line) for line in lines):
        return None
    return one_line(" ".join(lines))


def _is_cell(text: str) -> bool:
    return not text or is_figure_like(text)


def _is_row(texts: Sequence[str]) -> bool:
    figures = sum(is_figure_like(text) for text in texts)
    if not figures:
        return sum(is_label_word(text) for text in texts) >= _FEWEST_CELLS and all(
            not text or is_label(text) or text.startswith(("（", "(")) for text in texts
        )
    words = [place for place, text in enumerate(texts) if not _is_cell(text)]
    if not words:
        return len(texts) >= _FIGURES_WITHOUT_LABEL
    cells = len(texts) - 1 - words[-1]
    if len(words) > _MOST_LABELS or any(is_figure_like(text) for text in texts[: words[-1]]):
        return False  # more than one row
    return cells > 0 and (
        _names_row(texts[words[-1]]) or cells >= _FIGURES_UNDER_NEW_LABEL + len(words) - 1
    )


def _names_row(text: str) -> bool:
    return proactive_row(text) is not None or request_row(text) is not None


def _is_hint(block: Block | CellRow) -> bool:
    if isinstance(block, CellRow):
        return True
    return (
        isinstance(block, Paragraph)
        and (len(block.text) <= _LONGEST_LABEL or _REMARK.search(block.text) is not None)
        and is_label_word(block.text)
    )


def _may_be_in_table(block: Block | CellRow) -> bool:
    if isinstance(block, CellRow):
        return True
    return (
        isinstance(block, Paragraph)
        and len(block.text) <= _LONGEST_CELL
        and not _SENTENCE_END.search(block.text)
        and heading_of(block.text) is None
    )


def _as_paragraphs(items: Sequence[Item]) -> Iterator[tuple[Block, int]]:
    for block, at in items:
        if isinstance(block, CellRow):
            yield Paragraph(text=" ".join(text for text in block.cells if text)), at
        elif not isinstance(block, Paragraph) or block.text:
            yield block, at


def _settled(run: list[Item]) -> Iterator[tuple[Block, int]]:
    """A run of what may be cells: the table in it, and what stands before and after."""
    start = next((n for n, (block, _) in enumerate(run) if _is_hint(block)), len(run))
    end = next((n for n in range(len(run), start, -1) if _ends_table(run[n - 1][0])), start)
    rows = _rows(run[start:end])
    if not _is_table(rows):
        yield from _as_paragraphs(run)
        return
    yield from _as_paragraphs(run[:start])
    lead = next((b.text for b, _ in reversed(run[:start]) if isinstance(b, Paragraph)), "")
    yield grid_of_rows([_fitted(row) for row in rows], Layout.CELLS, lead=lead), run[start][1]
    yield from _as_paragraphs(run[end:])


def _ends_table(block: Block | CellRow) -> bool:
    return isinstance(block, CellRow) or (
        isinstance(block, Paragraph) and is_figure_like(block.text)
    )


def _rows(run: Sequence[Item]) -> list[list[str]]:
    """Rows of cells: those that are given, and those that a label, or a new figure, begins."""
    rows: list[list[str]] = []
    is_open = False
    for block, _ in run:
        if isinstance(block, CellRow):
            rows.append(list(block.cells))
            is_open = False
        elif isinstance(block, Paragraph):
            if not is_open:
                if block.text:
                    rows.append([block.text])
                is_open = bool(block.text)
            elif _begins_row(rows[-1], block.text):
                rows.append([block.text])
            else:
                rows[-1].append(block.text)
    return rows


def _begins_row(row: Sequence[str], text: str) -> bool:
    if not _is_cell(text):
        is_row = proactive_row(text) is not None or request_row(text) not in (None, *WEAK_ROWS)
        return is_row or any(_is_cell(cell) for cell in row)
    words = sum(dispute_column(cell) is not None for cell in row)
    has_figures = any(is_figure_like(cell) for cell in row)
    return bool(text) and not has_figures and words >= _DISPUTE_WORDS_AT_LEAST


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are of a statutory table: figures under its rows and its headers."""
    has_header = has_row = False
    for row in rows:
        figures = sum(is_figure_like(text) for text in row)
        labels = [text for text in row if not _is_cell(text)]
        for text in labels:
            is_strong = request_row(text) not in (None, *WEAK_ROWS)
            if is_strong and len(row) > _FIGURES_WITHOUT_LABEL and figures:
                return True
            has_row = has_row or (figures > 0 and proactive_row(text) is not None)
            has_header = has_header or fold(text).startswith("第二十条第")
            has_header = has_header or any(proactive_column(text, e) for e in EDITIONS)
        words = sum(dispute_column(text) is not None for text in labels)
        has_header = has_header or words >= _DISPUTE_WORDS_AT_LEAST
        has_row = has_row or (not labels and figures >= _FIGURES_WITHOUT_LABEL)
    return has_header and has_row


def _fitted(row: list[str]) -> list[str]:
    """The row without blanks that only part it from the next; one that does not fit unread.

    Such a table has no edges: a blank paragraph may be a cell or a space.
    """
    names = [place for place, text in enumerate(row) if not _is_cell(text)]
    first = names[-1] + 1 if names else 0
    counts = _cell_counts(row[first - 1] if names else "")
    cells = row[first:]
    if not cells:
        return row
    while cells and not cells[-1] and counts and len(cells) > max(counts):
        cells.pop()
    if not counts or len(cells) in counts:
        is_shifted = len(row) - first > len(cells) and cells and not cells[0]
        if not is_shifted:
            return [*row[:first], *cells]
    return [*row[:first], " ".join(text for text in cells if text)]


def _cell_counts(label: str) -> frozenset[int]:
    """How many cells a row has under this label; none known for words that name no row."""
    names = {f"proactive.{proactive_row(label)}", f"requests.{request_row(label)}"}
    if label:
        return frozenset(len(r.columns) for e in EDITIONS for r in e.rows if r.path in names)
    whole = {sum(len(row.columns) for row in e.dispute_rows) for e in EDITIONS}
    return frozenset(whole | {len(row.columns) for e in EDITIONS for row in e.dispute_rows})
