"""Other ways of TRS: pages counted from 1, folders by year, articles cut into pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import Answer, Request, moved, page
from portal_lab.portal import Entry
from portal_lab.sites.site import OTHER_COLUMNS, Site
from portal_lab.sites.trs import Trs

_HEADING_OF_TABLE_THREE = "三、收到和处理政府信息公开申请情况"


class TrsPaged(Trs):
    """Long articles go on at ``t…_1.html``; the script of the first page says so.

    The files stand under the last page.
    """

    def article(self, entry: Entry) -> Answer:
        """The first page."""
        return self._cut(entry, 0) if self._parts(entry) else super().article(entry)

    def report_paths(self, entry: Entry) -> Sequence[str]:
        """Both pages."""
        own = super().report_paths(entry)
        return [own[0], _second(own[0]), *own[1:]] if self._parts(entry) else own

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The second page of an article besides what all have."""
        for entry in self.portal.shown(now):
            if request.path == _second(self.article_path(entry)) and self._parts(entry):
                return self._cut(entry, 1)
        return super().own_page(request, now)

    def _parts(self, entry: Entry) -> tuple[str, str] | None:
        """The halves of a report; ``None`` for what is not long enough to be cut."""
        if entry.content is None or entry.page is not None:
            return None
        body = entry.body()
        at = body.rfind("<p", 0, max(0, body.find(_HEADING_OF_TABLE_THREE)))
        return (body[:at], body[at:]) if at > 0 else None

    def _cut(self, entry: Entry, number: int) -> Answer:
        parts = self._parts(entry) or ("", "")
        name = self.article_path(entry).rpartition("/")[2].removesuffix(".html")
        script = f'<script>createPageHTML(2, {number}, "{name}", "html");</script>'
        body = f'{parts[number]}<div class="page">{script}</div>'
        box = self.attachment_box(entry) if number else ""
        return page(markup.article(self.portal, entry, self.container, body, box))


class TrsOneBased(Site):
    """``createPageHTML('page_div', 4, 1, 'nb_list', 'shtml', 58)``.

    Page 2 is ``nb_list_2.shtml``.
    """

    search = ("/search/pc/", "searchword")
    container = '<div class="trs_editor_view TRS_UEDITOR trs_paper_default">'
    per_page = 15
    folder = "/zwgk/zfxxgknb/"

    @property
    def column_path(self) -> str:
        """The first page; ``nb_list_1.shtml`` does not exist."""
        return f"{self.folder}nb_list.shtml"

    def article_path(self, entry: Entry) -> str:
        """A file in the folder of its month."""
        day = entry.shown_date
        return f"{self.folder}{day:%Y%m}/t{day:%Y%m%d}_{entry.number + 310000}.shtml"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The pages of the list."""
        match = re.fullmatch(rf"{self.folder}nb_list(?:_([2-9]|[1-9]\d+))?\.shtml", request.path)
        number = int(match[1] or 1) if match else 0
        shown = self.portal.shown(now)
        pages = max(1, -(-len(shown) // self.per_page))
        if not 0 < number <= pages:
            return None
        rows = "\n".join(
            f'<li><a href="./{self.article_path(e).removeprefix(self.folder)}" '
            f'title="{escape(e.title)}">{escape(e.title)}</a><span>{e.shown_date}</span></li>'
            for e in shown[(number - 1) * self.per_page : number * self.per_page]
        )
        script = f"createPageHTML('page_div', {pages}, {number}, 'nb_list', 'shtml', {len(shown)});"
        body = f'<ul class="list">{rows}</ul><div id="page_div"></div><script>{script}</script>'
        head = markup.metas(self.portal, column=True)
        title = f"政府信息公开年报_{self.portal.owner}"
        return page(markup.document(self.portal, title, body, head))


class TrsYearFolders(Site):
    """A folder for each year of publication, with numbers that nobody can guess behind the names.

    The column names the folders, each of them lists what was published in that year, and the old
    address of the column leads to the home page.
    """

    search = ("/search/pc/", "searchword")
    container = '<div class="Custom_UnionStyle">'

    @property
    def _column(self) -> str:
        return f"/zwgk/zfxxgk/zfxxgknb{self.portal.number('column', 50, 99)}/"

    @property
    def column_path(self) -> str:
        """The page of the folders."""
        return self._column

    def _folder(self, year: int) -> str:
        return f"{self._column}{year}n{self.portal.number(f'folder{year}', 10, 99)}/"

    def article_path(self, entry: Entry) -> str:
        """A file in the folder of the year it was published in."""
        day = entry.shown_date
        return f"{self._folder(day.year)}{day:%Y%m}/t{day:%Y%m%d}_{entry.number + 410000}.html"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The folders, the list in each, and the old address."""
        path = request.path
        years = sorted({e.shown_date.year for e in self.portal.shown(now)}, reverse=True)
        if path == self._column:
            return page(self._folders(years))
        if path.startswith("/zwgk/zfxxgk/zfxxgknb/"):
            return moved("/")
        if path == f"{self._column}xzjd/":
            text = "<h2>乡镇街道年报</h2><p>各乡镇（街道）年报由各乡镇（街道）发布。</p>"
            return page(markup.document(self.portal, self.portal.owner, text))
        for year in years:
            if path == self._folder(year):
                return page(self._list(year, now))
        return None

    def home(self) -> Answer:
        """The four words as everywhere."""
        return page(
            markup.home(
                self.portal, (*OTHER_COLUMNS, self._column), markup.search_form(*self.search)
            )
        )

    def _folders(self, years: Sequence[int]) -> str:
        """Each folder under the year of the reports in it, not its own."""
        links = "".join(
            f'<li><a href="./{self._folder(year).removeprefix(self._column)}">'
            f"{year - 1}年度</a></li>"
            for year in years
        )
        body = (
            f'<h2>政府信息公开年报</h2><ul class="years">{links}'
            '<li><a href="./xzjd/">乡镇街道年报</a></li></ul>'
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body, head)

    def _list(self, year: int, now: datetime) -> str:
        folder = self._folder(year)
        rows = "\n".join(
            f'<li><a href="./{self.article_path(e).removeprefix(folder)}" '
            f'title="{escape(e.title)}">{escape(e.title)}</a><span>{e.shown_date}</span></li>'
            for e in self.portal.shown(now)
            if e.shown_date.year == year
        )
        script = '<script>createPageHTML(1, 0, "index", "html");</script>'
        body = f'<ul class="list">{rows}</ul><div class="page">{script}</div>'
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"{year - 1}年度_政府信息公开年报", body, head)


def _second(path: str) -> str:
    return f"{path.removesuffix('.html')}_1.html"
