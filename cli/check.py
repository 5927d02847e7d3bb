"""``duban check``: judges report files; needs no database and no network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from audit.case import AuditCase, Publication
from audit.contract import results_json
from audit.model import Outcome, RuleResult, Severity
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.documents import load
from cli.outcomes import told
from config.clock import local_date
from reading.contract import error_json
from reading.errors import DocumentError
from reading.model import ReportReading
from reading.reader import read as read_document
from registry.deadlines import duty_of
from registry.model import Agency, AgencyKind
from workflow.judging import JudgedDocument, judge_document

HAS_ERRORS, UNUSABLE, CRASHED = 1, 2, 3
DAY = click.DateTime(formats=["%Y-%m-%d"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the options say that a bare file does not."""

    agency: str | None
    year: int | None
    kind: AgencyKind | None
    region: str | None
    published: date | None
    as_of: date
    previous: ReportReading | None

    def case(self, year_read: int | None) -> AuditCase:
        """The case of one document; the due date follows from kind and year."""
        year = self.year or year_read
        duty = None
        if self.kind is not None and year is not None:
            agency = Agency(agency_id="", name="", kind=self.kind, region_code=self.region or "")
            duty = duty_of(agency, year)
        return AuditCase(
            held=None,
            as_of=self.as_of,
            names=(self.agency,) if self.agency else (),
            kind=self.kind,
            region_code=self.region,
            given_year=self.year,
            due_date=duty.due_date if duty else None,
            due_basis=duty.basis if duty else None,
            publication=Publication(
                claimed_date=self.published, claimed_basis="填报" if self.published else None
            ),
            previous=self.previous,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """One file as judged, or the reason why it cannot be used."""

    file: str
    judged: JudgedDocument | None = None
    error: DocumentError | None = None

    @property
    def status(self) -> int:
        """The exit status that this file alone would give."""
        if self.judged is None:
            return UNUSABLE
        return _status(self.judged.results)


@click.command(
    cls=ChineseCommand,
    example="duban check 年报.docx --kind department --published 2024-01-30\n"
    "duban check *.html --format json > 结果.json",
)
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--agency", metavar="名称", help="机关全称，默认取文件所写。")
@click.option("--year", type=click.IntRange(2008, 2100), metavar="年度", help="报告年度。")
@click.option("--kind", type=click.Choice([kind.value for kind in AgencyKind]), help="机关类别。")
@click.option("--region", metavar="代码", help="行政区划代码。")
@click.option("--published", type=DAY, metavar="日期", help="公布日期，如 2024-01-30。")
@click.option("--as-of", type=DAY, metavar="日期", help="判断之日，默认为今天。")
@click.option("--previous", metavar="文件", help="上一年度的年报文件。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def check(  # noqa: PLR0913 - one argument an option
    session: Session,
    *,
    files: tuple[str, ...],
    agency: str | None,
    year: int | None,
    kind: str | None,
    region: str | None,
    published: datetime | None,
    as_of: datetime | None,
    previous: str | None,
    form: str,
) -> int:
    """审核年报文件，列出问题、位置和计算过程。"""
    circumstances = Circumstances(
        agency=agency,
        year=year,
        kind=AgencyKind(kind) if kind else None,
        region=region,
        published=published.date() if published else None,
        as_of=as_of.date() if as_of else local_date(session.clock().now()),
        previous=_previous(previous),
    )
    checked = []
    for name in files:
        one = _check(name, circumstances)
        checked.append(one)
        if form == "text":
            click.echo(_told(one))
    if form == "json":
        rows = [_row(one, circumstances) for one in checked]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    return max(one.status for one in checked)


def _previous(name: str | None) -> ReportReading | None:
    if name is None:
        return None
    try:
        return read_document(load(name), name=Path(name).name)
    except DocumentError as error:
        raise click.UsageError(f"上一年度的年报 {name} 不能使用：{error}") from error


def _check(name: str, circumstances: Circumstances) -> CheckedFile:
    short = Path(name).name
    try:
        body = load(name)
        year = read_document(body, name=short).year
        return CheckedFile(file=name, judged=judge_document(body, short, circumstances.case(year)))
    except DocumentError as error:
        return CheckedFile(file=name, error=error)


def _status(results: tuple[RuleResult, ...]) -> int:
    if any(result.outcome is Outcome.CRASHED for result in results):
        return CRASHED
    has_error = any(f.severity is Severity.ERROR for result in results for f in result.findings)
    return HAS_ERRORS if has_error else 0


def _row(one: CheckedFile, circumstances: Circumstances) -> dict[str, object]:
    if one.judged is None:
        return error_json(one.file, one.error) if one.error else {}
    row = results_json(one.judged.results, one.judged.reading, file=one.file)
    given = {"agency": circumstances.agency, "year": circumstances.year}
    return {**row, **{key: value for key, value in given.items() if value is not None}}


def _told(one: CheckedFile) -> str:
    if one.judged is None:
        return f"{one.file}：不能使用：{one.error}"
    return told(one.file, one.judged)
