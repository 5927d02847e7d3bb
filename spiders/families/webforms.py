"""Pagers that post a form: ASP.NET WebForms, and JSP pages of the same kind.

Shapes::

    <a href="InfoPublic.aspx?cid=1019&page=2&kw=">下一页</a>

    <form method="post" action="./list.aspx?id=3"><input type="hidden" name="__VIEWSTATE" value="…">
    <a href="javascript:__doPostBack('pager','2')">下一页</a></form>

    <form name="f" method="post" action="list.jsp"><input type="hidden" name="cpage" value="1">
    <a href="javascript:page('2')">下一页</a></form>

The page is asked for with every field of its form as it stands, ``__VIEWSTATE`` among them, and the
two that the click would fill; the answer holds the fields of the next one. Cookies of the session
are kept by whoever makes the requests. Complete: the stated total met, or the pager at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote_plus, urlsplit

from lxml.html import FormElement, HtmlElement

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListPage, Page
from spiders.families.static_list import list_links, list_note, or_otherwise, read_list, read_pager
from spiders.markup import Markup, parse, visible_text

_POST_BACK = re.compile(
    r"__doPostBack\s*\(\s*(['\"])(?P<target>[^'\"]*)\1\s*,\s*(['\"])(?P<argument>[^'\"]*)\3\s*\)"
)
_GO = re.compile(r"^(?:javascript:)?\s*(?P<name>\w{1,40})\s*\(\s*['\"]?(?P<number>\d{1,5})['\"]?")
_NUMBER_FIELD = re.compile(r"c?page|page_?(?:no|num|index)|cur(?:rent)?_?page", re.IGNORECASE)
_NEXT = re.compile(r"下一?页|后一页|next", re.IGNORECASE)
_FORM = "application/x-www-form-urlencoded"


def _sniff(page: Page) -> int:
    markup = parse(page)
    click = _click(markup)
    if click is not None and _posted(markup, click, "") is not None:
        return 75
    is_old = urlsplit(page.url).path.lower().endswith((".aspx", ".asp"))
    return 30 if is_old and list_links(markup) else 0


def _first(page: Page) -> ListPage:
    return _read(page)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    return or_otherwise(fetch, _read(page, fetch.note), seen)


def _read(page: Page, note: str = "") -> ListPage:
    markup = parse(page)
    links = list_links(markup, note)
    click = _click(markup)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    if not links or click is None:
        return read_list(page, note)
    pager = read_pager(markup)
    following = _posted(markup, click, note or list_note(markup))
    is_over = pager.is_last or following is None
    return ListPage(
        links=links,
        declared_total=pager.total,
        next=() if is_over or following is None else (following,),
        is_last=pager.is_last,
    )


def _click(markup: Markup) -> HtmlElement | None:
    """The element behind 下一页 whose click is a script's call; ``None`` where it is off."""
    for element in markup.tree.iter("a", "input", "button"):
        words = visible_text(element) or element.get("value") or element.get("title") or ""
        is_off = element.get("disabled") is not None or "isabled" in (element.get("class") or "")
        if is_off or not _NEXT.fullmatch(words.strip(" >»[]")):
            continue
        if _call(element) is not None:
            return element
    return None


def _call(element: HtmlElement) -> re.Match[str] | None:
    for script in (element.get("href") or "", element.get("onclick") or ""):
        match = _POST_BACK.search(script) or _GO.search(script.strip())
        if match is not None:
            return match
    return None


def _posted(markup: Markup, click: HtmlElement, note: str) -> Fetch | None:
    """The request that the click makes, as far as the form shows it."""
    call = _call(click)
    if call is None:
        return None
    named = call.groupdict()
    for form in _forms(markup, click):
        fields = dict(form.form_values())
        if "target" in named:
            if "__VIEWSTATE" not in fields:
                continue
            filled = {"__EVENTTARGET": named["target"], "__EVENTARGUMENT": named["argument"]}
        else:
            names = [element.name or "" for element in form.inputs]
            number_field = next((name for name in names if _NUMBER_FIELD.fullmatch(name)), None)
            if number_field is None:
                continue
            filled = {number_field: named["number"]}
        return _request(markup, form, {**fields, **filled}, note)
    return None


def _request(markup: Markup, form: FormElement, fields: dict[str, str], note: str) -> Fetch | None:
    action = form.get("action") or ""
    url = markup.absolute(action) if action else markup.url
    if url is None:
        return None
    encoding = (form.get("accept-charset") or markup.encoding).split()[0]
    body = "&".join(f"{_quoted(k, encoding)}={_quoted(v, encoding)}" for k, v in fields.items())
    if (form.get("method") or "get").lower() != "post":
        return Fetch(url=f"{url.partition('?')[0]}?{body}", note=note)
    headers = (("Content-Type", _FORM), ("Referer", markup.url))
    return Fetch(url=url, method="POST", body=body, headers=headers, note=note)


def _forms(markup: Markup, click: HtmlElement) -> Iterator[FormElement]:
    """The form around the click first, then the others: old pages close theirs too early."""
    around = list(click.iterancestors("form"))
    others = (form for form in markup.tree.iter("form") if form not in around)
    yield from (form for form in (*around, *others) if isinstance(form, FormElement))


def _quoted(text: str, encoding: str) -> str:
    try:
        return quote_plus(text, encoding=encoding, errors="strict")
    except (LookupError, UnicodeError):
        return quote_plus(text)


WEBFORMS = Family(name="webforms", label="表单翻页", sniff=_sniff, first=_first, more=_more)
