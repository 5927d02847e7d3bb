"""Lists as word processors count them: which numeral stands before the next paragraph.

The counts are those of a definition: several lists of one definition count on, each where the one
before it ended, unless it is said to begin anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reading.list_numerals import NO_NUMERAL, written

NOT_KNOWN = "\0"
"""Stands for a numeral that is printed and not known."""
LEVELS = 9
"""How many levels a list has at most."""
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How the numeral of one level is written.

    ``text`` has ``%1`` for the count of the first level; ``is_plain``: all counts in plain digits.
    ``is_close``: nothing parts it from the words. ``restarts_at``: it begins again only after the
    levels up to this one, counted from 1. ``style`` is the style that stands for the level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_plain: bool = False
    is_close: bool = False
    restarts_at: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """A list by its definition; ``starts`` are the levels that this use of it begins anew."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Counts:
    """How far each list of a document has been counted, by definition and level."""

    _at: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _unsure: set[str] = field(default_factory=set)

    def doubt(self, used: NumberedList) -> None:
        """From here on it is not sure how far a list is counted."""
        self._unsure.add(used.definition)

    def next(self, number: str, used: NumberedList, level: int) -> str:
        """Count a paragraph of the list called ``number`` and give its numeral.

        With the space that parts it from the words; blank where it prints none, ``NOT_KNOWN`` where
        it is not known.
        """
        own = used.levels[level]
        at = self._at.setdefault(used.definition, {})
        if number not in self._begun:
            self._begun.add(number)
            for place in used.starts:
                at.pop(place, None)
        at[level] = at[level] + 1 if level in at else used.starts.get(level, own.start)
        for deeper in [place for place in at if place > level]:
            restarts_at = used.levels[deeper].restarts_at if deeper in used.levels else None
            if restarts_at is None or level < restarts_at:
                del at[deeper]
        if own.form in NO_NUMERAL:
            return ""
        return NOT_KNOWN if used.definition in self._unsure else _numeral(at, used, own)


def numbered(numeral: str, words: str) -> str:
    """Words as they are printed, with their numeral; a numeral alone is not told."""
    return numeral + words.lstrip() if words.strip() and numeral != NOT_KNOWN else words


def _numeral(at: Mapping[int, int], used: NumberedList, own: Level) -> str:
    pieces: list[str] = []
    done = 0
    for place in _PLACE.finditer(own.text):
        level = int(place[1]) - 1
        of_level = used.levels.get(level)
        if of_level is None:
            return NOT_KNOWN
        value = at.get(level, used.starts.get(level, of_level.start))
        told = written(value, "decimal" if own.is_plain else of_level.form)
        if told is None:
            return NOT_KNOWN
        pieces += [own.text[done : place.start()], told]
        done = place.end()
    text = "".join((*pieces, own.text[done:])).strip()
    # A sign of Chinese print has its room in itself.
    return f"{text} " if text and text[-1].isascii() and not own.is_close else text
