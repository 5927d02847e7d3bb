"""``duban evidence``: a package of evidence for a finding, or for where an agency stands."""

from __future__ import annotations

from pathlib import Path

import click

from archive.store import Archive
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.explain import finding_json
from cli.named_finding import existing_ledger, finding_named
from cli.summaries import YEAR
from ledger.model import CaseRow
from ledger.store import Ledger
from workflow.evidence_package import (
    Matter,
    file_name,
    matter_of_case,
    matter_of_finding,
    pack_evidence,
)
from workflow.explanation import explanation_of


@click.command(
    cls=ChineseCommand,
    example="duban evidence 1f3a --out 证据.zip\nduban evidence --agency 苏镇市教育局 --year 2023",
)
@click.argument("finding", metavar="[问题标识]", required=False)
@click.option("--agency", metavar="名称", help="机关全称或编号：取该机关公布情况的证据。")
@YEAR
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到哪个文件，默认为输出文件夹下的 evidence 文件夹。",
)
@click.pass_obj
def evidence(
    session: Session, *, finding: str | None, agency: str | None, year: int | None, out: Path | None
) -> None:
    """把一项问题或者公布情况的存证打成证据包，没有本系统也能核验。"""
    if (finding is None) == (agency is None):
        raise click.UsageError("问题标识和 --agency 须写一个，也只能写一个")
    config = session.config()
    with existing_ledger(session) as ledger:
        if finding is not None:
            matter = _of_finding(ledger, finding)
        else:
            wanted = year or session.report_year(config)
            matter = matter_of_case(ledger, _case(ledger, agency or "", wanted))
        path = out or config.reports_dir / "evidence" / file_name(matter)
        packed = pack_evidence(Archive(config.archive_dir), matter, path)
    pictures = f"，页面截图 {packed.screenshots} 幅" if packed.screenshots else "，没有页面截图"
    click.echo(f"已写出证据包 {packed.path}：存证 {packed.captures} 项{pictures}。")
    click.echo("核验：解压缩后在其中运行 python3 verify.py。")


def _of_finding(ledger: Ledger, name: str) -> Matter:
    row = finding_named(ledger, name)
    return matter_of_finding(ledger, row, finding_json(explanation_of(ledger, row)))


def _case(ledger: Ledger, agency: str, year: int) -> CaseRow:
    for case in ledger.cases(year):
        if agency in (case.agency_id, case.agency_name):
            return case
    raise click.UsageError(f"台账中没有“{agency}”{year}年度的核查结果")
