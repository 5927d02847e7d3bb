"""Tables that a page sets without table tags: rows of ``div``, or one paragraph a cell.

A row is an element whose children are its cells; where there is none, cells follow one another
and each label begins a row. A cell too many or too few leaves the row unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from reading.blocks import Block, Layout, Paragraph, grid_of_rows, one_line
from reading.cells import is_figure_like
from reading.editions import EDITIONS
from reading.html.markup import (
    BLOCKS,
    IFRAME,
    PICTURES,
    TEXT,
    Tree,
    attribute,
    ids_of,
    words_of,
)
from reading.html.text import cell_text
from reading.labels import (
    WEAK_ROWS,
    dispute_column,
    fold,
    is_label,
    is_label_word,
    label_words_in,
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
_MOST_NODES = 400  # of one cell: a larger element holds more
_NO_CELLS = ids_of(
    "table", "tbody", "thead", "tfoot", "tr", "td", "th", "br", "hr", "img", "iframe", "object",
    "embed", "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip
# Tags that only mark words; cells where they are told to be such.
_INLINE = ids_of(
    "a", "abbr", "b", "big", "cite", "em", "font", "i", "label", "s", "small", "span", "strong",
    "sub", "sup", "u",
)  # fmt: skip
_NO_LEAF = BLOCKS | PICTURES | {IFRAME} | ids_of("a")
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
_TELLING = re.compile("|".join(_BETWEEN.join(word) for word in _TELLING_WORDS))
# Signs of other widths and scripts, which only folding turns into these.
_TO_FOLD = re.compile(r"[\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\U0002f800-\U0002fa1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A row of cells that stands in no table."""

    cells: tuple[str, ...]


Item = tuple[Block | CellRow, LexborNode]
Placed = tuple[Block, LexborNode]


def tells_of_table(*texts: str) -> bool:
    """Whether one of the paragraphs prints words of a statutory table."""
    short = [text for text in texts if len(text) <= _LONGEST_TELLING]
    if _TO_FOLD.search("\n".join(short)):
        short = list(map(fold, short))
    return any(map(_TELLING.search, short))


def row_of(tree: Tree, element: LexborNode) -> CellRow | None:
    """The row of a table that an element is, where its children are plainly cells of one."""
    cells = [child for child in _children(element) if not _is_aside(tree, child)]
    if len(cells) < _FEWEST_CELLS or not all(map(_may_be_cell, cells)):
        return None
    texts: list[str] = []
    for cell in reversed(cells):  # the last cell of a row is a figure or a header
        text = _short_text(tree, cell)
        if text is None or not (texts or _is_cell(text) or is_label_word(text)):
            return None
        texts.append(text)
    texts.reverse()
    if not _is_row(texts) or any(node.tag_id in PICTURES for node in element.traverse()):
        return None
    return CellRow(cells=tuple(texts))


def is_blank_leaf(element: LexborNode) -> bool:
    """Whether an element is a paragraph with nothing in it, as a blank cell may be."""
    return (
        element.tag_id in BLOCKS
        and not any(node.tag_id in _NO_LEAF for node in islice(element.traverse(), 1, None))
        and not any(words.strip() for words in words_of(element))
    )


def with_rows_joined(items: Sequence[Item]) -> list[Placed]:
    """Rows and cells in running order made grids; paragraphs that only looked like cells stay."""
    words = (block.text for block, _ in items if isinstance(block, Paragraph))
    hints = sum(map(_is_hint_text, label_words_in(words)))
    if hints + sum(isinstance(block, CellRow) for block, _ in items) < _LABELS_AT_LEAST:
        return list(_as_paragraphs(items))
    joined: list[Placed] = []
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


def _children(element: LexborNode) -> list[LexborNode]:
    """The elements right in one; none where words stand beside them, or too many do."""
    children: list[LexborNode] = []
    for node in element.iter(include_text=True, skip_empty=True):
        if node.tag_id == TEXT and (node.text_content or "").strip():
            return []
        if node.is_element_node:
            children.append(node)
            if len(children) > _MOST_CELLS:
                return []
    return children


def _is_aside(tree: Tree, child: LexborNode) -> bool:
    """Whether a child prints nothing, or only ends what floats."""
    if tree.is_dropped(child):
        return True
    if any(node.is_element_node or node.text().strip() for node in child.iter(include_text=True)):
        return False
    return _CLEARING.search(_look(child)) is not None


def _look(element: LexborNode) -> str:
    return f"{attribute(element, 'class')} {attribute(element, 'style')}"


def _may_be_cell(child: LexborNode) -> bool:
    if child.tag_id in _NO_CELLS:
        return False
    return child.tag_id not in _INLINE or _CELL_LIKE.search(_look(child)) is not None


def _short_text(tree: Tree, child: LexborNode) -> str | None:
    """The text of what may be a cell; ``None`` where it is a container of more than one."""
    length = 0
    for number, node in enumerate(child.traverse(include_text=True)):
        length += len((node.text_content or "").strip())
        if length > _LONGEST_CELL or number > _MOST_NODES:
            return None
    lines = cell_text(tree, child).split("\n")
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
    return isinstance(block, Paragraph) and _is_hint_text(block.text) and is_label_word(block.text)


def _is_hint_text(text: str) -> bool:
    """Whether a label may be that of a row, not the beginning of a sentence."""
    return len(text) <= _LONGEST_LABEL or _REMARK.search(text) is not None


def _may_be_in_table(block: Block | CellRow) -> bool:
    if isinstance(block, CellRow):
        return True
    return (
        isinstance(block, Paragraph)
        and len(block.text) <= _LONGEST_CELL
        and not _SENTENCE_END.search(block.text)
        and heading_of(block.text) is None
    )


def _as_paragraphs(items: Sequence[Item]) -> Iterator[Placed]:
    for block, at in items:
        if isinstance(block, CellRow):
            yield Paragraph(text=" ".join(text for text in block.cells if text)), at
        elif not isinstance(block, Paragraph) or block.text:
            yield block, at


def _settled(run: list[Item]) -> Iterator[Placed]:
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
