"""The figures alone are those of the whole reading, whatever a page holds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal_lab.country import build_country
from reading.editions import EDITION_2019, EDITION_2021, EDITIONS
from reading.errors import DocumentError
from reading.figures_alone import figures_in, figures_of, read_figures
from reading.model import FigureState
from reading.reader import read

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
FEES = (
    "<table><tr><td>第二十条第（八）项</td><td></td></tr><tr><td>信息内容</td>"
    "<td>本年收费金额（单位：万元）</td></tr><tr><td>行政事业性收费</td><td>77</td></tr></table>"
)
LICENCES = (
    "<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr>"
    "<tr><td>行政许可</td><td>88</td></tr></table>"
)
FIVE = "<table><tr>" + "<td>9</td>" * 5 + "</tr></table>"
CHROME = "<p>打印 关闭</p>"
RELATED = "<ul><li>上一篇：其他</li></ul><p>版权所有 示例市</p>"
OTHER_HEADINGS = "".join(
    f"<p>{heading}</p><p>内容。</p>"
    for heading in (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "五、存在的主要问题及改进情况",
    )
)


def _told(read_it: Callable, body: bytes):
    """Every figure in its order and whose it is, or why there are none."""
    try:
        return [
            (one.agency, one.year, one.edition, [*one.figures.items()]) for one in read_it(body)
        ]
    except DocumentError as error:
        return error.error_class, str(error)


def _same(body: bytes) -> None:
    alone = _told(lambda b: figures_in(b, name="年报"), body)
    assert alone == _told(lambda b: figures_of(read(b, name="年报")), body)


def _div_grid(table: str) -> str:
    """A table as rows of ``div``."""
    rows = re.sub(r"<tr>", "<div class=row>", table).replace("</tr>", "</div>")
    cells = re.sub(r"<td[^>]*>", "<div class=cell>", rows).replace("</td>", "</div>")
    return re.sub(r"</?(?:table|tbody|p)[^>]*>", "", cells)


def _lines(table: str) -> str:
    """A table as one paragraph a cell."""
    return "".join(f"<p>{text}</p>" for text in re.findall(r"<p>(.*?)</p>", table))


def _set_text(table: str) -> str:
    """A table as rows of set text, cells parted by tabs."""
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return "\n".join("\t".join(re.findall(r"<p>(.*?)</p>", row)) for row in rows)


def _as_code(text: str) -> str:
    return "".join(f"&#{ord(sign)};" if ord(sign) > 127 else sign for sign in text)


COPIES: dict[str, Callable[[str], str]] = {
    "table": lambda t: t,
    "other_numbers": lambda t: t.replace("1", "7"),
    "codes": lambda t: _as_code(t.replace("1", "7")),
    "split_words": lambda t: (
        t.replace("1", "7").replace("二", "<b>二</b>").replace("年", "<i>年</i>")
    ),
    "div": lambda t: _div_grid(t.replace("1", "7")),
    "lines": lambda t: _lines(t.replace("1", "7")),
    "pre": lambda t: f"<pre>{_set_text(t.replace('1', '7'))}</pre>",
    "pre_table": lambda t: f"<pre>\n{t.replace('1', '7')}\n</pre>",
    "set_style": lambda t: f'<div style="white-space:pre-wrap">\n{t.replace("1", "7")}\n</div>',
    "set_around": lambda t: f'<div style="white-space:pre-wrap">\n{_set_text(t)}\n</div>',
    "srcdoc": lambda t: (
        f"<iframe srcdoc='<html><body>{t.replace('1', '7')}</body></html>'></iframe>"
    ),
    "iframe": lambda t: f"<iframe src=x>{t}</iframe>",
    "comment": lambda t: f"<!-- {t} -->",
    "hidden": lambda t: f"<div hidden>{t.replace('1', '7')}</div>",
    "gone": lambda t: f'<div style="display:none">{t.replace("1", "7")}</div>',
    "invisible": lambda t: f'<div style="visibility:hidden">{t.replace("1", "7")}</div>',
    "white": lambda t: f'<div style="color:#fff">{t.replace("1", "7")}</div>',
    "template": lambda t: f"<template>{t.replace('1', '7')}</template>",
    "noscript": lambda t: f"<noscript>{t.replace('1', '7')}</noscript>",
    "button": lambda t: f"<button>{t.replace('1', '7')}</button>",
    "textarea": lambda t: f"<textarea>{t.replace('1', '7')}</textarea>",
    "svg": lambda t: f"<svg><foreignObject>{t.replace('1', '7')}</foreignObject></svg>",
    "script": lambda t: f"<script>var t='{t}'</script>",
    "object": lambda t: f"<object>{t.replace('1', '7')}</object>",
    "caption": lambda t: f"<table><caption>二、主动公开政府信息情况</caption>{t}</table>",
}
PLACES = ("before", "after", "sidebar", "instead", "inside_cell")


def _with_copy(page: str, table: str, copy: str, place: str) -> str:
    if place == "before":
        return page.replace("<body>", f"<body>{copy}", 1)
    if place == "after":
        return page.replace(table, f"{table}{copy}", 1)
    if place == "sidebar":
        return page.replace("</body>", f"<div class=side>{copy}</div></body>", 1)
    if place == "instead":
        return page.replace(table, copy, 1)
    return page.replace("</td></tr></tbody></table>", f"{copy}</td></tr></tbody></table>", 1)


@pytest.mark.parametrize("way", COPIES)
def test_another_copy_of_a_table(made, way: str) -> None:
    page = made().html().decode()
    for number, place in enumerate(PLACES):
        table = TABLE.findall(page)[(number + len(way)) % 3]
        _same(_with_copy(page, table, COPIES[way](table), place).encode())


@pytest.mark.parametrize("way", COPIES)
def test_another_copy_of_a_row(made, way: str) -> None:
    page = made().html().decode()
    for row in re.findall(r"<tr>.*?</tr>", page)[3::17]:
        for place in ("before", "after", "sidebar"):
            copy = COPIES[way](f"<table><tbody>{row}</tbody></table>")
            _same(_with_copy(page, TABLE.findall(page)[0], copy, place).encode())


@pytest.mark.parametrize("small", [FEES, LICENCES, FIVE], ids=["fees", "licences", "five"])
@pytest.mark.parametrize("row", ["", "proactive.fees", "proactive.licences"])
def test_a_small_table_beside(made, small: str, row: str) -> None:
    page = made(dropped=frozenset({row} - {""})).html().decode()
    leads = ("", "<p>行政复议</p>", "<p>四、政府信息公开行政复议、行政诉讼情况</p>")
    for place in PLACES:
        for table, lead in zip(TABLE.findall(page), leads, strict=True):
            _same(_with_copy(page, table, lead + small, place).encode())


HIDDEN = (
    'style="display:none"',
    "hidden",
    'style="visibility:hidden"',
    'style="color:#fff"',
    'style="font-size:0"',
    'style="opacity:0"',
    'style="white-space:pre"',
    'class="off"',
)


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("tag", ["table", "tbody", "tr", "td", "p", "div"])
def test_hidden_pieces(made, how: str, tag: str) -> None:
    page = made().html().decode()
    page = page.replace("<body>", "<head><style>.off{display:none}</style></head><body>")
    places = [found.end() for found in re.finditer(rf"<{tag}(?=[\s>])", page)]
    for at in places[:: max(len(places) // 4, 1)]:
        _same(f"{page[:at]} {how}{page[at:]}".encode())


@pytest.mark.parametrize(
    "around",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>首页</td><td>{}</td><td>边栏</td></tr></table>",
        "<table><tr><td>导航</td></tr></table>{}",
        "<div style='white-space:pre-wrap'>\n{}\n</div>",
        "<pre>\n{}\n</pre>",
        '<iframe srcdoc="{}"></iframe>',
        "<button>{}</button>",
        "<a>{}</a>",
        "<center><form>{}</form></center>",
        "<p>打印</p>{}<p>打印</p><p>关闭</p>",
        "<template>{}</template>",
        "<table><tr><td>第二十条第（一）项</td><td>信息内容</td><td>自然人</td><td>{}</td></tr></table>",
    ],
)
def test_things_around_the_report(made, around: str) -> None:
    inside = re.sub(r"</?(?:html|body)>", "", made().html().decode())
    if "srcdoc" in around:
        inside = inside.replace('"', "'")
    _same(f"<html><body>{around.replace('{}', inside)}</body></html>".encode())
    for table in TABLE.findall(inside):
        wrapped = around.replace("{}", table)
        _same(f"<html><body>{inside.replace(table, wrapped)}</body></html>".encode())


def test_tables_after_the_end_of_the_article_are_not_its_own(made) -> None:
    page = made().html().decode()
    for table in TABLE.findall(page):
        without = page.replace(table, "")
        for chrome in (CHROME, RELATED, "<p>主办单位：某局</p>"):
            _same(without.replace("</div></body>", f"{chrome}{table}</div></body>").encode())
            _same(page.replace("</div></body>", f"{chrome}{table}</div></body>").encode())
            _same(page.replace(table, chrome + table).encode())


def test_tables_under_the_heading_of_another_part(made) -> None:
    page = made().html().decode()
    tables = TABLE.findall(page)
    for order in ((2, 1, 0), (1, 2, 0), (1, 0, 2), (2, 0, 1), (0, 2, 1)):
        moved = page
        for number, table in enumerate(tables):
            moved = moved.replace(table, f"[{number}]", 1)
        for number, other in enumerate(order):
            moved = moved.replace(f"[{number}]", tables[other], 1)
        _same(moved.encode())
    for heading in re.findall(r"<p>[一二三四五六]、.*?</p>", page):
        _same(page.replace(heading, "").encode())
        _same(page.replace(heading, "").replace("<h1>", f"{heading}<h1>").encode())
        _same(page.replace(heading, heading.replace("、", "、 &nbsp;")).encode())


@pytest.mark.parametrize("other", ["full", "bare", "headings", "before_the_format"])
def test_two_years_on_one_page(made, other: str) -> None:
    inside = re.sub(r"</?(?:html|body)>", "", made().html().decode())
    second = {
        "full": lambda: made(year=2022).html().decode(),
        "bare": lambda: TABLE.sub("", made(year=2024).html().decode()),
        "headings": lambda: f"<h2>示例市样板局2024年政府信息公开工作年度报告</h2>{OTHER_HEADINGS}",
        "before_the_format": lambda: made(edition=EDITION_2019, year=2016).html().decode(),
    }[other]()
    second = re.sub(r"</?(?:html|body)>", "", second)
    for joined in (inside + second, second + inside, f"<table><tr><td>{inside}</td></tr></table>"):
        _same(f"<html><body>{joined}</body></html>".encode())


@pytest.mark.parametrize("year", [2012, 2016, 2018, 2019, 2023])
def test_years_of_all_formats(made, year: int) -> None:
    for edition in EDITIONS:
        page = made(edition=edition, year=year).html().decode()
        _same(page.encode())
        _same(re.sub(r"[一二三四五六]、", "", page).encode())
        _same(page.replace("主动公开政府信息情况", "主动公开工作情况").encode())
        _same(page.replace("信息内容", "内容").replace("件数", "").replace("数量", "").encode())


def test_a_row_or_a_table_that_is_not_there(made, made_2019) -> None:
    for make, edition in ((made, EDITION_2021), (made_2019, EDITION_2019)):
        for row in edition.rows[::5]:
            _same(make(dropped=frozenset({row.path})).html())
        for table in ("proactive", "requests", "disputes"):
            for words in ("<img src=x.png>", "<p>见附件</p>", "<p>规章 12</p>"):
                _same(make(without_tables=frozenset({table}), in_place={table: words}).html())


def test_rows_of_both_editions(made, made_2019) -> None:
    one, other = made().html().decode(), made_2019().html().decode()
    tables, others = TABLE.findall(one), TABLE.findall(other)
    for table in tables:
        for theirs in others:
            _same(one.replace(table, theirs).encode())
            _same(one.replace(table, table + theirs).encode())
    _same(one.replace("采购", "").replace("规章", "其他").encode())


def test_wrong_spans(made) -> None:
    page = made().html().decode()
    for wrong in ("0", "2", "3", "99", "-1", "x", "1000000"):
        for found in [*re.finditer(r'(?:col|row)span="(\d+)"', page)][::67]:
            start, end = found.span(1)
            _same(f"{page[:start]}{wrong}{page[end:]}".encode())


def test_a_page_cut_anywhere(made) -> None:
    body = made().html()
    for end in range(200, len(body), 2203):
        _same(body[:end])


def test_pages_in_other_codes(made) -> None:
    page = made().html().decode()
    _same(page.encode("gb18030"))
    _same(page.replace("<html>", "<html><meta charset=gbk>").encode("gb18030"))
    _same(page.encode("utf-16"))
    _same(page.encode()[:-300].replace("年".encode(), "年".encode()[:2]))


def test_other_forms_and_no_reports(made) -> None:
    report = made()
    for body in (
        report.docx(),
        report.cell_lines(),
        report.tab_rows(),
        b"",
        b"<p>x",
        b"Rar!\x1a\x07",
    ):
        _same(body)
    _same("<p>通知</p><p>开会</p><table><tr><td>1</td></tr></table>".encode())


def test_what_stands_before_the_body_is_named_in_errors() -> None:
    with pytest.raises(DocumentError) as told:
        read_figures("<p>关于</p><p>开会</p><p>的通知</p>".encode(), name="通知.html")
    assert str(told.value).startswith("通知.html：没有找到年报的标志")


TAG = re.compile(r"<[^<>]+>")
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def _mutated(page: str, chance: random.Random) -> str:
    """A page with tags dropped, doubled, moved or changed, or pieces of it moved."""
    for _ in range(chance.randint(1, 4)):
        tags = [*TAG.finditer(page)]
        if not tags:
            break
        tag, other = chance.choice(tags), chance.choice(tags)
        start, end = tag.span()
        way = chance.randrange(6)
        if way == 0:
            page = page[:start] + page[end:]
        elif way == 1:
            page = page[:end] + tag.group() + page[end:]
        elif way == 2:
            page = page[:start] + other.group() + page[end:]
        elif way == 3:
            first, last = sorted((start, other.start()))
            page = page[:first] + page[last:] + page[first:last]
        elif way == 4:
            first, last = sorted((start, other.start()))
            page = page[:last] + page[first:last] + page[last:]
        else:
            word = chance.choice((' style="display:none"', " hidden", " rowspan=2", " colspan=3"))
            page = page[: end - 1] + word + page[end - 1 :]
    return page


@given(seed=SEEDS)
@example(seed=0)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_pages_with_tags_dropped_doubled_and_moved(made, made_2019, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    page = chance.choice((made, made_2019))().html().decode()
    _same(_mutated(page, chance).encode())


def test_plain_pages_are_read_the_short_way(made, made_2019, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr("reading.figures_alone.read", refuse)
    for make in (made, made_2019):
        report = make()
        figures = read_figures(report.html(), name="年报")
        assert {path: figure.printed for path, figure in figures.items()} == report.printed()
        assert {figure.state for figure in figures.values()} == {FigureState.NUMBER}


def test_every_page_of_the_lab() -> None:
    seen = 0
    for inhabitant in build_country().inhabitants:
        for entry in inhabitant.site.portal.entries:
            for body in inhabitant.files_of(entry) if entry.report_year else ():
                if body.lstrip()[:1] == b"<":
                    _same(body)
                    seen += 1
    assert seen > 20


@pytest.mark.real_reports
def test_every_real_page(shared) -> None:
    pages = sorted((shared / "reports").rglob("*.htm*"))
    for path in pages:
        _same(path.read_bytes())
    assert len(pages) > 20


@pytest.mark.real_reports
def test_real_pages_mutated(shared) -> None:
    chance = random.Random(2026)  # noqa: S311 - not for secrets
    for name in ("real/009_shanghai_go_2019", "real/051_pingtan_2024", "forms/real/report"):
        page = (shared / "reports" / f"{name}.html").read_bytes().decode("utf-8", "replace")
        for _ in range(8):
            _same(_mutated(page, chance).encode())
