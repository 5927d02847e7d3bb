"""Hanweb jpage: the first group of records stands in the page, the rest comes from a data proxy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import md5
from html import escape
from urllib.parse import quote

from portal_lab import markup
from portal_lab.answers import Answer, Request, file, not_found, page
from portal_lab.portal import Entry
from portal_lab.sites.site import Site

PER_PAGE, GROUP = 15, 3
_EMBEDDED = PER_PAGE * GROUP
_MAX_PER_PAGE = 100
_CUT = 18
_DOWNLOAD = "/module/download/downfile.jsp"
_PROXY = "/module/web/jpage/dataproxy.jsp"
_DATASTORE = (
    "<datastore><totalrecord>{total}</totalrecord><totalpage>{pages}</totalpage>"
    "<recordset>{records}</recordset></datastore>"
)


class HanwebJpage(Site):
    """Two units on the column page, the wrong one first; both forms of article addresses."""

    search = ("/jsearchfront/search.do", "q")

    @property
    def _column(self) -> int:
        return self.portal.number("column", 30000, 60000)

    @property
    def _units(self) -> dict[str, tuple[int, bool]]:
        """(column, whether it is the annual reports) by unit, in the order of the page."""
        unit = self.portal.number("unit", 200000, 300000)
        return {str(unit): (self._column - 7, False), str(unit + 1): (self._column, True)}

    @property
    def column_path(self) -> str:
        """The column; its query is the client's own affair."""
        return f"/col/col{self._column}/index.html"

    def article_path(self, entry: Entry) -> str:
        """Old form for odd numbers, new form for even ones."""
        day = entry.shown_date
        if entry.number % 2:
            return (
                f"/art/{day.year}/{day.month}/{day.day}/art_{self._column}_{entry.number + 1000}"
                ".html"
            )
        seed = f"{self.portal.host}/{entry.number}".encode()
        name = md5(seed, usedforsecurity=False).hexdigest()
        return f"/col/col{self._column}/art/{day.year}/art_{name}.html"

    def file_path(self, entry: Entry, index: int) -> str:
        """A download page; the type stands in the query alone."""
        shown = quote(entry.attachments[index].name)
        stored = self._stored_name(entry, index)
        return f"{_DOWNLOAD}?classid=0&filename={stored}&showname={shown}"

    def attachment_box(self, entry: Entry) -> str:
        """Links to the download page, as the editor writes them."""
        return "".join(
            f'<p><a href="{escape(self.file_path(entry, i))}">{escape(a.name)}</a></p>'
            for i, a in enumerate(entry.attachments)
        )

    def _stored_name(self, entry: Entry, index: int) -> str:
        seed = f"{self.portal.host}/{entry.number}/{index}".encode()
        name = md5(seed, usedforsecurity=False).hexdigest()
        return f"{name}.{entry.attachments[index].suffix}"

    def _download(self, request: Request, now: datetime) -> Answer:
        """The file: its name as the standard wants it, or on odd hosts as raw GBK."""
        wanted = request.query.get("filename", "")
        for entry in self.portal.shown(now):
            for i, held in enumerate(entry.attachments):
                if self._stored_name(entry, i) == wanted:
                    if self.portal.number("names", 0, 2):
                        return file(held.name, held.content_type, held.make())
                    raw = held.name.encode("gbk", "replace").decode("latin-1")
                    shown = ("Content-Disposition", f'attachment; filename="{raw}"')
                    return Answer(
                        headers=(("Content-Type", "application/octet-stream"), shown),
                        body=held.make(),
                    )
        return not_found()

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The column page and the data proxy; ``/module/jpage/`` does not exist here."""
        if request.path == _DOWNLOAD:
            return self._download(request, now)
        if request.path == self.column_path:
            return page(self._column_page(now))
        if request.path == _PROXY:
            return self._records(request, now)
        return None

    def _records(self, request: Request, now: datetime) -> Answer:
        fields = {**request.query, **request.form}
        unit = self._units.get(fields.get("unitid", ""))
        if unit is None or fields.get("columnid") != str(unit[0]):
            return not_found()
        rows = self._rows(now, is_report=unit[1])
        try:
            chosen, size = _chosen(rows, request.method, fields)
        except ValueError:
            return page("参数错误", status=400)
        text = _DATASTORE.format(
            total=len(rows), pages=-(-len(rows) // size), records="".join(map(_record, chosen))
        )
        return page(text, content_type="text/xml; charset=utf-8")

    def _rows(self, now: datetime, *, is_report: bool) -> list[str]:
        if not is_report:
            return [
                f"<li><a href='/art/2024/1/{d}/art_{self._column - 7}_{d}.html' title='{t}'>{t}</a>"
                f"<span>2024-01-{d}</span></li>"
                for d, t in (
                    (26, "关于2024年春节放假期间业务办理安排的通知"),
                    (11, "关于做好2023年政府信息公开工作年度报告编制发布工作的通知"),
                )
            ]
        return [
            f"<li><a href='{self.article_path(e)}' title='{escape(e.title)}' target='_blank'>"
            f"{escape(_cut(e.title))}</a><span>{e.shown_date.isoformat()}</span></li>"
            for e in self.portal.shown(now)
        ]

    def _column_page(self, now: datetime) -> str:
        units = "\n".join(
            self._unit(unit, column, self._rows(now, is_report=is_report))
            for unit, (column, is_report) in self._units.items()
        )
        head = markup.metas(self.portal, column=True)
        script = '<script src="/script/jquery.js"></script><script src="/script/jpage.js"></script>'
        return markup.document(
            self.portal, f"{self.portal.owner} 政府信息公开年报", units, head + script
        )

    def _unit(self, unit: str, column: int, rows: Sequence[str]) -> str:
        fields = (
            f"page=1&appid=1&webid=9&path=/&columnid={column}&unitid={unit}"
            f"&webname={self.portal.owner}&permissiontype=0"
        )
        records = "".join(_record(row) for row in rows[:_EMBEDDED])
        return f"""<div id="{unit}"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="{_PROXY}?{fields}"></a>]]></nextgroup>
<recordset>{records}</recordset>
</datastore></script></div>
<script>$('#{unit}').jpage({{totalRecord:{len(rows)},perPage:{PER_PAGE},groupSize:{GROUP},\
proxyUrl:'{_PROXY}',
ajaxParam:{{col:1,appid:'1',webid:9,path:'/',columnid:{column},unitid:'{unit}',\
webname:'{self.portal.owner}',permissiontype:0}}}});</script>"""


def _chosen(rows: Sequence[str], method: str, fields: dict[str, str]) -> tuple[Sequence[str], int]:
    """The records asked for and the size of a page. By GET only ``page`` counts."""
    size = min(int(fields.get("perpage") or PER_PAGE), _MAX_PER_PAGE)
    if method == "POST":
        first = int(fields.get("startrecord") or 1)
        last = int(fields.get("endrecord") or first + size - 1)
        last = min(last, first + _MAX_PER_PAGE - 1)
        return rows[first - 1 : last], size
    group = size if "perpage" in fields else _EMBEDDED
    start = (int(fields.get("page") or 1) - 1) * group
    return rows[start : start + group], group


def _record(row: str) -> str:
    return f"<record><![CDATA[{row}]]></record>"


def _cut(title: str) -> str:
    return title if len(title) <= _CUT else f"{title[:_CUT]}…"
