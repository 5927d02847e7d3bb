"""``duban registry``: the list of agencies and places: check, add, import, export.

What looks at sites, discover and fingerprint, stands in ``cli/survey.py``.
"""

from __future__ import annotations

from pathlib import Path

import click

from cli.chinese import ChineseCommand, ChineseGroup
from cli.context import Session
from cli.summaries import YEAR
from registry.changes import Import, import_rows
from registry.export import SHEET_NAMES, export_registry
from registry.loader import load_registry
from registry.merging import Change, ChangeKind
from registry.model import AgencyKind, PlaceKind
from registry.overview import overview_lines
from registry.sheets import SheetRow, read_sheets
from spiders.families.catalogue import FAMILY_NAMES

_KINDS = {ChangeKind.ADDED: "新增", ChangeKind.CHANGED: "更改"}
_FILE = click.Path(path_type=Path, dir_okay=False)
REGION = click.option("--region", metavar="代码", help="行政区划代码，用于没有写明代码的新增机关。")


@click.group(
    cls=ChineseGroup,
    example="duban registry check\nduban registry import 机关名单.xlsx --region 990100",
)
def registry() -> None:
    """名录：应公布年报的机关及其公布位置。"""


@registry.command(cls=ChineseCommand, example="duban registry check --year 2023")
@YEAR
@click.pass_obj
def check(session: Session, *, year: int | None) -> None:
    """检查名录，列出机关、位置、期限和尚缺的内容。"""
    config = session.config()
    found = load_registry(config.registry, FAMILY_NAMES)
    click.echo("\n".join(overview_lines(found, year or session.report_year(config))))


@registry.command(
    cls=ChineseCommand,
    example=(
        "duban registry add --name 苏镇市水利局 --kind department --region 990100 "
        "--home http://slj.suzhen.example/"
    ),
)
@click.option("--id", "agency_id", metavar="编号", help="机关编号，不写则自动编号。")
@click.option("--name", required=True, metavar="全称", help="机关全称。")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in AgencyKind]),
    help="机关类别，不写则按名称填写。",
)
@REGION
@click.option("--home", metavar="网址", help="公布位置的首页网址。")
@click.option("--column", metavar="网址", help="年报栏目网址。")
@click.option(
    "--place-kind",
    type=click.Choice([kind.value for kind in PlaceKind]),
    help="公布位置是本机关网站还是上级平台。",
)
@click.pass_obj
def add(
    session: Session,
    *,
    agency_id: str | None,
    name: str,
    kind: str | None,
    region: str | None,
    home: str | None,
    column: str | None,
    place_kind: str | None,
) -> None:
    """在名录中加入一个机关，或为已有的机关加入一个公布位置。"""
    own = {"id": agency_id, "name": name, "kind": kind, "region": region}
    there = {"agency": agency_id, "home": home, "column": column, "kind": place_kind}
    rows = [SheetRow(table="agency", where=name, values=_given(own))]
    if home:
        rows.append(SheetRow(table="place", where=name, values=_given(there)))
    elif column:
        raise click.UsageError("写了 --column 的，还应写 --home")
    bring_in(session, rows, region)


@registry.command(
    "import", cls=ChineseCommand, example="duban registry import 机关名单.xlsx --dry-run"
)
@click.argument("source", type=_FILE, metavar="表格文件")
@REGION
@click.option("--dry-run", "is_trial", is_flag=True, help="只列出将要发生的变化，不改名录。")
@click.pass_obj
def import_list(session: Session, *, source: Path, region: str | None, is_trial: bool) -> None:
    """把 Excel 或 CSV 表中的机关和位置并入名录；表中没有的保留不动。"""
    reading = read_sheets(source)
    if reading.ignored_heads:
        click.echo(f"未采用的列：{'、'.join(reading.ignored_heads)}")
    _finish(_brought_in(session, reading.rows, region), is_trial=is_trial)


@registry.command(cls=ChineseCommand, example="duban registry export 名录.xlsx")
@click.argument("target", type=_FILE, metavar="表格文件")
@click.option("--force", is_flag=True, help="文件已存在时覆盖。")
@click.pass_obj
def export(session: Session, *, target: Path, force: bool) -> None:
    """把名录写成 Excel 工作簿（.xlsx）或 CSV，改后可再并入。"""
    if target.exists() and not force:
        raise click.UsageError(f"{target} 已存在，覆盖请加 --force")
    count = export_registry(session.config().registry, target)
    click.echo(f"已写出 {count} 个机关：{target}")


def bring_in(session: Session, rows: list[SheetRow], region: str | None) -> None:
    """Bring rows into the configured registry and tell what changes.

    Raises:
        InputError: the registry or the result has mistakes; nothing is written.
    """
    _finish(_brought_in(session, rows, region), is_trial=False)


def _given(values: dict[str, str | None]) -> dict[str, object]:
    """Without what the call does not say, so that it changes nothing."""
    return {key: value for key, value in values.items() if value is not None}


def _brought_in(
    session: Session, rows: list[SheetRow] | tuple[SheetRow, ...], region: str | None
) -> Import:
    return import_rows(session.config().registry, rows, region=region, families=FAMILY_NAMES)


def _finish(made: Import, *, is_trial: bool) -> None:
    """Tell what changes, and write it unless this is a trial."""
    changes = [change for change in made.changes if change.kind in _KINDS]
    for change in changes:
        click.echo("\n".join(_change_lines(change)))
    for guess in made.guesses:
        click.echo(f"请核对：{guess}")
    counts = "，".join(
        f"{word} {sum(change.kind is kind for change in changes)} 项"
        for kind, word in _KINDS.items()
    )
    if not changes:
        click.echo("名录没有变化")
    elif is_trial:
        click.echo(f"试运行：将{counts}，名录未改")
    else:
        kept = made.write()
        click.echo(f"{counts}，已写入 {made.path}" + (f"，原文件存为 {kept}" if kept else ""))


def _change_lines(change: Change) -> list[str]:
    lines = [f"{_KINDS[change.kind]} {SHEET_NAMES[change.table]}：{change.name}"]
    for head, before, after in change.values:
        lines.append(f"  {head}：{_shown(before)} → {_shown(after)}")
    return lines


def _shown(value: object) -> str:
    if value is None:
        return "（空）"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
