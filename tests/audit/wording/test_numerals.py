"""The numerals of headings: what breaks them, and what only looks as if it did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.wording.numerals import flaws_in
from reading.model import Part, PartName, SubHeading

HAN = "一二三四五六七八九十"
STYLES = {
    "（一）": lambda n: f"（{HAN[n - 1]}）",
    "(一)": lambda n: f"({HAN[n - 1]})",
    "一、": lambda n: f"{HAN[n - 1]}、",
    "（1）": lambda n: f"（{n}）",
    "1.": lambda n: f"{n}.",
    "①": lambda n: chr(ord("①") + n - 1),
}


def part_of(*numerals: str | None, text: str = "") -> Part:
    headings = tuple(
        SubHeading(numeral=numeral, text=f"标题{place}", at=f"第一部分 第{place}句")
        for place, numeral in enumerate(numerals, start=1)
    )
    return Part(
        name=PartName.OVERVIEW, heading="总体情况", numeral="一", text=text, sub_headings=headings
    )


def told(*numerals: str | None, text: str = "") -> list[tuple[str, bool]]:
    return [(flaw.words, flaw.is_doubtful) for flaw in flaws_in(part_of(*numerals, text=text))]


@pytest.mark.parametrize(
    "numerals",
    [
        (),
        (None, None),
        ("（一）", "（二）", "（三）"),
        ("（一）", "1.", "2.", "（二）", "1.", "2.", "3.", "（三）"),
        ("1.", "（1）", "（2）", "①", "②", "2.", "（1）"),
        (None, "（一）", "（二）", None, "（一）", "（二）"),
        ("（一）", "附：", "（二）"),
        ("（一）", "（十二十）", "（二）"),
        ("（１）", "（２）"),  # noqa: RUF001 - full-width digits occur
        ("1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "10.", "11."),
    ],
)
def test_numerals_in_order(numerals: tuple[str | None, ...]) -> None:
    assert told(*numerals) == []


@pytest.mark.parametrize(
    ("numerals", "words"),
    [
        (("（一）", "（三）"), ["“（一）”之后为“（三）”"]),
        (("（一）", "（二）", "（二）"), ["“（二）”之后为“（二）”"]),
        (("（一）", "（三）", "（二）"), ["“（一）”之后为“（三）”", "“（三）”之后为“（二）”"]),
        (("（一）", "（二）", "（3）", "（四）"), ["“（3）”与其他序号形式不同"]),
        (("（一）", "(二)"), ["“（一）”、“(二)”形式不统一"]),
        ((None, "（二）", "（三）"), ["“标题1”前没有序号，其后为“（二）”"]),
        (("（二）", "（三）"), ["首个序号为“（二）”"]),
        (("（一）", "1.", "3.", "（二）"), ["“1.”之后为“3.”"]),
    ],
)
def test_numerals_broken(numerals: tuple[str | None, ...], words: list[str]) -> None:
    assert told(*numerals) == [(word, False) for word in words]


@pytest.mark.parametrize(
    ("numerals", "text"),
    [
        (("（一）", "（三）"), "……情况。（二）依申请公开"),
        (("（二）", "（三）"), "总体情况（一）主动公开"),
        (("1.", "3."), "此外2.数据公开"),
        (("（一）", "（二）", "（一）"), ""),
    ],
)
def test_a_heading_that_we_may_have_overlooked_is_a_doubt(
    numerals: tuple[str, ...], text: str
) -> None:
    assert [is_doubtful for _, is_doubtful in told(*numerals, text=text)] == [True]


def test_tens_are_counted_on() -> None:
    tens = ("八", "九", "十", "十一", "十九", "二十", "二十一")

    assert told(*(f"（{numeral}）" for numeral in tens)) == [
        ("首个序号为“（八）”", False),
        ("“（十一）”之后为“（十九）”", False),
    ]


def test_an_article_of_the_law_or_a_bare_number_is_no_overlooked_heading() -> None:
    assert told("（一）", "（三）", text="第二十条第（二）项") == [
        ("“（一）”之后为“（三）”", False)
    ]
    assert told("1.", "3.", text="公开2件，增长2.5%") == [("“1.”之后为“3.”", False)]


@given(st.sampled_from(sorted(STYLES)), st.integers(min_value=1, max_value=10))
def test_any_consecutive_numerals_of_one_style_are_right(style: str, count: int) -> None:
    assert told(*(STYLES[style](n) for n in range(1, count + 1))) == []


@given(st.sampled_from(sorted(STYLES)), st.integers(3, 10), st.data())
def test_any_numeral_left_out_is_seen(style: str, count: int, data: st.DataObject) -> None:
    gone = data.draw(st.integers(2, count - 1))
    numerals = [STYLES[style](n) for n in range(1, count + 1) if n != gone]

    before, after = STYLES[style](gone - 1), STYLES[style](gone + 1)
    assert told(*numerals) == [(f"“{before}”之后为“{after}”", False)]
