"""Reports as HTML fragments, in three hands: plain, through an editor, pasted from Word."""

from __future__ import annotations

from enum import StrEnum
from html import escape

from portal_lab.report import Cell, LabReport, Rows, tables_of


class Hand(StrEnum):
    """How the page was written."""

    PLAIN = "plain"
    EDITOR = "editor"
    WORD = "word"


def report_html(report: LabReport, hand: Hand) -> str:
    """The report as the content of an article, without its title."""
    pieces = [_paragraph(text, hand) for text in report.preamble]
    tables = tables_of(report)
    for name, heading in report.headings.items():
        pieces.append(_heading(heading, hand))
        pieces += [_paragraph(text, hand) for text in report.paragraphs[name]]
        if name in tables:
            pieces.append(_table(tables[name], hand))
    return "\n".join(pieces)


def _heading(text: str, hand: Hand) -> str:
    if hand is Hand.PLAIN:
        return f"<p><strong>{escape(text)}</strong></p>"
    if hand is Hand.EDITOR:
        return (
            '<p style="text-indent: 2em;"><span style="font-family: 黑体, SimHei;">'
            f"{escape(text)}</span></p>"
        )
    numeral, name = text[:2], text[2:]
    return (
        '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0">'
        f'<span style="font-family:黑体"><font face="黑体">{escape(numeral)}</font></span>'
        f'<span style="font-family:黑体;mso-bidi-font-family:宋体">{escape(name)}<o:p></o:p></span>'
        "</p>"
    )


def _paragraph(text: str, hand: Hand) -> str:
    if hand is Hand.PLAIN:
        return f"<p>　　{escape(text)}</p>"
    if hand is Hand.EDITOR:
        return (
            '<p style="text-indent: 2em; text-align: justify;">'
            f'<span style="font-family: 仿宋, FangSong; font-size: 21px;">{escape(text)}</span></p>'
        )
    return (
        '<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">'
        f'<span style="font-family:仿宋_GB2312;mso-hansi-font-family:仿宋">{escape(text)}</span>'
        '<span lang="EN-US"><o:p></o:p></span></p>'
    )


def _table(rows: Rows, hand: Hand) -> str:
    opening = {
        Hand.PLAIN: '<table border="1" cellspacing="0" width="100%">',
        Hand.EDITOR: '<table style="border-collapse: collapse;" border="1" align="center">',
        Hand.WORD: '<table class="MsoNormalTable" border="1" cellpadding="0" '
        'style="border-collapse:collapse;mso-border-alt:solid windowtext .5pt">',
    }[hand]
    body = "\n".join(f"<tr>{''.join(_cell(cell, hand) for cell in row)}</tr>" for row in rows)
    return f"{opening}<tbody>\n{body}\n</tbody></table>"


def _cell(cell: Cell, hand: Hand) -> str:
    spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (
        f' rowspan="{cell.down}"' if cell.down > 1 else ""
    )
    text = escape(cell.text)
    if hand is Hand.PLAIN:
        return f"<td{spans}>{text or '&nbsp;'}</td>"
    if hand is Hand.EDITOR:
        return (
            f'<td{spans} style="padding: 5px; border: 1px solid windowtext;" valign="center">'
            f'<p style="text-indent: 0em;">{text}</p></td>'
        )
    return (
        f'<td{spans} width="60" style="width:45.0pt;border:solid windowtext 1.0pt;'
        'mso-border-alt:solid windowtext .5pt"><p class="MsoNormal" align="center">'
        f"{_runs(cell.text)}</p></td>"
    )


def _runs(text: str) -> str:
    """The text in several runs, as Word leaves it: even a number may be cut."""
    cut = len(text) // 2
    runs = [text[:cut], text[cut:]] if text.isdigit() and cut else [text]
    spans = "".join(f'<span lang="EN-US">{escape(run)}</span>' for run in runs)
    return f"{spans}<span><o:p></o:p></span>"
