from __future__ import annotations

from datetime import date

import pytest

from spiders.dates import DateMeaning, address_date, first_date, labelled_dates

THE_DAY = date(2024, 1, 26)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-26", THE_DAY),
        ("[2024-1-26]", THE_DAY),
        ("2024/01/26 09:30", THE_DAY),
        ("2024.01.26", THE_DAY),
        ("2024年01月26日", THE_DAY),
        ("2024 年 1 月 26 日", THE_DAY),
        ("\uff12\uff10\uff12\uff14-\uff10\uff11-\uff12\uff16", THE_DAY),  # full width
        ("二\u25cb二四年一月二十六日", THE_DAY),
        ("二〇二四年一月二十六日", THE_DAY),
        ("二零二四年十二月三十日", date(2024, 12, 30)),
        ("20240126", THE_DAY),
        ("26 2024-01", THE_DAY),
        ("2023-08-19 10\u223608", date(2023, 8, 19)),
        ("2024-02-30 2024-03-01", date(2024, 3, 1)),
        ("2024-01", None),
        ("2024年1月", None),
        ("01-26", None),
        ("电话 13820240126", None),
        ("", None),
    ],
)
def test_first_date(text: str, expected: date | None):
    assert first_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发布日期：2024-01-26", [(DateMeaning.PUBLISHED, THE_DAY)]),
        ("发布时间 [2024年01月26日]", [(DateMeaning.PUBLISHED, THE_DAY)]),
        ("日 期：2024-01-26", [(DateMeaning.PUBLISHED, THE_DAY)]),
        ("来源：办公室 时间：2024-01-26 10:00", [(DateMeaning.PUBLISHED, THE_DAY)]),
        (
            "成文日期：2024年1月20日 发布日期：2024年1月26日",
            [(DateMeaning.WRITTEN, date(2024, 1, 20)), (DateMeaning.PUBLISHED, THE_DAY)],
        ),
        ("更新时间：2024-01-26", [(DateMeaning.UPDATED, THE_DAY)]),
        ("生成日期：二〇二四年一月二十六日", [(DateMeaning.WRITTEN, THE_DAY)]),
        # the heading row of a table: the date could belong to either
        ("成文日期 发布日期 2024-01-20 2024-01-26", []),
        # a short label that only ends another word
        ("采集时间：2024-01-26", []),
        ("截止日期：2024-01-26", []),
        ("相关文章 2024-01-26", []),
    ],
)
def test_the_label_decides(text: str, expected: list[tuple[DateMeaning, date]]):
    assert [(found.meaning, found.date) for found in labelled_dates(text)] == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.gov.cn/art/2024/1/26/art_33718_118.html", THE_DAY),
        ("http://a.gov.cn/nb/202401/t20240126_195744.html", THE_DAY),
        ("http://a.gov.cn/col/1414/2024/01/26/170.html", THE_DAY),
        ("http://a.gov.cn/nb/20240126/0a1b.html", THE_DAY),
        ("http://a.gov.cn/nb/202401/2ecf.shtml", None),
        ("http://a.gov.cn/art/2024/13/26/art_1_1.html", None),
    ],
)
def test_date_of_an_address(url: str, expected: date | None):
    assert address_date(url) == expected
