"""The elements of a page to blocks in reading order, each with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.blocks import Block, Gap, Paragraph
from reading.html.attributes import MAY_BE_GAP, gap_of
from reading.html.markup import Markup
from reading.html.parsing import markup_of
from reading.html.rows import Item, is_blank_leaf, row_of, tells_of_table, with_rows_joined
from reading.html.tables import blocks_of_table
from reading.html.text import line_of
from reading.text import blocks_of_text

_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_DEEPEST_FRAME = 3
_WHOLES = frozenset({"table", "iframe", "pre"})
_HOLDS_MORE = frozenset({"table", "p", "div", "pre"})
Placed = tuple[Block, int]


def blocks_of_page(markup: Markup, depth: int = 0) -> list[Placed]:
    """Every block of a page; ``depth`` counts the pages around a page inside a page.

    Only a page that prints words of the tables outside of tables is searched for rows without them.
    """
    items = _Walk(markup, depth, with_rows=False).items()
    if any(isinstance(block, Paragraph) and tells_of_table(block.text) for block, _ in items):
        items = _Walk(markup, depth, with_rows=True).items()
    return with_rows_joined(items)


class _Walk:
    """One way through a page, from its first tag to its last."""

    def __init__(self, markup: Markup, depth: int, *, with_rows: bool) -> None:
        """``with_rows``: rows of cells are looked for outside of tables, too."""
        self._markup = markup
        self._depth = depth
        self._with_rows = with_rows
        self._items: list[Item] = []
        self._pieces: list[str] = []
        self._lead = ""
        self._at = 0

    def items(self) -> list[Item]:
        tags, texts, partners = self._markup.tags, self._markup.texts, self._markup.partners
        opened: list[int] = []
        number = 0
        while number < len(tags):
            tag = tags[number]
            if tag.is_block and self._pieces:
                self._end_line()
            if tag.is_end:
                opened.pop()
                is_over = True
            else:
                is_over = tag.is_dropped or self._is_whole(number) or tag.is_empty
                if is_over:
                    number = partners[number]
                else:
                    opened.append(number)
            if tag.is_block:
                self._at = opened[-1] if opened else self._at
            words = texts[number + 1]
            if words and (self._pieces or not words.isspace()):
                self._pieces.append(words)
            number += 1
        return self._items

    def _end_line(self) -> None:
        line = line_of(self._pieces)
        self._pieces.clear()
        if line:
            self._lead = line
            self._items.append((Paragraph(text=line), self._at))

    def _is_whole(self, number: int) -> bool:
        """Take what is read as a whole; a gap is only noted, the walk goes on inside it."""
        tag = self._markup.tags[number]
        whole: list[Item] = []
        if tag.may_be_whole:
            whole.extend(_whole(self._markup, number, self._lead, self._depth))
        if self._with_rows and not whole:
            whole.extend(_row(self._markup, number))
        if not whole and tag.name in MAY_BE_GAP:
            what = gap_of(tag)
            if what:
                self._items.append((Gap(what=what), self._at))
        self._items.extend(whole)
        return bool(whole)


def _whole(markup: Markup, element: int, lead: str, depth: int) -> Iterator[Item]:
    """What is read as a whole: a table, set text, a page inside the page."""
    tag = markup.tags[element]
    if tag.name == "table":
        yield from blocks_of_table(markup, element, lead)  # none, where it only lays out the page
    elif tag.name == "iframe" and depth < _DEEPEST_FRAME:
        srcdoc = tag.get("srcdoc")
        inner = markup_of(srcdoc)[0] if srcdoc.strip() else None
        if inner is not None:
            yield from ((block, element) for block, _ in blocks_of_page(inner, depth + 1))
    elif tag.name == "pre" or _PRESERVED.search(tag.get("style")):
        text = markup.words(element)
        if "\n" in text.strip() and not _holds_more(markup, element):
            yield from ((block, element) for block in blocks_of_text(text))


def _holds_more(markup: Markup, element: int) -> bool:
    inside = markup.tags[element : markup.partners[element]]
    return inside[0].name not in _HOLDS_MORE and any(tag.name in _HOLDS_MORE for tag in inside)


def _row(markup: Markup, element: int) -> Iterator[Item]:
    """A row of cells without a table, or a blank paragraph that may be a cell."""
    row = row_of(markup, element)
    if row is not None:
        yield row, element
    elif is_blank_leaf(markup, element):
        yield Paragraph(text=""), element
