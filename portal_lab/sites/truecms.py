"""truecms: the first records in the page, the rest by call-back, and only for its own page."""

from __future__ import annotations

import json
import re
from datetime import datetime
from hashlib import md5
from html import escape
from uuid import UUID

from portal_lab import markup
from portal_lab.answers import Answer, Request, not_found, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

_EMBEDDED = 15
_FOLDER = "/zfxxgk/zfxxgknb/"
_PROXY = "/truecms/messageController/getMessage.do"
_SCRIPT = "application/javascript; charset=utf-8"


class Truecms(Site):
    """Answers 404 without ``Referer``, and nothing to whoever asks for more than ``most`` rows."""

    search = ("/truecms/search.html", "keywords")
    container = '<div id="zoomcon" class="article-content">'

    def __init__(self, portal: Portal, *, most: int = 20) -> None:
        """``most`` is how many records one answer may hold."""
        super().__init__(portal)
        self._most = most

    @property
    def _column(self) -> str:
        return str(UUID(bytes=_digest(f"{self.portal.host}/column")))

    @property
    def column_path(self) -> str:
        """The list."""
        return f"{_FOLDER}zfxxgknb.html"

    def article_path(self, entry: Entry) -> str:
        """An address that tells nothing."""
        return f"{_FOLDER}content/{UUID(bytes=_digest(f'{self.portal.host}/{entry.number}'))}.html"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The list and what it asks for."""
        if request.path == self.column_path:
            return page(self._column_page(now))
        if request.path == _PROXY:
            return self._records(request, now) if request.header("Referer") else not_found()
        return None

    def _records(self, request: Request, now: datetime) -> Answer:
        fields = request.query
        callback = fields.get("callback", "")
        numbers = [fields.get(name, "") for name in ("startrecord", "endrecord", "perpage")]
        if not re.fullmatch(r"\w{1,40}", callback) or not all(n.isdecimal() for n in numbers):
            return page("参数错误", status=400)
        first, last, size = (int(number) for number in numbers)
        result = ""
        if fields.get("columnId") == self._column and size <= self._most:
            rows = self._rows(now)
            chosen = rows[max(first, 1) - 1 : min(last, first + size - 1)]
            result = _datastore(chosen, len(rows)) if chosen or not rows else ""
        text = json.dumps({"result": result}, ensure_ascii=False)
        return page(f"{callback}({text});", content_type=_SCRIPT)

    def _rows(self, now: datetime) -> list[str]:
        return [
            f"<li><a href='{self.article_path(e)}' title='{escape(e.title)}'>{escape(e.title[:20])}"
            f"</a><span>{e.shown_date}</span></li>"
            for e in self.portal.shown(now)
        ]

    def _column_page(self, now: datetime) -> str:
        rows = self._rows(now)
        body = f"""<ul id="list"></ul>
<div id="initData" style="display:none">{_datastore(rows[:_EMBEDDED], len(rows))}</div>
<script>var pageConfig = {{columnId:'{self._column}',proxyUrl:'{_PROXY}',
 totalRecord:{len(rows)}}}; truePage('#list', pageConfig);</script>"""
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body, head)


def _datastore(rows: list[str], total: int) -> str:
    records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
    return (
        f"<datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore>"
    )


def _digest(seed: str) -> bytes:
    return md5(seed.encode(), usedforsecurity=False).digest()
