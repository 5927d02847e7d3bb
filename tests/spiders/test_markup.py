from __future__ import annotations

import pytest

from spiders.families.model import Page
from spiders.markup import absolute_url, is_allowed, parse, shell_target, visible_text

BASE = "http://www.suzhen.gov.cn/zwgk/nb/index.html"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("./t1.html", "http://www.suzhen.gov.cn/zwgk/nb/t1.html"),
        ("../t1.html", "http://www.suzhen.gov.cn/zwgk/t1.html"),
        ("../../../../t1.html", "http://www.suzhen.gov.cn/t1.html"),
        ("//czj.suzhen.gov.cn/a", "http://czj.suzhen.gov.cn/a"),
        ("/a?x=1&amp;y=2", "http://www.suzhen.gov.cn/a?x=1&y=2"),
        (" /a b.pdf\n", "http://www.suzhen.gov.cn/a%20b.pdf"),
        ("\\files\\2023.doc", "http://www.suzhen.gov.cn/files/2023.doc"),
        (
            "/年报.pdf",
            "http://www.suzhen.gov.cn/%E5%B9%B4%E6%8A%A5.pdf",
        ),
        ("t1.html#top", "http://www.suzhen.gov.cn/zwgk/nb/t1.html"),
        ("/index.html#/detail/7", "http://www.suzhen.gov.cn/index.html#/detail/7"),
        (
            "/x/gkmlpt/annualreport#2629",
            "http://www.suzhen.gov.cn/x/gkmlpt/annualreport#2629",
        ),
        ("#top", None),
        ("", None),
        ("javascript:void(0)", None),
        ("JavaScript:alert(1)", None),
        ("mailto:a@b.cn", None),
        ("ftp://a.gov.cn/x", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("http://[bad/x", None),
        ("http://a.gov.cn:99999/x", None),
    ],
)
def test_absolute_url(href: str, expected: str | None):
    assert absolute_url(BASE, href) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.suzhen.gov.cn/a", True),
        ("https://WWW.SUZHEN.GOV.CN:8443/a", True),
        ("http://czj.sub.gov.cn/", True),
        ("http://sub.gov.cn/", False),
        ("http://evilsuzhen.gov.cn/", False),
        ("http://www.suzhen.gov.cn.evil.com/", False),
        ("http://www.suzhen.gov.cn@evil.com/", False),
        ("http://user:x@www.suzhen.gov.cn/", False),
        ("ftp://www.suzhen.gov.cn/", False),
        ("file:///etc/passwd", False),
        ("http://127.0.0.1/", False),
        ("http://127.1/", False),
        ("http://2130706433/", False),
        ("http://0x7f.0.0.1/", False),
        ("http://[::1]/", False),
        ("http://169.254.169.254/latest", False),
        ("http://localhost/", False),
        ("http://printer.local/", False),
        ("http://intranet/", False),
        ("http://[bad/", False),
    ],
)
def test_is_allowed(url: str, *, expected: bool):
    listed = ("www.suzhen.gov.cn", "*.sub.gov.cn", "127.0.0.1", "localhost", "intranet", "::1")

    assert is_allowed(url, listed) is expected


def test_base_and_metas_and_hidden_text():
    body = """<?xml version="1.0" encoding="gb2312"?><html><head><base href="../"><META
    NAME="articletitle" CONTENT=""><meta name="ArticleTitle" content=" 年 报 "></head>
    <body><p>发布<b>日期</b></p><script>看不见</script><div>二</div>三<!-- 四 --></body></html>"""
    markup = parse(Page(url=BASE, body=body.encode("gb18030")))

    assert markup.encoding == "gb18030"
    assert markup.base == "http://www.suzhen.gov.cn/zwgk/"
    assert markup.meta("articletitle") == "年 报"
    assert visible_text(markup.tree) == "发布日期 二 三"


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- -->", b"\x00\xff\xfe", b"<a" * 50_000])
def test_anything_gives_a_tree(body: bytes):
    assert parse(Page(url=BASE, body=body)).tree.tag == "html"


def test_a_deep_page_is_read():
    body = b"<div>" * 20_000 + "深".encode()

    assert parse(Page(url=BASE, body=body)).url == BASE
    assert isinstance(visible_text(parse(Page(url=BASE, body=body)).tree), str)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<script>location.replace("/xxgk/");</script>', "http://www.suzhen.gov.cn/xxgk/"),
        (
            "<script>window.location.href = 'a.htm'</script>",
            "http://www.suzhen.gov.cn/zwgk/nb/a.htm",
        ),
        (
            '<meta http-equiv="Refresh" content="0; URL=\'home.htm\'">',
            "http://www.suzhen.gov.cn/zwgk/nb/home.htm",
        ),
        ('<iframe src="/in.htm"></iframe>', "http://www.suzhen.gov.cn/in.htm"),
        ('<script>location.replace("/a/" + next)</script>', None),
        (f"<script>location.replace('{BASE}')</script>", None),
        ("<script>location.replace('/x')</script>" + "有内容的页面。" * 60, None),
        ("<p>空</p>", None),
    ],
)
def test_shell_target(body: str, expected: str | None):
    assert shell_target(Page(url=BASE, body=body.encode())) == expected
