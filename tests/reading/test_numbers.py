from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.numbers import UNITS, numbers_in, value_of
from reading.statements.denials import denials_in


def told(text: str) -> list[tuple[int | Decimal, str, bool]]:
    return [(n.value, n.unit, n.is_approximate) for n in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息 1357 条", (1357, "条", False)),
        ("公开信息1,357条", (1357, "条", False)),
        ("公开信息1 357条", (1357, "条", False)),
        ("办结２６件", (26, "件", False)),
        ("收到三十宗", (30, "宗", False)),
        ("收到两百份", (200, "份", False)),
        ("收到二〇二三件", (2023, "件", False)),
        ("收到一百零五次", (105, "次", False)),
        ("收到零件", (0, "件", False)),
        ("收到0件", (0, "件", False)),
        ("订阅数4.1万人", (41_000, "人", False)),
        ("访问三点五万次", (35_000, "次", False)),
        ("访问1.2亿人次", (120_000_000, "人次", False)),
        ("印发1万2千份", (12_000, "份", False)),
        ("收费2.5元", (Decimal("2.5"), "元", False)),
        ("收费12.345678万元", (Decimal("123456.78"), "元", False)),
        ("占 45.6\uff05", (Decimal("45.6"), "%", False)),
        ("办结率百分之百", (100, "%", False)),
        ("提高百分之二十", (20, "%", False)),
        ("发稿20余篇", (20, "篇", True)),
        ("访问56万余次", (560_000, "次", True)),
        ("访问56余万次", (560_000, "次", True)),
        ("三十余件", (30, "件", True)),
        ("近20件", (20, "件", True)),
        ("约二十件", (20, "件", True)),
        ("超4.1万人", (41_000, "人", True)),
        ("20件以上", (20, "件", True)),
        ("20件左右", (20, "件", True)),
        ("**12**件", (12, "件", False)),
        ("1\u200b2件", (12, "件", False)),
        ("1\u200b2\u2060 件", (12, "件", False)),
        ("收费壹拾贰元", (12, "元", False)),
        ("收费伍仟零陆拾元", (5060, "元", False)),
        ("20件以内", (20, "件", True)),
        ("不少于20件", (20, "件", True)),
        ("不超过20件", (20, "件", True)),
        ("至少20件", (20, "件", True)),
        ("举办8场次", (8, "场次", False)),
        ("占17.5\ufe6a", (Decimal("17.5"), "%", False)),
        ("收费10万5千元", (105_000, "元", False)),
        ("收费1亿2000万元", (120_000_000, "元", False)),
        ("收费0．5 万 元", (5_000, "元", False)),  # noqa: RUF001 - full-width point
        ("提高3个百分点", (3, "个百分点", False)),
        ("占98 .5 %", (Decimal("98.5"), "%", False)),
        ("逾６ ０００条", (6000, "条", True)),
        ("20多万次", (200_000, "次", True)),
        ("3000多万次", (30_000_000, "次", True)),
        ("粉丝90万\uff0b人", (900_000, "人", True)),
        ("不足五十件", (50, "件", True)),
        ("接近1.5亿次", (150_000_000, "次", True)),
        ("共计：  3　件", (3, "件", False)),
        ("审查合同5件", (5, "件", False)),
        ("12345热线转办88件", (88, "件", False)),
        ("某局函〔2023〕5号要求公开9件", (9, "件", False)),
        ("24小时内答复7件", (7, "件", False)),
        ("2023年办理6件", (6, "件", False)),
        ("1.属于内部事务信息2件", (2, "件", False)),
        ("电话0000-7654321，受理4件", (4, "件", False)),
        ("2个工作日内办结3件", (3, "件", False)),
        ("第20条情形8件", (8, "件", False)),
    ],
)
def test_a_number_next_to_its_unit(text: str, expected: tuple[int | Decimal, str, bool]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "十分重视",
        "三审三校",
        "两馆一中心",
        "第二十条第（一）项",
        "第12条、第13条",
        "一次性告知",
        "一件事一次办",
        "“一条龙”服务",
        "三五件",
        "七八次",
        "数十件",
        "几百条",
        "一百二件",
        "两万五件",
        "8-10件",
        "8—10件",
        "3至5件",
        "8件至10件",
        "1、2件",
        "10 20件",
        "10，200件",
        "万件",
        "2023年",
        "统一件数",
        "20、30件",
        "二百、三百件",
        "3\uff0d5件",
        "三十至四十件",
        "24小时",
        "电话0000-7654321",
        "某局函〔2023〕5号",
        "12345热线",
        "1.属于内部事务信息",
        "2个月内",
        "15个工作日",
        "三分之一",
        "同一件",
        "之一个",
    ],
)
def test_what_is_no_count_or_has_two_readings(text: str) -> None:
    assert told(text) == []


