"""A parent government's page of all departments: tabs by year, everything in the document."""

from __future__ import annotations

from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import Answer, Request, page
from portal_lab.portal import Entry
from portal_lab.sites.site import OTHER_COLUMNS, Site

_COLUMN = "/zwgk/bmnb/index.html"


class ParentPlatform(Site):
    """One page for all departments and years; a tab is shown by script, but none is loaded by it.

    The entries are those of all departments; the title of each names its department.
    """

    search = None
    container = '<div class="article-content">'

    @property
    def column_path(self) -> str:
        """The page of all departments."""
        return _COLUMN

    def article_path(self, entry: Entry) -> str:
        """Numbered in the folder of the year it reports on."""
        year = entry.report_year or entry.shown_date.year - 1
        return f"/zwgk/bmnb/{year}/{entry.number}.html"

    def home(self) -> Answer:
        """The four words lead to the government's own pages, a fifth to the departments."""
        links = (*OTHER_COLUMNS, "/zwgk/zfnb/")
        text = markup.home(self.portal, links)
        more = f'<p><a href="{_COLUMN}">部门政府信息公开年报</a></p>'
        return page(text.replace('<div class="footer">', f'{more}<div class="footer">'))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The departments, and the government's own column, which is somebody else's affair."""
        if request.path == "/zwgk/zfnb/":
            text = "<h2>政府信息公开年报</h2><p>内容正在更新。</p>"
            return page(markup.document(self.portal, self.portal.owner, text))
        if request.path != _COLUMN:
            return None
        shown = self.portal.shown(now)
        years = sorted({e.report_year or 0 for e in shown}, reverse=True)
        tabs = "".join(f'<li data-tab="y{year}">{year}年</li>' for year in years)
        boxes = "".join(self._tab(year, shown) for year in years)
        body = f'<h2>部门政府信息公开年报</h2><ul class="tabs">{tabs}</ul>{boxes}{_SCRIPT}'
        head = markup.metas(self.portal)
        title = f"部门政府信息公开年报_{self.portal.owner}"
        return page(markup.document(self.portal, title, body, head))

    def _tab(self, year: int, shown: tuple[Entry, ...]) -> str:
        rows = "".join(
            f'<li><a href="{self.article_path(e)}">{escape(e.title)}</a>'
            f"<span>{e.shown_date}</span></li>"
            for e in sorted(shown, key=lambda e: e.number)
            if (e.report_year or 0) == year
        )
        return f'<div class="tab" id="y{year}"><ul>{rows}</ul></div>'


_SCRIPT = """<script>document.querySelectorAll('.tabs li').forEach(function (tab) {
  tab.onclick = function () { document.querySelectorAll('.tab').forEach(function (box) {
    box.style.display = box.id === tab.dataset.tab ? '' : 'none'; }); }; });</script>"""
