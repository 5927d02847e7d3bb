"""What styles say of being seen: those of a tag, and the rules in a page's own style sheets.

Of rules only plain selectors are followed, such as ``.name`` and ``td#name``. A rule is not
followed where another one may undo it, as that of a tab that is opened: what is not sure is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from selectolax.lexbor import LexborNode

DISPLAY, VISIBILITY, SIZE, COLOUR, OPACITY, GROUND = (
    "display", "visibility", "font-size", "color", "opacity", "background",
)  # fmt: skip
_LONGEST_SHEET = 400_000
_MOST_SELECTORS, _DEEPEST = 500, 20
_NIL = r"(?:0+(?:\.0*)?|\.0+)"
_UNSEEN = {
    DISPLAY: re.compile(r"none"),
    VISIBILITY: re.compile(r"hidden|collapse"),
    SIZE: re.compile(rf"{_NIL}(?:[a-z]+|%)?"),
    OPACITY: re.compile(rf"{_NIL}%?"),
    COLOUR: re.compile(
        rf"transparent|#[0-9a-f]{{3}}0|#[0-9a-f]{{6}}00"
        rf"|(?:rgb|hsl)a?\((?:[^,()/]+,){{3}}\s*{_NIL}%?\s*\)|(?:rgb|hsl)a?\([^()/]+/\s*{_NIL}%?\s*\)"
    ),
}
_WHITE = re.compile(
    r"white|#f{3}(?:f{3})?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0*)?\s*)?\)"
)
# What sets a property of another name too.
_ALSO = {
    "font": SIZE,
    "-webkit-text-fill-color": COLOUR,
    "background-clip": COLOUR,
    "-webkit-background-clip": COLOUR,
    "background-color": GROUND,
    "background-image": GROUND,
}
_WORDS = {
    DISPLAY: ("display",),
    VISIBILITY: ("visibility",),
    SIZE: ("font",),
    COLOUR: ("color", "background"),
    OPACITY: ("opacity",),
}
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"([^{}]*)([{}])")
_PLAIN = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*)?[.#][A-Za-z_][A-Za-z0-9_-]*")
_NAME = re.compile(r"[.#][A-Za-z_][A-Za-z0-9_-]*")


class Sight(Enum):
    """What a declaration does to the words: hides them, paints them white, or shows them."""

    HIDES = "hides"
    WHITE = "white"
    SHOWS = "shows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The rules of a page's sheets, selectors by property and by what the rule does.

    ``tells_ground``: a rule may paint a ground behind words.
    """

    selectors: Mapping[tuple[str, Sight], tuple[str, ...]] = field(default_factory=dict)
    tells_ground: bool = False


@lru_cache(maxsize=4096)
def declared(style: str) -> Mapping[str, Sight]:
    """What a style says, in lower case, of each property that it sets; the last word counts."""
    found: dict[str, Sight] = {}
    for piece in style.split(";"):
        name, colon, value = piece.partition(":")
        name = name.strip()
        if not colon:
            continue
        told = _sight(_ALSO.get(name, name), name, value.partition("!")[0].strip())
        if told is not None:
            found[_ALSO.get(name, name)] = told
    return found


def sheets_of(root: LexborNode, names: Collection[str]) -> Sheets:
    """The rules in the sheets that stand in the page itself, as far as they speak of ``names``."""
    wanted = re.compile("|".join(word for name in names for word in _WORDS[name]), re.IGNORECASE)
    sheet = "\n".join(element.text() for element in root.css("style"))[:_LONGEST_SHEET]
    found: dict[tuple[str, Sight], list[str]] = {}
    undone: dict[str, set[str]] = {}
    for selector, style, is_for_all in _rules(_COMMENT.sub(" ", sheet)):
        for name, sight in declared(style.lower()).items() if wanted.search(style) else ():
            plain = [one for piece in selector.split(",") if _PLAIN.fullmatch(one := piece.strip())]
            if sight is Sight.SHOWS:
                undone.setdefault(name, set()).update(_NAME.findall(selector))
            if is_for_all or sight is Sight.SHOWS:
                found.setdefault((name, sight), []).extend(plain)
    return Sheets(
        selectors={
            (name, sight): tuple(
                one
                for one in dict.fromkeys(selectors)
                if sight is Sight.SHOWS or undone.get(name, set()).isdisjoint(_NAME.findall(one))
            )[:_MOST_SELECTORS]
            for (name, sight), selectors in found.items()
        },
        tells_ground=GROUND in {name for name, _ in found},
    )


def _sight(meant: str, name: str, value: str) -> Sight | None:
    if meant == GROUND:
        return Sight.WHITE if _WHITE.fullmatch(value) else Sight.SHOWS
    if meant not in _UNSEEN:
        return None
    if name != meant:
        return Sight.SHOWS
    if _UNSEEN[meant].fullmatch(value):
        return Sight.HIDES
    return Sight.WHITE if meant == COLOUR and _WHITE.fullmatch(value) else Sight.SHOWS


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Each rule: its selector, its declarations, whether it holds under all conditions.

    Rules that are for print alone are none.
    """
    opened: list[str] = []
    for words, mark in _PIECE.findall(sheet):
        if len(opened) > _DEEPEST:
            return
        if mark == "{":
            opened.append(words.rpartition(";")[2].strip())
            continue
        if not opened:
            continue
        selector = opened.pop()
        is_for_print = any("print" in one and "screen" not in one for one in opened)
        if not selector.startswith("@") and not is_for_print:
            yield selector, words, not opened
