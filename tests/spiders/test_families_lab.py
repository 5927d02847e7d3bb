"""The families against the portal lab, without network: every list is read to its declared end."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

import pytest

from archive.model import DateBasis
from config.clock import SHANGHAI
from portal_lab.answers import Request
from portal_lab.country import Country, Inhabitant, build_country
from spiders.article import Article, read_article
from spiders.columns import column_links, is_column
from spiders.families.catalogue import families_for
from spiders.families.model import Fetch, ListLink, ListPage, Page, distinct_links, is_complete
from spiders.markup import is_allowed
from spiders.search_answers import is_search_answer, search_links
from spiders.site_search import search_fetch
from spiders.titles import TitleVerdict, judge_title

NOW = datetime(2024, 2, 5, 9, tzinfo=SHANGHAI)
QUERY = "政府信息公开工作年度报告"
COUNTRY = build_country()
# A single-page application shows nothing without a browser; see the tests of the whole crawl.
READABLE = [i for i in COUNTRY.inhabitants if type(i.site).__name__ != "SinglePage"]


def ask(fetch: Fetch, country: Country = COUNTRY) -> Page:
    """The lab's answer, redirects followed; faults of transport are left out."""
    url = fetch.url
    for _ in range(5):
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = country.answer(
            Request(
                host=parts.hostname or "",
                target=target or "/",
                method=fetch.method,
                headers=fetch.headers,
                body=(fetch.body or "").encode(),
            ),
            NOW,
        )
        assert answer is not None
        headers = {key.lower(): value for key, value in answer.headers}
        if "location" not in headers:
            break
        url = urljoin(url, headers["location"])
    return Page(
        url=url,
        body=answer.body,
        content_type=headers.get("content-type"),
        status=answer.status,
    )


def column_of(inhabitant: Inhabitant) -> Page:
    """The column, found from the home page alone."""
    home = inhabitant.place.home_url
    waiting, asked = [(0, home)], set[str]()
    while waiting:
        waiting.sort(key=lambda entry: -entry[0])
        _, url = waiting.pop(0)
        if url in asked or not is_allowed(url, (urlsplit(home).hostname or "",)):
            continue
        asked.add(url)
        page = ask(Fetch(url=url))
        if is_column(page):
            return page
        assert len(asked) < 10
        waiting += [(link.score, link.url) for link in column_links(page, inhabitant.agency.names)]
    pytest.fail(f"no column: {sorted(asked)}")


def pages_of(column: Page) -> list[ListPage]:
    family = families_for(column)[0]
    pages = [family.first(column)]
    waiting = list(pages[0].next)
    while waiting:
        fetch = waiting.pop(0)
        seen = frozenset(link.url for link in distinct_links(pages))
        pages.append(family.more(fetch, ask(fetch), seen))
        waiting += pages[-1].next
    return pages


def listed_report(inhabitant: Inhabitant) -> ListLink | None:
    names = inhabitant.agency.names
    links = distinct_links(pages_of(column_of(inhabitant)))
    verdicts = [(judge_title(link.title, 2023, names).verdict, link) for link in links]
    return next((link for verdict, link in verdicts if verdict is TitleVerdict.MATCH), None)


@pytest.mark.parametrize("inhabitant", READABLE, ids=lambda i: i.agency.agency_id)
def test_the_whole_list_is_read(inhabitant: Inhabitant):
    pages = pages_of(column_of(inhabitant))
    shown = inhabitant.site.portal.shown(NOW)

    assert [(link.title, link.listed_date) for link in distinct_links(pages)] == [
        (entry.title, entry.shown_date) for entry in shown
    ]
    assert is_complete(pages)


@pytest.mark.parametrize("inhabitant", READABLE, ids=lambda i: i.agency.agency_id)
def test_the_report_and_nothing_else_is_named(inhabitant: Inhabitant):
    entry = inhabitant.entry_of(2023)
    is_shown = entry is not None and entry.appears_at <= NOW
    link = listed_report(inhabitant)

    assert (link.title if link else None) == (entry.title if entry and is_shown else None)


@pytest.mark.parametrize("inhabitant", READABLE, ids=lambda i: i.agency.agency_id)
def test_the_article_says_when_and_holds_or_offers_the_report(inhabitant: Inhabitant):
    link = listed_report(inhabitant)
    entry = inhabitant.entry_of(2023)
    if link is None or entry is None:
        assert entry is None or entry.appears_at > NOW
        return
    article: Article = read_article(ask(Fetch(url=link.url)))

    assert article.title == entry.title
    assert article.claimed_dates[DateBasis.LABEL] == entry.shown_date
    assert set(article.claimed_dates.values()) == {entry.shown_date}
    files = [attachment.name for attachment in article.attachments]
    assert len(files) == len(entry.attachments)
    assert article.has_report_markers or article.frames or files


@pytest.mark.parametrize("inhabitant", READABLE, ids=lambda i: i.agency.agency_id)
def test_the_search_finds_what_is_listed(inhabitant: Inhabitant):
    fetch = search_fetch(ask(Fetch(url=inhabitant.place.home_url)), QUERY)
    if fetch is None:
        assert inhabitant.site.search is None or type(inhabitant.site).__name__ == "GbkFrames"
        return
    answer = ask(fetch)
    reports = [
        entry.shown_date
        for entry in inhabitant.site.portal.shown(NOW)
        if entry.report_year is not None
    ]

    assert is_search_answer(answer, QUERY)
    assert [link.listed_date for link in search_links(answer)] == reports


def test_the_days_of_the_demonstration():
    late = {
        i.agency.agency_id
        for i in READABLE
        if (link := listed_report(i)) is not None
        and link.listed_date is not None
        and link.listed_date > date(2024, 1, 31)
    }

    assert late == {"wjw"}
