"""Each variant answers as its kind of portal does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from lxml import html

from portal_lab.country import Country
from portal_lab.lab import Lab
from portal_lab.sites.single_page import SinglePage

Client = Callable[..., Any]
TITLE = "{}2023年政府信息公开工作年度报告"
FOUR_WORDS = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"]


def links(text: str) -> dict[str, str]:
    return {a.text_content(): a.get("href") for a in html.fromstring(text).iter("a")}


def records(text: str) -> list[str]:
    return re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", text)


def site_of(country: Country, key: str) -> Any:
    return next(i.site for i in country.inhabitants if i.agency.agency_id == key)


def test_every_home_page_leads_to_the_column(country: Country, browse: Client) -> None:
    for inhabitant in country.inhabitants:
        if isinstance(inhabitant.site, SinglePage):
            continue  # drawn by a script
        home = inhabitant.place.home_url
        start = {"Trs": "zwgk/", "GbkFrames": "left.htm"}.get(type(inhabitant.site).__name__, "")
        reply = browse(home + start)
        charset = "gbk" if start == "left.htm" else "utf-8"
        found = html.fromstring(reply.body.decode(charset))
        found.make_links_absolute(home + start)
        by_word = {a.text_content(): a.get("href") for a in found.iter("a")}
        assert [word for word in by_word if word in FOUR_WORDS] == FOUR_WORDS
        assert by_word["政府信息公开年报"] == f"{home}{inhabitant.site.column_path[1:]}"
        assert [browse(by_word[word]).status for word in FOUR_WORDS] == [200] * 4


def test_jpage_embeds_the_first_group_and_tells_the_total(country: Country, browse: Client) -> None:
    home = "http://fgw.suzhen.gov.cn"
    column = site_of(country, "fgw").column_path
    text = browse(home + column).text
    assert browse(f"{home}{column}?uid=1&pageNum=2").text == text
    units = re.findall(
        r"totalRecord:(\d+),perPage:15,groupSize:3.*?columnid:(\d+),unitid:'(\d+)'", text, re.DOTALL
    )
    number = re.search(r"/col/col(\d+)/", column)[1]  # type: ignore[index]
    assert [(total, column == number) for total, column, _ in units] == [("2", False), ("69", True)]
    assert len(records(text)) == 2 + 45
    title = TITLE.format("苏镇市发展和改革委员会")
    assert title not in text


def test_jpage_proxy_counts_records_by_post_and_groups_by_get(
    country: Country, browse: Client
) -> None:
    home = "http://fgw.suzhen.gov.cn"
    text = browse(home + site_of(country, "fgw").column_path).text
    column, unit = re.findall(r"columnid:(\d+),unitid:'(\d+)'", text)[1]
    proxy = f"{home}/module/web/jpage/dataproxy.jsp"
    fields = urlencode({"col": 1, "appid": 1, "columnid": column, "unitid": unit})
    posted = browse(f"{proxy}?startrecord=46&endrecord=90&perpage=15", body=fields.encode()).text
    assert "<totalrecord>69</totalrecord><totalpage>5</totalpage>" in posted
    assert len(records(posted)) == 24
    title = TITLE.format("苏镇市发展和改革委员会")
    row = next(r for r in records(posted) if f"title='{title}'" in r)
    assert re.search(r">苏镇市发展和改革委员会2023年政府…</a><span>2024-01-15<", row)
    first, second, third = (
        records(browse(f"{proxy}?page={page}&startrecord=9&{fields}").text) for page in (1, 2, 3)
    )
    assert first == records(text)[2:]
    assert second == records(posted)
    assert third == []
    assert len(records(browse(f"{proxy}?page=1&perpage=500&{fields}").text)) == 69
    assert browse(f"{proxy}?page=x&{fields}").status == 400
    assert browse(f"{home}/module/jpage/dataproxy.jsp?page=1&{fields}").status == 404


def test_jpage_mixes_both_forms_of_article_addresses(country: Country, browse: Client) -> None:
    text = browse("http://jyj.suzhen.gov.cn" + site_of(country, "jyj").column_path).text
    old = re.findall(r"href='(/art/\d+/\d+/\d+/art_\d+_\d+\.html)' title", text)
    new = re.findall(r"href='(/col/col\d+/art/\d+/art_[0-9a-f]{32}\.html)'", text)
    assert (len(old), len(new)) == (2 + 5, 4)
    assert [browse("http://jyj.suzhen.gov.cn" + path).status for path in (old[-1], new[0])] == [
        200,
        200,
    ]


def test_trs_counts_pages_from_zero(browse: Client) -> None:
    column = "http://czj.suzhen.gov.cn/zwgk/zfxxgk/zfxxgknb"
    first = browse(column)
    assert first.url == f"{column}/"
    assert 'createPageHTML(3, 0, "index", "html")' in first.text
    assert browse(f"{column}/index.html").body == first.body
    last = browse(f"{column}/index_2.html").text
    assert 'createPageHTML(3, 2, "index", "html")' in last
    assert browse(f"{column}/index_3.html").status == 404
    href = links(last)[TITLE.format("苏镇市财政局")]
    assert href == "./202401/t20240112_195023.html"
    article = browse(f"{column}/{href[2:]}").text
    file = html.fromstring(article).xpath("//a[@appendix='true']")[0].get("href")
    document = browse(f"{column}/202401/{file[2:]}")
    assert document.body.startswith(b"PK\x03\x04")
    assert document.headers["Content-Type"].endswith("wordprocessingml.document")


def test_gkmlpt_gives_its_tree_in_a_script_and_lists_as_json(browse: Client) -> None:
    home = "http://rsj.suzhen.gov.cn"
    text = browse(f"{home}/gkmlpt/annualreport").text
    site_id = re.search(r"SID: '(\d+)'", text)[1]  # type: ignore[index]
    tree = json.loads(re.search(r"TREE: (\[.*\]), SERVICE_AREA_ID", text)[1])  # type: ignore[index]
    node = next(node for node in tree if node["name"] == "政府信息公开年报")
    assert (node["post_count"], [bool(n["jump_url"]) for n in tree].count(True)) == (28, 1)
    pages = [
        browse(f"{home}/gkmlpt/api/all/{node['id']}?page={page}&sid={site_id}")
        for page in (1, 2, 3)
    ]
    assert [(p.status, len(p.body) == 0) for p in pages] == [
        (200, False),
        (200, False),
        (200, True),
    ]
    first, second = (json.loads(p.text)["articles"] for p in pages[:2])
    assert (len(first), len(second)) == (20, 8)
    report = next(a for a in second if a["title"] == TITLE.format("苏镇市人力资源和社会保障局"))
    assert report["display_publish_time"] == 1705507200
    assert report["date"] == 1705507200 - 2 * 86400
    assert [a["url"] for a in second if "weixin" in a["url"]] == [
        "https://mp.weixin.qq.com/s/lab-46"
    ]
    assert '<div class="article-content">' in browse(report["url"]).text
    other = browse(f"{home}/gkmlpt/api/all/{node['id']}?page=1&sid=1").text
    assert json.loads(other)["articles"] == []


def test_the_static_list_names_its_next_page(browse: Client) -> None:
    home = "http://mzj.suzhen.gov.cn"
    first = browse(f"{home}/zfxxgk/nb/list.html").text
    assert "共17条 第1/2页" in first
    second = browse(home + links(first)["下一页"]).text
    assert ("下一页" in links(second), "上一页" in links(second)) == (False, True)
    article = browse(home + links(second)[TITLE.format("苏镇市民政局")]).text
    assert ("PubDate" in article, "发布日期：2024-01-18" in article) == (False, True)
    assert "2024-02-04" in article
    assert browse(f"{home}/robots.txt").text == "User-agent: *\nCrawl-delay: 1\nDisallow: /admin/\n"


def test_the_old_site_is_gbk_without_saying_so(browse: Client) -> None:
    home = "http://jtj.suzhen.gov.cn"
    front = browse(f"{home}/")
    assert front.headers["Content-Type"] == "text/html"
    assert html.fromstring(front.body.decode("gbk")).xpath("//frame/@src") == [
        "top.htm",
        "left.htm",
        "main.htm",
    ]
    listed = browse(f"{home}/xxgk/nb/index.htm").body
    text = listed.decode("gbk")
    assert (b"charset=gb2312" in listed, "镕" in text, '<base href="../">' in text) == (True,) * 3
    title = TITLE.format("苏镇市交通运输局")
    target = re.search(rf"window\.open\('([^']+)'\)\">{title}", text)[1]  # type: ignore[index]
    outer = browse(f"{home}/xxgk/{target}").body.decode("gbk")
    assert "发布日期：2024年1月22日" in outer
    inner = html.fromstring(outer).xpath("//iframe/@src")[0]
    assert "一、总体情况" in browse(f"{home}/xxgk/nb/{inner}").body.decode("gbk")


def test_the_application_shows_nothing_without_its_script(country: Country, browse: Client) -> None:
    home = "http://scjgj.suzhen.gov.cn"
    shell = browse(f"{home}/zwgk/nb").text
    body = html.fromstring(shell).find("body")
    assert len(body.text_content()) < 200
    assert '<div id="app"></div>' in shell
    fields = b'{"pageNo":1,"pageSize":10}'
    headers = {"Content-Type": "application/json"}
    assert browse(f"{home}/gwk/policy/page", body=fields, headers=headers).status == 403
    assert browse(f"{home}/gwk/policy/page").status == 403
    token = site_of(country, "scjgj").token(fields.decode())
    reply = browse(
        f"{home}/gwk/policy/page", body=fields, headers={**headers, "X-Page-Token": token}
    )
    title = TITLE.format("苏镇市市场监督管理局")
    entry = next(r for r in json.loads(reply.text)["records"] if r["title"] == title)
    assert entry["publishDate"] == "2024-01-18"
    asked = json.dumps({"id": str(entry["id"])}).encode()
    token = site_of(country, "scjgj").token(asked.decode())
    detail = browse(
        f"{home}/gwk/policy/detail", body=asked, headers={**headers, "X-Page-Token": token}
    )
    assert "二、主动公开政府信息情况" in json.loads(detail.text)["content"]


def test_attachments_are_linked_in_three_ways(country: Country, browse: Client) -> None:
    forms = {
        "kfq": ("//div[@id='zoom']//a/@href", b"\xe8\x8b\x8f"),
        "zrj": ("//*[@id='pdfshow']/@data-value", b"PK\x03\x04"),
        "gxj": ("//a[contains(@onclick, 'down3')]/@onclick", b"\xe8\x8b\x8f"),
    }
    for key, (path, magic) in forms.items():
        inhabitant = next(i for i in country.inhabitants if i.agency.agency_id == key)
        home = inhabitant.place.home_url[:-1]
        listed = browse(home + inhabitant.site.column_path).text
        article = browse(home + links(listed)[TITLE.format(inhabitant.agency.name)]).text
        assert "一、总体情况" not in article
        found = html.fromstring(article).xpath(path)[0]
        target = re.search(r"/attach/0/[0-9a-f]{32}\.\w+", found)[0]  # type: ignore[index]
        assert browse(home + target).body.startswith(magic)


def test_site_search_finds_titles_and_says_when_there_are_none(browse: Client) -> None:
    query = urlencode({"q": "2023年政府信息公开工作年度报告"})
    there = browse(f"http://jyj.suzhen.gov.cn/jsearchfront/search.do?{query}").text
    assert TITLE.format("苏镇市教育局") in links(there)
    absent = browse(f"http://slj.suzhen.gov.cn/jsearchfront/search.do?{query}").text
    assert ("共找到 0 条结果" in absent, "没有找到相关内容" in absent) == (True, True)


def test_lists_hold_titles_that_only_look_like_the_report(lab: Lab, browse: Client) -> None:
    assert lab.proxy_url.startswith("http://127.0.0.1:")
    titles = list(links(browse("http://yunxi.suzhen.gov.cn/zfxxgk/nb/list.html").text))
    assert [t for t in titles if "年" in t and "页" not in t] == [
        "云溪镇人民政府2023年法治政府建设年度报告",
        "图解：云溪镇人民政府2023年政府信息公开工作年度报告",
        "云溪镇人民政府2023年政府信息公开工作年度报告",
        "云溪镇人民政府2023年网站工作年度报表",
        "关于编制2023年度政府信息公开工作年度报告的通知",
        "云溪镇人民政府2022年政府信息公开工作年度报告",
        "云溪镇人民政府2021年政府信息公开工作年度报告",
    ]
