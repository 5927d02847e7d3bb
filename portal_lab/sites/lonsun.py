"""Lonsun: one host for the open information of many organs; reports only under ``type=3``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import Answer, Request, moved, not_found, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import Site

PER_PAGE = 15
_REPORTS = "3"
_KINDS = {"1": "政府信息公开制度", "2": "政府信息公开指南", "4": "法定主动公开内容"}
# The other organs of the host, each with a report of its own.
_OTHERS = ("苏镇市档案局", "苏镇市信访局", "苏镇市统计局", "苏镇市体育局", "苏镇市医疗保障局")


class Lonsun(Site):
    """The home page names six organs; each has columns by kind.

    The row of place holders is the template of a script that never runs here.
    """

    search = ("/search/index.html", "q")
    container = '<div id="zoom" class="j-fontContent">'

    def __init__(self, portal: Portal, *, others: Sequence[str] = _OTHERS) -> None:
        """``others`` are the names of the organs that share the host."""
        self._others = tuple(others)
        super().__init__(portal)

    @property
    def _organ(self) -> int:
        return self.portal.number("organ", 6_590_000, 6_600_000)

    @property
    def column_path(self) -> str:
        """The reports of the owner."""
        return _column(self._organ, _REPORTS)

    def article_path(self, entry: Entry) -> str:
        """Below the number of the organ."""
        return f"/public/{self._organ}/{entry.number + 110_000_000}.html"

    def home(self) -> Answer:
        """The organs, and for the owner the four words."""
        organs = "".join(
            f'<li><a href="{_column(self._organ + 10 * i, "4")}">{name}</a></li>'
            for i, name in enumerate((self.portal.owner, *self._others))
        )
        body = (
            f"{markup.search_form(*Lonsun.search)}"
            f'<div class="organs"><h3>部门信息公开</h3><ul>{organs}</ul></div>'
        )
        return page(markup.document(self.portal, "苏镇市政府信息公开网", body))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The columns of every organ."""
        match = re.fullmatch(r"/public/column/(\d+)", request.path)
        if match is None:
            return None
        organ, kind = int(match[1]) - self._organ, request.query.get("type", "")
        if organ % 10 or not 0 <= organ // 10 <= len(self._others):
            return not_found()
        if not kind:
            return moved(_column(int(match[1]), "2"))
        name = (self.portal.owner, *self._others)[organ // 10]
        if kind in _KINDS:
            return page(self._column_page(int(match[1]), name, _KINDS[kind], ""))
        if kind != _REPORTS:
            return not_found()
        rows = self._rows(now) if organ == 0 else _other_rows(int(match[1]), name)
        number = request.query.get("pageIndex", "1")
        at = int(number) if number.isdigit() and int(number) > 0 else 1
        return page(self._reports(int(match[1]), name, rows, at))

    def _rows(self, now: datetime) -> list[str]:
        return [
            f'<li><a class="title" target="_blank" href="{self.article_path(e)}" '
            f'title="{escape(e.title)}">{escape(e.title)}</a>'
            f'<span class="date">{e.shown_date}</span></li>'
            for e in self.portal.shown(now)
        ]

    def _reports(self, organ: int, name: str, rows: Sequence[str], at: int) -> str:
        pages = max(1, -(-len(rows) // PER_PAGE))
        chosen = "".join(rows[(at - 1) * PER_PAGE : at * PER_PAGE])
        template = '<li><a class="title" href="<?=el.link?>"><?=el.title?></a></li>'
        inner = f"""<div class="gk_list"><ul>{chosen}</ul></div>
<div class="board" style="display:none"><ul>{template}</ul></div>
<div id="page_public_info"></div>
<script>$(function () {{ $.ajaxSetup({{headers: {{'Ls-Language': 'zh'}}}});
Ls.pagination("#page_public_info", {{currentPage: {at}, pageSize: {PER_PAGE}, \
pageCount: {pages}, total: {len(rows)}}}); }});</script>"""
        return self._column_page(organ, name, "政府信息公开年报", inner)

    def _column_page(self, organ: int, name: str, kind: str, inner: str) -> str:
        words = {"1": markup.GROUP[1], "2": markup.GROUP[0], "4": markup.GROUP[2]}
        words[_REPORTS] = markup.GROUP[3]
        menu = "".join(
            f'<li><a href="{_column(organ, number)}">{word}</a></li>'
            for number, word in words.items()
        )
        body = f'<h2>{name}</h2><ul class="menu">{menu}</ul><h3>{kind}</h3>{inner}'
        is_reports = kind == markup.GROUP[3]
        head = markup.metas(self.portal, column=True) if is_reports else markup.metas(self.portal)
        return markup.document(self.portal, f"{kind}_{name}", body, head)


def _other_rows(organ: int, name: str) -> list[str]:
    return [
        f'<li><a class="title" href="/public/{organ}/{year}.html" '
        f'title="{name}{year}年政府信息公开工作年度报告">{name}{year}年政府信息公开工作年度报告</a>'
        f'<span class="date">{year + 1}-01-19</span></li>'
        for year in (2023, 2022, 2021)
    ]


def _column(organ: int, kind: str) -> str:
    return f"/public/column/{organ}?type={kind}&action=list&nav=3"
