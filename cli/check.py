"""``duban check``: judges report files; needs no database and no network."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import click

from archive.rows import from_plain, to_plain
from audit.case import AuditCase
from audit.circumstances import Publication
from audit.contract import results_json
from audit.model import Outcome, RuleResult, Severity
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.documents import Told, in_turn, limit_options, limits_here, printed
from cli.outcomes import told
from cli.rule_choice import rule_options, with_choice
from config.clock import local_date
from config.settings import AuditSettings
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import ReportReading
from reading.workers.batch import run_limited
from reading.workers.conversion import orders_of
from reading.workers.handed import Handed, read_handed
from reading.workers.limits import Limits
from reading.workers.rows import reading_of_text, reading_text
from registry.deadlines import duty_of
from registry.model import Agency, AgencyKind
from workflow.judging import READERS, Readers, judge_document

HAS_ERRORS, UNUSABLE, CRASHED = 1, 2, 3
TASK = f"{__name__}:task"
"""What is done to each document, in a process of its own."""
DAY = click.DateTime(formats=["%Y-%m-%d"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the options say that a bare file does not; days as ``2024-01-30``.

    ``previous`` is last year's report as read, in JSON; ``settings`` are those of the audit.
    """

    agency: str | None
    year: int | None
    kind: str | None
    region: str | None
    published: str | None
    as_of: str
    previous: str | None
    settings: dict[str, Any] = field(default_factory=dict)

    def case(self, year_read: int | None) -> AuditCase:
        """The case of one document; the due date follows from kind and year."""
        year = self.year or year_read
        kind = AgencyKind(self.kind) if self.kind else None
        duty = None
        if kind is not None and year is not None:
            agency = Agency(agency_id="", name="", kind=kind, region_code=self.region or "")
            duty = duty_of(agency, year)
        return AuditCase(
            held=None,
            as_of=date.fromisoformat(self.as_of),
            names=(self.agency,) if self.agency else (),
            kind=kind,
            region_code=self.region,
            given_year=self.year,
            due_date=duty.due_date if duty else None,
            due_basis=duty.basis if duty else None,
            publication=Publication(
                claimed_date=date.fromisoformat(self.published) if self.published else None,
                claimed_basis="填报" if self.published else None,
            ),
            other_years=self._last_year(year),
            settings=from_plain(AuditSettings, self.settings),
        )

    def _last_year(self, year: int | None) -> dict[int, ReportReading]:
        """The report handed in as last year's, under the year before this one."""
        if self.previous is None or year is None:
            return {}
        return {year - 1: _once_from(self.previous).on(year - 1)}


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
@rule_options
@limit_options
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int | None,
    time_limit: int | None,
    form: str,
) -> int:
    """审核年报文件，列出问题、位置和计算过程。"""
    limits = limits_here(session, time_limit)
    last_year = _last_year(previous, limits) if previous else None
    circumstances = Circumstances(
        agency=agency,
        year=year,
        kind=kind,
        region=region,
        published=published.date().isoformat() if published else None,
        as_of=(as_of.date() if as_of else local_date(session.clock().now())).isoformat(),
        previous=last_year,
        settings=to_plain(with_choice(session.config(), select, ignore).audit),
    )
    judged = in_turn(
        files,
        task=TASK,
        unusable=UNUSABLE,
        jobs=jobs,
        limits=limits,
        label="审核",
        form=form,
        circumstances=asdict(circumstances),
    )
    status = printed(judged, form)
    return max(status, UNUSABLE) if previous and last_year is None else status


def _last_year(name: str, limits: Limits) -> str | None:
    """Last year's report as read, in JSON; ``None``, and a word to the person, without one."""
    with orders_of([name]) as orders:
        (done, *_) = run_limited(f"{__name__}:read_last_year", orders, limits=limits)
    if done.error is not None:
        click.echo(
            f"duban：上一年度的年报 {name} 不能使用，本次审核不与上年比较：{done.error}", err=True
        )
    return done.result


def read_last_year(order: str) -> str:
    """Read last year's report, in a process of its own.

    Raises:
        DocumentError: it cannot be used.
    """
    found = read_handed(Handed.of(order))
    if isinstance(found, tuple):
        raise DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT, "是压缩包，请指明其中的一份年报文件"
        )
    return reading_text(found.reading)


@lru_cache(maxsize=1)
def _once_from(text: str) -> ReportReading:
    """Last year's report; each process takes it up once."""
    return reading_of_text(text)


def task(order: str) -> str | tuple[str, ...]:
    """Judge one document, in a process of its own; for an archive its members are to be judged."""
    given = json.loads(order)
    more = {"form": given["form"], "circumstances": given["circumstances"]}
    found = read_handed(Handed.of(order))
    if isinstance(found, tuple):
        return tuple(member.order(**more) for member in found)
    circumstances = Circumstances(**given["circumstances"])
    shown = found.handed.shown
    judged = judge_document(
        found.body,
        found.handed.short,
        circumstances.case(found.reading.year),
        readers=Readers(
            first=_Already(found.reading.on(circumstances.year)), second=READERS.second
        ),
    )
    status = _status(judged.results)
    if given["form"] == "text":
        return Told(status=status, text=told(shown, judged)).result()
    row = results_json(judged.results, judged.reading, file=shown)
    own = {"agency": circumstances.agency, "year": circumstances.year}
    row |= {key: value for key, value in own.items() if value is not None}
    return Told(status=status, row=row).result()


@dataclass(frozen=True, slots=True)
class _Already:
    """A first reader for a document that is read already."""

    reading: ReportReading

    def __call__(self, body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
        """The reading that is there."""
        del body, name, content_type
        return self.reading


def _status(results: tuple[RuleResult, ...]) -> int:
    if any(result.outcome is Outcome.CRASHED for result in results):
        return CRASHED
    has_error = any(
        f.severity is Severity.ERROR
        for result in results
        if not result.is_shadow
        for f in result.findings
    )
    return HAS_ERRORS if has_error else 0
