"""The one way into reading: bytes become a ``ReportReading``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reading.blocks import Block, Document, Grid, Paragraph
from reading.doc.document import read_doc
from reading.docx import read_docx
from reading.editions import is_before_the_format
from reading.endings import ends_early
from reading.errors import DocumentError, DocumentErrorClass
from reading.facts import Identity, identity_of, signature_of
from reading.figures import read_tables
from reading.forms import PICTURES, Form, form_of
from reading.found import FoundTables
from reading.html.document import read_html
from reading.html.pages import join_pages
from reading.model import Media, Part, PartName, ReportReading
from reading.narrative import loose_sentences, own_sentences, part
from reading.ofd.document import read_ofd
from reading.office import read_with_office
from reading.part_headings import names_in
from reading.parts import Outline, outline_of, with_likely_headings
from reading.pdf.document import ScanOnly, read_pdf
from reading.scan.document import ScanKind, read_scan
from reading.several import reports_in
from reading.statements.statements import statements_of
from reading.tables import find_tables
from reading.text import read_text
from reading.xlsx.document import read_xlsx

_NAMES_AT_LEAST = 2
# Reports on 2018 and before: 概述、主动公开政府信息情况、依申请公开…、收费及减免情况 …
_OLD_WORDS = re.compile(
    r"概述|主动公开政府信息|依申请公开|行政复议|收费及?减免|存在的?(?:主要)?问题|下一步"
)
_OLD_AT_LEAST = 4
_OLD_TITLE = re.compile(r"信息公开.{0,12}(?:报告|年报)")
_NOT_PREAMBLE = re.compile(
    r"^(?:发布|公布|公开|更新|成文)(?:日期|时间)\s*[:：]|^(?:来源|索引号|浏览次数)\s*[:：]"
)


def read(body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
    """Read a report.

    ``name`` is the file as the person named it and serves messages only: the form is decided by
    the content. ``content_type`` is the header the body came with.

    Raises:
        DocumentError: the body cannot be used as a report, with the class that says why.
    """
    try:
        return _reading(form_of(body, content_type), body)
    except DocumentError as error:
        raise DocumentError(error.error_class, f"{name}：{error}") from error


def read_pages(
    bodies: Sequence[bytes], *, name: str, content_types: Sequence[str | None] = ()
) -> ReportReading:
    """Read a report that a portal cuts into several pages, given in their order, as one.

    ``content_types`` are the headers that the pages came with. A single body may have any form;
    several are pages of the web, or pictures.

    Raises:
        DocumentError: see ``read``; a further page that is no page of the web is one too.
    """
    if len(bodies) == 1:
        return read(bodies[0], name=name, content_type=next(iter(content_types), None))
    try:
        if all(body.startswith(PICTURES) for body in bodies):
            return reading_of(read_scan(bodies[0], ScanKind.PICTURE, *bodies[1:]))
        return reading_of(join_pages(bodies, content_types))
    except DocumentError as error:
        raise DocumentError(error.error_class, f"{name}：{error}") from error


def _reading(form: Form, body: bytes) -> ReportReading:
    decoded = form.decoded
    doubts = ("文件编码不能确定，个别文字可能有误",) if decoded and decoded.is_doubtful else ()
    document = _document(form, body)
    if decoded is not None and ends_early(decoded, form.media):
        document = replace(document, is_cut=True)
    return reading_of(document, doubts)


def reading_of(document: Document, doubts: tuple[str, ...] = ()) -> ReportReading:
    """What every form has in common, once it is blocks; ``doubts`` become warnings.

    Raises:
        DocumentError: nothing says that this is a report (``not_a_report``).
    """
    outline = outline_of(document.blocks)
    if several := reports_in(document, outline.blocks):
        return _of_several(several, doubts)
    paragraphs = [b.text for b in outline.blocks if isinstance(b, Paragraph)]
    identity = identity_of(outline.preamble, paragraphs, document.titles)
    has_own_parts = is_before_the_format(identity.year)
    named = len(outline.sections)
    if not has_own_parts:
        outline = with_likely_headings(outline)
    found = find_tables(outline)
    _require_report(document, named, found, paragraphs)
    before = outline.preamble
    tables = read_tables(document, outline, found, identity.year)
    signed, signature = signature_of(paragraphs)
    parts = {
        s.heading.name: _part(outline, s.heading.name, signature, has_own_parts=has_own_parts)
        for s in outline.sections
    }
    sentences = own_sentences if has_own_parts else loose_sentences
    preamble = sentences(_preamble(before, identity, outline, signature), label="正文前")
    trailer = loose_sentences(outline.trailer, label="正文后")
    dates = dict(document.claimed_dates)
    if signed is not None:
        dates["signed"] = signed
    return ReportReading(
        media=document.media,
        title=identity.title,
        agency=identity.agency,
        year=identity.year,
        year_basis=identity.year_basis,
        edition=tables.edition,
        preamble=preamble,
        parts=parts,
        figures=tables.figures,
        statements=statements_of(
            parts, preamble, trailer, year=identity.year, agency=identity.agency
        ),
        trailer=trailer,
        encoding=document.encoding,
        claimed_dates=dates,
        table_notes=tables.notes,
        warnings=(*doubts, *_cut_warning(document), *document.warnings, *tables.warnings),
        is_cut=document.is_cut,
    )


def _of_several(reports: Sequence[Document], doubts: tuple[str, ...]) -> ReportReading:
    """The newest of the reports in one document, with the others."""
    readings = sorted(
        (reading_of(one, doubts) for one in reports), key=lambda one: one.year or 0, reverse=True
    )
    years = "、".join(str(one.year) for one in readings)
    word = f"文件中有 {years} 年的几份年度报告，已按年度分开识读"
    newest, *others = (
        replace(one, is_one_of_several=True, warnings=(word, *one.warnings)) for one in readings
    )
    return replace(newest, others=tuple(others))


def _cut_warning(document: Document) -> tuple[str, ...]:
    return ("文件不完整，后面的内容可能没有取得",) if document.is_cut else ()


def _document(form: Form, body: bytes) -> Document:
    if form.by_office:
        return _by_office(body)
    reader = _READERS.get(form.media)
    if reader is not None:
        return reader(body)
    if form.decoded is None:
        raise DocumentError(DocumentErrorClass.EMPTY, "文件没有文字内容，请重新取得文件")
    return read_html(form.decoded) if form.media is Media.HTML else read_text(form.decoded)


def _by_office(body: bytes) -> Document:
    [found] = read_with_office([body])
    if isinstance(found, DocumentError):
        raise found
    return found


def _pdf(body: bytes) -> Document:
    try:
        return read_pdf(body)
    except ScanOnly:
        return read_scan(body, ScanKind.PDF)


def _ofd(body: bytes) -> Document:
    try:
        return read_ofd(body)
    except ScanOnly:
        return read_scan(body, ScanKind.OFD)


def _picture(body: bytes) -> Document:
    return read_scan(body, ScanKind.PICTURE)


_READERS: Mapping[Media, Callable[[bytes], Document]] = {
    Media.DOC: read_doc,
    Media.DOCX: read_docx,
    Media.OFD: _ofd,
    Media.PDF: _pdf,
    Media.SCAN: _picture,
    Media.XLSX: read_xlsx,
}


def _require_report(
    document: Document, named: int, found: FoundTables, paragraphs: list[str]
) -> None:
    """A report has two of the six part names, or a statutory table, or the words of old ones.

    ``named`` counts the headings that bear these names.

    Raises:
        DocumentError: nothing says that this is a report (``not_a_report``).
    """
    if found.rows or named >= _NAMES_AT_LEAST:
        return
    text = "\n".join((*document.titles, *paragraphs, *_cell_texts(document.blocks)))
    if not text.strip():
        raise DocumentError(
            DocumentErrorClass.NOT_A_REPORT, "文件中没有文字，不是可读取的年报，请核对文件"
        )
    if len(names_in(text)) >= _NAMES_AT_LEAST:
        return
    if _OLD_TITLE.search(text) and len(set(_OLD_WORDS.findall(text))) >= _OLD_AT_LEAST:
        return
    raise DocumentError(
        DocumentErrorClass.NOT_A_REPORT,
        "没有找到年报的标志（六个部分的名称不足两个，也没有法定表格），请核对是否为年报文件",
    )


def _cell_texts(blocks: tuple[Block, ...]) -> list[str]:
    return [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells()]


def _part(
    outline: Outline, name: PartName, signature: tuple[str, ...], *, has_own_parts: bool
) -> Part:
    section = outline.section(name)
    if section is None:
        raise KeyError(name)
    paragraphs = list(outline.paragraphs(section))
    if section is outline.sections[-1]:
        paragraphs = _unsigned(paragraphs, signature)
    return part(
        name,
        section.heading.text,
        paragraphs,
        numeral=section.heading.numeral,
        is_auto_numbered=section.is_auto_numbered and section.heading.numeral is None,
        has_own_parts=has_own_parts,
    )


def _unsigned(paragraphs: list[str], signature: tuple[str, ...]) -> list[str]:
    """Without the agency's name and the day under the text."""
    while paragraphs and signature and paragraphs[-1] in signature:
        paragraphs.pop()
    return paragraphs


def _preamble(
    before: tuple[str, ...], identity: Identity, outline: Outline, signature: tuple[str, ...]
) -> list[str]:
    lines = [
        line
        for line in before
        if line not in identity.title_lines and not _NOT_PREAMBLE.match(line)
    ]
    return lines if outline.sections else _unsigned(lines, signature)
