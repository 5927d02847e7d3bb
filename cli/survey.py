"""``duban registry discover`` and ``fingerprint``: what a site shows, for a person to confirm."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

import click

from archive.rows import to_plain
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.registry import REGION, bring_in
from cli.summaries import FORMAT
from config.tables import is_web_address
from registry.model import PlaceKind
from registry.sheets import SheetRow
from spiders.proposal import ListedReport, SeenColumn, Survey
from spiders.titles import TitleVerdict, judge_title
from workflow.surveying import survey_site

NOT_FOUND = 1
_REPORTS_SHOWN = 30
# Words that no shell takes apart; Chinese ones among them.
_PLAIN_WORD = re.compile(r"[\w:/.=%~-]+")
_COLUMN_TAGS = ("ColumnName", "ColumnType")
_REGION_UNSAID = "区划代码"
# A host may be followed by a port.
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:(?!\d)")


@click.command(
    cls=ChineseCommand,
    example=(
        "duban registry discover http://slj.suzhen.example/ --name 苏镇市水利局\n"
        "duban registry discover http://slj.suzhen.example/ --name 苏镇市水利局 --add"
    ),
)
@click.argument("home", metavar="首页网址")
@click.option("--name", metavar="全称", help="机关全称，用于辨别其他机关的栏目和年报。")
@click.option("--add", "is_added", is_flag=True, help="找到后直接写入名录，并列出变化。")
@REGION
@FORMAT
@click.pass_obj
def discover(
    session: Session, *, home: str, name: str | None, is_added: bool, region: str | None, form: str
) -> int:
    """从首页查找年报栏目，列出依据和加入名录的命令；不写 --add 不改名录。"""
    if is_added and not name:
        raise click.UsageError("写了 --add 的，还应写 --name（机关全称）")
    if is_added and form == "json":
        raise click.UsageError("--add 列出名录的变化，不能与 --format json 同用")
    url = web_address(home)
    found = survey_site(session.config(), session.clock(), url, name=name or "")
    column = found.column
    if form == "json":
        click.echo(_json(found))
    else:
        click.echo("\n".join(_survey_lines(found, url, name, region)))
    if column is None or not column.is_column:
        return NOT_FOUND
    if is_added:
        _add(session, url, str(name), column, region)
    return 0


@click.command(
    cls=ChineseCommand, example="duban registry fingerprint http://slj.suzhen.example/zfxxgk/nb/"
)
@click.argument("page", metavar="网址")
@FORMAT
@click.pass_obj
def fingerprint(session: Session, *, page: str, form: str) -> int:
    """打开一个网页，列出识别它的各个网站类型及其分值。"""
    found = survey_site(session.config(), session.clock(), web_address(page), is_page_only=True)
    column = found.column
    if form == "json":
        click.echo(_json(found))
    elif column is None:
        click.echo(f"没有结果：{found.reason}")
    else:
        click.echo("\n".join(_page_lines(column)))
    return 0 if column is not None and column.families else NOT_FOUND


def web_address(text: str) -> str:
    """``text`` as an address; one without a scheme is taken for http.

    Raises:
        click.UsageError: it is none.
    """
    url = text if _SCHEME.match(text) else f"http://{text}"
    if not is_web_address(url):
        raise click.UsageError(f"不是网址：{text}；应以 http:// 或 https:// 开头")
    return url


def _survey_lines(found: Survey, home: str, name: str | None, region: str | None) -> Iterator[str]:
    yield "经过："
    yield from (f"  {way}" for way in found.tried)
    column = found.column
    if column is None:
        yield f"没有结果：{found.reason}"
        return
    yield f"{'建议的年报栏目' if column.is_column else '可能的栏目'}：{column.url}"
    yield from _evidence_lines(column)
    yield from _family_lines(column)
    yield from _list_lines(column, name)
    if not column.is_column:
        yield "没有结果：打开的页面不能确认是年报栏目，也没有列出年报，请人工查找。"
        return
    yield "请核对以上内容；无误的，用以下命令加入名录："
    called = name or column.site_name or "机关全称"
    yield f"  {_command(home, called, column, name, region or _REGION_UNSAID)}"
    if not name:
        yield "  （--name 应写机关全称，请核对）"
    if not region:
        yield f"  （“{_REGION_UNSAID}”应改为六位数字；名录中已有这个机关的，不必写 --region）"


def _evidence_lines(column: SeenColumn) -> Iterator[str]:
    yield f"  网页标题：{column.title or '（无）'}"
    yield f"  所在位置：{' > '.join(column.trail) or '（页面未写）'}"
    tags = {key.lower(): value for key, value in column.tags.items()}
    told = [f"{tag}={tags[tag.lower()]}" for tag in _COLUMN_TAGS if tags.get(tag.lower())]
    if told:
        yield f"  网页标签：{'，'.join(told)}"


def _family_lines(column: SeenColumn) -> Iterator[str]:
    used = next((one for one in column.families if one.name == column.family), None)
    if used is not None:
        others = [f"{one.name} {one.score}" for one in column.families if one is not used]
        also = f"；其他可能：{'，'.join(others)}" if others else ""
        yield f"  网站类型：{used.label}（{used.name}，特征分值 {used.score}{also}）"
    elif column.family is not None:
        yield f"  网站类型：{column.family}"


def _list_lines(column: SeenColumn, name: str | None) -> Iterator[str]:
    stated = f"，网站标明 {column.declared} 条" if column.declared is not None else ""
    whole = f"未读全：{column.trouble}" if column.trouble else "已读全"
    yield f"  列表：共 {column.listed} 条{stated}，{whole}；其中年报 {len(column.reports)} 份"
    for report in column.reports[:_REPORTS_SHOWN]:
        years = "、".join(map(str, report.years)) or "年度未写明"
        day = f"，{report.listed_date}" if report.listed_date else ""
        yield f"    {years}：{report.title}{day}  {report.url}"
    rest = len(column.reports) - _REPORTS_SHOWN
    if rest > 0:
        yield f"    另有 {rest} 份"
    own = _own(column, name)
    if name and column.reports and not own:
        yield f"  注意：所列年报的标题都不是{name}的，请核对网址和机关全称。"
    elif _is_platform(column, name):
        yield "  注意：栏目中多为其他机关的年报，按上级平台登记。"


def _own(column: SeenColumn, name: str | None) -> list[ListedReport]:
    """The reports whose titles do not name another agency."""
    names = (name,) if name else ()
    return [
        report
        for report in column.reports
        if not report.years
        or judge_title(report.title, report.years[0], names).verdict is not TitleVerdict.NO
    ]


def _is_platform(column: SeenColumn, name: str | None) -> bool:
    """Whether most reports are others': a company's or two do not make a platform."""
    own = len(_own(column, name))
    return bool(name) and 0 < own < len(column.reports) - own


def _command(home: str, name: str, column: SeenColumn, given: str | None, region: str) -> str:
    words = ["duban", "registry", "add", "--name", name, "--home", home, "--column", column.url]
    if _is_platform(column, given):
        words += ["--place-kind", PlaceKind.PARENT_PLATFORM.value]
    words += ["--region", region]
    return " ".join(word if _PLAIN_WORD.fullmatch(word) else shlex.quote(word) for word in words)


def _page_lines(column: SeenColumn) -> Iterator[str]:
    yield f"网页：{column.url}"
    yield from _evidence_lines(column)
    yield f"  是否年报栏目：{'是' if column.is_column else '不能确认'}"
    if not column.families:
        yield "没有结果：没有网站类型识别这个网页。"
        return
    yield "识别这个网页的网站类型（分值高的在前，采集时依次试用）："
    for one in column.families:
        yield f"  {one.score:>4}  {one.name}（{one.label}），本页列出 {one.entries} 条"


def _add(session: Session, home: str, name: str, column: SeenColumn, region: str | None) -> None:
    is_platform = _is_platform(column, name)
    place: dict[str, object] = {"home": home, "column": column.url}
    if is_platform:
        place["kind"] = PlaceKind.PARENT_PLATFORM.value
    rows = [
        SheetRow(table="agency", where=name, values={"name": name}),
        SheetRow(table="place", where=name, values=place),
    ]
    bring_in(session, rows, region)


def _json(found: Survey) -> str:
    return json.dumps(to_plain(found), ensure_ascii=False, indent=1)
