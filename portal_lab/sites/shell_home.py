"""A home page behind two shells, and a column behind 政务公开 and a picture."""

from __future__ import annotations

from datetime import datetime

from portal_lab import markup
from portal_lab.answers import Answer, Request, page
from portal_lab.sites.static_list import StaticList

_SHELL = '<html><head><script>location.replace("/web/");</script></head><body></body></html>'
_REFRESH = (
    '<html><head><meta http-equiv="refresh" content="0; url=index.html"></head><body></body></html>'
)
_SHELL_BYTES = 160


class ShellHome(StaticList):
    """``/`` is 160 bytes of ``location.replace``, ``/web/`` a refresh, ``/web/index.html`` home.

    The list is a static one; its only link is a picture on the page of 政务公开.
    """

    search = None

    def home(self) -> Answer:
        """The first shell, filled up with spaces."""
        return page(_SHELL.replace("<body>", f"<body>{' ' * (_SHELL_BYTES - len(_SHELL))}"))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The second shell, the true home, 政务公开, and the list."""
        if request.path == "/web/":
            return page(_REFRESH)
        if request.path == "/web/index.html":
            words = ("机构概况", "政务公开", "办事服务", "互动交流")
            paths = ("/jggk/", "../zwgk/", "/bsfw/", "/hdjl/")
            links = "".join(
                f'<li><a href="{path}">{word}</a></li>'
                for word, path in zip(words, paths, strict=True)
            )
            body = f'<ul class="nav">{links}</ul>'
            return page(markup.document(self.portal, self.portal.owner, body))
        if request.path == "/zwgk/":
            picture = '<img src="/images/nb.png" alt="政府信息公开年报">'
            body = (
                f'<div class="cards"><a href="{self.column_path}">{picture}</a>'
                '<a href="/ysq/"><img src="/images/ysq.png" alt="依申请公开"></a></div>'
            )
            return page(markup.document(self.portal, f"政务公开_{self.portal.owner}", body))
        return super().own_page(request, now)
