"""The elements of a page to blocks in reading order, each with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reading.blocks import Block, Gap, Paragraph
from reading.html.rows import Item, is_blank_leaf, row_of, tells_of_table, with_rows_joined
from reading.html.tables import blocks_of_table, gap_of
from reading.html.text import BLOCK_TAGS, is_dropped, line_of
from reading.text import blocks_of_text

_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_DEEPEST_FRAME = 3
_WHOLES = frozenset({"table", "iframe", "pre"})
Placed = tuple[Block, etree._Element]  # noqa: SLF001 - lxml names its type so


def parsed(text: str) -> etree._Element | None:
    """The page as a tree, however broken; nothing is fetched."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def blocks_of_page(root: etree._Element, depth: int = 0) -> list[Placed]:
    """Every block of a page; ``depth`` counts the pages around a page inside a page.

    Only a page that prints words of the tables outside of tables is searched for rows without them.
    """
    items = list(_walk(root, depth, with_rows=False))
    if any(isinstance(block, Paragraph) and tells_of_table(block.text) for block, _ in items):
        items = list(_walk(root, depth, with_rows=True))
    return with_rows_joined(items)


def _walk(root: etree._Element, depth: int, *, with_rows: bool) -> Iterator[Item]:
    pieces: list[str] = []
    lead = ""
    walker = etree.iterwalk(root, events=("start", "end"))
    at = root
    for event, element in walker:
        tag = element.tag
        if tag in BLOCK_TAGS:
            line = line_of(pieces)
            pieces.clear()
            if line:
                lead = line
                yield Paragraph(text=line), at
        if event == "end":
            pieces.append(element.tail or "")
            above = element.getparent()
            at = above if tag in BLOCK_TAGS and above is not None else at
            continue
        if is_dropped(element):
            walker.skip_subtree()
            continue
        whole = list(_whole(element, lead, depth)) if tag in _WHOLES or element.get("style") else []
        if not whole and with_rows:
            whole = list(_row(element))
        if whole:
            yield from whole
            walker.skip_subtree()
            continue
        if tag in BLOCK_TAGS and tag != "br":
            at = element
        what = gap_of(element)
        if what:
            yield Gap(what=what), at
        pieces.append(element.text or "")


def _whole(element: etree._Element, lead: str, depth: int) -> Iterator[Item]:
    """What is read as a whole: a table, set text, a page inside the page."""
    if element.tag == "table":
        yield from blocks_of_table(element, lead)  # none, where it only lays out the page
        return
    if element.tag == "iframe" and depth < _DEEPEST_FRAME:
        inner = parsed(element.get("srcdoc") or " ")
        if inner is not None:
            yield from ((block, element) for block, _ in blocks_of_page(inner, depth + 1))
    elif element.tag == "pre" or _PRESERVED.search(element.get("style") or ""):
        text = "".join(map(str, element.itertext()))
        if "\n" in text.strip() and next(element.iter("table", "p", "div", "pre"), element) is (
            element
        ):
            yield from ((block, element) for block in blocks_of_text(text))


def _row(element: etree._Element) -> Iterator[Item]:
    """A row of cells without a table, or a blank paragraph that may be a cell."""
    row = row_of(element)
    if row is not None:
        yield row, element
    elif is_blank_leaf(element):
        yield Paragraph(text=""), element
