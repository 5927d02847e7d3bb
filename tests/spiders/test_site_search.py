from __future__ import annotations

from urllib.parse import quote

import pytest
from lab_portals import Client, portal_of, rows, title

from portal_lab.sites.trs_search import TrsIgs
from portal_lab.sites.wordpress import WordPress
from spiders.families.model import Fetch, Page
from spiders.search_answers import is_search_answer, search_links
from spiders.site_search import ONLY_OPENS, search_again, search_request

HOST = "http://slj.qingchuan.gov.cn"
QUERY = "2023年政府信息公开工作年度报告"
CODE = "872801132c71495bbe5a938f6acff5aa"
IGS = Fetch(
    url=(
        f"{HOST}/igs/front/search.jhtml?code={CODE}&siteId=50&searchWord={quote(QUERY)}"
        "&pageSize=10&pageNumber=1&position=TITLE&orderby=time&timeOrder=desc"
    ),
    headers=(("Referer", f"{HOST}/"),),
)


def page(text: str, status: int = 200) -> Page:
    return Page(url=f"{HOST}/", body=text.encode(), status=status)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<script>o={{u:'/igs/front/search.jhtml',code:'{CODE}',siteId:50}}</script>", IGS),
        (
            f"""<form action="/igs/front/search/list.html"><input name="code" value="{CODE}">
            <input type="hidden" name="siteId" value="50"><input name="searchWord"></form>""",
            IGS,
        ),
        (
            f'<a href="/igs/front/search.jhtml?code={CODE}&amp;siteId=50&amp;pageSize=9">搜索</a>',
            IGS,
        ),
        # no code: the search page must be opened first
        ('<a href="/igs/front/search.html">站内搜索</a>', None),
        ("<p>搜索</p>", None),
    ],
)
def test_igs_is_asked_with_the_code_of_its_page(text: str, expected: Fetch | None) -> None:
    found = search_request(page(text), QUERY)

    if expected is None:
        assert found is None or found.note == ONLY_OPENS
    else:
        assert found == expected
        assert search_again(page(text), QUERY) == expected


def test_the_ways_in_their_order() -> None:
    form = '<form action="/s"><input name="q"></form>'
    word_press = f'<link rel="https://api.w.org/" href="{HOST}/wp-json/">'
    link = '<a href="/ss/">全站搜索</a>'

    assert search_request(page(form + word_press + link), QUERY) == Fetch(
        url=f"{HOST}/s?q={quote(QUERY)}"
    )
    assert search_request(page(word_press + link), QUERY) == Fetch(
        url=f"{HOST}/wp-json/wp/v2/posts?search={quote(QUERY)}&per_page=100"
    )
    opened = search_request(page(link), QUERY)
    assert opened == Fetch(url=f"{HOST}/ss/")
    assert opened is not None
    assert opened.note == ONLY_OPENS
    assert search_request(page("<p>水利要闻</p>"), QUERY) is None
    # a search page with a form is asked once, its answer no more
    assert search_again(page(form), QUERY) == Fetch(url=f"{HOST}/s?q={quote(QUERY)}")
    assert search_again(page(f"{form}<p>没有找到{QUERY}</p>"), QUERY) is None


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ('{"page":{"content":[],"total":"0","totalPages":0}}', 200, True),
        ("[]", 200, True),
        ('{"error":"code is required"}', 200, False),
        ('{"page":null}', 200, False),
        ('{"page":{"content":[],"total":"3"}}', 200, False),
        ("{}", 200, False),
        ("[]", 500, False),
    ],
)
def test_only_a_count_of_nothing_means_nothing(text: str, status: int, *, expected: bool) -> None:
    assert is_search_answer(page(text, status), QUERY) is expected


def test_igs_of_the_lab() -> None:
    client = Client(TrsIgs(portal_of(count=3)))
    first = search_request(client.get("/"), QUERY)
    assert first is not None
    shown = client.ask(first)
    assert not is_search_answer(shown, QUERY)
    again = search_again(shown, QUERY)
    assert again is not None
    answer = client.ask(again)

    assert is_search_answer(answer, QUERY)
    assert [link.title for link in search_links(answer)] == [title(2023)]
    nothing = search_again(shown, "1999年")
    assert nothing is not None
    assert is_search_answer(client.ask(nothing), "1999年")
    assert client.get("/igs/front/search.jhtml?searchWord=x").status == 500


def test_word_press_of_the_lab() -> None:
    client = Client(WordPress(portal_of(count=3)))
    posts = client.get(f"/wp-json/wp/v2/posts?search={quote(QUERY)}&per_page=100")
    form = search_request(client.get("/"), QUERY)
    assert form is not None

    found = [client.ask(form), posts]
    for answer in found:
        assert is_search_answer(answer, QUERY)
        assert [text for text, _ in rows(search_links(answer))] == [title(2023)]
    nothing = client.get("/wp-json/wp/v2/posts?search=1999")
    assert (nothing.body, is_search_answer(nothing, "1999")) == (b"[]", True)
