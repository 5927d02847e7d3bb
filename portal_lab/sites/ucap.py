"""UCAP: an empty list that asks an interface by the id of its channel."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from hashlib import md5
from html import escape

from config.clock import SHANGHAI
from portal_lab import markup
from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.portal import Entry
from portal_lab.sites.site import Site

PER_PAGE = 20
_HOUR = time(16, 38)
_OFF = timedelta(hours=8)
_HEAD = '<meta name="renderer" content="webkit">'


class Ucap(Site):
    """``publishedTime`` is eight hours off, so that it is another day than the string beside it.

    Articles have no tags of the national guide but ``firstpublishedtime``; addresses in the answers
    name the host without a scheme.
    """

    search = ("/so/s", "qt")
    has_tags = False

    @property
    def _channel(self) -> str:
        seed = f"{self.portal.host}/channel".encode()
        return md5(seed, usedforsecurity=False).hexdigest()

    @property
    def _code(self) -> str:
        return f"c{self.portal.number('code', 100_000, 199_999)}"

    @property
    def column_path(self) -> str:
        """The page with the empty list."""
        return f"/zfxxgk/{self._code}/common_zfxxgknb.shtml"

    def article_path(self, entry: Entry) -> str:
        """The page of an article."""
        return f"/zfxxgk/{self._code}/c{entry.number + 7_661_000}/content.shtml"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The column and the interface."""
        if request.path == self.column_path:
            return page(self._column_page())
        if request.path == f"/searchList/{self._channel}":
            number = request.query.get("page", "1")
            return self._listed(request, int(number) if number.isdecimal() else 1, now)
        return None

    def _listed(self, request: Request, number: int, now: datetime) -> Answer:
        if request.query.get("_isJson") != "true":
            return page("<div class='data'></div>")
        shown = self.portal.shown(now)
        rows = [self._row(e) for e in shown[max(0, number - 1) * PER_PAGE : number * PER_PAGE]]
        listed = {"page": number, "rows": PER_PAGE, "total": len(shown), "results": rows}
        return page(json.dumps({"data": listed}, ensure_ascii=False), content_type=JSON)

    def _row(self, entry: Entry) -> dict[str, object]:
        local = datetime.combine(entry.shown_date, _HOUR, SHANGHAI)
        return {
            "manuscriptId": str(entry.number + 7_661_000),
            "title": entry.title,
            "url": f"//{self.portal.host}{self.article_path(entry)}",
            "publishedTime": int((local + _OFF).timestamp()) * 1000,
            "publishedTimeStr": f"{local:%Y-%m-%d %H:%M:%S}",
            "channelName": "政府信息公开年报",
            "domainMetaList": [{"resultList": [{"name": "发文日期", "value": ""}]}],
        }

    def _column_page(self) -> str:
        body = f"""<div class="main"><h2>政府信息公开年报</h2><ul id="list"></ul>
<div id="page_div"></div></div>
<script>var channelId = '{self._channel}';</script>
<script src="/xhtml/js/common_list.js"></script>"""
        title = f"政府信息公开年报_{self.portal.owner}"
        return markup.document(self.portal, title, body, _HEAD)

    def article(self, entry: Entry) -> Answer:
        """Title, date and body in the elements of this vendor."""
        if entry.page:
            return super().article(entry)
        local = datetime.combine(entry.shown_date, _HOUR, SHANGHAI)
        meta = f'<meta name="firstpublishedtime" content="{local:%Y-%m-%d-%H:%M:%S}">'
        body = f"""<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> &gt;
政府信息公开年报</div>
<h1 id="ti">{escape(entry.title)}</h1>
<div class="pages-date">{local:%Y-%m-%d %H:%M}
<span class="font">来源：{escape(self.portal.owner)}</span></div>
<div class="pages_content" id="UCAP-CONTENT">{entry.body()}</div>
{self.attachment_box(entry)}"""
        head = f"{_HEAD}\n{meta}"
        title = f"{entry.title}_{self.portal.owner}"
        return page(markup.document(self.portal, title, body, head))
