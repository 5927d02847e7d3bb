"""A page as the tree that the HTML standard makes of it: what its tags mean, where things stand.

Elements are nodes of the parser. They live as long as its tree, which no reading keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAKER = LexborHTMLParser("字")


def ids_of(*names: str) -> frozenset[int]:
    """The numbers that stand for tags in ``tag_id``, which compare far quicker than names."""
    return frozenset(_MAKER.create_node(name).tag_id for name in names)


(TEXT,) = {node.tag_id for body in _MAKER.css("body") for node in body.iter(include_text=True)}
TABLE, TR, IFRAME, PRE = (
    _MAKER.create_node(name).tag_id for name in ("table", "tr", "iframe", "pre")
)
CELLS = ids_of("td", "th")
DROPPED = ids_of(
    "script", "style", "noscript", "template", "head", "select", "textarea", "title", "button",
    "option", "svg", "noframes", "noembed",
)  # fmt: skip
"""Tags that print nothing."""
BLOCKS = ids_of(
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
)  # fmt: skip
"""Tags that part lines."""
PICTURES = ids_of("img", "object", "embed")
MAY_BE_GAP = PICTURES | ids_of("iframe", "a")
"""Tags that may hold what has no text for us."""
APART = DROPPED | {TABLE, IFRAME}
"""Tags whose words are none of the cell or line that they stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A page as parsed. Elements are known by their ``mem_id``.

    ``veils`` are the elements that are not seen, ``hidden`` the same by their ``mem_id``; those
    that are ``gone`` take no place, and ``unsure`` are hidden by a rule of a sheet, which another
    may undo. ``preserved`` are those that keep line breaks, ``spans`` the columns and rows of cells
    that state them. ``is_open``: more tables begin in the page than end. ``has_lost_cells``: cells
    are written in the page that are not in the tree, so that nothing on the page may be told as
    missing.
    """

    root: LexborNode
    veils: tuple[LexborNode, ...]
    hidden: frozenset[int]
    gone: frozenset[int]
    unsure: frozenset[int]
    preserved: frozenset[int]
    spans: Mapping[int, tuple[int, int]]
    is_open: bool
    has_lost_cells: bool

    def is_dropped(self, element: LexborNode) -> bool:
        """Whether an element prints nothing."""
        return element.tag_id in DROPPED or element.mem_id in self.hidden


def attribute(element: LexborNode, name: str) -> str:
    """An attribute; blank where there is none."""
    return element.attributes.get(name) or ""


def lineage(element: LexborNode) -> list[LexborNode]:
    """An element and those around it, from the outermost to itself."""
    found: list[LexborNode] = []
    node: LexborNode | None = element
    while node is not None and node.is_element_node:
        found.append(node)
        node = node.parent
    found.reverse()
    return found


def above(element: LexborNode) -> LexborNode | None:
    """The element around one."""
    parent = element.parent
    return parent if parent is not None and parent.is_element_node else None


def around(elements: Iterable[LexborNode]) -> LexborNode | None:
    """The smallest element that holds all of them, which may be one of them."""
    common: LexborNode | None = None
    for step in zip(*map(lineage, elements), strict=False):
        if len({node.mem_id for node in step}) > 1:
            break
        common = step[0]
    return common


class Inside:
    """Tells whether elements stand in one, or are it; remembers what it climbed over."""

    __slots__ = ("_known",)

    def __init__(self, container: LexborNode) -> None:
        """``container`` is the element that holds the others."""
        self._known = {container.mem_id: True}

    def holds(self, element: LexborNode) -> bool:
        """Whether the element stands in the container, or is it."""
        known = self._known.get(element.mem_id)
        if known is not None:
            return known
        climbed = [element.mem_id]
        node = element.parent
        while node is not None and node.mem_id not in self._known:
            climbed.append(node.mem_id)
            node = node.parent
        is_inside = node is not None and self._known[node.mem_id]
        self._known.update(dict.fromkeys(climbed, is_inside))
        return is_inside


def words_of(element: LexborNode) -> Iterator[str]:
    """All that is written in an element, piece by piece, but for what prints nothing."""
    for node in element.traverse(include_text=True):
        if node.tag_id == TEXT and (node.parent is None or node.parent.tag_id not in DROPPED):
            yield node.text_content or ""
