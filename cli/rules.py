"""``duban rules``: the catalogue, or the page of one rule."""

from __future__ import annotations

import json

import click

from audit.catalogue import CATALOGUE, rule_named
from audit.rule import PAGE_HEADINGS, Rule
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.precision import precision_json, precision_text

HEADING_LABELS = {
    "Requirement": "要求",
    "What it looks at": "核查内容",
    "Not applicable": "不适用",
    "Not a defect": "不算问题",
    "Example": "示例",
    "How to correct": "如何改正",
}


@click.command(
    cls=ChineseCommand, example="duban rules\nduban rules CON01\nduban rules --precision"
)
@click.argument("code", required=False, metavar="[规则代码]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="输出形式。",
)
@click.option("--precision", is_flag=True, help="列出各规则经人工认定属实的比例及其状态。")
@click.pass_obj
def rules(session: Session, *, code: str | None, form: str, precision: bool) -> None:
    """列出全部审核规则，或显示一条规则的说明。"""
    chosen = (rule_named(code),) if code else CATALOGUE
    if precision:
        click.echo(_precision(session, chosen, form))
    elif form == "json":
        click.echo(json.dumps([_row(rule) for rule in chosen], ensure_ascii=False, indent=1))
    elif form == "markdown":
        click.echo(_book(chosen), nl=False)
    elif code:
        click.echo(_page(chosen[0]))
    else:
        for rule in chosen:
            click.echo(f"{rule.code}  {rule.at_most.label}  {rule.title}")


def _precision(session: Session, chosen: tuple[Rule, ...], form: str) -> str:
    if form == "markdown":
        raise click.UsageError("--precision 只能用 text 或 json 输出")
    with existing_ledger(session) as ledger:
        known = ledger.precisions()
    table = precision_json if form == "json" else precision_text
    return table(chosen, known, session.config().audit)


def _editions(rule: Rule) -> str:
    return "、".join(f"{edition.name}年版" for edition in rule.editions)


def _row(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.code,
        "version": rule.version,
        "title": rule.title,
        "family": rule.family.label,
        "severity": rule.at_most.value,
        "basis": rule.basis,
        "editions": [edition.name for edition in rule.editions],
        "page": {heading: rule.section(heading) for heading in PAGE_HEADINGS},
    }


def _book(chosen: tuple[Rule, ...]) -> str:
    """The catalogue as ``docs/rules.md``."""
    lines = ["# 审核规则", "", "本文件由 `duban rules --format markdown` 生成。", ""]
    for rule in chosen:
        lines += [f"## {rule.code} {rule.title}", ""]
        lines += [
            (
                f"{rule.family.label}；最高程度：{rule.at_most.label}；版本 {rule.version}；"
                f"适用 {_editions(rule)}；依据：{rule.basis}。"
            ),
            "",
        ]
        for heading in PAGE_HEADINGS:
            lines += [f"**{HEADING_LABELS[heading]}**：{rule.section(heading)}", ""]
    return "\n".join(lines)


def _page(rule: Rule) -> str:
    lines = [
        f"{rule.code} {rule.title}",
        f"类别：{rule.family.label}  最高程度：{rule.at_most.label}  版本：{rule.version}",
        f"适用格式：{_editions(rule)}",
        f"依据：{rule.basis}",
    ]
    for heading in PAGE_HEADINGS:
        lines += ["", HEADING_LABELS[heading], f"  {rule.section(heading)}"]
    return "\n".join(lines)
