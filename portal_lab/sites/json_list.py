"""A single-page application with a list interface that its bundle names plainly."""

from __future__ import annotations

import json
from datetime import datetime

from portal_lab.answers import JSON, Answer, Request, page
from portal_lab.markup import GROUP
from portal_lab.portal import Entry, Portal
from portal_lab.sites.single_page import SinglePage

PER_PAGE = 10
_COLUMN = "/zwgk/nb"
_DETAIL = "/zhengce/detail"
_LIST, _ARTICLE = "/gwk/policy/page", "/gwk/policy/detail"
_SCRIPT_PATH = "/static/js/app.3f2a91c0.js"
_SESSION = "pagesid"
_SHELL_BYTES = 900

_SHELL = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<link rel="stylesheet" href="/static/css/app.css"><style>{padding}</style></head>'
    '<body><noscript>请启用浏览器脚本</noscript><div id="app"></div>'
    '<script src="/static/js/vendor.77.js"></script><script src="{script}"></script></body></html>'
)
_SCRIPT = """(function(){var d=document,a=d.getElementById('app'),s="SITE";
d.cookie='pagesid='+s+';path=/';
var o={post:function(u,b){return fetch(u,{method:'POST',credentials:'include',
headers:{'Content-Type':'application/json'},body:JSON.stringify(b)}).then(function(r){
return r.json()})}};
function h(v){return String(v).replace(/&/g,'&amp;').replace(/</g,'&lt;').replace(/"/g,'&quot;')}
function u(e){return "DETAIL?businessId="+e.businessId+"&siteId="+e.siteId}
function q(t){return o.post("LIST",{siteIdList:["SITE"],pageNo:t,pageSize:10})}
function all(t,k){return q(t).then(function(r){k=k.concat(r.data.records);
return k.length<r.data.total&&r.data.records.length?all(t+1,k):show(k,r.data.total)})}
function show(k,n){a.innerHTML='<h2>政府信息公开年报</h2><ul class="list">'+k.map(function(e){
return '<li><a href="'+u(e).replace('&','&amp;')+'">'+h(e.title)+'</a><span>'+e.publishDate+
'</span></li>'}).join('')+'</ul><div class="total">共'+n+'条</div>'}
var p=location.pathname;if(p==='COLUMN'){all(1,[])}else if(p==='DETAIL'){
var i=new URLSearchParams(location.search).get('businessId');
o.post("ARTICLE",{businessId:i}).then(function(r){a.innerHTML=r.title?'<h1>'+h(r.title)+
'</h1><div class="line">发布日期：'+r.publishDate+'</div><div id="ivs_content">'+r.content+'</div>'
:'<p class="none">内容不存在</p>'})}else{a.innerHTML='<h1>'+h(d.title)+'</h1><ul class="zwgk">'+
HOME.map(function(g){return '<li><a href="'+g[1]+'">'+g[0]+'</a></li>'}).join('')+'</ul>'}
})();
"""


class JsonList(SinglePage):
    """A shell of 900 bytes, a bundle, a list by POST; articles are drawn by the script.

    With ``needs_session`` the interfaces answer 403 to whoever has not run the page.
    """

    search = None
    has_tags = False

    def __init__(self, portal: Portal, *, needs_session: bool = False) -> None:
        """``needs_session``: the cookie that the page's script sets must come along."""
        self._needs_session = needs_session
        super().__init__(portal)

    @property
    def _site_id(self) -> str:
        return f"{self.portal.number('site', 1, 120):04d}"

    def article_path(self, entry: Entry) -> str:
        """A route with the ids of the record."""
        return f"{_DETAIL}?businessId={entry.number + 75_000}&siteId={self._site_id}"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The shell for every route, the scripts, and the two interfaces."""
        routes = ("/", _COLUMN, _DETAIL, "/zwgk/zn", "/zwgk/zd", "/zwgk/gknr")
        if request.path in routes:
            return page(self._shell(request.path))
        if request.path in (_SCRIPT_PATH, "/static/js/vendor.77.js"):
            script = self._script() if request.path == _SCRIPT_PATH else "/* vendor */"
            return page(script, content_type="text/javascript; charset=utf-8")
        if request.path in (_LIST, _ARTICLE):
            return self._reply(request, now)
        return None

    def _shell(self, path: str) -> str:
        kind = "政府信息公开年报_" if path == _COLUMN else ""
        shell = _SHELL.replace("{title}", f"{kind}{self.portal.owner}")
        shell = shell.replace("{script}", _SCRIPT_PATH)
        missing = _SHELL_BYTES - len(shell.encode()) + len("{padding}")
        return shell.replace("{padding}", "/*" + "." * max(0, missing - 4) + "*/")

    def _script(self) -> str:
        routes = ("/zwgk/zn", "/zwgk/zd", "/zwgk/gknr", _COLUMN)
        group = json.dumps(list(zip(GROUP, routes, strict=True)), ensure_ascii=False)
        filled = _SCRIPT.replace("HOME", group).replace("SITE", self._site_id)
        for name, value in (("COLUMN", _COLUMN), ("DETAIL", _DETAIL), ("LIST", _LIST)):
            filled = filled.replace(name, value)
        return filled.replace("ARTICLE", _ARTICLE)

    def _reply(self, request: Request, now: datetime) -> Answer:
        has_session = f"{_SESSION}=" in request.header("Cookie")
        if request.method != "POST" or (self._needs_session and not has_session):
            return page('{"code":403,"msg":"非法请求"}', status=403, content_type=JSON)
        try:
            fields = json.loads(request.body)
            if request.path == _ARTICLE:
                reply = self._detail(int(fields["businessId"]) - 75_000, now)
            else:
                is_known = fields["siteIdList"] == [self._site_id]
                reply = self._listed(int(fields["pageNo"]), now, is_known=is_known)
        except (ValueError, KeyError, TypeError):
            return page('{"code":400,"msg":"参数错误"}', status=400, content_type=JSON)
        return page(json.dumps(reply, ensure_ascii=False), content_type=JSON)

    def _listed(self, number: int, now: datetime, *, is_known: bool) -> dict[str, object]:
        shown = self.portal.shown(now) if is_known else ()
        records = [
            {
                "businessId": str(e.number + 75_000),
                "siteId": self._site_id,
                "title": e.title,
                "publishDate": e.shown_date.isoformat(),
            }
            for e in shown[(number - 1) * PER_PAGE : number * PER_PAGE]
        ]
        return {"code": 200, "data": {"total": len(shown), "records": records}}
