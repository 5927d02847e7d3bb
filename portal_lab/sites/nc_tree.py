"""The n/c tree of some ministries: numbered folders, pages that count down, hidden links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import HTML, Answer, Request, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import OTHER_COLUMNS, Site

PER_PAGE = 20
_ROOT = "/n2254536"
_COLUMN = f"{_ROOT}/n2254544/"
_CLEARANCE = "__jsl_clearance_s"
_CHALLENGE = """<html><head><script>
document.cookie='__jsl_clearance_s=1707090000.12|-1|lab;path=/';location.reload();
</script></head><body></body></html>"""


class NcTree(Site):
    """Page 2 is ``index_900_{pages - 1}.html``, the last ``index_900_1.html``: pieces of markup.

    With ``is_guarded`` every page is first answered by 521 and a script that sets a cookie.
    """

    search = None
    container = '<div id="con_con" class="content">'

    def __init__(self, portal: Portal, *, is_guarded: bool = False) -> None:
        """``is_guarded``: a challenge stands before the portal, its robots.txt apart."""
        self._is_guarded = is_guarded
        super().__init__(portal)

    @property
    def _component(self) -> int:
        return self.portal.number("component", 900, 9000)

    @property
    def column_path(self) -> str:
        """A folder of the tree."""
        return f"{_COLUMN}index.html"

    def article_path(self, entry: Entry) -> str:
        """A folder of its own in the column's."""
        return f"{_COLUMN}c{entry.number + 9_000_000}/content.html"

    def file_path(self, entry: Entry, index: int) -> str:
        """A part of the article's folder."""
        suffix = entry.attachments[index].suffix
        return f"{_COLUMN}c{entry.number + 9_000_000}/part/{entry.number + index + 70_000}.{suffix}"

    def home(self) -> Answer:
        """The four words lead into the tree."""
        return page(markup.home(self.portal, (*OTHER_COLUMNS, self.column_path)))

    def answer(self, request: Request, now: datetime) -> Answer:
        """The challenge first, where there is one; a request without headers is the lab's own."""
        is_ours = not request.headers or request.path == "/robots.txt"
        if self._is_guarded and not is_ours and _CLEARANCE not in request.header("Cookie"):
            return Answer(
                status=521,
                headers=(
                    ("Content-Type", HTML),
                    ("Set-Cookie", "__jsluid_s=8f14e45fceea167a; Path=/; HttpOnly"),
                ),
                body=_CHALLENGE.encode(),
            )
        return super().answer(request, now)

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The column, and the pieces that follow it."""
        shown = self.portal.shown(now)
        pages = max(1, -(-len(shown) // PER_PAGE))
        if request.path in (self.column_path, _COLUMN):
            return page(self._list(pages, shown[:PER_PAGE]))
        match = re.fullmatch(rf"{_COLUMN}index_{self._component}_(\d+)\.html", request.path)
        if match and 1 <= int(match[1]) < pages:
            start = (pages - int(match[1])) * PER_PAGE
            return page(self._rows(shown[start : start + PER_PAGE]))
        return None

    def _rows(self, entries: Sequence[Entry]) -> str:
        rows = "".join(
            f'<li><a href="../..{self.article_path(e)}" title="{escape(e.title)}" '
            f'target="_blank">{escape(e.title)}</a><span>[{e.shown_date}]</span></li>'
            for e in entries
        )
        return f'<ul class="gu-list">{rows}</ul>'

    def _list(self, pages: int, entries: Sequence[Entry]) -> str:
        number = self._component
        hidden = "".join(
            f'<a href="index_{number}_{k}.html">{pages - k + 1}</a>'
            for k in range(pages - 1, 0, -1)
        )
        body = (
            f'<h2>政府信息公开年报</h2><span id="comp_{number}">{self._rows(entries)}</span>'
            f'<div id="pag_{number}"></div><div style="display:none">{hidden}</div>'
            f"<script>var maxPageNum{number} = {pages}; goPub({number}, 1);</script>"
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body, head)
