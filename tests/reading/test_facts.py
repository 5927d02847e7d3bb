"""Title, agency, year and dates, as reports print them."""

from __future__ import annotations

from datetime import date

import pytest

from reading.facts import (
    basis_of_date,
    date_in,
    dates_of_page,
    day_of_instant,
    identity_of,
    signature_of,
)

PERIOD = "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。"


@pytest.mark.parametrize(
    ("lines", "title", "agency", "year"),
    [
        (
            ["示例市样板局2023年政府信息公开工作年度报告"],
            "示例市样板局2023年政府信息公开工作年度报告",
            "示例市样板局",
            2023,
        ),
        (
            ["示例市样板局", "2023年度政府信息公开工作报告"],
            "示例市样板局2023年度政府信息公开工作报告",
            "示例市样板局",
            2023,
        ),
        (  # the wrong name of the report is still its title
            ["示例市样板局2023年政务公开工作年度报告"],
            "示例市样板局2023年政务公开工作年度报告",
            "示例市样板局",
            2023,
        ),
        (
            ["# 示例市样板局 2023 年政府信息公开工作 年度报告"],
            "示例市样板局2023年政府信息公开工作年度报告",
            "示例市样板局",
            2023,
        ),
        (
            ["正文", "2024 年示例市科委政府信息公开工作", "年度报告"],
            "2024年示例市科委政府信息公开工作年度报告",
            "示例市科委",
            2024,
        ),
        (
            ["示例市样板局政府信息公开年报", PERIOD],
            "示例市样板局政府信息公开年报",
            "示例市样板局",
            2022,
        ),
        (["本报告根据《条例》要求编制政府信息公开工作年度报告。", PERIOD], None, None, 2022),
        (["甲。"], None, None, None),
        (  # the site has a title of its own above the text
            [
                "标题: 示例区2022年度政府信息公开工作年度报告",
                "发布时间: 2023-01-20",
                "示例区2022年政府信息公开工作年度报告 根据《条例》要求，编制本报告。",
            ],
            "示例区2022年政府信息公开工作年度报告",
            "示例区",
            2022,
        ),
        (
            ["标题: 示例区2022年度政府信息公开工作年度报告", "本报告根据《条例》要求编制。"],
            "示例区2022年度政府信息公开工作年度报告",
            "示例区",
            2022,
        ),
        (
            ["示例区2022年政府信息公开工作年度报告\u3000\u3000根据《条例》要求，编制本报告。"],
            "示例区2022年政府信息公开工作年度报告",
            "示例区",
            2022,
        ),
        (["附件为示例区2022年政府信息公开工作年度报告 见网站。"], None, None, 2022),
    ],
)
def test_who_reports_on_which_year(lines, title, agency, year):
    found = identity_of(lines, lines)
    assert (found.title, found.agency, found.year) == (title, agency, year)


def test_page_tags_serve_where_the_text_has_no_title():
    tags = ("政府信息公开年报", "示例市样板局2023年政府信息公开年度报告-示例市样板局")
    found = identity_of([], [], tags)
    assert (found.title, found.agency, found.year) == (
        "示例市样板局2023年政府信息公开年度报告",
        "示例市样板局",
        2023,
    )


def test_the_signature_names_agency_and_day():
    lines = ["无。", "示例省教育厅", "2024年1月26日"]
    assert signature_of(lines) == (date(2024, 1, 26), ("示例省教育厅", "2024年1月26日"))
    assert identity_of([PERIOD], lines).agency == "示例省教育厅"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-26 16:20", date(2024, 1, 26)),
        ("２０２４年１月２６日", date(2024, 1, 26)),
        ("二〇二四年一月二十六日", date(2024, 1, 26)),
        ("2024-13-45", None),
        ("", None),
    ],
)
def test_dates_in_words(text, day):
    assert date_in(text) == day


def test_only_labelled_dates_of_a_page_are_trusted():
    lines = [
        "索引号：1 成文日期：2024-01-20 发布日期：2024-01-26",
        "2024-03-01",
        "更新时间：2024-02-02",
    ]
    assert dates_of_page({}, lines) == {
        "written": date(2024, 1, 20),
        "published": date(2024, 1, 26),
        "updated": date(2024, 2, 2),
    }
    tagged = dates_of_page({"pubdate": "2024-01-25 10:00"}, lines)
    assert tagged["published"] == date(2024, 1, 25)
    assert tagged["tagged"] == date(2024, 1, 25)
    assert tagged["labelled"] == date(2024, 1, 26)


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("来源：示例区办公室 时间：2024-01-26 16:20", {"published": date(2024, 1, 26)}),
        ("信息来源: 本站\u3000时间: 2024年1月26日", {"published": date(2024, 1, 26)}),
        ("采集时间：2024-01-26", {}),
        ("时间：2024-01-26 地点：会议室", {}),
        ("来源：示例区办公室，办公时间：2024-01-26", {}),
    ],
)
def test_a_bare_label_counts_beside_the_source(line, dates):
    assert dates_of_page({}, [line]) == dates


def test_every_claimed_date_says_what_it_rests_on():
    day = date(2024, 1, 26)
    assert basis_of_date("published", {"published": day}) == "页面所标发布日期"
    assert basis_of_date("published", {"published": day, "tagged": day}) == "网页标签 PubDate"
    assert basis_of_date("signed", {"signed": day}) == "落款"
    assert basis_of_date("created", {"created": day}) == "文件属性中的创建时间"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-18T17:00:00Z", date(2024, 1, 19)),
        ("2024-01-18", date(2024, 1, 18)),
        ("9999-12-31T23:00:00Z", None),
        ("0001-01-01T00:00:00", date(1, 1, 1)),
        ("x", None),
    ],
)
def test_the_day_of_an_instant_is_that_of_china(text, day):
    assert day_of_instant(text) == day
