"""A site that publishes only files: the article page is a title with something to press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import md5
from html import escape
from urllib.parse import quote

from portal_lab import markup
from portal_lab.answers import Answer, Request, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

_FOLDER = "/xxgk/xxgknb/"


class FileLink(StrEnum):
    """How the page holds the address of the file."""

    HREF = "href"
    DATA_VALUE = "data_value"
    ONCLICK = "onclick"
    VIEWER = "viewer"
    EMBED = "embed"


class Attachments(Site):
    """One list page; the way files are linked is a matter of the site."""

    search = ("/search", "q")

    def __init__(self, portal: Portal, link: FileLink = FileLink.HREF) -> None:
        """``link`` is how the pages hold the address of a file."""
        self._link = link
        super().__init__(portal)

    @property
    def column_path(self) -> str:
        """The list."""
        return f"{_FOLDER}index.html"

    def article_path(self, entry: Entry) -> str:
        """A numbered page."""
        return f"{_FOLDER}{entry.number}.html"

    def file_path(self, entry: Entry, index: int) -> str:
        """A name that tells nothing but the type."""
        seed = f"{self.portal.host}/{entry.number}/{index}".encode()
        name = md5(seed, usedforsecurity=False).hexdigest()
        return f"/attach/0/{name}.{entry.attachments[index].suffix}"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The list."""
        return (
            page(self._list(self.portal.shown(now))) if request.path == self.column_path else None
        )

    def attachment_box(self, entry: Entry) -> str:
        """The file in the way of this site."""
        return "".join(
            self._file(self.file_path(entry, i), a.name) for i, a in enumerate(entry.attachments)
        )

    def article(self, entry: Entry) -> Answer:
        """The page of a file has no text of its own."""
        if not entry.attachments:
            return super().article(entry)
        box = self.attachment_box(entry)
        return page(markup.article(self.portal, entry, self.container, box))

    def _file(self, path: str, name: str) -> str:
        shown = escape(name)
        match self._link:
            case FileLink.HREF:
                return f'<p>附件：<a href="{path}">{shown}</a></p>'
            case FileLink.DATA_VALUE:
                return f'<div id="pdfshow" class="viewer" data-value="{path}"></div>'
            case FileLink.ONCLICK:
                return (
                    '<p>附件：<a href="javascript:void(0)" '
                    f"onclick=\"down3('{path}')\">{shown}</a></p>"
                )
            case FileLink.VIEWER:
                viewer = f"/pdfjs/web/viewer.html?file={quote(path, safe='')}"
                return f'<iframe src="{viewer}" width="100%" height="900"></iframe>'
            case FileLink.EMBED:
                return f'<object data="{path}" type="application/pdf" height="900"></object>'

    def _list(self, entries: Sequence[Entry]) -> str:
        rows = "\n".join(
            f'<tr><td><a href="{self.article_path(e)}" title="{escape(e.title)}">'
            f"{escape(e.title)}</a></td><td>{e.shown_date}</td></tr>"
            for e in entries
        )
        body = (
            '<h2>政府信息公开年报</h2><table class="xxgk"><tr><th>标题</th><th>日期</th></tr>'
            f'{rows}</table><div class="pager">共 {len(entries)} 条 1/1 页</div>'
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"政府信息公开年报_{self.portal.owner}", body, head)
