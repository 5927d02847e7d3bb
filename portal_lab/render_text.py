"""Reports as plain text, in the two layouts that conversions leave behind."""

from __future__ import annotations

from portal_lab.report import Cell, LabReport, Rows, spread, tables_of

NBSP = "\N{NO-BREAK SPACE}"
WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"


def cell_a_line(report: LabReport) -> bytes:
    """Every cell on a line of its own behind a tab, every row closed by an empty line."""
    lines = [report.agency, "", report.title.removeprefix(report.agency), ""]
    lines += [f"{WIDE_SPACE}{WIDE_SPACE}{text}" for text in report.preamble]
    for part, rows in _parts(report):
        lines += ["", *part, ""]
        for row in _lines(rows):
            lines += [f"\t{text}" for text in row] + [""]
    return "\n".join(lines).encode()


def tab_separated(report: LabReport) -> bytes:
    """Every row on a line, cells that reach over others followed by empty ones."""
    lines = [report.title, "", *report.preamble]
    for part, rows in _parts(report):
        lines += ["", *part, ""]
        lines += ["\t".join(cell.text if cell else "" for cell in row) for row in spread(rows)]
    return "\n".join(lines).encode()


def _parts(report: LabReport) -> list[tuple[list[str], Rows]]:
    """Each part that is there: its heading and paragraphs, and its table or nothing."""
    tables = tables_of(report)
    return [
        ([heading, *report.paragraphs[name]], tables.get(name, ((Cell(text=""),),)))
        for name, heading in report.headings.items()
    ]


def _lines(rows: Rows) -> list[list[str]]:
    """The texts of each row, with one empty text for each cell that reaches in from above."""
    if rows == ((Cell(text=""),),):
        return []
    open_cells: list[tuple[int, int]] = []
    found: list[list[str]] = []
    for row in spread(rows):
        above = {column for column, _ in open_cells}
        found.append(
            [
                cell.text.replace("第二十条", f"第二十条{NBSP}") if cell else ""
                for column, cell in enumerate(row)
                if cell or column in above
            ]
        )
        open_cells = [(column, left - 1) for column, left in open_cells if left > 1]
        open_cells += [(i, cell.down - 1) for i, cell in enumerate(row) if cell and cell.down > 1]
    return found
