"""easysite: modules and hidden fields; a page of its own in place of every fifth list page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import md5
from html import escape
from threading import Lock

from portal_lab import markup
from portal_lab.answers import Answer, Request, not_found, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import OTHER_COLUMNS, Site

PER_PAGE = 10
_ROOT = "/xxgk/302249"
_INTERFACE = "/eportal/ui"
_THROTTLE_BYTES = 12 * 1024
_THROTTLE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示</title><style>{padding}</style>'
    '</head><body><div class="tip">您的访问过于频繁，请稍后再试。</div></body></html>'
)


class Easysite(Site):
    """The first page is static, the others come from ``/eportal/ui``.

    Of the requests to that interface every one whose number ``throttle_every`` divides is answered
    by a page of 12 KB with status 200; ``None`` never does so.
    """

    search = None
    container = '<div id="easysiteText" class="easysite-news-text">'

    def __init__(self, portal: Portal, *, throttle_every: int | None = 5) -> None:
        """Nothing is counted yet."""
        self._throttle_every = throttle_every
        self._count = 0
        self._lock = Lock()
        super().__init__(portal)

    @property
    def _page_id(self) -> int:
        return self.portal.number("page", 302000, 303000)

    @property
    def _module(self) -> str:
        return md5(self.portal.host.encode(), usedforsecurity=False).hexdigest()

    @property
    def column_path(self) -> str:
        """A static page."""
        return f"{_ROOT}/{self._page_id}/index.html"

    def article_path(self, entry: Entry) -> str:
        """A folder for each article."""
        return f"{_ROOT}/{self._page_id}/{entry.number + 5_800_000}/index.html"

    def file_path(self, entry: Entry, index: int) -> str:
        """In the folder of uploads."""
        suffix = entry.attachments[index].suffix
        day = entry.shown_date
        return f"/eportal/fileDir/xxgk/attach/{day:%Y%m}/{entry.number}{index}.{suffix}"

    def home(self) -> Answer:
        """The four words."""
        return page(markup.home(self.portal, (*OTHER_COLUMNS, self.column_path)))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The static first page and the interface."""
        if request.path == self.column_path:
            return page(self._list(1, now))
        if request.path != _INTERFACE:
            return None
        if self._is_throttled():
            return _throttle_page()
        fields, number = request.query, request.query.get("currentPage", "1")
        is_known = fields.get("moduleId") == self._module and number.isdigit()
        if not is_known or fields.get("pageId") != str(self._page_id):
            return not_found()
        return page(self._list(int(number), now))

    def _is_throttled(self) -> bool:
        with self._lock:
            self._count += 1
            return self._throttle_every is not None and self._count % self._throttle_every == 0

    def _list(self, number: int, now: datetime) -> str:
        shown = self.portal.shown(now)
        pages = max(1, -(-len(shown) // PER_PAGE))
        at = min(max(1, number), pages)  # beyond the end the last page is shown again
        rows = self._rows(shown[(at - 1) * PER_PAGE : at * PER_PAGE])
        body = (
            f'<input type="hidden" id="eprotalCurrentPageId" value="{self._page_id}">'
            f'<h2>政府信息公开年报</h2><div class="portlet" id="{self._module}" opentype="page">'
            f'<ul class="conList_ull">{rows}</ul><div class="easysite-page">'
            f'<input type="hidden" name="article_paging_list_hidden" moduleid="{self._module}" '
            f'totalpage="{pages}"><a href="javascript:void(0)" '
            f"onclick=\"queryArticleByCondition(this,'{at + 1}')\">下一页</a> "
            f'<span>{at}/{pages}</span> <a href="javascript:void(0)">跳转</a></div></div>'
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body, head)

    def _rows(self, entries: Sequence[Entry]) -> str:
        return "".join(
            f'<li><a href="{self.article_path(e)}" title="{escape(e.title)}" '
            f'onclick="void(0)">{escape(e.title)}</a><span>{e.shown_date}</span></li>'
            for e in entries
        )


def _throttle_page() -> Answer:
    padding = "p{margin:0}" * (_THROTTLE_BYTES // len("p{margin:0}"))
    return page(_THROTTLE.replace("{padding}", padding))
