"""Reports as OFD (GB/T 33190): a zip of XML, text placed by coordinates in millimetres."""

from __future__ import annotations

from xml.sax.saxutils import escape

from portal_lab.paper.bundle import zipped
from portal_lab.paper.layout import HEIGHT, WIDTH, Line, Sheet, advance, sheets_of
from portal_lab.report import LabReport

_MM = 25.4 / 72
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def report_ofd(report: LabReport) -> bytes:
    """The report as the national format for fixed layouts."""
    sheets = sheets_of((report,))
    listed = "".join(
        f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        for i in range(len(sheets))
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {_SPACE} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:Title>{escape(report.title)}</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {WIDTH * _MM:.1f} {HEIGHT * _MM:.1f}</ofd:PhysicalBox>"
        f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for i, sheet in enumerate(sheets):
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = _page(sheet)
    return zipped({name: text.encode() for name, text in parts.items()})


def _page(sheet: Sheet) -> str:
    objects = [_rule(*rule) for rule in sheet.rules] + [_text(line) for line in sheet.lines]
    layer = f"<ofd:Layer>{''.join(objects)}</ofd:Layer>"
    return f"<ofd:Page {_SPACE}><ofd:Content>{layer}</ofd:Content></ofd:Page>"


def _text(line: Line) -> str:
    steps = [advance(letter, line.size) * _MM for letter in line.text]
    size = line.size * _MM
    told = f' DeltaX="{" ".join(f"{step:.3f}" for step in steps[:-1])}"' if steps[1:] else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{line.x * _MM:.3f} {line.y * _MM:.3f} '
        f'{sum(steps):.3f} {size:.3f}" Font="1" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88:.3f}"{told}>{escape(line.text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _rule(x0: float, y0: float, x1: float, y1: float) -> str:
    wide, high = (x1 - x0) * _MM, (y1 - y0) * _MM
    return (
        f'<ofd:PathObject ID="1" Boundary="{x0 * _MM:.3f} {y0 * _MM:.3f} {wide + 0.1:.3f} '
        f'{high + 0.1:.3f}" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {wide:.3f} {high:.3f}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
