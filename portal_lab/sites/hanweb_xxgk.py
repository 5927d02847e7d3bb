"""Hanweb disclosure directory: a shell, a tree of entries, and a list that only POST gives."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from html import escape

from portal_lab import markup
from portal_lab.answers import Answer, Request, page
from portal_lab.portal import Entry
from portal_lab.sites.site import Site

PER_PAGE = 15
_TREE, _SEARCH = "/module/xxgk/tree.jsp", "/module/xxgk/search.jsp"
_REPORTS = "Z2401"
_NODES = (
    ("Z21", "政府信息公开指南"),
    ("Z22", "政府信息公开制度"),
    ("Z23", "法定主动公开内容"),
    ("Z2301", "机构职能"),
    (_REPORTS, "政府信息公开年报"),
)
_OTHERS = (
    "内设机构职能一览",
    "领导分工",
    "政务服务事项清单",
    "随机抽查事项清单",
    "行政处罚决定公示",
    "中央生态环境保护督察整改情况",
    "重大项目批准和实施情况",
    "应急预案",
    "春节期间值班安排",
    "人大代表建议答复",
)
_CUT = 20


class HanwebXxgk(Site):
    """The list ignores the entry asked for and gives the whole directory, two columns mixed."""

    search = ("/jsearchfront/search.do", "q")
    container = '<div class="bt_content"><div id="zoom">'

    @property
    def _column(self) -> int:
        return self.portal.number("column", 30000, 60000)

    @property
    def _area(self) -> str:
        return f"11220100MB{self.portal.number('area', 1_000_000, 9_999_999)}C"

    @property
    def column_path(self) -> str:
        """The shell."""
        return f"/col/col{self._column}/index.html"

    def article_path(self, entry: Entry) -> str:
        """The old form, which names the column."""
        return _article_path(self._column, entry.shown_date, entry.number + 2000)

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The shell, the tree, and the list."""
        if request.path == self.column_path:
            return page(self._shell())
        if request.path == _TREE and request.query.get("area") == self._area:
            return page(self._tree())
        if request.path == _SEARCH:
            return self._found_list(request, now)
        return None

    def _found_list(self, request: Request, now: datetime) -> Answer:
        """A page of the directory; behind the last page the last page again. GBK, unsaid."""
        if request.method != "POST":
            return page("<h1>HTTP Status 405</h1>", status=405)
        fields = {**request.query, **request.form}
        rows = self._rows(now) if fields.get("area") == self._area else []
        pages = -(-len(rows) // PER_PAGE)
        asked = fields.get("currpage", "1")
        number = min(int(asked) if asked.isdecimal() else 1, max(pages, 1))
        shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        trs = "".join(
            f'<tr class="tr_main_value_{"even" if i % 2 else "odd"}"><td>{i + 1}</td>{row}</tr>'
            for i, row in enumerate(shown)
        )
        text = (
            '<table class="tb_title"><tr><td>索引号</td><td>名称</td><td>发布日期</td></tr>'
            f'{trs}</table><div class="tb_page">&nbsp;&nbsp;共{pages}页&nbsp;'
            f"<a href=\"javascript:loadPage('{number + 1}')\">下页</a></div>"
        )
        return page(text, content_type="text/html", charset="gb18030")

    def _rows(self, now: datetime) -> list[str]:
        """The column's entries with those of another column among them, by date."""
        rows = [
            (e.shown_date, _cells(self.article_path(e), e.title, e.shown_date))
            for e in self.portal.shown(now)
        ]
        newest = max((day for day, _ in rows), default=now.date())
        for i, title in enumerate(_OTHERS):
            day = newest - timedelta(days=11 * i)
            rows.append((day, _cells(_article_path(self._column - 7, day, i + 1), title, day)))
        rows.sort(key=lambda row: row[0], reverse=True)
        return [cells for _, cells in rows]

    def _tree(self) -> str:
        nodes = "\n".join(
            f'<div class="dTreeNode"><a href="javascript:void(0)" class="node" '
            f"onclick=\"funclick('{number}','{name}','{self._area}')\">{name}</a></div>"
            for number, name in _NODES
        )
        return f'<html><body><div class="dtree">{nodes}</div></body></html>'

    def _shell(self) -> str:
        tree = f"{_TREE}?standardXxgk=1&amp;area={self._area}&amp;divid=div4"
        script = (
            "<script>function funclick(a,b){"
            f"loadDynamic('{_SEARCH}?standardXxgk=1&infotypeId='+a+'&vc_title='+encodeURI(b)+"
            f"'&area={self._area}','div4','0','0','950','1','','');}}</script>"
        )
        body = (
            f'<table><tr><td><iframe src="{tree}" width="220"></iframe></td>'
            f'<td><div id="div4"></div></td></tr></table>{script}'
        )
        head = markup.metas(self.portal, column=True)
        return markup.document(self.portal, f"{self.portal.owner} 政府信息公开年报", body, head)

    def article(self, entry: Entry) -> Answer:
        """The page of an article; the content stands two elements deep."""
        if entry.page:
            return super().article(entry)
        text, boxed = f"{entry.body()}</div>", self.attachment_box(entry)
        return page(markup.article(self.portal, entry, self.container, text, boxed))


def _article_path(column: int, day: date, number: int) -> str:
    return f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{number}.html"


def _cells(path: str, title: str, day: date) -> str:
    shown = title if len(title) <= _CUT else f"{title[:_CUT]}..."
    return (
        f'<td><a title="{escape(title)}" target="_blank" href="{path}">{escape(shown)}</a></td>'
        f"<td>{day}</td>"
    )
