"""The article page (文章页): its titles, the dates it claims, its files, its marks of a report.

Nothing here judges: several titles and dates are kept side by side, and their disagreement is a
sign for whoever verifies what was downloaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lxml.html import HtmlElement

from archive.model import DateBasis
from spiders.attachments import Attachment, attachments_of, file_url
from spiders.dates import DateMeaning, LabelledDate, address_date, first_date, labelled_dates
from spiders.families.framed import frame_urls
from spiders.families.model import Page
from spiders.families.trs import following_pages
from spiders.markup import Markup, parse, squeeze, visible_text
from spiders.titles import is_report_title, years_of

_VSB_FORM = "_newscontent_fromname"
# One walk finds all that has a name; a walk for each would cost more than all the rest.
_NAMED = f"//*[@id or @class] | //form[@name='{_VSB_FORM}']//h1"
# Most trusted first.
_TITLE_MARKS: tuple[Callable[[HtmlElement, str, str], bool], ...] = (
    lambda _, name, __: name in ("ti", "title", "articleTitle", "arcTitle"),
    lambda _, name, kinds: name == "con_title" or "entry-title" in kinds,
    lambda e, *_: (
        e.tag == "h1" and any(f.get("name") == _VSB_FORM for f in e.iterancestors("form"))
    ),
    lambda e, _, kinds: e.tag == "td" and "title" in kinds.split(),
    lambda _, __, kinds: "article-title" in kinds or "article_title" in kinds,
    lambda _, __, kinds: "detail-title" in kinds,
)
_BODY_IDS = (
    *("zoom", "Zoom", "zoomcon", "ivs_content", "UCAP-CONTENT", "easysiteText", "con_con"),
    *("article", "articleContent", "mainContent", "content"),
)
_BODY_CLASSES = (
    *("TRS_Editor", "trs_editor_view", "Custom_UnionStyle", "TRS_UEDITOR", "article_con"),
    *("article-content", "bt_content", "wzzw-article", "v_news_content", "xxgk_content"),
    *("zw-content", "pages_content", "news_cont_d_wrap", "tyxxy_main"),
    *("ewb-article-info", "epoint-article-content"),
    *("entry-content", "easysite-news-text", "j-fontContent"),
)
_BODY_SELECTORS = (
    *(f"//*[@id='{name}']" for name in _BODY_IDS),
    "//*[starts-with(@id, 'vsb_content')]",
    *(f"//*[contains(@class, '{name}')]" for name in _BODY_CLASSES),
    "//article | //main",
)
_MARKERS = (
    re.compile(r"一\s*[、.]\s*总体情况"),
    re.compile(r"二\s*[、.]\s*主动公开政府信息情况"),
    re.compile(r"三\s*[、.]\s*收到和处理政府信息公开申请情况"),
    re.compile(r"四\s*[、.]\s*(?:因)?政府信息公开(?:工作被申请)?行政复议"),
    re.compile(r"五\s*[、.]\s*(?:政府信息公开工作)?存在的主要问题"),
    re.compile(r"六\s*[、.]\s*其他需要报告的事项"),
    re.compile(r"本年新收政府信息公开申请数量"),
    re.compile(r"上年结转政府信息公开申请数量"),
)
_ENOUGH_MARKERS = 4
_PUBLISHED_METAS = ("PubDate", "firstpublishedtime", "publishdate")
# Of the title block of a vendor's template: a date without a label can be no other there
_DATE_SELECTORS = (
    "//*[contains(concat(' ', @class, ' '), ' pages-date ')]",
    "//time[contains(concat(' ', @class, ' '), ' entry-date ')]",
)
# 站点_栏目_标题: what surrounds the title at its ends
# 标题_栏目_站点, 标题-站点, 站点 栏目 标题: what surrounds the title; no break inside 2023-2024
_TITLE_BREAK = re.compile(r"\s*[_|]\s*|\s+[-—]+\s*|\s*[-—]+\s+|(?<!\d)[-—]|[-—](?!\d)")
_PARTS_WITH_SITE_AND_COLUMN = 3
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+\s*[、.]|^[（(]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What an article page says of itself.

    ``titles`` are all titles found, most trusted first; ``claimed_dates`` are dates of publication
    by where they stand. ``written_date`` (成文日期) and ``updated_date`` (更新时间) are no dates of
    publication. ``frames`` may hold the body; ``next_pages`` are the further pages of a long one.
    ``has_report_markers`` says that headings or table labels of the report's form stand in it.
    """

    title: str
    titles: tuple[str, ...] = ()
    claimed_dates: Mapping[DateBasis, date] = field(default_factory=dict)
    written_date: date | None = None
    updated_date: date | None = None
    attachments: tuple[Attachment, ...] = ()
    frames: tuple[str, ...] = ()
    has_report_markers: bool = False
    next_pages: tuple[str, ...] = ()


