"""``duban figures``: the figures of many reports in one table; no database, no network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len

from cli.answers import FORCE, OUTPUT, give_text, needed, tell_book
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.documents import Told, in_turn, limit_options, limits_here
from cli.figure_table import HEADS, NO_SUCH, OWN_HEADS, Sums, Value, cells_of, values_of
from cli.read import UNUSABLE
from cli.shown_table import table_text
from ledger.asking import Cell, Listing
from reading.figures_alone import ReportFigures, figures_in, figures_of
from reading.workers.handed import Handed, ReadDocument, body_of, read_handed
from workflow.answer_files import csv_lines, write_whole
from workflow.cells import Tidied
from workflow.workbook import one_sheet, write_workbook

COLUMNS = (*OWN_HEADS, *HEADS.values())
_TITLE = "年报数据"
_MOST_DIGITS = 15
_WIDEST = max(map(cell_len, COLUMNS))


@click.command(
    "figures",
    cls=ChineseCommand,
    example="duban figures 年报.html\n"
    "duban figures *.html 各部门.zip --sum --format xlsx --output 年报数据.xlsx",
)
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--sum", "is_summed", is_flag=True, help="末尾加合计和未计入的份数。")
@limit_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    default="table",
    help="输出形式。",
)
@OUTPUT
@FORCE
@click.pass_obj
def figures(
    session: Session,
    *,
    files: tuple[str, ...],
    is_summed: bool,
    form: str,
    output: Path | None,
    force: bool,
    jobs: int | None,
    time_limit: int | None,
) -> int:
    """把多份年报的各项数据列成一张表。"""
    path = needed(output) if form == "xlsx" else output
    reports = _Reports(
        in_turn(
            files,
            task=f"{__name__}:task",
            unusable=UNUSABLE,
            jobs=jobs,
            limits=limits_here(session, time_limit),
            label="取数",
            names="short" if form == "table" else "shown",
        ),
        is_summed=is_summed,
    )
    _give(reports.rows(), form, path, may_replace=force)
    for words in reports.refused:
        click.echo(f"duban：{words}", err=True)
    return reports.status


def task(order: str) -> str | tuple[str, ...]:
    """Read the figures of one document, in a process of its own; of an archive name its members."""
    names = json.loads(order)["names"]
    handed = Handed.of(order)
    found = body_of(handed) if handed.converted is None else read_handed(handed)
    if isinstance(found, tuple):
        return tuple(member.order(names=names) for member in found)
    if isinstance(found, ReadDocument):
        reports = figures_of(found.reading)
    else:
        reports = figures_in(found, name=handed.short)
    name = handed.short if names == "short" else handed.shown
    return Told(status=0, row={"reports": [_row(name, one) for one in reports]}).result()


def _row(name: str, report: ReportFigures) -> dict[str, object]:
    edition = f"{report.edition.name}年版" if report.edition else ""
    own = [name, report.agency or "", report.year or "", edition]
    return {"own": own, "cells": cells_of(report)}


class _Reports:
    """The rows of the table as they come, and what became of the files that give none."""

    def __init__(self, told: Iterator[Told], *, is_summed: bool) -> None:
        """``is_summed``: the sums come last."""
        self._told = told
        self._sums = Sums() if is_summed else None
        self.status = 0
        self.refused: list[str] = []

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The row of every report, in the order of the files."""
        for one in self._told:
            self.status = max(self.status, one.status)
            given: Any = one.row or {}
            if "reports" not in given:
                self.refused.append(one.text)
                continue
            for report in given["reports"]:
                if self._sums is not None:
                    self._sums.add(report["cells"])
                yield (*report["own"], *values_of(report["cells"]))
        if self._sums is not None:
            yield from self._sums.rows()


def _give(
    rows: Iterator[tuple[Value, ...]], form: str, output: Path | None, *, may_replace: bool
) -> None:
    """Show the table, or write it to a file and say so."""
    if form == "xlsx":
        path = needed(output)
        sheet = one_sheet(_TITLE, COLUMNS, (tuple(map(_counted, row)) for row in rows))
        book = write_whole(
            path,
            lambda out: write_workbook(out, (sheet,), frozen_columns=1),
            may_replace=may_replace,
        )
        tell_book(path, book)
        return
    tidied = Tidied()
    written = (tuple(map(_written, row)) for row in rows)
    pieces: Iterable[str]
    if form == "csv":
        pieces = csv_lines(COLUMNS, written, tidied)
    else:
        pieces = _json_pieces(written) if form == "json" else _table_pieces(written)
    give_text(pieces, output, tidied, may_replace=may_replace)


def _counted(value: Value) -> Cell:
    """A value for a workbook, which holds every number as a double; a longer one stays text."""
    if not isinstance(value, Decimal):
        return value
    digits = sum(letter.isdigit() for letter in f"{value:f}")
    return float(value) if digits <= _MOST_DIGITS else f"{value:f}"


def _written(value: Value) -> int | str:
    """A value as it is written out; money with its digits as printed."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _json_pieces(rows: Iterable[tuple[int | str, ...]]) -> Iterator[str]:
    """A list with an object for each row, piece by piece."""
    parting = "[\n"
    for row in rows:
        yield parting + json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False)
        parting = ",\n"
    yield "[]\n" if parting == "[\n" else "\n]\n"


def _table_pieces(rows: Iterable[tuple[int | str, ...]]) -> Iterator[str]:
    """For the terminal the other way round: a line for each item, a column for each report."""
    held = tuple(rows)
    files, *others = zip(COLUMNS, *held, strict=True)
    lines = tuple(line for line in others if not held or any(c != NO_SUCH for c in line[1:]))
    heads = ("数据项", *map(str, files[1:]))
    listing = Listing(title=_TITLE, columns=heads, rows=lines if held else ())
    yield table_text(listing, widest=_WIDEST) + "\n"
