"""A page as a row of tags with the words between them, every start with its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

DROPPED_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "select", "textarea", "title", "button",
    "option", "svg",
})  # fmt: skip
"""Tags that print nothing."""
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Tags that part lines."""

_WHOLES = frozenset({"table", "iframe", "pre"})
_CELLS = frozenset({"td", "th"})
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+"
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Tag:
    """A start or an end as written, between ``<`` and ``>``; shared by all that are written so.

    ``is_dropped``: it prints nothing. ``may_be_whole``: it is to be asked whether it is read as a
    whole.
    """

    __slots__ = (
        "_attributes", "is_block", "is_cell", "is_dropped", "is_empty", "is_end", "may_be_whole",
        "name", "rest",
    )  # fmt: skip

    def __init__(self, name: str, rest: str, *, is_end: bool, is_empty: bool) -> None:
        """``rest`` holds the attributes as written."""
        self.name = name
        self.rest = rest
        self.is_end = is_end
        self.is_empty = is_empty
        self.is_block = name in BLOCK_TAGS
        self.is_cell = name in _CELLS
        self.is_dropped = name in DROPPED_TAGS
        self.may_be_whole = name in _WHOLES
        self._attributes: Mapping[str, str] | None = None
        if "st" in rest or "ST" in rest or "St" in rest or "sT" in rest:
            self._look_at_style(rest.lower())

    def _look_at_style(self, written: str) -> None:
        if "style" in written and ("one" in written or "&" in written):
            self.is_dropped |= _HIDDEN.search(self.get("style")) is not None
        if "style" in written and ("white-space" in written or "&" in written):
            self.may_be_whole = True

    def get(self, name: str) -> str:
        """An attribute; blank where there is none."""
        if self._attributes is None:
            found: dict[str, str] = {}
            for hit in _ATTRIBUTE.finditer(self.rest):
                value = hit[2] or hit[3] or hit[4] or ""
                found.setdefault(hit[1].lower(), unescape(value) if "&" in value else value)
            self._attributes = found
        return self._attributes.get(name, "")


class Markup:
    """Tags in their order, nested as they must be.

    ``texts`` has one more than ``tags``: ``texts[n + 1]`` stands after the tag with the number
    ``n``. ``partners`` gives for a start the number of its end, for an end that of its start, and
    for an empty tag its own. An element is known by the number of its start. ``is_open``: more
    tables begin in the page than end.
    ``forms`` keeps how the words of cells are put together, for each row of tags in them.
    """

    __slots__ = ("_places", "forms", "is_open", "partners", "tags", "texts")

    def __init__(
        self,
        tags: list[Tag],
        texts: list[str],
        partners: list[int],
        *,
        is_open: bool,
    ) -> None:
        """All are of the same page."""
        self.tags = tags
        self.texts = texts
        self.partners = partners
        self.is_open = is_open
        self._places: dict[str, list[int]] | None = None
        self.forms: dict[tuple[Tag, ...], str] = {}

    def named(self, *names: str) -> list[int]:
        """Every element of these names, in order."""
        if self._places is None:
            self._places = {}
            for number, tag in enumerate(self.tags):
                if not tag.is_end:
                    self._places.setdefault(tag.name, []).append(number)
        return sorted(place for name in names for place in self._places.get(name, ()))

    def children(self, element: int) -> Iterator[int]:
        """The elements that stand right in an element."""
        place, end = element + 1, self.partners[element]
        while place < end:
            yield place
            place = self.partners[place] + 1

    def above(self, element: int, least: int | None = None) -> int | None:
        """The element around one that ends at ``least`` or later."""
        end = self.partners[element] + 1 if least is None else least
        return next((n for n in range(element - 1, -1, -1) if self.partners[n] >= end), None)

    def words(self, element: int) -> str:
        """All that stands in an element, whatever its tags."""
        return "".join(self.texts[element + 1 : self.partners[element] + 1])
