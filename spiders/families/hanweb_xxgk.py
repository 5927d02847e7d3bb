"""大汉 Hanweb, module of the disclosure directory (信息公开目录): a shell, a tree, a list by POST.

Shape::

    <iframe src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area=112201&amp;divid=div4"></iframe>
    <script>loadDynamic('/module/xxgk/search.jsp?standardXxgk=1&infotypeId='+a+'&area=112201',
      'div4','0','0','950','1','','');</script>

The tree names the directory's entries (``funclick('Z2401',…)">政府信息公开年报``); an address with
``?number=Z2401`` or a call that holds the id makes it needless. The list is asked for by POST, page
by page (``currpage``), and is a fragment of HTML with rows ``tr.tr_main_value_odd`` and
``…_even``, often GBK without saying so. Some sites ignore the entry asked for and give the
whole directory: then rows of other columns are passed over, but never one that may be a report;
where nothing else is in it, the entry is empty.
Behind the last page the last page comes again.
Complete: the stated total, or the page that the answer numbers as the last.
"""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.families.model import (
    INVALID_PAGE,
    Family,
    Fetch,
    ListLink,
    ListPage,
    Page,
    once_more,
)
from spiders.families.replies import FORM
from spiders.families.rows import rows_of
from spiders.families.static_list import read_pager
from spiders.markup import Markup, parse, squeeze
from spiders.titles import is_column_name, may_be_report

_TREE = re.compile(r"['\"](?P<url>[^'\"\s<>]{0,200}/module/xxgk/tree\.jsp\?[^'\"\s<>]{1,400})['\"]")
_CALL = re.compile(
    r"loadDynamic\s*\(\s*['\"](?P<url>[^'\"\s]{0,100}/module/xxgk/search\.jsp\?[^'\"]{0,300})['\"]"
    r"(?P<rest>[^;]{0,800}?)\)\s*;"
)
_ARGUMENT = re.compile(r",\s*['\"](?P<text>[^'\"]*)['\"]")
_AREA = re.compile(r"\barea=(?P<area>[\w-]+)")
# funclick('Z2401','…')">政府信息公开年报; inside a script the quotes are escaped
_NODE = re.compile(
    r"funclick\s*\(\s*\\?['\"](?P<id>\w{1,40})\\?['\"][^<>]{0,200}>\s*(?P<label>[^<>]{1,60})<"
)
_COUNT = re.compile(r"[(\uff08]\d+[)\uff09]\s*$")
_COLUMN = re.compile(r"/col/col(?P<column>\d{1,12})/")
_ARTICLE = re.compile(r"/art_(?P<old>\d{1,12})_\d+\.|/col/col(?P<new>\d{1,12})/art/")
_PAGES = re.compile(r"共\s*(?P<pages>\d{1,6})\s*页")
_NOTHING = re.compile(r"共\s*0\s*[条页]|暂无|没有(?:找到|符合|相关)")
_SEARCH = "/module/xxgk/search.jsp"
_SITE_ARGUMENT = 4  # of the call, after the address: div, entry, unit, width, site
_TREE_STEP = "tree"


def _sniff(page: Page) -> int:
    text = parse(page).text
    return 92 if _SEARCH in text or "/module/xxgk/tree.jsp" in text else 0


def _first(page: Page) -> ListPage:
    markup = parse(page)
    tree = _absolute(markup, _TREE.search(markup.text))
    call = _CALL.search(markup.text)
    called = _absolute(markup, call)
    if page.status != HTTPStatus.OK or not (tree or called):
        return INVALID_PAGE
    fields = _fields(_query(markup.url), _query(called), _query(tree), call["rest"] if call else "")
    url = called.partition("?")[0] or markup.absolute(_SEARCH) or ""
    if fields["infotypeId"]:
        return ListPage(next=(_request(url, fields, 1, markup.url),))
    if not tree:
        return INVALID_PAGE
    note = f"{_TREE_STEP} {url}?{urlencode(fields)}"
    return ListPage(next=(Fetch(url=tree, headers=(("Referer", markup.url),), note=note),))


def _absolute(markup: Markup, found: re.Match[str] | None) -> str:
    return (markup.absolute(found["url"]) or "") if found else ""


