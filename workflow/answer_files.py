"""Answers and exports as text for other programs; files are written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from config.errors import DubanError
from config.spreadsheets import harmless
from ledger.asking import Cell
from workflow.cells import Tidied, cell_text

BYTE_ORDER_MARK = "\ufeff"

Made = TypeVar("Made")


def csv_lines(
    columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], tidied: Tidied
) -> Iterator[str]:
    """A CSV for Excel, line by line: a byte order mark, and no cell that runs as a formula."""
    yield BYTE_ORDER_MARK + _csv_line(columns)
    for row in rows:
        yield _csv_line(
            cell_text(column, value, tidied)
            if not isinstance(value, str)
            else harmless(cell_text(column, value, tidied))
            for column, value in zip(columns, row, strict=True)
        )


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def json_lines(columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """One JSON object a line, values as the ledger has them."""
    for row in rows:
        yield json.dumps(_object(columns, row), ensure_ascii=False) + "\n"


def json_text(columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> str:
    """All rows as one JSON list."""
    return json.dumps([_object(columns, row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _object(columns: tuple[str, ...], row: tuple[Cell, ...]) -> dict[str, object]:
    cells = (value.hex() if isinstance(value, bytes) else value for value in row)
    return dict(zip(columns, cells, strict=True))


def write_whole(path: Path, write: Callable[[BinaryIO], Made], *, may_replace: bool) -> Made:
    """Write a file: a reader sees it whole or not at all; what ``write`` gives is handed on.

    Raises:
        DubanError: there is a file already that must not be replaced, or it cannot be written.
    """
    if path.is_dir():
        raise DubanError(f"{path} 是文件夹，请写明文件名")
    if path.exists() and not may_replace:
        raise DubanError(f"{path} 已经存在；换一个文件名，或用 --force 覆盖")
    half = path.with_name(f".{os.getpid()}.tmp")
    try:
        with half.open("xb") as out:
            made = write(out)
        half.replace(path)
    except OSError as error:
        raise DubanError(f"{path}：不能写入（{error.strerror}），请检查文件夹和权限") from error
    finally:
        half.unlink(missing_ok=True)
    return made
