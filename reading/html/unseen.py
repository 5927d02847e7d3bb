"""What stands in a page and is not seen: hidden, of no size, or of the colour of its ground.

An element that is not displayed takes no place; another keeps its own, and only its words are not
seen. Where a style may be undone by one that we do not know, the words are taken as seen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from reading.html.markup import attribute, ids_of
from reading.html.sheets import (
    COLOUR,
    DISPLAY,
    GROUND,
    OPACITY,
    SIZE,
    VISIBILITY,
    Sheets,
    Sight,
    declared,
    sheets_of,
)

_MAY_HIDE = {
    VISIBILITY: re.compile(rb"visibility\s*:\s*[hc]"),
    SIZE: re.compile(rb"font-size\s*:\s*0*\.?0*(?:[a-z%;!}\"']|\s*[;!}\"'])"),
    COLOUR: re.compile(
        rb"color\s*[:=]\s*[\"']?\s*(?:white|#f{3}|transparent|(?:rgb|hsl)a|#\w{3}0\b|#\w{6}00\b"
        rb"|rgb\(\s*255\s*,\s*255\s*,\s*255|(?:rgb|hsl)\([^()]*/)"
    ),
    OPACITY: re.compile(rb"opacity\s*:\s*[0.]"),
}
_NOT_DISPLAYED = re.compile(rb"display\s*:\s*none")
# Tags that take size and colour from around them whatever a sheet elsewhere says of others.
_RUNNING = ids_of("span", "b", "i", "u", "em", "strong", "br", "sub", "sup")
_MOST_WITHIN, _MOST_AROUND = 50, 200
_BLOCKS = ids_of("table", "tr", "td", "th", "p", "div")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """The elements that are not seen; those of each kind by their ``mem_id``.

    ``gone`` take no place, ``blank`` keep theirs; ``unsure`` of both are those that a rule of a
    sheet hides, which another sheet may undo.
    """

    elements: tuple[LexborNode, ...] = ()
    gone: frozenset[int] = frozenset()
    blank: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()


_NOTHING = Unseen()


def unseen_in(root: LexborNode, lowered: bytes) -> Unseen:
    """What is not seen of a page; ``lowered`` is its markup in lower case.

    That a style of its own does not display an element is told by ``parsing``.
    """
    told = {
        name
        for name, form in _MAY_HIDE.items()
        if name.encode() in lowered and form.search(lowered)  # most pages hold not even the word
    }
    has_sheet = b"<style" in lowered and (told or _NOT_DISPLAYED.search(lowered) is not None)
    if not (told or has_sheet or b"hidden" in lowered):
        return _NOTHING
    return _Search(root, sheets_of(root, {DISPLAY, *told}) if has_sheet else Sheets(), told).found()


class _Search:
    """Looks for what each property hides."""

    def __init__(self, root: LexborNode, sheets: Sheets, told: Collection[str]) -> None:
        """``sheets`` are those of the page, ``told`` the properties that may hide something."""
        self._root = root
        self._sheets = sheets
        self._told = told
        self._unsure: set[int] = set()

    def found(self) -> Unseen:
        displayed = self._matched(DISPLAY, Sight.SHOWS)
        gone = [
            *self._hidden_by(DISPLAY),
            *(
                element
                for element in self._root.css("[hidden]")
                if element.mem_id not in displayed and DISPLAY not in _said_by(element)
            ),
        ]
        blank = list(self._blank())
        gone_ids = frozenset(element.mem_id for element in gone)
        return Unseen(
            elements=(*gone, *blank),
            gone=gone_ids,
            blank=frozenset(element.mem_id for element in blank) - gone_ids,
            unsure=frozenset(self._unsure),
        )

    def _blank(self) -> Iterator[LexborNode]:
        """Those that keep their place, and whose words are not seen."""
        yield from (e for e in self._hidden_by(OPACITY) if not _holds_blocks(e))
        hidden = list(self._hidden_by(VISIBILITY))
        around = self._around_visible() if hidden else frozenset()
        yield from (e for e in hidden if e.mem_id not in around)
        for name in (SIZE, COLOUR):
            yield from (e for e in self._hidden_by(name) if self._holds_within(e, name))
        yield from (
            e
            for e in self._hidden_by(COLOUR, Sight.WHITE)
            if self._is_on_white(e) and self._holds_within(e, COLOUR)
        )

    def _hidden_by(self, name: str, sight: Sight = Sight.HIDES) -> Iterator[LexborNode]:
        """The elements of which their own style says so, or a rule that nothing undoes."""
        for element in self._root.css(f'[style*="{name}" i]') if name in self._told else ():
            if _said_by(element).get(name) is sight:
                yield element
        if name == COLOUR and name in self._told:
            yield from (e for e in self._root.css("font[color]") if _of_font(e) is sight)
        selectors = self._sheets.selectors.get((name, sight), ())
        if not selectors:
            return
        shown = self._matched(name, Sight.SHOWS)
        for element in self._root.css(",".join(selectors)):
            if element.mem_id not in shown and name not in _said_by(element):
                self._unsure.add(element.mem_id)
                yield element

    def _matched(self, name: str, sight: Sight) -> frozenset[int]:
        selectors = self._sheets.selectors.get((name, sight), ())
        found = self._root.css(",".join(selectors)) if selectors else ()
        return frozenset(element.mem_id for element in found)

    def _around_visible(self) -> frozenset[int]:
        """The elements around any that is made visible again."""
        visible = self._matched(VISIBILITY, Sight.SHOWS)
        again = (
            e
            for e in self._root.css("[style*=visibility i],[class],[id]")
            if e.mem_id in visible or _said_by(e).get(VISIBILITY) is Sight.SHOWS
        )
        return frozenset(_ids_around(again))

    def _holds_within(self, element: LexborNode, name: str) -> bool:
        """Whether what is inside has the size or colour of the element for certain."""
        nodes = element.traverse()
        next(nodes, None)  # itself
        for count, inner in enumerate(nodes):
            if count == _MOST_WITHIN or inner.tag_id not in _RUNNING:
                return False
            if inner.attributes.keys() & {"class", "id"} or name in _said_by(inner):
                return False
        return True

    def _is_on_white(self, element: LexborNode) -> bool:
        """Whether the ground behind an element is white for certain."""
        node: LexborNode | None = element
        for _ in range(_MOST_AROUND):
            if node is None or not node.is_element_node:
                return not self._may_be_painted
            above, node = node, node.parent
            written = above.attributes
            ground = (written.get("bgcolor") or "").lower()
            told = declared(f"background:{ground}") if ground else _said_by(above)
            if GROUND in told:
                return told[GROUND] is Sight.WHITE
            if "background" in written or (self._may_be_painted and _is_named(above)):
                return False
        return False

    @cached_property
    def _may_be_painted(self) -> bool:
        return self._sheets.tells_ground or any(
            "stylesheet" in attribute(link, "rel").lower() for link in self._root.css("link[rel]")
        )


def _said_by(element: LexborNode) -> Mapping[str, Sight]:
    return declared(attribute(element, "style").lower())


def _of_font(element: LexborNode) -> Sight | None:
    return declared(f"color:{attribute(element, 'color').strip().lower()}").get(COLOUR)


def _is_named(element: LexborNode) -> bool:
    return bool(element.attributes.keys() & {"class", "id"})


def _holds_blocks(element: LexborNode) -> bool:
    """Whether more than words stand in an element, as in one that a script brings into sight."""
    inside = list(islice(element.traverse(), 1, _MOST_WITHIN))
    return len(inside) == _MOST_WITHIN - 1 or any(inner.tag_id in _BLOCKS for inner in inside)


def _ids_around(elements: Iterable[LexborNode]) -> set[int]:
    found: set[int] = set()
    for element in elements:
        node = element.parent
        while node is not None and node.mem_id not in found:
            found.add(node.mem_id)
            node = node.parent
    return found
