"""Hanweb JPaaS: the page asks for its parts one by one; files come through a gateway."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import md5
from html import escape
from time import monotonic
from urllib.parse import urlencode

from portal_lab import markup
from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

PER_PAGE = 15
LINK_LIFE = timedelta(seconds=60)
_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_DOWNLOAD = "/api-gateway/jpaas-web-server/front/document/file-download"
_TAGS = ("栏目导航", "热点推荐", "当前栏目list")
_ERROR = '{"success":false,"code":"500","message":"系统繁忙","data":null}'


class HanwebJpaas(Site):
    """Three units, the list last; the first question for the list gets an error.

    Links to files die a minute after their page was served last (by the lab's clock). Two downloads
    within ``pause`` seconds (by ``beat``, a clock of seconds) are too many.
    """

    search = ("/jrobot/search.do", "q")
    container = '<div class="wzzw-article">'

    def __init__(
        self, portal: Portal, *, pause: float = 1.0, beat: Callable[[], float] = monotonic
    ) -> None:
        """Nothing has been asked for yet."""
        super().__init__(portal)
        self._pause = pause
        self._beat = beat
        self._last_download: float | None = None
        self._has_failed = False
        self._served: dict[str, datetime] = {}  # when the page of a file was served last

    @property
    def _column(self) -> int:
        return self.portal.number("column", 1_229_000_000, 1_229_999_999)

    @property
    def _web(self) -> int:
        return self.portal.number("web", 100, 4000)

    @property
    def column_path(self) -> str:
        """The page of the units."""
        return f"/col/col{self._column}/index.html"

    def article_path(self, entry: Entry) -> str:
        """The new form of addresses."""
        seed = f"{self.portal.host}/{entry.number}".encode()
        name = md5(seed, usedforsecurity=False).hexdigest()
        return f"/col/col{self._column}/art/{entry.shown_date.year}/art_{name}.html"

    def file_path(self, entry: Entry, index: int) -> str:
        """Where the file lies; pages link to the gateway."""
        seed = f"{self.portal.host}/{entry.number}/{index}".encode()
        name = md5(seed, usedforsecurity=False).hexdigest()
        suffix = entry.attachments[index].suffix
        return f"/cms_files/jcms1/web{self._web}/site/attach/0/{name}.{suffix}"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The column, the units, the gateway, and articles with fresh links."""
        if request.path == self.column_path:
            return page(self._column_page())
        if request.path == _UNIT:
            return self._unit(request, now)
        if request.path == _DOWNLOAD:
            return self._download(request, now)
        entry = self._articles.get(request.path)
        if entry and entry.attachments and not entry.page and entry.appears_at <= now:
            body = entry.body() if entry.content else ""
            boxed = self._links(entry)
            self._served.update(
                {self.file_path(entry, i): now for i in range(len(entry.attachments))}
            )
            return page(markup.article(self.portal, entry, self.container, body, boxed))
        return None

    def _unit(self, request: Request, now: datetime) -> Answer:
        """A part of the page. ``pageNo`` in the address counts for nothing."""
        asked = self._fields(request.query.get("tagId", ""))
        if any(request.query.get(name) != value for name, value in asked.items()):
            return page(_ERROR, content_type=JSON)
        if request.query["tagId"] != _TAGS[-1]:
            return _reply(_navigation(request.query["tagId"]))
        if not self._has_failed:
            self._has_failed = True
            return page(_ERROR, content_type=JSON)
        return _reply(self._listed(_number(request.query.get("paramJson", "{}")), now))

    def _listed(self, number: int, now: datetime) -> str:
        """A page of the list; behind the last one that one again."""
        shown = self.portal.shown(now)
        number = max(1, min(number, -(-len(shown) // PER_PAGE)))
        rows = "".join(
            f'<li class="clearfix"><a href="{self.article_path(e)}" title="{escape(e.title)}" '
            f'target="_blank">{escape(e.title)}</a><span class="bt-right">{e.shown_date}</span>'
            "</li>"
            for e in shown[(number - 1) * PER_PAGE : number * PER_PAGE]
        )
        return (
            f"<div class='page-content'><ul>{rows}</ul></div><div class='pagination' "
            f"rows='{PER_PAGE}' count='{len(shown)}' unitUrl='{_UNIT}'></div>"
        )

    def _fields(self, tag: str) -> Mapping[str, str]:
        return {
            "parseType": "bulidstatic",
            "webId": str(self._web),
            "tplSetId": f"MsPkwMwl{self._web}",
            "pageType": "column",
            "tagId": tag,
            "editType": "null",
            "pageId": str(self._column),
        }

    def _column_page(self) -> str:
        scripts = "\n".join(
            '<script src="/script/0/2302151524/AuthorizedRead/unitbuild.js" '
            f'url="{_UNIT}" queryData="{_quoted(self._fields(tag))}"></script>'
            for tag in _TAGS
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"{self.portal.owner} 政府信息公开年报", scripts, head)

    def _links(self, entry: Entry) -> str:
        files = "".join(
            f'<p><a href="{_DOWNLOAD}?{urlencode({"fileUrl": self.file_path(entry, i)})}" '
            f'title="{a.name}">{a.name}</a></p>'
            for i, a in enumerate(entry.attachments)
        )
        return f'<div class="fjxz">附件：{files}</div>'

    def _download(self, request: Request, now: datetime) -> Answer:
        stored = request.query.get("fileUrl", "")
        served = self._served.get(stored)
        if served is None or now - served > LINK_LIFE:
            return _refused(403, "链接已失效")
        last, beat = self._last_download, self._beat()
        if last is not None and beat - last < self._pause:
            return _refused(429, "下载过于频繁", ("Retry-After", "1"))
        self._last_download = beat
        return self._stored(stored, now)


def _quoted(fields: Mapping[str, str]) -> str:
    return "{" + ",".join(f"'{name}':'{value}'" for name, value in fields.items()) + "}"


def _number(asked: str) -> int:
    try:
        found = json.loads(asked)
    except ValueError:
        return 1
    number = found.get("pageNo") if isinstance(found, dict) else None
    return number if isinstance(number, int) else 1


def _reply(html: str) -> Answer:
    text = json.dumps({"success": True, "code": "200", "data": {"html": html}}, ensure_ascii=False)
    return page(text, content_type=JSON)


def _navigation(tag: str) -> str:
    names: Sequence[str] = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容")
    if tag != _TAGS[0]:
        names = ("苏镇市召开全市安全生产视频会议", "市领导走访慰问困难群众")
    links = "".join(f'<li><a href="/xw/{i}.html">{name}</a></li>' for i, name in enumerate(names))
    return f"<ul>{links}</ul>"


def _refused(status: int, message: str, *headers: tuple[str, str]) -> Answer:
    text = json.dumps({"success": False, "code": str(status), "message": message})
    kind = ("Content-Type", JSON)
    return Answer(status=status, headers=(kind, *headers), body=text.encode())
