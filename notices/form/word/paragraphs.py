"""Paragraphs: the text of a page as runs of a styled paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from w3lib.url import safe_url_string

from notices.form.page import web_address
from notices.form.word.elements import (
    SPACE,
    R,
    W,
    child,
    classes_of,
    no_counterpart,
    safe_text,
)
from notices.form.word.package import Package

_SPACES = re.compile(r"[ \t\n\r\f]+")
# Signs that Word sets as Latin ones unless it is told that they are Chinese here.
_AMBIGUOUS = re.compile("[“”‘’—…·×]")
_LONG_LATIN = re.compile(r"[!-~]{20,}")
_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
# What Word takes as the target of a link at most.
_LONGEST_ADDRESS = 2000

_JUSTIFIED = frozenset({"BodyText", "BodyLast"})
_SPAN_CLASSES = frozenset({"level", "error", "warning", "advice"})
_SPANS = frozenset(
    {frozenset[str](), *(frozenset({"level", name}) for name in ("error", "warning", "advice"))}
)
_NONE: frozenset[str] = frozenset()


class Piece(NamedTuple):
    """Some text of one look; ``None`` as the text is a break of the line."""

    text: str | None
    style: str | None = None
    href: str | None = None


def paragraph(
    parent: etree._Element, pieces: list[Piece], style: str, package: Package
) -> etree._Element:
    """Append a paragraph of ``style`` that holds ``pieces``."""
    if style in _JUSTIFIED and any(_LONG_LATIN.search(piece.text or "") for piece in pieces):
        # Justified, the line before a long address would be torn apart.
        style = "BodyLeft"
    element = child(parent, "p")
    child(child(element, "pPr"), "pStyle", val=style)
    for piece in pieces:
        target = link_target(piece.href) if piece.href is not None else None
        if target is None:
            _run(element, piece.text, piece.style)
        else:
            link = child(element, "hyperlink")
            link.set(f"{R}id", package.link(target))
            _run(link, piece.text, "Hyperlink")
    return element


def pieces_of(element: etree._Element) -> list[Piece]:
    """What stands in ``element``, white space run together as a browser does.

    Raises:
        WordFormError: an element that cannot stand in a line.
    """
    return settled(_raw(element, None, None))


def settled(raw: Iterator[Piece]) -> list[Piece]:
    """``raw`` with white space run together, and none at the ends of lines."""
    pieces: list[Piece] = []
    after_space = True
    for piece in raw:
        if piece.text is None:
            _strip_end(pieces)
            pieces.append(piece)
            after_space = True
            continue
        text = _SPACES.sub(" ", safe_text(piece.text))
        if after_space:
            text = text.removeprefix(" ")
        if text:
            pieces.append(piece._replace(text=text))
            after_space = text.endswith(" ")
    _strip_end(pieces)
    return pieces


def inline(element: etree._Element, style: str | None, href: str | None) -> Iterator[Piece]:
    """One element in a line, without what follows it."""
    name = element.tag
    if name == "br":
        yield Piece(None)
    elif name == "strong":
        classes_of(element, _NONE)
        yield from _raw(element, "Strong", href)
    elif name == "code":
        classes_of(element, _NONE)
        yield from _raw(element, "Checksum", href)
    elif name == "a":
        classes_of(element, _NONE)
        yield from _raw(element, style, element.get("href"))
    elif name == "span":
        classes = classes_of(element, _SPAN_CLASSES)
        if classes not in _SPANS:
            raise no_counterpart(element)
        if classes:
            yield Piece("［", "Level")  # noqa: RUF001 - as the page shows it
            yield from _raw(element, "Level", href)
            yield Piece("］", "Level")  # noqa: RUF001
        else:
            yield from _raw(element, style, href)
    elif isinstance(name, str):
        raise no_counterpart(element)


def link_target(href: str) -> str | None:
    """``href`` as Word takes it, percent-encoded; ``None`` where it is not a web address."""
    if web_address(href.strip()) is None:
        return None
    try:
        address = safe_url_string(href.strip())
    except ValueError:
        return None
    fits = len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address)
    return address if fits else None


def _raw(element: etree._Element, style: str | None, href: str | None) -> Iterator[Piece]:
    if element.text:
        yield Piece(element.text, style, href)
    for inner in element:
        yield from inline(inner, style, href)
        if inner.tail:
            yield Piece(inner.tail, style, href)


def _strip_end(pieces: list[Piece]) -> None:
    if pieces and pieces[-1].text is not None and pieces[-1].text.endswith(" "):
        shorter = pieces[-1].text.removesuffix(" ")
        pieces[-1:] = [pieces[-1]._replace(text=shorter)] if shorter else []


def _run(parent: etree._Element, text: str | None, style: str | None) -> None:
    run = child(parent, "r")
    if text is None:
        child(run, "br")
        return
    is_ambiguous = _AMBIGUOUS.search(text) is not None
    if style is not None or is_ambiguous:
        properties = child(run, "rPr")
        if style is not None:
            child(properties, "rStyle", val=style)
        if is_ambiguous:
            child(properties, "rFonts", hint="eastAsia")
    written = etree.SubElement(run, f"{W}t")
    written.text = text
    if text[0] == " " or text[-1] == " ":
        written.set(SPACE, "preserve")
