"""What a survey of a site proposes for the registry (栏目建议), as it travels from the child.

A survey looks for the column as a visit does, and opens no report. It has a folder of its own:
nothing of it goes into the evidence of the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.errors import ArchiveError
from archive.model import Visit
from archive.rows import from_line
from spiders.job import CrawlJob
from spiders.process import run_crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyScore:
    """How well a family knows a page; ``entries`` are those it reads from the page itself."""

    name: str
    label: str
    score: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """A report in the list, by its title; ``years`` are those it names."""

    title: str
    url: str
    years: tuple[int, ...]
    listed_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenColumn:
    """A page that was opened, with what says that it is the column of the reports.

    ``title`` is that of the page, ``trail`` the breadcrumb, ``tags`` its meta tags. ``family`` read
    the list, ``families`` are all that know the page, best first. ``listed`` entries were read of
    ``declared``; ``trouble`` says why the list is not whole.
    """

    url: str
    title: str
    trail: tuple[str, ...]
    tags: Mapping[str, str]
    is_column: bool
    families: tuple[FamilyScore, ...]
    family: str | None = None
    listed: int = 0
    declared: int | None = None
    trouble: str | None = None
    reports: tuple[ListedReport, ...] = ()
    site_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What came of a survey; without a ``column`` the ``reason`` says why."""

    tried: tuple[str, ...]
    column: SeenColumn | None = None
    reason: str | None = None


def survey(job: CrawlJob, path: Path) -> Survey:
    """Crawl the one place of ``job``, whose ``survey`` is written to ``path``.

    Raises:
        ArchiveError: the folder cannot be written.
    """
    heard: list[Visit] = []
    status = run_crawl(job, heard.append)
    tried = tuple(dict.fromkeys(way for visit in heard for way in visit.tried))
    reason = next((visit.reason for visit in heard if visit.reason), None)
    try:
        column = from_line(SeenColumn, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        told = reason or f"采集程序提前结束（状态 {status}）"
        return Survey(tried=tried, reason=told)
    except (OSError, ArchiveError) as error:
        return Survey(tried=tried, reason=f"查找结果读不出来：{error}")
    return Survey(tried=tried, column=column, reason=None if column.is_column else reason)
