"""Translates a page into a Word document (DOCX)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from notices.form import charts
from notices.form.word.elements import (
    WordFormError,
    child,
    classes_of,
    no_counterpart,
    part,
    safe_text,
)
from notices.form.word.layout import UPRIGHT, WIDE, Margins, Sheet, section
from notices.form.word.package import Package
from notices.form.word.paragraphs import paragraph, pieces_of
from notices.form.word.pictures import DPI, picture
from notices.form.word.tables import table

# Charts are cut out before the page is parsed: a parser of HTML would change the case of names.
_CHART = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL)
_NUMBER = "data-chart"

_ARTICLE = frozenset({"sheet"})
_ANNEX = frozenset({"sheet", "annex"})
_WIDE = frozenset({"sheet", "annex", "wide"})
_NONE: frozenset[str] = frozenset()
_HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4"}
_PARAGRAPHS = {
    _NONE: "BodyText",
    frozenset({"number"}): "Number",
    frozenset({"addressee"}): "Addressee",
    frozenset({"flush"}): "Flush",
    frozenset({"note"}): "Note",
    frozenset({"annex-note"}): "AnnexNote",
    frozenset({"annex-note", "next"}): "AnnexNoteNext",
    frozenset({"signature"}): "Signature",
    frozenset({"date"}): "Date",
    frozenset({"annex-head"}): "AnnexHead",
}
# A line that leads to a table stays on its page.
_BEFORE_TABLES = {"Note": "TableTitle", "Flush": "TableLead"}
_AT_THE_END = frozenset({"annex-note", "signature"})
_PARAGRAPH_CLASSES = frozenset().union(*_PARAGRAPHS)


def docx_of(page: str) -> bytes:
    """The page as a Word document; the same page gives the same bytes.

    What the page may hold is the vocabulary of documents (docs/notices.md). Everything about the
    look stands in styles, so that the document can be edited and nothing jumps.

    Raises:
        WordFormError: the page holds an element that has no counterpart in Word; the message names
            the element and its line in the page.
    """
    return _Translation(page).document()


class _Translation:
    """One page on its way into Word."""

    def __init__(self, page: str) -> None:
        self._charts: list[str] = []
        plain = _CHART.sub(self._cut, safe_text(page))
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        root = etree.fromstring(plain.encode(), parser) if plain.strip() else None
        if root is None:
            raise WordFormError("网页是空的，不能转成 Word 文档")
        self._root = root
        self._package = Package()

    def document(self) -> bytes:
        """The whole file."""
        root = part("document")
        body = child(root, "body")
        header = self._draft_header()
        sheets = list(self._sheets())
        for number, element in enumerate(sheets, start=1):
            sheet = self._sheet(body, element)
            margins = self._package.margins(is_draft=header is not None) if number == 1 else None
            _end(body, sheet, margins, is_last=number == len(sheets))
        title = " ".join(safe_text(self._root.findtext("head/title") or "").split())
        return self._package.written(root, title, header)

    def _cut(self, chart: re.Match[str]) -> str:
        """What stands for a chart while the page is parsed, as many lines high as the chart."""
        self._charts.append(chart[0])
        lines = "\n" * chart[0].count("\n")
        return f'<svg {_NUMBER}="{len(self._charts) - 1}">{lines}</svg>'

    def _draft_header(self) -> etree._Element | None:
        """The header of the first page: there the mark of a draft moves no line of the text."""
        marks = [e for e in self._root.iterfind("body/*") if e.get("data-draft") is not None]
        if not marks:
            return None
        header = part("hdr")
        for mark in marks:
            paragraph(header, pieces_of(mark), "DraftMark", self._package)
        return header

    def _sheets(self) -> Iterator[etree._Element]:
        sheets = 0
        for element in self._root.iterfind("body/*"):
            if element.tag == "main":
                _no_loose_text(element)
                sheets += len(element)
                yield from element
            elif element.get("data-draft") is None:
                raise no_counterpart(element)
        if not sheets:
            raise WordFormError("网页中没有公文正文（main 中的 article），不能转成 Word 文档")

    def _sheet(self, body: etree._Element, element: etree._Element) -> Sheet:
        classes = classes_of(element, _WIDE)
        known = {"article": (_ARTICLE,), "section": (_ANNEX, _WIDE)}.get(str(element.tag), ())
        if classes not in known:
            raise no_counterpart(element)
        _no_loose_text(element)
        sheet = WIDE if classes == _WIDE else UPRIGHT
        for block in element:
            self._block(body, block, sheet, title="AnnexTitle" if "annex" in classes else "Title")
        if not len(body) or body[-1].tag.endswith("}tbl"):
            paragraph(body, [], "SectionEnd", self._package)
        return sheet

    def _block(
        self, body: etree._Element, element: etree._Element, sheet: Sheet, *, title: str
    ) -> None:
        name = str(element.tag)
        if name == "table":
            if len(body) and body[-1].tag.endswith("}tbl"):
                paragraph(body, [], "TableGap", self._package)
            table(body, element, sheet, self._package)
        elif name == "figure":
            self._figure(body, element, sheet)
        elif name == "p":
            classes = classes_of(element, _PARAGRAPH_CLASSES)
            if classes not in _PARAGRAPHS:
                raise no_counterpart(element)
            style = _PARAGRAPHS[classes]
            following = element.getnext()
            if following is not None and following.tag == "table":
                style = _BEFORE_TABLES.get(style, style)
            elif style == "BodyText" and _leads_to_the_seal(following):
                style = "BodyLast"
            paragraph(body, pieces_of(element), style, self._package)
        elif name == "h1" or name in _HEADINGS:
            classes_of(element, _NONE)
            style = _HEADINGS.get(name, title)
            paragraph(body, pieces_of(element), style, self._package)
        else:
            raise no_counterpart(element)

    def _figure(self, body: etree._Element, element: etree._Element, sheet: Sheet) -> None:
        classes_of(element, _NONE)
        _no_loose_text(element)
        captions = [pieces_of(one) for one in element.iterfind("figcaption")]
        description = "".join(piece.text or "" for pieces in captions for piece in pieces)
        for inner in element:
            if inner.tag == "svg":
                picture(body, self._drawn(inner), description, sheet, self._package)
            elif inner.tag == "figcaption":
                classes_of(inner, _NONE)
                paragraph(body, captions.pop(0), "Caption", self._package)
            else:
                raise no_counterpart(inner)

    def _drawn(self, element: etree._Element) -> bytes:
        """The chart that ``element`` stands for."""
        number = element.get(_NUMBER)
        if number is None:
            raise no_counterpart(element, "没有 </svg>")
        try:
            return charts.png_of(self._charts[int(number)], DPI)
        except ValueError as error:
            raise no_counterpart(element, "不是本系统画的图") from error


def _end(body: etree._Element, sheet: Sheet, margins: Margins | None, *, is_last: bool) -> None:
    """End a section: the last one in the body, others in their last paragraph."""
    section(body if is_last else body[-1][0], sheet, margins)


def _leads_to_the_seal(following: etree._Element | None) -> bool:
    """The page with the seal holds text: its last paragraph goes with what stands under it."""
    if following is None or following.tag != "p":
        return False
    return bool(_AT_THE_END & set((following.get("class") or "").split()))


def _no_loose_text(element: etree._Element) -> None:
    for text in (element.text, *(inner.tail for inner in element)):
        if text and text.strip():
            raise no_counterpart(element, f"其中的文字“{text.strip()[:20]}”不在段落之中")
