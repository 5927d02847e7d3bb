"""The way from a home page to the column of the reports (年报栏目).

Best-first: every link of a page gets a score by what its words and its address promise. The
disclosure column has four entries nearly everywhere (指南, 制度, 法定主动公开内容, 年报): links of
that group stand higher.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from lxml.html import HtmlElement

from spiders.families.catalogue import families_for
from spiders.families.framed import all_frames
from spiders.families.gkmlpt import annual_nodes, column_url
from spiders.families.lonsun import reports_column
from spiders.families.model import INVALID_PAGE, ListLink, Page
from spiders.markup import Markup, parse, shell_target, squeeze, string_literals, visible_text
from spiders.titles import is_agency_report_title, years_of

# The first that is found gives the points
_WORDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"信息公开(?:工作)?(?:年报|年度报告)|公开年报|信息公开.{0,4}年度报告"), 100),
    (re.compile(r"年报|年度报告"), 60),
    (re.compile(r"法定主动公开"), 25),
    (re.compile(r"公开(?:工作)?(?:指南|制度)"), 15),
    (re.compile(r"政府信息公开"), 40),
    (re.compile(r"信息公开|政务公开"), 30),
)
_GROUP = (re.compile(r"公开指南"), re.compile(r"公开制度"), re.compile(r"法定主动公开"))
_GROUP_SIZE, _GROUP_SCORE = 2, 30
_REPORT_SCORE = 60
_ADDRESS = re.compile(
    r"zfxxgknb|zfxxgkndbg|xxgknb|gknb|ndbg|nianbao|annualreport|/public/column/\d+|/gkmlpt/",
    re.IGNORECASE,
)
_ADDRESS_SCORE = 20
_OTHER_REPORTS = re.compile(
    r"统计年报|财务|决算|预算|企业年报|报表|法人年度|法治政府|环境.{0,4}年报|质量.{0,4}年报|年鉴"
)
_OTHER_SCORE = -80
_OTHER_AGENCY = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委|厅|办|镇|乡|街道|办事处|管委会)(?=\W|信息|政府|$)"
)
_OTHER_AGENCY_SCORE = -60
_INDEXES = re.compile(r"(?:部门|镇街|乡镇|街道).{0,4}(?:信息公开|年报)")
_INDEX_SCORE = 20
_FRAME_SCORE = 10
_ARTICLE_SCORE = -50  # one year's report is no column
_META_SCORE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLink:
    """A link that may lead towards the column: the higher the score, the sooner to be tried."""

    score: int
    url: str
    text: str


def column_links(page: Page, names: Collection[str] = ()) -> tuple[ColumnLink, ...]:
    """The links of ``page`` that promise something, best first.

    ``names`` are the agency's own: another agency's name in a link speaks against it.
    """
    markup = parse(page)
    found: dict[str, str] = {}
    for url, text in _links(page, markup):
        if url != page.url and len(text) >= len(found.get(url, "")):
            found[url] = text
    texts = " ".join(found.values())
    is_group = sum(bool(pattern.search(texts)) for pattern in _GROUP) >= _GROUP_SIZE
    frames = set(all_frames(page))
    scored = [
        ColumnLink(
            score=_score(url, text, names, is_group=is_group) + (url in frames) * _FRAME_SCORE,
            url=url,
            text=text,
        )
        for url, text in found.items()
    ]
    wanted = [link for link in scored if link.score > 0]
    return tuple(sorted(wanted, key=lambda link: -link.score))


def is_column(page: Page) -> bool:
    """Whether ``page`` is the column of the reports: its metas or title say so, or it lists them.

    Frames and shells that need a browser are judged by their metas, title and address alone. A
    home page with one report among its news is no column.
    """
    markup = parse(page)
    title = _title(markup)
    if page.status != HTTPStatus.OK or markup.meta("ArticleTitle"):
        return False
    if any(_names_column(markup.meta(name)) for name in ("ColumnName", "ColumnType")):
        return True
    if nodes := annual_nodes(page):
        return page.url in {column_url(page, node) for node in nodes} or "annualreport" in page.url
    if _names_column(title) and not years_of(title):
        return True
    for family in families_for(page):
        links = family.first(page).links
        entries = sum(_is_entry(link) for link in links)
        if entries * 3 >= len(links) > 0 or (entries and "公开" in title):
            return True
    return False


def is_named_interface(page: Page, label: str) -> bool:
    """Whether a link of the column's name led to a shell whose list comes from an interface.

    Such shells often bear the name of the whole directory: only their entries tell what they are.
    """
    if not _names_column(label) or years_of(label) or page.status != HTTPStatus.OK:
        return False
    first = next((family.first(page) for family in families_for(page)[:1]), INVALID_PAGE)
    is_asked = bool(first.next) and not any(fetch.needs_render for fetch in first.next)
    return first.is_valid and is_asked and not first.links and not all_frames(page)


def _score(url: str, text: str, names: Collection[str], *, is_group: bool) -> int:
    words = re.sub(r"\s", "", text)
    if _OTHER_REPORTS.search(words):
        return _OTHER_SCORE
    score = next((points for pattern, points in _WORDS if pattern.search(words)), 0)
    if score >= _REPORT_SCORE and is_group:
        score += _GROUP_SCORE
    if _ADDRESS.search(url):
        score += _ADDRESS_SCORE
    if _INDEXES.search(words):
        score += _INDEX_SCORE
    if names and (other := _OTHER_AGENCY.search(words)) and not _is_own(other[0], names):
        if reports_column(url) is not None:  # the column of another organ on a shared host
            return _OTHER_SCORE
        score += _OTHER_AGENCY_SCORE
    if years_of(words):
        score += _ARTICLE_SCORE
    return score


def _is_own(found: str, names: Collection[str]) -> bool:
    return any(found in name or name in found for name in names)


def _links(page: Page, markup: Markup) -> Iterator[tuple[str, str]]:
    """Every address on the page with the words that stand for it."""
    for element in markup.tree.iter("a", "area"):
        url = markup.absolute(element.get("href") or "")
        if url is not None:
            yield url, _words(element)
        if url is not None and (reports := reports_column(url)) not in (None, url):
            yield reports or url, f"{_words(element)} 政府信息公开年报"
    for element in markup.tree.xpath("//*[@onclick] | //a[starts-with(@href, 'javascript:')]"):
        if isinstance(element, HtmlElement):
            yield from _clicked(markup, element)
    for url in all_frames(page):
        yield url, ""
    if (target := shell_target(page)) is not None:
        yield target, "信息公开"
    for node in annual_nodes(page):
        if (url := column_url(page, node)) is not None:
            yield url, node.name


def _clicked(markup: Markup, element: HtmlElement) -> Iterator[tuple[str, str]]:
    script = f"{element.get('onclick') or ''};{element.get('href') or ''}"
    for text in string_literals(script):
        is_address = "/" in text or re.search(r"\.\w{2,5}(?:\?|$)", text)
        url = markup.absolute(text) if is_address else None
        if url is not None:
            yield url, _words(element)
            return


def _words(element: HtmlElement) -> str:
    """The text, the title and the texts of images, each said once."""
    images = " ".join(e.get("alt") or e.get("title") or "" for e in element.iter("img"))
    words = ""
    for said in (visible_text(element), element.get("title"), element.get("alt"), images):
        text = squeeze(said or "")
        words = words if text in words else f"{words} {text}".strip()
    return words


def _names_column(text: str) -> bool:
    words = re.sub(r"\s", "", text)
    return _WORDS[0][0].search(words) is not None and _OTHER_REPORTS.search(words) is None


def _title(markup: Markup) -> str:
    return next((squeeze(e.text_content()) for e in markup.tree.iter("title")), "")


def _is_entry(link: ListLink) -> bool:
    has_time = bool(years_of(link.title)) or link.listed_date is not None
    return has_time and is_agency_report_title(link.title)