def test_places_are_those_of_the_printed_text() -> None:
    text = "全年公开 1 357 条，同比增长 百分之三十。"
    found = numbers_in(text)
    assert [n.printed for n in found] == ["1 357 条", "百分之三十"]
    assert [text[n.start : n.end] for n in found] == ["1 357 条", "百分之三十"]


def test_two_numbers_are_two() -> None:
    assert told("收到申请12件，办结11件、结转1件。") == [
        (12, "件", False),
        (11, "件", False),
        (1, "件", False),
    ]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1,357", 1357),
        ("三十", 30),
        ("3.7万", 37_000),
        ("一千零五十", 1050),
        ("百", None),
        ("一万五", None),
        ("一万零五", 10_005),
        ("廿三", 23),
        ("乙", None),
    ],
)
def test_a_numeral_alone(numeral: str, value: int | None) -> None:
    assert value_of(numeral) == value


counts = st.integers(min_value=0, max_value=10**12)


@given(counts, st.sampled_from(UNITS))
def test_every_number_comes_back_from_chinese(count: int, unit: str) -> None:
    numeral = cn2an.an2cn(count)
    assert told(f"收到{numeral}{unit}。") == [(count, unit, False)]


@given(counts, st.sampled_from(UNITS), st.sampled_from(["{}", "{:,}", "{} ", "{:,} "]))
def test_every_number_comes_back_from_digits(count: int, unit: str, form: str) -> None:
    assert told(f"收到{form.format(count)}{unit}。") == [(count, unit, False)]


@given(counts, st.sampled_from(UNITS))
def test_every_number_comes_back_from_wide_digits(count: int, unit: str) -> None:
    wide = str(count).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert told(f"收到{wide}{unit}。") == [(count, unit, False)]


@given(st.decimals(min_value=0, max_value=10**6, places=6), st.sampled_from(["", "万", "亿"]))
def test_money_is_exact(amount: Decimal, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert told(f"收取{amount:f}{scale}元。") == [(amount * factor, "元", False)]


@given(st.text(alphabet="0123456789一二三十百千万亿两零点件条元%余约近第,. ，、至-", max_size=40))
def test_any_text_gives_numbers_in_order_inside_it(text: str) -> None:
    found = numbers_in(text)
    assert [(n.start, n.end) for n in found] == sorted((n.start, n.end) for n in found)
    assert all(n.printed == text[n.start : n.end] for n in found)
    assert all(isinstance(n.value, int | Decimal) and n.value >= 0 for n in found)


@pytest.mark.parametrize("text", ["工作队伍个个过硬", "陆件", "1，198件", "干部队伍建设"])
def test_signs_that_may_be_words_are_no_numbers(text: str) -> None:
    assert told(text) == []


def test_a_scale_that_ends_a_word_parts_no_list() -> None:
    assert told("3条播放破亿、4条破千万、50条破百万") == [
        (3, "条", False), (4, "条", False), (50, "条", False),
    ]  # fmt: skip


def test_a_comma_after_a_unit_parts_two_numbers() -> None:
    assert told("办结7件，2件结转下年度") == [(7, "件", False), (2, "件", False)]
    assert told("3件至5件") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年度未收到政府信息公开申请。", [("收到", ("政府信息公开申请",))]),
        ("尚未收到申请，也未发生复议。", [("收到", ("申请",)), ("发生", ("复议",))]),
        (
            "没有因信息公开引起的行政复议、行政诉讼案件",
            [("因", ("信息公开引起的行政复议", "行政诉讼"))],
        ),
        ("未制发规范性文件", [("制发", ("规范性文件",))]),
        ("无行政处罚等情况", [(None, ("行政处罚",))]),
        ("暂无行政强制", [(None, ("行政强制",))]),
        ("未承办政协提案", [("承办", ("政协提案",))]),
        # these deny nothing, or no number
        ("无法提供", []),
        ("无障碍浏览，无偿服务，无正当理由", []),
        ("未来三年", []),
        ("未经复议直接起诉", []),
        ("未办结10件", []),
        ("未收到申请10件", []),
        ("未按时公开", []),
    ],
)
def test_denials_with_what_there_is_none_of(
    text: str, expected: list[tuple[str | None, tuple[str, ...]]]
) -> None:
    assert [(d.verb, d.things) for d in denials_in(text)] == expected
