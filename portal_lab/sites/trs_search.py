"""TRS with IGS: a search page that holds a code, and a JSON interface that wants it."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import md5
from html import escape
from urllib.parse import urlsplit

from portal_lab import markup
from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.sites.trs import Trs

_PAGE = "/site/search/"
_INTERFACE = "/igs/front/search.jhtml"


class TrsIgs(Trs):
    """The form of the home page opens the search page; titles come back with marks."""

    search = None

    @property
    def _code(self) -> str:
        return md5(f"igs/{self.portal.host}".encode(), usedforsecurity=False).hexdigest()

    @property
    def _site_id(self) -> str:
        return str(self.portal.number("igs", 1, 99))

    def home(self) -> Answer:
        """政务公开 and the form."""
        body = (
            f"{markup.search_form(_PAGE, 'searchWord')}"
            '<ul class="nav"><li><a href="/zwgk/">政务公开</a></li></ul>'
        )
        return page(markup.document(self.portal, self.portal.owner, body))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The search page, the interface, and all that TRS has."""
        if request.path == _PAGE:
            return page(self._search_page())
        if request.path == _INTERFACE:
            return self._results(request, now)
        return super().own_page(request, now)

    def _search_page(self) -> str:
        body = (
            '<div id="app"><input v-model="word"><div class="results"></div></div>'
            f'<script>var options = {{url: "{_INTERFACE}", code: "{self._code}", '
            f"siteId: '{self._site_id}', pageSize: 10}};</script>"
        )
        return markup.document(self.portal, f"搜索_{self.portal.owner}", body)

    def _results(self, request: Request, now: datetime) -> Answer:
        """By the words of the title; without the code an error of the server."""
        fields = request.query
        if fields.get("code") != self._code or fields.get("siteId") != self._site_id:
            return page('{"error":"code is required"}', status=500, content_type=JSON)
        words = fields.get("searchWord", "")
        hits = [entry for entry in self.portal.shown(now) if words and words in entry.title]
        content = [
            {
                "url": f"http://{self.portal.host}{urlsplit(self.article_path(entry)).path}",
                "title": escape(entry.title).replace("政府信息公开", "<em>政府信息公开</em>"),
                "trs_time": f"{entry.shown_date} 08:20:00",
            }
            for entry in hits
        ]
        pages = -(-len(hits) // 10)
        reply = {"page": {"content": content[:10], "total": str(len(hits)), "totalPages": pages}}
        return page(json.dumps(reply, ensure_ascii=False), content_type=JSON)
