"""Which rows of a table stand in the document, and which of their cells hold no number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from audit.case import UNKNOWN_EDITION
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.arithmetic import Number
from audit.numbers.cells import is_all_read, missing_paths, numbers_by_path, read_paths
from audit.remembered import once_per_reading
from audit.rule import Judgement
from reading.editions import EDITIONS, REQUESTS, TABLE_LABELS, Column, Row
from reading.model import Figure, FigureState, ReportReading
from reading.numbers import value_of

_UNREAD = (FigureState.UNREADABLE, FigureState.AMBIGUOUS)
_SHOWN_DOUBTS = 3
_TOTAL = "total"
# More rows than this are told in one finding.
_ROWS_TOLD_APART = 3

_CELLS: Mapping[str, Mapping[str, tuple[Row, Column]]] = {
    edition.name: {
        path: (row, column)
        for row in edition.rows
        for column, path in zip(row.columns, row.paths(), strict=True)
    }
    for edition in EDITIONS
}


class Presence(StrEnum):
    """Whether a row is in the document; ``UNCERTAIN`` where we could not read enough to tell."""

    STANDS = "stands"
    ABSENT = "absent"
    UNCERTAIN = "uncertain"


def presence_of(reading: ReportReading, row: Row) -> Presence:
    """Whether the document has the row. A row is absent only if every cell is known to be."""
    if not read_paths(reading).isdisjoint(row.paths()):
        return Presence.STANDS
    is_absent = missing_paths(reading).issuperset(row.paths())
    return Presence.ABSENT if is_absent else Presence.UNCERTAIN


def figures_of(reading: ReportReading, row: Row) -> tuple[Figure | None, ...]:
    """The figures of a row as they were found; ``None`` where the reader has nothing on one."""
    return tuple(reading.figures.get(path) for path in row.paths())


@once_per_reading
def cells_of(reading: ReportReading) -> tuple[tuple[Row, Column, Figure], ...]:
    """Every figure of the reading's edition with its row and column.

    Raises:
        NotApplicable: the document has none of them.
        Undetermined: its edition is not known.
    """
    if reading.edition is None:
        raise Undetermined(UNKNOWN_EDITION)
    cells = _CELLS[reading.edition.name]
    found = tuple((*cells[path], f) for path, f in reading.figures.items() if path in cells)
    if all(figure.state is FigureState.MISSING for _, _, figure in found):
        raise NotApplicable("年报没有表二、表三、表四的数据，见CMP06、CMP08、CMP11")
    return found


def unread_cells(
    reading: ReportReading, cells: Iterable[tuple[Row, Column, Figure]]
) -> Iterator[Doubt]:
    """One doubt for each table with figures, of these cells, that could not be read."""
    if is_all_read(reading):
        return
    unread = [(row.table, figure.at) for row, _, figure in cells if figure.state in _UNREAD]
    for table in dict.fromkeys(table for table, _ in unread):
        yield from unread_doubt(table, [at for other, at in unread if other == table])


def row_label(row: Row) -> str:
    """A row as messages name it, e.g. ``表三“（三）不予公开”中的“1.属于国家秘密”``."""
    table, label = TABLE_LABELS[row.table], row.label.replace("“", "‘").replace("”", "’")
    if row.group and row.table == REQUESTS:
        return f"{table}“{row.group}”中的“{label}”"
    return f"{table}{row.block or ''}“{label}”"


def rows_standing(
    reading: ReportReading, rows: tuple[Row, ...], *, otherwise: str
) -> tuple[Row, ...]:
    """The rows that are in the document, or may be.

    Raises:
        NotApplicable: the document has none of them; ``otherwise`` is the rule that says so.
    """
    read = read_paths(reading)
    standing = tuple(
        row
        for row in rows
        if not read.isdisjoint(row.paths()) or presence_of(reading, row) is not Presence.ABSENT
    )
    if not standing:
        raise NotApplicable(f"年报没有{TABLE_LABELS[rows[0].table]}，见{otherwise}")
    return standing


def judge_rows(
    reading: ReportReading, rows: tuple[Row, ...], instead: tuple[Row, ...] = ()
) -> Iterator[Judgement]:
    """An error for each row that the document lacks; one on the table where it lacks them all.

    ``instead`` are rows of another edition that may stand where rows of this one are missing.
    """
    read = read_paths(reading)
    open_rows = [row for row in rows if read.isdisjoint(row.paths())]
    if not open_rows:
        return
    table = rows[0].table
    presences = [(row, presence_of(reading, row)) for row in open_rows]
    absent = [row for row, presence in presences if presence is Presence.ABSENT]
    if len(absent) == len(rows):
        yield _table_missing(table, rows)
        return
    for row in absent:
        yield _row_missing(reading, rows, row, instead)
    yield from unread_doubt(
        table, [row_label(row) for row, found in presences if found is Presence.UNCERTAIN]
    )


def _table_missing(table: str, rows: tuple[Row, ...]) -> Finding:
    label = TABLE_LABELS[table]
    return Finding(
        subject=table,
        severity=Severity.ERROR,
        message=f"年报没有{label}，格式要求的{len(rows)}行数据均未列出",
        evidence=(Evidence(at=label, printed=""),),
        paths=tuple(path for row in rows for path in row.paths()),
    )


def _row_missing(
    reading: ReportReading, rows: tuple[Row, ...], row: Row, instead: tuple[Row, ...]
) -> Finding:
    standing = [r for r in rows if presence_of(reading, r) is Presence.STANDS]
    message = f"缺少{row_label(row)}一行，格式要求{len(rows)}行，识别到{len(standing)}行"
    foreign = [
        r
        for r in instead
        if _group_name(r) == _group_name(row) and presence_of(reading, r) is Presence.STANDS
    ]
    totals = [figures_of(reading, r)[-1] for r in foreign]
    if foreign:
        message += f"；该处列出的是“{foreign[0].label}”共{len(foreign)}行，不是本版格式的分项"
        evidence = tuple(Evidence(at=f.at, printed=f.printed or "") for f in totals if f)
    else:
        before = [r for r in standing if rows.index(r) < rows.index(row)][-1:]
        place = f"“{before[0].label}”一行之后" if before else "表头之后"
        evidence = (Evidence(at=f"{TABLE_LABELS[row.table]} {place}", printed=""),)
    return Finding(
        subject=row.path,
        severity=Severity.ERROR,
        message=message,
        evidence=evidence,
        paths=row.paths(),
    )


def _group_name(row: Row) -> str:
    return row.name.partition("_")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfilledRow:
    """A row with cells that hold no number; ``numbers`` are those of its other cells by column."""

    row: Row
    cells: tuple[tuple[Column, Figure], ...]
    numbers: Mapping[str, Number]


def judge_cells(
    reading: ReportReading, rows: tuple[Row, ...], ignored: frozenset[str] = frozenset()
) -> Iterator[Judgement]:
    """A warning for each row with cells that hold no number; one for all where they are many.

    Its subject is the figure where one cell of the row is unfilled, else the row, else the table.
    ``ignored`` are the paths that another finding speaks of.
    """
    unread: list[str] = []
    unfilled: list[UnfilledRow] = []
    is_number = numbers_by_path(reading).__contains__
    for row in rows:
        if all(map(is_number, row.paths())):
            continue
        cells: list[tuple[Column, Figure]] = []
        numbers: dict[str, Number] = {}
        for column, path in zip(row.columns, row.paths(), strict=True):
            figure = reading.figures.get(path)
            if figure is None or figure.state in _UNREAD:
                unread.append(figure.at if figure else path)
            elif _is_unfilled(figure) and path not in ignored:
                cells.append((column, figure))
            elif figure.value is not None:
                numbers[column.name] = figure.value
        if cells:
            unfilled.append(UnfilledRow(row=row, cells=tuple(cells), numbers=numbers))
    if len(unfilled) > _ROWS_TOLD_APART:
        yield _table_unfilled(unfilled)
    else:
        yield from map(_row_unfilled, unfilled)
    yield from unread_doubt(rows[0].table, unread)


def is_fraction(figure: Figure) -> bool:
    """Whether a count is filled in with a number that is none, e.g. 2.5: CMP26 tells of it."""
    if figure.state is not FigureState.TEXT:
        return False
    return isinstance(value_of((figure.printed or "").lstrip("-+")), Decimal)


def _is_unfilled(figure: Figure) -> bool:
    return figure.state is not FigureState.NUMBER and not is_fraction(figure)


def _row_unfilled(unfilled: UnfilledRow) -> Finding:
    figures = [figure for _, figure in unfilled.cells]
    cells = "、".join(f"{_place(c)}（{_state_of(figure)}）" for c, figure in unfilled.cells)
    label = row_label(unfilled.row)
    return _unfilled_finding(
        unfilled.row.path if len(figures) > 1 else figures[0].path,
        f"{label}一行有{len(figures)}个单元格没有填写数字：{cells}{_beside_total(unfilled)}",
        figures,
    )


def _beside_total(unfilled: UnfilledRow) -> str:
    """What a blank total would be, or that nothing but the total is filled in."""
    names = [column.name for column in unfilled.row.columns]
    blank = [column.name for column, _ in unfilled.cells]
    if _TOTAL not in names:
        return ""
    if blank == [_TOTAL] and len(unfilled.numbers) == len(names) - 1:
        return f"，其余各格合计为{sum(unfilled.numbers.values())}"
    total = unfilled.numbers.get(_TOTAL)
    return f"，只填写了总计{total}" if total and list(unfilled.numbers) == [_TOTAL] else ""


def _table_unfilled(unfilled: list[UnfilledRow]) -> Finding:
    """One finding for the table: a list of dozens of rows helps nobody."""
    figures = [figure for one in unfilled for _, figure in one.cells]
    counts = Counter(_place(column) for one in unfilled for column, _ in one.cells)
    columns = "、".join(f"{label}{count}格" for label, count in counts.items())
    table = unfilled[0].row.table
    return _unfilled_finding(
        table,
        f"{TABLE_LABELS[table]}有{len(unfilled)}行共{len(figures)}个单元格没有填写数字：{columns}",
        figures,
    )


def _unfilled_finding(subject: str, message: str, figures: list[Figure]) -> Finding:
    return Finding(
        subject=subject,
        severity=Severity.WARNING,
        message=f"{message}；未填写不能视为0",
        evidence=tuple(Evidence(at=f.at, printed=f.printed or "") for f in figures),
        paths=tuple(figure.path for figure in figures),
    )


def _place(column: Column) -> str:
    return column.place or column.label


def _state_of(figure: Figure) -> str:
    if figure.state is FigureState.MISSING:
        return "无此单元格"
    return f"填“{figure.printed}”" if figure.state is FigureState.TEXT else "空白"


def unread_doubt(table: str, places: list[str]) -> Iterator[Doubt]:
    """One doubt for all the places that could not be read; none where there are none."""
    if places:
        shown = "、".join(places[:_SHOWN_DOUBTS])
        more = f"等{len(places)}处" if len(places) > _SHOWN_DOUBTS else ""
        yield Doubt(subject=TABLE_LABELS[table], reason=f"{shown}{more}未能读出，需人工核对原件")
