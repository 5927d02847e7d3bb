"""``duban notices templates`` and ``duban notices preview``: the office's own templates."""

from __future__ import annotations

from pathlib import Path

import click

from cli.chinese import ChineseCommand, ChineseGroup
from cli.context import Session
from cli.summaries import FAILED, YEAR
from ledger.said import NoticeKind
from notices.examples import covers, examples, for_every_template
from notices.form.office_templates import check_templates, copy_templates, unused_templates
from notices.paper import WrittenPaper
from workflow.papers.drafts.drafting import paper_writer
from workflow.papers.drafts.overall import OVERALL
from workflow.papers.drafts.preview import preview_for_agency, preview_overall

_FOLDER = click.Path(path_type=Path, file_okay=False)
# Templates that have no kind of document of their own.
_OTHERS = {"withdrawal.html": "撤回函", "mail.txt": "邮件正文", "robot.txt": "群机器人消息"}
_TO_AGENCIES = (NoticeKind.NOTICE, NoticeKind.RECHECK)


@click.group(
    cls=ChineseGroup,
    example="duban notices templates copy 本单位模板\nduban notices templates check 本单位模板",
)
def templates() -> None:
    """文书模板：复制出来按本单位的习惯修改，改后检查。"""


@templates.command(cls=ChineseCommand, example="duban notices templates copy 本单位模板")
@click.argument("folder", metavar="文件夹", type=_FOLDER)
@click.option("--force", "is_forced", is_flag=True, help="覆盖文件夹中已有的同名模板。")
def copy(*, folder: Path, is_forced: bool) -> int:
    """把自带的文书模板和样式复制到文件夹中；已有的同名文件不动。"""
    copied = copy_templates(folder, is_forced=is_forced)
    click.echo(f"已复制{len(copied.written)}个模板到 {folder}。")
    if copied.kept:
        names = "、".join(path.name for path in copied.kept)
        click.echo(f"已有{len(copied.kept)}个同名文件，没有改动（覆盖请加 --force）：{names}")
    click.echo(f"修改后运行 duban notices templates check {folder}，再在配置文件的 [notices] 中写")
    click.echo(f'templates = "{folder}"')
    return 0


@templates.command(
    cls=ChineseCommand,
    example="duban notices templates check\nduban notices templates check 本单位模板",
)
@click.argument("folder", metavar="[文件夹]", type=_FOLDER, required=False)
@click.pass_obj
def check(session: Session, *, folder: Path | None) -> int:
    """用示例逐种检查模板能否写成网页和 Word 文档、能否签发；不写文件夹则检查配置的模板。"""
    folder = folder or session.config().notices.templates
    checked = check_templates(folder, (*for_every_template(), *covers()))
    for one in checked:
        name = _OTHERS.get(one.template, one.kind.label)
        click.echo(f"{name}：{one.fault or '可以使用'}")
    for path in unused_templates(folder) if folder else ():
        click.echo(f"{path}：自带模板中没有这个文件名，不会用到，请核对文件名")
    return FAILED if any(one.fault for one in checked) else 0


@click.command(
    cls=ChineseCommand,
    example="duban notices preview --output 预览\n"
    "duban notices preview --kind circular --year 2023 --output 预览\n"
    "duban notices preview --agency sz-jyj --year 2023 --output 预览",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in NoticeKind]),
    help="只预览一种文书：" + "，".join(f"{kind.value} {kind.label}" for kind in NoticeKind) + "。",
)
@click.option("--agency", metavar="机关编号", help="按台账现状预览给这个机关的通知或复查结果。")
@YEAR
@click.option("--output", metavar="文件夹", type=_FOLDER, required=True, help="写到哪个文件夹。")
@click.pass_obj
def preview(
    session: Session, *, kind: str | None, agency: str | None, year: int | None, output: Path
) -> int:
    """预览文书：不写 --agency 和 --year 时用示例，写明时按台账现状；不起草，不记入台账。"""
    wanted = NoticeKind(kind) if kind else None
    for written in _written(session, wanted, agency, year, output):
        for file in written.files:
            click.echo(str(file.path))
        for reason in written.left_out:
            click.echo(reason, err=True)
    return 0


def _written(
    session: Session, kind: NoticeKind | None, agency: str | None, year: int | None, output: Path
) -> tuple[WrittenPaper, ...]:
    config, clock = session.config(), session.clock()
    if agency is not None:
        if kind is not None and kind not in _TO_AGENCIES:
            raise click.UsageError("--agency 只能预览通知或复查结果，其他文书请用示例预览")
        year = year or session.report_year(config)
        return (preview_for_agency(config, clock, agency, year, output),)
    if year is not None:
        if kind is None or kind not in OVERALL:
            kinds = "、".join(kind.value for kind in OVERALL)
            raise click.UsageError(f"只写 --year 时，--kind 应为 {kinds}；其他文书请写 --agency")
        return (preview_overall(config, clock, kind, year, output),)
    with paper_writer(config) as writer:
        papers = (paper for paper in examples() if kind in (None, paper.kind))
        return tuple(writer.write(paper, output) for paper in papers)
