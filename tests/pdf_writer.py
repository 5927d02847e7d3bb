"""Writes small PDF files for tests: text in a font that needs no file, rules, forms, pages.

Places are in points from the upper left corner of the page. A character of the font is as wide as
it is high; digits too, so that a column must be wide enough for them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

PAD = 3.0
Table = list[list[tuple[str, int, int]]]  # rows of (text, column span, row span)
Placed = dict[tuple[int, int], tuple[str, int, int]]


def built(objects: dict[int, bytes]) -> bytes:
    """A file of these objects; number 1 is the catalogue."""
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        kind = b"n" if number in places else b"f"
        out += b"%010d 00000 %s \n" % (places.get(number, 0), kind)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % size
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    """A packed stream object."""
    body = zlib.compress(content)
    head = b"<<%s/Filter/FlateDecode/Length %d>>" % (dictionary, len(body))
    return head + b"\nstream\n" + body + b"\nendstream"


FONT = {
    5: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[6 0 R]>>",
    6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    7: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
}


@dataclass
class Paper:
    """Pages under the pen; ``turn`` writes them up the sheet (90) or down (270)."""

    width: float = 595.0
    height: float = 842.0
    turn: int = 0
    pages: list[list[str]] = field(default_factory=list)

    def page(self) -> None:
        self.pages.append([])

    def text(self, x: float, y: float, text: str, size: float = 9.0) -> None:
        """Write with the upper left corner of the text here."""
        codes = text.encode("utf-16-be").hex()
        base = self.height - y - size * 0.88
        self.pages[-1].append(f"BT /F {size} Tf {x} {base} Td <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def bytes(self) -> bytes:
        w, h = self.width, self.height
        moves = {0: "", 90: f"0 1 -1 0 {h} 0 cm", 270: f"0 -1 1 0 0 {w} cm"}
        sheet = (w, h) if self.turn == 0 else (h, w)
        kids = " ".join(f"{100 + 2 * n} 0 R" for n in range(len(self.pages)))
        objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>".encode(),
            **FONT,
        }
        for number, marks in enumerate(self.pages):
            objects[100 + 2 * number] = (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet[0]} {sheet[1]}]/Rotate {self.turn}"
                f"/Contents {101 + 2 * number} 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            ).encode()
            content = "\n".join([moves[self.turn], "0.5 w", *marks])
            objects[101 + 2 * number] = stream(content.encode())
        return built(objects)


@dataclass
class Printer:
    """Lays a made report out on paper, row by row.

    ``cuts`` lets a page break cut through a row: its numbers stay, the rest of its label goes on.
    ``open_ends`` leaves out the rules at a page break; ``repeats`` header rows are printed again.
    """

    paper: Paper
    margin: float = 40.0
    size: float = 9.0
    cuts: bool = False
    open_ends: bool = False
    repeats: int = 0
    y: float = 0.0

    def line(self, text: str, size: float | None = None) -> None:
        """A paragraph, indented and broken into lines."""
        size = size or self.size
        wide = int((self.paper.width - 2 * self.margin) // size)
        first = "　　" + text
        for start in range(0, len(first), wide):
            self._need(size * 1.6)
            self.paper.text(self.margin, self.y, first[start : start + wide], size)
            self.y += size * 1.6

    def table(self, rows: Table, widths: list[float]) -> None:
        """Draw a table; the frame of a cell that spans rows is drawn on each page it reaches."""
        share = (self.paper.width - 2 * self.margin) / sum(widths)
        xs = [self.margin + share * sum(widths[:n]) for n in range(len(widths) + 1)]
        placed = _placed(rows)
        heights = [self._row_height(placed, row, xs) for row in range(len(rows))]
        limit = self.paper.height - self.margin
        row = 0
        self._need(heights[0])
        while row < len(rows):
            first, bounds = row, [self.y]
            while row < len(rows) and bounds[-1] + heights[row] <= limit:
                bounds.append(bounds[-1] + heights[row])
                row += 1
            cut = None
            if row < len(rows) and self.cuts and limit - bounds[-1] >= self.size * 1.2 + 2 * PAD:
                cut = int((limit - bounds[-1] - 2 * PAD) // (self.size * 1.2))
                bounds.append(limit)
            self._piece(placed, xs, bounds, first, cut)
            self.y = bounds[-1]
            if row < len(rows):
                self.y = self.paper.height
                self._need(self.size)
                if cut is not None:
                    placed, heights[row] = self._rest(placed, xs, row, cut)
                elif self.repeats:
                    head = [self.y + sum(heights[:n]) for n in range(self.repeats + 1)]
                    self._piece(placed, xs, head, 0, None)
                    self.y = head[-1]
        self.y += self.size

    def _need(self, height: float) -> None:
        if not self.paper.pages or self.y + height > self.paper.height - self.margin:
            self.paper.page()
            number = f"- {len(self.paper.pages)} -"
            self.paper.text(self.paper.width / 2, self.paper.height - 25, number)
            self.y = self.margin

    def _row_height(self, placed: Placed, row: int, xs: list[float]) -> float:
        counts = [
            len(self._lines(text, xs[column + across] - xs[column]))
            for (at, column), (text, across, down) in placed.items()
            if at == row and down == 1
        ]
        return max(counts, default=0) * self.size * 1.2 + 2 * PAD

    def _lines(self, text: str, width: float) -> list[str]:
        fits = max(int((width - 2 * PAD) // self.size), 1)
        if text.replace(".", "").isdigit():
            fits = max(fits, len(text))
        return [text[n : n + fits] for n in range(0, len(text), fits)] or [""]

    def _piece(
        self, placed: Placed, xs: list[float], bounds: list[float], first: int, cut: int | None
    ) -> None:
        """Draw rows from ``first`` on, of the last only ``cut`` lines of each cell."""
        last = first + len(bounds) - 1
        for (row, column), (text, across, down) in placed.items():
            start, end = max(row, first), min(row + down, last)
            if start >= end:
                continue
            x0, x1 = xs[column], xs[column + across]
            y0, y1 = bounds[start - first], bounds[end - first]
            goes_on = end == last and y1 > self.paper.height - self.margin - self.size
            if not (self.open_ends and start == first and first):
                self.paper.rule(x0, y0, x1, y0)
            if not (self.open_ends and goes_on):
                self.paper.rule(x0, y1, x1, y1)
            self.paper.rule(x0, y0, x0, y1)
            self.paper.rule(x1, y0, x1, y1)
            if row >= first:
                lines = self._lines(text, x1 - x0)
                shown = lines[:cut] if cut is not None and row == last - 1 else lines
                for number, line in enumerate(shown):
                    y = y0 + PAD + number * self.size * 1.2
                    self.paper.text(x0 + PAD, y, line, self.size)

    def _rest(self, placed: Placed, xs: list[float], row: int, cut: int) -> tuple[Placed, float]:
        """What of a row goes on behind the break, and its height."""
        rest = dict(placed)
        for (at, column), (text, across, down) in placed.items():
            if at == row:
                lines = self._lines(text, xs[column + across] - xs[column])
                rest[at, column] = ("".join(lines[cut:]), across, down)
        return rest, self._row_height(rest, row, xs)


def _placed(rows: Table) -> Placed:
    placed: Placed = {}
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for text, across, down in cells:
            while (row, column) in taken:
                column += 1
            placed[row, column] = (text, across, down)
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            column += across
    return placed
