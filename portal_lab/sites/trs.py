"""TRS with paging: directories, relative links, ``createPageHTML`` counted from 0."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import Answer, Request, moved, page
from portal_lab.portal import Entry
from portal_lab.sites.site import OTHER_COLUMNS, Site

PER_PAGE = 20
_COLUMN = "/zwgk/zfxxgk/zfxxgknb/"


class Trs(Site):
    """The column lies behind 政务公开; without its last slash it is moved for good."""

    search: tuple[str, str] | None = ("/search/pc/", "searchword")
    container = '<div class="TRS_Editor">'

    @property
    def column_path(self) -> str:
        """The column is a directory."""
        return _COLUMN

    def article_path(self, entry: Entry) -> str:
        """A file in the folder of its month."""
        day = entry.shown_date
        return f"{_COLUMN}{day:%Y%m}/t{day:%Y%m%d}_{entry.number + 195000}.html"

    def file_path(self, entry: Entry, index: int) -> str:
        """A file beside the article."""
        day = entry.shown_date
        suffix = entry.attachments[index].suffix
        return f"{_COLUMN}{day:%Y%m}/P0{day:%Y%m%d}{entry.number:06d}{index:03d}.{suffix}"

    def attachment_box(self, entry: Entry) -> str:
        """Links relative to the article, marked as appendices."""
        return "".join(
            f'<p>附件：<a appendix="true" data-appendix="true" needdownload="true" '
            f'href="./{self.file_path(entry, i).rpartition("/")[2]}" title="{a.name}" '
            f'download="{a.name}">{a.name}</a></p>'
            for i, a in enumerate(entry.attachments)
        )

    def home(self) -> Answer:
        """The four words stand one page deeper."""
        form = markup.search_form(*self.search) if self.search else ""
        body = (
            f"{form}"
            '<ul class="nav"><li><a href="/zwgk/">政务公开</a></li>'
            '<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul>'
        )
        return page(markup.document(self.portal, self.portal.owner, body))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """政务公开, the pages of the list, and the missing slash."""
        path = request.path
        if path in ("/zwgk", _COLUMN[:-1]):
            return moved(f"{path}/")
        if path == "/zwgk/":
            links = (*(f"..{path}" for path in OTHER_COLUMNS), "./zfxxgk/zfxxgknb/")
            return page(markup.home(self.portal, links))
        if path == _COLUMN:
            return page(self._list(0, now))
        match = re.fullmatch(rf"{_COLUMN}index(?:_([1-9]\d*))?\.html", path)
        if match and int(match[1] or 0) < self._pages(now):
            return page(self._list(int(match[1] or 0), now))
        return None

    def _pages(self, now: datetime) -> int:
        return max(1, -(-len(self.portal.shown(now)) // PER_PAGE))

    def _list(self, number: int, now: datetime) -> str:
        shown = self.portal.shown(now)[number * PER_PAGE : (number + 1) * PER_PAGE]
        rows = "\n".join(
            f'<li><a href=".{self.article_path(e).removeprefix(_COLUMN[:-1])}" '
            f'title="{escape(e.title)}">{escape(e.title)}</a><span>{e.shown_date}</span></li>'
            for e in shown
        )
        body = (
            f'<div class="bread"><a href="../../../">首页</a> &gt; 政府信息公开年报</div>'
            f'<ul class="list">{rows}</ul>'
            f'<div class="page"><script>createPageHTML({self._pages(now)}, {number}, "index", '
            '"html");</script></div>'
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body, head)
