"""``duban read``: what the reader makes of files; needs no database and no network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from cli.chinese import ChineseCommand
from cli.documents import load
from reading.contract import error_json, reading_json
from reading.errors import DocumentError
from reading.model import FigureState, ReportReading
from reading.reader import read as read_document

UNUSABLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file as read, or the reason why it cannot be used."""

    file: str
    sha256: str
    body: bytes
    reading: ReportReading | None
    error: DocumentError | None


def read_files(files: tuple[str, ...]) -> Iterator[ReadFile]:
    """Every file in the order given; one that cannot be used does not stop the others."""
    for name in files:
        body = b""
        try:
            body = load(name)
            reading, error = read_document(body, name=Path(name).name), None
        except DocumentError as refused:
            reading, error = None, refused
        yield ReadFile(
            file=name,
            sha256=hashlib.sha256(body).hexdigest(),
            body=body,
            reading=reading,
            error=error,
        )


@click.command(
    "read",
    cls=ChineseCommand,
    example="duban read 年报.docx\nduban read *.html --format json > 读数.json",
)
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
def read(*, files: tuple[str, ...], form: str) -> int:
    """解读年报文件，列出各部分、各表数据和未能识读之处。"""
    done = []
    for one in read_files(files):
        done.append(one)
        if form == "text":
            click.echo(_told(one))
    if form == "json":
        click.echo(json.dumps([_row(one) for one in done], ensure_ascii=False, indent=1))
    return UNUSABLE if any(one.error for one in done) else 0


def _row(one: ReadFile) -> dict[str, object]:
    if one.reading is None:
        return error_json(one.file, one.error) if one.error else {}
    return reading_json(one.reading, file=one.file, sha256=one.sha256)


def _told(one: ReadFile) -> str:
    reading = one.reading
    if reading is None:
        return f"{one.file}：不能使用：{one.error}"
    figures = reading.figures.values()
    unread = [
        figure
        for figure in figures
        if figure.state in (FigureState.MISSING, FigureState.UNREADABLE, FigureState.AMBIGUOUS)
    ]
    edition = f"{reading.edition.name}年版格式" if reading.edition else "未识别到规定格式的表格"
    parts = "、".join(part.heading for part in reading.parts.values()) or "无"
    lines = [
        f"{one.file}",
        f"  标题：{reading.title or '未识别'}",
        f"  机关：{reading.agency or '未识别'}  年度：{reading.year or '未识别'}  {edition}",
        f"  部分：{parts}",
        f"  数据：读出 {len(figures) - len(unread)} 项，未读出 {len(unread)} 项",
    ]
    lines += [f"    {figure.at}：{figure.reason}" for figure in unread]
    lines += [f"  注意：{warning}" for warning in reading.warnings]
    return "\n".join(lines)
