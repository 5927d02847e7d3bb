"""HTML to blocks: the container that holds the report's marks, its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from reading.blocks import Block, Document, Grid, Paragraph
from reading.charset import Decoded
from reading.facts import dates_of_page
from reading.html.text import cell_text
from reading.html.walk import Placed, blocks_of_page, parsed
from reading.labels import is_label
from reading.model import Media
from reading.part_headings import part_of_heading

_NOT_MARKUP = re.compile(
    r"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|\bsrcdoc\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.IGNORECASE | re.DOTALL,
)
_CELL_TAG = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_CHROME = re.compile(
    r"^(?:上一[篇条]|下一[篇条]|打印|关闭|分享|扫一扫|相关(?:链接|文档|阅读|信息|新闻)|责任编辑"
    r"|【?(?:打印|关闭|字体)|版权所有|主办|承办|网站地图|网站标识码|.{0,12}ICP备)"
)
_LABELS_AT_LEAST = 3
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the web: its blocks with the elements that they stand in, and its words."""

    root: etree._Element
    placed: tuple[Placed, ...]
    encoding: str
    titles: tuple[str, ...]
    claimed_dates: Mapping[str, date]
    is_cut: bool


def read_html(decoded: Decoded) -> Document:
    """The report on the page as blocks; the rest of the page only for titles and dates."""
    page = page_of(decoded)
    if page is None:
        return Document(media=Media.HTML, blocks=(), encoding=decoded.encoding)
    return Document(
        media=Media.HTML,
        blocks=without_chrome(blocks_inside(page, container_of(page))),
        encoding=page.encoding,
        titles=page.titles,
        claimed_dates=page.claimed_dates,
        is_cut=page.is_cut,
    )


def page_of(decoded: Decoded) -> Page | None:
    """The page as read; ``None`` where it holds nothing."""
    text = _CONTROL.sub(" ", decoded.text)
    root, has_lost_cells = _tree(text)
    if root is None:
        return None
    placed = blocks_of_page(root)
    lowered = text.lower()
    return Page(
        root=root,
        placed=tuple(placed),
        encoding=decoded.encoding,
        titles=_titles(root),
        claimed_dates=dates_of_page(
            _meta(root), [b.text for b, _ in placed if isinstance(b, Paragraph)]
        ),
        is_cut=has_lost_cells or lowered.count("<table") > lowered.count("</table"),
    )


def _tree(text: str) -> tuple[etree._Element | None, bool]:
    """The page by lxml; where that lost cells, the page as an HTML5 parser sees it.

    The flag says that cells are still lost, so that nothing on the page may be told as missing.
    """
    root = parsed(text)
    if root is None or _count(root) >= len(_CELL_TAG.findall(text)):
        return root, False
    written = len(_CELL_TAG.findall(_NOT_MARKUP.sub("", text)))
    if _count(root) >= written:
        return root, False
    other = parsed(LexborHTMLParser(text).html or "")
    if other is not None and _count(other) > _count(root):
        root = other
    return root, _count(root) < written


def _count(root: etree._Element) -> int:
    """The cells that stand in a row, as cells must."""
    return sum(1 for row in root.iter("tr") for cell in row if cell.tag in ("td", "th"))


def container_of(page: Page) -> etree._Element | None:
    """The smallest element that holds every heading and statutory table, if there are any."""
    marked = marks_of(page)
    if not marked:
        return None
    common = [marked[0], *marked[0].iterancestors()]
    for element in marked[1:]:
        line = {element, *element.iterancestors()}
        common = [shared for shared in common if shared in line]
    container = common[0] if common else page.root
    above = container.getparent()
    is_lone = len({id(element) for element in marked}) == 1
    return above if is_lone and above is not None else container


def blocks_inside(page: Page, container: etree._Element | None) -> list[Block]:
    """The blocks inside an element; all of them where there is none."""
    held = set(container.iter()) if container is not None else None
    return [block for block, element in page.placed if held is None or element in held]


def marks_of(page: Page) -> list[etree._Element]:
    """The elements in which headings of parts and statutory tables stand."""
    return [element for block, element in page.placed if _is_mark(block)]


def _is_mark(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return part_of_heading(block.text) is not None
    return isinstance(block, Grid) and (
        sum(is_label(cell.text) for cell in block.cells()) >= _LABELS_AT_LEAST
    )


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


def _meta(root: etree._Element) -> dict[str, str]:
    return {
        (element.get("name") or "").lower(): (element.get("content") or "").strip()
        for element in root.iter("meta")
        if element.get("name")
    }


def _titles(root: etree._Element) -> tuple[str, ...]:
    """What the page calls itself: its headings first, then its tags."""
    found = [cell_text(element).replace("\n", "") for element in root.iter("h1", "h2", "h3", "h4")]
    found.append(_meta(root).get("articletitle", ""))
    found.extend((element.text or "").strip() for element in root.iter("title"))
    return tuple(title for title in found if title)
