"""Many hosts for load: small static sites, alike but for the name, made when they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from html import escape

from portal_lab.answers import HTML, Answer, Request, not_found, page
from portal_lab.faults import Fault
from portal_lab.generator import Author, reports_of
from portal_lab.markup import GROUP
from portal_lab.render_html import Hand, report_html
from portal_lab.served import Security
from registry.model import Agency, AgencyKind, Place, Registry

_DOMAIN = "many.gov.cn"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_MODEL = "苏镇市样板局"
YEARS = (2023, 2024, 2025)
COLUMN = "/zfxxgk/nb/index.html"
_ROBOTS = Answer(headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nAllow: /\n")


@dataclass(frozen=True, kw_only=True)
class ManyHosts:
    """``hosts`` sites with a home page, a list and a report for each of three years."""

    hosts: int
    seed: int = 1
    faults: tuple[Fault, ...] = ()
    security: Mapping[str, Security] = field(default_factory=dict)

    def answer(self, request: Request, now: datetime) -> Answer | None:
        """The answer, always the same; 304 for who has the page already."""
        del now
        number = self._number(request.host)
        if number is None:
            return None
        if request.path == "/robots.txt":
            return _ROBOTS
        text = self._page(request.path, name_of(number))
        if text is None:
            return not_found()
        answer = page(text)
        tag = f'"{sha256(answer.body).hexdigest()[:20]}"'
        headers = (("Content-Type", HTML), ("ETag", tag))
        if request.header("If-None-Match") == tag:
            return Answer(status=304, headers=headers)
        return Answer(headers=headers, body=answer.body)

    def registry(self) -> Registry:
        """Every host as a place of an agency of its own, its column known."""
        numbers = range(self.hosts)
        return Registry(
            agencies={_agency_id(n): _agency(n) for n in numbers},
            places={f"{_agency_id(n)}-site": _place(n) for n in numbers},
        )

    def urls(self) -> Iterator[str]:
        """Every address that a visit for all years needs, host after host."""
        for number in range(self.hosts):
            for path in ("/robots.txt", "/", COLUMN, *map(_report_path, YEARS)):
                yield f"http://{host_of(number)}{path}"

    def _number(self, host: str) -> int | None:
        digits = host.removesuffix(f".{_DOMAIN}").removeprefix("p")
        is_ours = host.endswith(f".{_DOMAIN}") and digits.isascii() and digits.isdigit()
        return int(digits) if is_ours and int(digits) < self.hosts else None

    @cached_property
    def _reports(self) -> Mapping[str, str]:
        author = Author(name=_MODEL, self_name="我局", topics=("服务", "监管", "执法"))
        reports = reports_of(author, range(YEARS[0], YEARS[-1] + 1), self.seed)
        return {
            _report_path(year): _article(report.title, year, report_html(report, Hand.PLAIN))
            for year, report in reports.items()
        }

    def _page(self, path: str, name: str) -> str | None:
        if path == "/":
            return _home(name)
        if path == COLUMN:
            return _list(name)
        report = self._reports.get(path)
        return report.replace(_MODEL, name) if report else None


def build_many(hosts: int = 5000, seed: int = 1) -> ManyHosts:
    """As many hosts; nothing is made before it is asked for."""
    return ManyHosts(hosts=hosts, seed=seed)


def host_of(number: int) -> str:
    """The name of a host."""
    return f"p{number:05d}.{_DOMAIN}"


def name_of(number: int) -> str:
    """The name of its agency, which holds no digit that could be taken for a year."""
    return f"苏镇市{''.join(_STEMS[int(digit)] for digit in f'{number:05d}')}局"


def _agency_id(number: int) -> str:
    return f"p{number:05d}"


def _agency(number: int) -> Agency:
    return Agency(
        agency_id=_agency_id(number),
        name=name_of(number),
        kind=AgencyKind.DEPARTMENT,
        region_code="990000",
    )


def _place(number: int) -> Place:
    home = f"http://{host_of(number)}/"
    return Place(
        place_id=f"{_agency_id(number)}-site",
        agency_id=_agency_id(number),
        home_url=home,
        column_url=f"{home}{COLUMN[1:]}",
        hosts=(host_of(number),),
    )


def _report_path(year: int) -> str:
    return f"/zfxxgk/nb/{year}.html"


def _home(name: str) -> str:
    links = "".join(
        f'<li><a href="{href}">{word}</a></li>'
        for word, href in zip(GROUP, ("/zn/", "/zd/", "/gk/", COLUMN), strict=True)
    )
    body = f'<h1>{name}</h1><div class="zwgk"><h3>政府信息公开</h3><ul>{links}</ul></div>'
    return _document(name, body)


def _list(name: str) -> str:
    rows = "".join(
        f'<li><a href="{_report_path(year)}">{name}{year}年政府信息公开工作年度报告</a>'
        f"<span>{year + 1}-01-16</span></li>"
        for year in reversed(YEARS)
    )
    body = (
        f'<h2>政府信息公开年报</h2><ul class="list">{rows}</ul>'
        f'<div class="pager">共{len(YEARS)}条 第1/1页</div>'
    )
    return _document(f"政府信息公开年报-{name}", body)


def _article(title: str, year: int, content: str) -> str:
    body = (
        f"<h1>{escape(title)}</h1><div>发布日期：{year + 1}-01-16</div>"
        f'<div id="zoom">{content}</div>'
    )
    return _document(title, body)


def _document(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )
