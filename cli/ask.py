"""``duban ask``: the saved questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from audit.catalogue import CATALOGUE
from cli.answers import FORCE, FORMS, OUTPUT, existing_reader, give
from cli.chinese import ChineseCommand
from cli.context import Session
from ledger.asking import LedgerReader, Listing
from ledger.questions.catalogue import question_named, questions
from ledger.questions.page import questions_page
from ledger.questions.words import RULE, with_remarks
from workflow.telling import imprecise_rules

_MARKDOWN = "markdown"


@click.command(
    cls=ChineseCommand,
    example="duban ask\nduban ask on-time-rate --param by=地区\n"
    "duban ask 哪些机关没有见到年报 --param 年度=2023 --format xlsx --output 未见年报.xlsx",
)
@click.argument("name", required=False, metavar="[名称]")
@click.option(
    "--param", "written", multiple=True, metavar="参数=值", help="问题的参数，可以写多个。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, _MARKDOWN]),
    default="table",
    help="输出形式；markdown 只用于列出全部问题。",
)
@OUTPUT
@FORCE
@click.pass_obj
def ask(
    session: Session,
    *,
    name: str | None,
    written: tuple[str, ...],
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """按常用查询查台账；不写名称时列出全部常用查询。"""
    if name is None:
        if written or output is not None:
            raise click.UsageError("请写明要问的是哪个常用查询；用 duban ask 查看全部")
        click.echo(questions_page() if form == _MARKDOWN else _list(), nl=False)
        return
    if form == _MARKDOWN:
        raise click.UsageError("markdown 只用于列出全部常用查询")
    question = question_named(name)
    with existing_reader(session) as reader:
        listing = reader.ask(question, _pairs(written))
        if RULE in listing.columns:
            listing = _remarked(listing, reader, session)
    give(listing, form, output, may_replace=force)


def _remarked(listing: Listing, reader: LedgerReader, session: Session) -> Listing:
    """Notices leave out what imprecise rules found; here it is listed, and said so."""
    imprecise = imprecise_rules(CATALOGUE, reader.precisions(), session.config().audit)
    rows = with_remarks(listing.columns, listing.rows, imprecise)
    return replace(listing, rows=rows)


def _pairs(written: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in written:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise click.UsageError(f"--param 应写成 参数=值，而不是“{text}”")
        pairs[name.strip()] = value
    return pairs


def _list() -> str:
    lines = []
    for question in questions():
        lines.append(f"{question.name}  {question.title}")
        lines += [
            f"    --param {p.name}=…  {p.label}，默认{p.default}：{p.meaning}；可写 {p.takes}"
            for p in question.parameters
        ]
    lines.append(f"共 {len(questions())} 个；各项的说明见 docs/questions.md。")
    return "\n".join(lines) + "\n"
