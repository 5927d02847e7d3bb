"""HTML to blocks: the container that holds the report's marks, its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborNode

from reading.blocks import Block, Document, Grid, Paragraph
from reading.charset import Decoded
from reading.facts import dates_of_page
from reading.html.markup import Inside, Tree, above, around
from reading.html.parsing import tree_of
from reading.html.rows import Placed
from reading.html.text import cell_text
from reading.html.veiled import HIDES_REPORT, hides_report
from reading.html.walk import blocks_of_page
from reading.labels import is_label
from reading.model import Media
from reading.part_headings import part_of_heading

_CHROME = re.compile(
    r"^(?:上一[篇条]|下一[篇条]|打印|关闭|分享|扫一扫|相关(?:链接|文档|阅读|信息|新闻)|责任编辑"
    r"|【?(?:打印|关闭|字体)|版权所有|主办|承办|网站地图|网站标识码|.{0,12}ICP备)"
)
_LABELS_AT_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the web: its blocks with the elements that they stand in, and its words."""

    tree: Tree
    placed: tuple[Placed, ...]
    encoding: str
    titles: tuple[str, ...]
    claimed_dates: Mapping[str, date]
    is_cut: bool
    warnings: tuple[str, ...] = ()


def read_html(decoded: Decoded) -> Document:
    """The report on the page as blocks; the rest of the page only for titles and dates."""
    page = page_of(decoded)
    return Document(
        media=Media.HTML,
        blocks=without_chrome(blocks_inside(page, container_of(page))),
        encoding=page.encoding,
        titles=page.titles,
        claimed_dates=page.claimed_dates,
        is_cut=page.is_cut,
        warnings=page.warnings,
    )


def page_of(decoded: Decoded) -> Page:
    """The page as read."""
    tree = tree_of(decoded.text)
    placed = blocks_of_page(tree)
    named = tree.root.css("h1,h2,h3,h4,title,meta[name]")
    meta = _meta(named)
    is_veiled = hides_report(tree, [block for block, _ in placed])
    return Page(
        tree=tree,
        placed=tuple(placed),
        encoding=decoded.encoding,
        titles=_titles(tree, named, meta),
        claimed_dates=dates_of_page(meta, [b.text for b, _ in placed if isinstance(b, Paragraph)]),
        is_cut=tree.has_lost_cells or tree.is_open or is_veiled,
        warnings=(HIDES_REPORT,) if is_veiled else (),
    )


def container_of(page: Page) -> LexborNode | None:
    """The smallest element that holds every heading and statutory table, if there are any."""
    marked = marks_of(page)
    container = around(marked.values())
    if container is None or len(marked) > 1:
        return container
    return above(container) or container


def blocks_inside(page: Page, container: LexborNode | None) -> list[Block]:
    """The blocks inside an element; all of them where there is none."""
    if container is None:
        return [block for block, _ in page.placed]
    inside = Inside(container)
    return [block for block, element in page.placed if inside.holds(element)]


def marks_of(page: Page) -> dict[int, LexborNode]:
    """The elements in which headings of parts and statutory tables stand."""
    return {element.mem_id: element for block, element in page.placed if _is_mark(block)}


def _is_mark(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return part_of_heading(block.text) is not None
    labels = 0
    for cell in block.worded_cells() if isinstance(block, Grid) else ():
        labels += is_label(cell.text)
        if labels >= _LABELS_AT_LEAST:
            return True
    return False


def without_chrome(blocks: list[Block]) -> tuple[Block, ...]:
    """Without what a page prints under an article."""
    headings = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Paragraph) and part_of_heading(block.text)
    ]
    last = headings[-1] if headings else len(blocks)
    for place in range(last + 1, len(blocks)):
        block = blocks[place]
        if isinstance(block, Paragraph) and _CHROME.match(block.text):
            return tuple(blocks[:place])
    return tuple(blocks)


def _meta(named: list[LexborNode]) -> dict[str, str]:
    written = [element.attributes for element in named if element.tag == "meta"]
    return {
        (tag.get("name") or "").lower(): (tag.get("content") or "").strip()
        for tag in written
        if tag.get("name")
    }


def _titles(tree: Tree, named: list[LexborNode], meta: Mapping[str, str]) -> tuple[str, ...]:
    """What the page calls itself: its headings first, then its tags."""
    headings = [e for e in named if e.tag not in ("meta", "title")]
    found = [cell_text(tree, heading).replace("\n", "") for heading in headings]
    found.append(meta.get("articletitle", ""))
    found.extend(element.text().strip() for element in named if element.tag == "title")
    return tuple(title for title in found if title)
