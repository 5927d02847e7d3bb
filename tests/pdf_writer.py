"""Writes small PDF files for tests: text in a font that needs no file, rules, pictures, pages.

Places are in points from the upper left corner of the page. A character of the font is as wide as
it is high; digits too, so that a column must be wide enough for them.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from hashlib import md5

PAD = 3.0
Table = list[list[tuple[str, int, int]]]  # rows of (text, column span, row span)
Objects = dict[int, bytes]
Placed = dict[tuple[int, int], tuple[str, int, int]]


def built(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
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
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    """A packed stream object."""
    body = zlib.compress(content)
    head = b"<<%s/Filter/FlateDecode/Length %d>>" % (dictionary, len(body))
    return head + b"\nstream\n" + body + b"\nendstream"


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _rc4(key: bytes, text: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in text:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked(objects: dict[int, bytes], password: bytes = b"") -> bytes:
    """A file that is locked in the oldest way; without a password anybody may open it."""
    owner, flags, name = b"o" * 32, -44, b"0123456789abcdef"
    padded = (password + _PAD)[:32]
    key = md5(padded + owner + struct.pack("<i", flags) + name, usedforsecurity=False).digest()[:5]
    shut: dict[int, bytes] = {}
    for number, body in objects.items():
        head, mark, packed = body.partition(b"\nstream\n")
        own = md5(key + struct.pack("<I", number)[:3] + b"\0\0", usedforsecurity=False).digest()
        packed = _rc4(own[:10], packed.removesuffix(b"\nendstream")) if mark else b""
        shut[number] = head + mark + packed + b"\nendstream" if mark else body
    return built(
        shut,
        b"/ID[<%s><%s>]/Encrypt<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>"
        % tuple(
            part if isinstance(part, int) else part.hex().encode()
            for part in (name, name, flags, owner, _rc4(key, _PAD))
        ),
    )


FONT = {
    5: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[6 0 R]>>",
    6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    7: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
}


@dataclass
class Side:
    """One page: its operators, how its writing is turned, what its dictionary holds besides."""

    turn: int
    rotate: int
    marks: list[str] = field(default_factory=list)
    more: str = ""


@dataclass
class Paper:
    """Pages under the pen; ``turn`` writes them up the sheet (90), down (270) or head first (180).

    ``rotate`` is what a viewer is told; without it the page is shown upright. ``made`` is the
    dictionary of the file's properties, ``objects`` are further ones, ``fonts`` and ``pictures``
    further resources of every page.
    """

    width: float = 595.0
    height: float = 842.0
    turn: int = 0
    rotate: int | None = None
    pages: list[Side] = field(default_factory=list)
    made: str = ""
    objects: Objects = field(default_factory=dict)
    fonts: str = ""
    pictures: str = ""

    def page(self, turn: int | None = None) -> None:
        turn = self.turn if turn is None else turn
        self.pages.append(Side(turn, turn if self.rotate is None else self.rotate))

    def text(self, x: float, y: float, text: str, size: float = 9.0, mode: int = 0) -> None:
        """Write with the upper left corner of the text here; mode 3 is not seen."""
        codes = text.encode("utf-16-be").hex()
        base = self.height - y - size * 0.88
        self.draw(f"BT {mode} Tr /F {size} Tf {x} {base} Td <{codes}> Tj ET")

    def turned(self, x: float, y: float, text: str, matrix: str, size: float = 9.0) -> None:
        """Write from here on in another direction, given by the first four of a matrix."""
        codes = text.encode("utf-16-be").hex()
        self.draw(f"BT /F {size} Tf {matrix} {x} {self.height - y} Tm <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.draw(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def picture(self, x: float, y: float, wide: float, high: float) -> None:
        """A small grey picture, drawn as large as this."""
        self.objects[90] = stream(
            b"\x99" * 300,
            b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB"
            b"/BitsPerComponent 8",
        )
        self.pictures = "/P 90 0 R"
        self.draw(f"q {wide} 0 0 {high} {x} {self.height - y - high} cm /P Do Q")

    def draw(self, operators: str) -> None:
        self.pages[-1].marks.append(operators)

    def bytes(self) -> bytes:
        return built(self.parts(), b"/Info 3 0 R" if self.made else b"")

    def parts(self) -> Objects:
        """The objects of the file."""
        kids = " ".join(f"{100 + 2 * n} 0 R" for n in range(len(self.pages)))
        objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>".encode(),
            3: f"<<{self.made}>>".encode(),
            **FONT,
        }
        for number, side in enumerate(self.pages):
            objects |= self._side(side, 100 + 2 * number)
        return objects | self.objects

    def _side(self, side: Side, number: int) -> Objects:
        w, h = self.width, self.height
        moves = {
            0: "", 90: f"0 1 -1 0 {h} 0 cm", 180: f"-1 0 0 -1 {w} {h} cm",
            270: f"0 -1 1 0 0 {w} cm",
        }  # fmt: skip
        sheet = (h, w) if side.turn % 180 else (w, h)
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet[0]} {sheet[1]}]/Rotate {side.rotate}"
            f"/Contents {number + 1} 0 R/Resources<</Font<</F 5 0 R{self.fonts}>>"
            f"/XObject<<{self.pictures}>>>>{side.more}>>"
        )
        content = "\n".join([moves[side.turn], "0.5 w", *side.marks])
        return {number: page.encode(), number + 1: stream(content.encode())}


@dataclass
class Printer:
    """Lays a made report out on paper, row by row.

    ``cuts`` lets a page break cut through a row: its numbers stay, the rest of its label goes on.
    ``open_ends`` leaves out the rules at a page break; ``repeats`` header rows are printed again.
    Without ``ruled`` no rule is drawn at all. ``head`` and ``foot`` stand on every page.
    """

    paper: Paper
    margin: float = 40.0
    size: float = 9.0
    cuts: bool = False
    open_ends: bool = False
    repeats: int = 0
    ruled: bool = True
    head: str = ""
    foot: str = "- {} -"
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

    def centred(self, text: str, size: float) -> None:
        """Lines in the middle, as a title has them."""
        fits = int((self.paper.width - 2 * self.margin) // size)
        for start in range(0, len(text), fits):
            line = text[start : start + fits]
            self._need(size * 1.6)
            self.paper.text((self.paper.width - len(line) * size) / 2, self.y, line, size)
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
            foot = self.foot.format(len(self.paper.pages))
            self.paper.text(self.paper.width / 2, self.paper.height - 25, foot)
            if self.head:
                self.paper.text(self.margin, 20, self.head)
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
            if self.ruled and not (self.open_ends and start == first and first):
                self.paper.rule(x0, y0, x1, y0)
            if self.ruled and not (self.open_ends and goes_on):
                self.paper.rule(x0, y1, x1, y1)
            if self.ruled:
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


WIDTHS = {
    "proactive": [3, 2, 2, 2],
    "requests": [1, 1, 2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2],
    "disputes": [1] * 15,
}
HEADINGS = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}


def report_printer(report, paper: Paper, *, repeats: int = 0, narrow: bool = False, **how):
    """The report on paper; ``repeats`` header rows of table three are printed on every page.

    ``narrow``: the columns of groups hold one character on a line.
    """
    printer = Printer(paper, **how)
    printer.line(f"示例市样板局{report.year}年政府信息公开工作年度报告", 14)
    printer.line("一、总体情况")
    printer.line("本机关认真贯彻条例，" * 12 + "全年主动公开信息若干条。")
    for name, table in report.tables().items():
        printer.line(HEADINGS[name])
        printer.repeats = repeats if name == "requests" else 0
        widths = WIDTHS[name]
        printer.table(table, [0.4, 0.4, *widths[2:]] if narrow and len(widths) == 10 else widths)
    printer.line("五、存在的主要问题及改进情况")
    printer.line("存在的问题是解读形式单一。")
    printer.line("六、其他需要报告的事项")
    printer.line("本年度未收取信息处理费。")
    return printer


def printed_report(report, *, width=595.0, height=842.0, turn=0, rotate=None, **how) -> bytes:
    """The report as a file."""
    paper = Paper(width=width, height=height, turn=turn, rotate=rotate)
    return report_printer(report, paper, **how).paper.bytes()
