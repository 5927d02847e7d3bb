"""``duban ledger``: the ledger as a file: sound, copied, put back, counted, searched, thinned."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import click

from cli.chinese import ChineseCommand, ChineseGroup
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.summaries import FORMAT
from config.errors import DubanError
from ledger.examination import Examined, examine
from ledger.keeping import Restored, back_up, restore, take_over
from ledger.model import FindingQuery
from ledger.retention import Thinned
from ledger.statistics import Statistics, statistics_of
from workflow.lock import sole_job
from workflow.papers.release.frozen_files import changed_files

SOUND, UNSOUND = 0, 1
_MOST_TOLD = 20
_MOST_FOUND = 50
_MEGABYTE = 1e6
_FILE = click.Path(path_type=Path, dir_okay=False)
_BY = click.option("--by", required=True, metavar="姓名", help="操作人。")


@click.group(
    cls=ChineseGroup,
    example="duban ledger verify\nduban ledger backup 备份/台账-20240205.db\nduban ledger stats",
)
def ledger() -> None:
    """台账文件：核验、备份、恢复、导入、统计、检索、精简。"""


@ledger.command(cls=ChineseCommand, example="duban ledger verify\nduban ledger verify --head 1f3a…")
@click.option("--head", metavar="校验值", help="先前抄存的末行校验值；不在记录中即有问题。")
@FORMAT
@click.pass_obj
def verify(session: Session, *, head: str | None, form: str) -> int:
    """核验台账：文件结构、表间关联、表结构、操作记录的校验链，人工认定等是否被改动，签发的文件是否完好。"""
    found = examine(_existing(session), head)
    found = replace(found, problems=(*found.problems, *changed_files(session.config())))
    click.echo(_as_json(found) if form == "json" else "\n".join(_examined_lines(found)))
    return SOUND if found.is_sound else UNSOUND


@ledger.command(cls=ChineseCommand, example="duban ledger backup 备份/台账-20240205.db")
@click.argument("target", metavar="文件", type=_FILE)
@click.pass_obj
def backup(session: Session, *, target: Path) -> None:
    """备份台账到一个新文件；采集和审核进行中也可以备份。"""
    made = back_up(_existing(session), target)
    click.echo(f"已备份：{made.path}（{made.size / _MEGABYTE:.1f} MB），已核验完好。")
    click.echo(f"SHA-256：{made.sha256}")
    if made.examined.head:
        click.echo(f"操作记录末行校验值：{made.examined.head}")


@ledger.command(
    "restore", cls=ChineseCommand, example="duban ledger restore 备份/台账-20240205.db --by 张三"
)
@click.argument("source", metavar="文件", type=_FILE)
@_BY
@click.pass_obj
def restore_command(session: Session, *, source: Path, by: str) -> None:
    """用备份恢复台账；现有的台账文件改名保留，不删除。"""
    config = session.config()
    with sole_job(config.data_dir):
        done = restore(config.ledger_path, source, actor=by, at=session.clock().now())
    _tell_restored(done, "恢复")


@ledger.command("import", cls=ChineseCommand, example="duban ledger import 旧台账.db --by 张三")
@click.argument("source", metavar="文件", type=_FILE)
@_BY
@click.pass_obj
def import_command(session: Session, *, source: Path, by: str) -> None:
    """导入旧版程序的台账，升级为现在的结构；只用于还没有运行过的台账，旧文件不变。"""
    config = session.config()
    with sole_job(config.data_dir):
        done = take_over(config.ledger_path, source, actor=by, at=session.clock().now())
    _tell_restored(done, "导入")


@ledger.command(cls=ChineseCommand, example="duban ledger stats\nduban ledger stats --format json")
@FORMAT
@click.pass_obj
def stats(session: Session, *, form: str) -> None:
    """统计台账：大小、结构版本、运行次数、各表行数。"""
    found = statistics_of(_existing(session))
    if form == "json":
        plain = asdict(found) | {"path": str(found.path)}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(_statistics_lines(found)))


@ledger.command(cls=ChineseCommand, example="duban ledger search 依申请公开 答复")
@click.argument("words", metavar="词语…", nargs=-1, required=True)
@click.pass_obj
def search(session: Session, *, words: tuple[str, ...]) -> None:
    """检索年报正文和问题；几个词语须同时出现在同一部分或同一问题中。"""
    wanted = " ".join(words)
    with existing_ledger(session) as held:
        passages = held.passages_with(wanted)
        found = held.findings_with(wanted)
        rows = [
            row
            for name in found[:_MOST_FOUND]
            for row in held.findings(FindingQuery(fingerprint=name))
        ]
    for passage in passages[:_MOST_FOUND]:
        click.echo(f"{passage.agency_name}（{passage.year}）{passage.heading}：{passage.excerpt}")
    for row in rows:
        click.echo(f"{row.agency_name}（{row.year}）{row.rule} {row.fingerprint}：{row.message}")
    shown = "" if max(len(passages), len(found)) <= _MOST_FOUND else f"，各只列前 {_MOST_FOUND} 处"
    click.echo(f"共检索到年报正文 {len(passages)} 处，问题 {len(found)} 项{shown}。")


@ledger.command(
    cls=ChineseCommand, example="duban ledger thin --months 24\nduban ledger thin --apply --by 张三"
)
@click.option("--months", type=click.IntRange(1, 1200), metavar="月数", help="保留多少个月。")
@click.option("--apply", "is_applied", is_flag=True, help="确实删除；不写则只告知。")
@click.option("--by", metavar="姓名", help="操作人，与 --apply 同用。")
@click.pass_obj
def thin(session: Session, *, months: int | None, is_applied: bool, by: str | None) -> None:
    """精简台账：只删没有变化的旧访问的抓取记录；问题、认定、文书、操作记录和存证一概不动。"""
    kept = months or session.config().ledger.captures_months
    if kept is None:
        raise click.UsageError("请用 --months 写明保留多少个月，或者设置 ledger.captures_months")
    if is_applied and not by:
        raise click.UsageError("--apply 须用 --by 写明操作人")
    config, now = session.config(), session.clock().now()
    _existing(session)
    with sole_job(config.data_dir), existing_ledger(session) as held:
        found = held.thin(kept, actor=by or "试算", at=now, is_dry=not is_applied)
    click.echo(_thinned_line(found, is_applied=is_applied))


def _existing(session: Session) -> Path:
    path = session.config().ledger_path
    if not path.is_file():
        raise DubanError(f"还没有台账（{path}）；先运行 duban run")
    return path


def _examined_lines(found: Examined) -> list[str]:
    told = [f"  {problem}" for problem in found.problems[:_MOST_TOLD]]
    rest = len(found.problems) - _MOST_TOLD
    lines = [f"结构版本 {found.schema}，操作记录 {found.events} 行"]
    if told:
        lines += ["问题：", *told, *([f"  另有 {rest} 处"] if rest > 0 else [])]
    if found.head:
        lines.append(f"操作记录末行校验值：{found.head}（可另行抄存，供日后比对）")
    verdict = (
        "完好，没有发现损坏或改动。" if found.is_sound else f"有问题 {len(found.problems)} 处。"
    )
    return [*lines, f"结论：{verdict}"]


def _as_json(found: Examined) -> str:
    row = {"sound": found.is_sound, **asdict(found)}
    return json.dumps(row, ensure_ascii=False, indent=1)


def _tell_restored(done: Restored, word: str) -> None:
    click.echo(f"已{word}台账（原结构版本 {done.examined.schema}），已核验完好。")
    if done.former is not None:
        click.echo(f"原来的台账改名保留为：{done.former}")


def _statistics_lines(found: Statistics) -> list[str]:
    words = {"finished": "完成", "running": "进行中", "failed": "失败"}
    runs = "，".join(f"{words.get(state, state)} {count} 次" for state, count in found.runs)
    days = f"；判定日 {found.first_day} 至 {found.last_day}" if found.first_day else ""
    return [
        f"文件：{found.path}（{found.size / _MEGABYTE:.1f} MB，结构版本 {found.schema}）",
        f"日志 {found.journal / _MEGABYTE:.1f} MB，可收回 {found.free / _MEGABYTE:.1f} MB",
        f"运行：{runs or '还没有'}{days}",
        "各表行数：",
        *(f"  {table.rows:>10}  {table.chinese}（{table.name}）" for table in found.tables),
    ]


def _thinned_line(found: Thinned, *, is_applied: bool) -> str:
    told = f"{found.before} 以前没有变化的访问 {found.visits} 次，其抓取记录 {found.captures} 条"
    if is_applied:
        return f"已精简：{told}。存证中的原件不受影响。"
    return f"可以精简：{told}。没有删除；要删除请加 --apply --by 姓名。"