def read_article(page: Page, *, listed_title: str = "") -> Article:
    """Read ``page``; ``listed_title`` is the list's word for it, where it is mute."""
    markup = parse(page)
    text = unicodedata.normalize("NFKC", markup.shown)
    titles = _titles(markup, listed_title)
    title = titles[0] if titles else ""
    shown = unicodedata.normalize("NFKC", title)
    labels = labelled_dates(text)
    has_markers = count_markers(text) >= _ENOUGH_MARKERS
    frames = tuple(url for url in frame_urls(page) if file_url(markup, url) is None)
    return Article(
        title=title,
        titles=titles,
        claimed_dates=_claimed(markup, text, shown, labels),
        written_date=_labelled(text, shown, labels, DateMeaning.WRITTEN),
        updated_date=_labelled(text, shown, labels, DateMeaning.UPDATED),
        attachments=attachments_of(markup, None if has_markers else body_of(markup)),
        frames=frames,
        has_report_markers=has_markers,
        next_pages=following_pages(page),
    )


def body_of(markup: Markup) -> HtmlElement | None:
    """The element that holds the text: of all known containers the one with most of the report."""
    found = [
        element
        for selector in _BODY_SELECTORS
        for element in markup.tree.xpath(selector)
        if isinstance(element, HtmlElement)
    ]
    return max(found, key=_body_score) if found else None


def count_markers(text: str) -> int:
    """How many headings and table labels of the report's form stand in ``text``."""
    return sum(marker.search(text) is not None for marker in _MARKERS)


def _body_score(element: HtmlElement) -> tuple[int, int]:
    text = unicodedata.normalize("NFKC", visible_text(element))
    return count_markers(text), len(text)


def _titles(markup: Markup, listed_title: str) -> tuple[str, ...]:
    found = [markup.meta("ArticleTitle")]
    named = [
        (e, e.get("id") or "", e.get("class") or "")
        for e in markup.tree.xpath(_NAMED)
        if isinstance(e, HtmlElement)
    ]
    for is_title in _TITLE_MARKS:
        found += [visible_text(e) for e, name, kinds in named if is_title(e, name, kinds)]
    found.append(listed_title)
    headings = [visible_text(e) for e in markup.tree.iter("h1", "h2", "h3")]
    found += [h for h in headings if "信息公开" in h and not _NUMBERED.match(h)]
    found.append(_page_title(markup))
    short = (squeeze(title) for title in found)
    return tuple(dict.fromkeys(title for title in short if 0 < len(title) < 200))  # noqa: PLR2004


def _page_title(markup: Markup) -> str:
    """The ``<title>`` without the names of site and column at its ends."""
    element = next((e for e in markup.tree.iter("title") if squeeze(e.text_content())), None)
    if element is None:
        return ""
    text = squeeze(element.text_content())
    parts = [part for part in _TITLE_BREAK.split(text) if part]
    words = text.split(" ")
    parts += words if len(words) >= _PARTS_WITH_SITE_AND_COLUMN else []
    reports = [part for part in parts if is_report_title(part) and years_of(part)]
    return min(reports, key=len) if reports else parts[0] if parts else text


def _claimed(
    markup: Markup, text: str, title: str, labels: tuple[LabelledDate, ...]
) -> dict[DateBasis, date]:
    metas = (first_date(markup.meta(name)) for name in _PUBLISHED_METAS)
    dates = {
        DateBasis.LABEL: _labelled(text, title, labels, DateMeaning.PUBLISHED) or _placed(markup),
        DateBasis.META: next((day for day in metas if day is not None), None),
        DateBasis.ADDRESS: address_date(markup.url),
    }
    return {basis: day for basis, day in dates.items() if day is not None}


def _placed(markup: Markup) -> date | None:
    """The date that stands where the vendor's template prints that of publication."""
    for selector in _DATE_SELECTORS:
        for element in markup.tree.xpath(selector):
            if isinstance(element, HtmlElement) and (day := first_date(visible_text(element))):
                return day
    return None


def _labelled(
    text: str, title: str, labels: tuple[LabelledDate, ...], meaning: DateMeaning
) -> date | None:
    """The labelled date of the title block: the one that stands nearest to the title."""
    at = max(text.find(title), 0)
    wanted = [label for label in labels if label.meaning is meaning]
    nearest = min(wanted, key=lambda label: abs(label.position - at), default=None)
    return nearest.date if nearest else None
