"""A page to the tree that a browser makes of it, however broken it is written."""

from __future__ import annotations

import re

from lxml import etree
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from reading.html.attributes import spans_of
from reading.html.markup import APART, Tree, attribute
from reading.html.unseen import unseen_in

# What holds no markup of the page, though tags may be written in it.
_NOT_MARKUP = re.compile(
    rb"<!--.*?-->|<(script|style|noscript|template|textarea|iframe|noframes|title)\b.*?</\1"
    rb"|\bsrcdoc\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)
# Tables, cells, and tags that the standard opens again in every block after one that they were
# left open in.
_COUNTED_TAG = re.compile(
    rb"<(t(?:[dht](?=[\s/>])|able)|/table|[abisu](?=[\s/>])"
    rb"|(?:big|code|em|font|nobr|small|strike|strong)(?=[\s/>]))"
)
_MOST_CODES = 20
_MOST_TAGS, _MOST_OPENED_AGAIN = 20_000, 500_000
_CONTROLS = bytes.maketrans(bytes([*range(9), 11, 12, *range(14, 32)]), b" " * 29)
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])(?![0-9a-fA-F]));?"
)
# What the style of an element may say, lower case: its word, and what that must be.
_HIDDEN = (b"display", re.compile(rb"display\s*:\s*none"))
# A character reference, but for those of quotation marks, which stand around names of fonts.
_CODE = re.compile(rb"&#(?!(?:0*(?:39|34)|x0*(?:27|22));)")
_PRESERVED = (b"white-space", re.compile(rb"white-space\s*:\s*(?:pre|break-spaces)"))


def printable(text: str) -> bytes:
    """The text with a space for each control character, as UTF-8."""
    body = text.encode("utf-8", "replace").translate(_CONTROLS)
    return _CONTROL_REFERENCE.sub(b" ", body) if b"&#" in body else body


def tree_of(text: str) -> Tree:
    """A page as a tree; nothing is fetched and nothing runs."""
    body = printable(text)
    lowered = body.lower()
    tags = _COUNTED_TAG.findall(lowered)
    root = _root(_tamed(body) if _is_costly(lowered, tags) else body)
    is_open = _has_open_table(tags)
    has_lost = _cells_of(root) < _cells_in(tags)
    if is_open or has_lost:
        tags = _COUNTED_TAG.findall(_NOT_MARKUP.sub(b"", lowered))
        is_open = is_open and _has_open_table(tags)
        has_lost = has_lost and _cells_of(root) < _cells_in(tags)
    unseen = unseen_in(root, lowered)
    undisplayed = _styled(root, lowered, _HIDDEN)
    gone = unseen.gone | {element.mem_id for element in undisplayed}
    return Tree(
        root=root,
        veils=(*undisplayed, *unseen.elements),
        hidden=gone | unseen.blank,
        gone=gone,
        unsure=unseen.unsure,
        preserved=frozenset(e.mem_id for e in _styled(root, lowered, _PRESERVED)),
        spans={cell.mem_id: spans_of(cell) for cell in root.css("[colspan],[rowspan]")},
        is_open=is_open or _is_swallowed(root),
        has_lost_cells=has_lost,
    )


def _root(body: bytes) -> LexborNode:
    # As in a browser that runs scripts: what a page holds for others is no markup.
    options = LexborDocumentOptions.WO_EVENTS
    tree = LexborHTMLParser(body, options=options, scripting=True)
    root = tree.root
    if root is None:  # no page is without: the standard makes an empty one
        raise ValueError("the parser made no tree")
    return root


def _is_costly(lowered: bytes, tags: list[bytes]) -> bool:
    """Whether the standard's tree may be far larger, or take far longer, than the page is long."""
    marking = len(tags) - _cells_in(tags) - tags.count(b"table") - tags.count(b"/table")
    if len(lowered) <= _MOST_TAGS and not marking:
        return False
    written = lowered.count(b"<")
    return written > _MOST_TAGS or written * marking > _MOST_OPENED_AGAIN


def _tamed(body: bytes) -> bytes:
    """A page as libxml2 would have written it: every tag has its end, none stands very deep."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return b""
    return b"" if root is None else etree.tostring(root, encoding="utf-8", method="html")


def _has_open_table(tags: list[bytes]) -> bool:
    return tags.count(b"table") > tags.count(b"/table")


def _cells_of(root: LexborNode) -> int:
    return len(root.css("td,th"))


def _cells_in(tags: list[bytes]) -> int:
    return tags.count(b"td") + tags.count(b"th")


def _is_swallowed(root: LexborNode) -> bool:
    """Whether the end of the page stands in a tag that never ends and holds no markup."""
    node, inner = root, root.last_child
    while inner is not None:
        node, inner = inner, inner.last_child
    around = node.parent
    if around is None or around.tag_id not in APART:
        return False
    words = (node.text_content or "").lower()
    return "</body" in words or "</html" in words


def _styled(
    root: LexborNode, lowered: bytes, told: tuple[bytes, re.Pattern[bytes]]
) -> tuple[LexborNode, ...]:
    """The elements whose own style says so; most pages hold none."""
    word, form = told
    at = lowered.find(word)
    while at >= 0 and form.match(lowered, at) is None:
        at = lowered.find(word, at + 1)
    if at < 0 and not _has_codes_in_tags(lowered):
        return ()
    return tuple(
        element
        for element in root.css(f'[style*="{word.decode()}" i]')
        if form.search(attribute(element, "style").lower().encode())
    )


def _has_codes_in_tags(lowered: bytes) -> bool:
    """Whether a style may be written in character references; surely not where it is not told."""
    for number, code in enumerate(_CODE.finditer(lowered)):
        at = code.start()
        if number == _MOST_CODES or lowered.rfind(b"<", 0, at) > lowered.rfind(b">", 0, at):
            return True
    return False
