"""A report that a portal cuts into several pages, joined to one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from reading.blocks import Block, Document, Paragraph
from reading.endings import ends_early
from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import form_of
from reading.headings import opening_of
from reading.html.document import (
    Page,
    blocks_inside,
    container_of,
    marks_of,
    page_of,
    without_chrome,
)
from reading.html.markup import Inside, above, attribute
from reading.model import Media
from reading.part_headings import heading_of, part_of_heading

_PAGING = re.compile(
    r"^(?=.*(?:页|[<>«»]))(?:[\s|/.…\[\]()<>«»\d]|首页|上一?页|下一?页|尾页|末页"
    r"|第\s*\d+\s*页|共\s*\d+\s*页|转到|跳转?至?|页)+$"
)
_ENDS = re.compile(r"[。：；！？:;!?”）)]$")
_BROKEN_FROM = 15
_MARKED_PLACES = 2


def join_pages(bodies: Sequence[bytes], content_types: Sequence[str | None] = ()) -> Document:
    """The report on several pages, given in their order, as one document.

    What is printed on every page, such as the title, is taken once. A paragraph that a page ends
    inside goes on on the next. ``content_types`` are the headers that the pages came with.

    Raises:
        DocumentError: a page cannot be used, or is no page of the web.
    """
    headers = (*content_types, *(None for _ in bodies))
    pages = [
        _page(body, header, number)
        for number, (body, header) in enumerate(zip(bodies, headers, strict=False), 1)
    ]
    if not pages:
        raise DocumentError(DocumentErrorClass.EMPTY, "没有给出任何页面，请重新取得各页")
    guide = max((p for p in pages if marks_of(p)), key=_places, default=None)
    blocks: list[Block] = []
    repeated: set[str] = set()
    seen: list[list[Block]] = []
    warnings = list(dict.fromkeys(warning for page in pages for warning in page.warnings))
    is_cut = any(page.is_cut for page in pages)
    for number, page in enumerate(pages, 1):
        container = _container(page, guide)
        inside = list(_without_paging(blocks_inside(page, container), repeated))
        if inside in seen and all(isinstance(block, Paragraph) for block in inside):
            warnings.append(f"第{number}页与前面的页面内容相同，只读取一次")
            is_cut = True
            continue
        if container is None and len(pages) > 1:
            warnings.append(f"第{number}页没有年报的标志，未能确定正文的范围")
            is_cut = True
        seen.append(inside)
        repeated |= _opening(inside) if number == 1 else set()
        _append(blocks, inside)
    return Document(
        media=Media.HTML,
        blocks=without_chrome(blocks),
        encoding=pages[0].encoding,
        titles=tuple(dict.fromkeys(title for page in pages for title in page.titles)),
        claimed_dates={
            name: day for page in reversed(pages) for name, day in page.claimed_dates.items()
        },
        is_cut=is_cut,
        warnings=tuple(warnings),
    )


def _page(body: bytes, content_type: str | None, number: int) -> Page:
    form = form_of(body, content_type)
    if form.decoded is None or form.media is not Media.HTML:
        raise DocumentError(
            DocumentErrorClass.NOT_A_REPORT, f"第{number}页不是网页，无法与其他各页合并，请核对"
        )
    page = page_of(form.decoded)
    return replace(page, is_cut=True) if ends_early(form.decoded, Media.HTML) else page


def _places(page: Page) -> int:
    return len(marks_of(page))


def _container(page: Page, guide: Page | None) -> LexborNode | None:
    """The element that holds the text: called as on the page with the most marks, if it is."""
    own = container_of(page)
    if guide is None or page is guide or _places(guide) < _MARKED_PLACES:
        return own
    model = container_of(guide)
    while model is not None:
        name = _name(model)
        alike = [e for e in page.tree.root.traverse() if e.tag == name[0] and _name(e) == name]
        if len(alike) == 1 and (name[1] or name[2] or own is not None):
            inside = Inside(alike[0])
            return alike[0] if all(map(inside.holds, marks_of(page).values())) else own
        model = above(model)
    return own


def _name(element: LexborNode) -> tuple[str, str, str]:
    return element.tag or "", attribute(element, "id"), attribute(element, "class")


def _without_paging(blocks: Sequence[Block], repeated: set[str]) -> Iterator[Block]:
    """Without the words for turning pages, and without what the first page opened with."""
    for block in blocks:
        if not isinstance(block, Paragraph) or not (
            _PAGING.match(block.text) or block.text in repeated
        ):
            yield block


def _opening(blocks: Sequence[Block]) -> set[str]:
    """What stands before the first part."""
    texts: set[str] = set()
    for block in blocks:
        if not isinstance(block, Paragraph) or part_of_heading(block.text) is not None:
            return texts
        texts.add(block.text)
    return texts


def _append(blocks: list[Block], more: Sequence[Block]) -> None:
    first = more[0] if more else None
    last = blocks[-1] if blocks else None
    if isinstance(first, Paragraph) and isinstance(last, Paragraph) and _goes_on(last, first):
        blocks[-1] = Paragraph(text=last.text + first.text, is_auto_numbered=last.is_auto_numbered)
        more = more[1:]
    blocks.extend(more)


def _goes_on(last: Paragraph, first: Paragraph) -> bool:
    return (
        len(last.text) >= _BROKEN_FROM
        and _ENDS.search(last.text) is None
        and heading_of(last.text) is None
        and heading_of(first.text) is None
        and opening_of(first.text) is None
    )
