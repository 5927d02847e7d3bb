"""A page as it is read, whatever form it came in.

Places are in points from the upper left corner of the page as it is read: a page whose text runs
up or down the sheet is turned until the text is upright.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reading.pdf.ink import Ink
from reading.pdf.letters import LOST
from reading.pdf.matrix import Bounds
from reading.pdf.shapes import Box, Glyph, RawGlyph, Sheet, Stroke

LETTERS_AT_LEAST = 30
"""A page with fewer is no page of text."""
_LOST_SHARE, _COVERED_SHARE = 0.2, 0.25
_SMALLEST_PICTURE, _SMALLEST_MARK = 20.0, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page. ``across`` and ``down`` are its rules; ``number`` counts from 1.

    ``pictures`` are those large enough for words. ``marks`` are the boxes of all that may be
    writing though it has no characters: pictures of any size, fields, letters drawn as shapes.
    ``has_hidden_text``: text lies unseen under a picture, as a scanner's OCR leaves it. It is not
    among the glyphs. ``is_blank``: nothing at all is drawn.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()
    pictures: tuple[Box, ...] = ()
    marks: tuple[Box, ...] = ()
    has_hidden_text: bool = False
    is_blank: bool = False

    @property
    def has_text(self) -> bool:
        """Whether it shows text, and most of its characters are known."""
        return len(self.glyphs) >= LETTERS_AT_LEAST and not self._is_lost

    @property
    def is_unread(self) -> bool:
        """Whether it shows what may be a page of text, and is none to us."""
        covered = sum(picture.area for picture in self.pictures)
        return not self.has_text and (
            self.has_hidden_text
            or self._is_lost
            or covered >= _COVERED_SHARE * self.width * self.height
            or len(self.marks) >= LETTERS_AT_LEAST
        )

    @property
    def _is_lost(self) -> bool:
        lost = sum(glyph.text == LOST for glyph in self.glyphs)
        return lost > _LOST_SHARE * len(self.glyphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPages:
    """All pages; ``unopened`` are the numbers of those that could not be opened.

    ``claimed_dates``: when the file says that it was made and changed.
    """

    pages: tuple[PdfPage, ...]
    unopened: tuple[int, ...] = ()
    claimed_dates: Mapping[str, date] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[int, ...]:
        """The numbers of the pages that show something, but no text that can be read."""
        return tuple(page.number for page in self.pages if page.is_unread)

    @property
    def is_blank(self) -> bool:
        """Whether no page shows anything."""
        return all(page.is_blank for page in self.pages)

    @property
    def is_text(self) -> bool:
        """Whether most pages that show much show text whose characters are known."""
        texts = sum(page.has_text for page in self.pages)
        return texts >= len(self.unread) if texts else not self.unread


def page_seen(
    number: int,
    bounds: Bounds,
    glyphs: Sequence[RawGlyph],
    ink: Ink,
    *,
    is_blank: bool,
    has_hidden_text: bool = False,
) -> PdfPage:
    """What lies within ``bounds``, in the places of the file, as a page to be read."""
    turns = Counter(turn for *_, turn in glyphs if turn is not None)
    sheet = Sheet(turns.most_common(1)[0][0] if turns else 0, bounds)
    across, down = sheet.strokes(ink.lines)
    pictures = [box for box in map(sheet.box, ink.pictures) if box is not None]
    shapes = (box for box in map(sheet.box, ink.shapes) if box is not None)
    return PdfPage(
        number=number,
        width=sheet.width,
        height=sheet.height,
        glyphs=tuple(g for g in map(sheet.glyph, glyphs) if g is not None),
        across=across,
        down=down,
        pictures=tuple(box for box in pictures if _is_as_large(box, _SMALLEST_PICTURE)),
        marks=tuple(box for box in (*pictures, *shapes) if _is_as_large(box, _SMALLEST_MARK)),
        has_hidden_text=has_hidden_text,
        is_blank=is_blank,
    )


def _is_as_large(box: Box, least: float) -> bool:
    return box.x1 - box.x0 > least and box.y1 - box.y0 > least
