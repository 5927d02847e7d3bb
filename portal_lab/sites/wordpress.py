"""WordPress: archives of posts with numbered pages, an interface, reports as media files."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from portal_lab import markup
from portal_lab.answers import JSON, Answer, Request, moved, page
from portal_lab.portal import Entry, Portal
from portal_lab.sites.site import OTHER_COLUMNS, Site

PER_PAGE = 10
_COLUMN = "/category/xxgknb/"
_POSTS = "/wp-json/wp/v2/posts"
_MOST_PER_PAGE = 100


class WordPress(Site):
    """Pages ``/category/xxgknb/page/2/``; ``crawl_delay`` is what robots.txt asks for.

    With ``is_bare`` the theme shows posts without rows or dates, so that only the interface tells.
    """

    search = ("/", "s")
    container = '<div class="entry-content">'
    has_tags = False

    def __init__(
        self, portal: Portal, *, crawl_delay: int | None = None, is_bare: bool = False
    ) -> None:
        """``crawl_delay`` in seconds."""
        self._is_bare = is_bare
        if crawl_delay is not None:
            robots = f"User-agent: *\nCrawl-delay: {crawl_delay}\nDisallow: /wp-admin/\n"
            portal = replace(portal, robots=robots)
        super().__init__(portal)

    @property
    def _category(self) -> int:
        return self.portal.number("category", 3, 90)

    @property
    def column_path(self) -> str:
        """The archive of a category."""
        return _COLUMN

    def article_path(self, entry: Entry) -> str:
        """By date and number."""
        return f"/{entry.shown_date:%Y/%m/%d}/{entry.number + 200}/"

    def file_path(self, entry: Entry, index: int) -> str:
        """A media file."""
        day, suffix = entry.shown_date, entry.attachments[index].suffix
        return f"/wp-content/uploads/{day:%Y/%m}/report-{entry.number}-{index}.{suffix}"

    def home(self) -> Answer:
        """The four words and the search of every such site."""
        links = (*OTHER_COLUMNS, self.column_path)
        home = markup.home(self.portal, links, markup.search_form(*WordPress.search))
        return page(home.replace("</head>", f"{self._head()}</head>"))

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """Search, the archive and the interface."""
        path = request.path
        if path == "/" and "s" in request.query:
            return self._found(request.query["s"], now)
        if path == _POSTS:
            return self._posts(request, now)
        if path in (_COLUMN[:-1], f"{_COLUMN}page/1/"):
            return moved(_COLUMN)
        match = re.fullmatch(rf"{_COLUMN}(?:page/([1-9]\d*)/)?", path)
        shown = self.portal.shown(now)
        pages = max(1, -(-len(shown) // PER_PAGE))
        number = int(match[1] or 1) if match else 0
        if 1 <= number <= pages:
            start = (number - 1) * PER_PAGE
            return page(self._archive(number, pages, shown[start : start + PER_PAGE]))
        return None

    def _posts(self, request: Request, now: datetime) -> Answer:
        """The newest posts first, by category or by words."""
        query = request.query
        per_page, at = query.get("per_page", "10"), query.get("page", "1")
        if not (per_page.isdigit() and at.isdigit() and 0 < int(per_page) <= _MOST_PER_PAGE):
            return page('{"code":"rest_invalid_param"}', status=400, content_type=JSON)
        is_column = query.get("categories", str(self._category)) == str(self._category)
        words = query.get("search", "").split()
        shown = [
            e
            for e in self.portal.shown(now)
            if is_column and all(word in e.title for word in words)
        ]
        start = (int(at) - 1) * int(per_page)
        if start >= len(shown) and int(at) > 1:
            code = '{"code":"rest_post_invalid_page_number"}'
            return page(code, status=400, content_type=JSON)
        rows = [
            {
                "id": e.number + 200,
                "date": f"{e.shown_date}T08:20:00",
                "link": f"http://{self.portal.host}{self.article_path(e)}",
                "title": {"rendered": escape(e.title)},
            }
            for e in shown[start : start + int(per_page)]
        ]
        reply = page(json.dumps(rows, ensure_ascii=False), content_type=JSON)
        total = ("X-WP-Total", str(len(shown)))
        pages = ("X-WP-TotalPages", str(-(-len(shown) // int(per_page))))
        return Answer(headers=(*reply.headers, total, pages), body=reply.body)

    def _head(self) -> str:
        return (
            f'<link rel="https://api.w.org/" href="http://{self.portal.host}/wp-json/">'
            '<link rel="stylesheet" href="/wp-content/themes/gov/style.css">'
        )

    def _archive(self, number: int, pages: int, entries: Sequence[Entry]) -> str:
        if self._is_bare:
            posts = "".join(f'<div data-post="{e.number + 200}"></div>' for e in entries)
        else:
            posts = "".join(self._post(e) for e in entries)
        current = '<span aria-current="page" class="page-numbers current">{}</span>'
        numbered = '<a class="page-numbers" href="{}">{}</a>'
        numbers = " ".join(
            current.format(n) if n == number else numbered.format(self._page_url(n), n)
            for n in range(1, pages + 1)
        )
        if number < pages:
            url = self._page_url(number + 1)
            numbers += f' <a class="next page-numbers" href="{url}">下一页</a>'
        pager = f'<nav class="navigation pagination">{numbers}</nav>' if pages > 1 else ""
        body = f'<h1 class="page-title">政府信息公开年报</h1><main>{posts}</main>{pager}'
        text = markup.document(
            self.portal, f"政府信息公开年报 - {self.portal.owner}", body, self._head()
        )
        classes = f"archive category category-xxgknb category-{self._category}"
        return text.replace("<body>", f'<body class="{classes}">')

    def _page_url(self, number: int) -> str:
        tail = "" if number == 1 else f"page/{number}/"
        return f"http://{self.portal.host}{_COLUMN}{tail}"

    def _post(self, entry: Entry) -> str:
        day = entry.shown_date
        return (
            f'<article class="post-{entry.number + 200} post"><h2 class="entry-title">'
            f'<a href="http://{self.portal.host}{self.article_path(entry)}" rel="bookmark">'
            f"{escape(entry.title)}</a></h2>"
            f'<time class="entry-date" datetime="{day}T08:20:00+08:00">'
            f"{day.year}年{day.month}月{day.day}日</time></article>"
        )
