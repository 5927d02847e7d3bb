"""HTML to blocks: the container that holds the report's marks, its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html
from selectolax.lexbor import LexborHTMLParser

from reading.blocks import Block, Document, Gap, Grid, Paragraph, SpannedCell, grid_of_spans
from reading.charset import Decoded
from reading.facts import dates_of_page
from reading.labels import is_label
from reading.model import Media
from reading.part_headings import part_of_heading

_DROPPED = frozenset({"script", "style", "noscript", "template", "head", "select", "textarea"})
_DROPPED_TAGS = _DROPPED | {"title", "button", "option", "svg"}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_OBJECTS = {"img": "图片", "object": "嵌入对象", "embed": "嵌入对象", "iframe": "嵌入页面"}
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|ofd|ceb|zip|rar|7z|jpe?g|png)\b", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOT_MARKUP = re.compile(
    r"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>", re.IGNORECASE | re.DOTALL
)
_CELL_TAG = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_CHROME = re.compile(
    r"^(?:上一[篇条]|下一[篇条]|打印|关闭|分享|扫一扫|相关(?:链接|文档|阅读|信息|新闻)|责任编辑"
    r"|【?(?:打印|关闭|字体)|版权所有|主办|承办|网站地图|网站标识码|.{0,12}ICP备)"
)
_LABELS_AT_LEAST = 3
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u3000]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPAN = re.compile(r"\s*(\d{1,4})")
_Placed = tuple[Block, etree._Element]  # noqa: SLF001 - lxml names its type so


def read_html(decoded: Decoded) -> Document:
    """The report on the page as blocks; the rest of the page only for titles and dates."""
    text = _CONTROL.sub(" ", decoded.text)
    root, has_lost_cells = _tree(text)
    if root is None:
        return Document(media=Media.HTML, blocks=(), encoding=decoded.encoding)
    placed = list(_walk(root))
    inside = _inside_container(placed)
    lowered = text.lower()
    return Document(
        media=Media.HTML,
        blocks=_without_chrome([block for block, _ in inside]),
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
    root = _parsed(text)
    written = len(_CELL_TAG.findall(_NOT_MARKUP.sub("", text)))
    if root is None or _count(root) >= written:
        return root, False
    other = _parsed(LexborHTMLParser(text).html or "")
    if other is not None and _count(other) > _count(root):
        root = other
    return root, _count(root) < written


def _count(root: etree._Element) -> int:
    """The cells that stand in a row, as cells must."""
    return sum(1 for row in root.iter("tr") for cell in row if cell.tag in ("td", "th"))


def _parsed(text: str) -> etree._Element | None:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _is_dropped(element: etree._Element) -> bool:
    return element.tag in _DROPPED_TAGS or _HIDDEN.search(element.get("style") or "") is not None


def _walk(root: etree._Element) -> Iterator[_Placed]:
    """Blocks in reading order, each with the element in which it stands."""
    pieces: list[str] = []
    lead = ""
    walker = etree.iterwalk(root, events=("start", "end"))
    at = root
    for event, element in walker:
        tag = element.tag
        if tag in _BLOCKS or tag == "table":
            line = _SPACES.sub(" ", "".join(pieces).replace("\n", " ")).strip()
            pieces.clear()
            if line:
                lead = line
                yield Paragraph(text=line), at
        if event == "end":
            pieces.append(element.tail or "")
            above = element.getparent()
            at = above if tag in _BLOCKS and above is not None else at
            continue
        if _is_dropped(element):
            walker.skip_subtree()
            continue
        if tag in _BLOCKS and tag != "br":
            at = element
        if tag == "table" and not _is_frame(element):
            for nested in (element, *_nested(element)):
                yield _grid(nested, lead), nested
                yield from ((gap, nested) for gap in _gaps(nested))
            walker.skip_subtree()
            continue
        what = _gap(element)
        if what:
            yield Gap(what=what), at
        pieces.append(element.text or "")


def _gap(element: etree._Element) -> str | None:
    if element.tag in _OBJECTS:
        return _OBJECTS[element.tag]
    if element.tag == "a" and _ATTACHMENT.search(element.get("href") or ""):
        return "附件"
    return None


def _gaps(table: etree._Element) -> Iterator[Gap]:
    for element in table.iter(*_OBJECTS, "a"):
        what = _gap(element)
        if what:
            yield Gap(what=what)


def _rows(table: etree._Element) -> list[etree._Element]:
    """The own rows of a table, not those of a table inside it."""
    rows: list[etree._Element] = []
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag == "tr":
            rows.append(element)
        elif element.tag not in ("table", "td", "th"):
            waiting.extend(reversed(element))  # tbody, but also a form around rows
    return [row for row in rows if not _is_dropped(row)]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th") and not _is_dropped(cell)]


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out the page: the report, or another table, stands in it."""
    has_nested = next(_nested(table), None) is not None
    labels = 0
    for row in _rows(table):
        for cell in _cells(row):
            text = _cell_text(cell)
            labels += is_label(text)
            if any(part_of_heading(line) for line in text.split("\n")):
                return True
    return has_nested and labels < _LABELS_AT_LEAST


def _nested(table: etree._Element) -> Iterator[etree._Element]:
    return (inner for inner in table.iter("table") if inner is not table)


def _grid(table: etree._Element, lead: str) -> Grid:
    rows = [
        [
            SpannedCell(
                text=_cell_text(cell),
                column_span=_span(cell.get("colspan"), 1),
                row_span=_span(cell.get("rowspan"), 0) if cell.get("rowspan") else 1,
            )
            for cell in _cells(row)
        ]
        for row in _rows(table)
    ]
    return grid_of_spans(rows, lead=lead)


def _span(value: str | None, zero: int) -> int:
    """A span as written; senseless ones count as one, ``rowspan="0"`` means to the end."""
    found = _SPAN.match(value or "")
    number = int(found.group(1)) if found else 1
    return number if number > 0 else zero


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell; a table inside it is not its text."""
    pieces: list[str] = [cell.text or ""]
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if element is cell:
            continue
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event == "end":
            pieces.append((element.tail or "").replace("\n", " "))
        elif element.tag == "table" or _is_dropped(element):
            walker.skip_subtree()
        else:
            pieces.append((element.text or "").replace("\n", " "))
    pieces[0] = pieces[0].replace("\n", " ")
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _inside_container(placed: list[_Placed]) -> list[_Placed]:
    """The blocks of the smallest element that holds every heading and statutory table."""
    marked = [element for block, element in placed if _is_mark(block)]
    if not marked:
        return placed
    common = [marked[0], *marked[0].iterancestors()]
    for element in marked[1:]:
        line = {element, *element.iterancestors()}
        common = [shared for shared in common if shared in line]
    container = common[0] if common else placed[0][1]
    if len({id(element) for element in marked}) == 1:
        above = container.getparent()
        container = above if above is not None else container
    held = set(container.iter())
    return [(block, element) for block, element in placed if element in held]


def _is_mark(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return part_of_heading(block.text) is not None
    return isinstance(block, Grid) and (
        sum(is_label(cell.text) for cell in block.cells()) >= _LABELS_AT_LEAST
    )


def _without_chrome(blocks: list[Block]) -> tuple[Block, ...]:
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
    found = [_cell_text(element).replace("\n", "") for element in root.iter("h1", "h2", "h3", "h4")]
    found.append(_meta(root).get("articletitle", ""))
    found.extend((element.text or "").strip() for element in root.iter("title"))
    return tuple(title for title in found if title)
