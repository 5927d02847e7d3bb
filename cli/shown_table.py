"""An answer as a table on the terminal, its columns aligned for Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from ledger.asking import Listing
from workflow.cells import Tidied, cell_text

_GAP = "  "
_WIDEST, _WIDEST_LAST = 40, 80
_MOST_ROWS = 1000
_CUT = "…"


def table_text(listing: Listing, *, widest: int = _WIDEST) -> str:
    """The table, or that there is nothing; then how many rows there are and what is not shown.

    ``widest`` is how many columns of the terminal one of the table takes, but for the last.
    """
    if not listing.rows:
        return f"{listing.title}：没有符合条件的记录。"
    shown = listing.rows[:_MOST_ROWS]
    texts = [
        [
            _line(cell_text(name, cell, Tidied()))
            for name, cell in zip(listing.columns, row, strict=True)
        ]
        for row in shown
    ]
    widths = [
        min(
            max(cell_len(row[n]) for row in (list(listing.columns), *texts)),
            _WIDEST_LAST if n == len(listing.columns) - 1 else widest,
        )
        for n in range(len(listing.columns))
    ]
    is_number = [
        all(isinstance(row[n], int | float | None) for row in shown) for n in range(len(widths))
    ]
    lines = [
        _row(row, widths, is_number)
        for row in (list(listing.columns), ["-" * width for width in widths], *texts)
    ]
    is_short = any(cell_len(row[n]) > widths[n] for row in texts for n in range(len(widths)))
    return "\n".join((*lines, *_notes(listing, is_short=is_short)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _row(cells: list[str], widths: list[int], is_number: list[bool]) -> str:
    return _GAP.join(
        _fitted(cell, width, to_right=right)
        for cell, width, right in zip(cells, widths, is_number, strict=True)
    ).rstrip()


def _fitted(text: str, width: int, *, to_right: bool) -> str:
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - cell_len(_CUT)) + _CUT
    padding = " " * (width - length)
    return padding + text if to_right else text + padding


def _notes(listing: Listing, *, is_short: bool) -> Iterator[str]:
    count = len(listing.rows)
    if listing.is_cut:
        yield f"共 {count} 行以上，只取了前 {count} 行；请缩小范围。"
    else:
        yield f"共 {count} 行。"
    if count > _MOST_ROWS:
        yield f"只显示前 {_MOST_ROWS} 行；全部内容请用 --format csv 或 xlsx，--output 写入文件。"
    if is_short:
        yield "过长的内容已截短（以 … 结尾）；全文请用 --format csv、json 或 xlsx。"
