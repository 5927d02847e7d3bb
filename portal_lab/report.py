"""A report of the lab (年报) before it is rendered, and the tables it prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal_lab.forms import APPLICANTS, DISPUTES, ENDS, NOTE, Form

Figures = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabReport:
    """A report: title, figures as printed, and the paragraphs of each part.

    A figure that is absent from ``figures`` belongs to a row that the document leaves out; an empty
    one is a blank cell. A part that is absent from ``headings`` is left out with its tables.
    """

    agency: str
    year: int
    form: Form
    title: str
    figures: Figures
    headings: Mapping[str, str]
    preamble: tuple[str, ...]
    paragraphs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as an author made it; ``across`` and ``down`` are the columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


Rows = tuple[tuple[Cell, ...], ...]


def tables_of(report: LabReport) -> Mapping[str, Rows]:
    """The three tables by the part they stand in, without those of parts that are left out."""
    tables = {"proactive": _proactive, "requests": _requests, "disputes": _disputes}
    return {name: rows_of(report) for name, rows_of in tables.items() if name in report.headings}


def spread(rows: Rows) -> tuple[tuple[Cell | None, ...], ...]:
    """The table as a full grid: every cell at its upper left, ``None`` where a cell reaches."""
    width = sum(cell.across for cell in rows[0])
    grid: list[list[Cell | None]] = [[None] * width for _ in rows]
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        j = 0
        for cell in row:
            while (i, j) in taken:
                j += 1
            grid[i][j] = cell
            taken |= {(i + y, j + x) for y in range(cell.down) for x in range(cell.across)}
    return tuple(tuple(row) for row in grid)


def _proactive(report: LabReport) -> Rows:
    """Table two, four columns wide; a block with fewer columns stretches its last one."""
    rows: list[tuple[Cell, ...]] = []
    for block in report.form.blocks:
        stretched = 4 - len(block.columns)
        widths = [1] * (len(block.columns) - 1) + [stretched]
        rows.append((Cell(text=f"第二十条第（{block.item}）项", across=4),))
        labels = zip((label for _, label in block.columns), widths, strict=True)
        rows.append(
            (Cell(text="信息内容"), *(Cell(text=label, across=width) for label, width in labels))
        )
        for name, label in block.rows:
            paths = [f"proactive.{name}.{column}" for column, _ in block.columns]
            if paths[0] in report.figures:
                printed = zip(paths, widths, strict=True)
                numbers = (Cell(text=report.figures[p], across=width) for p, width in printed)
                rows.append((Cell(text=label), *numbers))
    return tuple(rows)


def _requests(report: LabReport) -> Rows:
    """Table three: three columns of labels and seven of numbers, three header rows."""
    kinds = [Cell(text=label) for name, label in APPLICANTS[1:-1]]
    rows: list[tuple[Cell, ...]] = [
        (Cell(text=NOTE, across=3, down=3), Cell(text="申请人情况", across=7)),
        (
            Cell(text="自然人", down=2),
            Cell(text="法人或其他组织", across=5),
            Cell(text="总计", down=2),
        ),
        tuple(kinds),
    ]
    for name, label in (
        ("received", "一、本年新收政府信息公开申请数量"),
        ("carried_in", "二、上年结转政府信息公开申请数量"),
    ):
        rows.extend(_line(report, name, Cell(text=label, across=3)))
    rows.extend(_results(report))
    rows.extend(_line(report, "carried_out", Cell(text="四、结转下年度继续办理", across=3)))
    return tuple(rows)


def _results(report: LabReport) -> list[tuple[Cell, ...]]:
    lines: list[tuple[Cell, ...]] = []
    for group, named in report.form.results:
        held = [(name, label) for name, label in named if _has_row(report, name)]
        for i, (name, label) in enumerate(held):
            if group is None:
                lines.extend(_line(report, name, Cell(text=label, across=2)))
            elif i == 0:
                lines.extend(
                    _line(report, name, Cell(text=group, down=len(held)), Cell(text=label))
                )
            else:
                lines.extend(_line(report, name, Cell(text=label)))
    whole = Cell(text="三、本年度办理结果", down=len(lines))
    return [(whole, *lines[0]), *lines[1:]]


def _has_row(report: LabReport, name: str) -> bool:
    return f"requests.{name}.total" in report.figures


def _line(report: LabReport, name: str, *labels: Cell) -> list[tuple[Cell, ...]]:
    """The row of table three, or none where the report leaves it out."""
    if not _has_row(report, name):
        return []
    numbers = (Cell(text=report.figures[f"requests.{name}.{kind}"]) for kind, _ in APPLICANTS)
    return [(*labels, *numbers)]


def _disputes(report: LabReport) -> Rows:
    labels = [label for _, label in ENDS]
    values = [report.figures[f"disputes.{row}.{end}"] for row, _ in DISPUTES for end, _ in ENDS]
    return (
        (Cell(text="行政复议", across=5), Cell(text="行政诉讼", across=10)),
        (
            *(Cell(text=label, down=2) for label in labels),
            *(Cell(text=label, across=5) for _, label in DISPUTES[1:]),
        ),
        tuple(Cell(text=label) for label in labels * 2),
        tuple(Cell(text=value) for value in values),
    )
