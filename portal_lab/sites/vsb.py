"""VSB: static pages that count down, Chinese dates, files whose type stands in the header only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from zlib import crc32

from portal_lab import markup
from portal_lab.answers import Answer, Request, file, not_found, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

PER_PAGE = 15
_COLUMN = "/zfxxgk/nb.htm"
_DOWNLOAD = "/system/_content/download.jsp"
# Newer than any report, and in the plain form that date finders like best.
_SIDE = (
    ("苏镇市召开全市安全生产视频会议", "2024-02-04"),
    ("市领导走访慰问困难群众", "2024-02-03"),
    ("春节期间便民服务安排", "2024-02-02"),
)


class Vsb(Site):
    """Page 1 is ``nb.htm``, page 2 ``nb/{pages - 1}.htm``, the last ``nb/1.htm``.

    ``is_old`` chooses the older make of the pager: a table with ``共45条 1/3``. Files are given to
    those alone whose ``Referer`` is an article.
    """

    search = None
    container = '<div id="vsb_content" class="v_news_content">'

    def __init__(self, portal: Portal, *, is_old: bool = True) -> None:
        """``is_old``: tables and ``fanye``; else lists and ``p_pages``."""
        self._is_old = is_old
        super().__init__(portal)
        self._downloads = {
            self.file_path(entry, i): (entry, attachment)
            for entry in portal.entries
            for i, attachment in enumerate(entry.attachments)
        }

    @property
    def _unit(self) -> int:
        return self.portal.number("unit", 100000, 200000)

    @property
    def column_path(self) -> str:
        """The first page of the list."""
        return _COLUMN

    def article_path(self, entry: Entry) -> str:
        """By the number of the tree and of the article."""
        return f"/info/{self.portal.number('tree', 1000, 1999)}/{entry.number + 3000}.htm"

    def file_path(self, entry: Entry, index: int) -> str:
        """Two numbers and no name."""
        number = crc32(f"{self.portal.host}/{entry.number}/{index}".encode())
        owner = self.portal.number("owner", 1_000_000_000, 2_000_000_000)
        return f"{_DOWNLOAD}?urltype=news.DownloadAttachUrl&owner={owner}&wbfileid={number}"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The pages of the list, and the downloads."""
        if request.path == _DOWNLOAD:
            entry, attachment = self._downloads.get(request.target, (None, None))
            if entry is None or attachment is None or entry.appears_at > now:
                return not_found()
            # Given to those who come from an article; a request without headers is the lab's own.
            if request.headers and "/info/" not in request.header("Referer"):
                return page("<html><body>非法下载</body></html>", status=403)
            return file(attachment.name, "application/octet-stream", attachment.make())
        shown = self.portal.shown(now)
        pages = max(1, -(-len(shown) // PER_PAGE))
        for number in range(1, pages + 1):
            if request.path == _page_path(number, pages):
                start = (number - 1) * PER_PAGE
                return page(self._list(number, pages, shown[start : start + PER_PAGE], len(shown)))
        return None

    def article(self, entry: Entry) -> Answer:
        """No tags: the title in its form, the date in Chinese, newer dates in the side bar."""
        side = "".join(
            f'<li id="line_u7_{i}"><a href="/info/1001/{i}.htm">{t}</a><em>{d}</em></li>'
            for i, (t, d) in enumerate(_SIDE)
        )
        body = f"""<div class="bread">当前位置：<a href="/">首页</a> &gt; 政府信息公开年报</div>
<div class="side"><ul>{side}</ul></div>
<form name="_newscontent_fromname"><h1>{escape(entry.title)}</h1>
<div class="line">发布日期：{_chinese(entry.shown_date)} 点击数：
<script>_showDynClicks("wbnews", 1, {entry.number})</script></div>
{self.container}
{entry.body()}
</div>
{self.attachment_box(entry)}</form>"""
        return page(markup.document(self.portal, f"{entry.title}-{self.portal.owner}", body))

    def _list(self, number: int, pages: int, entries: Sequence[Entry], total: int) -> str:
        side = "".join(
            f'<li id="line_u7_{i}"><a href="/info/1001/{i}.htm">{t}</a><span>{d}</span></li>'
            for i, (t, d) in enumerate(_SIDE)
        )
        body = (
            f'<div class="side"><ul>{side}</ul></div><h2>政府信息公开年报</h2>'
            + (self._rows(entries) if self._is_old else self._items(entries))
            + (
                self._old_pager(number, pages, total)
                if self._is_old
                else self._new_pager(number, pages, total)
            )
        )
        head = markup.metas(self.portal, column=True)
        head += '<script src="/system/resource/js/gotopage.js"></script>'
        return markup.document(self.portal, f"政府信息公开年报-{self.portal.owner}", body, head)

    def _rows(self, entries: Sequence[Entry]) -> str:
        rows = "".join(
            f'<tr id="line{self._unit}_{i}"><td><a class="c" href="{self.article_path(e)}" '
            f'target="_blank" title="{escape(e.title)}">{escape(e.title)}</a></td>'
            f"<td>{_chinese(e.shown_date)}</td></tr>"
            for i, e in enumerate(entries)
        )
        return f'<table class="winstyle{self._unit}">{rows}</table>'

    def _items(self, entries: Sequence[Entry]) -> str:
        rows = "".join(
            f'<li id="line_u13_{i}"><a href="{self.article_path(e)}" title="{escape(e.title)}">'
            f"{escape(e.title)}</a><span>{_chinese(e.shown_date)}</span></li>"
            for i, e in enumerate(entries)
        )
        return f'<ul class="list">{rows}</ul>'

    def _old_pager(self, number: int, pages: int, total: int) -> str:
        unit, script = self._unit, "_simple_list_gotopage_fun"
        links = '<span class="NextDisabled">下页</span><span class="NextDisabled">尾页</span>'
        if number < pages:
            links = (
                f'<a class="Next" href="{_page_path(number + 1, pages)}">下页</a>'
                f'<a class="Next" href="{_page_path(pages, pages)}">尾页</a>'
            )
        return (
            f"<script>function a{unit}_gopage_fun(){{{script}({pages},'a{unit}GOPAGE',2)}}</script>"
            f'<table><tr><td id="fanye{unit}" nowrap>共{total}条&nbsp;&nbsp;{number}/{pages}&nbsp;'
            f'</td><td><span class="PrevDisabled">首页</span>{links}</td></tr></table>'
        )

    def _new_pager(self, number: int, pages: int, total: int) -> str:
        ahead = '<span class="p_next_d p_fun_d">下页</span>'
        if number < pages:
            path = _page_path(number + 1, pages)
            ahead = f'<span class="p_next p_fun"><a href="{path}">下页</a></span>'
        go = f"_simple_list_gotopage_fun({pages},&quot;u13_goto&quot;,2)"
        return (
            '<div class="pb_sys_common pb_sys_full"><span class="p_pages">'
            f'<span class="p_no_d">{number}</span>{ahead}</span> '
            f'<span class="p_t">共{total}条</span> '
            f'<a href="javascript:;" onclick="{go}">跳转</a></div>'
        )


def _page_path(number: int, pages: int) -> str:
    folder = re.sub(r"\.htm$", "", _COLUMN)
    return _COLUMN if number == 1 else f"{folder}/{pages - number + 1}.htm"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"
