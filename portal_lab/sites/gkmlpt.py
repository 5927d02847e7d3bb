"""The gkmlpt platform: a script object in the page names the columns, JSON gives the lists."""

from __future__ import annotations

import json
import re
from datetime import datetime, time, timedelta

from config.clock import SHANGHAI
from portal_lab import markup
from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

PER_PAGE = 20
_SHELLS = ("index", "guide", "policy", "annualreport")


class Gkmlpt(Site):
    """Lists come from ``/gkmlpt/api/all/{column}``; past the end the body is empty.

    ``folder`` is where the platform stands for one department among many, such as ``/slj``.
    """

    search = ("/gkmlpt/search", "keywords")
    container = '<div class="article-content">'

    def __init__(self, portal: Portal, *, folder: str = "") -> None:
        """``folder`` begins with a slash, or is empty."""
        self._root = f"{folder}/gkmlpt"
        super().__init__(portal)

    @property
    def _column(self) -> int:
        return self.portal.number("column", 2000, 9000)

    @property
    def _site_id(self) -> str:
        return str(self.portal.number("sid", 700000, 799999))

    @property
    def column_path(self) -> str:
        """The page of the annual reports; the fragment names the column."""
        return f"{self._root}/annualreport#{self._column}"

    def article_path(self, entry: Entry) -> str:
        """Numbered in two steps, as the platform does."""
        number = entry.number + 11_200_000
        return f"{self._root}/content/11/{number // 1000}/post_{number}.html"

    def home(self) -> Answer:
        """The four words lead into the platform."""
        shells = (f"{self._root}/{name}" for name in ("guide", "policy", "index"))
        links = (*shells, self.column_path)
        return page(markup.home(self.portal, links, markup.search_form(*Gkmlpt.search)))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The shells and the list interface."""
        if request.path in {f"{self._root}/{name}" for name in _SHELLS}:
            return page(self._shell(now))
        match = re.fullmatch(rf"{re.escape(self._root)}/api/all/(\d+)", request.path)
        if match is None:
            return None
        if request.query.get("sid") != self._site_id or int(match[1]) not in (0, self._column):
            return page('{"classify":null,"articles":[]}', content_type=JSON)
        number = request.query.get("page", "1")
        return page(self._listed(int(number) if number.isdigit() else 1, now), content_type=JSON)

    def _listed(self, number: int, now: datetime) -> str:
        """The page of the list as JSON, or nothing past the end."""
        shown = self.portal.shown(now)
        entries = shown[max(0, number - 1) * PER_PAGE : number * PER_PAGE]
        if not entries and number > 1:
            return ""
        classify = {"id": self._column, "name": "政府信息公开年报", "post_count": len(shown)}
        return json.dumps(
            {"classify": classify, "articles": [self._article(e) for e in entries]},
            ensure_ascii=False,
        )

    def _article(self, entry: Entry) -> dict[str, object]:
        """One entry; ``date`` is when it was written, two days before it was published."""
        published = datetime.combine(entry.shown_date, time(), SHANGHAI)
        url = entry.link or f"http://{self.portal.host}{self.article_path(entry)}"
        return {
            "id": entry.number + 11_200_000,
            "title": entry.title,
            "url": url,
            "post_url": url,
            "document_number": "",
            "identifier": f"{self._site_id}/2024-{entry.number:05d}",
            "publisher": self.portal.owner,
            "keywords": "",
            "date": int((published - timedelta(days=2)).timestamp()),
            "created_at": entry.shown_at + ":00",
            "display_publish_time": int(published.timestamp()),
            "classify_main": self._column,
            "classify_main_name": "政府信息公开年报",
            "classify_genre_name": "报告",
            "abstract": "",
            "is_expired": 0,
            "is_abolished": 0,
            "attachment": [],
            "relation": [],
        }

    def _shell(self, now: datetime) -> str:
        tree = [
            _node(self._column - 20, "机构职能", 3),
            _node(self._column - 12, "法定主动公开内容", 0, [_node(self._column - 11, "政策", 8)]),
            {**_node(self._column - 5, "依申请公开", 0), "jump_url": "http://ysq.gd.example/apply"},
            _node(self._column, "政府信息公开年报", len(self.portal.shown(now))),
        ]
        script = (
            f"<script>window._CONFIG = {{ SID: '{self._site_id}', SITE_NAME: "
            f"'{self.portal.owner}', TREE: {json.dumps(tree, ensure_ascii=False)}, "
            "SERVICE_AREA_ID: 755, DEBUG: false }</script>"
        )
        body = f'<div id="app"></div>{script}<script src="{self._root}/static/app.js"></script>'
        head = markup.metas(self.portal)
        return markup.document(self.portal, f"政府信息公开目录_{self.portal.owner}", body, head)


def _node(
    number: int, name: str, count: int, children: list[dict[str, object]] | None = None
) -> dict[str, object]:
    return {
        "id": number,
        "name": name,
        "post_count": count,
        "jump_url": "",
        "children": children or [],
    }
