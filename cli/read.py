"""``duban read``: what the reader makes of files; needs no database and no network."""

from __future__ import annotations

import json

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.documents import Told, in_turn, limit_options, limits_here, printed
from reading.facts import basis_of_date
from reading.model import FigureState, ReportReading
from reading.workers.handed import Handed, ReadDocument, read_handed

UNUSABLE = 2


@click.command(
    "read",
    cls=ChineseCommand,
    example="duban read 年报.docx\nduban read *.html 各部门.zip --format json > 读数.json",
)
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@limit_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def read(
    session: Session,
    *,
    files: tuple[str, ...],
    form: str,
    jobs: int | None,
    time_limit: int | None,
) -> int:
    """解读年报文件，列出各部分、各表数据和未能识读之处。"""
    told = in_turn(
        files,
        task=f"{__name__}:task",
        unusable=UNUSABLE,
        jobs=jobs,
        limits=limits_here(session, time_limit),
        label="解读",
        form=form,
    )
    return printed(told, form)


def task(order: str) -> str | tuple[str, ...]:
    """Read one document, in a process of its own; for an archive its members are to be read."""
    form = json.loads(order)["form"]
    read_or_members = read_handed(Handed.of(order))
    if isinstance(read_or_members, tuple):
        return tuple(member.order(form=form) for member in read_or_members)
    if form == "json":
        return Told(status=0, row=read_or_members.row()).result()
    return Told(status=0, text=_told(read_or_members)).result()


def _told(one: ReadDocument) -> str:
    readings = (one.reading, *one.reading.others)
    return "\n".join((f"{one.handed.shown}", *map(_told_of, readings)))


def _told_of(reading: ReportReading) -> str:
    figures = reading.figures.values()
    unread = [
        figure
        for figure in figures
        if figure.state in (FigureState.MISSING, FigureState.UNREADABLE, FigureState.AMBIGUOUS)
    ]
    edition = f"{reading.edition.name}年版格式" if reading.edition else "未识别到规定格式的表格"
    parts = "、".join(part.heading for part in reading.parts.values()) or "无"
    lines = [
        f"  标题：{reading.title or '未识别'}",
        f"  机关：{reading.agency or '未识别'}  年度：{reading.year or '未识别'}  {edition}",
        f"  日期：{_dates(reading) or '未识别'}",
        f"  部分：{parts}",
        f"  数据：读出 {len(figures) - len(unread)} 项，未读出 {len(unread)} 项",
    ]
    lines += [f"    {figure.at}：{figure.reason}" for figure in unread]
    lines += [f"  注意：{warning}" for warning in reading.warnings]
    return "\n".join(lines)


def _dates(reading: ReportReading) -> str:
    dates = reading.claimed_dates
    return "、".join(
        f"{basis_of_date(name, dates)} {day.isoformat()}" for name, day in dates.items()
    )
