"""What commands that answer share: the form, the file, and how it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from cli.context import Session
from cli.shown_table import table_text
from config.errors import DubanError
from ledger.asking import Cell, LedgerReader, Listing, reading_ledger
from workflow.answer_files import csv_lines, json_lines, json_text, write_whole
from workflow.cells import Tidied
from workflow.workbook import WrittenBook, one_sheet, write_workbook

FORMS = ("table", "json", "jsonl", "csv", "xlsx")
OUTPUT = click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写入该文件，不显示；xlsx 必须写明。",
)
FORCE = click.option("--force", is_flag=True, help="文件已经存在时覆盖。")


@contextmanager
def existing_reader(session: Session) -> Iterator[LedgerReader]:
    """The ledger of the configuration, for reading only.

    Raises:
        DubanError: there is none yet, or it cannot be read.
    """
    path = session.config().ledger_path
    if not path.is_file():
        raise DubanError(f"还没有台账（{path}）；先运行 duban run")
    with reading_ledger(path) as reader:
        yield reader


def give(listing: Listing, form: str, output: Path | None, *, may_replace: bool) -> None:
    """Show an answer, or write it to a file and say so."""
    if form == "xlsx":
        path = needed(output)
        sheet = one_sheet(listing.title, listing.columns, listing.rows)
        book = write_whole(path, lambda out: write_workbook(out, (sheet,)), may_replace=may_replace)
        tell_book(path, book)
    elif form == "table":
        give_text((table_text(listing) + "\n",), output, Tidied(), may_replace=may_replace)
    else:
        tidied = Tidied()
        pieces = text_pieces(listing.columns, listing.rows, form, tidied)
        give_text(pieces, output, tidied, may_replace=may_replace)
    if listing.is_cut and form != "table":
        click.echo(
            f"注意：结果超过 {len(listing.rows)} 行，只取了前 {len(listing.rows)} 行。", err=True
        )


def text_pieces(
    columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], form: str, tidied: Tidied
) -> Iterable[str]:
    """Rows as CSV, JSON or JSON Lines, piece by piece."""
    if form == "csv":
        return csv_lines(columns, rows, tidied)
    return json_lines(columns, rows) if form == "jsonl" else (json_text(columns, rows),)


def give_text(
    pieces: Iterable[str], output: Path | None, tidied: Tidied, *, may_replace: bool
) -> None:
    """Print the pieces, or write them to a file; what was left out is said in any case."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        write_whole(output, lambda out: _write_text(out, pieces), may_replace=may_replace)
        click.echo(f"已写出 {output}。", err=True)
    tell_tidied(tidied)


def _write_text(out: BinaryIO, pieces: Iterable[str]) -> None:
    out.writelines(piece.encode("utf-8", "replace") for piece in pieces)


def needed(output: Path | None) -> Path:
    """The file of a workbook.

    Raises:
        UsageError: none was named.
    """
    if output is None:
        raise click.UsageError("xlsx 须用 --output 写明文件")
    return output


def tell_book(path: Path, book: WrittenBook) -> None:
    """Say what a workbook holds and what it does not."""
    sheets = "，".join(f"{sheet.name} {sheet.rows} 行" for sheet in book.sheets)
    click.echo(f"已写出 {path}：{sheets}。", err=True)
    for sheet in book.sheets:
        if sheet.left_out:
            click.echo(
                f"注意：{sheet.name}超出 Excel 的行数上限，有 {sheet.left_out} 行没有写入；"
                "请用 --year 分年度导出，或用 --format csv。",
                err=True,
            )
    tell_tidied(book.tidied)


def tell_tidied(tidied: Tidied) -> None:
    """Say how many cells are not quite what the ledger has."""
    if tidied.without_controls:
        click.echo(f"注意：{tidied.without_controls} 个单元格中的控制字符已去掉。", err=True)
    if tidied.shortened:
        click.echo(f"注意：{tidied.shortened} 个单元格超过 Excel 的长度上限，已截短。", err=True)
