"""A lab site read without network: its portal, its answers, its list from the home page on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from tiny_site import Asked

from config.clock import SHANGHAI
from portal_lab.answers import Answer, Request
from portal_lab.portal import Attachment, Entry, Portal, newest_first
from spiders.columns import column_links, is_column
from spiders.families.catalogue import families_for
from spiders.families.model import Family, Fetch, ListLink, ListPage, Page
from spiders.markup import is_allowed, shell_target

NOW = datetime(2024, 2, 5, 9, tzinfo=SHANGHAI)
OWNER = "苏镇市水利局"
HOST = "slj.suzhen.gov.cn"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def title(year: int) -> str:
    return f"{OWNER}{year}年政府信息公开工作年度报告"


def report_html(year: int) -> str:
    parts = "".join(f"<h3>{h}</h3><p>{year}年，{OWNER}做好有关工作。</p>" for h in HEADINGS)
    return f"<p>本报告统计期限自{year}年1月1日起至{year}年12月31日止。</p>{parts}"


def report_entry(year: int, **changes: object) -> Entry:
    content: Callable[[], str] | None = lambda: report_html(year)  # noqa: E731
    fields: dict[str, object] = {
        "number": year - 2000,
        "title": title(year),
        "shown_date": date(year + 1, 1, 18),
        "content": content,
        "report_year": year,
        **changes,
    }
    return Entry(**fields)  # type: ignore[arg-type]


def fillers(count: int) -> list[Entry]:
    """Newer than the reports, so that these slip to later pages."""
    return [
        Entry(
            number=100 + i,
            title=f"{OWNER}河道治理事项公示（第{i + 1}期）",
            shown_date=date(2024, 2, 4) - timedelta(days=i // 4),
        )
        for i in range(count)
    ]


def portal_of(
    years: Sequence[int] = (2021, 2022, 2023), count: int = 0, host: str = HOST, **changes: object
) -> Portal:
    reports = [report_entry(year, **changes) for year in years]
    return Portal(host=host, owner=OWNER, entries=newest_first([*reports, *fillers(count)]))


def text_file(year: int) -> Attachment:
    name = f"{title(year)}.txt"
    return Attachment(name=name, content_type="text/plain", make=f"{year}".encode)


class Site(Protocol):
    """What a site of the lab is to these tests."""

    portal: Portal

    def answer(self, request: Request, now: datetime) -> Answer: ...


@dataclass
class Client:
    """Asks one site, keeps cookies, follows redirects; ``asked`` are the requests it made."""

    site: Site
    now: datetime = NOW
    cookies: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"http://{self.site.portal.host}/"

    def ask(self, fetch: Fetch) -> Page:
        url, method, body = fetch.url, fetch.method, fetch.body
        for _ in range(5):
            answer = self._once(url, method, body, fetch.headers)
            headers = {key.lower(): value for key, value in answer.headers}
            if "location" not in headers:
                break
            url, method, body = urljoin(url, headers["location"]), "GET", None
        fragment = urlsplit(fetch.url).fragment
        return Page(
            url=f"{url}#{fragment}" if fragment else url,
            body=answer.body,
            content_type=headers.get("content-type"),
            status=answer.status,
        )

    def get(self, path: str) -> Page:
        return self.ask(Fetch(url=urljoin(self.home, path)))

    def _once(
        self, url: str, method: str, body: str | None, headers: tuple[tuple[str, str], ...]
    ) -> Answer:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = (("Host", parts.netloc), *headers, *((("Cookie", kept),) if kept else ()))
        self.asked.append((method, target))
        answer = self.site.answer(
            Request(
                host=parts.hostname or "",
                target=target,
                method=method,
                headers=sent,
                body=(body or "").encode(),
            ),
            self.now,
        )
        for key, value in answer.headers:
            if key.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
        return answer

    def column(self) -> Page:
        """The column, found from the home page alone."""
        waiting, asked = [(0, self.home)], set[str]()
        while waiting:
            waiting.sort(key=lambda entry: -entry[0])
            _, url = waiting.pop(0)
            if url in asked or not is_allowed(url, (self.site.portal.host,)):
                continue
            asked.add(url)
            page = self.ask(Fetch(url=url))
            while (target := shell_target(page)) is not None:
                page = self.ask(Fetch(url=target))
            if is_column(page):
                return page
            assert len(asked) < 12, asked
            waiting += [(link.score, link.url) for link in column_links(page, (OWNER,))]
        msg = f"no column: {sorted(asked)}"
        raise AssertionError(msg)

    def pages(self, column: Page | None = None) -> tuple[Family, list[ListPage]]:
        """The family that reads the list, and every page of it."""
        page = column or self.column()
        family = next(f for f in families_for(page) if f.first(page).is_valid)
        pages = [family.first(page)]
        waiting = list(pages[0].next)
        while waiting:
            fetch = waiting.pop(0)
            seen = frozenset[str]().union(*(page.addresses for page in pages))
            pages.append(family.more(fetch, self.ask(fetch), seen))
            waiting += pages[-1].next
            assert len(pages) < 40
        return family, pages


def rows(links: Sequence[ListLink]) -> list[tuple[str, date | None]]:
    return [(link.title, link.listed_date) for link in links]


def shown_rows(site: Site, now: datetime = NOW) -> list[tuple[str, date | None]]:
    return [(entry.title, entry.shown_date) for entry in site.portal.shown(now)]


def answering(*sites: Site, now: datetime = NOW) -> Callable[[Asked], bytes | None]:
    """An answerer for ``TinySite``: the sites by host, everything else 502."""
    by_host = {site.portal.host: site for site in sites}

    def answered(asked: Asked) -> bytes | None:
        site = by_host.get(asked.host)
        if site is None:
            return b"HTTP/1.1 502 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        request = Request(
            host=asked.host,
            target=asked.path or "/",
            method=asked.method,
            headers=tuple(asked.headers.items()),
            body=asked.body,
        )
        answer = site.answer(request, now)
        head = [f"HTTP/1.1 {answer.status} X", f"Content-Length: {len(answer.body)}"]
        head += [f"{name}: {value}" for name, value in answer.headers]
        return "\r\n".join([*head, "Connection: close", "", ""]).encode("latin-1") + answer.body

    return answered
