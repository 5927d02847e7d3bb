"""``duban changes``: what changed in a report after it was published, old and new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import click

from audit.places import place_name
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.summaries import YEAR
from config.clock import SHANGHAI
from ledger.changes import FigureChange, ReportChange, TextChange
from ledger.model import FigureRow
from ledger.search import PREAMBLE
from ledger.store import Ledger
from ledger.versions import ReportVersion
from reading.model import PartName
from workflow.judging import STATE_WORDS

_CAUTION = "  两版由不同版本的识读程序识读，以下差别可能出自识读，须核对原文"
_NOT_READ = "  有一版未能识读，不能逐项比较；两版的文件都在存证中"
_ALIKE = "  识读到的数据和文字相同"


@click.command(
    cls=ChineseCommand,
    example="duban changes --agency 苏镇市教育局 --year 2023\n"
    "duban changes --agency edu --year 2023 --format json",
)
@click.option("--agency", required=True, metavar="名称", help="机关全称或编号。")
@YEAR
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def changes(session: Session, *, agency: str, year: int | None, form: str) -> None:
    """列出一份年报公布后的变化：哪些数据、哪些文字，原来和现在对照。"""
    wanted = year or session.report_year(session.config())
    with existing_ledger(session) as ledger:
        agency_id, name = _agency(ledger, agency)
        found = ledger.changes_of(agency_id, wanted)
    if form == "json":
        click.echo(json.dumps([_told(one) for one in found], ensure_ascii=False, indent=1))
        return
    lines = [line for one in found for line in _lines(one)]
    click.echo("\n".join([*lines, f"{name} {wanted}年度年报公布后的变化共 {len(found)} 次。"]))


def _agency(ledger: Ledger, text: str) -> tuple[str, str]:
    for agency_id, name in ledger.agency_names().items():
        if text in (agency_id, name):
            return agency_id, name
    raise click.UsageError(f"台账中没有机关“{text}”；写全称或编号，见 duban registry check")


def _lines(one: ReportChange) -> Iterator[str]:
    former, version = one.former, one.version
    yield (
        f"位置 {version.place_id}：第 {former.number} 版 → 第 {version.number} 版"
        f"（{version.change.label}）"
    )
    yield f"  原版：{_seen(former)}"
    yield f"  现版：{_seen(version)}"
    for notice in one.notices:
        number = notice.number or f"第 {notice.notice_id} 号文书"
        yield f"  首次看到现版之前，{number}已于 {_instant(notice.released_at)} 签发"
    if not one.is_compared:
        yield _NOT_READ
        return
    if not one.is_same_reader:
        yield _CAUTION
    if not (one.figures or one.texts):
        yield _ALIKE
    for figure in one.figures:
        yield f"  {place_name(figure.path)}：{_cell(figure.before)} → {_cell(figure.after)}"
    for text in one.texts:
        yield f"  {_part(text)}"
        yield f"    原：{''.join(text.before) or '（无）'}"
        yield f"    现：{''.join(text.after) or '（无）'}"


def _seen(version: ReportVersion) -> str:
    return (
        f"{_instant(version.first_seen_at)} 首次看到（运行 {version.first_seen_run}），"
        f"{_instant(version.last_seen_at)} 最近看到（运行 {version.last_seen_run}）"
    )


def _instant(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _cell(figure: FigureRow | None) -> str:
    if figure is None:
        return "（没有此项）"
    if figure.value is not None:
        return figure.value
    return figure.printed or STATE_WORDS[figure.state]


def _part(text: TextChange) -> str:
    if text.part == PREAMBLE:
        return "正文之前"
    label = PartName(text.part).label if text.part in set(PartName) else text.part
    return f"{label} {text.heading}".rstrip()


def _told(one: ReportChange) -> dict[str, object]:
    return {
        "place": one.version.place_id,
        "change": one.version.change.value,
        "compared": one.is_compared,
        "same_reader": one.is_same_reader,
        "before": _version_told(one.former),
        "after": _version_told(one.version),
        "notices": [
            {
                "notice": notice.notice_id,
                "number": notice.number,
                "released_at": notice.released_at.isoformat(),
            }
            for notice in one.notices
        ],
        "figures": [_figure_told(figure) for figure in one.figures],
        "texts": [
            {
                "part": text.part,
                "heading": text.heading,
                "before": list(text.before),
                "after": list(text.after),
            }
            for text in one.texts
        ],
    }


def _version_told(version: ReportVersion) -> dict[str, object]:
    return {
        "number": version.number,
        "first_seen_at": version.first_seen_at.isoformat(),
        "first_seen_run": version.first_seen_run,
        "last_seen_at": version.last_seen_at.isoformat(),
        "last_seen_run": version.last_seen_run,
    }


def _figure_told(figure: FigureChange) -> dict[str, object]:
    return {
        "path": figure.path,
        "name": place_name(figure.path),
        "before": _cell_told(figure.before),
        "after": _cell_told(figure.after),
    }


def _cell_told(figure: FigureRow | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {"state": figure.state.value, "value": figure.value, "printed": figure.printed}
