"""The furniture that all modern portals of the country share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from portal_lab.portal import Entry, Portal

GROUP = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")

# Newer than any report: a date without a label outside the title block proves nothing.
_NEWS = ("苏镇市召开全市安全生产视频会议", "市领导走访慰问困难群众", "春节期间便民服务安排")


def metas(portal: Portal, *, column: bool = False, entry: Entry | None = None) -> str:
    """The tags that the national guide asks for, as far as this page has them."""
    code = portal.number("site", 9_900_000_000, 9_999_999_999)
    named = [
        ("SiteName", portal.owner),
        ("SiteDomain", portal.host),
        ("SiteIDCode", str(code)),
    ]
    if column or entry:
        named += [
            ("ColumnName", "政府信息公开年报"),
            ("ColumnDescription", f"{portal.owner}各年度政府信息公开工作年度报告"),
            ("ColumnKeywords", "政府信息公开年报"),
            ("ColumnType", "信息公开年报"),
        ]
    if entry:
        named.append(("ArticleTitle", entry.title))
        if entry.has_pub_date:
            named.append(("PubDate", entry.shown_at))
        named.append(("ContentSource", portal.owner))
    return "\n".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in named)


def document(portal: Portal, title: str, body: str, head: str = "") -> str:
    """A whole page with head line and foot line."""
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8">
<title>{escape(title)}</title>
{head or metas(portal)}
</head><body>
<div class="header"><a href="/">首页</a> <span class="logo">{escape(portal.owner)}</span></div>
{body}
<div class="footer">主办：{escape(portal.owner)} 网站标识码见页面标签 联系我们 网站地图</div>
</body></html>"""


def home(portal: Portal, links: Sequence[str], search: str = "") -> str:
    """The first page: news, and the four words of the platform."""
    news = "".join(f"<li><a href='/xw/{i}.html'>{t}</a></li>" for i, t in enumerate(_NEWS))
    group = "".join(
        f'<li><a href="{escape(href)}">{word}</a></li>'
        for word, href in zip(GROUP, links, strict=True)
    )
    body = f"""{search}
<ul class="nav"><li><a href="/jggk/">机构概况</a></li><li><a href="/bsfw/">办事服务</a></li></ul>
<div class="news"><h3>工作动态</h3><ul>{news}</ul></div>
<div class="zwgk"><h3>政府信息公开</h3><ul>{group}</ul></div>"""
    return document(portal, portal.owner, body)


def search_form(action: str, field: str) -> str:
    """A search of the whole site by GET."""
    return (
        f'<form class="search" action="{action}" method="get">'
        f'<input type="text" name="{field}" placeholder="请输入关键词">'
        '<button type="submit">搜索</button></form>'
    )


def article(portal: Portal, entry: Entry, container: str, body: str, boxed: str = "") -> str:
    """A page with title, label 发布日期, the content in its container and a side bar.

    ``container`` is the opening tag; ``boxed`` stands beside it, such as a box of attachments.
    """
    side = "".join(
        f"<li><a href='/xw/{i}.html'>{t}</a><em>{portal.news_date - timedelta(days=i)}</em></li>"
        for i, t in enumerate(_NEWS)
    )
    name = container[1:].split(" ", maxsplit=1)[0]
    text = f"""<div class="bread">当前位置：<a href="/">首页</a> &gt; 政府信息公开
 &gt; 政府信息公开年报</div>
<div class="main"><h1>{escape(entry.title)}</h1>
<div class="line">发布日期：{entry.shown_date.isoformat()} &nbsp; 来源：{escape(portal.owner)}
<a href="javascript:window.print()">打印</a></div>
{container}
{body}
</{name}>
{boxed}</div>
<div class="side"><h3>最新公开</h3><ul>{side}</ul></div>"""
    title = f"{entry.title}_政府信息公开年报_{portal.owner}"
    return document(portal, title, text, metas(portal, entry=entry))


def found(portal: Portal, words: str, entries: list[tuple[str, Entry]]) -> str:
    """The answer of a search: how many, and each with its address and date."""
    rows = "".join(
        f'<li><a href="{escape(href)}" title="{escape(entry.title)}">{escape(entry.title)}</a>'
        f"<span>{entry.shown_date.isoformat()}</span></li>"
        for href, entry in entries
    )
    note = f"<p class='count'>共找到 {len(entries)} 条结果</p>"
    rows = f"<ul class='result'>{rows}</ul>" if entries else "<p>没有找到相关内容。</p>"
    return document(portal, f"搜索：{words}", f"<div>关键词：{escape(words)}</div>{note}{rows}")
