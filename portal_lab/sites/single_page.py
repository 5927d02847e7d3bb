"""A single-page application: a shell, a script, and JSON only for those who run the script."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.markup import GROUP
from portal_lab.portal import Entry
from portal_lab.sites.site import Site

PER_PAGE = 10
_COLUMN = "/zwgk/nb"
_ARTICLE = "/zwgk/detail"
_FNV_START, _FNV_PRIME, _WORD = 2166136261, 16777619, 0xFFFFFFFF

_SHELL = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{owner}</title>'
    "<script>window.__SEED__='{seed}'</script></head>"
    '<body><div id="app"></div><script src="/assets/app.js"></script></body></html>'
)
_SCRIPT = """(function () {
  var app = document.getElementById('app');
  function token(text) {
    var h = 2166136261;
    for (var i = 0; i < text.length; i++) {
      h = Math.imul(h ^ text.charCodeAt(i), 16777619) >>> 0;
    }
    return h.toString(16);
  }
  function ask(path, fields) {
    var body = JSON.stringify(fields);
    return fetch(path, {method: 'POST', body: body, headers: {'Content-Type': 'application/json',
      'X-Page-Token': token(window.__SEED__ + '|' + body)}
    }).then(function (r) { return r.json(); });
  }
  function text(value) {
    return String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  }
  function home() {
    var links = GROUP.map(function (g) {
      return '<li><a href="' + g[1] + '">' + g[0] + '</a></li>';
    });
    app.innerHTML = '<h1>' + text(document.title) + '</h1><ul class="zwgk">' +
      links.join('') + '</ul>';
  }
  function list(records, total) {
    var rows = records.map(function (r) {
      return '<li><a href="DETAIL?id=' + r.id + '" title="' + text(r.title) + '">' +
        text(r.title) + '</a><span>' + r.publishDate + '</span></li>';
    });
    app.innerHTML = '<h2>政府信息公开年报</h2><ul class="list" id="list">' + rows.join('') +
      '</ul><div class="total">共' + total + '条</div>';
  }
  function all(page, held) {
    return ask('/gwk/policy/page', {pageNo: page, pageSize: 10}).then(function (reply) {
      held = held.concat(reply.records);
      var isMore = held.length < reply.total && reply.records.length;
      return isMore ? all(page + 1, held) : list(held, reply.total);
    });
  }
  var path = location.pathname;
  if (path === 'COLUMN') { all(1, []); }
  else if (path === 'DETAIL') {
    var id = new URLSearchParams(location.search).get('id');
    ask('/gwk/policy/detail', {id: id}).then(function (r) {
      if (!r.title) { app.innerHTML = '<p class="none">内容不存在</p>'; return; }
      app.innerHTML = '<h1>' + text(r.title) + '</h1><div class="line">发布日期：' + r.publishDate +
        '</div><div id="zoom" class="article-content">' + r.content + '</div>';
    });
  } else { home(); }
})();
"""


class SinglePage(Site):
    """List and article are drawn by a script; a plain client is told 403."""

    search = None
    has_tags = False

    @property
    def _seed(self) -> str:
        return f"{self.portal.number('seed', 0x10000000, 0xFFFFFFFF):x}"

    @property
    def column_path(self) -> str:
        """A route of the application."""
        return _COLUMN

    def article_path(self, entry: Entry) -> str:
        """A route of the application, with the number in the query."""
        return f"{_ARTICLE}?id={entry.number}"

    def report_paths(self, entry: Entry) -> Sequence[str]:
        """None: only the script shows the report."""
        del entry
        return ()

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The shell for every route, the script, and the two interfaces."""
        if request.path in ("/", _COLUMN, _ARTICLE, "/zwgk/zn", "/zwgk/zd", "/zwgk/gknr"):
            return page(_SHELL.format(owner=self.portal.owner, seed=self._seed))
        if request.path == "/assets/app.js":
            return page(_script(), content_type="text/javascript; charset=utf-8")
        if request.path in ("/gwk/policy/page", "/gwk/policy/detail"):
            return self._interface(request, now)
        return None

    def _interface(self, request: Request, now: datetime) -> Answer:
        body = request.body.decode("utf-8", "replace")
        if request.method != "POST" or request.header("X-Page-Token") != self.token(body):
            return page('{"code":403,"msg":"非法请求"}', status=403, content_type=JSON)
        try:
            fields = json.loads(body)
            reply = (
                self._page(int(fields["pageNo"]), now)
                if request.path.endswith("page")
                else self._detail(int(fields["id"]), now)
            )
        except (ValueError, KeyError, TypeError):
            return page('{"code":400,"msg":"参数错误"}', status=400, content_type=JSON)
        return page(json.dumps(reply, ensure_ascii=False), content_type=JSON)

    def token(self, body: str) -> str:
        """What the script works out for a request with this body."""
        number = _FNV_START
        for sign in f"{self._seed}|{body}":
            number = ((number ^ ord(sign)) * _FNV_PRIME) & _WORD
        return f"{number:x}"

    def _page(self, number: int, now: datetime) -> dict[str, object]:
        shown = self.portal.shown(now)
        records = [
            {"id": e.number, "title": e.title, "publishDate": e.shown_date.isoformat()}
            for e in shown[(number - 1) * PER_PAGE : number * PER_PAGE]
        ]
        return {"code": 200, "total": len(shown), "records": records}

    def _detail(self, number: int, now: datetime) -> dict[str, object]:
        for entry in self.portal.shown(now):
            if entry.number == number:
                date = entry.shown_date.isoformat()
                return {"title": entry.title, "publishDate": date, "content": entry.body()}
        return {"title": "", "publishDate": "", "content": ""}


def _script() -> str:
    routes = ("/zwgk/zn", "/zwgk/zd", "/zwgk/gknr", _COLUMN)
    group = json.dumps(list(zip(GROUP, routes, strict=True)), ensure_ascii=False)
    return _SCRIPT.replace("GROUP", group).replace("COLUMN", _COLUMN).replace("DETAIL", _ARTICLE)
