"""WebForms and JSP: pagers by query, by ``__doPostBack``, and by a form with ``cpage``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from html import escape

from portal_lab import markup
from portal_lab.answers import HTML, Answer, Request, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import OTHER_COLUMNS, Site

PER_PAGE = 12
_SESSION = "ASP.NET_SessionId"
_EXPIRED = (
    "<html><head><title>提示</title></head><body>会话已超时，请从首页重新进入。</body></html>"
)


class PagerKind(StrEnum):
    """How the pager asks for another page."""

    QUERY = "query"
    POST_BACK = "post_back"
    FORM = "form"


class WebForms(Site):
    """Every page but the first of a list is for those who bring the cookie of their session.

    Where the pager posts, the fields of the form must come back as they were given, and by GET
    there is the first page alone.
    """

    search = None
    container = '<div id="content" class="article-content">'
    has_tags = False

    def __init__(self, portal: Portal, pager: PagerKind = PagerKind.POST_BACK) -> None:
        """``pager`` is how the list is paged."""
        self._pager = pager
        super().__init__(portal)

    @property
    def _path(self) -> str:
        return "/gk/iList.jsp" if self._pager is PagerKind.FORM else "/InfoPublic.aspx"

    @property
    def column_path(self) -> str:
        """The list with its numbers in the query."""
        number = self.portal.number("cid", 1000, 1900)
        if self._pager is PagerKind.QUERY:
            return f"{self._path}?cid={number}&pid=971&page=1&kw="
        return f"{self._path}?cid={number}"

    def article_path(self, entry: Entry) -> str:
        """A folder of the month."""
        return f"/html/{entry.shown_date:%Y%m}/{entry.number + 4000}.html"

    def home(self) -> Answer:
        """The four words, and the cookie of the session."""
        reply = page(markup.home(self.portal, (*OTHER_COLUMNS, self.column_path)))
        return Answer(headers=(*reply.headers, self._cookie()), body=reply.body)

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The list, by whatever way of paging."""
        if request.path != self._path:
            return None
        if request.query.get("cid") != str(self.portal.number("cid", 1000, 1900)):
            return page("参数错误", status=400)
        pages = max(1, -(-len(self.portal.shown(now)) // PER_PAGE))
        number = self._asked(request)
        if number is None or not 1 <= number <= pages:
            return page(
                "<html><body>Invalid postback or callback argument.</body></html>", status=500
            )
        if number > 1 and _SESSION not in request.header("Cookie"):
            return page(_EXPIRED)
        reply = page(self._list(number, pages, now))
        return Answer(headers=(("Content-Type", HTML), self._cookie()), body=reply.body)

    def _asked(self, request: Request) -> int | None:
        """The page asked for; ``None`` where the form is not the one that was given."""
        form: Mapping[str, str] = request.form if request.method == "POST" else {}
        number = "1"
        match self._pager:
            case PagerKind.QUERY:
                number = request.query.get("page", "1")
            case PagerKind.FORM:
                number = form.get("cpage", "1")
            case PagerKind.POST_BACK if form:
                at = form.get("at", "")
                is_given = form.get("__VIEWSTATE") == self._state(at)
                is_pager = form.get("__EVENTTARGET") == "AspNetPager1"
                number = form.get("__EVENTARGUMENT", "") if is_given and is_pager else ""
        return int(number) if number.isdigit() else None

    def _state(self, at: str) -> str:
        """What the page hides, and wants back."""
        return "/wEPDw" + sha256(f"{self.portal.host}|{at}".encode()).hexdigest() + "+=="

    def _cookie(self) -> tuple[str, str]:
        name = sha256(self.portal.host.encode()).hexdigest()[:24]
        return ("Set-Cookie", f"{_SESSION}={name}; path=/; HttpOnly")

    def _list(self, number: int, pages: int, now: datetime) -> str:
        shown = self.portal.shown(now)
        rows = self._rows(shown[(number - 1) * PER_PAGE : number * PER_PAGE])
        pager = self._links(number, pages)
        body = (
            f'<h2>政府信息公开年报</h2>{self._form(number)}<table class="list">{rows}</table>'
            f'<div class="pages">共{len(shown)}条记录 第{number}/{pages}页 {pager}</div></form>'
        )
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body)

    def _form(self, number: int) -> str:
        action = escape(self.column_path)
        match self._pager:
            case PagerKind.QUERY:
                return '<form method="post" action="#">'
            case PagerKind.FORM:
                return (
                    "<script>function page(n){document.f.cpage.value=n;document.f.submit();}"
                    f'</script><form name="f" method="post" action="{action}">'
                    f'<input type="hidden" name="cpage" value="{number}">'
                    '<input type="hidden" name="kw" value="">'
                )
            case PagerKind.POST_BACK:
                hidden = {
                    "__EVENTTARGET": "",
                    "__EVENTARGUMENT": "",
                    "__VIEWSTATE": self._state(str(number)),
                    "at": str(number),
                }
                fields = "".join(
                    f'<input type="hidden" name="{name}" id="{name}" value="{value}">'
                    for name, value in hidden.items()
                )
                return f'<form method="post" action="{action}" id="form1">{fields}'

    def _links(self, number: int, pages: int) -> str:
        if number == pages:
            return '<a class="aspNetDisabled" disabled="disabled">下一页</a>'
        match self._pager:
            case PagerKind.QUERY:
                href = self.column_path.replace("page=1", f"page={number + 1}")
            case PagerKind.FORM:
                href = f"javascript:page('{number + 1}')"
            case PagerKind.POST_BACK:
                href = f"javascript:__doPostBack('AspNetPager1','{number + 1}')"
        return f'<a href="{escape(href, quote=False)}">下一页</a>'

    def _rows(self, entries: Sequence[Entry]) -> str:
        return "".join(
            f'<tr><td class="nlist"><a href="{self.article_path(e)}" title="{escape(e.title)}">'
            f"{escape(e.title)}</a></td><td>{e.shown_date:%Y/%m/%d}</td></tr>"
            for e in entries
        )