def _fields(
    asked: dict[str, str], called: dict[str, str], framed: dict[str, str], rest: str
) -> dict[str, str]:
    """What the list is asked with: by the column's address, the call, the frame of the tree."""
    given = [match["text"] for match in _ARGUMENT.finditer(rest)]
    written = _AREA.search(rest)
    areas = (asked.get("vc_xxgkarea"), called.get("area"), written and written["area"])
    fields = {
        "infotypeId": asked.get("number") or called.get("infotypeId", ""),
        "jdid": given[_SITE_ARGUMENT] if len(given) > _SITE_ARGUMENT else "1",
        "area": next((area for area in areas if area), framed.get("area", "")),
        "divid": given[0] if given else framed.get("divid", ""),
    }
    standard = called.get("standardXxgk") or framed.get("standardXxgk")
    return {"standardXxgk": standard, **fields} if standard else fields


def _request(url: str, fields: dict[str, str], number: int, column: str) -> Fetch:
    """The request for a page of the list: the same fields in the address and in the form."""
    text = urlencode({**fields, "currpage": number, "sortfield": "compaltedate:0"})
    headers = (
        ("Content-Type", FORM),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", column),
    )
    return Fetch(url=f"{url}?{text}", method="POST", body=text, headers=headers)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if fetch.note.startswith(f"{_TREE_STEP} "):
        return _from_tree(fetch, page)
    if page.status != HTTPStatus.OK:
        return once_more(fetch)
    markup = parse(page)
    rows = rows_of(_on_column(markup, fetch))
    text = markup.shown
    number, pages = _number(fetch), _PAGES.search(text)
    total = read_pager(markup).total
    if not rows:
        is_empty = number == 1 and _NOTHING.search(text) is not None
        return ListPage(declared_total=0, is_last=True) if is_empty else once_more(fetch)
    links, others = _split(rows, _referer(fetch), seen)
    shown = {link.url for link in rows}
    if number > 1 and shown <= seen:
        return ListPage(links=links, declared_total=total, is_valid=False)
    count = len(seen | shown)
    is_last = count >= total if total is not None else bool(pages and number >= int(pages["pages"]))
    following = () if is_last else (_after(fetch, number + 1),)
    return ListPage(
        links=links, declared_total=total, next=following, is_last=is_last, passed_over=others
    )


def _from_tree(fetch: Fetch, page: Page) -> ListPage:
    """The first page of the entry that bears the reports' name."""
    text = parse(page).text
    nodes = [(node["id"], squeeze(_COUNT.sub("", node["label"]))) for node in _NODE.finditer(text)]
    if page.status != HTTPStatus.OK or not nodes:
        return once_more(fetch)
    chosen = next((node for node, label in nodes if is_column_name(label)), None)
    if chosen is None:
        return INVALID_PAGE
    url, _, query = fetch.note.partition(" ")[2].partition("?")
    fields = {**dict(parse_qsl(query, keep_blank_values=True)), "infotypeId": chosen}
    return ListPage(next=(_request(url, fields, 1, _referer(fetch)),))


def _split(
    rows: tuple[ListLink, ...], column_url: str, seen: frozenset[str]
) -> tuple[tuple[ListLink, ...], tuple[str, ...]]:
    """The column's own rows, and the addresses of the others where the site mixes them."""
    own = _COLUMN.search(column_url)
    columns = {_column_of(url) for url in (*seen, *(row.url for row in rows))} - {""}
    # Where all bear one other number, the column's page has a number of its own.
    is_mixed = own is not None and (own["column"] in columns or len(columns) > 1)
    if own is None or not is_mixed:
        return rows, ()
    kept = tuple(
        row
        for row in rows
        if _column_of(row.url) in (own["column"], "") or may_be_report(row.title)
    )
    return kept, tuple(row.url for row in rows if row not in kept)


def _column_of(url: str) -> str:
    """The number of the column in an article's address, empty where it holds none."""
    match = _ARTICLE.search(url)
    return (match["old"] or match["new"]) if match else ""


def _on_column(markup: Markup, fetch: Fetch) -> Markup:
    """The fragment as it stands in the column page: relative addresses hang on that page."""
    return replace(markup, base=_referer(fetch) or markup.base)


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def _referer(fetch: Fetch) -> str:
    return dict(fetch.headers).get("Referer", "")


def _number(fetch: Fetch) -> int:
    return int(_query(fetch.url).get("currpage", "1"))


def _after(fetch: Fetch, number: int) -> Fetch:
    url = re.sub(r"\bcurrpage=\d+", f"currpage={number}", fetch.url)
    return replace(fetch, url=url, body=urlsplit(url).query, attempt=1)


HANWEB_XXGK = Family(
    name="hanweb_xxgk", label="大汉信息公开目录", sniff=_sniff, first=_first, more=_more
)
