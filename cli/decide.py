"""``duban decide``: a person's decision on a finding."""

from __future__ import annotations

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger, finding_named
from ledger.decisions import decision_on
from ledger.model import Verdict


@click.command(
    cls=ChineseCommand,
    example="duban decide 1f3a --upheld --by 张三 --reason 已与该机关核对\n"
    "duban decide 1f3a --rejected --by 张三 --reason 附件中另有说明",
)
@click.argument("finding", metavar="问题标识")
@click.option("--upheld", is_flag=True, help="认定属实。")
@click.option("--rejected", is_flag=True, help="认定不属实。")
@click.option("--by", required=True, metavar="姓名", help="认定人。")
@click.option("--reason", required=True, metavar="说明", help="理由。")
@click.pass_obj
def decide(
    session: Session, *, finding: str, upheld: bool, rejected: bool, by: str, reason: str
) -> None:
    """记录对一项问题的人工认定；认定只增加，不修改。"""
    if upheld == rejected:
        raise click.UsageError("请在 --upheld（属实）和 --rejected（不属实）中写一个")
    person, why = " ".join(by.split()), " ".join(reason.split())
    if not person or not why:
        raise click.UsageError("--by 和 --reason 不能为空")
    verdict = Verdict.UPHELD if upheld else Verdict.REJECTED
    with existing_ledger(session) as ledger:
        row = finding_named(ledger, finding)
        at = session.clock().now()
        ledger.record_decision(decision_on(row, verdict, by=person, at=at, reason=why))
    click.echo(
        f"已记录：{row.agency_name} {row.year} {row.rule} {row.fingerprint} 认定{verdict.label}。"
    )
