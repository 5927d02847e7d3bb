"""Epoint EWB: a shell, a script that names the site, and a list by POST of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import md5
from html import escape
from uuid import UUID

from portal_lab import markup
from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

_SHELL = "/dynamic/zwgk/govInfoPub.html"
_SCRIPT = "/js/webBuilderCommon.js"
_PROJECT = "/EWB-FRONT"
_LIST = f"{_PROJECT}/rest/lightfrontaction/getgovinfolist"
_CATEGORY = "003006"
_CUT = 18
_MOST = 50


class Epoint(Site):
    """``title`` is cut, ``realtitle`` is not.

    ``first_page`` is the number of the first page, 0 or 1; a host that counts from 1 has nothing on
    page 0. With ``is_wrapped`` the fields are wanted inside ``params``, as on older hosts.
    """

    search = ("/search/fullsearch.html", "wd")
    container = '<div class="ewb-article-info">'

    def __init__(self, portal: Portal, *, first_page: int = 0, is_wrapped: bool = False) -> None:
        """The ways of the host."""
        super().__init__(portal)
        self._first_page = first_page
        self._is_wrapped = is_wrapped

    @property
    def _guid(self) -> str:
        return str(UUID(bytes=_digest(f"{self.portal.host}/site")))

    @property
    def column_path(self) -> str:
        """The shell; the category stands in the query."""
        return f"{_SHELL}?deptcode=&categorynum={_CATEGORY}"

    def article_path(self, entry: Entry) -> str:
        """A page in the folder of its day."""
        name = UUID(bytes=_digest(f"{self.portal.host}/{entry.number}"))
        return f"/zwgk/003/{_CATEGORY}/{entry.shown_date:%Y%m%d}/{name}.html"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The shell, the script, the list."""
        if request.path == _SHELL:
            return page(self._shell())
        if request.path == _SCRIPT:
            return page(self._script(), content_type="application/javascript")
        if request.path == _LIST:
            return self._listed(request, now)
        return None

    def _listed(self, request: Request, now: datetime) -> Answer:
        if request.method != "POST":
            return page('{"status":{"code":405}}', status=405, content_type=JSON)
        fields = _fields(request, is_wrapped=self._is_wrapped)
        is_ours = fields.get("siteGuid") == self._guid and fields.get("categorynum") == _CATEGORY
        shown = self.portal.shown(now) if is_ours else ()
        size = min(_number(fields, "pageSize") or _MOST, _MOST)
        start = (_number(fields, "pageIndex") - self._first_page) * size
        rows = [self._row(e) for e in shown[start : start + size]] if start >= 0 else []
        reply = {"custom": {"total": len(shown), "data": rows}, "status": {"code": 1}}
        return page(json.dumps(reply, ensure_ascii=False), content_type=JSON)

    def _row(self, entry: Entry) -> dict[str, object]:
        is_cut = len(entry.title) > _CUT
        return {
            "infoid": str(UUID(bytes=_digest(f"{self.portal.host}/{entry.number}"))),
            "infourl": self.article_path(entry),
            "title": f"{entry.title[:_CUT]}..." if is_cut else entry.title,
            "realtitle": entry.title,
            "infodate": entry.shown_date.isoformat(),
            "categorynum": _CATEGORY,
            "deptname": self.portal.owner,
        }

    def _script(self) -> str:
        site = {"siteGuid": self._guid, "projectName": _PROJECT, "isMobile": False}
        return f"var siteInfo = {json.dumps(site)};\nfunction ajaxList() {{ return siteInfo; }}\n"

    def _shell(self) -> str:
        body = f"""<div class="ewb-catalog-table"><table>
<thead><tr><th>信息名称</th><th>发布日期</th></tr></thead>
<tbody id="infolist"></tbody></table><div class="pager"></div></div>
<script src="/js/lib/jquery.min.js"></script><script src="{_SCRIPT}"></script>
<script src="/js/pageView.js"></script>"""
        head = markup.metas(self.portal)
        return markup.document(
            self.portal, f"政府信息公开年报_{escape(self.portal.owner)}", body, head
        )


def _fields(request: Request, *, is_wrapped: bool) -> Mapping[str, object]:
    """What is asked for; nothing where it is not in the form of this host."""
    try:
        asked = json.loads(request.body)
    except ValueError:
        return {}
    inner = asked.get("params") if is_wrapped and isinstance(asked, dict) else asked
    return inner if isinstance(inner, dict) else {}


def _number(fields: Mapping[str, object], name: str) -> int:
    value = fields.get(name)
    return value if isinstance(value, int) else 0


def _digest(seed: str) -> bytes:
    return md5(seed.encode(), usedforsecurity=False).digest()
