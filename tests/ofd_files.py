"""Made reports as OFD: text and rules in their places, pages broken where they are full."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from archives import zipped

Table = list[list[tuple[str, int, int]]]  # rows of (text, column span, row span)
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LINE, LEFT, WIDE, TOP, BOTTOM = 3.0, 4.0, 20.0, 170.0, 20.0, 270.0


def _advance(letter: str) -> float:
    return SIZE if ord(letter) > 0x7F else SIZE / 2


def _wrapped(text: str, wide: float) -> list[str]:
    lines, used = [""], 0.0
    for letter in text:
        if used + _advance(letter) > wide and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += letter
        used += _advance(letter)
    return lines


def run_of_steps(text: str) -> str:
    """Steps between characters, runs of the same as ``g n d``."""
    steps = [_advance(letter) for letter in text[:-1]]
    told: list[str] = []
    while steps:
        same = next((n for n, step in enumerate(steps) if step != steps[0]), len(steps))
        told.append(f"g {same} {steps[0]:.3f}" if same > 1 else f"{steps[0]:.3f}")
        steps = steps[same:]
    return " ".join(told)


def text_object(text: str, x: float, y: float) -> str:
    """Text with its upper left corner at a place."""
    wide = sum(map(_advance, text))
    steps = f' DeltaX="{run_of_steps(text)}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x:.3f} {y:.3f} {wide:.3f} {SIZE}" Font="1"'
        f' Size="{SIZE}"><ofd:TextCode X="0" Y="{SIZE * 0.88:.3f}"{steps}>{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    """A rule as a line."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{x0:.3f} {y0:.3f} {x1 - x0 + 0.1:.3f}'
        f' {y1 - y0 + 0.1:.3f}" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f}'
        f" {y1 - y0:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def thin_shape(x0: float, y0: float, x1: float, y1: float) -> str:
    """A rule as a thin filled shape, moved into its place by a matrix."""
    wide, high = max(x1 - x0, 0.2), max(y1 - y0, 0.2)
    return (
        f'<ofd:PathObject ID="1" Boundary="0 0 210 297" CTM="1 0 0 1 {x0:.3f} {y0:.3f}"'
        f' Stroke="false" Fill="true"><ofd:AbbreviatedData>M 0 0 L {wide:.3f} 0 L {wide:.3f}'
        f" {high:.3f} L 0 {high:.3f} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


@dataclass
class OfdWriter:
    """Sets lines and tables one below the other."""

    rule: Callable[[float, float, float, float], str] = stroke
    bottom: float = BOTTOM
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def paragraph(self, text: str) -> None:
        for line in _wrapped("\u3000\u3000" + text, WIDE):
            self._room(LINE * 1.5)
            self.pages[-1].append(text_object(line, LEFT, self.y))
            self.y += LINE * 1.5

    def table(self, table: Table) -> None:
        columns = sum(wide for _, wide, _ in table[0])
        step = WIDE / columns
        placed: list[tuple[str, int, int, int, int]] = []
        taken: set[tuple[int, int]] = set()
        heights = [0.0] * len(table)
        for row, line in enumerate(table):
            column = 0
            for text, wide, high in line:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
                placed.append((text, row, column, wide, high))
                need = len(_wrapped(text, step * wide - 2)) * LINE + 2
                last = row + high - 1
                heights[last] = max(heights[last], need - sum(heights[row:last]))
                column += wide
        self._rows(placed, heights, step)

    def _rows(
        self, placed: list[tuple[str, int, int, int, int]], heights: list[float], step: float
    ) -> None:
        start = 0
        while start < len(heights):
            self._room(heights[start])
            end, y = start, self.y
            tops = {start: y}
            while end < len(heights) and (end == start or y + heights[end] <= self.bottom):
                y += heights[end]
                end += 1
                tops[end] = y
            for text, row, column, wide, high in placed:
                first, last = max(row, start), min(row + high, end)
                if first >= last:
                    continue
                left, right = LEFT + column * step, LEFT + (column + wide) * step
                top, floor = tops[first], tops[last]
                for x0, y0, x1, y1 in (
                    (left, top, right, top), (left, floor, right, floor),
                    (left, top, left, floor), (right, top, right, floor),
                ):  # fmt: skip
                    self.pages[-1].append(self.rule(x0, y0, x1, y1))
                if row >= start:
                    for number, line in enumerate(_wrapped(text, step * wide - 2)):
                        at = top + 1 + number * LINE
                        self.pages[-1].append(text_object(line, left + 1, at))
            self.y = y + LINE
            if end < len(heights):
                self.pages.append([])
                self.y = TOP
            start = end

    def _room(self, high: float) -> None:
        if self.y + high > self.bottom:
            self.pages.append([])
            self.y = TOP

    def saved(self, **parts: str) -> bytes:
        """The file; ``parts`` change or add parts, ``/`` written as ``__``."""
        return ofd_of(["".join(page) for page in self.pages], parts)


def ofd_of(pages: Sequence[str], parts: dict[str, str] | None = None, common: str = "") -> bytes:
    """A file of these pages, each the objects of one layer."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    members = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:Title>标题</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content>"
            "</ofd:Page>"
        )
    members |= {name.replace("__", "/"): part for name, part in (parts or {}).items()}
    return zipped({name: part.encode() for name, part in members.items()})


HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)  # fmt: skip
WORDS = "本机关认真贯彻条例，全年主动公开信息若干条，组织培训，完善制度，压实责任，取得实效。"
SENTENCE = "本机关全年收到政府信息公开申请123件，均已按期答复，没有收取费用。"


def written(report, **settings: object) -> OfdWriter:
    """A made report, its parts one below the other."""
    writer = OfdWriter(**settings)
    writer.paragraph(f"示例市样板局{report.year}年政府信息公开工作年度报告")
    tables = report.tables()
    names = {1: "proactive", 2: "requests", 3: "disputes"}
    for number, heading in enumerate(HEADINGS):
        writer.paragraph(heading)
        if number in names and names[number] in tables:
            writer.table(tables[names[number]])
        elif number not in names:
            writer.paragraph(WORDS)
    return writer


def members_of(body: bytes) -> dict[str, bytes]:
    """The parts of a file by their path."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
