"""The numerals that a word processor prints before paragraphs of a DOCX, which hold none.

A paragraph is in a list by itself or by its style; the list says for each level how its numeral is
written and where its count begins (ECMA-376 part 1, 17.9). Where it is not certain what is
printed, the numeral is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reading.list_counts import LEVELS, NOT_KNOWN, Counts, Level, NumberedList

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VALUE = f"{W}val"
_DEEPEST_STYLE = 20
_OFF = frozenset({"0", "false", "off"})
_ASIDE = (f"{W}txbxContent", f"{W}del", f"{W}moveFrom", _FALLBACK)


def numerals_of(
    main: etree._Element, numbering: etree._Element | None, styles: etree._Element | None
) -> dict[etree._Element, str]:
    """The numeral before each numbered paragraph, with the space that parts it from the text.

    ``NOT_KNOWN`` where one is printed that is not known; paragraphs that print none are left out.
    """
    uses = _Uses(styles, _lists(numbering) if numbering is not None else {})
    counts = Counts()
    found: dict[etree._Element, str] = {}
    for paragraph in main.iter(f"{W}p"):
        number, level = uses.of(paragraph)
        if number is None:
            continue
        used = uses.lists.get(number)
        if used is None or level not in used.levels:
            found[paragraph] = NOT_KNOWN
        elif _is_aside(paragraph):
            counts.doubt(used)  # whether and when it is counted is not told
        elif numeral := counts.next(number, used, level):
            found[paragraph] = numeral
    return found


def _is_aside(paragraph: etree._Element) -> bool:
    """Whether a paragraph stands in a box, or was deleted with its numeral."""
    is_deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    return is_deleted or any(above.tag in _ASIDE for above in paragraph.iterancestors())


class _Uses:
    """Tells the list and level of a paragraph."""

    def __init__(self, styles: etree._Element | None, lists: Mapping[str, NumberedList]) -> None:
        """``lists`` are those of the file by the number that paragraphs call them by."""
        self.lists = lists
        self._styles = _styles(styles) if styles is not None else {}
        self._default = next((n for n, style in self._styles.items() if style.is_default), "")
        self._known: dict[str, tuple[str | None, int]] = {}

    def of(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The number of the list, ``None`` for a paragraph in none, and the level."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self._by_style(self._default)
        own, level = _stated(properties.find(f"{W}numPr"))
        if own is None:
            style = _word(properties, f"{W}pStyle") or self._default
            own, of_style = self._by_style(style)
            level = of_style if level is None else level
        return (own if own != "0" else None), level or 0

    def _by_style(self, name: str) -> tuple[str | None, int]:
        if name not in self._known:
            self._known[name] = self._of_style(name)
        return self._known[name]

    def _of_style(self, name: str) -> tuple[str | None, int]:
        """The list of a style or of those that it is based on; the level that names the style."""
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                break
            if style.number is not None:
                used = self.lists.get(style.number)
                levels = used.levels.items() if used else ()
                linked = next((place for place, one in levels if one.style == name), None)
                level = style.level if linked is None else linked
                return (style.number if style.number != "0" else None), level or 0
            name = style.base
        return None, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    base: str
    number: str | None
    level: int | None
    is_default: bool


def _styles(root: etree._Element) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}type") not in (None, "paragraph"):
            continue
        number, level = _stated(style.find(f"{W}pPr/{W}numPr"))
        base = style.find(f"{W}basedOn")
        found[style.get(f"{W}styleId") or ""] = _Style(
            base=base.get(_VALUE) or "" if base is not None else "",
            number=number,
            level=level,
            is_default=style.get(f"{W}default") not in (None, *_OFF),
        )
    return found


def _stated(numbering: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level that a numbering states."""
    if numbering is None:
        return None, None
    number = numbering.find(f"{W}numId")
    return (number.get(_VALUE) if number is not None else None), _count(numbering, f"{W}ilvl")


def _lists(root: etree._Element) -> dict[str, NumberedList]:
    """The lists by number; one whose levels stand in a style of lists has none here."""
    definitions = {
        definition.get(f"{W}abstractNumId") or "": dict(_levels(definition))
        for definition in root.iter(f"{W}abstractNum")
        if definition.find(f"{W}numStyleLink") is None
    }
    found: dict[str, NumberedList] = {}
    for used in root.iter(f"{W}num"):
        named = used.find(f"{W}abstractNumId")
        definition = named.get(_VALUE) or "" if named is not None else ""
        levels = dict(definitions.get(definition, {}))
        starts: dict[int, int] = {}
        for change in used.iter(f"{W}lvlOverride"):
            levels |= dict(_levels(change))
            level, start = _whole(change.get(f"{W}ilvl")), _count(change, f"{W}startOverride")
            if level is not None and start is not None:
                starts[level] = start
        number = used.get(f"{W}numId") or ""
        found[number] = NumberedList(definition=definition, levels=levels, starts=starts)
    return found


def _levels(definition: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in definition.iter(f"{W}lvl"):
        place = _whole(level.get(f"{W}ilvl"))
        if place is None or place >= LEVELS:
            continue
        start = _count(level, f"{W}start")
        plain = level.find(f"{W}isLgl")
        yield (
            place,
            Level(
                start=1 if start is None else start,
                form=_word(level, f"{W}numFmt") or "decimal",
                text=_word(level, f"{W}lvlText"),
                is_plain=plain is not None and plain.get(_VALUE) not in _OFF,
                is_close=_word(level, f"{W}suff") == "nothing",
                restarts_at=_count(level, f"{W}lvlRestart"),
                style=_word(level, f"{W}pStyle"),
            ),
        )


def _word(element: etree._Element, name: str) -> str:
    found = element.find(name)
    return (found.get(_VALUE) or "") if found is not None else ""


def _count(element: etree._Element, name: str) -> int | None:
    return _whole(_word(element, name))


def _whole(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < LEVELS
    return int(text) if text and is_number else None
