"""An old site in GBK: frames, layout tables, a base address, links in ``onclick``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from portal_lab.answers import Answer, Request, not_found
from portal_lab.markup import GROUP
from portal_lab.portal import Entry
from portal_lab.sites.site import Site

# The second sign of the street is in GBK but not in GB2312, which the page claims to be.
_ADDRESS = "地址：苏镇市镕湖路8号 联系人：办公室"
_OTHER_PAGES = ("/xxgk/zn.htm", "/xxgk/zd.htm", "/xxgk/ml.htm")
_HEAD = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'


class GbkFrames(Site):
    """The home page is a frameset; the four words stand in the left frame.

    No charset in the header. The report lies in an inner frame of its article page.
    """

    search = None
    has_tags = False

    @property
    def column_path(self) -> str:
        """The list, meant for the frame ``main``."""
        return "/xxgk/nb/index.htm"

    def article_path(self, entry: Entry) -> str:
        """The page around the report."""
        return f"/xxgk/nb/art{entry.number}.htm"

    def file_path(self, entry: Entry, index: int) -> str:
        """A file beside the articles, numbered like them."""
        return f"/xxgk/nb/file{entry.number}_{index}.{entry.attachments[index].suffix}"

    def report_paths(self, entry: Entry) -> Sequence[str]:
        """The inner frame, then the files."""
        inner = [_inner_path(entry)] if entry.content or not entry.attachments else []
        return [*inner, *(self.file_path(entry, i) for i in range(len(entry.attachments)))]

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """Frames, list, articles and their inner frames: all of it in GBK."""
        fixed = {
            "/": self._frameset,
            "/top.htm": lambda: f"{_HEAD}</head><body>{self.portal.owner}</body></html>",
            "/left.htm": self._left,
            "/main.htm": lambda: f"{_HEAD}</head><body>欢迎访问<br>{_ADDRESS}</body></html>",
            "/index.htm": self._frameset,
        }
        if request.path in fixed:
            return _gbk(fixed[request.path]())
        if request.path in _OTHER_PAGES:
            return _gbk(f"{_HEAD}</head><body>{_ADDRESS}</body></html>")
        if request.path == self.column_path:
            return _gbk(self._list(self.portal.shown(now)))
        for entry in self.portal.shown(now):
            if request.path == self.article_path(entry):
                return _gbk(self._outer(entry))
            if request.path == _inner_path(entry):
                return _gbk(_inner(entry))
        return None if request.path in self._files else not_found("gbk")

    def _frameset(self) -> str:
        return (
            f"{_HEAD}<title>{self.portal.owner}</title></head>"
            '<frameset rows="90,*" border=0><frame name="top" src="top.htm" scrolling=no>'
            '<frameset cols="180,*"><frame name="left" src="left.htm">'
            '<frame name="main" src="main.htm"></frameset>'
            "<noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>"
        )

    def _left(self) -> str:
        targets = (path[1:] for path in (*_OTHER_PAGES, self.column_path))
        rows = "".join(
            f'<tr><td height=24><a href="{href}" target="main">{word}</a></td></tr>'
            for word, href in zip(GROUP, targets, strict=True)
        )
        return f"{_HEAD}</head><body><table width=170 border=0>{rows}</table></body></html>"

    def _list(self, entries: Sequence[Entry]) -> str:
        rows = "".join(
            f"<tr><td width=20>·</td><td>{_link(e)}</td><td width=90>({e.shown_date})</td></tr>"
            for e in entries
        )
        return (
            f'{_HEAD}<base href="../"><title>政府信息公开年报</title></head><body>'
            "<table width=778 border=0 align=center><tr><td><table width=100%>"
            f"<tr><td colspan=3><b>政府信息公开年报</b></td></tr>{rows}</table></td></tr>"
            f"<tr><td align=right>共{len(entries)}条 第1页 共1页</td></tr>"
            f"<tr><td>{_ADDRESS}</td></tr></table></body></html>"
        )

    def _outer(self, entry: Entry) -> str:
        date = entry.shown_date
        return (
            f"{_HEAD}<title>{escape(entry.title)}</title></head><body>"
            "<table width=778 border=0 align=center>"
            f"<tr><td align=center><font size=5>{escape(entry.title)}</font></td></tr>"
            f"<tr><td align=center>发布日期：{date.year}年{date.month}月{date.day}日</td></tr>"
            f"{self._held(entry)}"
            f"<tr><td align=center>{_ADDRESS}</td></tr></table></body></html>"
        )

    def _held(self, entry: Entry) -> str:
        """The report in its frame, and the files: one to press, the next in a script."""
        rows = ""
        if entry.content or not entry.attachments:
            name = _inner_path(entry).rpartition("/")[2]
            rows = f'<tr><td><iframe src="{name}" width=100% height=900 frameborder=0></iframe>'
            rows += "</td></tr>"
        for i, attachment in enumerate(entry.attachments):
            name = self.file_path(entry, i).rpartition("/")[2]
            link = f"onclick=\"window.open('{name}')\" href=#" if i else f"href={name}"
            rows += f"<tr><td>附件：<a {link}>{escape(attachment.name)}</a></td></tr>"
        return rows


def _inner_path(entry: Entry) -> str:
    return f"/xxgk/nb/body{entry.number}.htm"


def _inner(entry: Entry) -> str:
    return (
        f"{_HEAD}</head><body><p align=center><b>{escape(entry.title)}</b></p>"
        f"{entry.body()}<p>{_ADDRESS}</p></body></html>"
    )


def _link(entry: Entry) -> str:
    """Against the base address; every other link only in a script."""
    target = f"nb/art{entry.number}.htm"
    title = escape(entry.title)
    if entry.number % 2:
        return f'<a href="#" onclick="window.open(\'{target}\')">{title}</a>'
    return f"<a href='{target}' target=_blank>{title}</a>"


def _gbk(text: str) -> Answer:
    """Signs that GBK lacks become entities, as editors of the time did."""
    encoded = text.encode("gbk", "xmlcharrefreplace")
    return Answer(headers=(("Content-Type", "text/html"),), body=encoded)
