"""PDF to blocks. The steps, each in a module of its own, as ``document_of`` takes them:

1. ``pages``: what pdfium draws. Before it opens a file, ``streams`` and ``nesting`` refuse what
   it could not be trusted with; ``fields`` are drawn in; ``drawn`` gives rules and pictures as
   ``ink``, ``characters`` the text by ``letters``, ``properties`` the dates. ``seen`` turns each
   page upright.
2. ``rules``: rules that touch are a lattice; ``tables``: each character in its cell, the rest text.
3. ``text``: what every page prints again goes; ``lines``: characters in lines.
4. ``chains``: pieces of a table over page breaks, which ``join`` makes one grid.
5. ``unruled`` and ``columns``: tables without rules, from words that stand over each other.
6. ``text`` again: lines become paragraphs. Then all blocks stand in the order of the pages.

OFD takes the same way from step 2 on. ``again`` is the second reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from reading.blocks import Block, Document, Gap, Paragraph
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media
from reading.pdf.chains import Chain, Place, chains_of
from reading.pdf.join import grid_of
from reading.pdf.lines import lines_of
from reading.pdf.pages import pages_of
from reading.pdf.seen import LETTERS_AT_LEAST, PdfPage, PdfPages
from reading.pdf.tables import TakenApart, taken_apart
from reading.pdf.text import Body, PageText, body_of, paragraphs_of, without_furniture
from reading.pdf.unruled import unruled_tables

_TITLE_PAGES, _TITLE_SHARE, _SAME_SIZE = 2, 1.15, 0.05


class ScanOnly(DocumentError):  # noqa: N818 - says what the document is
    """The file holds pictures of pages and no text to speak of: a matter for the scan reader."""

    def __init__(self, form: str = "PDF") -> None:
        """``form`` is what people call the form of the file."""
        super().__init__(
            DocumentErrorClass.UNSUPPORTED_FORMAT,
            f"{form} 是扫描件或图片版，没有可读取的文字，需用文字识别方式读取",
        )


def read_pdf(body: bytes) -> Document:
    """The document as blocks.

    Raises:
        ScanOnly: it has no text, or only text that a scanner's software guessed.
        DocumentError: it is encrypted, damaged, or larger than any report.
    """
    read = pages_of(body)
    if read.is_blank:
        raise DocumentError(
            DocumentErrorClass.EMPTY, "PDF 各页都是空白，没有任何内容，请重新取得文件"
        )
    if not read.is_text:
        raise ScanOnly
    return document_of(read, Media.PDF)


def document_of(read: PdfPages, media: Media) -> Document:
    """The pages as blocks, whatever form they came in."""
    parts = [taken_apart(page) for page in read.pages]
    texts = without_furniture(
        [_page_text(page, part) for page, part in zip(read.pages, parts, strict=True)]
    )
    return Document(
        media=media,
        blocks=_in_order(read, parts, texts),
        titles=_titles(texts),
        claimed_dates=read.claimed_dates,
        is_cut=bool(read.unopened or read.unread),
        warnings=tuple(_warnings(read)),
    )


def _warnings(read: PdfPages) -> list[str]:
    found = [f"第{number}页是图片，文字未能读取" for number in read.unread]
    found += [f"第{number}页无法打开，内容未能读取" for number in read.unopened]
    return found


def _page_text(page: PdfPage, part: TakenApart) -> PageText:
    return PageText(
        number=page.number,
        lines=tuple(lines_of(g for g in part.outside if not g.is_turned)),
        top=min((t.top for t in part.tables), default=None),
        bottom=max((t.bottom for t in part.tables), default=None),
    )


def _in_order(
    read: PdfPages, parts: Sequence[TakenApart], texts: Sequence[PageText]
) -> tuple[Block, ...]:
    """All blocks as a reader meets them."""
    gaps = _gaps(read, parts)
    chains, texts = chains_of(parts, texts, [at for at, _ in gaps])
    unruled, texts = unruled_tables(texts, [chain.at for chain in chains])
    whole = body_of([line for text in texts for line in text.lines])
    bodies: dict[int, Body | None] = {t.number: body_of(t.lines, whole) for t in texts}
    breaks = {*(c.at for c in chains), *(at for at, _ in gaps), *(at for at, _ in unruled)}
    placed: list[tuple[Place, int, Block | Chain]] = [
        (at, 0, Paragraph(text=text)) for at, text in paragraphs_of(texts, bodies, breaks)
    ]
    placed += [(at, 1, gap) for at, gap in gaps]
    placed += [(chain.at, 2, chain) for chain in chains]
    for at, found in unruled:
        placed += [(at, 3, block) for block in found]
    blocks: list[Block] = []
    lead = ""
    for _, _, block in sorted(placed, key=lambda one: one[:2]):
        if isinstance(block, Chain):
            blocks.append(grid_of(block.pieces, lead=lead))
            if any(piece.ran_together for piece in block.pieces):
                blocks.append(Gap(what="未能还原的表格"))
        else:
            blocks.append(block)
            lead = block.text if isinstance(block, Paragraph) else lead
    return tuple(blocks)


def _gaps(read: PdfPages, parts: Sequence[TakenApart]) -> list[tuple[Place, Gap]]:
    """Pictures, and pages that hold something that is not read."""
    gaps: list[tuple[Place, Gap]] = [
        ((number, 0.0), Gap(what="无法打开的页")) for number in read.unopened
    ]
    for page, part in zip(read.pages, parts, strict=True):
        gaps += [((page.number, picture.y0), Gap(what="图片")) for picture in page.pictures]
        gaps += [((page.number, top), Gap(what="未能还原的表格")) for top in part.unread]
        if page.is_unread and not page.pictures:
            gaps.append(((page.number, 0.0), Gap(what="图片")))
        if sum(glyph.is_turned for glyph in page.glyphs) >= LETTERS_AT_LEAST:
            gaps.append(((page.number, 0.0), Gap(what="另一方向的文字")))
    return sorted(gaps, key=lambda one: one[0])


def _titles(texts: Sequence[PageText]) -> tuple[str, ...]:
    """What the first pages print in letters larger than the rest, lines of one size together."""
    lines = [line for text in texts for line in text.lines]
    if not lines:
        return ()
    usual = median(g.size for line in lines for g in line.glyphs)
    found: list[str] = []
    size = 0.0
    for line in (line for text in texts[:_TITLE_PAGES] for line in text.lines):
        if line.size < _TITLE_SHARE * usual:
            size = 0.0
        elif size and abs(line.size - size) < _SAME_SIZE * size:
            found[-1] += line.text
        else:
            found.append(line.text)
            size = line.size
    return tuple(found)
