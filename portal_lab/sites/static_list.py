"""A plain static list: rows with dates, a link to the next page, nothing else."""

from __future__ import annotations

from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import Answer, Request, page
from portal_lab.portal import Entry
from portal_lab.sites.site import Site

PER_PAGE = 10
_FOLDER = "/zfxxgk/nb/"


class StaticList(Site):
    """Pages ``list.html``, ``list_2.html`` … joined by 下一页."""

    search: tuple[str, str] | None = ("/search.html", "keyword")
    container = '<div class="article-content">'

    @property
    def column_path(self) -> str:
        """The first page of the list."""
        return f"{_FOLDER}list.html"

    def article_path(self, entry: Entry) -> str:
        """A numbered page in the folder of the year it was published."""
        return f"{_FOLDER}{entry.shown_date.year}/{entry.number}.html"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The pages of the list."""
        shown = self.portal.shown(now)
        pages = max(1, -(-len(shown) // PER_PAGE))
        for number in range(1, pages + 1):
            if request.path == _page_path(number):
                entries = shown[(number - 1) * PER_PAGE : number * PER_PAGE]
                return page(self._list(number, pages, entries, len(shown)))
        return None

    def _list(self, number: int, pages: int, entries: tuple[Entry, ...], total: int) -> str:
        rows = "\n".join(
            f'<li><span class="date">[{e.shown_date}]</span><a href="{self.article_path(e)}">'
            f"{escape(e.title)}</a></li>"
            for e in entries
        )
        links = f'<a href="{_page_path(1)}">首页</a> '
        if number > 1:
            links += f'<a href="{_page_path(number - 1)}">上一页</a> '
        if number < pages:
            links += f'<a href="{_page_path(number + 1)}">下一页</a> '
        links += f'<a href="{_page_path(pages)}">尾页</a>'
        body = (
            f'<h2>政府信息公开年报</h2><ul class="list">{rows}</ul>'
            f'<div class="pager">共{total}条 第{number}/{pages}页 {links}</div>'
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报-{self.portal.owner}", body, head)


def _page_path(number: int) -> str:
    return f"{_FOLDER}list.html" if number == 1 else f"{_FOLDER}list_{number}.html"
