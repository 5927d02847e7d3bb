"""Real pages beside the project: what a person sees on them is what must be read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from archive.model import DateBasis
from spiders.article import read_article
from spiders.columns import is_column
from spiders.families.catalogue import families_for
from spiders.families.model import Fetch, ListLink, Page, is_complete
from spiders.families.trs import TRS
from spiders.markup import parse
from spiders.site_search import search_fetch
from spiders.titles import TitleVerdict, judge_title

pytestmark = pytest.mark.real_reports

PINGTAN = "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/"


def stored(shared: Path, name: str, url: str) -> Page:
    (path,) = (shared / "reports").glob(f"*/{name}_*.html")
    return Page(url=url, body=path.read_bytes(), content_type="text/html")


def test_the_list_that_shows_ten_of_twenty(shared: Path):
    column = stored(shared, "001", PINGTAN)
    read = TRS.first(column)
    entries = {
        2025: ("202603/t20260313_105587.htm", date(2026, 3, 10)),
        2024: ("202503/t20250310_97791.htm", date(2025, 3, 10)),
        2023: ("202403/t20240308_87885.htm", date(2024, 3, 8)),
        2022: ("202302/t20230220_80629.htm", date(2023, 2, 20)),
        2021: ("202202/t20220208_80613.htm", date(2022, 2, 8)),
        2020: ("202103/t20210305_80595.htm", date(2021, 3, 5)),
        2019: ("202001/t20200120_80576.htm", date(2020, 1, 20)),
        2018: ("201901/t20190110_80529.htm", date(2019, 1, 10)),
        2017: ("201801/t20180123_80506.htm", date(2018, 1, 23)),
        2016: ("201701/t20170118_80485.htm", date(2017, 1, 18)),
    }

    assert families_for(column)[0] is TRS
    assert is_column(column)
    assert read.links == tuple(
        ListLink(
            url=PINGTAN + path,
            title=f"平潭综合实验区{year}年度政府信息公开工作年度报告",
            listed_date=day,
        )
        for year, (path, day) in entries.items()
    )
    assert (read.declared_total, read.next, read.is_last, read.is_valid) == (20, (), False, True)
    assert not is_complete((read,))
    names = ("平潭综合实验区管理委员会", "平潭综合实验区")
    verdicts = [judge_title(link.title, 2024, names).verdict for link in read.links]
    assert verdicts == [TitleVerdict.MATCH if y == 2024 else TitleVerdict.NO for y in entries]


def test_the_search_form_of_that_page(shared: Path):
    assert search_fetch(stored(shared, "001", PINGTAN), "年报") == Fetch(
        url="https://www.pingtan.gov.cn/ssp/main/index.html"
        "?siteId=402804278b376967018b3771d3370002&key=%E5%B9%B4%E6%8A%A5"
    )


def test_the_old_list_in_tables(shared: Path):
    url = "http://www.yichun.gov.cn/gk/zwdt/zwyw/"
    read = TRS.first(stored(shared, "015", url))
    numbers = [
        *(("20171015", n, 14) for n in (521060, 521061, 521062)),
        *(("20171013", n, 13) for n in (520878, 520879)),
        *(("20171012", n, 12) for n in (520779, 520776, 520780, 520782, 520785, 520784)),
        *(("20171011", n, 11) for n in (520684, 520686, 520689, 520690)),
    ]

    # the shown day differs from the one in the address
    assert [(link.url, link.listed_date) for link in read.links] == [
        (f"{url}201710/t{day}_{number}.html", date(2017, 10, shown))
        for day, number, shown in numbers
    ]
    assert not is_complete((read,))


@pytest.mark.parametrize(
    ("name", "title", "dates"),
    [
        (
            "010",
            "邯郸市教育局关于印发《全市教育系统安全专项整治三年行动实施方案》的通知",
            {DateBasis.LABEL: date(2020, 8, 2), DateBasis.META: date(2020, 8, 2)},
        ),
        (
            "013",
            "1-10月德清县固定资产投资结构趋稳趋优",
            {DateBasis.LABEL: date(2016, 11, 22), DateBasis.META: date(2016, 11, 22)},
        ),
        (
            "023",
            "“书法进军营，共谱鱼水情”——顺义区开展军地书法交流活动",
            {DateBasis.META: date(2024, 8, 14)},
        ),
        ("038", "昆明完成“智慧城市”顶层设计", {DateBasis.META: date(2016, 8, 11)}),
        (
            "045",
            "“从齐白石故乡吹来的风”书画展亮相澳门",
            {DateBasis.LABEL: date(2024, 9, 30), DateBasis.META: date(2024, 9, 30)},
        ),
        (
            "053",
            "共论出版传媒业高质量发展 第十届上海民进出版传媒论坛在沪召开",
            {DateBasis.META: date(2023, 8, 19)},
        ),
        (
            "051",
            "平潭综合实验区2024年度政府信息公开工作年度报告",
            {DateBasis.LABEL: date(2025, 3, 10), DateBasis.META: date(2025, 3, 10)},
        ),
    ],
)
def test_titles_and_dates(shared: Path, name: str, title: str, dates: dict[DateBasis, date]):
    article = read_article(stored(shared, name, "http://www.a.gov.cn/b/c.html"))

    assert (article.title, article.claimed_dates) == (title, dates)
    assert article.has_report_markers is (name == "051")


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        (
            "005_list-page_hebei-kjt",
            ("河北省科学技术厅", "河北省科技厅"),
            # all but two titles are cut off in the list
            {2016: ["match"], **{year: ["maybe"] for year in range(2017, 2024)}},
        ),
        (
            "007_list-page_hebei-jyt",
            ("河北省教育厅",),
            {year: ["match"] for year in (2013, 2014, *range(2016, 2024))},
        ),
    ],
)
def test_real_columns_with_decoys(
    shared: Path, name: str, names: tuple[str, ...], found: dict[int, list[str]]
):
    text = (shared / "reports/pages" / f"{name}.json").read_text(encoding="utf-8")
    titles = [item["title"] for item in json.loads(text)["items"]]
    judged = {
        year: [
            judgement.verdict.value
            for title in titles
            if (judgement := judge_title(title, year, names)).verdict is not TitleVerdict.NO
            and judgement.years
        ]
        for year in range(2010, 2026)
    }

    assert {year: verdicts for year, verdicts in judged.items() if verdicts} == found


def test_the_page_in_gbk(shared: Path):
    markup = parse(stored(shared, "045", "http://www.a.gov.cn/b/c.html"))

    assert (markup.encoding, markup.is_doubtful) == ("gb18030", False)
    assert markup.meta("ColumnName") == "部门动态"
