"""``duban demo``: the main job over the portal lab, from nothing to the board."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from cli.summaries import status_of
from config.clock import SHANGHAI
from config.errors import DubanError
from config.settings import Config
from portal_lab.country import Country, GivenDocument, build_country, country_of_documents
from portal_lab.lab import Lab
from portal_lab.truth import REPORT_YEAR, VISIT_ONE, VISIT_TWO
from reading.errors import DocumentError
from reading.reader import read as read_document
from registry.model import Registry
from workflow.run import run_visits
from workflow.summary import RunSummary

OFFICE, CONTACT = "苏镇市人民政府办公室", "（演示）0000-1234567"
# Portals that never answer, or let no browser in, are part of the demonstration; nobody should wait
# a minute for them.
TIMEOUT_SECONDS, CHALLENGE_SECONDS = 8.0, 20.0
_CONTENT_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".wps": "application/msword",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One report year: who is watched and when the two visits are made."""

    year: int
    registry: Registry
    instants: tuple[datetime, ...]


@click.command(cls=ChineseCommand, example="duban demo\nduban demo --documents 年报文件夹")
@click.option(
    "--documents",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="改由模拟网站公布该文件夹中的年报。",
)
@click.option("--without-browser", is_flag=True, help="不使用浏览器。")
@click.pass_obj
def demo(session: Session, *, folder: Path | None, without_browser: bool) -> int:
    """在本机的模拟网站上完整运行一遍，不访问互联网。"""
    country = _country_of(folder) if folder else build_country()
    config = _fresh(session.config(), is_render_allowed=not without_browser)
    click.echo("模拟网站已就绪，隔一天访问两次；全部在本机，不访问互联网。", err=True)
    summaries: list[RunSummary] = []
    with Lab(country) as lab:
        config = replace(config, crawl=replace(config.crawl, proxy=lab.proxy_url))
        for journey in _journeys(country):
            summaries += run_visits(
                config,
                journey.registry,
                journey.instants,
                lab.set_now,
                progress_here(),
                years=(journey.year,),
            )
    for summary in summaries:
        click.echo("\n".join(summary.lines()))
    _tell_where(config, summaries)
    return status_of(summaries)


def _journeys(country: Country) -> Iterator[Journey]:
    """The report years of the country, each visited twice in the February after it."""
    registry = country.registry()
    for year in sorted({truth.year for truth in country.truth}):
        here = {truth.agency_id for truth in country.truth if truth.year == year}
        yield Journey(
            year=year,
            registry=replace(
                registry,
                agencies={k: v for k, v in registry.agencies.items() if k in here},
                places={k: v for k, v in registry.places.items() if v.agency_id in here},
            ),
            instants=tuple(
                at.replace(year=year + 1, tzinfo=SHANGHAI) for at in (VISIT_ONE, VISIT_TWO)
            ),
        )


def _fresh(config: Config, *, is_render_allowed: bool) -> Config:
    """A configuration whose folders are the demonstration's own, emptied of the last one."""
    data_dir, reports_dir = config.data_dir / "demo", config.reports_dir / "demo"
    with _explained(data_dir, reports_dir):
        for folder in (data_dir, reports_dir):
            if folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder)
            folder.mkdir(parents=True, exist_ok=True)
    return replace(
        config,
        data_dir=data_dir,
        reports_dir=reports_dir,
        report_year=REPORT_YEAR,
        office=replace(config.office, name=OFFICE, contact=CONTACT),
        crawl=replace(
            config.crawl,
            delay_seconds=0.0,
            delay_jitter=0.0,
            timeout_seconds=TIMEOUT_SECONDS,
            challenge_seconds=CHALLENGE_SECONDS,
            is_render_allowed=is_render_allowed,
        ),
    )


@contextmanager
def _explained(*folders: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DubanError(
            f"演示用的文件夹不能写入（{'、'.join(map(str, folders))}）：{error.strerror}"
        ) from error


def _country_of(folder: Path) -> Country:
    """A country that publishes the reports of a folder; what is no report is told and left out."""
    documents = tuple(_documents(sorted(path for path in folder.iterdir() if path.is_file())))
    if not documents:
        raise DubanError(f"{folder}：没有可用的年报")
    return country_of_documents(documents)


def _documents(paths: Sequence[Path]) -> Iterator[GivenDocument]:
    for path in paths:
        body = path.read_bytes()
        try:
            reading = read_document(body, name=path.name)
        except DocumentError as error:
            click.echo(f"{path.name}：略过：{error}", err=True)
            continue
        if reading.agency is None or reading.year is None:
            click.echo(f"{path.name}：略过：不能确定机关或年度", err=True)
            continue
        yield GivenDocument(
            agency_name=reading.agency,
            year=reading.year,
            file_name=path.name,
            body=body,
            content_type=_CONTENT_TYPES.get(path.suffix.lower(), "application/octet-stream"),
        )


def _tell_where(config: Config, summaries: Sequence[RunSummary]) -> None:
    boards = dict.fromkeys(year.board for summary in summaries for year in summary.years)
    click.echo("")
    click.echo("请用浏览器打开看板，从中可进入各机关的通知代拟稿：")
    for board in boards:
        click.echo(f"  {board}")
    click.echo(f"证据和台账：{config.data_dir}")
