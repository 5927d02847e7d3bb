"""A fictitious agency's site for the crawl tests: home, column, list, reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from tiny_site import Asked, TinySite, answer

from archive.model import Capture, Visit, VisitClass
from archive.store import Archive
from config.clock import SHANGHAI
from config.settings import CrawlSettings
from registry.model import Agency, AgencyKind, Duty, Place
from spiders.job import CrawlJob
from spiders.outcome import LOOKED_EVERYWHERE
from spiders.process import run_crawl

HOST = "jyj.suzhen.gov.cn"
HOME = f"http://{HOST}/"
COLUMN = f"http://{HOST}/zfxxgk/nb/"
ROBOTS, NB, PAGE = "/robots.txt", "/zfxxgk/nb/", "/zfxxgk/nb/2023.html"
TITLE = "苏镇市教育局2023年政府信息公开工作年度报告"
AGENCY = Agency(
    agency_id="jyj", name="苏镇市教育局", kind=AgencyKind.DEPARTMENT, region_code="329900"
)
PLACE = Place(place_id="jyj-own", agency_id="jyj", home_url=HOME, column_url=COLUMN, hosts=(HOST,))
DUTY = Duty(agency_id="jyj", year=2023, due_date=date(2024, 1, 31), basis="条例第四十九条第一款")
VISIT_ONE = datetime(2024, 2, 5, 9, tzinfo=SHANGHAI)
VISIT_TWO = datetime(2024, 2, 6, 10, tzinfo=SHANGHAI)
AGENT = "DubanReportCollector/0.1 (+https://office.example/duban; duban@office.example)"
# Quick and honest: no pause, short patience.
CRAWL = CrawlSettings(user_agent=AGENT, delay_seconds=0.0, timeout_seconds=5.0, deadline_seconds=90)

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
HOME_PAGE = """<!DOCTYPE html><html><head><title>苏镇市教育局</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/xwzx/">新闻中心</a></div>
<ul class="open"><li><a href="/zfxxgk/zn/">政府信息公开指南</a></li>
<li><a href="/zfxxgk/zd/">政府信息公开制度</a></li>
<li><a href="/zfxxgk/fd/">法定主动公开内容</a></li>
<li><a href="/zfxxgk/nb/">政府信息公开年报</a></li></ul>
<p>苏镇市教育局主办　联系电话见网站底部</p></body></html>"""


def report_page(
    year: int = 2023, agency: str = "苏镇市教育局", published: str = "2024-01-20"
) -> str:
    """A report as a web page."""
    title = f"{agency}{year}年政府信息公开工作年度报告"
    parts = "".join(
        f"<p><b>{heading}</b></p><p>{year}年，{agency}认真做好有关工作，情况正常。</p>"
        for heading in HEADINGS
    )
    return (
        f'<!DOCTYPE html><html><head><title>{title}</title><meta name="ArticleTitle" '
        f'content="{title}"></head><body><h1>{title}</h1><p>发布日期：{published}</p>'
        f'<div id="zoom"><p>本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。</p>'
        f"{parts}</div></body></html>"
    )


def list_page(rows: Sequence[tuple[str, str, str]], pager: str = "") -> str:
    """A column page; rows are address, title and date."""
    items = "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>'
        for url, title, day in rows
    )
    return (
        "<!DOCTYPE html><html><head><title>政府信息公开年报</title>"
        '<meta name="ColumnName" content="政府信息公开年报"></head><body>'
        f'<div class="list"><ul>{items}</ul></div>{pager}</body></html>'
    )


def attached(name: str) -> str:
    return (
        f'<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">'
        f'<p>发布日期：2024-01-20</p><p><a href="{name}">{TITLE}</a></p></div></body></html>'
    )


def row(year: int, day: str, path: str | None = None) -> tuple[str, str, str]:
    title = f"苏镇市教育局{year}年政府信息公开工作年度报告"
    return (path or f"/zfxxgk/nb/{year}.html", title, day)


OLD_ROWS = (row(2022, "2023-01-18"), row(2021, "2022-01-19"))
Pages = Mapping[str, bytes | str | None]


def portal(changes: Pages | None = None, rows: Sequence[tuple[str, str, str]] = ()) -> Pages:
    """The site: the 2023 report stands on it unless ``changes`` say otherwise."""
    return {
        "/robots.txt": answer(status=404),
        "/": HOME_PAGE,
        "/zfxxgk/nb/": list_page(rows or (row(2023, "2024-01-20"), *OLD_ROWS)),
        "/zfxxgk/nb/2023.html": report_page(),
        "/zfxxgk/nb/2022.html": report_page(2022, published="2023-01-18"),
        "/zfxxgk/nb/2021.html": report_page(2021, published="2022-01-19"),
        **(changes or {}),
    }


def serving(pages: Pages) -> Callable[[Asked], bytes | None]:
    """Answers by path; ``None`` hangs, text is a page, an unknown path is 404."""

    def answered(asked: Asked) -> bytes | None:
        if asked.path not in pages:
            return answer("<html><body>404</body></html>", status=404)
        found = pages[asked.path]
        return answer(found) if isinstance(found, str) else found

    return answered


@dataclass
class Crawled:
    """One run over the tiny site."""

    visits: tuple[Visit, ...]
    status: int
    asked: list[Asked]
    job: CrawlJob
    heard: list[Visit] = field(default_factory=list)

    @property
    def visit(self) -> Visit:
        (visit,) = self.visits
        return visit


def job_for(folder: Path, proxy: str, **changes: object) -> CrawlJob:
    """The standard job, with what a test changes."""
    job = CrawlJob(
        run_id="run-1",
        years=(2023,),
        started_at=VISIT_ONE,
        archive_root=folder / "archive",
        places=(PLACE,),
        agencies=(AGENCY,),
        duties=(DUTY,),
        crawl=replace(CRAWL, proxy=proxy),
    )
    return replace(job, **changes)  # type: ignore[arg-type]


def crawl(folder: Path, pages: Pages, **changes: object) -> Crawled:
    """Run the child over ``pages``, served through a proxy that gives nothing else."""
    with TinySite(serving(pages)) as site:
        return crawl_site(folder, site, **changes)


def crawl_site(folder: Path, site: TinySite, **changes: object) -> Crawled:
    settings = changes.pop("crawl", CRAWL)
    job = job_for(folder, site.url, **changes)
    job = replace(job, crawl=replace(settings, proxy=site.url))  # type: ignore[type-var]
    heard: list[Visit] = []
    status = run_crawl(job, heard.append, grace=5.0)
    return Crawled(visits=tuple(heard), status=status, asked=site.asked, job=job)


def crawl_hosts(
    folder: Path, sites: Mapping[str, Pages], unseen_before: Visit | None = None
) -> Crawled:
    """One run over many sites, each a place named by its key on a host of its own."""
    hosts = {f"site{number}.suzhen.gov.cn": name for number, name in enumerate(sites)}
    places = tuple(
        replace(
            PLACE,
            place_id=name,
            home_url=f"http://{host}/",
            column_url=f"http://{host}/zfxxgk/nb/",
            hosts=(host,),
        )
        for host, name in hosts.items()
    )

    def answered(asked: Asked) -> bytes | None:
        return serving(sites[hosts[asked.host]])(asked)

    earlier = [replace(unseen_before, place_id=name) for name in sites] if unseen_before else []
    with TinySite(answered) as site:
        return crawl_site(
            folder,
            site,
            places=places,
            earlier=tuple(earlier),
            started_at=VISIT_TWO,
            crawl=replace(CRAWL, timeout_seconds=2.0),
        )


# What a former visit must have been for this one to be able to say "absent".
UNSEEN_BEFORE = Visit(
    run_id="run-0",
    place_id=PLACE.place_id,
    agency_id="jyj",
    year=2023,
    visit_class=VisitClass.NOT_SEEN,
    started_at=VISIT_ONE.astimezone(UTC),
    ended_at=VISIT_ONE.astimezone(UTC),
    flags=(LOOKED_EVERYWHERE,),
)


def captures(run: Crawled) -> dict[str, Capture]:
    found = Archive(run.job.archive_root).captures("run-1")
    return {capture.capture_id: capture for capture in found}


def paths(run: Crawled) -> list[str]:
    return [asked.path for asked in run.asked]
