"""``duban export``: the ledger as a workbook (台账), or one sheet of it for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click

from cli.answers import (
    FORCE,
    OUTPUT,
    existing_reader,
    give_text,
    needed,
    tell_book,
    text_pieces,
)
from cli.chinese import ChineseCommand
from cli.context import Session
from ledger.asking import LedgerReader
from ledger.exports import SHEET_NAMES, open_sheet
from workflow.answer_files import write_whole
from workflow.cells import Tidied
from workflow.workbook import WrittenBook, write_workbook


@click.command(
    cls=ChineseCommand,
    example="duban export --output 台账.xlsx\n"
    "duban export --sheet 问题 --year 2023 --format csv --output 问题.csv",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "csv", "jsonl", "json"]),
    default="xlsx",
    help="输出形式；xlsx 之外一次一张表。",
)
@click.option(
    "--sheet",
    "names",
    multiple=True,
    type=click.Choice(SHEET_NAMES),
    help="导出哪张表，可以写多个，默认全部。",
)
@click.option(
    "--year",
    type=click.IntRange(2008, 2100),
    metavar="年度",
    help="只导出该年度，默认全部年度。",
)
@OUTPUT
@FORCE
@click.pass_obj
def export(
    session: Session,
    *,
    form: str,
    names: tuple[str, ...],
    year: int | None,
    output: Path | None,
    force: bool,
) -> None:
    """把台账导出为 Excel 工作簿、CSV 或者 JSON。"""
    chosen = tuple(dict.fromkeys(names)) or SHEET_NAMES
    if form != "xlsx" and len(chosen) != 1:
        raise click.UsageError(f"{form} 一次只能导出一张表，请用 --sheet 写明")
    with existing_reader(session) as reader:
        if form == "xlsx":
            path = needed(output)
            book = write_whole(
                path, lambda out: _book(reader, chosen, year, out), may_replace=force
            )
            tell_book(path, book)
            return
        sheet = open_sheet(reader, chosen[0], year)
        tidied = Tidied()
        pieces = text_pieces(sheet.columns, sheet.rows, form, tidied)
        give_text(pieces, output, tidied, may_replace=force)


def _book(
    reader: LedgerReader, names: Sequence[str], year: int | None, out: BinaryIO
) -> WrittenBook:
    return write_workbook(out, (open_sheet(reader, name, year) for name in names))
